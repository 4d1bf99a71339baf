"""What a template can show of `site`: told from its text, so that pages need not be made again for
what they do not show.

In: the files of a theme. Out: whether a template, or one that it names, can read the number of
tutorials. Where that cannot be told, it can.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.render.theme_files import SHIPPED

_CODE: Final = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_SITE: Final = re.compile(r"\bsite\b(?:\s*\.\s*(\w+))?")
_NAMING: Final = re.compile(
    r"""\{%[-+]?\s*(?:include|extends|import|from)\b"""
    r"""(?:\s*(["'])(?P<name>[^"']+)\1\s*(?:[-+]?%\}|ignore\b|with|as\b|import\b))?"""
)


def reads_count(files: Mapping[str, bytes], template: str) -> bool:
    """Whether `site.tutorials` can be on pages made of `template`; `files` as in `Theme`."""
    seen: set[str] = set()
    waiting = [template]
    while waiting:
        name = waiting.pop()
        name = name if name in files else name.removeprefix(SHIPPED)
        if name in seen or name not in files:
            continue
        seen.add(name)
        for code in _CODE.findall(files[name].decode("utf-8", "replace")):
            if any(field in ("", "tutorials") for field in _SITE.findall(code)):
                return True
            for named in _named(code):
                if not named:
                    return True
                waiting.append(named)
    return False


def _named(code: str) -> Iterator[str]:
    """Other templates that a piece of code names; empty for one that is worked out."""
    for found in _NAMING.finditer(code):
        yield found["name"] or ""
