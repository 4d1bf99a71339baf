"""Thousands of attacks in every field and as Markdown by hand: shown, and nothing in them lives.

Every run tries a part of each family; bench/attacked_site.py tries all of them, in a browser too.
"""

import attacks
import pytest
import targets

EVERY = 7
"""One in so many is tried: another number tries others."""


@pytest.mark.parametrize("family", attacks.FAMILIES)
def test_an_attack_in_a_feed_is_shown_and_nothing_in_it_lives(family: str) -> None:
    for text in [*attacks.FAMILIES[family]()][::EVERY]:
        targets.body(text)


@pytest.mark.parametrize("family", attacks.FAMILIES)
def test_an_attack_by_hand_is_shown_and_nothing_in_it_lives(family: str) -> None:
    for text in [*attacks.FAMILIES[family]()][1::EVERY]:
        targets.page(text)


def test_the_judge_knows_what_lives() -> None:
    """Raw, most attacks with HTML are alive: who finds nothing there does not look."""
    for family in ("handlers", "active elements", "names", "styles", "mutations"):
        raw = [*attacks.FAMILIES[family]()][::EVERY]
        found = sum(any(targets.alive(text)) for text in raw)
        assert found > 0.6 * len(raw), family
