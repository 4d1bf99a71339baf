"""A language has one name on the whole site, whatever a feed calls it."""

import pytest

from generator.text.languages import canonical_language, is_known_language


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("py", "python"),
        ("Python3", "python"),
        ("JS", "javascript"),
        ("sh", "bash"),
        ("shell-session", "console"),
        ("C++", "cpp"),
        ("c#", "csharp"),
        ("golang", "go"),
        ("docker", "dockerfile"),
        ("markup", "html"),
    ],
)
def test_spellings_of_one_language_become_one_name(spelled: str, name: str) -> None:
    assert canonical_language(spelled) == name


@pytest.mark.parametrize("spelled", ["text", "plaintext", "None", "", "  ", "nohighlight", "-"])
def test_words_for_no_language_become_nothing(spelled: str) -> None:
    assert canonical_language(spelled) == ""


@pytest.mark.parametrize("spelled", ["js{1,3-5}", "js:app.js", "{.js}", "js, run", "js title=x"])
def test_decorations_after_the_name_are_cut_off(spelled: str) -> None:
    assert canonical_language(spelled) == "javascript"


def test_an_unknown_language_keeps_its_name() -> None:
    assert canonical_language("Brainfuck") == "brainfuck"
    assert not is_known_language("brainfuck")


@pytest.mark.parametrize("spelled", ['x"onload=1', "a/b", "x" * 31, "é"])
def test_what_fits_no_class_is_no_language(spelled: str) -> None:
    assert canonical_language(spelled) == ""
