"""Where tutorials begin and end. In: the lines of a saved text. Out: segments, what was left out.

A line that repeats a title or leads on to another page is left out, each with its reason.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.archives.evidence import is_sentence
from generator.archives.styles import POST, led_on
from generator.archives.values import Removed, Segment, Style

_LEVEL: Final = re.compile(
    r"\s*(?:(?:Skill |Difficulty )?Level:\s*|Difficulty:\s*)?(Beginner|Intermediate|Advanced)\s*",
    re.IGNORECASE,
)
_NAVIGATION: Final = re.compile(
    r"(?:Scroll to Top|Back to top|Share this:?|Like this:?|Loading\.\.\.|Skip to content)",
    re.IGNORECASE,
)
_LONGEST_TITLE: Final = 200
_MOST_WORDS: Final = 12
_WIDTH: Final = 72
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
_REPEATED: Final = "repeats the title"

Cut = tuple[tuple[Segment, ...], tuple[Removed, ...]]


def cut(lines: Sequence[str], style: Style) -> Cut:
    """The tutorials of a text, in order."""
    match style:
        case Style.INDENTED:
            return _indented(lines)
        case Style.LISTING:
            return _listing(lines)
        case Style.LYNX:
            return _wrapped(lines)
        case Style.MARKDOWN:
            return _marked(lines)
    return _flat(lines)


def is_navigation(line: str) -> bool:
    return _NAVIGATION.fullmatch(line.strip()) is not None


def without_repeats(lines: Sequence[str]) -> tuple[list[str], tuple[Removed, ...]]:
    """An image leaves its description and its caption: where both say the same, one goes.

    They stand alone, one below the other, with a blank line between or none.
    """
    kept = list(lines)
    removed: list[Removed] = []
    said = [at for at, line in enumerate(lines) if line.strip()]
    for place in range(1, len(said)):
        first, second = said[place - 1], said[place]
        line = lines[first]
        after = said[place + 1] if place + 1 < len(said) else len(lines)
        alone = first == 0 or not lines[first - 1].strip()
        alone = alone and (second + 1 >= len(lines) or not lines[second + 1].strip())
        again = _same(line, lines[second]) and (after == len(lines) or lines[after] != line)
        if again and alone and line[:1] != " " and is_sentence(line):
            kept[second] = ""
            removed.append(Removed(text=line.strip(), reason="repeats the line before it"))
    return kept, tuple(removed)


def _same(line: str, other: str) -> bool:
    return line == other or line.translate(_STRAIGHT) == other.translate(_STRAIGHT)


def _between(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    return zip(starts, [*starts[1:], end], strict=True)


def _left_out(lines: Sequence[str], reason: str) -> tuple[Removed, ...]:
    return tuple(Removed(text=line.strip(), reason=reason) for line in lines if line.strip())


def _indented(lines: Sequence[str]) -> Cut:
    starts = [at for at, line in enumerate(lines) if POST.match(line)]
    segments = [
        Segment(
            title=lines[start][4:].strip(),
            lines=tuple(_without_indent(line, 4) for line in lines[start + 1 : end]),
        )
        for start, end in _between(starts, len(lines))
    ]
    return tuple(segments), _left_out(lines[: starts[0]], "heading of the page")


def _without_indent(line: str, width: int) -> str:
    """A line of spaces stays one: it is a blank line of code."""
    if not line.strip():
        return line[width:] or " " if line else ""
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, width) :]


def _flat(lines: Sequence[str]) -> Cut:
    found = list(_repeated(lines))
    leveled = bool(found) and _level_after(lines, found[0][1])[0] != ""
    if leveled:
        found = [pair for pair in found if _level_after(lines, pair[1])[0]]
    if not found or any(line.strip() for line in lines[: found[0][0]]):
        if not found:
            return (), ()
        first = next(at for at, line in enumerate(lines) if line.strip())
        found = [(first, first), *[pair for pair in found if pair[0] > first]]
    segments: list[Segment] = []
    removed: list[Removed] = []
    ends = [*(first for first, _ in found[1:]), len(lines)]
    for (first, last), end in zip(found, ends, strict=True):
        title = lines[first].strip()
        removed += _left_out(lines[first + 1 : last + 1], _REPEATED)
        level, body = _level_after(lines, last)
        removed += _left_out(lines[last + 1 : body], "states the level")
        segments.append(Segment(title=title, lines=tuple(lines[body:end]), level=level))
    return tuple(segments), tuple(removed)


def _repeated(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last line of each title that stands twice or more, a blank line between."""
    at = 0
    while at < len(lines):
        last = at
        while _repeats(lines, last):
            last += 2
        if last > at and (_may_be_title(lines, at) or _level_after(lines, last)[0]):
            yield at, last
        at = last + 1


def _repeats(lines: Sequence[str], at: int) -> bool:
    return (
        at + 2 < len(lines)
        and lines[at].strip() != ""
        and not lines[at + 1].strip()
        and lines[at] == lines[at + 2]
    )


def _may_be_title(lines: Sequence[str], at: int) -> bool:
    """Code before a title may touch it; a sentence that stands twice is the caption of an image."""
    line = lines[at]
    plain = not line.startswith((" ", "\t", "#", "//", "<", "$", ">")) and line[-1] not in ",;{}"
    cased = not line[:1].islower() or " " in line
    sentence = line.endswith(".") and len(line.split()) > _MOST_WORDS
    return plain and cased and not sentence and len(line) <= _LONGEST_TITLE


def _level_after(lines: Sequence[str], at: int) -> tuple[str, int]:
    """The level that the next line states, and where the body begins."""
    place = at + 1
    while place < len(lines) and not lines[place].strip():
        place += 1
    stated = _LEVEL.fullmatch(lines[place]) if place < len(lines) else None
    return (stated.group(1).lower(), place + 1) if stated else ("", at + 1)


def _listing(lines: Sequence[str]) -> Cut:
    ends = [(at, title) for at, line in enumerate(lines) if (title := led_on(line)) is not None]
    segments: list[Segment] = []
    removed: list[Removed] = []
    start = 0
    for end, title in ends:
        places = [at for at in range(start, end) if lines[at].strip() == title]
        at = places[-1] if places else start
        before = [line for line in lines[start:at] if line.strip()]
        if not segments and len(before) > 1:
            removed += _left_out(before[:1], "heading of the page")
            before = before[1:]
        removed += _left_out([line for line in before if line.strip() == title], _REPEATED)
        alt = [line for line in before if line.strip() != title]
        body = [*lines[at + 1 : end], "", *alt]
        removed += _left_out([lines[end]], "leads on to the whole text")
        segments.append(Segment(title=title, lines=tuple(body), is_excerpt=True))
        start = end + 1
    return tuple(segments), (*removed, *_left_out(lines[start:], "navigation"))


def _wrapped(lines: Sequence[str]) -> Cut:
    """Titles are centred, or as wide as the text, and stand after two blank lines."""
    starts = [at for at in range(len(lines)) if _is_top(lines, at) and _is_centred(lines, at)]
    if not starts:
        return (), ()
    segments = []
    for start, end in _between(starts, len(lines)):
        stop = start
        while stop < end and lines[stop].strip():
            stop += 1
        title = " ".join(line.strip() for line in lines[start:stop])
        body = tuple(_lynx_line(line) for line in lines[stop:end])
        segments.append(Segment(title=title, lines=body))
    return tuple(segments), _left_out(lines[: starts[0]], "heading of the page")


HEADING_SIGN: Final = "\x01"
"""Before a line that its indent alone makes a heading, one for each step down."""


def _lynx_line(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    if line.strip() and indent < 3 and not line.startswith("\t"):
        return HEADING_SIGN * (indent + 1) + line.strip()
    return line[3:] if indent >= 3 else line.strip()


def _is_top(lines: Sequence[str], at: int) -> bool:
    before = lines[max(0, at - 2) : at]
    return bool(lines[at].strip()) and not any(line.strip() for line in before)


def _is_centred(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    indent = len(line) - len(line.lstrip(" "))
    middle = (_WIDTH - len(line.strip())) // 2
    if indent >= 4:
        return abs(indent - middle) <= 4
    wide = len(line.strip()) > _WIDTH - 16
    return indent <= 3 and wide and (at == 0 or indent == 0)


def _marked(lines: Sequence[str]) -> Cut:
    starts = [at for at, line in enumerate(lines) if line.startswith("# ")]
    if not starts:
        return (), ()
    segments = [
        Segment(title=lines[start][2:].strip(), lines=tuple(lines[start + 1 : end]))
        for start, end in _between(starts, len(lines))
    ]
    return tuple(segments), _left_out(lines[: starts[0]], "heading of the page")
