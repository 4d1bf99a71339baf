"""What is fuzzed, and what must hold whatever comes: the promises of SECURITY.md, as code.

In: any bytes or text. Out: nothing; a broken promise raises. `fuzz.py` drives these by coverage,
tests/properties drives them by Hypothesis.
"""

import re
from datetime import UTC, datetime

from alive import alive
from selectolax.lexbor import LexborHTMLParser

from generator.config import read_config
from generator.config.model import SourceConfig
from generator.content import dump, load
from generator.feeds.opml import parse_opml
from generator.feeds.parse import open_document, parse_feed
from generator.importer.front import front_matter
from generator.markdown import render, render_html
from generator.markdown.render import FAULT
from generator.model import Entry, Feed, Problem
from generator.pipeline.converting import convert
from generator.report import plain_lines

NOW = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
RULES = SourceConfig(name="fuzz", url="fuzz.xml")
ADDRESS = "https://example.org/post/"

_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_NOT_IN_FILES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def feed(data: bytes) -> None:
    """A document from anywhere: refused in one line, or read, converted and shown."""
    found = parse_feed(data, name="fuzz")
    document = open_document(data, name="fuzz")
    if not isinstance(document, Problem) and document.kind == "opml":
        lists = parse_opml(document, name="fuzz")
        if isinstance(lists, Problem):
            _is_one_line(lists)
    if isinstance(found, Problem):
        _is_one_line(found)
        return
    for problem in found.problems:
        _is_one_line(problem)
    for entry in found.entries[:8]:
        _entry(entry, found)


def _entry(entry: Entry, found: Feed) -> None:
    for text in (entry.title, *entry.authors, *entry.tags):
        assert text.split() == text.split(" ") or not text, repr(text)
    assert not entry.link or _SCHEME.match(entry.link), entry.link
    markdown = body(entry.html, entry.base_url)
    front = front_matter(entry, found, RULES, markdown, digest="d", seen=NOW)
    text = dump(front, markdown)
    tutorial, problems = load("content/fuzz/a.md", text.encode())
    assert tutorial is not None, problems
    assert problems == ()
    assert (tutorial.front, tutorial.body) == (front, markdown)


def body(html: str, address: str = ADDRESS) -> str:
    """The body of an entry: Markdown that can be stored, and a page on which nothing is alive."""
    converted = convert(html, address)
    assert converted is not None, "cannot be converted"
    markdown = converted.markdown
    assert not _NOT_IN_FILES.search(markdown)
    page(markdown)
    return markdown


def page(markdown: str) -> None:
    """A body that anybody wrote: the same page each time, and nothing on it is alive."""
    assert not any(FAULT in problem.message for problem in render(markdown).problems)
    made = render_html(markdown)
    assert made == render_html(markdown)
    assert not (found := [*alive(made)]), found
    shown = LexborHTMLParser(made).body
    assert shown is not None
    again = "".join(child.html or "" for child in shown.iter(include_text=True))
    assert not (found := [*alive(again)]), f"after a second parse: {found}"


def front(data: bytes) -> None:
    """A file of content/: read, or every problem with its place; what is read can be written."""
    tutorial, problems = load("content/a.md", data)
    for problem in problems:
        _is_one_line(problem)
        assert problem.line
    if tutorial is None:
        assert problems
        return
    written = dump(tutorial.front, tutorial.body)
    again, faults = load("content/a.md", written.encode())
    assert again is not None, faults
    assert (again.front, again.body) == (tutorial.front, tutorial.body)


def configuration(data: bytes) -> None:
    """A site.toml: read, or every problem with its place."""
    config, problems = read_config("site.toml", data)
    assert (config is None) == bool(problems)
    for problem in problems:
        _is_one_line(problem)


def _is_one_line(problem: Problem) -> None:
    assert problem.message
    assert problem.path
    (line,) = plain_lines([problem])
    assert len(line.splitlines()) == 1, line
