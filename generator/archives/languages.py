"""The language of recovered code. In: the text of a block. Out: how much speaks for each language.

What parses decides first (JSON, TOML, Python); then the shapes of lines, each counted once a line.
"""

import ast
import json
import re
import tomllib
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Final

from generator.archives.language_shapes import SHAPES

_LINES_COUNTED: Final = 200
_PATTERNS: Final = tuple((name, weight, re.compile(shape)) for name, weight, shape in SHAPES)
_ENOUGH: Final = 2.0
_MOSTLY: Final = 5


def is_python(text: str) -> bool:
    """Whether `text` is a Python program, and not one bare name or number."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        not isinstance(node, ast.Expr) or isinstance(node.value, ast.Call) for node in tree.body
    )


def is_json(text: str) -> bool:
    """Whether `text` is a JSON object or array."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_toml(text: str) -> bool:
    try:
        return bool(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False


def language_scores(text: str) -> Counter[str]:
    """How much speaks for each language, as a share of the lines."""
    lines = [line for line in text.split("\n") if line.strip()][:_LINES_COUNTED]
    scores: Counter[str] = Counter()
    for name, weight, pattern in _PATTERNS:
        hits = sum(pattern.search(line) is not None for line in lines)
        if hits:
            scores[name] += round(100 * weight * hits / max(len(lines), 3))
    _of_kin(scores)
    if is_json(text):
        scores["json"] += 900
    elif (
        _has_no_stops(lines)
        and is_python(text)
        and ("\n" in text or "(" in text or "import" in text)
    ):
        scores["python"] += 250 if scores["python"] else 60
    elif scores["toml"] and _is_toml(text):
        scores["toml"] += 300
    return scores


def _has_no_stops(lines: Sequence[str]) -> bool:
    return not any(line.rstrip().endswith((";", "{", "}")) for line in lines[-3:])


def _of_kin(scores: Counter[str]) -> None:
    """A language that grew from another is told by what only it has."""
    for child, parent in (("typescript", "javascript"), ("cpp", "c")):
        if scores[child] and scores[parent]:
            scores[child] += scores[parent]
    if scores["diff"] < 100:
        del scores["diff"]


def decide(texts: Sequence[str]) -> tuple[str, ...]:
    """The language of each block of one tutorial; "" where nothing speaks for any.

    What most of the tutorial is written in helps the blocks that say little.
    """
    scored = [language_scores(text) for text in texts]
    common: Counter[str] = Counter()
    for scores in scored:
        for name, score in scores.most_common(1):
            common[name] += min(score, 400)
    main = dict(common.most_common(3))
    total = sum(common.values()) or 1
    return tuple(_one(scores, main, total) for scores in scored)


def _one(scores: Counter[str], main: dict[str, int], total: int) -> str:
    weighed = {
        name: score * (1 + 1.5 * main.get(name, 0) / total) for name, score in scores.items()
    }
    best = max(sorted(weighed), key=lambda name: weighed[name], default="")
    first = max(sorted(main), key=lambda name: main[name], default="")
    if not best or weighed[best] < _ENOUGH * 20:
        return first if main.get(first, 0) * 10 >= total * _MOSTLY else ""
    return best
