"""Rules of the parser asked only where they can match: by the character at hand.

In: the parser's rules, by name. Out: the same rules, joined into one a chain. Most rules begin
with one of a few characters, and markdown-it asks all of them at every line and special character.
The tokens are the same; a test compares them.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.markdown.simple import simple_tokens

R = TypeVar("R", bound=Callable[..., bool])

_BLOCK_FIRSTS: Final = {
    "blockquote": ">",
    "container_box": ":",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "list": "*-+0123456789",
    "math_block": "$",
    "reference": "[",
    "tab_title": "=",
}
"""Rules that are not named may begin with anything."""
_INLINE_FIRSTS: Final = {
    "autolink": "<",
    "backticks": "`",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_ref": "[",
    "html_inline": "<",
    "image": "!",
    "image_size": "{",
    "link": "[",
    "math_inline": "$",
    "newline": "\n",
    "strikethrough": "~",
}
_SPECIAL: Final = re.compile(
    # The end of a label is no rule's beginning, but links look for it. An underscore inside a word
    # is text to the rule of emphasis too.
    r"[\n!$&*<\[\\\]`{~_](?:(?<!_)|(?<![0-9A-Za-z_]_)|(?<=_)_*(?![0-9A-Za-z_]))"
)
_UNDERLINE: Final = re.compile(r"[-=][ \t]*$", re.MULTILINE)


class Chains(Ruler[RuleFuncBlockType]):
    """The chains of a finished block ruler, each as one rule."""

    def __init__(self, ruler: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        names = dict(zip(ruler.getRules(""), ruler.get_active_rules(), strict=True))
        chains = ("", "paragraph", "reference", "blockquote", "list")
        self._joined = {name: [_joined(ruler.getRules(name), names)] for name in chains}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803
        return self._joined[chainName]


def _joined(
    rules: list[RuleFuncBlockType], names: Mapping[RuleFuncBlockType, str]
) -> RuleFuncBlockType:
    table: dict[str, tuple[RuleFuncBlockType, ...]] = {}
    named = [(_GUARDED.get(names[rule], _as_it_is)(rule), names[rule]) for rule in rules]

    def ask(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        char = state.src[at : at + 1]
        chosen = table.get(char)
        if chosen is None:
            chosen = table[char] = tuple(
                rule for rule, name in named if char in _BLOCK_FIRSTS.get(name, char)
            )
        for rule in chosen:  # noqa: SIM110 - a generator would cost as much as a rule
            if rule(state, start, end, silent):
                return True
        return False

    return ask


def _as_it_is(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    return rule


def _guarded_table(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return (
            start + 2 <= end
            and _first(state, start + 1) in "|-:"
            and rule(state, start, end, silent)
        )

    return table


def _guarded_code(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.is_code_block(start) and rule(state, start, end, silent)

    return code


def _guarded_underlined(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        may_match = state.env.get("underlines")
        if may_match is None:
            may_match = state.env["underlines"] = bool(_UNDERLINE.search(state.src))
        if may_match or state.is_code_block(start):
            return rule(state, start, end, silent)
        state.parentType = "paragraph"  # as the rule leaves it
        return False

    return underlined


def _guarded_definitions(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        line = start
        if not silent:
            line += 1
            if line < end and state.isEmpty(line):
                line += 1
            if line >= end:
                return False
        return _first(state, line) in ":~" and rule(state, start, end, silent)

    return definitions


def _first(state: StateBlock, line: int) -> str:
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : at + 1]


_GUARDED: Final = {
    "table": _guarded_table,
    "code": _guarded_code,
    "lheading": _guarded_underlined,
    "deflist": _guarded_definitions,
}


class Inline(ParserInline):
    """The inline parser of markdown-it with its rules in a table."""

    def __init__(self, plain: ParserInline) -> None:
        super().__init__()
        self.ruler2 = plain.ruler2
        table: dict[str, tuple[RuleFuncInlineType, ...]] = {"]": ()}
        names = plain.ruler.get_active_rules()
        for rule, name in zip(plain.ruler.getRules(""), names, strict=True):
            if name != "text":
                for char in _INLINE_FIRSTS[name]:
                    table[char] = (*table.get(char, ()), rule)
        self.ruler = Ruler()
        self.ruler.push("any", _any(table))

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Tokens of `src`, added to `tokens`."""
        simple = simple_tokens(src, md) if src and not tokens else None
        if simple is None:
            return super().parse(src, md, env, tokens)
        tokens += simple
        return tokens


def _any(table: Mapping[str, tuple[RuleFuncInlineType, ...]]) -> RuleFuncInlineType:
    def ask(state: StateInline, silent: bool) -> bool:
        start = state.pos
        rules = table.get(state.src[start])
        if rules is not None:
            for rule in rules:  # noqa: SIM110
                if rule(state, silent):
                    return True
            return False
        found = _SPECIAL.search(state.src, start + 1, state.posMax)
        state.pos = found.start() if found else state.posMax
        if not silent:
            state.append_pending(state.src[start : state.pos])
        return True

    return ask
