"""Recognised parts as the HTML that the importer reads. In: parts. Out: HTML, all text escaped."""

from collections.abc import Sequence
from html import escape

from generator.archives.items import Entry, entries
from generator.archives.values import Kind, Part


def html_of(parts: Sequence[Part]) -> str:
    """One element a part."""
    return "\n".join(_element(part) for part in parts)


def _element(part: Part) -> str:
    match part.kind:
        case Kind.HEADING:
            level = min(6, 1 + part.depth)
            return f"<h{level}>{_text(part.text)}</h{level}>"
        case Kind.CODE | Kind.OUTPUT:
            name = "output" if part.kind is Kind.OUTPUT else part.language or "text"
            language = f' class="language-{escape(name)}"'
            return f"<pre><code{language}>{escape(part.text, quote=False)}\n</code></pre>"
        case Kind.LIST:
            return _list(entries(part.lines))
        case Kind.TABLE:
            return _table(part.rows)
    return "<p>" + "<br>".join(_text(line) for line in part.lines) + "</p>"


def _text(line: str) -> str:
    return escape(line.strip(), quote=False)


def _list(found: Sequence[Entry]) -> str:
    """Deeper entries that follow one are a list inside it."""
    if not found:
        return ""
    depth = min(found[0].depth, *(entry.depth for entry in found))
    first = found[0].number
    tag = "ul" if first is None else "ol"
    start = f' start="{first}"' if first is not None and first != 1 else ""
    made = [f"<{tag}{start}>"]
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and found[end].depth > depth:
            end += 1
        text = "<br>".join(_text(line) for line in found[at].text.split("\n"))
        made.append(f"<li>{text}{_list(found[at + 1 : end])}</li>")
        at = end
    return "".join([*made, f"</{tag}>"])


def _table(rows: Sequence[Sequence[str]]) -> str:
    tags = ["td" if rows[0][0] == "1" else "th", *("td" for _ in rows[1:])]
    lines = (
        "<tr>" + "".join(f"<{tag}>{_text(cell)}</{tag}>" for cell in row) + "</tr>"
        for tag, row in zip(tags, rows, strict=True)
    )
    return f"<table>{''.join(lines)}</table>"
