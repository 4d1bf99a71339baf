"""A saved page gives what its author wrote, all of it, and none of what its site put around it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.archives.pages.reading import read_page
from generator.archives.pages.values import Post
from generator.archives.pages.writing import html_of, inner_html
from generator.importer import html_to_markdown
from generator.importer.html_tree import parse, text_of

PAGES = Path(__file__).parents[2] / "pages"


def only_post(name: str) -> Post:
    (post,) = read_page((PAGES / f"{name}.html").read_text(encoding="utf-8")).posts
    return post


def markdown(post: Post) -> str:
    return html_to_markdown(inner_html(post.content), "https://page.example/")


WHAT_STAYS_AND_WHAT_GOES = {
    "wordpress": (
        ["A buoy sends", "    for before, after in zip(heights, heights[1:]):",
         "| Monday | 8,214 |",
         "The buoy of 1987.", "# a comment stays", "breaks all the same"],
        ["Posted on", "Share this", "gulls", "Previous", "sank", "cookies", "afloat", "Mara"],
    ),
    "sphinx": (
        ["A knot is a promise", "Wet ropes", "## Comments", "# holds a boat", "## Pagination",
         "| Bowline | 60 % |", "short splices"],
        ["Rope Manual", "Next", "Copyright", "page source", "¶"],
    ),
    "docusaurus": (
        ["Every lamp", "Switch the lamp off", "Take the first", "Take the second", "on: boolean",
         "lamp.ts", "That is all"],
        ["Lighthouse", "Edit this page", "On this page", "Oil", "Copy"],
    ),
    "devto": (
        ["`Vec<Shell>`", "shells.sort_by_key(|s| s.colour);", "for **you**", "2. Look at it."],
        ["Anna", "Jun 1", "pebbles", "Top comments", "fullscreen", "by the sea"],
    ),
    "mkdocs": (
        ["`twine`", "Fish see holes", "Hemp rots.", "Nylon stays.", "mend --check", "Old knots"],
        ["Net Handbook", "Edit this", "March 3", "patience", "Floats", "¶"],
    ),
    "medium": (
        ["heavier than", "![A boat]", "not sinking", "The ten lines", "> Give me", "all of it"],
        ["Olga", "min read", "Oct 11", "312", "I like boats", "anchors", "Sign up"],
    ),
    "blogger": (
        ["Wie hoch", "hoehe = 0.25 * wasser"],
        ["Silke", "Blogger", "Meine fiel", "2012", "Montag", "Strandnotizen"],
    ),
    "hugo": (
        ["Logs are kept", 'log.Print("wave")', "[^1]: Of the sea.", "## Levels"],
        ["Tidewater", "Table of Contents", "share", "Ropes", "min"],
    ),
    "plain": (
        ["most of a Sunday", "$ ed tutorial.txt\n120", "## Searching", "Ed Writer"],
        ["# How to use ed"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WHAT_STAYS_AND_WHAT_GOES)
def test_the_text_stays_and_the_chrome_goes(name: str) -> None:
    text = markdown(only_post(name))
    stays, goes = WHAT_STAYS_AND_WHAT_GOES[name]
    assert [words for words in stays if words not in text] == []
    assert [words for words in goes if words in text] == []


@pytest.mark.parametrize("name", WHAT_STAYS_AND_WHAT_GOES)
def test_every_word_of_a_page_is_kept_or_listed_as_removed(name: str) -> None:
    page = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    visible = re.sub(r"(?s)<(head|script|style|title|svg)\b.*?</\1>", " ", page)
    words = set(re.findall(r"\w+", text_of(parse(visible.replace("<", " <")))))
    post = only_post(name)
    told = text_of(post.content) + " ".join(line.text for line in post.removed)
    assert {word for word in words if word not in told} == set()


def test_what_a_page_says_of_itself_is_believed() -> None:
    wordpress, devto = only_post("wordpress").facts, only_post("devto").facts
    assert (wordpress.title, wordpress.authors) == ("Counting Waves with Python", ("Mara Tide",))
    assert wordpress.published == datetime(2024, 3, 9, 8, 15, tzinfo=UTC)
    assert wordpress.updated == datetime(2024, 4, 1, 10, tzinfo=UTC)
    assert (wordpress.tags, wordpress.language) == (("Python", "Sensors"), "en-US")
    assert wordpress.address == "https://harbour.example/counting-waves/"
    assert (devto.tags, devto.authors) == (("rust", "beginners"), ("Anna Beach",))
    assert only_post("docusaurus").facts.title == "Lamps on the mole"
    assert only_post("docusaurus").facts.published is None
    blogger, medium = only_post("blogger").facts, only_post("medium").facts
    assert (blogger.title, blogger.authors) == ("Sandburgen rechnen", ("Silke Sand",))
    assert blogger.published == datetime(2012, 7, 9, 8, 11, tzinfo=UTC)
    assert medium.tags == ("Boats", "Physics")


def test_notes_are_quotes_and_tabs_stand_under_their_labels() -> None:
    mkdocs, docusaurus = markdown(only_post("mkdocs")), markdown(only_post("docusaurus"))
    assert "> **Warning**\n>\n> Fish see holes first." in mkdocs
    assert "**Hemp**\n\nHemp rots.\n\n**Nylon**\n\nNylon stays." in mkdocs
    assert "> **tip**\n>\n> Switch the lamp off by day." in docusaurus
    assert "**npm**\n\nTake the first lamp.\n\n**Yarn**\n\nTake the second lamp." in docusaurus


def test_a_listing_gives_each_of_its_posts_as_an_excerpt() -> None:
    posts = read_page((PAGES / "listing.html").read_text(encoding="utf-8")).posts
    assert [post.facts.title for post in posts] == [
        "Ebbe berechnen", "Flut zeichnen", "Den Priel queren",
    ]  # fmt: skip
    assert [post.facts.address.rsplit("/", 2)[1] for post in posts] == ["ebbe", "flut", "priel"]
    assert all(post.is_excerpt and post.facts.language == "de" for post in posts)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta itemprop="datePublished" content="2020-02-02">', "", "2020-02-02"),
        ("", '<time class="dt-published" datetime="2019-05-06T07:00:00Z">May</time>', "2019-05-06"),
        ("", '<p class="post-meta">Posted by Ed on March 9, 2016 | 3 views</p>', "2016-03-09"),
        ("", '<div class="date">9. März 2015</div>', "2015-03-09"),
        ("", '<span class="published">2014-03-09</span>', "2014-03-09"),
        ('<meta name="DC.date" content="5 March 2018">', "", "2018-03-05"),
        ('<script type="application/ld+json">[{"@type":["TechArticle"],"headline":"X",'
         '"datePublished":"2021-01-01"}]</script>', "", "2021-01-01"),
        ('<script type="application/ld+json">{"@type":"Article", broken</script>'
         '<meta property="article:published_time" content="2017-01-01">', "", "2017-01-01"),
    ],
)  # fmt: skip
def test_dates_are_found_where_pages_put_them(head: str, body: str, expected: str) -> None:
    html = f"<html><head>{head}</head><body><article><h1>X</h1>{body}<p>Text.</p></article></body>"
    (post,) = read_page(html).posts
    assert post.facts.published is not None
    assert post.facts.published.date().isoformat() == expected


def test_an_author_who_is_named_above_the_text_only_is_found() -> None:
    html = """<body><div class="page"><h1>Ropes</h1><p class="byline">By Rita Rope</p>
    <p>A rope has two ends, and this text has one.</p></div></body>"""
    (post,) = read_page(html).posts
    assert post.facts.authors == ("Rita Rope",)
    assert "Rita" not in text_of(post.content)


def test_an_expert_is_advanced_and_a_wrong_canonical_of_the_home_page_is_not_believed() -> None:
    html = """<!-- saved from url=(0030)https://a.example/posts/one -->
    <html><head><link rel="canonical" href="https://a.example/">
    <script type="application/ld+json">{"@type":"TechArticle","headline":"One",
    "proficiencyLevel":"Expert"}</script></head><body><main><h1>One</h1><p>Text.</p></main>"""
    (post,) = read_page(html).posts
    assert post.facts.level == "advanced"
    assert post.facts.address == "https://a.example/posts/one"


WORD = st.from_regex(r"[a-z]{3,9}", fullmatch=True).map(lambda word: f"kept{word}")
SENTENCE = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
BLOCK = st.one_of(
    SENTENCE.map(lambda s: f"<p>{s}</p>"),
    SENTENCE.map(lambda s: f"<h2>{s}</h2>"),
    SENTENCE.map(lambda s: f'<section id="comments"><h2>Comments</h2><p>{s}</p></section>'),
    SENTENCE.map(lambda s: f"<pre><code>{s}\n  {s}</code></pre>"),
    SENTENCE.map(lambda s: f"<ul><li>{s}</li><li><a href='/x'>{s}</a></li></ul>"),
    SENTENCE.map(lambda s: f"<table><tr><th>{s}</th></tr><tr><td>{s}</td></tr></table>"),
    SENTENCE.map(lambda s: f"<blockquote><p>{s}</p><footer>{s}</footer></blockquote>"),
    SENTENCE.map(lambda s: f'<aside class="callout note"><p>{s}</p></aside>'),
    SENTENCE.map(lambda s: f'<div class="admonition warning"><p>{s}</p></div>'),
    SENTENCE.map(lambda s: f"<p>On <time>2024-01-01</time> {s}</p>"),
)
BEFORE = '<nav><a href="/">gonehome</a></nav><div class="cookie-banner"><p>gonecookie</p></div>'
AFTER = (
    '<div class="share-buttons"><a href="#">goneshare</a></div>'
    '<section class="related-posts"><h3>gonerelated</h3><a href="/r">gonelink</a></section>'
    '<aside class="sidebar"><p>goneaside</p></aside>'
    '<footer class="site-footer"><p>gonefooter</p></footer>'
)
FRAMES = [
    f"<body>{BEFORE}<main><article><h1>The title</h1>%s</article></main>{AFTER}</body>",
    f'<body>{BEFORE}<div class="post"><h1>The title</h1><div class="entry-content">%s</div></div>'
    f"{AFTER}</body>",
    f'<body>{BEFORE}<main><h1>The title</h1><div itemprop="articleBody">%s</div>{AFTER}</main>',
    f'<body><table><tr><td>{BEFORE}</td><td><h1>The title</h1>%s</td></tr></table>{AFTER}</body>',
    f'<body>{BEFORE}<article class="h-entry"><h1 class="p-name">The title</h1>'
    f'<div class="e-content">%s{AFTER}</div></article></body>',
    "<body><h1>The title</h1>%s</body>",
]  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=8), frame=st.sampled_from(FRAMES))
def test_no_word_of_the_content_is_lost_whatever_is_around_it(
    blocks: list[str], frame: str
) -> None:
    opening = "<p>" + "keptopening words of a text that says something " * 12 + "</p>"
    content = opening + "".join(blocks)
    (post,) = read_page(frame.replace("%s", content)).posts
    found = re.findall(r"kept\w+", text_of(post.content))
    assert found == re.findall(r"kept\w+", text_of(parse(content)))
    assert re.findall(r"gone\w+", text_of(post.content)) == []
    assert post.facts.title == "The title"


@settings(deadline=None)
@given(st.text(alphabet='<>/="abpdivrl \n&#;', max_size=400))
def test_any_text_can_be_read_and_what_is_written_reads_alike(text: str) -> None:
    for post in read_page(text).posts:
        again = parse(inner_html(post.content))
        assert text_of(again) == text_of(parse("".join(map(html_of, again.children))))


def test_a_page_without_a_text_has_no_posts() -> None:
    assert read_page("<html><body><nav><a href='/'>Home</a></nav></body></html>").posts == ()
    assert read_page("").posts == ()
