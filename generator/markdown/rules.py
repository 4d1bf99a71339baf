"""Our own rules of Markdown, added to the parser: admonitions, tabs, mathematics, embeds.

In: a parser. Out: the same parser, which then makes these tokens too:

    box_open, box_close      meta: kind (note, tip, important, warning, caution, tabs), title
    tab_title                content: what is written on the tab
    math_inline, math_block  content: TeX
    embed_open, embed_close  around a link that stands alone and leads to a film or a pen
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.dollarmath.index import math_block_dollar

from generator.markdown.embeds import embed_of

KINDS: Final = {
    "note": "note",
    "info": "note",
    "tip": "tip",
    "hint": "tip",
    "important": "important",
    "warning": "warning",
    "caution": "caution",
    "danger": "caution",
}
"""What authors write, and the five kinds that GitHub knows."""

_ALERT: Final = re.compile(rf"\[!({'|'.join(KINDS)})\][ \t]*([^\n]*)(?:\n|$)", re.IGNORECASE)
MATH: Final = (
    r"(?P<dollars>\$\$?)(?=[^\s$])(?P<tex>(?:[^$\\]|\\[^\n]){0,999}?(?:[^\s$\\]|\\[^\s]))"
    r"(?P=dollars)(?![\w$])"
)
"""A formula between signs; no word or sign stands before it."""
_MATH: Final = re.compile(MATH)

_DOLLARS: Final = math_block_dollar(allow_labels=False)


def add_rules(parser: MarkdownIt) -> None:
    """Teaches `parser` all of them."""
    container_plugin(parser, "box", validate=_is_box)
    parser.block.ruler.before("heading", "tab_title", _tab_title)
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "math_block", _math_block, {"alt": ends})
    parser.inline.ruler.before("escape", "math_inline", _math_inline)
    parser.core.ruler.after("block", "alerts", _alerts)
    parser.core.ruler.after("inline", "embeds", _embeds)


def _math_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The rule of the plugin, which makes tokens even when it is only asked whether it matches."""
    count, line = len(state.tokens), state.line
    matches = _DOLLARS(state, start_line, end_line, silent)
    if silent:
        del state.tokens[count:]
        state.line = line
    return matches


def _is_box(info: str, _markup: str) -> bool:
    """`::: note Title` and `::: tabs`."""
    words = info.split(maxsplit=1)
    return bool(words) and (words[0].lower() in KINDS or words[0].lower() == "tabs")


def _tab_title(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    """`== Title` begins a tab. It does not end a paragraph: a blank line comes before it."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("== ", start) or not _is_in_box(state):
        return False
    if silent:
        return True
    token = state.push("tab_title", "", 0)
    token.content = state.src[start + 3 : state.eMarks[start_line]].strip()
    token.map = [start_line, start_line + 1]
    state.line = start_line + 1
    return True


def _is_in_box(state: StateBlock) -> bool:
    """Whether the innermost open block is one of ours; the parser's own note of it is not kept."""
    outside = state.level - 1
    around = (token for token in reversed(state.tokens) if token.level == outside)
    opened = next((token for token in around if token.nesting == 1), None)
    return opened is not None and opened.type == "container_box_open"


def _math_inline(state: StateInline, silent: bool) -> bool:
    """`$x$` as GitHub reads it: no space inside the signs, no word outside; ``$`x`$`` too."""
    start = state.pos
    if state.src[start] != "$" or (start and re.match(r"[\w$]", state.src[start - 1])):
        return False
    found = _MATH.match(state.src, start, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = found["tex"].strip("`")
    state.pos = found.end()
    return True


def _alerts(state: StateCore) -> None:
    """`> [!NOTE]`, with or without a title after it, and containers, become boxes."""
    tokens, waiting = state.tokens, []
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type == "container_box_open":
            kind, _, title = token.info.strip().partition(" ")
            _make_box(token, kind.lower(), title.strip())
        elif token.type == "container_box_close":
            token.type = "box_close"
        elif token.type == "blockquote_open":
            found = _alert_after(tokens, index)
            waiting.append(found is not None)
            if found:
                _make_box(token, found[1].lower(), found[2].strip())
                if not _cut_first_line(tokens[index + 2], found.end()):
                    dropped.update((index + 1, index + 2, index + 3))
        elif token.type == "blockquote_close" and waiting.pop():
            token.type = "box_close"
    if dropped:
        state.tokens = [token for index, token in enumerate(tokens) if index not in dropped]


def _alert_after(tokens: list[Token], index: int) -> re.Match[str] | None:
    is_paragraph = tokens[index + 1].type == "paragraph_open"
    return _ALERT.match(tokens[index + 2].content) if is_paragraph else None


def _make_box(token: Token, kind: str, title: str) -> None:
    token.type = "box_open"
    token.meta = {"kind": KINDS.get(kind, kind), "title": title}


def _cut_first_line(inline: Token, end: int) -> bool:
    """Whether anything is left of the paragraph."""
    inline.content = inline.content[end:]
    if inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]
    return bool(inline.content.strip())


def _embeds(state: StateCore) -> None:
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "inline" and tokens[index - 1].type == "paragraph_open":
            address = _only_link(token.children or [])
            if address and not tokens[index - 1].hidden and (embed := embed_of(address)):
                tokens[index - 1].type, tokens[index + 1].type = "embed_open", "embed_close"
                tokens[index - 1].meta = {"embed": embed}


def _only_link(children: list[Token]) -> str:
    """Address of the link that is all there is; empty when there is more or less."""
    if len(children) < 2 or children[0].type != "link_open" or children[-1].type != "link_close":
        return ""
    is_one = sum(1 for child in children if child.type == "link_open") == 1
    return str(children[0].attrs["href"]) if is_one else ""
