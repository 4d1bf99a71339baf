"""The known name that somebody most likely meant."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The most similar of `known`, ignoring case; empty when none is similar enough to offer."""
    from difflib import get_close_matches  # only needed where something is wrong

    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    matches = get_close_matches(word[:80].casefold(), sorted(by_folded), n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else ""
