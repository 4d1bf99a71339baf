"""Links around the texts, weights and lonely tutorials: what check tells of a whole site."""

from pathlib import Path

import pytest

from generator.check import weight
from generator.check.weight import FILES, SITE, limits
from generator.model import Problem
from generator.pipeline.building import build, check
from generator.pipeline.requests import BuildRequest

TUTORIAL = "---\ntitle: {0}\ndate: 2024-01-01\ntags: [x]\n---\n\n{1}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "templates/partials").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "Parcels"\n')
    (tmp_path / "content/one.md").write_text(TUTORIAL.format("One", "Text."))
    return tmp_path


def told(site: Path, base_url: str = "https://example.org/deep/") -> list[Problem]:
    return list(check(BuildRequest(site=site, jobs=1, base_url=base_url)).problems)


def codes(site: Path) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.path, problem.line) for problem in told(site)]


@pytest.mark.parametrize("base_url", ["", "https://example.org/", "https://example.org/deep/"])
def test_the_theme_itself_leads_nowhere_wrong(site: Path, base_url: str) -> None:
    assert told(site, base_url) == []


@pytest.mark.parametrize(
    "link",
    [
        "{{ 'about/' | href }}",
        "{{ 'about/' | href }}?a=1#b",
        "/about/",
    ],
)
def test_a_link_of_a_template_that_leads_nowhere_is_told_with_its_line(
    site: Path, link: str
) -> None:
    footer = f"<footer>\n<a class='x' href=\"{link}\">About</a>\n</footer>\n"
    (site / "templates/partials/footer.html").write_text(footer)
    assert codes(site) == [("template-link", "templates/partials/footer.html", 2)]


@pytest.mark.parametrize(
    "link",
    ["{{ 'one/' | href }}", "{{ 'feed.xml' | href }}", "{{ '' | href }}", "mailto:a@b.example"],
)
def test_a_link_of_a_template_that_leads_somewhere_is_no_problem(site: Path, link: str) -> None:
    (site / "templates/partials/footer.html").write_text(f'<a href="{link}">Go</a>\n')
    assert codes(site) == []


@pytest.mark.parametrize(
    ("url", "count"),
    [("/tags/", 0), ("tags/x/", 0), ("/", 0), ("https://example.net/", 0), ("/tag/", 1)],
)
def test_navigation_that_leads_nowhere_is_told_by_build_too(
    site: Path, url: str, count: int
) -> None:
    with (site / "site.toml").open("a") as file:
        file.write(f'[[nav]]\ntitle = "Go"\nurl = "{url}"\n')
    for result in (
        check(BuildRequest(site=site, jobs=1)),
        build(BuildRequest(site=site, jobs=1)),
    ):
        assert [each.code for each in result.problems if each.path == "site.toml"] == [
            "nav-broken"
        ] * count


def test_heavy_pages_and_images_are_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("a", 1_200_000), ("b", 900_000), ("c", 3_500_000)):
        (site / f"content/{name}.png").write_bytes(b"x" * size)
    images = " ".join(f"![Picture {name}]({name}.png)" for name in "abca")
    (site / "content/one.md").write_text(TUTORIAL.format("One", images))
    monkeypatch.setattr(weight, "PAGE", 50_000)
    long = ("long words " * 400 + "\n\n") * 12
    (site / "content/two.md").write_text(TUTORIAL.format("Two", long))
    assert sorted(codes(site)) == [
        ("image-heavy", "content/one.md", 7),
        ("image-heavy", "content/one.md", 7),
        ("images-heavy", "content/one.md", 0),
        ("page-heavy", "content/two.md", 0),
    ]


def test_a_tutorial_is_lonely_until_something_leads_to_it(site: Path) -> None:
    lonely = TUTORIAL.format("Two", "See [myself](two.md).").replace("tags: [x]\n", "")
    (site / "content/two.md").write_text(lonely)
    assert codes(site) == [("tutorial-orphan", "content/two.md", 0)]
    (site / "content/one.md").write_text(TUTORIAL.format("One", "Go [on](two.md)."))
    assert codes(site) == []


@pytest.mark.parametrize(
    ("size", "count", "expected"),
    [
        (SITE, FILES, []),
        (SITE + 1, 5, ["site-too-large"]),
        (5, FILES + 1, ["site-many-files"]),
    ],
)
def test_what_pages_does_not_take_is_told(size: int, count: int, expected: list[str]) -> None:
    assert [problem.code for problem in limits(size, count)] == expected
