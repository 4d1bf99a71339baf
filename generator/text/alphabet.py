"""Names in the order in which a reader looks them up, and the letter under which they stand.

In: a name. Out: a key to sort by, or a letter. Accents, case and signs before the first letter do
not count, so `Éclair` stands under E and `.NET` under N. Characters that have no alphabet stand
under the name of their script. The order within a script is that of Unicode, whatever the locale.
"""

import unicodedata
from typing import Final

_SCRIPTS: Final = {"CJK": "漢字", "HIRAGANA": "かな", "KATAKANA": "かな", "HANGUL": "한글"}
"""What the first word of a character's Unicode name is written as, where letters have no order."""
_DIGITS: Final = "0–9"
_SIGNS: Final = "#"


def sort_key(name: str) -> str:
    """Equal for names that differ in case and accents only."""
    spelled = name.casefold()
    if not spelled.isascii():
        parts = unicodedata.normalize("NFKD", spelled)
        spelled = "".join(c for c in parts if not unicodedata.combining(c))
    start = next((at for at, c in enumerate(spelled) if c.isalnum()), 0)
    return " ".join(spelled[start:].split())


def initial(name: str) -> str:
    """A capital letter, `0–9`, the name of a script, or `#` for a name of signs only."""
    first = sort_key(name)[:1]
    if first.isdigit():
        return _DIGITS
    if not first.isalpha():
        return _SIGNS
    if first.isascii():
        return first.upper()
    # Hangul syllables fall apart into letters under NFKD; both are called HANGUL.
    script = unicodedata.name(first, "").partition(" ")[0]
    return _SCRIPTS.get(script, first.upper())
