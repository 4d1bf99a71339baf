"""The language of recovered code. In: the texts of blocks. Out: a name for each, or "".

What parses decides first (JSON, TOML, Python). Then the words outside of strings and comments
count, each by how few languages have it, and the shapes of lines. What most of a tutorial is
written in helps the blocks that say little.
"""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from math import log2
from textwrap import dedent
from typing import Final

from generator.archives.language_shapes import SHAPES
from generator.archives.language_words import ONLY_BY_FORM, WORDS
from generator.importer.well_formed import is_json, python_tree

_LINES_COUNTED: Final = 200
_PATTERNS: Final = tuple((name, weight, re.compile(shape)) for name, weight, shape in SHAPES)
_ENOUGH: Final = 40
_MOSTLY: Final = 5
_MOST_TIMES: Final = 4
_WORD_WEIGHT: Final = 30
_WORD: Final = re.compile(r"(?<![\w$-])[A-Za-z_]\w*")
_UNSPOKEN: Final = re.compile(
    r"/\*.*?\*/|^\s*(?:\#(?!\s*(?:include|define|if|endif|\[))|//|--\s).*?$"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`[^`\n]*`",
    re.DOTALL | re.MULTILINE,
)
_COMMAND: Final = re.compile(
    r"(?:\$ |sudo )?[a-z.~/][\w./~-]*(?: (?:[\w./~$@:=+*,%-]+|'[^']*'|\"[^\"]*\"))+ ?\\?"
)
_MEMBER: Final = re.compile(r"^\s*['\"]?[\w$-]+['\"]?\s*:\s*\S.*,?$", re.MULTILINE)
_DECLARATION: Final = re.compile(r"^\s*[\w-]+\s*:\s*[^;{}]+;|\{[^{}]*:[^{}]*;?\s*\}", re.MULTILINE)
_FIRST_COMMENTS: Final = re.compile(r"(?:\s*//.*\n)+")
_SHEBANG: Final = re.compile(r"#!.*?/(?:env )?(?:\w+/)*(sh|bash|zsh|python|node|ruby|perl|php)")
_SHELLS: Final = {"sh": "bash", "zsh": "bash", "node": "javascript"}
_PROMPT: Final = re.compile(r"(?:[❯$] |\S+@\S+.{0,40}[$#] )\S")
_SCRIPT: Final = re.compile(r"\b(?:const|let|function)\b|===|=> ")
_TYPED: Final = re.compile(r"\b(?:public|private|protected|final)\b|^import [\w.*]+;", re.MULTILINE)
_DATA: Final = frozenset("json toml yaml html xml css diff ini docker sql".split())


def is_python(text: str) -> bool:
    """Whether `text` is a Python program, and not one bare name or number."""
    tree = python_tree(text)
    return tree is not None and any(
        not isinstance(node, ast.Expr) or isinstance(node.value, ast.Call) for node in tree.body
    )


def is_structure(text: str) -> bool:
    """Whether `text` is a JSON object or array."""
    return text.lstrip()[:1] in ("{", "[") and is_json(text)


def decide(texts: Sequence[str]) -> tuple[str, ...]:
    """The language of each block of one tutorial; "" where nothing speaks for any."""
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
    if best and weighed[best] >= _ENOUGH:
        return best
    first = max(sorted(main), key=lambda name: main[name], default="")
    is_clear = first not in _DATA and main.get(first, 0) * 10 >= total * _MOSTLY
    return first if is_clear else ""


def language_scores(text: str) -> Counter[str]:
    """How much speaks for each language, as a share of the lines."""
    lines = [line for line in text.split("\n") if line.strip()][:_LINES_COUNTED]
    scores = _shapes(lines)
    for name, score in _words(text, len(lines)).items():
        if scores[name] or name not in ONLY_BY_FORM:
            scores[name] += score
    _by_form(text, lines, scores)
    if is_structure(text):
        scores["json"] += 900
    elif _ends_like_python(lines) and is_python(text) and re.search(r"\n|\(|import", text):
        scores["python"] += 250 if scores["python"] else 60
    elif scores["python"] and ">>>" not in text and not is_python(dedent(text)):
        scores["python"] = scores["python"] * 2 // 3
    if scores["toml"] and _is_toml(text):
        scores["toml"] += 300
    return +scores


def _shapes(lines: Sequence[str]) -> Counter[str]:
    scores: Counter[str] = Counter()
    for name, weight, pattern in _PATTERNS:
        hits = sum(pattern.search(line) is not None for line in lines)
        if hits:
            scores[name] += round(100 * weight * hits / max(len(lines), 3))
    for child, parent in (("typescript", "javascript"), ("cpp", "c")):
        if scores[child] and scores[parent]:
            scores[child] += scores[parent]  # what grew from another language has its shapes too
    return scores


def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """What each word says for which languages: much where few languages have it."""
    having: dict[str, list[str]] = {}
    for name, words in WORDS.items():
        for word in words.split():
            having.setdefault(word, []).append(name)
    return {
        word: tuple((name, log2(len(WORDS) / len(names))) for name in names)
        for word, names in having.items()
    }


_WEIGHTS: Final = _weights()


def _words(text: str, lines: int) -> Counter[str]:
    said = Counter(_WORD.findall(_UNSPOKEN.sub(" ", text)))
    weighed: Counter[str] = Counter()
    for word, times in said.items():
        for name, weight in _WEIGHTS.get(word, ()):
            weighed[name] += round(_WORD_WEIGHT * weight * min(times, _MOST_TIMES))
    return Counter({name: score // max(lines, 3) for name, score in weighed.items()})


def _by_form(text: str, lines: Sequence[str], scores: Counter[str]) -> None:
    """What the text as a whole allows: where it begins, and what stands in every line."""
    first = _FIRST_COMMENTS.sub("", text).lstrip()[:1]
    if begun := _SHEBANG.match(text):
        scores[_SHELLS.get(begun[1], begun[1])] += 600
    if _PROMPT.match(text):
        scores["bash"] += 300
    if _SCRIPT.search(text) and not _TYPED.search(text):
        del scores["java"]
    if first not in ("{", "[", '"'):
        del scores["json"]
    if first != "<":
        del scores["html"], scores["xml"]
    if not _DECLARATION.search(text):
        del scores["css"]
    signs = {line[0] for line in lines}
    if scores["diff"] < 100:
        del scores["diff"]
    elif {"+", "-"} <= signs <= set("+-@ \\di"):
        scores["diff"] += 400
    if first == "{" and text.rstrip()[-1:] == "}" and _MEMBER.search(text):
        scores["javascript"] += 60
    if all(_COMMAND.fullmatch(line.strip()) or line.startswith("#") for line in lines):
        scores["bash"] += 60


def _ends_like_python(lines: Sequence[str]) -> bool:
    return not any(line.rstrip().endswith((";", "{", "}")) for line in lines[-3:])


def _is_toml(text: str) -> bool:
    try:
        return bool(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
