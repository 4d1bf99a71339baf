"""What results show of a page: its sections with as much of their text as the budget holds."""

import msgspec

from generator.model import Rendered
from generator.search.pages import CODE, SearchPage, StoredSection
from generator.text.slugs import heading_slug

TEXT_BUDGET, CODE_BUDGET = 2080, 500
MORE = " …"
"""Stands where a text was cut, in excerpts too."""


def document(page: SearchPage, rendered: Rendered) -> bytes:
    """The members of its JSON object but `path`, which the site decides; see `Analysis`."""
    sections, cut = stored_sections(rendered)
    facts = {
        "tags": page.tags,
        "authors": page.authors,
        "level": page.level,
        "source": page.source,
        "sourceTitle": page.source_title if page.source_title != page.source else "",
        "date": page.date[:10],
        "language": page.language,
        "cut": cut,
    }
    kept = {key: value for key, value in facts.items() if value}
    return msgspec.json.encode({"title": page.title, **kept, "sections": sections})[1:]


def stored_sections(rendered: Rendered) -> tuple[tuple[StoredSection, ...], bool]:
    """Sections in order, and whether any was cut.

    Long ones give up their ends first, so that short ones stay whole.
    """
    texts = [_marked(s.text.replace("``", ""), s.inline_code) for s in rendered.sections]
    codes = [""] * len(texts)
    for block in rendered.code_blocks:
        codes[block.section] += block.text.rstrip("\n") + "\n"
    text_share = _share([len(text) for text in texts], TEXT_BUDGET)
    code_share = _share([len(code) for code in codes], CODE_BUDGET)
    cut = any(len(text) > text_share for text in texts) or any(len(c) > code_share for c in codes)
    sections = tuple(
        StoredSection(
            "" if section.anchor == heading_slug(section.heading) else section.anchor,
            section.heading,
            _cut(text, text_share),
            code[:code_share].rpartition("\n")[0] or code[:code_share],
        )
        for section, text, code in zip(rendered.sections, texts, codes, strict=True)
    )
    return sections, cut


def _share(lengths: list[int], budget: int) -> int:
    """The length to cut to so that the sum stays within the budget."""
    left, share = budget, 0
    for place, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - place)
        if length > share:
            return share
        left -= length
    return max(lengths, default=0)


def _cut(text: str, share: int) -> str:
    if len(text) <= share:
        return text
    cut = text[:share].rpartition(" ")[0]
    return cut + (CODE if cut.count(CODE) % 2 else "") + MORE


def _marked(text: str, inline_code: tuple[str, ...]) -> str:
    """The text with each piece of inline code between two `CODE` characters."""
    out, at = [], 0
    text = text.replace(CODE, "")
    for code in inline_code:
        start = text.find(code, at) if code else -1
        if start >= 0:
            out += [text[at:start], CODE, code, CODE]
            at = start + len(code)
    return "".join([*out, text[at:]])
