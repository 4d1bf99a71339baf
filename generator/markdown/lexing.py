"""Lexers of Pygments, run faster. In: text and a lexer. Out: its tokens as (class, text) pairs.

The tokens are those of Pygments; a test compares them. Lexers that bring their own loop run it.
"""

import re
from functools import cache

from pygments.lexer import Lexer
from pygments.lexers.c_cpp import CFamilyLexer
from pygments.token import Error, Whitespace

from generator.markdown.lexprogram import Rule, class_of, is_c_family, program_of

Pair = tuple[str, str]
"""Short class of Pygments, and the text."""


def pairs(lexer: Lexer, text: str) -> list[Pair]:
    """The tokens of `text` in order; joined, they are `text`."""
    out: list[Pair] = []
    _run(lexer, text, ("root",), out)
    if is_c_family(lexer):
        types = _c_types(lexer)
        return [
            ("kt", value) if name == "n" and value in types else (name, value)
            for name, value in out
        ]
    return out


@cache
def _c_types(lexer: CFamilyLexer) -> frozenset[str]:
    """The names that the loop of C lexers calls types; all that it does."""
    return frozenset().union(
        lexer.stdlib_types, lexer.c99_types, lexer.c11_atomic_types, lexer.linux_types
    )


def _run(lexer: Lexer, text: str, stack: tuple[str, ...], out: list[Pair]) -> None:
    program = program_of(lexer)
    if program is None:
        out.extend((class_of(kind), value) for _, kind, value in lexer.get_tokens_unprocessed(text))
        return
    states = list(stack)
    state = program[states[-1]]
    position, end = 0, len(text)
    while position < end:
        for rule in state[text[position]]:
            found = rule.match(text, position)
            if found is None:
                continue
            start, position = position, found.end()
            if rule.name is not None:
                if position != start:
                    out.append((rule.name, text[start:position]))
            elif rule.groups or rule.callback:
                _take_apart(lexer, rule, found, out)
            if rule.state is not None:
                _move(states, rule.state)
                state = program[states[-1]]
            break
        else:
            if text[position] == "\n":
                states = ["root"]
                state = program["root"]
                out.append((class_of(Whitespace), "\n"))
            else:
                out.append((class_of(Error), text[position]))
            position += 1


def _take_apart(lexer: Lexer, rule: Rule, found: re.Match[str], out: list[Pair]) -> None:
    if rule.callback:
        out.extend((class_of(kind), value) for _, kind, value in rule.callback(lexer, found))
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
