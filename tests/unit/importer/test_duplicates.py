"""Tutorials that say the same are found among many, and others are left alone."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importer.duplicates import Group, Kind, Sketched, groups
from generator.importer.likeness import sketch

VOCABULARY = [f"word{number}" for number in range(4000)]


def text(seed: int, length: int = 400) -> str:
    return " ".join(random.Random(seed).choices(VOCABULARY, k=length))


def found(texts: dict[str, tuple[str, str]], fresh: set[str] | None = None) -> tuple[Group, ...]:
    known = {file: Sketched(title=t, sketch=sketch(body)) for file, (t, body) in texts.items()}
    return groups(known, fresh or set(texts), lambda file: texts[file][1])


def edited(body: str, seed: int, share: float) -> str:
    """One run of words replaced."""
    words = body.split()
    count = int(len(words) * share)
    return " ".join([*text(seed, count).split(), *words[count:]])


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), share=st.floats(0, 0.25))
def test_a_text_with_a_part_rewritten_is_found_under_any_title(seed: int, share: float) -> None:
    body = text(seed)
    texts = {f"{n}.md": (f"Subject {chr(97 + n)}", text(seed + n + 1)) for n in range(20)}
    texts |= {"a.md": ("Tides", body), "b.md": ("Waves", edited(body, seed + 77, share))}
    (group,) = found(texts)
    assert (group.kind, group.files) == (Kind.TEXT, ("a.md", "b.md"))
    assert found(texts, {"a.md"}) == found(texts, {"b.md"}) == (group,)


def test_four_bodies_under_four_titles_are_one_group() -> None:
    body = text(1)
    titles = ("Walrus", "Limits", "Profiles", "Requests")
    texts = {f"{t}.md": (t, edited(body, n, 0.02)) for n, t in enumerate(titles)}
    (group,) = found(texts)
    assert group.files == ("Limits.md", "Profiles.md", "Requests.md", "Walrus.md")
    assert group.degree > 0.85


def test_two_texts_on_one_subject_are_found_by_their_titles_and_words() -> None:
    words = text(5, 300).split()
    shuffled = random.Random(9).sample(words, len(words))
    texts = {
        "one.md": ("Sorting Shells: The Ultimate Guide for Beaches", " ".join(words)),
        "two.md": ("Sorting Shells: The Ultimate Guide for Coasts", " ".join(shuffled)),
        "far.md": ("Sorting Shells: The Ultimate Guide for Rivers", text(6, 300)),
    }
    (group,) = found(texts)
    assert (group.kind, group.files) == (Kind.SUBJECT, ("one.md", "two.md"))


def test_parts_of_a_series_are_no_duplicates() -> None:
    words = text(5, 300).split()
    texts = {
        f"{n}.md": (f"Learn to sail, part {n}", " ".join(random.Random(n).sample(words, 300)))
        for n in range(1, 6)
    }
    assert found(texts) == ()


def test_nothing_is_told_of_what_did_not_change() -> None:
    body = text(3)
    texts = {"a.md": ("A", body), "b.md": ("B", body), "c.md": ("C", text(4))}
    assert found(texts, {"c.md"}) == ()
