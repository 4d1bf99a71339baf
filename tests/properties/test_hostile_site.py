"""A feed written by an attacker, from import to the built site: text stays text, nothing lives.

The feed is made here, of our own attacks: each in every field, as HTML, as text and as code.
"""

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from html import escape, unescape
from pathlib import Path

import pytest
import targets
from selectolax.lexbor import LexborHTMLParser

from generator.cli import main
from generator.content import load

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</title></article></main><script>alert(1)</script>",
    "{{ 7*7 }} {% for x in y %} ${7*7} <%= 7*7 %>",
    "[a](javascript:alert(1))",
    '![a](x "onerror=alert(1)")<https://e.example/\'onclick=alert(1)>',
    "<a href=' java\tscript:alert(1)' style='position:fixed' id=location name=body>x</a>",
    "<iframe src=https://evil.example/ srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=javascript:alert(1) id=search><input name=innerHTML><button formaction=x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template><base href=https://evil.example/>",
    "```\n<script>alert(1)</script>\n```",
    "--- \ntitle: x\n---\n!!python/object/apply:os.system [id]",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;",
    "\u202etxt.exe\u2028\u0085\ufeff",
)
NAMES = (
    "../../etc/passwd", "con", "NUL.md", "index", ".git", "CNAME", "a" * 300, "é", "e\u0301", "É",
    "assets", "page", "feed", "…", "/", "\\", "%2e%2e%2f", "__proto__", "constructor", "tags",
    "漢字" * 60, "漢字" * 60 + "x", " ", "a:b*c?d", "com¹",
)  # fmt: skip


def an_item(number: int, title: str, text: str) -> str:
    quoted = escape(text)
    body = escape(f"<p>Before {text} after.</p><p>{quoted}</p><pre><code>{quoted}</code></pre>")
    return (
        f"<item><title>{escape(title)}</title><guid>{number}</guid><category>{quoted}</category>"
        f"<link>https://hostile.example/{number}</link><author>{quoted}</author>"
        f"<description>{body}</description></item>"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    site = folder / "site"
    items = [an_item(number, attack, attack) for number, attack in enumerate(ATTACKS)]
    items += [an_item(100 + n, name, f"Text of {n}") for n, name in enumerate(NAMES)]
    items.append(an_item(200, "Tags", "__proto__"))
    text = "".join(items).replace("\ufeff", "&#xfeff;")
    head = "<title>Hostile &lt;script&gt;alert(1)&lt;/script&gt;</title>"
    (folder / "hostile.xml").write_text(
        f'<rss version="2.0"><channel>{head}<link>https://hostile.example/</link>{text}'
        "</channel></rss>",
        encoding="utf-8",
    )
    address = ["--base-url", "https://archive.example/deep/"]
    assert main(["init", str(site), "--yes", *address]) == 0
    assert main(["--site", str(site), "import", str(folder / "hostile.xml")]) == 0
    assert main(["--site", str(site), "build"]) == 0
    return site


def pages(site: Path) -> list[Path]:
    return sorted((site / "output").rglob("*.html"))


def imported(site: Path) -> list[Path]:
    return sorted(path for path in (site / "content").glob("*/*.md") if path.is_file())


def test_every_entry_is_a_file_and_a_page(site: Path) -> None:
    assert len(imported(site)) == len(ATTACKS) + len(NAMES) + 1
    for path in imported(site):
        page = site / "output" / path.parent.name / path.stem / "index.html"
        assert page.is_file(), path.name


def test_nothing_lives_in_any_page(site: Path) -> None:
    bodies = 0
    for page in pages(site):
        for body in re.findall(
            r"<article[^>]*data-body[^>]*>(.*?)</article>", page.read_text(), re.S
        ):
            bodies += 1
            assert [*targets.alive(body)] == [], page
    assert bodies > len(ATTACKS)


def test_around_the_body_the_theme_alone_has_markup(site: Path) -> None:
    """Its scripts are files; nothing of a title, tag or name became an element or a handler."""
    for page in pages(site):
        root = LexborHTMLParser(page.read_text()).root
        assert root is not None
        for node in root.traverse():
            assert node.tag not in ("iframe", "object", "embed", "base", "style"), page
            assert not any(name.startswith("on") for name in node.attributes), page
            if node.tag == "script" and node.attributes.get("type") != "application/ld+json":
                assert re.fullmatch(r"[./\w-]+\.js", node.attributes.get("src") or ""), page


def test_titles_tags_and_authors_are_shown_as_they_are(site: Path) -> None:
    for path in imported(site):
        tutorial, problems = load("content/x/a.md", path.read_bytes())
        assert tutorial is not None, problems
        page = site / "output" / path.parent.name / path.stem / "index.html"
        shown = unescape(page.read_text())
        for said in (tutorial.front.title, *tutorial.front.tags, *tutorial.front.authors):
            assert said in shown, said


def test_templates_in_a_feed_are_text(site: Path) -> None:
    text = "".join(page.read_text() for page in pages(site))
    assert "{{ 7*7 }}" in text
    assert "49 {%" not in text


def test_names_are_safe_on_every_file_system(site: Path) -> None:
    found = [path for top in ("content", "output") for path in (site / top).rglob("*")]
    keys = [unicodedata.normalize("NFC", path.as_posix()).casefold() for path in found]
    assert len(set(keys)) == len(keys)
    for path in found:
        assert len(path.name.encode()) <= 255
        assert not re.search('[\x00-\x1f<>:"|?*\\\\\u202a-\u202e]', path.name), path
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\..*)?", path.name)


def test_what_other_programs_read_is_well_formed_and_harmless(site: Path) -> None:
    output = site / "output"
    for path in [*output.rglob("*.xml"), *output.rglob("*.svg")]:
        ET.parse(path)
    for path in [*output.rglob("*.json"), *output.rglob("*.webmanifest")]:
        json.loads(path.read_text())
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in ET.parse(output / "feed.xml").getroot().iter(f"{atom}entry"):
        for kind in ("content", "summary"):
            told = entry.find(f"{atom}{kind}")
            if told is not None and told.get("type") == "html":
                assert [*targets.alive(told.text or "")] == []
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    for element in ET.parse(output / "rss.xml").getroot().iter():
        if element.tag in ("description", encoded):  # both are HTML to those who read feeds
            assert [*targets.alive(element.text or "")] == []
    for item in json.loads((output / "feed.json").read_text())["items"]:
        assert [*targets.alive(item.get("content_html", ""))] == []


def test_data_in_pages_cannot_end_its_element(site: Path) -> None:
    for page in pages(site):
        for data in re.findall(r"<script[^>]*ld\+json[^>]*>(.*?)</script>", page.read_text(), re.S):
            json.loads(data)
            assert "<" not in data


def test_a_second_import_changes_nothing(site: Path) -> None:
    before = {path: path.read_bytes() for path in imported(site)}
    assert main(["--site", str(site), "import", str(site.parent / "hostile.xml")]) == 0
    assert {path: path.read_bytes() for path in imported(site)} == before
