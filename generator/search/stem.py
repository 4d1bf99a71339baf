"""English suffixes off, by Porter's rules (Program 14, 1980): a word in, its stem out.

The same rules, in the same order, are in `templates/assets/js/search/stem.js`; both are held to
the vectors in `tests/search_vectors`. Words of other languages pass through the same rules: what
counts is that the page and the query agree.
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


def _table(rules: str) -> tuple[tuple[str, str], ...]:
    pairs = (rule.partition(":") for rule in rules.split())
    return tuple((suffix, new) for suffix, _, new in pairs)


_STEP_2 = _table(
    "ational:ate tional:tion enci:ence anci:ance izer:ize abli:able alli:al entli:ent eli:e "
    "ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous "
    "aliti:al iviti:ive biliti:ble"
)
_STEP_3 = _table("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:")
_STEP_4 = _table(
    "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: sion:s tion:t ou: ism: ate: "
    "iti: ous: ive: ize:"
)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a folded word; anything but three or more letters a-z comes back as it is."""
    if not _PLAIN.match(word):
        return word
    word = _past(_plural(word))
    if word.endswith("y") and _HAS_VOWEL.search(word[:-1]):
        word = word[:-1] + "i"
    word = _replace(word, _STEP_2, _MEASURED)
    word = _replace(word, _STEP_3, _MEASURED)
    word = _replace(word, _STEP_4, _MEASURED_TWICE)
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
            return _mend(root)
    return word


def _mend(root: str) -> str:
    """What is left when -ed or -ing is gone, made a word again: `hop(p)`, `fil(e)`."""
    if root.endswith(("at", "bl", "iz")):
        return root + "e"
    if _DOUBLE.search(root):
        return root[:-1]
    return root + "e" if _MEASURED_ONCE.match(root) and _SHORT.match(root) else root


def _replace(word: str, table: tuple[tuple[str, str], ...], measured: re.Pattern[str]) -> str:
    """The longest suffix of the table decides, whether or not it may go."""
    found = max((rule for rule in table if word.endswith(rule[0])), key=_length, default=None)
    if found is None:
        return word
    root = word[: len(word) - len(found[0])] + found[1]
    before = (
        root
        if found[1] in ("s", "t") and measured is _MEASURED_TWICE
        else (word[: len(word) - len(found[0])])
    )
    return root if measured.match(before) else word


def _length(rule: tuple[str, str]) -> int:
    return len(rule[0])


def _final(word: str) -> str:
    if word.endswith("e"):
        root = word[:-1]
        once = _MEASURED_ONCE.match(root)
        if _MEASURED_TWICE.match(root) or (once and not _SHORT.match(root)):
            word = root
    return word[:-1] if word.endswith("ll") and _MEASURED_TWICE.match(word[:-1]) else word
