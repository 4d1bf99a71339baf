"""Which single lines are headings. In: parts. Out: the same parts, some of them headings.

A heading is short, ends without a stop, does not open like talk, is not said again and again, and
something comes after it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from generator.archives.evidence import is_output_label
from generator.archives.values import Kind, Part

_LONGEST: Final = 110
_MOST_WORDS: Final = 16
_MOST_WIDE: Final = 24
_TIMES: Final = 3
_PAIR: Final = 3
_MOST_IN_A_ROW: Final = 4
_NOTHING_UNDER: Final = re.compile(
    r"(?:Related (?:Articles|Posts|Tutorials)|Further Reading|See Also)", re.IGNORECASE
)
_ASKED: Final = re.compile(
    r"(?:What|How|Why|When|Which|Where|Who|Does|Do|Is|Are|Should|Doesn[’']t)\b"
)
_DOING: Final = re.compile(
    r"(?!(?:No|Some|Any|Every)thing|During|Being)[A-Z][a-z]+ing [^.,;:!?]*\."
)
_IN_BRACKETS: Final = re.compile(r" \([\w .+-]{1,24}\)$")
_ENDS: Final = tuple('.,;…\\{(|:!：。，；！、▼>"”)↩')
_ENDS_NUMBERED: Final = tuple(".,;…\\{(|。，；！、▼↩")
_STARTS: Final = ("http", "(", "“", '"', "—", "–", "…", "[", "!", "<", "+", "=", "|")
_TALK: Final = re.compile(
    r"(?:so|but|and|or|now|then|here|here's|this|that|these|it|it's|there|yes|no|ok|okay|well|oh|ah"
    r"|hmm|hey|yup|yay|for instance|for example|next|also|when|while|if|you|we|i|i'm|i've|let's|is"
    r"|screen ?shot|img|image|photo|warning|update|edit|note|via|posted|by|done|happy|see|where"
    r"|since|because|after|before|first|finally|or)\b[^?]*(?:$)",
    re.IGNORECASE,
)
_ENDS_LOW: Final = re.compile(
    r"\b(?:is|are|was|were|do|does|run|via|so|we|see|as|becomes|you|to|the|a|an|of|in|with|that|and"
    r"|have|get|be|this|it|like|use|from|by|for|such as|then)$"
)
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|mp4)$|https?://|\bimage$", re.IGNORECASE)
_WIDE: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_NUMBERED: Final = re.compile(r"\d{1,2}[.)] \S")
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL: Final = frozenset(
    "a an the of to in on for and or with by from as at vs is are your via".split()
)


def headings(parts: Sequence[Part]) -> list[Part]:
    """Decides for each single line by itself and by what comes after it."""
    said = Counter(part.text.strip() for part in parts)
    asked = _questions(parts)
    alone = _not_in_rows(
        [_is_heading(part, part.text.strip(), after) for part, after in pairwise(parts)]
    )
    made: list[Part] = []
    for at, part in enumerate(parts):
        text = part.text.strip()
        if said[text] < _TIMES and (at in alone or at in asked or _NOTHING_UNDER.fullmatch(text)):
            made.append(Part(kind=Kind.HEADING, lines=(text,), confidence=0.8, gap=part.gap))
        else:
            made.append(part)
    return made


def _not_in_rows(fitting: Sequence[bool]) -> frozenset[int]:
    """Places that fit, but not in a row of many: those are lines of a verse or of a list."""
    found: list[int] = []
    for fits, places in groupby(range(len(fitting)), lambda at: fitting[at]):
        row = list(places)
        if fits and len(row) < _MOST_IN_A_ROW:
            found += row
    return frozenset(found)


def _questions(parts: Sequence[Part]) -> frozenset[int]:
    """Places of questions that a paragraph answers, where another such pair is next to them."""
    pairs = [
        at
        for at in range(len(parts) - 1)
        if _is_question(parts[at])
        and parts[at + 1].kind is Kind.PARAGRAPH
        and not _is_question(parts[at + 1])
    ]
    return frozenset(
        at
        for before, at, after in zip([-9, *pairs], pairs, [*pairs[1:], 10**9], strict=False)
        if at - before <= _PAIR or after - at <= _PAIR
    )


def _is_question(part: Part) -> bool:
    line = part.lines[0].strip()
    alone = part.kind is Kind.PARAGRAPH and len(part.lines) == 1 and part.gap > 0
    return alone and line.endswith(("?", "？")) and len(line) <= _LONGEST


def _is_heading(part: Part, text: str, after: Part) -> bool:
    if len(part.lines) != 1 or not (part.gap and after.gap):
        return False
    if part.kind is Kind.LIST:
        listed = after.kind is Kind.LIST and _NUMBERED.match(after.text)
        return bool(_NUMBERED.match(text)) and not listed and _fits(text, _ENDS_NUMBERED)
    if part.kind is not Kind.PARAGRAPH:
        return False
    if _DOING.fullmatch(text) and len(text.split()) <= _MOST_WORDS // 2 + 4:
        return True
    if not _fits(text, _ENDS):
        return False
    if after.kind in (Kind.CODE, Kind.OUTPUT, Kind.TABLE) and not _is_cased(text):
        return False
    if text.endswith(("?", "？")) and not (_is_cased(text) or _ASKED.match(text)):
        return False
    return _is_cased(text) or len(_WORD.findall(text)) <= _MOST_WORDS // 2


def _fits(text: str, ends: tuple[str, ...]) -> bool:
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    wide = len(_WIDE.findall(text))
    if wide > _MOST_WIDE or (wide and "，" in text):
        return False
    if (
        _IN_BRACKETS.sub("", text.removesuffix("()")).endswith(ends)
        or text.startswith(_STARTS)
        or is_output_label(text)
    ):
        return False
    if _PICTURE.search(text) or _ENDS_LOW.search(text):
        return False
    begins = text[:1].isupper() or not text[:1].isascii() or text[:1].isdigit()
    return (begins or _is_cased(text)) and not (_TALK.match(text) and not _is_cased(text))


def _is_cased(text: str) -> bool:
    """Whether most words begin with a capital, as in a title."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and capital * 10 >= len(words) * 6 and not _WIDE.search(text)
