"""A year of one feed: posts appear, change here and there, vanish, change names, move, come back.

Each test is a chapter; all use the same small feed, written as RSS, and a site in a new folder.
"""

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from generator.config.model import Config, SourceConfig
from generator.content import load, replace_file
from generator.model import Tutorial
from generator.pipeline import memory, tutorial_files
from generator.pipeline.import_report import FeedRow, ImportReport
from generator.pipeline.importing import import_sources

START = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
LOREM = " ".join(f"word{n} follows word{n + 1}." for n in range(60))


def post(
    name: str,
    body: str = "",
    *,
    host: str = "https://blog.example",
    guid: str | None = None,
    title: str | None = None,
    date: str = "Mon, 06 Jan 2025 08:00:00 GMT",
) -> str:
    link = f"{host}/{name}"
    body = body or f"<p>About {name}.</p><p>{LOREM} {name}</p><p>The end of {name}.</p>"
    return (
        f"<item><title>{escape(title or name.title())}</title><link>{link}</link>"
        f"<guid>{escape(guid if guid is not None else link)}</guid><pubDate>{date}</pubDate>"
        f"<description>{escape(body)}</description></item>"
    )


class Site:
    """A site with one feed, and a clock that moves a week with each import."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = START
        self.config = Config(title="Archive", feeds=(SourceConfig(name="blog", url="blog.xml"),))

    def feed(self, *posts: str, host: str = "https://blog.example") -> FeedRow:
        self.write("blog.xml", *posts, host=host)
        return self.imports("blog").rows[0]

    def write(self, name: str, *posts: str, host: str = "https://blog.example") -> None:
        text = (
            '<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>'
            f"<link>{host}/</link><description>d</description>{''.join(posts)}</channel></rss>"
        )
        (self.folder / name).write_text(text, encoding="utf-8")

    def imports(self, *sources: str) -> ImportReport:
        self.now += timedelta(days=7)
        return import_sources(self.folder, self.config, sources, now=self.now)

    def path(self, slug: str) -> Path:
        return self.folder / "content" / "blog" / f"{slug}.md"

    def tutorial(self, slug: str) -> Tutorial:
        tutorial, problems = load(f"content/blog/{slug}.md", self.path(slug).read_bytes())
        assert tutorial is not None
        assert problems == ()
        return tutorial

    def edit(self, slug: str, old: str, new: str) -> None:
        text = self.path(slug).read_text(encoding="utf-8")
        assert old in text
        self.path(slug).write_text(text.replace(old, new), encoding="utf-8")

    def slugs(self) -> list[str]:
        return sorted(path.stem for path in (self.folder / "content").rglob("*.md"))

    def everything(self) -> dict[str, bytes]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_second_import_changes_no_byte(site: Site) -> None:
    site.feed(post("one"), post("two"))
    before = site.everything()
    row = site.imports("blog").rows[0]
    assert site.everything() == before
    assert (row.new, row.updated) == (0, 0)


def test_the_order_of_entries_does_not_matter(site: Site, tmp_path: Path) -> None:
    posts = [post("a", title="Same"), post("b", title="Same"), post("c", title="same!")]
    site.feed(*posts)
    other = Site(tmp_path / "other")
    other.folder.mkdir()
    other.feed(*reversed(posts))
    assert site.slugs() == other.slugs()
    assert {site.tutorial(s).front.canonical for s in site.slugs()} == {
        f"https://blog.example/{name}" for name in "abc"
    }
    assert all(
        site.tutorial(s).front.canonical == other.tutorial(s).front.canonical for s in site.slugs()
    )


def test_posts_appear_and_those_that_leave_the_window_stay(site: Site) -> None:
    site.feed(post("one"), post("two"))
    row = site.feed(post("two"), post("three"))
    assert row.new == 1
    assert site.slugs() == ["one", "three", "two"]


def test_an_untouched_file_follows_its_post(site: Site) -> None:
    site.feed(post("one", "<p>First words.</p>"))
    row = site.feed(post("one", "<p>Better words.</p>", title="One, revised"))
    assert row.updated == 1
    assert site.slugs() == ["one"]
    assert site.tutorial("one").body == "Better words.\n"
    assert site.tutorial("one").front.title == "One, revised"


def test_what_a_person_changed_in_the_front_matter_stays(site: Site) -> None:
    site.feed(post("one", "<p>First words.</p>"))
    site.edit("one", "title: One\n", "title: My own title\nlevel: beginner\n")
    site.feed(post("one", "<p>Better words.</p>", title="One, revised"))
    assert site.tutorial("one").front.title == "My own title"
    assert site.tutorial("one").front.level == "beginner"
    assert site.tutorial("one").body == "Better words.\n"


def test_changes_that_are_apart_are_merged(site: Site) -> None:
    site.feed(post("one", "<p>Top.</p><p>Middle.</p><p>End.</p>"))
    site.edit("one", "Top.", "Top, by me.")
    row = site.feed(post("one", "<p>Top.</p><p>Middle.</p><p>End, by them.</p>"))
    assert row.merged == 1
    assert site.tutorial("one").body == "Top, by me.\n\nMiddle.\n\nEnd, by them.\n"


def test_changes_of_one_place_are_a_conflict_that_costs_no_words(site: Site) -> None:
    site.feed(post("one", "<p>Top.</p><p>Middle.</p>"))
    site.edit("one", "Middle.", "Middle, by me.")
    mine = site.path("one").read_bytes()
    report = site.folder, site.feed(post("one", "<p>Top.</p><p>Middle, by them.</p>"))
    assert report[1].conflicts == 1
    assert site.path("one").read_bytes() == mine
    beside = site.path("one").with_name("one.md.new").read_text(encoding="utf-8")
    assert "Middle, by them." in beside
    assert site.slugs() == ["one"]


def test_a_conflict_is_told_once_and_later_changes_still_merge(site: Site) -> None:
    site.feed(post("one", "<p>Top.</p><p>Middle.</p>"))
    site.edit("one", "Middle.", "Middle, by me.")
    site.feed(post("one", "<p>Top.</p><p>Middle, by them.</p>"))
    assert site.imports("blog").rows[0].conflicts == 0
    row = site.feed(post("one", "<p>New top.</p><p>Middle, by them.</p>"))
    assert row.merged == 1
    assert site.tutorial("one").body == "New top.\n\nMiddle, by me.\n"


def test_frozen_always_wins(site: Site) -> None:
    site.feed(post("one", "<p>First words.</p>"))
    site.edit("one", "title: One\n", "title: One\nfrozen: true\n")
    mine = site.path("one").read_bytes()
    row = site.feed(post("one", "<p>Better words.</p>"))
    assert row.skipped == 1
    assert site.path("one").read_bytes() == mine


def test_a_file_that_its_author_removed_is_not_made_again(site: Site) -> None:
    site.feed(post("one"), post("two"))
    site.path("one").unlink()
    site.feed(post("one"), post("two"), post("three"))
    site.feed(post("one", "<p>Changed.</p>"), post("two"))
    assert site.slugs() == ["three", "two"]


def test_the_name_of_a_removed_file_is_not_given_to_another_post(site: Site) -> None:
    site.feed(post("one", title="Hello"))
    site.path("hello").unlink()
    site.feed(post("one", title="Hello"), post("other", title="Hello"))
    assert len(site.slugs()) == 1
    assert site.slugs() != ["hello"]


def test_a_file_that_its_author_moved_is_found_again(site: Site) -> None:
    site.feed(post("one", "<p>First words.</p>"))
    target = site.folder / "content" / "best" / "of.md"
    target.parent.mkdir()
    site.path("one").rename(target)
    row = site.feed(post("one", "<p>Better words.</p>"))
    assert row.updated == 1
    assert "Better words." in target.read_text(encoding="utf-8")
    assert site.slugs() == ["of"]


def test_a_new_title_does_not_change_the_address(site: Site) -> None:
    site.feed(post("one", title="First title"))
    site.feed(post("one", title="Second title"))
    assert site.slugs() == ["first-title"]
    assert site.tutorial("first-title").front.title == "Second title"


def test_a_new_guid_for_the_same_link_is_the_same_post(site: Site) -> None:
    site.feed(post("one", guid="old-scheme-1"), post("two", guid="old-scheme-2"))
    row = site.feed(post("one", guid="urn:new:1"), post("two", guid="urn:new:2"))
    assert row.new == 0
    assert site.slugs() == ["one", "two"]
    assert site.tutorial("one").front.source is not None
    assert site.tutorial("one").front.source.id == "urn:new:1"


def test_https_trailing_slashes_and_tracking_make_no_new_post(site: Site) -> None:
    site.feed(post("one", guid="", host="http://blog.example"))
    row = site.feed(post("one/?utm_source=rss&amp;utm_medium=feed", guid="", title="One"))
    assert row.new == 0
    assert site.slugs() == ["one"]


def test_a_blog_that_moves_to_another_host_keeps_its_posts(site: Site) -> None:
    site.feed(post("one"), post("two"))
    new = "https://new-home.example/blog"
    row = site.feed(post("one", host=new), post("two", host=new), host=new)
    assert row.new == 0
    assert site.slugs() == ["one", "two"]
    assert site.tutorial("one").front.canonical == f"{new}/one"


def test_the_same_text_under_another_guid_link_and_title_slug_is_the_same_post(site: Site) -> None:
    body = f"<p>{LOREM}</p>"
    site.feed(post("one", body, title="A post"))
    row = site.feed(post("2025/a-post", body, title="A post"))
    assert row.new == 0
    assert site.slugs() == ["a-post"]


def test_a_post_that_comes_back_is_the_post_it_was(site: Site) -> None:
    site.feed(post("one"), post("two"))
    site.feed(post("two"))
    row = site.feed(post("one"), post("two"))
    assert row.new == 0
    assert site.slugs() == ["one", "two"]


def test_a_guid_given_anew_does_not_overwrite_the_old_post(site: Site) -> None:
    site.feed(post("old", "<p>The old post.</p>", guid="1"))
    row = site.feed(post("new", "<p>A new post.</p>", guid="1"))
    assert row.new == 1
    assert site.slugs() == ["new", "old"]
    assert site.tutorial("old").body == "The old post.\n"


def test_posts_that_share_a_guid_are_posts_of_their_own(site: Site) -> None:
    posts = [post("same", f"<p>{n}</p>", guid="same", title=f"Post {n}") for n in range(4)]
    site.feed(*posts)
    before = site.everything()
    row = site.feed(*reversed(posts))
    assert row.new == 0
    assert len(site.slugs()) == 4
    assert {k: v for k, v in site.everything().items() if k.startswith("content")} == {
        k: v for k, v in before.items() if k.startswith("content")
    }


def test_posts_that_all_link_to_the_home_page_are_posts_of_their_own(site: Site) -> None:
    site.feed(post("", "<p>1</p>", guid="a", title="First"))
    row = site.feed(post("", "<p>2</p>", guid="b", title="Second"))
    assert row.new == 1
    assert site.slugs() == ["first", "second"]


def test_a_post_without_a_date_keeps_the_moment_it_was_first_seen(site: Site) -> None:
    site.feed(post("one", "<p>First words.</p>", date="someday"))
    first = site.tutorial("one").front.date
    assert first == site.now
    site.feed(post("one", "<p>Better words.</p>", date="someday"))
    assert site.tutorial("one").front.date == first


def test_a_lost_ledger_doubles_nothing(site: Site) -> None:
    site.feed(post("one"), post("two"))
    content = {k: v for k, v in site.everything().items() if k.startswith("content")}
    for path in (site.folder / ".archive" / "ledger").iterdir():
        path.unlink()
    row = site.feed(post("one"), post("two"))
    assert row.new == 0
    assert {k: v for k, v in site.everything().items() if k.startswith("content")} == content


def test_a_broken_ledger_is_one_line_and_doubles_nothing(site: Site) -> None:
    site.feed(post("one"))
    ledger = site.folder / ".archive" / "ledger" / "blog.json"
    ledger.write_text('{"items": [{"file": "../../etc/passwd"', encoding="utf-8")
    report = site.imports("blog")
    assert [p.code for p in report.problems] == ["ledger-broken"]
    assert report.exit_code == 0
    assert site.slugs() == ["one"]


def test_an_import_that_was_interrupted_is_finished_by_the_next(site: Site) -> None:
    site.feed(post("one"), post("two"), post("three"))
    whole = {k: v for k, v in site.everything().items() if k.startswith("content")}
    (site.folder / ".archive" / "ledger" / "blog.json").unlink()
    site.path("two").unlink()
    (site.folder / ".archive" / "upstream" / "blog" / "three.md").unlink()
    site.now = START
    site.imports("blog")
    assert {k: v for k, v in site.everything().items() if k.startswith("content")} == whole


def test_what_a_killed_import_left_half_written_is_tidied_up(site: Site) -> None:
    site.feed(post("one"))
    before = site.everything()
    for folder in ("content/blog", ".archive/upstream/blog", ".archive/ledger"):
        (site.folder / folder / ".0123456789abcdef.part").write_text("half")
    site.feed(post("one", "<p>New.</p>"))
    assert site.everything().keys() == before.keys()


class Killed(BaseException):
    """What a signal would do."""


@pytest.mark.parametrize("after", range(9))
def test_an_import_killed_at_any_write_is_finished_by_the_next(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    first = [post("one", "<p>Top.</p><p>End.</p>"), post("two")]
    then = [post("one", "<p>New top.</p><p>End.</p>"), post("two", "<p>New.</p>"), post("three")]

    def year(target: Site, *, killed: bool) -> None:
        target.feed(*first)
        target.edit("one", "End.", "End, by me.")
        if killed:
            left = [None] * after

            def write(path: Path, data: bytes, *, sync: bool = True) -> None:
                if not left:
                    raise Killed
                left.pop()
                replace_file(path, data, sync=sync)

            with monkeypatch.context() as patched, contextlib.suppress(Killed):
                patched.setattr(tutorial_files, "replace_file", write)
                patched.setattr(memory, "replace_file", write)
                target.feed(*then)
            target.now -= timedelta(days=7)
        target.feed(*then)

    year(site, killed=True)
    found = site.everything()
    undisturbed = Site(tmp_path / "undisturbed")
    undisturbed.folder.mkdir()
    year(undisturbed, killed=False)
    assert found == undisturbed.everything()


def test_the_same_text_of_two_feeds_is_imported_once(site: Site) -> None:
    site.config = Config(
        title="Archive",
        feeds=(
            SourceConfig(name="blog", url="blog.xml"),
            SourceConfig(name="planet", url="planet.xml"),
        ),
    )
    site.write("blog.xml", post("one"), post("two"))
    planet = "https://planet.example"
    site.write(
        "planet.xml",
        post("one"),
        post("copy-of-two", f"<p>About two.</p><p>{LOREM} two</p><p>The end of two.</p>",
             host=planet, title="Two, syndicated"),
        post("three", "<p>A third text.</p>", host=planet),
        host=planet,
    )  # fmt: skip
    report = site.imports("blog", "planet")
    assert [(row.new, row.skipped) for row in report.rows] == [(2, 0), (1, 2)]
    source = site.tutorial("two").front.source
    assert source is not None
    assert source.alternates == (f"{planet}/copy-of-two",)
    before = site.everything()
    assert all(row.new == row.updated == 0 for row in site.imports("blog", "planet").rows)
    assert site.everything() == before


def test_a_post_that_its_author_took_over_by_hand_is_not_imported(site: Site) -> None:
    own = site.folder / "content" / "own.md"
    own.parent.mkdir()
    text = "---\ntitle: Mine\ndate: 2025-01-01\ncanonical: http://blog.example/one/\n---\n\nMine.\n"
    own.write_text(text)
    row = site.feed(post("one"), post("two"))
    assert (row.new, row.skipped) == (1, 1)
    assert site.slugs() == ["own", "two"]
    assert own.read_text() == text
    before = site.everything()
    assert site.imports("blog").rows[0].new == 0
    assert site.everything() == before


def test_a_repost_that_holds_only_a_card_is_a_draft_that_says_why(site: Site) -> None:
    card = (
        '<div class="ltag__link"><a href="https://dev.example/x" class="ltag__link__link">'
        '<div class="ltag__link__content"><h2>Another post</h2></div></a></div>'
    )
    site.feed(post("boost", card, title="[Boost]"))
    front = site.tutorial("boost").front
    assert front.draft
    assert "card" in front.description


def test_a_feed_that_fails_costs_the_others_nothing(site: Site) -> None:
    site.write("good.xml", post("one"))
    (site.folder / "page.html").write_text("<!doctype html><html><title>404</title></html>")
    report = site.imports("page.html", "missing.xml", "good.xml")
    assert [bool(row.refused) for row in report.rows] == [True, True, False]
    assert report.exit_code == 3
    assert report.rows[2].new == 1
    assert [p.path for p in report.problems] == ["page.html", "missing.xml"]


def test_comments_and_order_of_keys_in_the_front_matter_stay(site: Site) -> None:
    site.feed(post("one", "<p>First words.</p>"))
    site.edit(
        "one", "title: One\n", "# mine, do not touch\nlevel: beginner # for now\ntitle: One\n"
    )
    site.feed(post("one", "<p>Better words.</p>", title="One, revised"))
    text = site.path("one").read_text(encoding="utf-8")
    assert text.startswith("---\n# mine, do not touch\nlevel: beginner # for now\n")
    assert site.tutorial("one").front.title == "One, revised"
    assert site.tutorial("one").body == "Better words.\n"


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(site: Site) -> None:
    site.feed(post("one"))
    site.write("blog.xml", post("one", "<p>Changed.</p>"), post("two"))
    before = site.everything()
    row = import_sources(site.folder, site.config, ["blog"], now=site.now, dry_run=True).rows[0]
    assert (row.new, row.updated) == (1, 1)
    assert row.files == ("content/blog/one.md", "content/blog/two.md")
    assert site.everything() == before


def test_the_whole_year_in_one_go(site: Site) -> None:
    """January to December of one archive: what each month brought is there at the end."""
    one, two, three = post("one"), post("two"), post("three")
    assert site.feed(one, two).new == 2
    site.edit("one", "About one.", "About one, by the archive's owner.")  # February: an edit here
    with_more = post("one", f"<p>About one.</p><p>{LOREM} one</p><p>The end of one, at last.</p>")
    assert site.feed(with_more, two).merged == 1  # March: and one there, apart from it
    assert site.feed(two, three).new == 1  # April: the first post leaves the window
    elsewhere = post("two", f"<p>Of two.</p><p>{LOREM} two</p><p>The end of two.</p>")
    site.edit("two", "About two.", "On two.")
    assert site.feed(elsewhere, three).conflicts == 1  # May: both sides of one line
    assert site.path("two").with_suffix(".md.new").exists()
    site.path("two").with_suffix(".md.new").unlink()
    renamed = post("three", guid="urn:post:3")
    assert site.feed(elsewhere, renamed).new == 0  # July: new guids
    host = "https://new-home.example"
    moved = [post(name, host=host, guid=f"urn:{name}") for name in ("three", "four")]
    assert site.feed(*moved, host=host).new == 1  # September: another host, and a new post
    site.edit("four", "title: Four", "title: Four\nfrozen: true")
    changed = post("four", "<p>Four, all of it new.</p>", host=host, guid="urn:four")
    assert site.feed(moved[0], changed, host=host).skipped == 1  # October: frozen
    site.path("three").unlink()
    back = post("one", host=host, guid="urn:one")
    assert site.feed(*moved, back, host=host).new == 0  # December: removed here, back there
    assert site.slugs() == ["four", "one", "two"]
    assert "by the archive's owner" in site.tutorial("one").body
    assert "On two." in site.tutorial("two").body
    assert "Four, all of it new." not in site.tutorial("four").body
    before = site.everything()
    site.imports("blog")
    assert site.everything() == before
