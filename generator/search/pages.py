"""What the index is made from: the facts of a page, and the analysis of its text."""

from msgspec import Struct


class SearchPage(Struct, frozen=True, kw_only=True):
    """Facts of one page, as readers filter by them and results show them."""

    path: str
    """Site path without a leading slash: `python/asyncio/`."""
    title: str
    description: str = ""
    """Not kept: excerpts say more."""
    date: str = ""
    """ISO 8601; results show it, and older pages are numbered first."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    level: str = ""
    source: str = ""
    language: str = ""
    """BCP 47, of the prose."""
    code_languages: tuple[str, ...] = ()


class StoredSection(Struct, frozen=True, array_like=True):
    """A section as excerpts need it; `CODE` stands on both sides of code within `text`."""

    anchor: str
    heading: str
    text: str
    code: str


class Analysis(Struct, frozen=True, kw_only=True):
    """Everything the index needs of one page's text; depends on nothing but that page."""

    terms: str
    """Its terms, sorted, one a line."""
    postings: str
    """One line a term: weight, title share and best sections, encoded (see `weighing`)."""
    words: str
    """Words as written but folded and in lower case, sorted, one a line: for completion."""
    headline: str
    """Those words of title and headings."""
    sections: tuple[StoredSection, ...]
    cut: bool
    """Whether `sections` hold less than the page."""


CODE = "\x7f"
