"""Three-way merge: what a person changed and what the feed changed, when they are apart.

In: base, ours and theirs, as text or as front matter. Out: the merged value, or None where both
changed the same place. Line based, as diff3 (Khanna, Kunal, Pierce 2007).
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

import msgspec

from generator.model import FrontMatter

MAX_LINES: Final = 20_000
"""Longer texts are not compared but left to the author."""

_Span = tuple[int, int]


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """The text with both changes, or None where they overlap or touch."""
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    lines = [text.split("\n") for text in (base, ours, theirs)]
    if max(map(len, lines)) > MAX_LINES:
        return None
    merged: list[str] = []
    for base_span, our_span, their_span in _chunks(*lines):
        old, mine, new = (
            part[start:end]
            for part, (start, end) in zip(lines, (base_span, our_span, their_span), strict=True)
        )
        if mine == old:
            merged += new
        elif new in (old, mine):
            merged += mine
        else:
            return None
    return "\n".join(merged)


def merge_front(base: FrontMatter | None, ours: FrontMatter, theirs: FrontMatter) -> FrontMatter:
    """Field by field: what the person changed stays, everything else follows the feed.

    Without a base, each field that differs counts as the person's. The `source` block is the
    importer's own, but alternates once found stay.
    """
    values: dict[str, object] = {}
    for field in msgspec.structs.fields(FrontMatter):
        old, mine, new = (
            getattr(front, field.name) if front else None for front in (base, ours, theirs)
        )
        values[field.name] = new if base is not None and mine == old else mine
    values["source"] = _merge_source(ours, theirs)
    return msgspec.structs.replace(theirs, **values)


def _merge_source(ours: FrontMatter, theirs: FrontMatter) -> object:
    if ours.source is None or theirs.source is None:
        return theirs.source
    both = sorted({*ours.source.alternates, *theirs.source.alternates})
    return msgspec.structs.replace(
        theirs.source, alternates=tuple(both), imported=ours.source.imported
    )


def _chunks(
    base: list[str], ours: list[str], theirs: list[str]
) -> Iterator[tuple[_Span, _Span, _Span]]:
    """Stable and unstable stretches in turn; in a stable one all three are equal."""
    mine, new = _kept(base, ours), _kept(base, theirs)
    at = our_at = their_at = 0
    while at < len(base):
        same = at
        while same < len(base) and same in mine and same in new:
            if (mine[same], new[same]) != (our_at + same - at, their_at + same - at):
                break
            same += 1
        if same > at:
            length = same - at
            yield (at, same), (our_at, our_at + length), (their_at, their_at + length)
            at, our_at, their_at = same, our_at + length, their_at + length
            continue
        after = next((n for n in range(at, len(base)) if n in mine and n in new), len(base))
        our_end, their_end = mine.get(after, len(ours)), new.get(after, len(theirs))
        if after == len(base):
            break
        yield (at, after), (our_at, our_end), (their_at, their_end)
        at, our_at, their_at = after, our_end, their_end
    yield (at, len(base)), (our_at, len(ours)), (their_at, len(theirs))


def _kept(base: list[str], other: list[str]) -> dict[int, int]:
    """Places of base lines in the other text, for lines that both have."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {
        start + offset: place + offset
        for start, place, length in matcher.get_matching_blocks()
        for offset in range(length)
    }
