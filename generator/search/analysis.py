"""One page in, its terms with their weights out; nothing of other pages is needed.

A term weighs by where it stands: definitions and headings before inline code, prose and code
blocks. Its three best sections are kept with it, for deep links. The weights were found on the
judged queries of a benchmark; what each is worth is in docs/decisions.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from msgspec import Struct

from generator.model import Rendered
from generator.search.coding import DIGITS
from generator.search.headlines import HEADING_LIMIT, distinct, heading_shares, title_shares
from generator.search.pages import MARK, Analysis, SearchPage
from generator.search.storing import document
from generator.search.tokens import (
    LONGEST,
    LONGEST_OPERATOR,
    fold,
    is_paired,
    is_sign,
    operators,
    pieces,
    terms,
    tokens,
)

PART = 0.5
"""Weight of a part beside its whole."""
HEADING, DEFINITION, LISTED = 4.0, 6.0, 2.0
"""The last of a name alone on its line, which may be a row of a table."""
INLINE, SIGNS, NAMED_SIGN, TAG = 0.5, 1.0, 4.0, 1.0
"""An operator that is all of a piece of inline code is named there; in others it is used."""
CODE, CODE_SIGNS, CODE_IN_SECTION = 0.5, 0.12, 0.4
LEAD, LEAD_WORDS = 1.0, 40
"""Of a page's first words, which say what it is about, whatever its length."""
TYPICAL_PAGE, TYPICAL_SECTION = 900.0, 150.0
"""Words of prose."""
PAGE_SLOPE, SECTION_SLOPE = 0.35, 0.3
"""How much a weight suffers from the length of the page or section it stands in."""
LENGTH_STEP = math.log(1.1)
"""Lengths count in steps of a tenth, so that one more sentence leaves other words their weights."""
SATURATION = 2.5
IMPACTS, SECTION_IMPACTS = 31, 7
SECTIONS_KEPT, SECTION_LIMIT = 3, 90
_PLACE, _HEADING = 128, HEADING_LIMIT + 1
"""Impact, place and heading in one number, since a million small tuples keep the collector busy."""
_IMPACT = _PLACE * _HEADING

_DEFINED = re.compile(
    r"(?:[\w&.]+[ *]+){0,4}([\w.:@\-]*\w)\((?:[^()\n]|\([^()\n]*\)){0,200}\)(?: ?->[^\n]*)?$"
    r"|(?:class|exception|function|method|attribute|type|const) ([\w.:@\-]*\w)$"
    r"|([\w.:@\-]*\w)$"
)

_Weights = defaultdict[str, float]


class _Words(Struct, frozen=True):
    """One kind of text, section by section, and what each of its words counts."""

    weight: float
    in_section: float
    found: Sequence[list[str]]


def analyse(page: SearchPage, rendered: Rendered) -> Analysis:
    """Terms, words and stored text of one page."""
    prose = [fold(section.text.replace("`", "")) for section in rendered.sections]
    found = [pieces(text) for text in prose]
    kinds = (_Words(1.0, 1.0, found), *_code(rendered))
    headings = [distinct(section.heading) for section in rendered.sections]
    strong = [_strong(*each) for each in zip(headings, prose, strict=True)]
    weights = _weights(kinds, strong, _norm(sum(map(len, found)), TYPICAL_PAGE, PAGE_SLOPE))
    places = _places(kinds, strong, headings, [len(each) for each in found])
    _add(weights, tuple(dict.fromkeys(islice(chain.from_iterable(found), LEAD_WORDS))), LEAD)
    _add(weights, [piece for tag in page.tags for piece in pieces(fold(tag))], TAG)
    shares = title_shares(page.title)
    ordered = sorted(weights.keys() | shares.keys())
    titles = " \n ".join([page.title, *(section.heading for section in rendered.sections)])
    headline = _surface(pieces(fold(titles)))
    words = sorted(headline | _surface(chain.from_iterable(found)))
    return Analysis(
        terms="\n".join(ordered),
        postings="\n".join(_postings(ordered, weights, shares, places)),
        filters="\n".join(_filters(page)),
        words="\n".join(words),
        marks="\n".join([MARK if word in headline else "" for word in words]),
        document=document(page, rendered),
    )


def _code(rendered: Rendered) -> Iterator[_Words]:
    """Words and operators of inline code, then those of blocks."""
    inline = [tokens(fold("\n".join(section.inline_code))) for section in rendered.sections]
    yield _Words(INLINE, INLINE, [found for found, _ in inline])
    yield _Words(SIGNS, SIGNS, [signs for _, signs in inline])
    named = [list(filter(_is_operator, each.inline_code)) for each in rendered.sections]
    yield _Words(NAMED_SIGN, NAMED_SIGN, named)
    texts = [""] * len(rendered.sections)
    for block in rendered.code_blocks:
        texts[block.section] += block.text + "\n"
    blocks = [tokens(fold(text)) for text in texts]
    yield _Words(CODE, CODE * CODE_IN_SECTION, [found for found, _ in blocks])
    yield _Words(CODE_SIGNS, CODE_SIGNS * CODE_IN_SECTION, [signs for _, signs in blocks])


def _is_operator(code: str) -> bool:
    return is_sign(code) or (len(code) <= LONGEST_OPERATOR and operators(code) == [code])


def _weights(kinds: Sequence[_Words], strong: Sequence[_Weights], norm: float) -> _Weights:
    """Of the whole page: what grows with repetition shrinks with length; the strong does not."""
    weights: _Weights = defaultdict(float)
    for kind in kinds:
        _add(weights, chain.from_iterable(kind.found), kind.weight / norm)
    for each in strong:
        for term, weight in each.items():
            weights[term] += weight
    return weights


def _places(
    kinds: Sequence[_Words],
    strong: Sequence[_Weights],
    headings: Sequence[Sequence[str]],
    sizes: Sequence[int],
) -> dict[str, list[int]]:
    """How much each section says of each of its terms, in steps of 1 / `SECTION_IMPACTS`: a number
    a section of its impact, its place from the end and, where its heading has the term, the words
    of the heading (see `_PLACE`)."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, local in enumerate(strong[:SECTION_LIMIT]):
        norm = _norm(sizes[number], TYPICAL_SECTION, SECTION_SLOPE)
        for kind in kinds:
            if kind.found[number]:
                _add(local, kind.found[number], kind.in_section / norm)
        last = (_PLACE - 1 - number) * _HEADING
        for term, weight in local.items():
            impact = int(SECTION_IMPACTS * weight / (weight + SATURATION) + 0.5)
            places[term].append(impact * _IMPACT + last)
        for term, words in heading_shares(headings[number]).items():
            places[term][-1] += words
    return places


def _norm(size: int, typical: float, slope: float) -> float:
    """What weights are divided by for a text of so many words."""
    rounded = math.exp(LENGTH_STEP * round(math.log(size) / LENGTH_STEP)) if size else 0.0
    return 1 - slope + slope * rounded / typical


def _strong(heading: Sequence[str], prose: str) -> _Weights:
    """Weights of a place that says what the section is about: heading, lines that define a name."""
    weights: _Weights = defaultdict(float)
    if heading:
        _add(weights, heading, HEADING * (0.5 + 0.5 / len(heading)))
    for name, weight in _defined(prose).items():
        for term in terms(name)[0]:
            weights[term] += weight
    return weights


def _defined(text: str) -> dict[str, float]:
    """Names that a line of their own defines, dotted ones also without what is before the dot, and
    what each counts."""
    weights: dict[str, float] = {}
    likely = [line for line in text.split("\n") if "(" in line or line.count(" ") < 2]
    for match in filter(None, map(_DEFINED.match, likely)):
        full = match[1] or match[2] or match[3]
        for name in (full, full.rpartition(".")[2]):
            weights[name] = max(LISTED if match[3] else DEFINITION, weights.get(name, 0.0))
    return weights


def _add(weights: _Weights, found: Iterable[str], weight: float) -> None:
    """Each piece is taken apart once, however often it is found."""
    for piece, times in Counter(found).items():
        wholes, parts = terms(piece)
        share = weight * times
        for term in wholes:
            weights[term] += share
        if parts:
            share *= PART
            for term in parts:
                weights[term] += share


def _surface(found: Iterable[str]) -> set[str]:
    """Pieces as completion gives them."""
    return {
        piece.lower() for piece in set(found) if 2 < len(piece) <= LONGEST and not is_paired(piece)
    }


def _filters(page: SearchPage) -> list[str]:
    """The filters that let the page through."""
    pairs = [
        *(("tag", tag) for tag in page.tags),
        *(("author", author) for author in page.authors),
        *(("lang", language) for language in page.code_languages),
        ("level", page.level),
        ("source", page.source),
        ("year", page.date[:4]),
    ]
    return sorted(
        {f"{kind}:{fold(value).lower().replace(' ', '-')}" for kind, value in pairs if value}
    )


def _postings(
    ordered: Sequence[str],
    weights: _Weights,
    shares: Mapping[str, int],
    places: Mapping[str, list[int]],
) -> list[str]:
    found = []
    for term in ordered:
        weight = weights[term]
        head = DIGITS[int(IMPACTS * weight / (weight + SATURATION) + 0.5)]
        found_at = places.get(term, ())
        if len(found_at) == 1 and term not in shares:
            found.append(head + _ALONE[found_at[0]])
        else:
            best = sorted(found_at, reverse=True)[:SECTIONS_KEPT]
            kept = [_PLACES[at] for at in best if 3 * (at // _IMPACT) > best[0] // _IMPACT]
            found.append(head + DIGITS[shares.get(term, 0) * 4 + len(kept)] + "".join(kept))
    return found


_PLACES = tuple(
    DIGITS[min(_PLACE - 1 - place, SECTION_LIMIT)] + DIGITS[impact + (SECTION_IMPACTS + 1) * words]
    for impact in range(SECTION_IMPACTS + 1)
    for place in range(_PLACE)
    for words in range(_HEADING)
)
"""Each such number as it stands in a posting: the place of the section, then the rest as one."""
_ALONE = tuple(DIGITS[1] + place for place in _PLACES)
"""As above, where the section is the only one and the title has nothing of it."""
