"""Where each key of a TOML document stands.

In: text that a TOML parser has already accepted. Out: line and column, from 1, by path of keys
and list indexes, such as `("feeds", 0, "url")`. Values are skipped, not read.
"""

import re
from typing import Final

KeyPath = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY: Final = re.compile(
    r"""[ \t]*(?:([\w-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*""", re.ASCII
)
_STRING: Final = re.compile(
    r'"{3}(?:[^\\"]|\\.|"{1,2}(?!"))*"{3,5}|' + r"'{3}(?:[^']|'{1,2}(?!'))*'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'",
    re.DOTALL,
)
_BARE: Final = re.compile(r"[^,\]}\n#]*")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def locate(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Place of every key, table, entry of an array of tables, and list item."""
    scanner = _Scanner(text)
    scanner.document()
    starts = [0] + [match.end() for match in re.finditer("\n", text)]
    places: dict[KeyPath, tuple[int, int]] = {}
    line = 0
    for path, offset in sorted(scanner.offsets.items(), key=lambda item: item[1]):
        while line + 1 < len(starts) and starts[line + 1] <= offset:
            line += 1
        places[path] = (line + 1, offset - starts[line] + 1)
    return places


class _Scanner:
    """One pass over the text; `offsets` keeps where each path was seen first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.offsets: dict[KeyPath, int] = {}
        self.entries: dict[KeyPath, int] = {}

    def document(self) -> None:
        """Read the whole document."""
        table: KeyPath = ()
        while self._next():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._assignment(table)

    def _next(self) -> str:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at
        return self.text[self.at : self.at + 1]

    def _header(self) -> KeyPath:
        start = self.at
        is_entry = self.text.startswith("[[", start)
        self.at += 2 if is_entry else 1
        names = self._dotted()
        self.at += 2 if is_entry else 1
        path: KeyPath = ()
        for name in names[:-1]:
            path = self._inside((*path, name))
        path = (*path, names[-1])
        if is_entry:
            self.offsets.setdefault(path, start)
            self.entries[path] = self.entries.get(path, -1) + 1
        path = self._inside(path)
        self.offsets.setdefault(path, start)
        return path

    def _inside(self, path: KeyPath) -> KeyPath:
        return (*path, self.entries[path]) if path in self.entries else path

    def _dotted(self) -> list[str]:
        names: list[str] = []
        while match := _KEY.match(self.text, self.at):
            bare, quoted, literal = match.groups()
            names.append(_unescape(quoted) if quoted is not None else bare or literal or "")
            self.at = match.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return names or [""]

    def _assignment(self, table: KeyPath) -> None:
        start = self.at
        path = table
        for name in self._dotted():
            path = (*path, name)
            self.offsets.setdefault(path, start)
        self.at += 1  # the sign "="
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        first = self._next()
        if first == "[":
            self._list(path)
        elif first == "{":
            self._inline_table(path)
        else:
            match = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            # at least one sign further, whatever stands there
            self.at = max(match.end() if match else 0, self.at + 1)

    def _list(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while self._next() not in ("]", ""):
            self.offsets.setdefault((*path, index), self.at)
            self._value((*path, index))
            index += 1
            if self._next() == ",":
                self.at += 1
        self.at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while self._next() not in ("}", ""):
            self._assignment(path)
            if self._next() == ",":
                self.at += 1
        self.at += 1


def _unescape(quoted: str) -> str:
    def sign(match: re.Match[str]) -> str:
        short, long, letter = match.groups()
        if letter:
            return _SHORT_ESCAPES.get(letter, letter)
        return chr(int(short or long, 16))

    return _ESCAPE.sub(sign, quoted)
