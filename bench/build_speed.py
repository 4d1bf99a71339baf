"""Build speed beside Hugo, Hugo with Pagefind, Eleventy and Pelican: one corpus, one run.

    python bench/build_speed.py                                    1,000 pages, cold
    python bench/build_speed.py --sizes 10k --peers hugo,hugo+pagefind,eleventy
    python bench/build_speed.py --kinds cold,noop,edit --reps 3

The judge is a program of its own, `bench.py`, with its corpus and the settings of the peers; it is
looked for in the folder that `--judge` names. It installs the peers in `.cache/bench`, once. Walls
of different runs do not compare; each run is of all of them in turn.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
JUDGE = ROOT.parent / "shared/bench/build"


def main() -> int:
    parser = argparse.ArgumentParser(description="Build beside other generators.")
    parser.add_argument("--sizes", default="1k", help="pages: 1k, 10k")
    parser.add_argument("--peers", default="hugo,hugo+pagefind,eleventy,pelican")
    parser.add_argument("--kinds", default="cold", help="cold, noop, edit")
    parser.add_argument("--reps", default="1", help="runs of each")
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of bench.py")
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache/bench", help="for the peers")
    options = parser.parse_args()
    judge = options.judge / "bench.py"
    if not judge.is_file():
        sys.exit(f"build_speed.py: no {judge}; name its folder with --judge")
    options.cache.mkdir(parents=True, exist_ok=True)
    passed = ("sizes", "peers", "kinds", "reps", "cache")
    arguments = [f"--{name}={getattr(options, name)}" for name in passed]
    program = f"--program={sys.executable} -m generator"
    command = [sys.executable, str(judge), *arguments, "--interleave", program]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
