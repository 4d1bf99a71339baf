"""Everything that an outside harness has against this program, one after the other.

    python bench/hostile.py [--quick] [--folder DIR]

The harness lives outside this repository: beside the checkout, or where HOSTILE_BENCH says. Run:
hostile feeds, attack vectors and a hostile server through import, build and a browser, with the
pages' content security policy and with that policy taken out of them; builds that are killed or
whose disk fails; imports the same (import_faults.py); determinism; feedparser's own test files; our
feeds and sitemap against their specifications. Reports are left in DIR. --quick leaves out the
vectors without the policy and half of the faults. Exit code 0 when every part is as it should be.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
HARNESS: Final = Path(os.environ.get("HOSTILE_BENCH", ROOT.parent / "shared" / "bench" / "hostile"))
PROGRAM: Final = f"{shlex.quote(sys.executable)} -m generator"
POLICY: Final = re.compile(r"<meta[^>]*Content-Security-Policy[^>]*>")
SUITE: Final = ("run_suite.py", "--program", PROGRAM, "--timeout", "120")
BARE: Final = f"{shlex.quote(sys.executable)} {shlex.quote(__file__)} --bare {{site}} {{out}}"


def parts(folder: Path, *, quick: bool) -> dict[str, tuple[str, ...]]:
    """Commands of the harness by what they show."""
    faults = ("--kills", "10", "--points", "10") if quick else ("--fresh",)
    own = str(ROOT / "bench")
    found: dict[str, tuple[str, ...]] = {
        "feeds, vectors, server": (*SUITE, "--net", "--report", str(folder / "suite.json")),
        "without the policy": (*SUITE, "--build", BARE, "--report", str(folder / "bare.json")),
        "faults of builds": (
            "fault.py", "--program", PROGRAM, *faults, "--report", str(folder / "fault.json"),
        ),
        "faults of imports": (f"{own}/import_faults.py", "--points", "10" if quick else "25"),
        "determinism": ("determinism.py", "--program", PROGRAM),
        "feedparser's cases": ("fp_expect.py", f"{own}/feedparser_cases.py"),
        "our feeds": ("feedcheck.py", str(folder / "site" / "output")),
    }  # fmt: skip
    if quick:
        del found["without the policy"]
    return found


def build_bare(site: str, output: str) -> int:
    """A build whose pages have no content security policy: what holds then is not owed to it."""
    command = [sys.executable, "-m", "generator", "--site", site, "build", "--output", output]
    code = subprocess.run(command, check=False).returncode
    for page in Path(output).rglob("*.html"):
        # links to the last build's file: a new one, so that it stays as it was
        text = POLICY.sub("", page.read_text(encoding="utf-8"))
        page.unlink()
        page.write_text(text, encoding="utf-8")
    return code


def make_site(folder: Path) -> None:
    """A site whose feeds out can be judged."""
    site = str(folder / "site")
    command = [sys.executable, "-m", "generator", "init", site, "--yes"]
    address = ["--base-url", "https://example.org/archive/"]
    subprocess.run([*command, *address], check=True, capture_output=True)
    build = [sys.executable, "-m", "generator", "--site", site, "build"]
    subprocess.run(build, check=True, capture_output=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--folder", type=Path, help="for reports; default: a new one")
    options.add_argument("--bare", nargs=2, metavar=("SITE", "OUT"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.bare:
        return build_bare(*chosen.bare)
    if not (HARNESS / "run_suite.py").is_file():
        print(f"no harness at {HARNESS}", file=sys.stderr)
        return 2
    folder = (chosen.folder or Path(tempfile.mkdtemp(prefix="hostile-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    # PREPARED: feedparser reads what our preparation hands to it, so what it fails we have lost
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREPARED": "1"}
    make_site(folder)
    codes: dict[str, int] = {}
    for name, (program, *rest) in parts(folder, quick=chosen.quick).items():
        print(f"\n== {name}", flush=True)
        begun = time.monotonic()
        command = [sys.executable, str(HARNESS / program), *rest]
        codes[name] = subprocess.run(command, env=environment, check=False).returncode
        print(f"exit {codes[name]} after {time.monotonic() - begun:.0f} s", flush=True)
    print(f"\nreports in {folder}")
    for name, code in codes.items():
        print(f"{'ok  ' if code == 0 else 'FAIL'} {name}")
    return max(codes.values())


if __name__ == "__main__":
    raise SystemExit(main())
