"""Code that was hurt on its way is mended where that makes it well-formed again.

In: the text of a block and its language. Out: the text, its language, and what was mended. Typing
aids make quotes curly, tools leave marks, entities and backslashes, and eat spaces. A repair
stands only where the code was not well-formed before and is after it: by the parser of its
language, else by a lexer. What is well-formed is never touched.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import combinations
from typing import Final

from msgspec import Struct

from generator.importer.guess_language import guess_language
from generator.importer.lost_indents import with_indents
from generator.importer.well_formed import BROKEN, HURT, best_form, form_of

_MOST_CHARACTERS: Final = 20_000
_STRING: Final = r"\"(?:\\.|[^\"\\\n]){0,400}\"|'(?:\\.|[^'\\\n]){0,400}'|(?:#|//).*"
_CURLY: Final = re.compile(
    rf"({_STRING})|[“”„]([^“”„\"\n]{{0,400}})[“”]|[‘’]([^‘’'\n]{{0,400}})[‘’]|([“”„])|([‘’])"
)
_ESCAPED: Final = re.compile(r"\\([\"'“”‘’])")
_ENTITY: Final = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{2,5}|#x[\da-fA-F]{2,4});")
_MARK: Final = re.compile(r"</?(?:span|font|strong|em|b|i|code)(?:\s[^<>]*)?>")
_ODD_SPACE: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN: Final = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


class Repair(Struct, frozen=True, kw_only=True):
    """One kind of repair in one block of code."""

    what: str
    times: int
    """How many places were changed."""


def in_words(repairs: Iterable[Repair]) -> str:
    """Repairs of one body, counted by kind."""
    times: Counter[str] = Counter()
    for repair in repairs:
        times[repair.what] += repair.times
    return ", ".join(f"{count} {what}" for what, count in times.items())


Mended = tuple[str, str, tuple[Repair, ...]]


def repaired(text: str, language: str) -> Mended:
    """The text as its author wrote it, if a set of repairs makes it better formed.

    Of code that states no language, only what is then certain to be of one is mended.
    """
    untouched: Mended = (text, language, ())
    if len(text) > _MOST_CHARACTERS or not (HURT.search(text) or language == "python"):
        return untouched
    if language and best_form(language) == BROKEN:
        return untouched
    before = form_of(text, language) if language else BROKEN
    if before == best_form(language) if language else guess_language(text):
        return untouched
    better: Mended = untouched
    for mended, repairs in _attempts(text):
        name = language or guess_language(mended)
        form = form_of(mended, name) if best_form(name) else BROKEN
        if form > before and form == best_form(name):
            return mended, name, repairs
        if form > before and better is untouched and language:
            better = (mended, name, repairs)
    return better


def _attempts(text: str) -> Iterator[tuple[str, tuple[Repair, ...]]]:
    """Each set of repairs that changes something, the smallest first."""
    for size in range(1, _MOST_AT_ONCE + 1):
        for steps in combinations(_STEPS, size):
            mended, repairs = text, []
            for what, step in steps:
                mended, times = step(mended)
                repairs.append(Repair(what=what, times=times))
            if all(repair.times for repair in repairs):
                yield mended, tuple(repairs)


def _straight(text: str) -> tuple[str, int]:
    """Curly quotes around a text, and single ones, outside of strings and comments."""
    count = 0

    def straightened(found: re.Match[str]) -> str:
        nonlocal count
        kept, double, single, open_double, _ = found.groups()
        if kept is not None:
            return kept
        count += 1
        if double is not None:
            return f'"{double}"'
        if single is not None:
            return f"'{single}'"
        return '"' if open_double else "'"

    return _CURLY.sub(straightened, text), count


def _unescaped(text: str) -> tuple[str, int]:
    return _ESCAPED.subn(r"\1", text)


def _decoded(text: str) -> tuple[str, int]:
    return _ENTITY.subn(lambda entity: unescape(entity[0]).replace("\xa0", " "), text)


def _without_marks(text: str) -> tuple[str, int]:
    return _MARK.subn("", text)


def _plain_spaces(text: str) -> tuple[str, int]:
    text, unseen = _UNSEEN.subn("", text)
    text, odd = _ODD_SPACE.subn(" ", text)
    return text, unseen + odd


def _indented(text: str) -> tuple[str, int]:
    mended = with_indents(text)
    changed = zip(text.split("\n"), mended.split("\n"), strict=True)
    return mended, sum(before != after for before, after in changed)


_Step = Callable[[str], tuple[str, int]]
_STEPS: Final[tuple[tuple[str, _Step], ...]] = (
    ("marks of highlighting removed", _without_marks),
    ("entities decoded", _decoded),
    ("odd spaces made plain", _plain_spaces),
    ("backslashes before quotes removed", _unescaped),
    ("curly quotes made straight", _straight),
    ("lost indents restored", _indented),
)
_MOST_AT_ONCE: Final = 3
