"""What a reader may type is what the index holds."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.headlines import title_shares
from generator.search.stem import stem
from generator.search.tokens import LONGEST, fold, operators, pieces, terms

VECTORS = json.loads(
    (Path(__file__).parents[2] / "search_vectors" / "terms.json").read_text(encoding="utf-8")
)


def _all(text: str) -> set[str]:
    folded = fold(text)
    return {
        term
        for piece in pieces(folded) + operators(folded)
        for kind in terms(piece)
        for term in kind
    }


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"][:30])
def test_terms_are_those_both_languages_agreed_on(vector: dict[str, object]) -> None:
    folded = fold(str(vector["text"]))
    found = pieces(folded) + operators(folded)
    assert found == vector["pieces"]
    assert [[list(kind) for kind in terms(piece)] for piece in found] == vector["terms"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("call asyncio.gather(a, b)", "asyncio.gather"),
        ("call asyncio.gather(a, b)", "gather"),
        ("pip install --no-cache-dir", "no-cache-dir"),
        ("@login_required above a view", "login_required"),
        ("the __init__ method", "__init__"),
        ("written in C++.", "C++"),
        ("a ??= b", "??="),
        ("matches \\d+ or \\w", "\\d"),
        ('printf("%s")', "%s"),
        ("links :hover over", ":hover"),
        ("{% block title %}", "{% block %}"),
        ("#!/bin/bash", "#!"),
        ("element.insertAdjacentHTML", "insert adjacent html"),
        ("Configuração", "configuracao"),
        ("customizing", "customized customizes"),
        ("JavaScript中的数组方法", "数组方法"),
    ],
)
def test_a_page_is_found_by(written: str, typed: str) -> None:
    assert _all(typed) <= _all(written)


@pytest.mark.parametrize(("title", "words"), [("数组方法", 3), ("Promise.all方法", 2), ("类", 1)])
def test_a_title_without_spaces_is_as_long_as_its_pairs(title: str, words: int) -> None:
    shares = title_shares(title)
    assert {shares[piece] for term in pieces(title) for piece in terms(term)[0]} == {words}


@given(st.text(max_size=80))
def test_terms_are_short_lower_case_and_without_spaces(text: str) -> None:
    for term in _all(text):
        assert term
        assert " " not in term
        assert len(term) <= LONGEST + 2


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_a_stem_is_not_longer_than_its_word_and_one_letter(word: str) -> None:
    assert len(stem(word)) <= len(word)


@given(st.text(max_size=60))
def test_accents_and_their_compositions_do_not_matter(text: str) -> None:
    import unicodedata

    assert _all(unicodedata.normalize("NFD", text)) == _all(unicodedata.normalize("NFC", text))
