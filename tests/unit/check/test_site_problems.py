"""A check names what readers would stumble over, and what was most likely meant."""

from datetime import UTC, datetime, timedelta

import pytest

from generator.check import judged, site_problems
from generator.config import Judgement
from generator.content import load
from generator.markdown import RenderOptions, render
from generator.model import Problem, Severity
from generator.site import Facts, assemble, facts_of
from generator.site.links import link_map

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SOURCE = "source: {feed: f, id: x}\n"


def facts(path: str, body: str = "Text.\n", front: str = "", title: str = "") -> Facts:
    title = title or f"Title of {path}"
    text = f"---\ntitle: {title}\ndate: 2024-01-02\n{front}---\n\n{body}"
    tutorial, problems = load(path, text.encode())
    assert problems == ()
    assert tutorial is not None
    options = RenderOptions(title=title, top_level=2)
    return facts_of(tutorial, render(tutorial.body, options))


def found(*all_facts: Facts, now: datetime | None = NOW) -> list[Problem]:
    site = assemble(list(all_facts), related_count=0)
    links = link_map(
        site,
        pages=frozenset(["", "tags/", "tags/python/", "search/"]),
        files={"content/images/button.png": "images/button.png"},
        outputs=frozenset(["feed.xml"]),
        sizes={},
    )
    return list(site_problems(site, links, now=now))


def codes(*all_facts: Facts) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in found(*all_facts)]


ASYNC = facts("content/python/asyncio.md", "Text.\n\n## Tasks and groups\n\nText.\n")


@pytest.mark.parametrize(
    "href",
    [
        "../python/asyncio.md",
        "../python/asyncio.md#tasks-and-groups",
        "/python/asyncio/#tasks-and-groups",
        "/tags/python/",
        "/search/?q=x#results",
        "/feed.xml",
        "#top",
        "#here",
        "https://example.org/nowhere",
        "mailto:a@example.org",
    ],
)
def test_links_that_lead_somewhere_are_no_problem(href: str) -> None:
    assert codes(facts("content/web/a.md", f"## Here\n\n[x]({href})\n"), ASYNC) == []


@pytest.mark.parametrize(
    ("href", "code", "offered"),
    [
        ("/python/asyncoi/", "link-broken", "/python/asyncio/"),
        ("../old/asyncio.md", "link-broken", "/python/asyncio/"),
        ("/tags/pyton/", "link-broken", "/tags/python/"),
        ("/zzz/", "link-broken", ""),
        ("#Here", "anchor-broken", "#here"),
        ("/python/asyncio/#task-and-groups", "anchor-broken", "#tasks-and-groups"),
        ("../python/asyncio.md#nothing-like-it", "anchor-broken", ""),
    ],
)
def test_a_broken_link_is_told_with_what_was_meant(href: str, code: str, offered: str) -> None:
    (problem,) = found(facts("content/web/a.md", f"## Here\n\n[x]({href})\n"), ASYNC)
    assert (problem.code, problem.path, problem.line) == (code, "content/web/a.md", 8)
    assert problem.hint == (f"Did you mean “{offered}”?" if offered else "")


def test_images_need_a_file_and_a_text() -> None:
    body = "![Red](../images/button.png)\n\n![](/images/button.png)\n\n![Red](buton.png)\n"
    assert codes(facts("content/web/a.md", body)) == [("alt-missing", 8), ("image-missing", 10)]


def test_headings_go_down_one_level_at_a_time() -> None:
    body = "## One\n\nText.\n\n### Two\n\n#### Three\n\n## Four\n\n#### Five\n"
    assert codes(facts("content/a.md", body)) == [("heading-order", 16)]


def test_nothing_to_read_is_told() -> None:
    assert codes(facts("content/a.md", "\n")) == [("body-empty", 0)]
    assert codes(facts("content/a.md", "\n", "summary_only: true\n")) == [("summary-only", 0)]


def test_dates_that_cannot_be_are_told_but_a_build_knows_no_today() -> None:
    late = facts("content/a.md", front="updated: 2024-01-01\n")
    assert [problem.code for problem in found(late, now=NOW)] == ["date-order"]
    ahead = found(facts("content/a.md"), now=NOW - timedelta(days=300))
    assert [problem.code for problem in ahead] == ["date-future"]
    assert found(facts("content/a.md"), now=None) == []


def test_equal_titles_are_told_once_each() -> None:
    problems = found(
        facts("content/a.md", title="Lists"),
        facts("content/b.md", title="lists"),
        facts("content/c.md", title="Other"),
    )
    assert [(p.code, p.path) for p in problems] == [("title-duplicate", "content/b.md")]
    assert "content/a.md" in problems[0].message


def test_tags_that_mean_the_same_are_told() -> None:
    problems = found(
        facts("content/a.md", front="tags: [javascript, web-dev, generators, css, c]\n"),
        facts("content/b.md", front="tags: [JS, Web Dev, generator, aws, c++]\n"),
        facts("content/c.md", front="tags: [javascript, web-dev, generators, python]\n"),
    )
    assert [p.message for p in problems if p.code == "tag-near-duplicate"] == [
        "Tag “JS” (1) stands beside “javascript” (2)",
        "Tag “Web Dev” (1) stands beside “web-dev” (2)",
        "Tag “generator” (1) stands beside “generators” (2)",
    ]


def test_faults_in_what_others_wrote_are_notes() -> None:
    body = "## Top\n\n#### Deep\n\n![](https://x.org/a.png)\n\n[x](/zzz/) [y](#fn1)\n"
    own, imported = found(facts("content/a.md", body)), found(facts("content/f/a.md", body, SOURCE))
    assert len(own) == len(imported) == 4
    assert {problem.severity for problem in own} == {Severity.WARNING}
    assert {problem.severity for problem in imported} == {Severity.NOTE}


def test_a_site_sets_its_own_severities() -> None:
    problems = found(facts("content/a.md", "[x](/zzz/)\n\n![](https://x.org/a.png)\n"))
    told = judged(problems, {"link-broken": Judgement.ERROR})
    assert {problem.code: problem.severity for problem in told} == {
        "link-broken": Severity.ERROR,
        "alt-missing": Severity.WARNING,
    }


def test_what_is_turned_off_is_not_told() -> None:
    problems = found(facts("content/a.md", "[x](/zzz/)\n\n![](https://x.org/a.png)\n"))
    told = judged(problems, {"link-broken": Judgement.OFF})
    assert [problem.code for problem in told] == ["alt-missing"]


def test_thousands_of_broken_links_end(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"[x](/zz{number}/)\n\n" for number in range(2000))
    problems = found(facts("content/web/a.md", body), ASYNC)
    assert len(problems) == 2000
