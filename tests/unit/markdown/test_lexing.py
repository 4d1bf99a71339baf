"""Colours by our lexing are those of Pygments, for every language and any text."""

import random
import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name

from generator.markdown.firsts import firsts
from generator.markdown.highlighting import COLOURED, highlight
from generator.markdown.leads import leads
from generator.markdown.lexing import runs
from generator.markdown.lexprogram import class_of

SNIPPETS = {
    "bash": "if [ -z \"$a\" ]; then echo `b` $(c) 'd' >&2; fi # e\nfor i in 1 2; do :; done\n",
    "c": "#include <x.h>\nstatic size_t f(int *a) { return sizeof(a) + 0x1F; } /* c */\n"
    "#if 0\nx: goto x;\n#endif\nunsigned int uint8_t_x, uint8_t y = L'a';\n",
    "cpp": 'template<class T> std::vector<T> g(T&& t) { auto s = R"(x)"; uint8_t i; }\n'
    "class A : public B {\npublic:\n  A() = default;\n  void f(int – x);\n};\n",
    "csharp": 'using System;\nnamespace N { class A<T> where T : B { int P => 1; } } // $"{x}"\n',
    "css": "a:hover { color: #fff; margin: 0 1px } @media print { b { top: 1em } }\n",
    "go": 'package main\nfunc f(x []int) (s string) { s = `a`; return s + "b" }\n',
    "html": '<!doctype html><p class="a">b &amp; c<script>let x = 1 < 2;</script>\n',
    "java": '@Override public final class A<T> { int x = 1_000; String s = "a\\n"; }\n'
    "for (int i = 0; i < n; i++) a.get(i).f();\n",
    "javascript": "const f = async (x) => `${x}` + /re/g.test('a') ?? null; // c\n",
    "php": "<?php function f(?int $a): string { return strlen(\"b$a\") . 'c'; } ?>\n",
    "powershell": "Get-Item -Path $a | ForEach-Object { IF ($_.b -eq 'c') { \"$d\" } } # e\n",
    "python": "@d\nasync def f(*, a: int = 1) -> str:\n    return f\"{a!r:>{w}}\" + r'x'  # c\n"
    "from a import b as c\nmatch x:\n    case str(): self.list = list(y)\n",
    "rust": 'fn main() -> Result<(), Box<dyn E>> { let x: &\'a str = r#"y"#; println!("{x}"); }\n',
    "sql": "SELECT a, count(*) FROM b WHERE c = 'd''e' -- f\ncreate table İ (ſ int);\n",
    "typescript": "interface A<T extends B = C> { readonly x?: Map<string, T>[] }\n"
    "for (const i of a) x = y / 2;\n",
    "yaml": "a: &x [1, 'two']\nb:\n  - *x # c\n",
}


@cache
def _lexer(language: str) -> Lexer:
    return find_lexer_class_by_name(language)(stripnl=False, ensurenl=False)


def _joined(tokens: Iterator[tuple[int, object, str]]) -> list[tuple[str, str]]:
    """As a page shows them: neighbours of one class together, white space with those before."""
    joined = [("", "")]
    for _, kind, value in tokens:
        name = joined[-1][0] if not value.strip() else class_of(kind)
        if name == joined[-1][0]:
            joined[-1] = (name, joined[-1][1] + value)
        else:
            joined.append((name, value))
    return [run for run in joined if run[1]]


def _pieces(language: str) -> st.SearchStrategy[str]:
    pieces = re.findall(r"\w+|\s+|.", SNIPPETS[language])
    return st.lists(st.sampled_from([*pieces, " ", "\n", "_", "1", "é", '"']), max_size=40).map(
        "".join
    )


@pytest.mark.parametrize("language", sorted(SNIPPETS))
def test_runs_are_the_tokens_of_pygments(language: str) -> None:
    lexer = _lexer(language)
    texts = [SNIPPETS[language][cut:] for cut in range(0, len(SNIPPETS[language]), 7)]
    for text in (*texts, SNIPPETS[language] * 3, "\n}\x00'"):
        assert runs(lexer, text) == _joined(lexer.get_tokens_unprocessed(text))


@given(st.data())
@settings(max_examples=600, deadline=None)
def test_runs_are_the_tokens_of_pygments_in_any_disorder(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(SNIPPETS)))
    text = data.draw(_pieces(language))
    lexer = _lexer(language)
    assert runs(lexer, text) == _joined(lexer.get_tokens_unprocessed(text))


PATTERNS = (
    r"a", r"(?i)k|s", r"[^a-c]x", r"\d+", r"\w*\b", r"^[ \t]*#", r"(?:a|(b)?)\Z", r"(?=x)\S", r".",
    r"(?s:.)a", r"(?i:z)", r"(?<!a)b", r"[\s,]", r"(a)\1", r"x{0,2}y", r"(?!a)[a-z]", r"[^\W\d]",
    r"(?:ab|ac)\b", r"\b(?:x|yx?)\b", r"(?i)(?:ks|xs)(?=,|\b)", r"[ab]?x\s", r"a\B", r"(?=b|c)",
    r"a(?:b|,)c?$", r"(?:ab?){1,2}#", r"(?<=,)x?\s+", r"(?=a?)b", r"[^\S\n]*a#", r"(?!x)(?=x|y)y\b",
)  # fmt: skip


@given(st.sampled_from(PATTERNS), st.text(alphabet="abcKkSszZxy1 \t\n#,\u212a\u017f"))
@settings(max_examples=1000, deadline=None)
def test_a_pattern_matches_only_where_it_was_said_that_it_can(pattern: str, text: str) -> None:
    compiled = re.compile(pattern, re.MULTILINE)
    words = leads(compiled)
    for start, char in enumerate(text):
        if compiled.match(text, start):
            assert char in firsts(compiled) or not char.isascii()
            word = re.match(r"\w*", text[start:])
            assert words is None or (word and word[0] in words)


def test_first_characters_and_words_are_as_few_as_can_be_told() -> None:
    assert firsts(re.compile(r"(?:ab|[cd])e")) == {"a", "c", "d"}
    assert firsts(re.compile(r"^\s?#")) == {*" \t\n\r\f\v\x1c\x1d\x1e\x1f#"}
    assert firsts(re.compile(r"(?=/)")) == {"/"}
    assert leads(re.compile(r"\b(?:if|else(?:if)?)\b")) == {"if", "else", "elseif"}
    assert leads(re.compile(r"(?:[LU]|u8)?\"")) == {"", "L", "U", "u8"}
    assert leads(re.compile(r"(?i)(?:a|b)(?=\s)")) is None


SIGNS = "if class { } ( ) [ ] < > = \" ' ` \\ # // /* */ ; : , $ a 1 <a </a> <!-- --> <? ?> {{ }} %"


@pytest.mark.parametrize("language", sorted(COLOURED))
def test_colours_do_not_depend_on_what_was_coloured_before(language: str) -> None:
    chosen = random.Random(language)
    texts = [" ".join(chosen.choices([*SIGNS.split(), "\n"], k=20)) for _ in range(12)]
    forwards = [highlight(text, language) for text in texts]
    backwards = [highlight(text, language) for text in reversed(texts)]
    assert forwards == backwards[::-1]
