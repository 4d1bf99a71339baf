"""How many examples of the CommonMark specification a hand-written tutorial renders as it says.

    python bench/commonmark.py spec.txt [--show]

spec.txt is the specification's source (npm: commonmark-spec). Compared is the tree, not the
spelling: attributes in any order, white space between elements left out, addresses unquoted, and
what this renderer adds left out (anchors of headings, the frame of a block of code, `rel`). Where
it differs on purpose, the reason is counted: raw HTML is judged, and addresses by an allow-list.
"""

import argparse
import collections
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.markdown import render_html

_EXAMPLE: Final = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_FRAMES: Final = frozenset(("figure", "figcaption", "button"))
_OURS: Final = frozenset("rel id class loading decoding tabindex data-line data-language".split())


def examples(text: str) -> Iterator[tuple[str, str]]:
    """Markdown and HTML, in the order of the specification."""
    for source, html in _EXAMPLE.findall(text):
        yield source.replace("→", "\t"), html.replace("→", "\t")


def shape(html: str) -> str:
    """The tree of `html` without what this renderer adds to it."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    tree = re.sub(r"\s+", " ", "".join(_shape(body))) if body is not None else ""
    return re.sub(r" ?(<[^>]+>) ?", r"\1", tree).strip()


def _shape(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        tag, attributes = child.tag or "", child.attributes
        if tag == "-text":
            yield child.text_content or ""
        elif tag == "a" and attributes.get("class") == "anchor":
            continue
        elif tag in _FRAMES or (tag in ("div", "span") and set(attributes) <= _OURS):
            yield from _shape(child)
        elif not tag.startswith("-"):
            kept = sorted((k, unquote(v or "")) for k, v in attributes.items() if k not in _OURS)
            yield f"<{tag}{''.join(f' {k}={v!r}' for k, v in kept)}>"
            yield from _shape(child)
            yield f"</{tag}>"


def reason(source: str, html: str) -> str:
    """Why an example differs, by what it is about; empty where there is no reason."""
    ours = render_html(source)
    if shape(ours) == shape(html):
        return "same"
    if re.search(r"(?:href|src)=\"(?!https?:|mailto:)[^/?#\"]*:", html):
        return "an address of another scheme is no link"
    if re.search(r"(?:href|src)=\"[^\"]*%5C", html):
        return "an address with a back slash is no link"
    if re.search(r"<[a-zA-Z/!?]", source):
        return "raw HTML is judged by the allow-list"
    return ""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("spec", type=Path)
    options.add_argument("--show", action="store_true", help="those that differ without a reason")
    chosen = options.parse_args()
    counts: collections.Counter[str] = collections.Counter()
    for number, (source, html) in enumerate(examples(chosen.spec.read_text()), start=1):
        found = reason(source, html)
        counts[found or "differs"] += 1
        if chosen.show and not found:
            print(f"--- {number}\n{source}\n{html}\n{render_html(source)}\n{shape(html)}")
            print(shape(render_html(source)))
    for name, count in counts.most_common():
        print(f"{count:4} {name}")
    return int("differs" in counts)


if __name__ == "__main__":
    raise SystemExit(main())
