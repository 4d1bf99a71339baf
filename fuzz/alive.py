"""What an author must never get into a page, judged from outside: by what a page may hold at all.

In: HTML of a body. Out: what is in it and should not be. The lists are written out here once more
and not taken from the program, which could be wrong.
"""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_PLAIN: Final = frozenset(
    "annotation b bdi bdo body br caption cite dd dfn dl dt em figcaption figure h1 h2 h3 h4"
    " h5 h6 head hr html i kbd li mark menclose merror mfenced mfrac mi mn mover mpadded"
    " mphantom mroot mrow ms msqrt mstyle msub msubsup msup mtr mtext munder munderover p"
    " picture pre rp rt ruby s samp semantics small span strong sub summary sup table tbody"
    " tfoot thead tr u ul var wbr abbr -text -comment -document -doctype !doctype".split()
)
_WITH_MORE: Final = {
    "a": "href hreflang rel aria-label",
    "audio": "src controls preload muted loop",
    "blockquote": "cite",
    "code": "",
    "col": "span",
    "colgroup": "span",
    "del": "cite datetime",
    "details": "open",
    "div": "role tabindex aria-label data-kind data-language data-src data-title",
    "img": "src srcset sizes alt width height loading decoding",
    "input": "type disabled checked aria-label",
    "ins": "cite datetime",
    "li": "value",
    "math": "display",
    "mo": "stretchy fence separator lspace rspace accent minsize maxsize",
    "mspace": "width",
    "mtable": "columnspacing rowspacing columnalign",
    "mtd": "columnalign",
    "ol": "start type reversed",
    "pre": "tabindex",
    "q": "cite",
    "section": "data-title",
    "source": "src srcset sizes type media",
    "span": "data-line",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
    "track": "src kind srclang label",
    "video": "src poster controls preload muted loop width height",
    **{f"h{level}": "data-names" for level in range(1, 7)},
    **dict.fromkeys(("annotation",), "encoding"),
    **dict.fromkeys(("mfrac",), "linethickness"),
    **dict.fromkeys(("mover",), "accent"),
    **dict.fromkeys(("menclose",), "notation"),
}
_MAY_HAVE: Final = {tag: frozenset(names.split()) for tag, names in _WITH_MORE.items()}
_ANYWHERE: Final = frozenset("lang dir title class id mathvariant displaystyle scriptlevel".split())

_CLASSES: Final = {
    "a": r"anchor|footnote-backref",
    "code": r"language-[a-z0-9_+#.-]{1,30}",
    "div": r"code(?: output)?|code-head|embed|math-block|table-scroll|tabs?|admonition [a-z]+",
    "li": r"task-list-item",
    "p": r"admonition-title|tab-title",
    "pre": r"plain|language-[a-z0-9_+#.-]{1,30}",
    "section": r"footnotes",
    "span": r"[a-z]{1,2}[a-z0-9]?|code-title|lineno|marked|added|removed|math|align-\w+",
    "sup": r"footnote-ref",
    "td": r"align-(?:left|right|center)",
    "th": r"align-(?:left|right|center)",
    "ul": r"contains-task-list",
}
_VALUES: Final = {
    "data-src": re.compile(
        r"https://www\.youtube-nocookie\.com/embed/[\w-]{11}|https://codepen\.io/[\w-]+/embed/\w+"
    ),
    "data-kind": re.compile("youtube|codepen"),
    "role": re.compile("note|region"),
    "tabindex": re.compile("0"),
}
_OUR_IDS: Final = re.compile(r"fn:\d+|fnref:\d+(?:-\d+)?")
_LINKS: Final = frozenset(("href", "cite"))
_ADDRESSES: Final = frozenset(("href", "cite", "src", "poster"))
_CANDIDATE: Final = re.compile(r"(\S*[^\s,])(?:\s+[0-9.]+[wx])?\s*(?:,|$)")
_SCHEME: Final = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
_WEB: Final = re.compile(r"//[^\s/?#@\\<>\"']+(?:[/?#][^\\\s<>\"]*)?")


def alive(html: str) -> Iterator[str]:
    """Elements, attributes and values that no author may make."""
    root = LexborHTMLParser(f"<!doctype html><body>{html}").root
    for node in root.traverse() if root is not None else ():
        tag = node.tag or ""
        if tag not in _PLAIN and tag not in _MAY_HAVE:
            yield f"<{tag}>"
        for name, value in node.attributes.items():
            if not _may_stand(node, name, value or ""):
                yield f"<{tag} {name}={(value or '')[:80]!r}>"


def _may_stand(node: LexborNode, name: str, value: str) -> bool:
    tag = node.tag or ""
    if name not in _ANYWHERE and name not in _MAY_HAVE.get(tag, ()):
        return False
    if name == "id":
        return re.fullmatch("h[1-6]", tag) is not None or _OUR_IDS.fullmatch(value) is not None
    if name == "class":
        return re.fullmatch(_CLASSES.get(tag, ""), value) is not None
    if name == "srcset":
        found = _CANDIDATE.findall(value)
        return bool(found) and all(_leads_somewhere_good("src", each) for each in found)
    if name in _ADDRESSES:
        return _leads_somewhere_good(name, value)
    return name not in _VALUES or _VALUES[name].fullmatch(value) is not None


def _leads_somewhere_good(name: str, address: str) -> bool:
    """Web and mail, nobody's password, no other host that looks like a path."""
    scheme = _SCHEME.match(address)
    if scheme is None:
        return not re.match(r"[\x00-\x20]*(?:[\\/][\x00-\x20]*[\\/]|\\)", address)
    kind, rest = scheme[1].lower(), scheme[2]
    if kind == "mailto":
        return name in _LINKS
    return kind in ("http", "https") and _WEB.match(rest) is not None
