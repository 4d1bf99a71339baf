"""What the words after a fence say about a block of code.

In: the info string and the code. Out: a `Fence`: language, title, marked lines. No HTML.

    ```python title="app.py" {1,3-5} ins={7} del={8} linenos
    ```python app.py
    ```python:app.py
"""

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.text.languages import canonical_language

_MAX_LINES: Final = 10_000

_OPTION: Final = re.compile(
    r"""(?P<key>[A-Za-z_][\w-]*)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|\{(?P<braces>[^}]*)\}"""
    r"""|(?P<bare>[^\s"'{}]+))|\{(?P<lines>[\d,\s-]+)\}|(?P<word>[^\s{}]+)"""
)
_FILE: Final = re.compile(r"[\w@.+()\[\]/\\-]{1,120}")
_EXTENSIONS: Final = frozenset(
    "bat c cc cfg clj conf cpp cs css csv dart env erl ex exs fs go gradle graphql h hpp hs htm "
    "html ini ipynb java jl js json jsx kt kts less lock lua m md mdx mjs php pl prisma proto ps1 "
    "py pyi r rb rs rst sass scala scss sh sql svelte swift tf toml ts tsx txt vue xml yaml yml "
    "zig".split()
)
_BARE_NAMES: Final = frozenset({"dockerfile", "makefile", "gemfile", "procfile", "jenkinsfile"})
_PRODUCTS: Final = frozenset(
    "node vue next nuxt express react three chart ember backbone discord alpine p5".split()
)
_DIFFS: Final = frozenset({"diff", "patch", "udiff"})
_COMMENT: Final = re.compile(
    r"\s*(?:#|//|--|;|%|<!--|/\*)[ \t]*(?P<name>\S+)[ \t]*(?:-->|\*/)?[ \t]*(?:\n|$)"
)


class Fence(Struct, frozen=True, kw_only=True):
    """How a block of code is to be shown."""

    language: str
    title: str = ""
    is_titled: bool = False
    """The author named the file, it is not only known from a comment."""
    is_output: bool = False
    """What the program above printed."""
    first_line: int = 0
    """Number of the first line; 0: lines have no numbers."""
    marked: frozenset[int] = frozenset()
    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()


def read_fence(info: str, text: str) -> Fence:
    """The `Fence` of a block; lines are counted from 1."""
    fence = _read_info(info)
    if not fence.title and (title := _commented_file(text)):
        fence = replace(fence, title=title)
    if fence.language in _DIFFS:
        added, removed = fence.added | _changed(text, "+"), fence.removed | _changed(text, "-")
        fence = replace(fence, added=added, removed=removed)
    return fence


@lru_cache(maxsize=256)  # most blocks of an archive begin with one of a few
def _read_info(info: str) -> Fence:
    name = info.strip()[:200].split(maxsplit=1)[0] if info.strip() else ""
    options = _options(info.strip()[len(name.split("{")[0]) :])
    title = options.get("title") or options.get("file") or _file_after_colon(name)
    return Fence(
        language=canonical_language(info),
        title=title,
        is_titled=bool(title),
        is_output=name.lower() == "output",
        first_line=_first_line(options),
        marked=_lines(options.get("lines", "")),
        added=_lines(options.get("ins", "")),
        removed=_lines(options.get("del", "")),
    )


_NAMES: Final = {
    "filename": "file",
    "hl_lines": "lines",
    "linenums": "linenos",
    "shownumbers": "linenos",
    "showlinenumbers": "linenos",
    "mark": "lines",
    "name": "file",
    "startline": "linenos",
}


def _options(words: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for found in _OPTION.finditer(words[:1000]):
        if found["lines"] is not None:
            options.setdefault("lines", found["lines"])
        elif found["key"]:
            key = found["key"].lower()
            value = found["double"] or found["single"] or found["braces"] or found["bare"] or ""
            options.setdefault(_NAMES.get(key, key), value.strip())
        else:
            word = found["word"].lower()
            if _NAMES.get(word, word) == "linenos":
                options.setdefault("linenos", "1")
            elif _is_file(found["word"]):
                options.setdefault("file", found["word"])
    return options


def _first_line(options: dict[str, str]) -> int:
    value = options.get("linenos", "")
    if re.fullmatch(r"[0-9]{1,6}", value):
        return max(1, int(value))
    return 1 if value and value.lower() not in ("false", "off", "no") else 0


def _lines(ranges: str) -> frozenset[int]:
    """`1,3-5` as a set."""
    lines: set[int] = set()
    for found in re.finditer(r"(\d{1,6})(?:-(\d{1,6}))?", ranges[:500]):
        first = int(found[1])
        lines.update(range(first, min(int(found[2] or first), first + _MAX_LINES) + 1))
    return frozenset(lines)


def _changed(text: str, sign: str) -> frozenset[int]:
    """Lines of a diff that begin with `sign`; file headers are not changes."""
    return frozenset(
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if line.startswith(sign) and not line.startswith(sign * 3)
    )


def _file_after_colon(name: str) -> str:
    file = name.partition(":")[2]
    return file if _is_file(file) else ""


def _commented_file(text: str) -> str:
    """The file a first line names that is only a comment with a file name."""
    found = _COMMENT.match(text[:200])
    return found["name"] if found and _is_file(found["name"]) else ""


def _is_file(word: str) -> bool:
    if not _FILE.fullmatch(word) or "//" in word:
        return False
    last = re.split(r"[/\\]", word)[-1]
    stem, dot, extension = last.rpartition(".")
    if last.lower() in _BARE_NAMES:
        return True
    is_product = last == word and stem.lower() in _PRODUCTS and extension.lower() == "js"
    return bool(dot) and extension.lower() in _EXTENSIONS and not is_product
