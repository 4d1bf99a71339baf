"""Every way in which a feed shows a block of code becomes one element, `x:code`.

In: the tree. Out: the same tree, where `x:code` holds the exact text as its only child and the
language in its attribute `language`. A `pre` that shows no text but an image stays as that image.
The rules are asked in order; the first that knows an element decides.
"""

from collections.abc import Callable
from typing import Final

from generator.importer.code_language import OUTPUT, declared_language
from generator.importer.code_repair import Repair, repaired
from generator.importer.code_text import code_cells, code_text, exact, is_code_table
from generator.importer.guess_language import guess_language
from generator.importer.html_tree import Element, Node, descendants, find, rewrite, text_of
from generator.text.languages import canonical_language

CODE_BLOCK: Final = "x:code"

_Around = tuple[Element, ...]


def mark_code_blocks(tree: Element) -> tuple[Repair, ...]:
    """Gives the repairs that code needed, in the order of the blocks."""
    rewrite(tree, _code_block)
    return tuple(
        repair
        for block in descendants(tree)
        if block.tag == CODE_BLOCK and block.attrs["language"] != OUTPUT
        for repair in _mend(block)
    )


def _mend(block: Element) -> tuple[Repair, ...]:
    text, language, repairs = repaired(text_of(block), block.attrs["language"])
    if repairs:
        block.attrs["language"] = language
        block.children = [text]
    return repairs


def _code_block(element: Element, around: _Around) -> list[Node] | None:
    for rule in _RULES:
        replacement = rule(element, around)
        if replacement is not None:
            return replacement
    return None


def _block(text: str, language: str) -> list[Node]:
    if not text:
        return []
    return [Element(CODE_BLOCK, {"language": language or guess_language(text)}, [text])]


def _crayon(element: Element, _around: _Around) -> list[Node] | None:
    """Crayon keeps the source in a text area; without one, each line is an element."""
    if "crayon-syntax" not in element.classes:
        return None
    source = find(element, lambda e: e.tag == "textarea" and bool(text_of(e).strip()))
    if source is None:
        source = find(element, lambda e: e.tag in ("div", "pre") and "crayon-pre" in e.classes)
    label = find(element, lambda e: "crayon-language" in e.classes)
    language = canonical_language(text_of(label)) if label is not None else ""
    return _block(code_text(source), language) if source is not None else None


def _source_area(element: Element, around: _Around) -> list[Node] | None:
    """SyntaxHighlighter 1 reads `<textarea name="code" class="java">`; other text areas go."""
    if element.tag != "textarea":
        return None
    if element.attrs.get("name") != "code":
        return []
    return _block(exact(text_of(element)), declared_language((element,), around))


def _line_table(element: Element, around: _Around) -> list[Node] | None:
    """A table of line numbers and code."""
    if not is_code_table(element):
        return None
    return _block(code_text(element), _language_in_table(element, around))


def _language_in_table(table: Element, around: _Around) -> str:
    for cell in code_cells(table):
        inner = [e for e in descendants(cell) if e.tag in ("pre", "code")]
        language = declared_language((*reversed(inner[:2]), cell), (*around, table))
        if language:
            return language
    return ""


def _numbered_lines(element: Element, _around: _Around) -> list[Node] | None:
    """SyntaxHighlighter 1 and 2 write the lines as a list or as elements, without `pre`."""
    classes = element.classes
    if "dp-highlighter" not in classes and "syntaxhighlighter" not in classes:
        return None
    if find(element, is_code_table) is not None or element.tag == "pre":
        return None
    lines = find(element, lambda e: e.tag == "ol" or "lines" in e.classes)
    return None if lines is None else _block(code_text(lines), declared_language((element,), ()))


def _preformatted(element: Element, around: _Around) -> list[Node] | None:
    if element.tag != "pre":
        return None
    text = code_text(element)
    if not text:
        return [e for e in descendants(element) if e.tag == "img"]
    table = find(element, is_code_table)
    if table is not None and (language := _language_in_table(table, (*around, element))):
        return _block(text, language)
    inner = find(element, lambda e: e.tag == "code")
    own = (element,) if inner is None else (inner, element)
    return _block(text, declared_language(own, around))


def _code_of_lines(element: Element, around: _Around) -> list[Node] | None:
    """Inline code of three lines and more is a block."""
    if element.tag != "code" or sum(e.tag == "br" for e in descendants(element)) < 2:
        return None
    return _block(code_text(element), declared_language((element,), around))


_RULES: Final[tuple[Callable[[Element, _Around], list[Node] | None], ...]] = (
    _crayon,
    _source_area,
    _preformatted,
    _line_table,
    _numbered_lines,
    _code_of_lines,
)
