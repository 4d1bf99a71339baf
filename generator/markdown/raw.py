"""Raw HTML of a tutorial into a draft. In: source that `rawhtml` judges. Out: HTML and facts.

What an author writes as HTML gives the same facts as Markdown would: headings with anchors, links
and images with symbolic addresses, code blocks with colours.
"""

import re
from typing import Final

from generator.markdown.codeblock import write_code
from generator.markdown.draft import Draft
from generator.markdown.markup import attributes, escape
from generator.markdown.rawhtml import VOID, Tag, Text, pieces

_BLOCKS: Final = frozenset(
    "blockquote br caption dd details div dl dt figcaption figure hr li ol p summary table tbody "
    "td tfoot th thead tr ul".split()
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASING: Final = frozenset(
    "abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub "
    "sup time u var".split()
)
_MAX_OPEN: Final = 60
_SIMPLE_CODE: Final = frozenset({"code", "span", "br"})


def write_raw(draft: Draft, source: str, *, is_inline: bool = False) -> None:
    """Writes what may stay of `source`; phrasing left open by a block is closed with the block."""
    draft.needs_cleaning = True
    rest = iter(pieces(source))
    for piece in rest:
        if isinstance(piece, Text):
            if piece.removed:
                draft.problem("html-removed", f"<{piece.removed}> is not allowed and was left out")
            draft.write_text(piece.content)
        elif piece.name == "pre" and not piece.is_end and not is_inline:
            content = []
            for part in rest:
                if isinstance(part, Tag) and part.name == "pre" and part.is_end:
                    break
                content.append(part)
            _write_pre(draft, piece, content)
        elif piece.name == "iframe":
            if not piece.is_end and "src" in piece.attributes:
                _write_frame(draft, piece.attributes["src"])
        elif piece.is_end:
            _write_end(draft, piece.name)
        else:
            _write_start(draft, piece)
    if not is_inline:
        close_inline(draft)
        draft.facts.end_block(is_paragraph=True)


def close_inline(draft: Draft) -> None:
    """Closes raw phrasing elements that are open."""
    while draft.open_raw:
        _close_last(draft)


def _close_last(draft: Draft) -> None:
    name = draft.open_raw.pop()
    if name == "a":
        draft.close_link()
    else:
        draft.html.append(f"</{name}>")


def _write_start(draft: Draft, tag: Tag) -> None:
    name, kept = tag.name, dict(tag.attributes)
    if name in _HEADINGS:
        draft.open_heading(int(name[1]))
    elif name == "a":
        if "href" in kept and "a" not in draft.open_raw:
            draft.open_raw.append("a")
            draft.open_link(kept["href"], kept.get("title", ""))
    elif name == "img":
        if "src" in kept:
            src, alt, title = kept.pop("src"), kept.pop("alt", ""), kept.pop("title", "")
            draft.image(src, alt, title, attributes(kept))
    elif name in _PHRASING:
        if len(draft.open_raw) < _MAX_OPEN:
            draft.open_raw.append(name)
            draft.html.append(f"<{name}{attributes(kept)}>")
    else:
        if name in _BLOCKS:
            draft.facts.end_block(is_paragraph=True)
        draft.html.append(f"<{name}{attributes(kept)}>")


def _write_end(draft: Draft, name: str) -> None:
    if name in _HEADINGS:
        draft.close_heading()
    elif name in _PHRASING or name == "a":
        if name in draft.open_raw:
            while draft.open_raw[-1] != name:
                _close_last(draft)
            _close_last(draft)
    elif name not in VOID:
        if name in _BLOCKS:
            draft.facts.end_block(is_paragraph=name == "p")
        draft.html.append(f"</{name}>")


def _write_pre(draft: Draft, tag: Tag, content: list[Text | Tag]) -> None:
    tags = [part for part in content if isinstance(part, Tag)]
    text = "".join(
        part.content if isinstance(part, Text) else "\n" if part.name == "br" else ""
        for part in content
    )
    text = re.sub(r"\A\n", "", text)
    languages = [part.attributes.get("class", "") for part in [*tags, tag]]
    language = next((name.removeprefix("language-") for name in languages if name), "")
    if all(part.name in _SIMPLE_CODE for part in tags):
        write_code(draft, text, language)
        return
    inner = "".join(
        escape(part.content)
        if isinstance(part, Text)
        else f"</{part.name}>" * (part.name in _PHRASING)
        if part.is_end
        else f"<{part.name}>" * (part.name in _PHRASING)
        for part in content
    )
    write_code(draft, text, language, html=inner)


def _write_frame(draft: Draft, src: str) -> None:
    draft.open_link(src)
    draft.write_text(src)
    draft.close_link()
