"""Code to coloured HTML. In: text and the name of its language. Out: escaped text in flat spans.

A span has one short class name of Pygments and holds no other span; text without meaning has no
span. Removing the tags and decoding the entities gives the text back, character by character.
Files, titles and line numbers are not done here.
"""

import re
from functools import cache
from typing import Final, Protocol

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import STANDARD_TYPES

from generator.markdown.deadline import bounded
from generator.markdown.lexing import runs
from generator.markdown.lexprogram import PLAIN
from generator.markdown.markup import escape

MAX_CHARACTERS: Final = 50_000
"""Longer blocks stay plain."""
SECONDS: Final = 0.5
"""Processor time for a block; the longest allowed needs a tenth of it."""


_BARE_PHP: Final = "php without its tag"
_OTHER_NAMES: Final = {
    "apex": "java",
    "cmd": "batch",
    "dotenv": "bash",
    "gradle": "groovy",
    "jinja2": "jinja",
    "jsonc": "json",
    "mdx": "markdown",
    "nunjucks": "jinja",
    "opencl": "c",
    "patch": "diff",
    "pgsql": "postgresql",
    "plsql": "sql",
    "processing": "java",
    "svelte": "html",
    "vb": "vbnet",
    "vba": "vbnet",
    "wasm": "wast",
    "x86asm": "nasm",
}
"""Where Pygments has another name for a language, or the lexer of a near relative must do."""
COLOURED: Final = frozenset(_OTHER_NAMES) | frozenset(
    "actionscript ada agda antlr apache applescript arduino asm awk bash batch bnf c clojure cmake "
    "cobol coffeescript console coq cpp crystal csharp css cuda cython d dart delphi diff django "
    "dockerfile ebnf elixir elm emacs-lisp erb erlang fish forth fortran fsharp gdscript gherkin "
    "glsl go graphql groovy haml handlebars haskell hcl hlsl html http idris ini java javascript "
    "jinja json json5 jsonnet jsx julia kotlin latex less liquid lisp llvm lua makefile markdown "
    "mathematica matlab mysql nasm nginx nim nix objectivec ocaml org pascal perl php pony "
    "postgresql powershell prolog properties protobuf pug puppet purescript pycon python qml r "
    "racket reason rst ruby rust sas sass scala scheme scss sed smalltalk smarty solidity sparql "
    "sql stata swift systemverilog tcl terraform thrift toml tsql tsx turtle twig typescript udiff "
    "vala vbnet verilog vhdl vim vue xml xslt yaml zig".split()
)
"""Lexers that were seen to come to an end; others of the 600 were not, or did not. That of XQuery
remembers a text in the next, so that colours would depend on the order of pages."""
_LONG_RUN: Final = 500
_BLANK_LINES: Final = 200
_BACKSLASHES: Final = "\\" * 32
_SAME: Final = re.compile(rf"([^\n])\1{{{_LONG_RUN - 1}}}")
_BLANK: Final = re.compile(rf"(?:\n[ \t]*){{{_BLANK_LINES}}}")


class Highlighter(Protocol):
    """Colours code; a cache may stand in for `highlight`."""

    def __call__(self, text: str, language: str) -> str | None:
        """HTML of `text`, plain where the language is unknown; None when it would take too long."""
        ...


def highlight(text: str, language: str) -> str | None:
    """The `Highlighter` that asks Pygments. `language` is a name of `canonical_language`."""
    lexer = lexer_of(_BARE_PHP if language == "php" and "<?" not in text else language)
    if lexer is None:
        return escape(text)
    if len(text) > MAX_CHARACTERS or _is_runaway(text):
        return None
    coloured = bounded(SECONDS, lambda: _spans(text, lexer))
    if coloured is None:
        # The first text that needs a part of a lexer pays for making it: not the fault of the text.
        coloured = bounded(SECONDS, lambda: _spans(text, lexer))
    return coloured


def token_classes() -> frozenset[str]:
    """Every class that a span of coloured code may have, for style sheets and sanitisers."""
    return frozenset(STANDARD_TYPES.values()) - PLAIN - {""}


def _is_runaway(text: str) -> bool:
    """Whether it has runs on which patterns of many lexers take a time that grows with their cube,
    or worse. What can have none is told by cheaper means than the patterns."""
    lines = text.split("\n")
    return (
        _BACKSLASHES in text
        or (max(map(len, lines)) >= _LONG_RUN and _SAME.search(text) is not None)
        or (len(lines) > _BLANK_LINES and _BLANK.search(text) is not None)
    )


@cache
def lexer_of(language: str) -> Lexer | None:
    """The lexer of a name of `canonical_language`; None where code stays plain."""
    if language == _BARE_PHP:
        return find_lexer_class_by_name("php")(stripnl=False, ensurenl=False, startinline=True)
    if language not in COLOURED:
        return None
    name = _OTHER_NAMES.get(language, language)
    return find_lexer_class_by_name(name)(stripnl=False, ensurenl=False)


def _spans(text: str, lexer: Lexer) -> str:
    found = runs(lexer, text)
    out = [
        f'<span class="{name}">{escape(value)}</span>' if name else escape(value)
        for name, value in found[:-1]
    ]
    for name, value in found[-1:]:
        # The line break at the end is nobody's: lines can then be told apart without parsing.
        bare = value.removesuffix("\n")
        out.append(_span(name, bare) + value[len(bare) :])
    return "".join(out)


def _span(name: str, text: str) -> str:
    return f'<span class="{name}">{escape(text)}</span>' if name and text else escape(text)
