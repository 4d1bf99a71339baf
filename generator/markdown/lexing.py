"""Lexers of Pygments, run faster. In: text and a lexer. Out: its tokens as (class, text) pairs.

Pygments tries the patterns of a state one after the other in Python. Here neighbouring patterns of
a state are joined into one alternation, each in a group of its own, so that the regular expression
engine finds the first that matches; the winner is read from the number of the group. Patterns that
would change their meaning (references to groups, named groups, flags of their own) stay apart, and
lexers that bring their own loop run it. The tokens are those of Pygments; a test compares them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from pygments.lexer import Lexer, RegexLexer
from pygments.lexers.c_cpp import CFamilyLexer
from pygments.token import STANDARD_TYPES, Error, Whitespace, _TokenType

Pair = tuple[str, str]
"""Short class of Pygments, and the text."""

_OWN_MEANING: Final = re.compile(r"\\[1-9]|\(\?P|\(\?\(|\(\?[aiLmsux]+\)")


class _Rule(NamedTuple):
    """What to do where a pattern matches."""

    name: str | None
    """Class of the whole match."""
    groups: tuple["_Group", ...]
    """What to do with each group, where the match is taken apart."""
    callback: Callable[..., Iterable[tuple[int, _TokenType, str]]] | None
    rematch: Callable[[str, int], re.Match[str] | None]
    state: tuple[str, ...] | int | str | None


class _Group(NamedTuple):
    number: int
    name: str | None
    lexer: Lexer | None
    stack: tuple[str, ...]


_Chunk = tuple[Callable[[str, int], re.Match[str] | None], tuple[_Rule | None, ...]]
_Program = dict[str, tuple[_Chunk, ...]]


@cache
def class_of(kind: _TokenType) -> str:
    """The short class of a token, that of the nearest kind above it which has one."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return STANDARD_TYPES.get(kind, "")


def pairs(lexer: Lexer, text: str) -> list[Pair]:
    """The tokens of `text` in order; joined, they are `text`."""
    out: list[Pair] = []
    _run(lexer, text, ("root",), out)
    if _is_c_family(lexer):
        types = _c_types(lexer)
        return [
            ("kt", value) if name == "n" and value in types else (name, value)
            for name, value in out
        ]
    return out


def _is_c_family(lexer: Lexer) -> bool:
    return type(lexer).get_tokens_unprocessed is CFamilyLexer.get_tokens_unprocessed


@cache
def _c_types(lexer: CFamilyLexer) -> frozenset[str]:
    """The names that the loop of C lexers calls types; all that it does."""
    return frozenset().union(
        lexer.stdlib_types, lexer.c99_types, lexer.c11_atomic_types, lexer.linux_types
    )


def _run(lexer: Lexer, text: str, stack: tuple[str, ...], out: list[Pair]) -> None:
    program = _program(lexer)
    if program is None:
        out.extend((class_of(kind), value) for _, kind, value in lexer.get_tokens_unprocessed(text))
        return
    states = list(stack)
    chunks = program[states[-1]]
    position, end = 0, len(text)
    while True:
        for match, rules in chunks:
            found = match(text, position)
            if found is None:
                continue
            rule = rules[found.lastindex or 0]
            assert rule is not None
            if rule.name is not None:
                if position != found.end():
                    out.append((rule.name, found.group()))
            elif rule.groups or rule.callback:
                _take_apart(lexer, rule, found, text, position, out)
            position = found.end()
            if rule.state is not None:
                _move(states, rule.state)
                chunks = program[states[-1]]
            break
        else:
            if position >= end:
                return
            if text[position] == "\n":
                states = ["root"]
                chunks = program["root"]
                out.append((class_of(Whitespace), "\n"))
            else:
                out.append((class_of(Error), text[position]))
            position += 1


def _take_apart(
    lexer: Lexer, rule: _Rule, found: re.Match[str], text: str, position: int, out: list[Pair]
) -> None:
    if rule.callback:
        again = rule.rematch(text, position)
        out.extend((class_of(kind), value) for _, kind, value in rule.callback(lexer, again))
        return
    for number, name, inner, stack in rule.groups:
        value = found.group(number)
        if not value:
            continue
        if name is not None:
            out.append((name, value))
        else:
            _run(inner or lexer, value, stack, out)


def _move(states: list[str], state: tuple[str, ...] | int | str) -> None:
    if isinstance(state, int):
        del states[max(1, len(states) + state) :]
    elif state == "#push":
        states.append(states[-1])
    else:
        for name in state:
            if name == "#pop":
                if len(states) > 1:
                    states.pop()
            else:
                states.append(states[-1] if name == "#push" else name)


_PROGRAMS: Final[dict[int, tuple[Lexer, _Program | None]]] = {}


def _program(lexer: Lexer) -> _Program | None:
    """The joined patterns of `lexer`, made at its first use; None where it has its own loop."""
    known = _PROGRAMS.get(id(lexer))
    if known is None:
        own_loop = type(lexer).get_tokens_unprocessed is not RegexLexer.get_tokens_unprocessed
        own_loop = own_loop and not _is_c_family(lexer)
        states = {} if own_loop else lexer._tokens  # type: ignore[attr-defined]
        program = {name: tuple(_chunks(rules)) for name, rules in states.items()}
        # The lexer is kept with its program, so its id is never given to another.
        known = _PROGRAMS[id(lexer)] = (lexer, program or None)
    return known[1]


def _chunks(rules: Iterable[tuple[Any, Any, Any]]) -> Iterator[_Chunk]:
    """Neighbours that may be joined, joined; order kept."""
    waiting: list[tuple[re.Pattern[str], Any, Any]] = []
    for match, action, state in rules:
        pattern = match.__self__
        if waiting and not (_joins(pattern) and _fits(pattern, waiting)):
            yield _join(waiting)
            waiting = []
        waiting.append((pattern, action, state))
        if not _joins(pattern):
            yield _join(waiting)
            waiting = []
    if waiting:
        yield _join(waiting)


def _joins(pattern: re.Pattern[str]) -> bool:
    return not pattern.groupindex and not _OWN_MEANING.search(pattern.pattern)


def _fits(pattern: re.Pattern[str], waiting: list[tuple[re.Pattern[str], Any, Any]]) -> bool:
    return pattern.flags == waiting[0][0].flags


def _join(waiting: list[tuple[re.Pattern[str], Any, Any]]) -> _Chunk:
    if len(waiting) == 1:
        pattern, action, state = waiting[0]
        # The number of the last group says nothing here: each leads to the one rule.
        rule = _rule(pattern, action, state, 0)
        return pattern.match, (rule,) * (pattern.groups + 1)
    end = "\n)" if waiting[0][0].flags & re.VERBOSE else ")"
    rules: list[_Rule | None] = [None]
    for pattern, action, state in waiting:
        rules.append(_rule(pattern, action, state, len(rules)))
        rules.extend([None] * pattern.groups)
    joined = "|".join(f"({pattern.pattern}{end}" for pattern, _, _ in waiting)
    return re.compile(joined, waiting[0][0].flags).match, tuple(rules)


def _rule(pattern: re.Pattern[str], action: Any, state: Any, first: int) -> _Rule:
    """`first` is the number of the group that holds the whole pattern."""
    name = class_of(action) if type(action) is _TokenType else None
    groups = _groups(action, first) if name is None and action is not None else None
    callback = action if name is None and groups is None else None
    return _Rule(name, groups or (), callback, pattern.match, state)


def _groups(action: Any, first: int) -> tuple[_Group, ...] | None:
    """The parts of `bygroups(...)`, None for any other callback."""
    if not action.__qualname__.startswith("bygroups."):
        return None
    groups = []
    for number, part in enumerate(_closure(action)["args"], start=first + 1):
        if part is None:
            continue
        if type(part) is _TokenType:
            groups.append(_Group(number, class_of(part), None, ()))
        else:
            inner = _using(part)
            if inner is None:
                return None
            groups.append(_Group(number, None, *inner))
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
