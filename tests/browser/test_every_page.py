"""What holds on every template: a clean console, no sideways scroll, light as paper, still."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

TUTORIAL = "python/crawler/"
PAGES = (
    "",
    TUTORIAL,
    "python/threads/",
    "shelf/imported/",
    "shelf/hostile/",
    "arabic/",
    "chinese/",
    "tutorials/",
    "tutorials/page/2/",
    "tags/",
    "tags/python/",
    "sources/shelf/",
    "series/",
    "years/2026/",
    "languages/",
    "search/",
    "search/?q=asyncio",
    "404.html",
)


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_the_narrowest_screen(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", PAGES)
def test_page_does_not_move_while_it_loads(page: Page, path: str) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) =>"
        " { for (const entry of list.getEntries()) moved += entry.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("moved") == 0


def test_tutorial_is_forty_kilobytes_in_four_requests(page: Page, output: Path) -> None:
    paths: list[str] = []
    page.on("request", lambda request: paths.append(request.url))
    page.goto(TUTORIAL)
    page.wait_for_load_state("networkidle")
    weights: dict[str, int] = {}
    for url in paths:
        file = output / url.partition("/archive/")[2]
        file = file / "index.html" if file.is_dir() else file
        kind = file.suffix
        weights[kind] = weights.get(kind, 0) + len(gzip.compress(file.read_bytes(), 9))
    assert len(paths) <= 4
    assert weights[".css"] <= 10_000
    assert sum(weights.values()) <= 40_000


def test_script_without_search_is_eight_kilobytes(output: Path) -> None:
    folder = next((output / "assets").iterdir())
    of_search = ("search-ui.js", "hits.js")
    scripts = [file for file in folder.glob("*.js") if file.name not in of_search]
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in scripts) <= 8_000


def test_lines_of_prose_have_sixty_to_seventy_five_characters(page: Page) -> None:
    page.goto(TUTORIAL)
    lines = page.evaluate(
        """() => {
          const node = document.querySelector('[data-body] p').firstChild;
          const range = document.createRange();
          const lines = new Map();
          for (let at = 0; at < node.length; at += 1) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { top } = range.getBoundingClientRect();
            lines.set(top, (lines.get(top) ?? 0) + 1);
          }
          return [...lines.values()].slice(0, -1);
        }"""
    )
    assert 60 <= sum(lines) / len(lines) <= 75


def test_page_is_whole_without_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(TUTORIAL)
    assert page.locator("[data-body] .code").count() == 3
    assert page.locator(".side .toc a[href='#set-up']").is_visible()
    assert not page.locator(".scripted").first.is_visible()
    page.locator(".find").click()
    assert "needs JavaScript" in page.locator("main").inner_text()
    page.get_by_role("link", name="list of all tutorials").click()
    assert page.locator(".card").count() == 4
    context.close()


def test_contents_fold_away_on_a_phone_without_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(
        base_url=address, java_script_enabled=False, viewport={"width": 360, "height": 700}
    )
    page = context.new_page()
    page.goto(TUTORIAL)
    link = page.locator("details.toc a[href='#set-up']")
    assert not link.is_visible()
    page.locator("details.toc summary").click()
    assert link.is_visible()
    context.close()


def test_old_address_leads_on(page: Page) -> None:
    page.goto("old/address/")
    page.wait_for_url("**/chinese/")


def test_unknown_address_shows_the_way(page: Page, faults: list[str]) -> None:
    page.goto("no/such/page/")
    faults.clear()  # the 404 itself
    assert "not in the archive" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Browse by tag").click()
    page.wait_for_url("**/tags/")


def test_no_request_leaves_the_site(context: BrowserContext, page: Page, address: str) -> None:
    seen: list[str] = []
    context.on("request", lambda request: seen.append(request.url))
    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert [url for url in seen if not url.startswith((address, "data:"))] == []
