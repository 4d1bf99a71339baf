"""What the index is made from: the facts of a page, and the analysis of its text."""

from msgspec import Struct


class SearchPage(Struct, frozen=True, kw_only=True):
    """Facts of one page, as readers filter by them and results show them."""

    title: str
    date: str = ""
    """ISO 8601; results show it."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    level: str = ""
    source: str = ""
    source_title: str = ""
    """What readers call the source."""
    language: str = ""
    """BCP 47, of the prose, where the page itself names it."""
    code_languages: tuple[str, ...] = ()


class StoredSection(Struct, frozen=True, array_like=True):
    """A section as excerpts need it; `CODE` stands on both sides of code within `text`."""

    anchor: str
    """Empty where it is made of the heading by GitHub's rule, as the browser does again."""
    heading: str
    text: str
    code: str


class Analysis(Struct, frozen=True, kw_only=True):
    """Everything the index needs of one page; depends on nothing but that page."""

    terms: str
    """Its terms, sorted, one a line."""
    postings: str
    """One line a term: weight, title share and best sections, encoded (see `postings`)."""
    filters: str
    """`tag:python` and the like, sorted, one a line."""
    words: str
    """Words as written but folded and in lower case, sorted, one a line: for completion."""
    marks: str
    """One line a word: `MARK` where title or headings have it."""
    document: bytes
    """What results show of it, as the members of a JSON object, the first brace left out."""


CODE = "\x7f"
MARK = "1"
