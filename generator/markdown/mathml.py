"""TeX to MathML. In: TeX. Out: a `<math>` element that carries its source, or the source alone.

The converter passes on what it does not know, so its output is sanitised like a stranger's.
"""

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import Final, Protocol

import nh3

from generator.markdown.markup import escape

MAX_CHARACTERS: Final = 2000
"""Longer formulas are shown as they are written."""

_TAGS: Final = set(
    "math menclose merror mfenced mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt "
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover".split()
)
_ATTRIBUTES: Final = {
    "*": {"mathvariant", "displaystyle", "scriptlevel"},
    "mo": {"stretchy", "fence", "separator", "lspace", "rspace", "accent", "minsize", "maxsize"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "mspace": {"width"},
    "mtable": {"columnspacing", "rowspacing", "columnalign"},
    "mtd": {"columnalign"},
    "menclose": {"notation"},
}

_UNKNOWN: Final = "<mi>\\"
"""How the converter writes a command it does not know."""
_IN_TEXT: Final = re.compile(r"\\(?:text|mbox|hbox|fbox)")
"""What it passes on without escaping: a sign of comparison there would be taken for a tag."""


class _Converter(Protocol):
    def convert(self, latex: str) -> str: ...


@lru_cache(maxsize=1000)
def formula(tex: str, *, is_block: bool) -> str:
    """MathML of `tex`; where it cannot be made, the TeX itself, marked as mathematics."""
    source = " ".join(tex.split())
    inner = _inner(source) if len(source) <= MAX_CHARACTERS else ""
    if not inner:
        return f'<span class="math">{escape(source)}</span>'
    display = ' display="block"' if is_block else ""
    return (
        f"<math{display}><semantics>{inner}"
        f'<annotation encoding="application/x-tex">{escape(source)}</annotation></semantics></math>'
    )


def _inner(tex: str) -> str:
    """The `<mrow>` of the whole formula; empty when it is not understood."""
    converter = _converter()
    if converter is None:
        return ""
    try:
        markup = converter.convert(tex)
    except (Exception, RecursionError):
        return ""  # the converter has no error of its own for half of what is wrong with formulas
    clean = _cleaner().clean(markup)
    if _UNKNOWN in clean or ("<" in tex and _IN_TEXT.search(tex)):
        return ""
    start, end = clean.find("<mrow>"), clean.rfind("</mrow>")
    return clean[start : end + len("</mrow>")] if 0 <= start < end else ""


@cache
def _cleaner() -> nh3.Cleaner:
    """Made once: its tables cost more than a formula."""
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style"},
        link_rel=None,
    )


@cache
def _converter() -> _Converter | None:
    """Loaded with the first formula: it reads a table of symbols that most sites never need."""
    try:
        module: _Converter = import_module("latex2mathml.converter")
    except ImportError:
        return None
    return module
