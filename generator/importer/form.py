"""Front matter in the form its author gave it, after values in it changed.

In: the text of a file, what its values look like when we write them, and what the new values look
like. Out: the text with the author's comments, order and spelling wherever a value stayed, for a
caller who checks that it says what it should.
"""

import re
from typing import Final

_FRONT: Final = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:")


def keep_form(authored: str, old: str, new: str) -> str | None:
    """The front matter of `authored` with each key that differs between `old` and `new` replaced;
    new keys stand before the `source` block.

    `old` and `new` are written by us, so their keys stand in one form. None where the author's
    text has no front matter in blocks of one key.
    """
    blocks = [_FRONT.match(text) for text in (authored, old, new)]
    if not all(blocks):
        return None
    mine, before, after = (_keys(block[1]) for block in blocks if block)
    values, wanted = dict(before), dict(after)
    there = {key for key, _ in mine}
    added = "".join(text for key, text in after if key not in there)
    lines: list[str] = []
    for key, text in mine:
        stays = not key or (key in values and values[key] == wanted.get(key))
        if key == "source":
            lines.append(added)
        lines.append(text if stays else wanted.get(key, ""))
    return f"---\n{''.join(lines)}---\n"


def _keys(block: str) -> list[tuple[str, str]]:
    """Pairs of key and lines; comments and blank lines between keys have no key."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        key = _KEY.match(line)
        if key:
            found.append((key[1], line))
        elif not line.strip() or line.startswith("#") or not found:
            found.append(("", line))
        else:
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found
