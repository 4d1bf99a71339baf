"""Code of saved texts: its language, where it ends, and the output that belongs to it."""

import pytest

from generator.archives import read_archive
from generator.archives.languages import decide
from generator.archives.values import Part


def _parts(body: str) -> tuple[Part, ...]:
    archive = read_archive(f"A Day at the Sea\n\nA Day at the Sea\n\nIntermediate\n\n{body}\n")
    assert archive is not None
    return archive.tutorials[0].parts


def _kinds(body: str) -> list[tuple[str, str]]:
    return [(part.kind.value, part.text) for part in _parts(body)]


CODE = "tides = [3, 1]\nfor tide in tides:\n    print(f'Tide: {tide} m')\nprint('All done, bye')"


def test_output_that_touches_its_code_is_told_from_it() -> None:
    assert _kinds(f"{CODE}\nTide: 3 m\nTide: 1 m\nAll done, bye") == [
        ("code", CODE),
        ("output", "Tide: 3 m\nTide: 1 m\nAll done, bye"),
    ]


def test_output_goes_on_over_blank_lines_as_far_as_the_strings_of_the_code_say() -> None:
    text = "That was a long day, and the sea was as calm as one could wish for in spring."
    parts = _kinds(f"{CODE}\n\nTide: 3 m\nTide: 1 m\n\nAll done, bye\n\n{text}")
    assert parts == [
        ("code", CODE),
        ("output", "Tide: 3 m\nTide: 1 m\n\nAll done, bye"),
        ("paragraph", text),
    ]


def test_a_sentence_after_output_is_text_again() -> None:
    text = "Important: the tides must be sorted before you print them, or nobody can follow."
    assert _kinds(f"{CODE}\nTide: 3 m\n{text}")[1:] == [
        ("output", "Tide: 3 m"),
        ("paragraph", text),
    ]


def test_output_is_written_as_output() -> None:
    archive = read_archive(f"Tides\n\nTides\n\nBeginner\n\n{CODE}\nTide: 3 m\n")
    assert archive is not None
    assert '<code class="language-output">' in archive.tutorials[0].html


def test_captions_that_touch_code_are_text() -> None:
    code = "interface Tide {\n    void rise(int metres);\n}"
    assert _kinds(f"A tide that only rises\n{code}") == [
        ("paragraph", "A tide that only rises"),
        ("code", code),
    ]


def test_a_list_is_not_code_between_two_commands() -> None:
    kinds = [
        kind for kind, _ in _kinds("brew install sand\n  1. Install the Sea:\nbrew install sea")
    ]
    assert kinds == ["code", "list", "code"]


@pytest.mark.parametrize(
    "title", ["lru_cache — Memory for Free", "Finding Shells: find() and find_all()"]
)
def test_titles_that_name_code_are_headings(title: str) -> None:
    assert _kinds(f"{title}\n\nShells are found by walking slowly along the line of the tide.")[
        0
    ] == ("heading", title)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "from sea import tide\n\nfor wave in tide():\n    print(wave)"),
        ("json", '{\n  "tide": [1, 2],\n  "moon": null\n}'),
        ("toml", '[tide]\nlow = 1\nname = "ebb"'),
        ("javascript", "const tide = await sea.fetch();\nconsole.log(tide.map((x) => x * 2));"),
        ("typescript", "interface Tide {\n  low: number;\n  name: string;\n}"),
        ("java", "public class Tide {\n    private final int low = 1;\n}"),
        (
            "go",
            'func main() {\n\ttide, err := read()\n\tif err != nil {\n\t\tpanic("no")\n\t}\n}',
        ),
        ("rust", 'fn main() {\n    let mut tide = vec![1];\n    println!("{:?}", tide);\n}'),
        ("sql", "SELECT name\nFROM shells\nWHERE size > 3\nORDER BY name;"),
        ("bash", "cd /sea\ngit clone https://sea.example/tide.git\nls -la"),
        (
            "ruby",
            "class Tide\n  attr_reader :low\n  def initialize(low)\n    @low = low\n  end\nend",
        ),
        ("css", ".tide {\n  color: blue;\n  margin: 0 auto;\n}"),
        ("html", '<div class="tide">\n  <p>Low</p>\n</div>'),
        ("diff", "--- a/tide\n+++ b/tide\n@@ -1 +1 @@\n-low\n+high"),
        ("yaml", "version: 3\nservices:\n  tide:\n    image: sea\n    ports:\n      - 80"),
        ("cpp", "#include <iostream>\nint main() {\n    std::cout << 1;\n}"),
        ("csharp", "using System;\nnamespace Sea {\n    Console.WriteLine(1);\n}"),
        ("cmake", "add_library(tide tide.c)\ntarget_link_libraries(tide PUBLIC sea)"),
    ],
)
def test_languages_are_told_by_what_is_written_in_them(language: str, text: str) -> None:
    assert decide([text]) == (language,)


def test_words_in_strings_and_comments_say_nothing_of_a_language() -> None:
    text = "const say = () => {\n  // import def class self elif\n  console.log('SELECT FROM');\n};"
    assert decide([text]) == ("javascript",)


def test_blocks_that_say_little_follow_the_tutorial_but_data_is_never_guessed() -> None:
    ruby = "class Tide\n  def low\n    puts 'low'\n  end\nend"
    assert decide([ruby, ruby, "tide"]) == ("ruby", "ruby", "ruby")
    assert decide(['{"a":\n1}', '{"b":\n2}', "tide"]) == ("json", "json", "")


def test_values_after_code_are_what_it_printed() -> None:
    assert _kinds("for row in sea:\n    print(row)\n\n(1, 'ebb')\n(2, 'flow')")[1:] == [
        ("output", "(1, 'ebb')\n(2, 'flow')")
    ]


def test_a_tree_of_files_keeps_its_lines() -> None:
    tree = "/sea\n    /tides.py  # all of them\n    /shells\n        /whelk.py"
    assert _kinds(tree) == [("code", tree)]
