"""Runs the fidelity benchmark of feed import on this checkout, where it is at hand.

    python bench/fidelity.py --needs PYTHON [options of the benchmark]

PYTHON is an interpreter that has what the benchmark needs (its requirements.txt). The benchmark
itself is looked for beside the checkout, or where FEEDS_BENCH says.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HARNESS = Path(os.environ.get("FEEDS_BENCH", ROOT.parent / "shared" / "bench" / "feeds"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", default=sys.executable, metavar="PYTHON")
    given, rest = parser.parse_known_args()
    program = HARNESS / "fidelity.py"
    if not program.is_file():
        print(f"no benchmark at {program}", file=sys.stderr)
        return 2
    product = ["--product", str(ROOT), "--python", sys.executable, "--as-specified"]
    return subprocess.run([given.needs, str(program), *product, *rest], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
