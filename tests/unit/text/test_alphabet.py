"""Where a reader looks for a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.alphabet import initial, sort_key


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("asyncio", "A"),
        ("Éclair", "E"),
        (".NET", "N"),
        ("2fa", "0–9"),
        ("λ-calculus", "Λ"),
        ("Ёлка", "Е"),
        ("数据库", "漢字"),
        ("データ", "かな"),
        ("한국어", "한글"),
        ("…!", "#"),
        ("", "#"),
    ],
)
def test_name_stands_under_the_letter_a_reader_expects(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_accents_case_and_leading_signs_do_not_move_a_name() -> None:
    names = ["Zebra", "école", "Eclair", "(about) me", "apple"]
    assert sorted(names, key=sort_key) == ["(about) me", "apple", "Eclair", "école", "Zebra"]


@given(st.text())
def test_names_of_one_key_stand_under_one_letter(name: str) -> None:
    assert initial(sort_key(name)) == initial(name)
