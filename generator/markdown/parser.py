"""Markdown to tokens. In: the body of a tutorial. Out: markdown-it tokens.

CommonMark with tables, strikethrough, task lists, footnotes, definition lists and mathematics.
What a page may hold is decided by the writer, not here, but for addresses: a link that is not
allowed is no link.
"""

from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.markdown.addresses import is_absolute, is_allowed
from generator.markdown.blocks import Blocks
from generator.markdown.braces import add_braces
from generator.markdown.dispatch import Chains, Inline
from generator.markdown.rules import add_rules

MAX_NESTING: Final = 100
"""Blocks in blocks; the parser leaves out what is deeper, so the renderer must notice."""


def plain_parser() -> MarkdownIt:
    """All rules, asked as markdown-it asks them."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "tasklists": True})
    parser.enable(["table", "strikethrough"])
    footnote_plugin(parser, inline=False)
    deflist_plugin(parser)
    add_rules(parser)
    add_braces(parser)
    parser.core.ruler.before("normalize", "last_line", _end_last_line)
    normalise = parser.normalizeLink
    parser.validateLink = is_allowed  # type: ignore[method-assign, assignment]
    parser.normalizeLink = lambda url: normalise(url) if is_absolute(url) else url  # type: ignore[method-assign]
    return parser


def _end_last_line(state: StateCore) -> None:
    """The rule for containers looks beyond a last line that is empty and has no end, and fails."""
    if ":::" in state.src and not state.src.endswith("\n"):
        state.src += "\n"


@cache
def _parser() -> MarkdownIt:
    """Made once: building it costs more than a page. It keeps no state between documents."""
    parser = plain_parser()
    blocks = Blocks()
    blocks.ruler = Chains(parser.block.ruler)
    parser.block = blocks
    parser.inline = Inline(parser.inline)
    parser.core.ruler.at("normalize", _normalise)
    return parser


def _normalise(state: StateCore) -> None:
    """As the rule of that name, without a pattern."""
    if "\r" in state.src:
        state.src = state.src.replace("\r\n", "\n").replace("\r", "\n")
    state.src = state.src.replace("\0", "\ufffd")


def parse(body: str) -> list[Token]:
    """The block tokens of `body`; line numbers in them are counted from 0."""
    return _parser().parse(body)
