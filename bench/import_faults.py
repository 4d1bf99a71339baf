"""What is left of content/ when an import is killed, or its disk fails, at any call that writes.

    python bench/import_faults.py --points 25

A site holds a feed's tutorials (the old state); the feed then changes, gains and loses entries (the
new state, known from an import at rest). Then, many times: the old state is restored and the import
disturbed by strace, at its N-th call of a kind: SIGKILL, ENOSPC or EIO, once or from then on. Each
file must be old or new, whole; an import that ends with 0 must have finished; nothing may end in a
traceback; and the next import, undisturbed, must give the new state exactly, and nothing beside it.
"""

import argparse
import collections
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WRITES = "write,pwrite64,writev,sendfile,copy_file_range"
NAMES = "openat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,unlink,unlinkat,fsync,ftruncate"
WAYS = (
    ("write", WRITES, "signal=KILL", ""),
    ("write", WRITES, "error=ENOSPC", "+"),
    ("write", WRITES, "error=EIO", ""),
    ("names", NAMES, "signal=KILL", ""),
    ("names", NAMES, "error=ENOSPC", "+"),
    ("names", NAMES, "error=EIO", "+"),
    ("names", NAMES, "error=EACCES", "+"),
    ("names", NAMES, "error=EROFS", ""),
)
State = dict[str, str]
"""Digests of files by path."""


def feed(version: int, entries: range) -> str:
    """A feed whose entries say which version they are of."""
    text = "&lt;p&gt;Text {} of version {}.&lt;/p&gt;" * 40
    items = "".join(
        f"<item><title>Entry {n}</title><link>https://example.org/{n}</link><guid>{n}</guid>"
        f"<pubDate>Mon, {n % 28 + 1:02} Jan 2024 08:00:00 GMT</pubDate><description>"
        f"{text.format(*(n, version) * 40)}</description></item>"
        for n in entries
    )
    head = "<title>Faults</title><link>https://example.org/</link>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'


def state(site: Path) -> State:
    """What an import is about: tutorials, and what is remembered of them."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("content", ".archive")
        for path in sorted((site / folder).rglob("*"))
        if path.is_file()
    }


class Trials:
    """One site, put back to its old state before each trial."""

    def __init__(self, work: Path, entries: int) -> None:
        self.site, self.saved = work / "site", work / "saved"
        self.feed, self.log = work / "faults.xml", work / "trace"
        self.environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
        self.counts: dict[str, collections.Counter[str]] = {}
        self.run("init", str(self.site), "--yes", site=False)
        self.feed.write_text(feed(1, range(entries)))
        self.run("import", str(self.feed))
        shutil.copytree(self.site, self.saved)
        self.old = state(self.site)
        self.feed.write_text(feed(2, range(entries // 4, entries + entries // 4)))
        self.run("import", str(self.feed))
        self.new = state(self.site)

    def run(
        self, *arguments: str, site: bool = True, prefix: tuple[str, ...] = (), check: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        """The program, in a process of its own."""
        place = ("--site", str(self.site)) if site else ()
        return subprocess.run(
            [*prefix, sys.executable, "-m", "generator", *place, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
        )

    def restore(self) -> None:
        """The old state, and the feed that is new to it."""
        shutil.rmtree(self.site)
        shutil.copytree(self.saved, self.site)

    def traced(self, calls: str) -> tuple[int, int]:
        """The first and the last of `calls`, by their number, that touch the site."""
        self.restore()
        self.run(
            "import", str(self.feed),
            prefix=("strace", "-f", "-qq", "-y", "-o", str(self.log), "-e", f"trace={calls}"),
        )  # fmt: skip
        seen: collections.Counter[str] = collections.Counter()
        touching = []
        for line in self.log.read_text(errors="replace").splitlines():
            call = re.match(r"(\d+)\s+\w+\(", line)
            if call:
                seen[call[1]] += 1
                if str(self.site) in line:
                    touching.append(seen[call[1]])
        return min(touching), max(touching)

    def disturb(self, way: str, calls: str, effect: str, number: int) -> None:
        """One trial, judged."""
        self.restore()
        counts = self.counts.setdefault(way, collections.Counter())
        inject = f"inject={calls}:{effect.replace('+', '')}:when={number}{'+' * effect.count('+')}"
        ended = self.run(
            "import", str(self.feed),
            prefix=("strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={calls}", "-e", inject),
            check=False,
        )  # fmt: skip
        found = state(self.site)
        torn = [
            path
            for path, digest in found.items()
            if digest not in (self.old.get(path), self.new.get(path)) and ".part" not in path
        ]
        lost = [path for path in self.old if path not in found and path in self.new]
        again = self.run("import", str(self.feed), check=False)
        rest = state(self.site)
        faults = {
            "torn or lost": bool(torn or lost),
            "exit 0 though unfinished": ended.returncode == 0 and found != self.new,
            "traceback": "Traceback" in ended.stderr,
            "not finished by the next": again.returncode != 0 or rest != self.new,
        }
        counts["trials"] += 1
        counts["survived"] += not any(faults.values())
        counts.update(name for name, present in faults.items() if present)
        if any(faults.values()):
            odd = [path for path in {**rest, **self.new} if rest.get(path) != self.new.get(path)]
            print(way, number, faults, torn, lost, odd, ended.stderr[-300:], again.stderr[-200:])


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, default=25, help="trials for each kind of fault")
    options.add_argument("--entries", type=int, default=24)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="import-faults-") as work:
        trials = Trials(Path(work), chosen.entries)
        spans = {label: trials.traced(calls) for label, calls, *_ in WAYS}
        for label, calls, effect, on in WAYS:
            low, high = spans[label]
            step = (high - low) / max(1, chosen.points - 1)
            for number in sorted({low + round(n * step) for n in range(chosen.points)}):
                way = f"{effect.partition('=')[2]}{' from' if on else ' at'} a call of {label}"
                trials.disturb(way, calls, effect + on, number)
    for way, counts in trials.counts.items():
        print(f"{way:32}", ", ".join(f"{name} {count}" for name, count in counts.items() if count))
    total = sum(counts["trials"] for counts in trials.counts.values())
    survived = sum(counts["survived"] for counts in trials.counts.values())
    print(f"{survived} of {total} survived")
    return survived != total


if __name__ == "__main__":
    raise SystemExit(main())
