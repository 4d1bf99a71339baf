"""What the parser reads: CommonMark where CommonMark has a say, and the same at every speed."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.markdown.addresses import is_allowed
from generator.markdown.parser import MAX_NESTING, parse, plain_parser

PLAIN = plain_parser()
COMMONMARK = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "tasklists": True})
COMMONMARK.validateLink = is_allowed
COMMONMARK.normalizeLink = PLAIN.normalizeLink

COMMON = (
    "a b_c _ __ * ** ` ``` \n \n\n ~~~~ - 1. + > # ---\n ===\n [a] (b) [a]:~/u\n <b> </b> <!-- --> "
    "&amp; \\ \t ![ ]( <div>\n </div>\n * ) <c:d> ' \" "
    "a~b *c* **d** **(e)** [f](/u) [`g`](u) [**h**](#u) [x](http://é) `i~j` c_d , é & < "
)
INLINE = "a b _ * ** ` , . \n a~b *c* **d** [f](/u) [`g`](u) [**h**](#u) `i~j` é & < ! [ ] ~~ { \\ "
INLINE += (
    "~~\n \\\n \\_ &lt; <br/> </b> <a> $x$ $y \r\n \r \0 &nbsp; [^1] ![i](/j) {width=3} [x](j:z) "
)
OURS = (
    "| |-|-|\n a|b :~x\n ~~ ~x [^1] [^1]:~n\n $ $x$ $$ ::: :::~note\n :::\n ==~t\n {width=3} {#n} "
    ">~[!NOTE] [~] $$\n x_y $5 é_ _é"
)


def _documents(parts: str) -> st.SearchStrategy[str]:
    spaced = {"~x": " x", ":~": ": ", "a~b": "a b", "i~j": "i j", "~~\n": "  \n"}
    pieces = [" ", *parts.split(" ")]
    for short, long in spaced.items():
        pieces = [piece.replace(short, long) for piece in pieces]
    return st.lists(st.sampled_from(pieces), max_size=25).map("".join)


@given(_documents(COMMON.replace(" ~~~~ ", "     ")))
@settings(max_examples=300, deadline=None)
def test_markdown_without_extensions_is_read_as_commonmark(source: str) -> None:
    assert parse(source) == COMMONMARK.parse(source)


@given(
    st.one_of(
        _documents(COMMON + OURS),
        _documents(INLINE),
        st.text(alphabet="ab1 \n\t#*_`[]()!<>|-+~$:=\\\"'&;^.{}/é", max_size=60),
    )
)
@settings(max_examples=600, deadline=None)
def test_short_cuts_find_what_all_rules_find(source: str) -> None:
    assert parse(source) == PLAIN.parse(source)
