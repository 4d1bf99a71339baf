"""Raw HTML of a tutorial into a draft. In: source that `rawhtml` judges. Out: HTML and facts.

What an author writes as HTML gives the same facts as Markdown would: headings with anchors, links
and images with symbolic addresses, code blocks with colours.
"""

from collections.abc import Callable, Iterator
from typing import Final

from generator.markdown.codeblock import write_code
from generator.markdown.draft import Draft
from generator.markdown.embeds import embed_of, open_embed
from generator.markdown.markup import attributes, escape
from generator.markdown.rawhtml import VOID, Tag, Text, pieces

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASING: Final = frozenset(
    "abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub "
    "sup time u var".split()
)
_MAX_OPEN: Final = 60
"""Raw elements in each other inside one block; a browser copes with more, slowly."""
_NESTING: Final = frozenset(
    "audio blockquote caption details div dl figcaption figure ol picture summary table ul "
    "video".split()
)
"""Elements that end with their end tag alone, so that they can be nested without end."""
_MAX_DEPTH: Final = 100
"""Raw blocks in each other; what parses the page again takes a time that grows with the square."""
_CODE_PARTS: Final = frozenset({"code", "span", "br"})


def write_raw(draft: Draft, source: str, *, is_inline: bool = False) -> None:
    """Writes what may stay of `source`; phrasing left open in a block is closed at its end."""
    rest = pieces(source)
    for piece in rest:
        if isinstance(piece, Text):
            _write_text(draft, piece)
        elif piece.name == "br" and not piece.is_end:
            _break(draft)
        else:
            draft.needs_cleaning = True
            _write_tag(draft, piece, rest, is_inline=is_inline)
    if not is_inline:
        close_raw(draft)
        draft.facts.end_block(is_paragraph=True)


def _write_tag(draft: Draft, tag: Tag, rest: Iterator[Text | Tag], *, is_inline: bool) -> None:
    if tag.name == "pre" and not is_inline:
        if not tag.is_end:
            _write_pre(draft, tag, list(_until_end(rest, "pre")))
    elif tag.name == "iframe":
        _write_frame(draft, tag, is_inline=is_inline)
    elif tag.is_end:
        _write_end(draft, tag.name)
    else:
        _write_start(draft, tag)


def close_raw(draft: Draft) -> None:
    """Closes the raw elements that are open inside the current block."""
    while draft.open_raw:
        _close_last(draft)


def _close_last(draft: Draft) -> None:
    name = draft.open_raw.pop()
    if name == "a":
        draft.close_link()
    else:
        draft.html.append(f"</{name}>")


def _write_text(draft: Draft, piece: Text) -> None:
    if piece.removed:
        draft.problem("html-removed", f"<{piece.removed}> is not allowed here and was left out")
    draft.write_text(piece.content)


def _write_start(draft: Draft, tag: Tag) -> None:
    name = tag.name
    if name in _HEADINGS:
        draft.open_heading(int(name[1]))
    elif name in _STARTS:
        _STARTS[name](draft, tag)
    elif name in _PHRASING:
        if len(draft.open_raw) < _MAX_OPEN:
            draft.open_raw.append(name)
            draft.html.append(f"<{name}{attributes(tag.attributes)}>")
    else:
        draft.facts.end_block(is_paragraph=True)
        if name not in _NESTING or _descend(draft):
            draft.html.append(f"<{name}{attributes(tag.attributes)}>")


def _descend(draft: Draft) -> bool:
    """Counts an element that its author must close; False where it is too deep to be written."""
    draft.raw_depth += 1
    return draft.raw_depth <= _MAX_DEPTH


def _ascend(draft: Draft) -> bool:
    draft.raw_depth = max(0, draft.raw_depth - 1)
    return draft.raw_depth < _MAX_DEPTH


def _write_end(draft: Draft, name: str) -> None:
    if name in _HEADINGS:
        draft.close_heading()
    elif name in _PHRASING or name == "a":
        if name in draft.open_raw:
            while draft.open_raw[-1] != name:
                _close_last(draft)
            _close_last(draft)
    elif name not in VOID:
        draft.facts.end_block(is_paragraph=name == "p")
        if name not in _NESTING or _ascend(draft):
            draft.html.append(f"</{name}>")


def _start_link(draft: Draft, tag: Tag) -> None:
    href = tag.attributes.get("href")
    if href is not None and "a" not in draft.open_raw:
        draft.open_raw.append("a")
        draft.open_link(href, tag.attributes.get("title", ""))


def _start_image(draft: Draft, tag: Tag) -> None:
    more = dict(tag.attributes)
    src, alt, title = more.pop("src", ""), more.pop("alt", ""), more.pop("title", "")
    if src:
        draft.image(src, alt, title, attributes(more))


def _start_media(draft: Draft, tag: Tag) -> None:
    more = dict(tag.attributes)
    src, poster = more.pop("src", ""), more.pop("poster", "")
    addresses = f' src="{draft.file(src)}"' if src else ""
    addresses += f' poster="{draft.picture(poster)}"' if poster else ""
    if tag.name not in _NESTING or _descend(draft):
        draft.html.append(f"<{tag.name}{addresses}{attributes(more)}>")


def _break(draft: Draft) -> None:
    """Not worth cleaning a page: it has no attributes and no end."""
    draft.facts.text("\n")
    draft.html.append("<br>")


_STARTS: Final[dict[str, Callable[[Draft, Tag], None]]] = {
    "a": _start_link,
    "audio": _start_media,
    "img": _start_image,
    "source": _start_media,
    "track": _start_media,
    "video": _start_media,
}


def _until_end(rest: Iterator[Text | Tag], name: str) -> Iterator[Text | Tag]:
    for part in rest:
        if isinstance(part, Tag) and part.name == name and part.is_end:
            return
        yield part


def _write_pre(draft: Draft, tag: Tag, parts: list[Text | Tag]) -> None:
    """A block of code, coloured where nothing but code is in it."""
    text = "".join(_text_of(part) for part in parts).removeprefix("\n")
    tags = [part for part in parts if isinstance(part, Tag)]
    classes = (part.attributes.get("class", "") for part in [*tags, tag])
    language = next((name.removeprefix("language-") for name in classes if name), "")
    if all(part.name in _CODE_PARTS for part in tags):
        write_code(draft, text, language)
    else:
        write_code(draft, text, language, html="".join(_markup_of(part) for part in parts))


def _text_of(part: Text | Tag) -> str:
    if isinstance(part, Text):
        return part.content
    return "\n" if part.name == "br" else ""


def _markup_of(part: Text | Tag) -> str:
    if isinstance(part, Text):
        return escape(part.content)
    if part.name == "br":
        return "\n"
    if part.name not in _PHRASING:
        return ""
    return f"</{part.name}>" if part.is_end else f"<{part.name}>"


def _write_frame(draft: Draft, tag: Tag, *, is_inline: bool) -> None:
    """A frame of a listed site waits for a click; of any other a link remains."""
    src = tag.attributes.get("src", "")
    if not src:
        return
    embed = embed_of(src)
    page = embed.page if embed else src
    draft.facts.end_block()
    if not is_inline:
        start = open_embed(embed) if embed else ""
        draft.html.append(f"{start}<p>")
    draft.open_link(page)
    draft.write_text(page)
    draft.close_link()
    if not is_inline:
        draft.html.append("</p></div>\n" if embed else "</p>\n")
        draft.facts.end_block()
