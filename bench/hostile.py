"""Everything that an outside harness has against this program, and our own attacks; one table.

    python bench/hostile.py [--quick] [--only TEXT] [--jobs N] [--folder DIR] [--commonmark SPEC]

The harness lives outside this repository: beside the checkout, or where HOSTILE_BENCH says. Run:
hostile feeds, attack vectors and a hostile server through import, build and a browser, with the
pages' content security policy and with that policy taken out of them; the attacks of
fuzz/attacks.py the same way and by hand (attacked_site.py); builds that are killed or whose disk
fails; imports the same (import_faults.py); determinism; feedparser's own test files; our feeds and
sitemap against their specifications; CommonMark's examples, where SPEC (npm: commonmark-spec,
spec.txt) is given.

--quick takes a part of each, --only the parts whose name holds TEXT. A case that ran out of time
beside others is tried again alone. Logs, reports and the table are left in DIR. Exit code 0 when
every part is as it should be.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from attacked_site import HARNESS, ROOT, strip_policy
from msgspec import Struct

OWN: Final = ROOT / "bench"
PROGRAM: Final = f"{shlex.quote(sys.executable)} -m generator"
BARE: Final = f"{shlex.quote(sys.executable)} {shlex.quote(__file__)} --bare {{site}} {{out}}"
TOLD: Final = re.compile(
    r"^(?:(?:skeleton|feed|vectors|net): (?P<suite>\d+ of \d+) pass|ok: (?P<none>0 bad .*|0 of .*)"
    r"|FAIL: .*|\d+ of \d+ survived|importer-relevant .*|\d+ faults|[\d,]+ attacks by hand: .*"
    r"|browser: .*|searches: .*| *\d+ (?:same|raw HTML|an address|differ).*)$"
)
"""Lines that say how a part ended."""


class Part(Struct, frozen=True, kw_only=True):
    name: str
    command: tuple[str, ...]
    report: Path | None = None
    """Of run_suite.py."""


def parts(folder: Path, *, quick: bool, jobs: int, spec: Path | None) -> list[Part]:
    def suite(name: str, *more: str) -> Part:
        report = folder / f"{name.replace(' ', '-')}.json"
        given = ("--program", PROGRAM, "--timeout", "120", "--jobs", str(jobs))
        command = (str(HARNESS / "run_suite.py"), *given, "--report", str(report), *more)
        return Part(name=name, command=command, report=report)

    def other(name: str, program: Path, *more: str) -> Part:
        return Part(name=name, command=(str(program), *more))

    attacks = folder / "attacks.jsonl"
    few = ("--vector-feeds", "2") if quick else ()
    faults = ("--kills", "10", "--points", "10") if quick else ("--fresh",)
    built = ("--program", PROGRAM)
    bare = ("--no-feeds", "--build", BARE, *few)
    own = ("--no-feeds", "--vectors", str(attacks), *few)
    found = [
        suite("feeds and servers", "--vectors", "none", "--net"),
        suite("vectors", "--no-feeds", *few),
        suite("vectors without the policy", *bare),
        suite("our attacks", *own),
        other("our attacks by hand", OWN / "attacked_site.py", "--every", "20" if quick else "1"),
        other("faults of builds", HARNESS / "fault.py", *built, *faults),
        other("faults of imports", OWN / "import_faults.py", "--points", "10" if quick else "25"),
        other("determinism", HARNESS / "determinism.py", *built),
        other("feedparser's cases", HARNESS / "fp_expect.py", str(OWN / "feedparser_cases.py")),
        other("our feeds", HARNESS / "feedcheck.py", str(folder / "site" / "output")),
    ]
    return found + ([other("CommonMark", OWN / "commonmark.py", str(spec))] if spec else [])


def run(command: tuple[str, ...], log: Path) -> tuple[int, list[str]]:
    """Exit code, and the lines that say how it ended; all lines go to the terminal and `log`."""
    # PREPARED: feedparser reads what our preparation hands to it, so what it fails we have lost
    more = {"PYTHONPATH": str(ROOT), "PREPARED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    program = subprocess.Popen(
        [sys.executable, *command],
        cwd=log.parent,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    told = []
    assert program.stdout is not None
    with log.open("a", encoding="utf-8") as kept:
        for line in program.stdout:
            print(line, end="", flush=True)
            kept.write(line)
            if TOLD.match(line.rstrip()):
                told.append(" ".join(line.split()))
    return program.wait(), told


def tried_again(part: Part, log: Path) -> list[str]:
    """Cases of a suite that still fail when nothing else runs beside them."""
    assert part.report is not None
    failed = [case for case in json.loads(part.report.read_text()) if not case["ok"]]
    late = [c["case"] for c in failed if any(": over " in fail for fail in c["fails"])]
    wrong = [case["case"] for case in failed if case["case"] not in late]
    for name in late:
        alone = part.report.with_name(f"alone-{name}.json")
        command = (*part.command, "--only", name, "--jobs", "1", "--report", str(alone))
        wrong += [name] if run(command, log)[0] else []
    return wrong


def result(part: Part, folder: Path) -> tuple[bool, str]:
    log = folder / f"{part.name.replace(' ', '-')}.log"
    code, told = run(part.command, log)
    if code and part.report is not None and part.report.is_file():
        wrong = tried_again(part, log)
        told.append(f"still wrong alone: {', '.join(wrong)}" if wrong else "all right alone")
        code = bool(wrong)
    return not code, "; ".join(told)


def build_bare(site: str, output: str) -> int:
    """A build whose pages have no content security policy."""
    command = [sys.executable, "-m", "generator", "--site", site, "build", "--output", output]
    code = subprocess.run(command, check=False).returncode
    strip_policy(Path(output))
    return code


def prepare(folder: Path) -> None:
    """The list of our attacks, and a site whose feeds out can be judged."""
    site = str(folder / "site")
    program = ("-m", "generator")
    address = ("--base-url", "https://example.org/archive/")
    made = Path(site).exists()
    for command in (
        (str(OWN / "attacked_site.py"), "--list", str(folder / "attacks.jsonl")),
        *(() if made else ((*program, "init", site, "--yes", *address),)),
        (*program, "--site", site, "build"),
    ):
        code, _ = run(command, folder / "site.log")
        if code:
            raise SystemExit(f"{' '.join(command)}: exit {code}")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", default="", metavar="TEXT")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--folder", type=Path, help="for reports; default: a new one")
    options.add_argument("--commonmark", type=Path, metavar="SPEC")
    options.add_argument("--bare", nargs=2, metavar=("SITE", "OUT"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.bare:
        return build_bare(*chosen.bare)
    if not (HARNESS / "run_suite.py").is_file():
        print(f"no harness at {HARNESS}", file=sys.stderr)
        return 2
    folder = (chosen.folder or Path(tempfile.mkdtemp(prefix="hostile-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    prepare(folder)
    spec = chosen.commonmark.resolve() if chosen.commonmark else None
    rows = [f"{datetime.now(UTC):%Y-%m-%d}, reports in {folder}", "", "| what | | minutes | said |"]
    rows.append("|---|---|---|---|")
    all_right = True
    for part in parts(folder, quick=chosen.quick, jobs=chosen.jobs, spec=spec):
        if chosen.only not in part.name:
            continue
        print(f"\n== {part.name}", flush=True)
        begun = time.monotonic()
        is_right, said = result(part, folder)
        all_right &= is_right
        minutes = (time.monotonic() - begun) / 60
        rows.append(f"| {part.name} | {'ok' if is_right else 'FAIL'} | {minutes:.1f} | {said} |")
    (folder / "table.md").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print("\n" + "\n".join(rows))
    return 0 if all_right else 1


if __name__ == "__main__":
    raise SystemExit(main())
