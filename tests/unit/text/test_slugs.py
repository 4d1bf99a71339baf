"""Names are safe on every file system, and anchors are those that GitHub gives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.slugs import MAX_BYTES, collision_key, heading_slug, numbered, slugify


@given(st.text())
def test_any_text_becomes_a_name_that_every_file_system_takes(text: str) -> None:
    slug = slugify(text)
    assert 0 < len(slug.encode()) <= MAX_BYTES
    assert unicodedata.is_normalized("NFC", slug)
    assert all(c == "-" or c.isalnum() or unicodedata.category(c).startswith("M") for c in slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("How to Use asyncio.gather()", "how-to-use-asyncio-gather"),
        ("Python's Garbage", "pythons-garbage"),
        ("../../etc/passwd", "etc-passwd"),
        ("Grüße, 日本語!", "grüße-日本語"),
        ("cafe\u0301", "café"),
        ("CON", "x-con"),
        ("lpt1", "x-lpt1"),
        ("C", "c"),
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_slugs_stay_readable(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_text_without_letters_gets_a_name_of_its_own() -> None:
    assert slugify("😀") != slugify("!!!")


def test_a_long_title_is_cut_at_a_word() -> None:
    assert slugify("word " * 100) == "-".join(["word"] * 16)


def test_names_that_differ_only_by_case_or_normal_form_collide() -> None:
    assert collision_key("straße") == collision_key("STRASSE")
    assert collision_key("cafe\u0301") == collision_key("café")


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Hello, World!", "hello-world"),
        ("A -- B", "a----b"),
        ("snake_case & kebab-case", "snake_case--kebab-case"),
        ("Über Größe 2.0", "über-größe-20"),
        ("日本語の見出し", "日本語の見出し"),
        ("x² + y²", "x--y"),
        ("😀", ""),
    ],
)
def test_anchors_follow_githubs_rule(heading: str, anchor: str) -> None:
    assert heading_slug(heading) == anchor


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_anchors_do_not_depend_on_letters_elsewhere_in_the_heading(heading: str) -> None:
    assert heading_slug(f"{heading}x") + "é" == heading_slug(f"{heading}xé")


@given(st.integers(0, 60))
def test_equal_names_are_numbered_in_order(count: int) -> None:
    taken: set[str] = set()
    for _ in range(count):
        taken.add(numbered("a", taken))
    assert taken == {"a", *(f"a-{n}" for n in range(1, count))} - ({"a"} if count == 0 else set())
