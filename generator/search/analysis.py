"""One page in, its terms with their weights out; nothing of other pages is needed.

A term weighs by where it stands: definitions and headings before inline code, prose and code
blocks. Its three best sections are kept with it, for deep links. The weights were found on the
judged queries of a benchmark; what each is worth is in docs/decisions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.model import Rendered, Section
from generator.search.coding import DIGITS
from generator.search.pages import Analysis
from generator.search.storing import stored_sections
from generator.search.tokens import LONGEST, fold, is_paired, operators, pieces, terms

PART = 0.5
"""Weight of a part beside its whole."""
HEADING, DEFINITION = 4.0, 6.0
INLINE, SIGNS, TAG = 0.5, 2.0, 1.0
CODE, CODE_SIGNS, CODE_IN_SECTION = 0.5, 0.12, 0.2
TYPICAL_PAGE, TYPICAL_SECTION = 900.0, 150.0
"""Words of prose."""
PAGE_SLOPE, SECTION_SLOPE = 0.35, 0.3
"""How much a weight suffers from the length of the page or section it stands in."""
SATURATION = 2.5
IMPACTS, SECTION_IMPACTS = 31, 7
SECTIONS_KEPT, SECTION_LIMIT = 3, 90
_PLACE = 128
"""Impact and place in one number, since a million small tuples keep the collector busy."""
TITLE_LIMIT = 15
BEGINNINGS = (2, 3, 4)

_DEFINED = re.compile(
    r"^(?:[\w&.]+[ *]+){0,4}([\w.:@\-]*\w)\([^\n]{0,200}\)(?: ?->[^\n]*)?$"
    r"|^(?:(?:class|exception|function|method|attribute|type|const) )?([\w.:@\-]*\w)$",
    re.MULTILINE,
)
_LETTERS = re.compile(r"[^\W_]+")

_Weights = dict[str, float]
_Places = dict[str, list[int]]
"""For each term, a number a section: its impact, then the place from the end (see `_PLACE`)."""


def analyse(title: str, tags: Sequence[str], rendered: Rendered) -> Analysis:
    """Terms, words and stored text of one page."""
    prose = [fold(section.text.replace("`", "")) for section in rendered.sections]
    counted = [Counter(pieces(text)) for text in prose]
    length = sum(count.total() for count in counted)
    norm = 1 - PAGE_SLOPE + PAGE_SLOPE * length / TYPICAL_PAGE
    code = _code_by_section(rendered)
    page: _Weights = defaultdict(float)
    places: _Places = defaultdict(list)
    for number, section in enumerate(rendered.sections):
        weak = _weak(counted[number], section)
        blocks = _code(code.get(number, ()))
        strong = _strong(section, prose[number])
        for weights, divisor in ((weak, norm), (blocks, norm), (strong, 1.0)):
            for term, weight in weights.items():
                page[term] += weight / divisor
        if number < SECTION_LIMIT:
            _merge(weak, blocks, CODE_IN_SECTION / CODE)
            _place(places, number, weak, strong, counted[number].total())
    _add(page, [(piece, 1) for tag in tags for piece in pieces(fold(tag))], TAG)
    shares = _title_shares(title)
    for term in shares:
        page.setdefault(term, 0.0)
    headline = set(
        _surface(pieces(fold(" \n ".join([title, *(s.heading for s in rendered.sections)]))))
    )
    ordered = sorted(page)
    sections, cut = stored_sections(rendered)
    return Analysis(
        terms="\n".join(ordered),
        postings="\n".join(
            [_posting(page[term], shares.get(term, 0), places.get(term, ())) for term in ordered]
        ),
        words="\n".join(sorted(headline.union(*map(_surface, counted)))),
        headline="\n".join(sorted(headline)),
        sections=sections,
        cut=cut,
    )


def _code_by_section(rendered: Rendered) -> dict[int, list[str]]:
    blocks: dict[int, list[str]] = defaultdict(list)
    for block in rendered.code_blocks:
        blocks[block.section].append(block.text)
    return blocks


def _weak(counted: Counter[str], section: Section) -> _Weights:
    """Weights that grow with repetition and shrink with length: prose and inline code."""
    weights: _Weights = {}
    _add(weights, counted.items(), 1.0)
    if section.inline_code:
        inline = fold("\n".join(section.inline_code))
        _add(weights, Counter(pieces(inline)).items(), INLINE)
        _add(weights, Counter(operators(inline)).items(), SIGNS)
    return weights


def _code(blocks: Iterable[str]) -> _Weights:
    weights: _Weights = {}
    text = fold("\n".join(blocks))
    if text:
        _add(weights, Counter(pieces(text)).items(), CODE)
        _add(weights, Counter(operators(text)).items(), CODE_SIGNS)
    return weights


def _strong(section: Section, prose: str) -> _Weights:
    """Weights of a place that says what the section is about: heading, lines that define a name."""
    weights: _Weights = {}
    heading = fold(section.heading)
    found = dict.fromkeys(pieces(heading) + operators(heading))
    _add(weights, [(piece, 1) for piece in found], HEADING * (0.5 + 0.5 / (len(found) or 1)))
    for name in _defined(prose):
        for term in terms(name)[0]:
            weights[term] = weights.get(term, 0.0) + DEFINITION
    return weights


def _defined(text: str) -> dict[str, None]:
    """Names that a line of their own defines, dotted ones also without what is before the dot."""
    found = [qualified or single for qualified, single in _DEFINED.findall(text)]
    return dict.fromkeys(name for full in found for name in (full, full.rpartition(".")[2]))


def _add(weights: _Weights, counted: Iterable[tuple[str, int]], weight: float) -> None:
    for piece, count in counted:
        wholes, parts = terms(piece)
        for term in wholes:
            weights[term] = weights.get(term, 0.0) + weight * count
        for term in parts:
            weights[term] = weights.get(term, 0.0) + weight * count * PART


def _merge(weights: _Weights, others: _Weights, factor: float) -> None:
    for term, weight in others.items():
        weights[term] = weights.get(term, 0.0) + weight * factor


def _place(places: _Places, number: int, weak: _Weights, strong: _Weights, size: int) -> None:
    """Notes how much a section says of each of its terms, in steps of 1 / `SECTION_IMPACTS`."""
    norm = 1 - SECTION_SLOPE + SECTION_SLOPE * size / TYPICAL_SECTION
    last = _PLACE - 1 - number
    for term, weight in weak.items():
        local = weight / norm + strong.get(term, 0.0)
        impact = int(SECTION_IMPACTS * local / (local + SATURATION) + 0.5)
        places[term].append(impact * _PLACE + last)
    for term, local in strong.items():
        if term not in weak:
            impact = int(SECTION_IMPACTS * local / (local + SATURATION) + 0.5)
            places[term].append(impact * _PLACE + last)


def _surface(found: Iterable[str]) -> Iterable[str]:
    return [piece.lower() for piece in found if 2 < len(piece) <= LONGEST and not is_paired(piece)]


def _title_shares(title: str) -> dict[str, int]:
    """For each term of the title, the number of words in the title."""
    folded = fold(title)
    found = dict.fromkeys(pieces(folded) + operators(folded))
    count = min(len(found), TITLE_LIMIT)
    shares: dict[str, int] = {}
    for piece in found:
        wholes, parts = terms(piece)
        shares |= dict.fromkeys((*parts, *wholes, *_beginnings(piece)), count)
    return shares


def _beginnings(piece: str) -> list[str]:
    """Terms for the first letters of a word of the title, so that two or three find it."""
    words = _LETTERS.findall(piece.lower())
    return [word[:end] + "*" for word in words for end in BEGINNINGS if len(word) > end]


def _posting(weight: float, title: int, places: Sequence[int]) -> str:
    head = DIGITS[int(IMPACTS * weight / (weight + SATURATION) + 0.5)]
    if len(places) == 1:
        return head + DIGITS[title * 4 + 1] + _PLACES[places[0]]
    best = sorted(places, reverse=True)[:SECTIONS_KEPT]
    kept = [_PLACES[place] for place in best if 3 * (place // _PLACE) > best[0] // _PLACE]
    return head + DIGITS[title * 4 + len(kept)] + "".join(kept)


_PLACES = tuple(
    DIGITS[min(_PLACE - 1 - place % _PLACE, SECTION_LIMIT)] + DIGITS[place // _PLACE]
    for place in range((SECTION_IMPACTS + 1) * _PLACE)
)
"""Each such number as it stands in a posting: the place of the section, and its impact."""
