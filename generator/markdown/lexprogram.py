"""The patterns of a Pygments lexer, arranged to be run fast. In: a lexer. Out: its program.

A state of Pygments is a list of patterns to be tried one after the other. Here a state gives, for
the character and the word at hand, only those that can begin with them: two of forty, as a rule.
Joining them into one large pattern would be no faster, and compiling all of these costs a second.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from re import Match
from typing import Any, Final, NamedTuple

from pygments.lexer import Lexer, RegexLexer
from pygments.lexers.c_cpp import CFamilyLexer
from pygments.token import STANDARD_TYPES, Name, _TokenType

from generator.markdown.firsts import begins_line, firsts, is_one_character, is_space
from generator.markdown.leads import leads

PLAIN: Final = frozenset({"n", "p", "w", "x", "esc"})
"""Classes that say nothing to a reader: names, punctuation, white space."""


SPACE: Final = " "
"""In the place of a class: white space, which is of the class of what stands before it."""
NO_TYPES: Final = frozenset[str]()


class Group(NamedTuple):
    """What to do with a group of a match: a token of class `name`, or the work of a lexer."""

    number: int
    name: str | None
    lexer: Lexer | None
    """None: the lexer itself."""
    stack: tuple[str, ...]
    types: frozenset[str]
    """Names that are types where this is a name of C."""


Callback = Callable[..., Iterable[tuple[int, _TokenType, str]]]
Work = tuple[Group, ...] | Callback
"""How a match is taken apart: what to do with each group, or whatever Pygments does."""


class Rule(NamedTuple):
    """A pattern, and what to do where it matches."""

    match: Callable[[str, int], Match[str] | None] | None
    """None where it matches for sure."""
    takes: int
    """Characters that it takes then."""
    name: str
    """Class of the whole match, empty where it says nothing."""
    work: Work | None
    """None: the match is one token."""
    state: tuple[str, ...] | int | str | None


class Choice(NamedTuple):
    """What to try at a character: the rules of the word there, or those of any word."""

    words: Mapping[str, tuple[Rule, ...]]
    others: tuple[Rule, ...]
    at_line: "Choice | None"
    """What to try instead where a line begins, if that is more."""


class _Known(NamedTuple):
    """A rule, and where it can match."""

    rule: Rule
    on_type: Rule
    """The same where a type of C stands."""
    takes_one: bool
    """It matches wherever one of its first characters stands, that one alone."""
    firsts: frozenset[str]
    leads: frozenset[str] | None
    begins_line: bool


class State(dict[str, Choice]):
    """By the character at hand: what to try there. An entry is made when it is first asked for."""

    def __init__(self, rules: Iterable[tuple[Any, Any, Any]], types: frozenset[str]) -> None:
        super().__init__()
        self._types = types
        self._known = tuple(_known(*rule, types) for rule in rules)

    def __missing__(self, char: str) -> Choice:
        if not char.isascii():
            choice = self[char] = Choice({}, tuple(each.rule for each in self._known), None)
            return choice
        known = [each for each in self._known if char in each.firsts]
        within = [each for each in known if not each.begins_line]
        at_line = self._choice(char, known, None) if len(within) < len(known) else None
        choice = self[char] = self._choice(char, within, at_line)
        return choice

    def _choice(self, char: str, known: list[_Known], at_line: Choice | None) -> Choice:
        if not (char.isalnum() or char == "_"):
            rules = (
                each.rule._replace(match=None, takes=1) if each.takes_one else each.rule
                for each in known
            )
            return Choice({}, tuple(rules), at_line)
        begun = (word for each in known for word in each.leads or () if word.startswith(char))
        named = {*begun, *(word for word in self._types if word.startswith(char))}
        words = {
            word: tuple(
                each.on_type if word in self._types else each.rule
                for each in known
                if each.leads is None or word in each.leads
            )
            for word in named
        }
        return Choice(words, tuple(each.rule for each in known if each.leads is None), at_line)


class Program(dict[str, State]):
    """The states of a lexer by name, each made at its first use."""

    def __init__(self, lexer: RegexLexer) -> None:
        super().__init__()
        self._lexer = lexer
        self._types = _c_types(lexer)

    def __missing__(self, name: str) -> State:
        rules = self._lexer._tokens[name]  # type: ignore[attr-defined]
        state = self[name] = State(rules, self._types)
        return state


@cache
def class_of(kind: _TokenType) -> str:
    """The short class of a token, that of the nearest kind above it which has one; empty where it
    says nothing."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    name = STANDARD_TYPES.get(kind, "")
    return "" if name in PLAIN else name


_PROGRAMS: Final[dict[int, tuple[Lexer, Program | None]]] = {}


def program_of(lexer: Lexer) -> Program | None:
    """The program of `lexer`, made once; None where it has a loop of its own."""
    known = _PROGRAMS.get(id(lexer))
    if known is None:
        loop = type(lexer).get_tokens_unprocessed
        is_plain = loop in (RegexLexer.get_tokens_unprocessed, CFamilyLexer.get_tokens_unprocessed)
        program = Program(lexer) if isinstance(lexer, RegexLexer) and is_plain else None
        # The lexer is kept with its program, so its id is never given to another.
        known = _PROGRAMS[id(lexer)] = (lexer, program)
    return known[1]


def _c_types(lexer: RegexLexer) -> frozenset[str]:
    """Names that the loop of C lexers calls types afterwards: all that it does."""
    if not isinstance(lexer, CFamilyLexer):
        return NO_TYPES
    return frozenset().union(
        lexer.stdlib_types, lexer.c99_types, lexer.c11_atomic_types, lexer.linux_types
    )


def _known(match: Any, action: Any, state: Any, types: frozenset[str]) -> _Known:
    pattern = match.__self__
    rule = _rule(match, action, state, types)
    if rule.work is None and is_space(pattern):
        rule = rule._replace(name=SPACE)
    # The names of C are whole words, so that no others need to be looked up.
    typed = (Group(0, "", None, (), types),)
    on_type = rule._replace(work=typed) if action is Name else rule
    takes_one = rule.work is None and is_one_character(pattern)
    return _Known(rule, on_type, takes_one, firsts(pattern), leads(pattern), begins_line(pattern))


def _rule(match: Any, action: Any, state: Any, types: frozenset[str]) -> Rule:
    if type(action) is _TokenType:
        return Rule(match, 0, class_of(action), None, state)
    if action is None and match.__self__.pattern == "":
        return Rule(None, 0, SPACE, None, state)
    if action is None:
        return Rule(match, 0, "", (), state)
    return Rule(match, 0, "", _groups(action, types) or action, state)


def _groups(action: Any, types: frozenset[str]) -> tuple[Group, ...] | None:
    """The parts of `bygroups(...)`, None for any other callback."""
    if not action.__qualname__.startswith("bygroups."):
        return None
    groups = []
    for number, part in enumerate(_closure(action)["args"], start=1):
        if part is None:
            continue
        if type(part) is _TokenType:
            groups.append(
                Group(number, class_of(part), None, (), types if part is Name else NO_TYPES)
            )
        else:
            inner = _using(part)
            if inner is None:
                return None
            groups.append(Group(number, None, *inner, NO_TYPES))
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
