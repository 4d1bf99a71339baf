"""One tutorial's Markdown to `Rendered`: the entry to this room.

In: the body of a tutorial and the options of its site. Out: its HTML and every fact about it, or
its text as it stands where rendering it would cost too much, with a problem that says so.
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from markdown_it.token import Token

from generator.markdown.deadline import bounded
from generator.markdown.draft import Draft, TooLargeError
from generator.markdown.facts import count_words
from generator.markdown.highlighting import Highlighter, highlight
from generator.markdown.inline import plain_text
from generator.markdown.markup import escape
from generator.markdown.options import RenderOptions
from generator.markdown.parser import MAX_NESTING, parse
from generator.markdown.rawhtml import Tag, pieces
from generator.markdown.sanitise import clean_around
from generator.markdown.writer import write_blocks
from generator.model.rendered import Link, Rendered

MAX_CHARACTERS: Final = 500_000
"""Of a body; a long book chapter has 100,000."""
PARSE_SECONDS: Final = 1.0
"""Processor time; a body of the greatest length needs a third of it."""

FAULT: Final = "it meets a fault of the generator"
"""Of a page that nothing but a bug keeps from being rendered."""

_RAW_HEADING: Final = re.compile("<h[1-6]", re.IGNORECASE)
_DEFAULTS: Final = RenderOptions()


def render(
    body: str, options: RenderOptions = _DEFAULTS, highlight: Highlighter = highlight
) -> Rendered:
    """HTML and facts of `body`; addresses inside the site stay symbolic (see `Rendered`)."""
    return _render(body, options, highlight, symbolic=True)


def render_html(markdown: str) -> str:
    """The article body a page shows for `markdown`, relative addresses as they are written."""
    return _render(markdown, _DEFAULTS, highlight, symbolic=False).html


def _render(
    body: str, options: RenderOptions, highlight: Highlighter, *, symbolic: bool
) -> Rendered:
    if len(body) > MAX_CHARACTERS:
        return _plain(body, f"it has more than {MAX_CHARACTERS} characters")
    try:
        tokens = bounded(PARSE_SECONDS, lambda: parse(body))
        if tokens is None:
            return _plain(body, "its markup is too tangled")
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            return _plain(body, f"its blocks are nested more than {MAX_NESTING} deep")
        draft = Draft(options, highlight, symbolic=symbolic, limit=50 * len(body) + 1_000_000)
        write_blocks(draft, _below_title(draft, tokens))
        html = draft.finish()
        if draft.needs_cleaning:
            html = clean_around(draft.html, draft.settled)
    except (RecursionError, TooLargeError):
        return _plain(body, "its markup repeats itself too often")
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # one strange page must not cost the site its build
        return _plain(body, f"{FAULT} ({type(error).__name__}); please report it")
    return _rendered(html, draft)


def _below_title(draft: Draft, tokens: list[Token]) -> list[Token]:
    """Leaves out a heading that repeats the page's title, and says how far the others go down."""
    options = draft.options
    if options.title and tokens and tokens[0].type == "heading_open":
        heading = plain_text(tokens[1].children or ())
        if heading.split() == options.title.split():
            tokens = tokens[3:]
    if options.top_level:
        levels = [
            level
            for token in tokens
            if token.type == "heading_open" or "<" in token.content
            for level in _levels(token)
        ]
        draft.lowered = options.top_level - min(levels, default=options.top_level)
    return tokens


def _levels(token: Token) -> list[int]:
    """Of the headings that `token` makes."""
    if token.type == "heading_open":
        return [int(token.tag[1])]
    if token.type not in ("html_block", "inline") or not _RAW_HEADING.search(token.content):
        return []
    parts = [token.content] if token.type == "html_block" else _raw_parts(token)
    tags = (piece for part in parts for piece in pieces(part) if isinstance(piece, Tag))
    return [int(tag.name[1]) for tag in tags if _RAW_HEADING.fullmatch(f"<{tag.name}")]


def _raw_parts(token: Token) -> list[str]:
    return [child.content for child in token.children or () if child.type == "html_inline"]


def _rendered(html: str, draft: Draft) -> Rendered:
    facts = draft.facts
    return Rendered(
        html=html,
        headings=tuple(facts.headings),
        links=tuple(_by_anchor(link, draft.anchors) for link in facts.links),
        images=tuple(facts.images),
        code_blocks=tuple(facts.code_blocks),
        sections=tuple(facts.sections),
        words=sum(count_words(section.text) for section in facts.sections),
        code_lines=sum(len(block.text.splitlines()) for block in facts.code_blocks),
        excerpt=facts.excerpt(),
        problems=tuple(facts.problems),
    )


def _by_anchor(link: Link, anchors: Mapping[str, str]) -> Link:
    """A link to another name of a heading leads to the anchor that the heading has."""
    if not anchors or not link.href.startswith("#"):
        return link
    anchor = anchors.get(unquote(link.href[1:]))
    return link if anchor is None else Link(href=f"#{anchor}", text=link.text, line=link.line)


def _plain(body: str, reason: str) -> Rendered:
    """`body` as it stands, one block."""
    draft = Draft(_DEFAULTS, highlight, symbolic=False, limit=0)
    draft.line = 1
    draft.problem(
        "page-not-rendered",
        f"The page is shown as plain text: {reason}",
        "Divide it, or look for markup that is never closed.",
    )
    for paragraph in body[:MAX_CHARACTERS].split("\n\n"):
        draft.facts.text(paragraph)
        draft.facts.end_block(is_paragraph=True)
    draft.facts.finish()
    return _rendered(f'<pre class="plain" tabindex="0">{escape(body)}</pre>\n', draft)
