"""Block tokens to HTML. In: the tokens of a tutorial. Out: HTML and facts in a draft."""

from collections.abc import Callable, Sequence
from typing import Final

from markdown_it.token import Token

from generator.markdown.codeblock import write_code
from generator.markdown.draft import Draft
from generator.markdown.inline import write_backlink, write_inline
from generator.markdown.raw import write_raw

_TAGS: Final = {
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "hr": "<hr>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>",
    "table_close": "</table></div>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_open": "<dt>",
    "dd_open": "<dd>",
    "footnote_block_open": '<section class="footnotes"><ol>\n',
    "footnote_block_close": "</ol></section>\n",
    "footnote_close": "</li>\n",
}
_ENDS_BLOCK: Final = {
    "list_item_close": "</li>\n",
    "tr_close": "</tr>\n",
    "dt_close": "</dt>\n",
    "dd_close": "</dd>\n",
}


def write_blocks(draft: Draft, tokens: Sequence[Token]) -> None:
    """Writes all of `tokens`."""
    html = draft.html
    for token in tokens:
        kind = token.type
        if kind == "inline":
            write_inline(draft, token)
        elif kind in _TAGS:
            draft.facts.end_block()
            html.append(_TAGS[kind])
        elif kind in _ENDS_BLOCK:
            draft.facts.end_block()
            html.append(_ENDS_BLOCK[kind])
        else:
            if token.map:
                draft.line = token.map[0] + 1
            _WRITERS[kind](draft, token)


def _paragraph_open(draft: Draft, token: Token) -> None:
    draft.facts.end_block()
    if not token.hidden:
        draft.html.append("<p>")


def _paragraph_close(draft: Draft, token: Token) -> None:
    if not token.hidden:
        draft.html.append("</p>\n")
        draft.facts.end_block(is_paragraph=True)


def _heading_open(draft: Draft, token: Token) -> None:
    draft.open_heading(int(token.tag[1]))


def _heading_close(draft: Draft, _token: Token) -> None:
    draft.close_heading()


def _fence(draft: Draft, token: Token) -> None:
    write_code(draft, token.content, token.info)


def _html_block(draft: Draft, token: Token) -> None:
    write_raw(draft, token.content)


def _bullet_list_open(draft: Draft, _token: Token) -> None:
    draft.facts.end_block()
    draft.html.append("<ul>\n")


def _ordered_list_open(draft: Draft, token: Token) -> None:
    draft.facts.end_block()
    start = token.attrs.get("start")
    draft.html.append("<ol>\n" if start is None else f'<ol start="{start}">\n')


def _list_item_open(draft: Draft, token: Token) -> None:
    if "checked" not in token.meta:
        draft.html.append("<li>")
    else:
        state = ' checked aria-label="done"' if token.meta["checked"] else ' aria-label="to do"'
        draft.html.append(f'<li class="task"><input type="checkbox" disabled{state}> ')


def _table_open(draft: Draft, _token: Token) -> None:
    draft.facts.end_block()
    draft.tables += 1
    label = f"Table {draft.tables}"
    draft.html.append(
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}"><table>\n'
    )


def _cell_open(draft: Draft, token: Token) -> None:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    draft.html.append(f'<{token.tag} class="align-{side}">' if side else f"<{token.tag}>")


def _cell_close(draft: Draft, token: Token) -> None:
    draft.facts.text(" ")
    draft.html.append(f"</{token.tag}>")


def _footnote_open(draft: Draft, token: Token) -> None:
    draft.html.append(f'<li id="fn:{token.meta["id"] + 1}">')


_WRITERS: Final[dict[str, Callable[[Draft, Token], None]]] = {
    "paragraph_open": _paragraph_open,
    "paragraph_close": _paragraph_close,
    "heading_open": _heading_open,
    "heading_close": _heading_close,
    "fence": _fence,
    "code_block": _fence,
    "html_block": _html_block,
    "bullet_list_open": _bullet_list_open,
    "ordered_list_open": _ordered_list_open,
    "list_item_open": _list_item_open,
    "table_open": _table_open,
    "th_open": _cell_open,
    "td_open": _cell_open,
    "th_close": _cell_close,
    "td_close": _cell_close,
    "footnote_open": _footnote_open,
    "footnote_anchor": write_backlink,
}
