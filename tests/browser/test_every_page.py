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


def _open(page: Page, path: str) -> None:
    page.goto(path)
    if path.startswith("search/"):
        page.locator(".search-results > *").first.wait_for()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_page_fits_its_screen_and_stands_still(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) =>"
        " { for (const entry of list.getEntries()) moved += entry.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    _open(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("moved") == 0
    assert page.locator("h1").count() == 1


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
    assert weights[".js"] <= 8_000
    assert sum(weights.values()) <= 40_000


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
        _open(page, path)
    assert [url for url in seen if not url.startswith((address, "data:"))] == []
