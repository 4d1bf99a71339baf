"""A title or heading in, its words and terms with their share of it out."""

import re
from collections.abc import Sequence
from itertools import chain

from generator.search.tokens import fold, terms, tokens

TITLE_LIMIT, HEADING_LIMIT = 15, 10
"""Words of longer ones count as so many."""
BEGINNINGS = (2, 3, 4)
_LETTERS = re.compile(r"[^\W_]+")


def distinct(headline: str) -> tuple[str, ...]:
    """Its words and operators, each once."""
    if not headline:
        return ()
    found, signs = tokens(fold(headline))
    return tuple(dict.fromkeys(found + signs))


def heading_shares(words: Sequence[str]) -> dict[str, int]:
    """For each term of the words of a heading, how many words there are."""
    found = chain.from_iterable(chain.from_iterable(map(terms, words)))
    return dict.fromkeys(found, min(len(words), HEADING_LIMIT))


def title_shares(title: str) -> dict[str, int]:
    """For each term of the title, and each beginning of a word, how many words the title has."""
    words = distinct(title)
    count = min(len(words), TITLE_LIMIT)
    shares: dict[str, int] = {}
    for word in words:
        wholes, parts = terms(word)
        shares |= dict.fromkeys((*parts, *wholes, *_beginnings(word)), count)
    return shares


def _beginnings(word: str) -> list[str]:
    """Terms for the first letters of a word of the title, so that two or three find it."""
    words = _LETTERS.findall(word.lower())
    return [each[:end] + "*" for each in words for end in BEGINNINGS if len(each) > end]
