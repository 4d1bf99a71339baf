"""Words in braces after an image or a heading, in Pandoc's spelling.

In: a parser. Out: the same parser, which then reads two things more:

    ![alt](address){width=800 height=600}   pixels; attributes of the image token
    ![alt](address){srcset="address 2x"}    the picture in finer ones, as in HTML
    ## Heading {#name #another}             names that links of the page use; meta `names`

Anything else in braces is text.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_SIZE: Final = re.compile(
    r"\{(?=[whs])((?:(?:width|height)=[1-9][0-9]{0,4}(?: (?=[whs])|(?=\})))*)"
    r'(?:srcset="([^"{}<>\n]{1,4000})")?\}'
)
_SIDE: Final = re.compile(r"(width|height)=([0-9]+)")
_NAMES: Final = re.compile(r"(?<=\S)[ \t]+\{((?:#[^\s{}#]+(?: (?=#)|(?=\})))+)\}\s*$")


def add_braces(parser: MarkdownIt) -> None:
    """Teaches `parser` both."""
    parser.inline.ruler.before("escape", "image_size", _image_size)
    parser.core.ruler.after("block", "heading_names", _heading_names)


def _image_size(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    image = state.tokens[-1]
    found = _SIZE.match(state.src, state.pos, state.posMax) if image.type == "image" else None
    if found is None:
        return False
    image.attrs |= dict(_SIDE.findall(found[1]))
    if found[2]:
        image.attrs["srcset"] = found[2]
    state.pos = found.end()
    return True


def _heading_names(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (found := _NAMES.search(inline.content)):
            inline.content = inline.content[: found.start()]
            opening.meta = {"names": tuple(found[1].replace("#", "").split())}
