"""A problem with site.toml points at the key that is meant, however the file is laid out."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from generator.config.locate import KeyPath, locate

EVERYTHING = '''# a comment with [brackets] and = signs
title = "A # no comment"  # one
"quoted key" . 'literal' = 1
dotted.a.b = [ 1, "x, ]", # inner
  { in = 'y', "out\\u0041" = 2 }, [[]], ]
text = """
[not a table]
key = 1 ""quotes\\""" """
raw = \'\'\'
[neither] '' \'\'\'
when = 1979-05-27 07:32:00
[build]
  per_page = 3
[[feeds]]
name = "a"
tags = ["x", "y"]
[feeds.extra]
deep = true
[[feeds]]
name = "b"
[ "check" . severity ]
link-broken="error"
'''


def paths_of(value: object, path: KeyPath = ()) -> list[KeyPath]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(deep for key, part in inner for deep in paths_of(part, (*path, key)))]


def text_at(text: str, place: tuple[int, int]) -> str:
    return text.split("\n")[place[0] - 1][place[1] - 1 :]


def test_every_key_and_item_has_its_place() -> None:
    places = locate(EVERYTHING)
    assert set(paths_of(tomllib.loads(EVERYTHING))) - {(), ("check",)} <= set(places)
    assert places["title",] == (2, 1)
    assert places["dotted", "a", "b", 1] == (4, 19)
    assert places["dotted", "a", "b", 2, "outA"] == (5, 15)
    assert places["when",] == (11, 1)
    assert places["build", "per_page"] == (13, 3)
    assert places["feeds", 0, "tags", 1] == (16, 14)
    assert places["feeds", 0, "extra", "deep"] == (18, 1)
    assert places["feeds", 1, "name"] == (20, 1)
    assert places["check", "severity", "link-broken"] == (22, 1)


NAMES = st.sampled_from(["a", "b-c", '"q r"', "'s.t'", '"u\\"v"'])
SCALARS = st.sampled_from(
    ["1", "true", '"x"', "'y=1'", '"""\n[t]\n"""', "'''a\n'''", "1979-05-27 07:32:00", '"\\\\"']
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: f"[ {' ,'.join(parts)} ]")
        | st.dictionaries(NAMES, inner, max_size=3).map(
            lambda parts: "{ " + ", ".join(f"{key} = {part}" for key, part in parts.items()) + " }"
        )
    ),
    max_leaves=6,
)
TABLES = st.dictionaries(NAMES, VALUES, max_size=4).map(
    lambda parts: "".join(f"{key} = {part} # [c]\n" for key, part in parts.items())
)


@given(TABLES, st.lists(TABLES, max_size=3), TABLES)
def test_whatever_the_parser_finds_has_a_place_that_shows_it(
    top: str, entries: list[str], last: str
) -> None:
    text = top + "".join(f"[[feeds]]\n{entry}" for entry in entries) + f"[last]\n{last}"
    places = locate(text)
    for path in paths_of(tomllib.loads(text)):
        if path and isinstance(path[-1], str):
            shown = text_at(text, places[path]).lstrip("[\"'")
            assert shown.startswith(path[-1][:1])
