"""Tokens inside a block to HTML. In: children of an inline token. Out: HTML, facts in a draft."""

from collections.abc import Callable, Sequence
from typing import Final

from markdown_it.token import Token

from generator.markdown.addresses import MEDIA_SCHEMES, candidates, is_allowed
from generator.markdown.draft import Draft
from generator.markdown.markup import attributes, escape
from generator.markdown.mathml import formula
from generator.markdown.raw import close_raw, write_raw
from generator.markdown.rawhtml import vanishing

_TAGS: Final = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<del>",
    "s_close": "</del>",
}


def write_inline(draft: Draft, token: Token) -> None:
    """Writes the content of a block; raw elements left open in it are closed at its end."""
    if token.map:
        draft.line = token.map[0] + 1
    children = token.children or []
    if "<" in token.content:
        children = _without_vanishing(children)
    for child in children:
        kind = child.type
        if kind == "text":
            draft.write_text(child.content)
        elif kind in _TAGS:
            draft.html.append(_TAGS[kind])
        else:
            _WRITERS[kind](draft, child)
    if draft.open_raw:
        close_raw(draft)


def _without_vanishing(children: list[Token]) -> list[Token]:
    hidden_until = _vanishing_ends(children)
    if not hidden_until:
        return children
    shown, index = [], 0
    while index < len(children):
        shown.append(children[index])
        index = hidden_until.get(index, index + 1)
    return shown


def _vanishing_ends(children: Sequence[Token]) -> dict[int, int]:
    """For each tag that opens a vanishing element: the index of the tag that closes it."""
    ends: dict[int, int] = {}
    closing: dict[str, int] = {}
    for index in range(len(children) - 1, -1, -1):
        if children[index].type == "html_inline":
            name, is_end = vanishing(children[index].content)
            if is_end:
                closing[name] = index
            elif name in closing:
                ends[index] = closing[name]
    return ends


def _softbreak(draft: Draft, _token: Token) -> None:
    draft.line += 1
    draft.write_text("\n")


def _hardbreak(draft: Draft, _token: Token) -> None:
    draft.line += 1
    draft.facts.text("\n")
    draft.html.append("<br>\n")


def _code(draft: Draft, token: Token) -> None:
    draft.facts.code(token.content)
    draft.html.append(f"<code>{escape(token.content)}</code>")


def _link_open(draft: Draft, token: Token) -> None:
    draft.open_link(str(token.attrs["href"]), str(token.attrs.get("title", "")))


def _link_close(draft: Draft, _token: Token) -> None:
    draft.close_link()


def _image(draft: Draft, token: Token) -> None:
    src, alt = str(token.attrs["src"]), plain_text(token.children or ())
    if not is_allowed(src, MEDIA_SCHEMES):
        draft.write_text(alt)
        return
    more = {key: str(value) for key, value in token.attrs.items() if key in ("width", "height")}
    finer = candidates(str(token.attrs.get("srcset", "")))
    title = str(token.attrs.get("title", ""))
    addresses = ", ".join(f"{draft.file(address)} {size}".strip() for address, size in finer)
    srcset = f' srcset="{addresses}"' if finer else ""
    draft.image(src, alt, title, attributes(more) + srcset)


def _html(draft: Draft, token: Token) -> None:
    write_raw(draft, token.content, is_inline=True)
    draft.line += token.content.count("\n")


def _footnote(draft: Draft, token: Token) -> None:
    number, again = token.meta["id"] + 1, token.meta["subId"]
    back = f"{number}-{again + 1}" if again else str(number)
    draft.html.append(
        f'<sup class="footnote-ref"><a href="#fn:{number}" id="fnref:{back}">{number}</a></sup>'
    )


def _math(draft: Draft, token: Token) -> None:
    draft.facts.text(token.content)
    draft.write_settled(formula(token.content, is_block=False))


def write_backlink(draft: Draft, token: Token) -> None:
    """The way back from a footnote."""
    number, again = token.meta["id"] + 1, token.meta["subId"]
    back = f"{number}-{again + 1}" if again else str(number)
    draft.html.append(
        f' <a class="footnote-backref" href="#fnref:{back}" aria-label="{number} ↩">↩</a>'
    )


def plain_text(tokens: Sequence[Token]) -> str:
    """The words of `tokens`, as in the alternative text of an image."""
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.children:
            parts.append(plain_text(token.children))
        elif token.type != "html_inline":
            parts.append(token.content)
    return "".join(parts)


_WRITERS: Final[dict[str, Callable[[Draft, Token], None]]] = {
    "softbreak": _softbreak,
    "hardbreak": _hardbreak,
    "code_inline": _code,
    "link_open": _link_open,
    "link_close": _link_close,
    "image": _image,
    "html_inline": _html,
    "footnote_ref": _footnote,
    "math_inline": _math,
}
