"""A script in, the same script without comments and needless white space out.

Names, strings, templates and regular expressions stay as they are. A text that is not surely
understood comes back as it was: one with a string that does not end, or with a slash of which only
a parser can tell whether it divides.
"""

import re

_GAP = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_WORD = re.compile(r"[\w$#]+")
_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)
_TEMPLATE = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_VALUE_FOLLOWS = re.compile(
    r"[(,=:\[!&|?{;+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|delete|await|yield)\Z"
)
_UNFINISHED, _CONTINUED = frozenset("{([,;:?=&|*%<>^!."), frozenset("})],;:?=&|%<>^.")
"""Signs that no statement ends with, or begins with: a line break beside them says nothing."""


def minimised(text: str) -> str:
    """The script, or `text` itself where that is not understood."""
    out: list[str] = []
    gap, last, at, braces = "", "", 0, list[str]()
    while at < len(text):
        if found := _GAP.match(text, at):
            gap = "\n" if "\n" in found[0] else gap or " "
            at = found.end()
            continue
        token = _token(text, at, last, braces)
        if not token:
            return text
        if gap and last:
            out.append(_kept(gap, last, token))
        out.append(token)
        at += len(token)
        last, gap = token, ""
    return text if braces else "".join([*out, "\n"])


def _token(text: str, at: int, last: str, braces: list[str]) -> str:
    """What begins here, "" where that is not clear. `braces` has those that are open, `${` too."""
    sign = text[at]
    found = _WORD.match(text, at)
    if sign in "'\"":
        found = _STRING.match(text, at)
    elif sign == "`" or (sign == "}" and braces and braces.pop() == "${"):
        found = _TEMPLATE.match(text, at)
        braces += ["${"] if found and found[0].endswith("${") else []
    elif sign == "/" and (pattern := _PATTERN.match(text, at)):
        if last and last[-1] in ")}":
            return ""
        found = pattern if not last or _VALUE_FOLLOWS.match(last) else None
        return found[0] if found else sign
    elif not found:
        braces += ["{"] if sign == "{" else []
        return sign
    return found[0] if found else ""


def _kept(gap: str, last: str, token: str) -> str:
    """What has to stay of the white space between two tokens."""
    before, after = last[-1], token[0]
    if gap == "\n":
        return "" if before in _UNFINISHED or after in _CONTINUED else gap
    if _WORD.match(before) and (_WORD.match(after) or after == "."):
        return gap
    has_pattern = before == "/" != last or after == "/" != token
    return gap if has_pattern or before + after in ("++", "--", "//", "<!") else ""
