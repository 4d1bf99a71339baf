"""One page in, its terms with their weights out; nothing of other pages is needed.

A term weighs by where it stands: definitions and headings before inline code, prose and code
blocks. Its three best sections are kept with it, for deep links. The weights were found on the
judged queries of a benchmark; what each is worth is in docs/decisions.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from generator.model import Rendered, Section
from generator.search.coding import DIGITS
from generator.search.pages import MARK, Analysis, SearchPage
from generator.search.storing import document
from generator.search.tokens import LONGEST, fold, is_paired, pieces, terms, tokens

PART = 0.5
"""Weight of a part beside its whole."""
HEADING, DEFINITION = 4.0, 6.0
INLINE, SIGNS, TAG = 0.5, 2.0, 1.0
CODE, CODE_SIGNS, CODE_IN_SECTION = 0.5, 0.12, 0.4
TYPICAL_PAGE, TYPICAL_SECTION = 900.0, 150.0
"""Words of prose."""
PAGE_SLOPE, SECTION_SLOPE = 0.35, 0.3
"""How much a weight suffers from the length of the page or section it stands in."""
LENGTH_STEP = math.log(1.1)
"""Lengths count in steps of a tenth, so that one more sentence leaves other words their weights."""
SATURATION = 2.5
IMPACTS, SECTION_IMPACTS = 31, 7
SECTIONS_KEPT, SECTION_LIMIT = 3, 90
_PLACE = 128
"""Impact and place in one number, since a million small tuples keep the collector busy."""
TITLE_LIMIT = 15
BEGINNINGS = (2, 3, 4)

_DEFINED = re.compile(
    r"(?:[\w&.]+[ *]+){0,4}([\w.:@\-]*\w)\([^\n]{0,200}\)(?: ?->[^\n]*)?$"
    r"|(?:(?:class|exception|function|method|attribute|type|const) )?([\w.:@\-]*\w)$"
)
_LETTERS = re.compile(r"[^\W_]+")

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
    strong = [_strong(*each) for each in zip(rendered.sections, prose, strict=True)]
    weights = _weights(kinds, strong, _norm(sum(map(len, found)), TYPICAL_PAGE, PAGE_SLOPE))
    places = _places(kinds, strong, [len(each) for each in found])
    _add(weights, [piece for tag in page.tags for piece in pieces(fold(tag))], TAG)
    shares = _title_shares(page.title)
    ordered = sorted(weights.keys() | shares.keys())
    headings = " \n ".join([page.title, *(section.heading for section in rendered.sections)])
    headline = _surface(pieces(fold(headings)))
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
    texts = [""] * len(rendered.sections)
    for block in rendered.code_blocks:
        texts[block.section] += block.text + "\n"
    blocks = [tokens(fold(text)) for text in texts]
    yield _Words(CODE, CODE * CODE_IN_SECTION, [found for found, _ in blocks])
    yield _Words(CODE_SIGNS, CODE_SIGNS * CODE_IN_SECTION, [signs for _, signs in blocks])


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
    kinds: Sequence[_Words], strong: Sequence[_Weights], sizes: Sequence[int]
) -> dict[str, list[int]]:
    """How much each section says of each of its terms, in steps of 1 / `SECTION_IMPACTS`: a number
    a section, its impact and then its place from the end (see `_PLACE`)."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, local in enumerate(strong[:SECTION_LIMIT]):
        norm = _norm(sizes[number], TYPICAL_SECTION, SECTION_SLOPE)
        for kind in kinds:
            if kind.found[number]:
                _add(local, kind.found[number], kind.in_section / norm)
        last = _PLACE - 1 - number
        for term, weight in local.items():
            impact = int(SECTION_IMPACTS * weight / (weight + SATURATION) + 0.5)
            places[term].append(impact * _PLACE + last)
    return places


def _norm(size: int, typical: float, slope: float) -> float:
    """What weights are divided by for a text of so many words."""
    rounded = math.exp(LENGTH_STEP * round(math.log(size) / LENGTH_STEP)) if size else 0.0
    return 1 - slope + slope * rounded / typical


def _strong(section: Section, prose: str) -> _Weights:
    """Weights of a place that says what the section is about: heading, lines that define a name."""
    weights: _Weights = defaultdict(float)
    if section.heading:
        found, signs = tokens(fold(section.heading))
        once = tuple(dict.fromkeys(found + signs))
        _add(weights, once, HEADING * (0.5 + 0.5 / (len(once) or 1)))
    for name in _defined(prose):
        for term in terms(name)[0]:
            weights[term] += DEFINITION
    return weights


def _defined(text: str) -> dict[str, None]:
    """Names that a line of their own defines, dotted ones also without what is before the dot."""
    likely = [line for line in text.split("\n") if "(" in line or line.count(" ") < 2]
    found = [match[1] or match[2] for line in likely if (match := _DEFINED.match(line))]
    return dict.fromkeys(name for full in found for name in (full, full.rpartition(".")[2]))


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


def _title_shares(title: str) -> dict[str, int]:
    """For each term of the title, the number of words in the title."""
    found, signs = tokens(fold(title))
    distinct = dict.fromkeys(found + signs)
    count = min(len(distinct), TITLE_LIMIT)
    shares: dict[str, int] = {}
    for piece in distinct:
        wholes, parts = terms(piece)
        shares |= dict.fromkeys((*parts, *wholes, *_beginnings(piece)), count)
    return shares


def _beginnings(piece: str) -> list[str]:
    """Terms for the first letters of a word of the title, so that two or three find it."""
    words = _LETTERS.findall(piece.lower())
    return [word[:end] + "*" for word in words for end in BEGINNINGS if len(word) > end]


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
        at = places.get(term, ())
        if len(at) == 1 and term not in shares:
            found.append(head + _ALONE[at[0]])
        else:
            best = sorted(at, reverse=True)[:SECTIONS_KEPT]
            kept = [_PLACES[place] for place in best if 3 * (place // _PLACE) > best[0] // _PLACE]
            found.append(head + DIGITS[shares.get(term, 0) * 4 + len(kept)] + "".join(kept))
    return found


_PLACES = tuple(
    DIGITS[min(_PLACE - 1 - place % _PLACE, SECTION_LIMIT)] + DIGITS[place // _PLACE]
    for place in range((SECTION_IMPACTS + 1) * _PLACE)
)
"""Each such number as it stands in a posting: the place of the section, and its impact."""
_ALONE = tuple(DIGITS[1] + place for place in _PLACES)
"""As above, where the section is the only one and the title has nothing of it."""
