"""What the search of a built site costs in files and bytes, and how well it ranks.

    python bench/search.py output                   sizes, as a static host sends them
    python bench/search.py output --judged main     and judged queries, where the judge is

The judge is a program of its own, `evaluate.py`, with its pages and judged queries; it is looked
for in the folder that `--judge` names. For growth, build sites of several sizes and measure each.
"""

import argparse
import gzip
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
JUDGE = ROOT.parent / "shared/bench/search"


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def sizes(site: Path) -> dict[str, float]:
    folder = site / "search"
    entry = folder / "index.json"
    files = sorted((entry, *folder.rglob("*.js")))
    pages = json.loads(entry.read_bytes())["pages"]
    total = sum(map(packed, files))
    largest = max(map(packed, files))
    return {
        "pages": pages,
        "files": len(files),
        "index, kB gzip": round(total / 1000, 1),
        "kB gzip a page": round(total / 1000 / max(pages, 1), 2),
        "first file, kB gzip": round(packed(entry) / 1000, 1),
        "largest file, kB gzip": round(largest / 1000, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the search of a built site.")
    parser.add_argument("site", type=Path, help="output folder")
    parser.add_argument("--judged", metavar="CORPUS", help="rank its queries too: main, cjk, intl")
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of evaluate.py")
    options = parser.parse_args()
    for name, value in sizes(options.site).items():
        print(f"{name:24}{value:>12}")
    if not options.judged:
        return 0
    program = options.judge / "evaluate.py"
    if not program.exists():
        print(f"No judge in {options.judge}", file=sys.stderr)
        return 1
    command = [sys.executable, str(program), str(options.site), "--corpus", options.judged]
    return subprocess.run([*command, "--compare", "all"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
