"""The fidelity of feed import, by aspect and by producer, beside what other tools reach.

    python bench/fidelity.py [--needs PYTHON] [options of the benchmark, such as --per-feed 0]

The benchmark lives outside this repository: beside the checkout, or where FEEDS_BENCH says. PYTHON
is an interpreter that has what it needs (its requirements.txt). The figures of other tools are
read from its anchors.md; they had relative addresses resolved for them, we have not.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
HARNESS: Final = Path(os.environ.get("FEEDS_BENCH", ROOT.parent / "shared" / "bench" / "feeds"))
OVERALL: Final = "Overall, raw HTML on"
ASPECTS: Final = "Per aspect, raw HTML on"
PEERS: Final = 4
"""How many other tools are shown, best first."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", default=sys.executable, metavar="PYTHON")
    given, rest = parser.parse_known_args()
    program = HARNESS / "fidelity.py"
    if not program.is_file():
        print(f"no benchmark at {program}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rows.json"
        product = ["--product", str(ROOT), "--python", sys.executable, "--as-specified"]
        command = [given.needs, str(program), *product, "--out", str(out), *rest]
        code = subprocess.run(command, check=False).returncode
        if not out.is_file():
            return code or 1
        found = json.loads(out.read_text(encoding="utf-8"))
    anchors = (HARNESS / "anchors.md").read_text(encoding="utf-8")
    print("\n".join(["", *_overall(found["rows"], anchors), "", *_aspects(found, anchors)]))
    print("\n".join(["", *_producers(found["rows"])]))
    return code


def _overall(rows: list[dict[str, Any]], anchors: str) -> Iterator[str]:
    """Shares of perfect items, ours above those of the best other tools."""
    heads, *others = _table(anchors, OVERALL)
    yield from (_row(heads[:5]), _row(["---"] * 5))
    scores = [row["s"] for row in rows if "s" in row]
    code, rich = ([s for s in scores if s.get(kind)] for kind in ("hascode", "rich"))
    shares = [_mean(scores, "perfect"), _mean(code, "perfect"), _mean(rich, "perfect")]
    yield _row(["**this importer**", *shares, _mean(scores, "perfect_idem")])
    yield from (_row(other[:5]) for other in others[:PEERS])


def _aspects(found: dict[str, Any], anchors: str) -> Iterator[str]:
    """A row for each aspect: items it occurs in, our score, those of the best other tools."""
    heads, _, *others = _table(anchors, ASPECTS)
    shown = others[:PEERS]
    yield _row(["aspect", "items", "this importer", *(other[0] for other in shown)])
    yield _row(["---"] * (3 + len(shown)))
    summary = found["summary"]
    for place, aspect in enumerate(heads[1:], 1):
        name = aspect.replace(" ", "_")
        if summary.get(name) is not None:
            ours = [str(summary.get(f"{name}_n", "")), f"{summary[name]:.4f}"]
            yield _row([aspect, *ours, *(other[place] for other in shown)])


def _producers(rows: list[dict[str, Any]]) -> Iterator[str]:
    """A row for each kind of producer: items, perfect ones, and what the others lack."""
    by: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by[row["producer"]].append(row.get("s", {"perfect": 0.0}))
    yield from (_row(["producer", "items", "perfect", "imperfect in"]), _row(["---"] * 4))
    for producer, scores in sorted(by.items()):
        lacking: defaultdict[str, int] = defaultdict(int)
        for score in scores:
            for aspect in (a for a in ("text", *_SCORED) if (score.get(a) or 0) < 1):
                lacking[aspect] += score.get(aspect) is not None
        causes = ", ".join(f"{aspect} {n}" for aspect, n in sorted(lacking.items()) if n)
        yield _row([producer, str(len(scores)), _mean(scores, "perfect"), causes])


_SCORED: Final = (
    "code code_lang headings links images lists tables inline quotes embeds details figcaption"
    " footnotes artefacts"
).split()


def _mean(scores: list[dict[str, Any]], name: str) -> str:
    return f"{sum(score.get(name) or 0 for score in scores) / len(scores):.3f}" if scores else "-"


def _table(anchors: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, the row of dashes left out."""
    section = re.split(rf"^## {re.escape(heading)}$", anchors, maxsplit=1, flags=re.MULTILINE)[-1]
    section = section.partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if set(row[0]) != {"-"}]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
