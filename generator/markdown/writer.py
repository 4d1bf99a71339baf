"""Block tokens to HTML. In: the tokens of a tutorial. Out: HTML and facts in a draft."""

from collections.abc import Callable, Sequence
from typing import Final

from markdown_it.token import Token

from generator.markdown.codeblock import write_code
from generator.markdown.draft import Draft
from generator.markdown.embeds import open_embed
from generator.markdown.inline import write_backlink, write_inline
from generator.markdown.markup import escape, quote
from generator.markdown.mathml import formula
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
    draft.open_heading(int(token.tag[1]), token.meta.get("names", ()))


def _heading_close(draft: Draft, _token: Token) -> None:
    draft.close_heading()


def _fence(draft: Draft, token: Token) -> None:
    if token.info.strip() == "math":
        _math_block(draft, token)
    else:
        write_code(draft, token.content, token.info)


def _html_block(draft: Draft, token: Token) -> None:
    write_raw(draft, token.content)


def _bullet_list_open(draft: Draft, token: Token) -> None:
    draft.facts.end_block()
    is_tasks = "contains-task-list" in str(token.attrs.get("class", ""))
    draft.html.append('<ul class="contains-task-list">\n' if is_tasks else "<ul>\n")


def _ordered_list_open(draft: Draft, token: Token) -> None:
    draft.facts.end_block()
    start = token.attrs.get("start")
    draft.html.append("<ol>\n" if start is None else f'<ol start="{start}">\n')


def _list_item_open(draft: Draft, token: Token) -> None:
    if "checked" not in token.meta:
        draft.html.append("<li>")
    else:
        state = ' checked aria-label="done"' if token.meta["checked"] else ' aria-label="to do"'
        draft.html.append(f'<li class="task-list-item"><input type="checkbox" disabled{state}> ')


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


def _box_open(draft: Draft, token: Token) -> None:
    kind, title = token.meta["kind"], token.meta["title"]
    draft.facts.end_block()
    draft.boxes.append(kind)
    if kind == "tabs":
        draft.html.append('<div class="tabs">\n')
        return
    if title:
        draft.facts.text(title)
        draft.facts.end_block()
    shown = escape(title or kind.capitalize())
    draft.html.append(
        f'<div class="admonition {kind}" role="note">\n<p class="admonition-title">{shown}</p>\n'
    )


def _box_close(draft: Draft, _token: Token) -> None:
    draft.facts.end_block()
    kind = draft.boxes.pop()
    draft.html.append("</div>\n</div>\n" if kind == "tab" else "</div>\n")


def _tab_title(draft: Draft, token: Token) -> None:
    """A tab begins, and the one before it ends; outside of tabs it is a line like any other."""
    kind = draft.boxes[-1]
    title = escape(token.content)
    draft.facts.end_block()
    draft.facts.text(token.content)
    draft.facts.end_block()
    if kind not in ("tabs", "tab"):
        draft.html.append(f"<p>== {title}</p>\n")
        return
    draft.boxes[-1] = "tab"
    draft.html.append("</div>\n" if kind == "tab" else "")
    data = quote(token.content)
    draft.html.append(f'<div class="tab" data-title="{data}">\n<p class="tab-title">{title}</p>\n')


def _math_block(draft: Draft, token: Token) -> None:
    draft.facts.end_block()
    draft.facts.text(token.content)
    draft.facts.end_block()
    markup = formula(token.content, is_block=True)
    draft.write_settled(f'<div class="math-block">{markup}</div>\n')


def _embed_open(draft: Draft, token: Token) -> None:
    draft.facts.end_block()
    draft.html.append(open_embed(token.meta["embed"]) + "<p>")


def _embed_close(draft: Draft, _token: Token) -> None:
    draft.facts.end_block()
    draft.html.append("</p></div>\n")


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
    "box_open": _box_open,
    "box_close": _box_close,
    "tab_title": _tab_title,
    "math_block": _math_block,
    "embed_open": _embed_open,
    "embed_close": _embed_close,
}
