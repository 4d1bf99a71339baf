"""Runs as one stretch of Markdown. In: runs. Out: text.

A mark is a delimiter where a parser would read it as such, and a tag where not.
"""

import re
from typing import Final

from generator.importer.document import (
    Break,
    Code,
    Embed,
    Image,
    Mark,
    Math,
    NoteReference,
    Run,
    Runs,
    Text,
)
from generator.importer.emphasis import DELIMITERS, Delimiter, misread
from generator.importer.escape import (
    escape_line_start,
    escape_text,
    needs_brackets,
    needs_dollars,
)
from generator.importer.html_inline import nested, tag_of, tag_of_break

_MAX_ATTEMPTS: Final = 5
_NOTHING: Final = "<!-- -->"
"""Keeps apart what would be read as one; a page does not show it."""
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_SHOWN_AS_IT_IS: Final = re.compile(
    r"https?://[A-Za-z0-9.-]+(?:[/?#][A-Za-z0-9._~:/?#!$'()*+,;=@-]*)?"
)


def markdown_line(runs: Runs) -> str:
    """Where only one line can stand, a break is a tag: headings, table cells."""
    return _markdown(runs, "<br>")


def markdown_term(runs: Runs) -> str:
    """One line that starts a line of its own."""
    return escape_line_start(markdown_line(runs))


def markdown_lines(runs: Runs) -> str:
    """A paragraph; none of its lines can be mistaken for the start of a block."""
    lines = _markdown(runs, "\\\n").split("\n")
    return "\n".join(escape_line_start(line) for line in lines)


def embed_line(embed: Embed) -> str:
    """A link that stands alone."""
    title = embed.title or embed.address
    mark = Mark(tag="a", href=embed.address)
    return markdown_line((Text(text=title, marks=(mark,)),))


def _markdown(runs: Runs, line_break: str) -> str:
    special = _special(runs)
    line = _Line(runs, line_break, special).markdown()
    if "$" not in special and _has_dollars(runs) and needs_dollars(line):
        return _Line(runs, line_break, special + "$").markdown()
    return line


def _special(runs: Runs) -> str:
    """Characters that count in this paragraph, though not in every one."""
    # What stands between two texts is some sign or other.
    text = "\0".join(run.text if isinstance(run, Text) else "" for run in runs)
    has_deletions = "~" in text and any(mark.tag == "del" for run in runs for mark in run.marks)
    return (
        ("[]" if needs_brackets(text) else "")
        + ("$" if any(isinstance(run, Math) for run in runs) else "")
        + ("~" if has_deletions else "")
    )


def _has_dollars(runs: Runs) -> bool:
    return any(
        "$" in (run.text if isinstance(run, Text) else run.alt)
        for run in runs
        if isinstance(run, Text | Image)
    )


class _Line:
    """The pieces of a line, in order: text, and delimiters that may yet become tags."""

    def __init__(self, runs: Runs, line_break: str, special: str) -> None:
        self._line_break, self._special = line_break, special
        self._bare = _bare_links(runs)
        self._link: Mark | None = None
        self._numbers: list[int] = []
        self._count = 0
        self._pieces: list[str | Delimiter] = [
            self._mark(*piece) if isinstance(piece, tuple) else self._run(piece)
            for piece in nested(runs)
        ]

    def markdown(self) -> str:
        return _joined(_kept_apart(self._pieces))

    def _run(self, run: Run) -> str:
        if self._link is not None and self._link.serial in self._bare:
            return self._link.href
        in_link = self._link is not None and "[" not in self._special
        return _markdown_run(run, self._line_break, self._special + ("[]" if in_link else ""))

    def _mark(self, mark: Mark, is_opening: bool) -> str | Delimiter:
        if mark.tag in DELIMITERS:
            if is_opening:
                self._count += 1
                self._numbers.append(self._count)
            number = self._numbers[-1] if is_opening else self._numbers.pop()
            return Delimiter(number, mark.tag, is_opening)
        if mark.tag != "a":
            return tag_of(mark, is_opening)
        self._link = mark if is_opening else None
        return _link(mark, is_opening=is_opening, is_bare=mark.serial in self._bare)


def _bare_links(runs: Runs) -> set[int]:
    """Serials of links that show nothing but their address."""
    shown: dict[int, list[Run]] = {}
    for run in runs:
        for mark in run.marks:
            if mark.tag == "a":
                shown.setdefault(mark.serial, []).append(run)
    return {serial for serial, inner in shown.items() if len(inner) == 1 and _is_bare(inner[0])}


def _is_bare(run: Run) -> bool:
    mark = run.marks[-1]
    return (
        isinstance(run, Text)
        and mark.tag == "a"
        and not mark.title
        and run.text == mark.href
        and _SHOWN_AS_IT_IS.fullmatch(run.text) is not None
    )


def _kept_apart(pieces: list[str | Delimiter]) -> list[str | Delimiter]:
    """An exclamation mark before a link makes an image of it; a formula ends at a word; braces
    after an image hold its size.
    """
    kept: list[str | Delimiter] = []
    for piece in pieces:
        last = kept[-1] if kept else ""
        if isinstance(piece, str) and isinstance(last, str):
            if piece.startswith("[") and last.endswith("!"):
                kept[-1] = last[:-1] + "\\!"
            elif piece.startswith(("{width=", "{height=", "{srcset=")) and last.startswith("!["):
                piece = "\\" + piece
            elif _is_formula_at_word(last, piece):
                kept.append(_NOTHING)
        kept.append(piece)
    return kept


def _is_formula_at_word(left: str, right: str) -> bool:
    if right.startswith("$"):
        return re.search(r"[\w$]$", left) is not None
    return left.startswith("$") and re.match(r"[\w$]", right) is not None


def _joined(pieces: list[str | Delimiter]) -> str:
    """Marks that would be misread become tags, until all others are read as meant."""
    for attempt in range(_MAX_ATTEMPTS):
        wrong = misread(pieces)
        if not wrong:
            break
        is_last = attempt == _MAX_ATTEMPTS - 1
        pieces = [
            f"<{'' if p.is_opening else '/'}{p.tag}>"
            if isinstance(p, Delimiter) and (is_last or p.mark in wrong)
            else p
            for p in pieces
        ]
    return "".join(p if isinstance(p, str) else DELIMITERS[p.tag] for p in pieces)


def _markdown_run(run: Run, line_break: str, also: str) -> str:
    match run:
        case Text():
            return escape_text(run.text, also)
        case Code():
            return _code_span(run.text)
        case Image():
            alt = escape_text(run.alt, "[]" + also.replace("[]", ""))
            return f"![{alt}]({_destination(run.address)}{_title(run.title)}){_size(run)}"
        case Math():
            return _math(run.tex)
        case NoteReference():
            return f"[^{run.number}]"
        case Break():
            # A link stays on one line.
            is_tag = line_break == "<br>" or any(mark.tag == "a" for mark in run.marks)
            return tag_of_break(run) if is_tag else line_break


def _code_span(text: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1) if longest else "`"
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _math(tex: str) -> str:
    return "$" + re.sub(r"(?<!\\)\$", r"\\$", " ".join(tex.split())) + "$"


def _link(mark: Mark, *, is_opening: bool, is_bare: bool) -> str:
    if is_bare:
        return "<" if is_opening else ">"
    return "[" if is_opening else f"]({_destination(mark.href)}{_title(mark.title)})"


def _destination(address: str) -> str:
    """Between angle brackets where round ones would end it too early."""
    address = _ENTITY.sub("&amp;", address)
    depth = lowest = 0
    for char in address:
        depth += (char == "(") - (char == ")")
        lowest = min(lowest, depth)
    return address if depth == 0 and lowest == 0 else f"<{address}>"


def _size(image: Image) -> str:
    sides = (("width", image.width), ("height", image.height))
    words = [f"{side}={pixels}" for side, pixels in sides if pixels]
    words += [f'srcset="{image.srcset}"'] if image.srcset else []
    return f"{{{' '.join(words)}}}" if words else ""


def _title(title: str) -> str:
    if not title:
        return ""
    escaped = _ENTITY.sub("&amp;", title.replace("\\", "\\\\")).replace('"', '\\"')
    return f' "{escaped}"'
