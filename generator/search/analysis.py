"""One page in, its terms with their weights out; nothing of other pages is needed.

A term weighs by where it stands: definitions and headings before inline code, text and code
blocks. Its three best sections are kept with it, for deep links.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.model import Rendered, Section
from generator.search.coding import digit
from generator.search.pages import Analysis
from generator.search.storing import stored_sections
from generator.search.tokens import LONGEST, fold, operators, pieces, terms

PART = 0.5
"""Weight of a part beside its whole."""
HEADING, DEFINITION, INLINE, TEXT, CODE_BLOCK, SIGNS = 4.0, 6.0, 0.5, 1.0, 0.5, 2.0
TYPICAL_PAGE, TYPICAL_SECTION = 900.0, 150.0
PAGE_SLOPE, SECTION_SLOPE = 0.35, 0.3
SATURATION = 2.5
IMPACTS, SECTION_IMPACTS = 63, 15
SECTIONS_KEPT, SECTION_LIMIT = 3, 90
TITLE_LIMIT = 15
BEGINNINGS = (2, 3, 4)

_DEFINED = re.compile(
    r"^(?:[\w&.]+[ *]+){0,4}([\w.:@\-]*\w)\([^\n]{0,200}\)(?: ?->[^\n]*)?$"
    r"|^(?:(?:class|exception|function|method|attribute|type|const) )?([\w.:@\-]*\w)$",
    re.MULTILINE,
)


def analyse(title: str, tags: Sequence[str], rendered: Rendered) -> Analysis:
    """Terms, words and stored text of one page."""
    page: dict[str, float] = defaultdict(float)
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    code_of = _code_by_section(rendered)
    length = 0
    found = [
        _section_weights(section, code_of.get(number, ""))
        for number, section in enumerate(rendered.sections)
    ]
    length = sum(size for _, size, _, _ in found)
    page_norm = 1 - PAGE_SLOPE + PAGE_SLOPE * length / TYPICAL_PAGE
    words: set[str] = set()
    headline = set(_surface([title]))
    for number, (strong, size, weak, seen) in enumerate(found):
        norm = 1 - SECTION_SLOPE + SECTION_SLOPE * size / TYPICAL_SECTION
        words |= seen
        for term, weight in weak.items():
            page[term] += weight / page_norm
        for term, weight in strong.items():
            page[term] += weight
        if number < SECTION_LIMIT:
            for term in weak.keys() | strong.keys():
                local = weak.get(term, 0.0) / norm + strong.get(term, 0.0)
                places[term].append((local / (local + SATURATION), -number))
    for section in rendered.sections:
        headline.update(_surface([section.heading]))
    shares = _title_shares(title)
    for term in shares:
        page[term] += 0.0
    ordered = sorted(page)
    return Analysis(
        terms="\n".join(ordered),
        postings="\n".join(
            _posting(page[term], shares.get(term, 0), places.get(term, [])) for term in ordered
        ),
        words="\n".join(sorted(words | headline)),
        headline="\n".join(sorted(headline)),
        sections=stored_sections(rendered),
    )


def _code_by_section(rendered: Rendered) -> dict[int, str]:
    blocks: dict[int, list[str]] = defaultdict(list)
    for block in rendered.code_blocks:
        blocks[block.section].append(block.text)
    return {section: "\n".join(texts) for section, texts in blocks.items()}


def _section_weights(
    section: Section, code: str
) -> tuple[dict[str, float], int, dict[str, float], set[str]]:
    text = fold(section.text.replace("`", ""))
    counted = Counter(pieces(text))
    size = counted.total()
    weak: dict[str, float] = defaultdict(float)
    strong: dict[str, float] = defaultdict(float)
    _add(weak, counted.items(), TEXT)
    folded = fold(code)
    _add(weak, Counter(pieces(folded)).items(), CODE_BLOCK)
    _add(weak, Counter(operators(folded)).items(), CODE_BLOCK / 4)
    inline = [fold(code) for code in section.inline_code]
    _add(weak, Counter(p for c in inline for p in pieces(c)).items(), INLINE)
    _add(weak, Counter(p for c in inline for p in operators(c)).items(), SIGNS)
    heading = fold(section.heading)
    found = pieces(heading) + operators(heading)
    _add(
        strong,
        ((piece, 1) for piece in dict.fromkeys(found)),
        HEADING * (0.5 + 0.5 / (len(found) or 1)),
    )
    _add(strong, ((name, 1) for name in _defined(text)), DEFINITION, parts=False)
    return strong, size, weak, set(_surface_of(counted))


def _defined(text: str) -> dict[str, None]:
    """Names that a line of their own defines, dotted ones also without what is before the dot."""
    found = [qualified or single for qualified, single in _DEFINED.findall(text)]
    return dict.fromkeys(name for full in found for name in (full, full.rpartition(".")[2]))


def _add(
    weights: dict[str, float], counted: Iterable[tuple[str, int]], weight: float, parts: bool = True
) -> None:
    for piece, count in counted:
        wholes, rest = terms(piece)
        for term in wholes:
            weights[term] += weight * count
        if parts:
            for term in rest:
                weights[term] += weight * count * PART


def _surface(texts: Iterable[str]) -> Iterable[str]:
    return _surface_of(piece for text in texts for piece in pieces(fold(text)))


def _surface_of(found: Iterable[str]) -> Iterable[str]:
    return (piece.lower() for piece in found if 2 < len(piece) <= LONGEST)


def _title_shares(title: str) -> dict[str, int]:
    """For each term of the title, the number of words in the title."""
    folded = fold(title)
    found = dict.fromkeys(pieces(folded) + operators(folded))
    count = min(len(found), TITLE_LIMIT)
    shares: dict[str, int] = {}
    for piece in found:
        wholes, parts = terms(piece)
        shares |= dict.fromkeys(parts + wholes, count)
        shares |= dict.fromkeys(_beginnings(piece), count)
    return shares


def _beginnings(piece: str) -> list[str]:
    """Terms for the first letters of a word of the title, so that two or three find it."""
    words = re.findall(r"[^\W_]+", piece.lower())
    return [word[:end] + "*" for word in words for end in BEGINNINGS if len(word) > end]


def _posting(weight: float, title: int, places: list[tuple[float, int]]) -> str:
    impact = weight / (weight + SATURATION)
    places.sort(reverse=True)
    best = places[:SECTIONS_KEPT]
    kept = [place for place in best if place[0] > best[0][0] / 3]
    tail = "".join(digit(-number) + digit(round(local * SECTION_IMPACTS)) for local, number in kept)
    return digit(round(impact * IMPACTS)) + digit(title * 4 + len(kept)) + tail
