"""The patterns of a Pygments lexer, arranged to be run fast. In: a lexer. Out: its program.

A state of Pygments is a list of patterns to be tried one after the other. Here a state gives, for
the character at hand, only those that can begin with it: three of forty, as a rule. Joining them
into one large pattern would be faster by a fifth, and compiling all of these costs a second.
"""

from collections.abc import Callable, Iterable
from functools import cache
from re import Match
from typing import Any, Final, NamedTuple

from pygments.lexer import Lexer, RegexLexer
from pygments.lexers.c_cpp import CFamilyLexer
from pygments.token import STANDARD_TYPES, _TokenType

from generator.markdown.firsts import firsts


class Group(NamedTuple):
    """What to do with a group of a match: a token of class `name`, or the work of a lexer."""

    number: int
    name: str | None
    lexer: Lexer | None
    """None: the lexer itself."""
    stack: tuple[str, ...]


class Rule(NamedTuple):
    """A pattern, and what to do where it matches."""

    match: Callable[[str, int], Match[str] | None]
    name: str | None
    """Class of the whole match."""
    groups: tuple[Group, ...]
    """What to do with each group, where the match is taken apart."""
    callback: Callable[..., Iterable[tuple[int, _TokenType, str]]] | None
    state: tuple[str, ...] | int | str | None


class State(dict[str, tuple[Rule, ...]]):
    """By the character at hand: what to try there. An entry is made when it is first asked for."""

    def __init__(self, rules: Iterable[tuple[Any, Any, Any]]) -> None:
        super().__init__()
        self._rules = tuple(
            (firsts(match.__self__), _rule(match, action, state)) for match, action, state in rules
        )

    def __missing__(self, char: str) -> tuple[Rule, ...]:
        is_ascii = char.isascii()
        chosen = tuple(rule for chars, rule in self._rules if char in chars or not is_ascii)
        self[char] = chosen
        return chosen


class Program(dict[str, State]):
    """The states of a lexer by name, each made at its first use."""

    def __init__(self, lexer: RegexLexer) -> None:
        super().__init__()
        self._lexer = lexer

    def __missing__(self, name: str) -> State:
        state = self[name] = State(self._lexer._tokens[name])  # type: ignore[attr-defined]
        return state


@cache
def class_of(kind: _TokenType) -> str:
    """The short class of a token, that of the nearest kind above it which has one."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return STANDARD_TYPES.get(kind, "")


def is_c_family(lexer: Lexer) -> bool:
    """Whether the lexer's own loop is the one of C, which only renames some tokens afterwards."""
    return type(lexer).get_tokens_unprocessed is CFamilyLexer.get_tokens_unprocessed


_PROGRAMS: Final[dict[int, tuple[Lexer, Program | None]]] = {}


def program_of(lexer: Lexer) -> Program | None:
    """The program of `lexer`, made once; None where it has a loop of its own."""
    known = _PROGRAMS.get(id(lexer))
    if known is None:
        is_plain = type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
        program = None
        if isinstance(lexer, RegexLexer) and (is_plain or is_c_family(lexer)):
            program = Program(lexer)
        # The lexer is kept with its program, so its id is never given to another.
        known = _PROGRAMS[id(lexer)] = (lexer, program)
    return known[1]


def _rule(match: Any, action: Any, state: Any) -> Rule:
    name = class_of(action) if type(action) is _TokenType else None
    groups = _groups(action) if name is None and action is not None else None
    callback = action if name is None and groups is None else None
    return Rule(match, name, groups or (), callback, state)


def _groups(action: Any) -> tuple[Group, ...] | None:
    """The parts of `bygroups(...)`, None for any other callback."""
    if not action.__qualname__.startswith("bygroups."):
        return None
    groups = []
    for number, part in enumerate(_closure(action)["args"], start=1):
        if part is None:
            continue
        if type(part) is _TokenType:
            groups.append(Group(number, class_of(part), None, ()))
        else:
            inner = _using(part)
            if inner is None:
                return None
            groups.append(Group(number, None, *inner))
    return tuple(groups)


def _using(part: Any) -> tuple[Lexer | None, tuple[str, ...]] | None:
    """Lexer (None: the same) and states of `using(...)`; None for any other callback."""
    if not part.__qualname__.startswith("using."):
        return None
    parts = _closure(part)
    if parts["kwargs"]:
        return None
    stack = tuple(parts["gt_kwargs"].get("stack", ("root",)))
    return (_made(parts["_other"]) if "_other" in parts else None), stack


@cache
def _made(lexer: type[Lexer]) -> Lexer:
    return lexer(stripnl=False, ensurenl=False)


def _closure(function: Any) -> dict[str, Any]:
    cells = function.__closure__ or ()
    names = function.__code__.co_freevars
    return {name: cell.cell_contents for name, cell in zip(names, cells, strict=True)}
