"""English endings off, lightly: plurals, -ed, -ing, final e and y; a word in, its stem out.

Steps 1 and 5 of Porter's rules (Program 14, 1980). His other steps make one word of validator,
valid and validity, or of compose and composer: without them the judged queries of the search
benchmark are answered better. The same rules are in `templates/assets/js/search/analyse.js`; both
are held to the vectors in `tests/search_vectors`. Words of other languages pass through the same
rules: what counts is that the page and the query agree.
"""

import re
from functools import lru_cache

_VOWEL = "(?:[aeiou]|(?<![aeiou])(?<!^)y)"
_CONSONANT = "(?:[^aeiouy]|(?<=[aeiou])y|^y)"
_MEASURED = re.compile(f"^{_CONSONANT}*{_VOWEL}+{_CONSONANT}")
_MEASURED_TWICE = re.compile(f"^{_CONSONANT}*(?:{_VOWEL}+{_CONSONANT}+){{2}}")
_MEASURED_ONCE = re.compile(f"^{_CONSONANT}*{_VOWEL}+{_CONSONANT}+(?:{_VOWEL}+)?$")
_HAS_VOWEL = re.compile(_VOWEL)
_DOUBLE = re.compile(r"([^aeioulsz])\1$")
_SHORT = re.compile(f"^(?:.*{_CONSONANT})?{_CONSONANT}{_VOWEL}[^aeiouwxy]$")
_PLAIN = re.compile(r"[a-z]{3,}\Z")


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """The stem of a folded word; anything but three or more letters a-z comes back as it is."""
    if not _PLAIN.match(word):
        return word
    word = _past(_plural(word))
    if word.endswith("y") and _HAS_VOWEL.search(word[:-1]):
        word = word[:-1] + "i"
    return _final(word)


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _MEASURED.match(word[:-3]) else word
    for suffix in ("ed", "ing"):
        root = word[: -len(suffix)]
        if word.endswith(suffix) and _HAS_VOWEL.search(root):
            return _mend(root) if len(root) > 2 or root[0] in "aeiou" else word
    return word


def _mend(root: str) -> str:
    """What is left when -ed or -ing is gone, made a word again: `hop(p)`, `fil(e)`."""
    if root.endswith(("at", "bl", "iz")):
        return root + "e"
    if _DOUBLE.search(root):
        return root[:-1]
    return root + "e" if _MEASURED_ONCE.match(root) and _SHORT.match(root) else root


def _final(word: str) -> str:
    if word.endswith("e"):
        root = word[:-1]
        once = _MEASURED_ONCE.match(root)
        if _MEASURED_TWICE.match(root) or (once and not _SHORT.match(root)):
            word = root
    return word[:-1] if word.endswith("ll") and _MEASURED_TWICE.match(word[:-1]) else word
