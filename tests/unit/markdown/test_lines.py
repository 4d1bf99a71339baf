"""Our table of lines is the parser's own."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from generator.markdown.blocks import Lines

PARSER = MarkdownIt("commonmark")


@given(st.text(alphabet="a \t\n\xa0\x0b>-"))
@settings(max_examples=500, deadline=None)
def test_lines_begin_end_and_are_indented_where_the_parser_says(source: str) -> None:
    theirs, ours = StateBlock(source, PARSER, {}, []), Lines(source, PARSER, {}, [])
    for name in ("bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax"):
        assert getattr(ours, name) == getattr(theirs, name), name
