"""Lexers of Pygments, run faster. In: text and a lexer. Out: runs of one class.

The runs are those of Pygments' tokens; a test compares them. Lexers that bring their own loop run
it.
"""

import re
from collections.abc import Iterable
from typing import Final

from pygments.lexer import Lexer
from pygments.token import Error, Keyword, _TokenType

from generator.markdown.lexprogram import SPACE, Work, class_of, program_of

Run = tuple[str, str]
"""Short class of Pygments, empty where it says nothing, and text."""

_WORD: Final = re.compile(r"\w+").match
_ERROR: Final = class_of(Error)
_TYPE: Final = class_of(Keyword.Type)


class _LosesTextError(Exception):
    """A lexer that does not account for every character is not worth its colours."""


class _Runs:
    """Grows with the tokens: a run begins where a class differs from the one before."""

    def __init__(self) -> None:
        self.names = [""]
        self.starts = [0]

    def add(self, name: str, value: str, start: int) -> None:
        """White space belongs to the run before it."""
        if name != self.names[-1] and value.strip():
            self.names.append(name)
            self.starts.append(start)


def runs(lexer: Lexer, text: str) -> list[Run]:
    """The tokens of `text`: neighbours of one class joined, white space with those before it."""
    found = _Runs()
    try:
        _lex(lexer, text, ("root",), found, 0)
    except _LosesTextError:
        return [("", text)]
    ends = [*found.starts[1:], len(text)]
    return [
        (name, text[start:end])
        for name, start, end in zip(found.names, found.starts, ends, strict=True)
        if start < end
    ]


def _lex(lexer: Lexer, text: str, stack: tuple[str, ...], found: _Runs, base: int) -> None:
    """Adds the tokens of `text`, which begins at `base` of the whole."""
    program = program_of(lexer)
    if program is None:
        _add_all(lexer.get_tokens_unprocessed(text), text, found, base)
        return
    names, starts = found.names, found.starts
    states = list(stack)
    state = program[states[-1]]
    position, end = 0, len(text)
    while position < end:
        words, rules, at_line = state[text[position]]
        if at_line is not None and (position == 0 or text[position - 1] == "\n"):
            words, rules, _ = at_line
        if words:
            rules = words.get(_WORD(text, position)[0], rules)  # type: ignore[index]
        for match, takes, name, work, move in rules:
            start = position
            if match is None:
                position += takes
            else:
                matched = match(text, start)
                if matched is None:
                    continue
                position = matched.end()
            if work is not None:
                _take_apart(lexer, work, matched, found, base)  # type: ignore[arg-type]
            elif name != names[-1] and name != SPACE and text[start:position].strip():
                names.append(name)
                starts.append(base + start)
            if move is not None:
                _move(states, move)
                state = program[states[-1]]
            break
        else:
            if text[position] == "\n":
                states = ["root"]
                state = program["root"]
            else:
                found.add(_ERROR, text[position], base + position)
            position += 1


def _take_apart(lexer: Lexer, work: Work, matched: re.Match[str], found: _Runs, base: int) -> None:
    if not isinstance(work, tuple):
        _add_all(work(lexer, matched), matched[0], found, base + matched.start())
        return
    at = matched.start()
    for number, name, inner, stack, types in work:
        value = matched[number]
        if not value:
            continue
        if matched.start(number) != at:
            raise _LosesTextError
        if name is None:
            _lex(inner or lexer, value, stack, found, base + at)
        else:
            found.add(_TYPE if value in types else name, value, base + at)
        at += len(value)
    if at != matched.end():
        raise _LosesTextError


def _add_all(
    tokens: Iterable[tuple[int, _TokenType, str]], text: str, found: _Runs, start: int
) -> None:
    end = start + len(text)
    for _, kind, value in tokens:
        if not text.startswith(value, start - end + len(text)):
            raise _LosesTextError
        found.add(class_of(kind), value, start)
        start += len(value)
    if start != end:
        raise _LosesTextError


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
