"""How a build grows: time and memory of 10,000 pages and of 100,000, in one run.

    python bench/build_growth.py CORPUS [NUMBER ...]

CORPUS is a folder of Markdown files with `title` and `slug` in their front matter, such as that of
the judge of `build_speed.py`, unpacked. More pages than it has are made of it again: every round
has titles, addresses and one long word in ten of its own, so that vocabulary goes on growing.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
NUMBERS = (10_000, 100_000)
KINDS = ("cold", "nothing changed", "one edit")
_LONG = re.compile(r"(?<![\w/(.#-])[a-z]{7,}(?![\w/).-])")
_NAMED = re.compile(r"^(title|slug): *(.*?)(\"?)$", re.MULTILINE)


class Peak(threading.Thread):
    """The largest sum of resident memory of a process and those it started, in bytes."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.bytes, self.done = process, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.bytes = max(self.bytes, sum(map(resident, family(self.process))))


def family(process: int) -> list[int]:
    """A process and all below it."""
    found = [process]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def resident(process: int) -> int:
    """Bytes of memory, those shared with others too."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def write_site(site: Path, corpus: list[Path], pages: int) -> Path:
    """Returns the page that is edited."""
    content = site / "content"
    content.mkdir(parents=True)
    (site / "site.toml").write_text('title = "Growth"\nbase_url = "https://tutorials.example/"\n')
    for number in range(pages):
        turn, source = divmod(number, len(corpus))
        text = corpus[source].read_text(encoding="utf-8")
        name = corpus[source].stem + (f"-{turn}" if turn else "")
        (content / f"{name}.md").write_text(again(text, turn) if turn else text, encoding="utf-8")
    return content / corpus[min(pages, len(corpus)) // 2].name


def again(text: str, turn: int) -> str:
    """The page as it is in another round."""

    def own(found: re.Match[str]) -> str:
        word = found[0]
        return f"{word}{chr(96 + turn)}" if sum(map(ord, word)) % 10 == turn % 10 else word

    _, front, body = text.split("---\n", 2)
    front = _NAMED.sub(lambda found: f"{found[1]}: {found[2]}-{turn}{found[3]}", front)
    return f"---\n{front}---\n{_LONG.sub(own, body)}"


def measured(site: Path) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of processors, megabytes of one build."""
    command = [sys.executable, "-m", "generator", "--site", str(site), "build", "--quiet"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = Peak(process.pid)
    peak.start()
    if process.wait():
        sys.exit(f"build_growth.py: {' '.join(command)} failed")
    wall = time.perf_counter() - began
    peak.done.set()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent, peak.bytes / 1e6


def main(corpus: Path, numbers: list[int]) -> None:
    files = sorted(corpus.glob("*.md"))
    if not files:
        sys.exit(f"build_growth.py: no .md files in {corpus}")
    print("| pages | build | seconds | processors, s | memory, MB |\n|---:|---|---:|---:|---:|")
    for number in numbers:
        site = Path(tempfile.mkdtemp(prefix="growth-", dir=os.environ.get("TMPDIR")))
        try:
            edited = write_site(site, files, number)
            for kind in KINDS:
                if kind == "one edit":
                    with edited.open("a", encoding="utf-8") as file:
                        file.write("\nA paragraph that was not there.\n")
                wall, spent, memory = measured(site)
                row = f"| {number:,} | {kind} | {wall:.2f} | {spent:.1f} | {memory:,.0f} |"
                print(row, flush=True)
        finally:
            shutil.rmtree(site)


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(int, sys.argv[2:])) or list(NUMBERS))
