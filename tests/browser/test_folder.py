"""The site opened as a folder: no server, no address but `file:`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

INPUT = "input[name=q]"


@pytest.fixture
def folder(chromium: Browser, output: Path) -> Iterator[Page]:
    """A tab on the front page, opened from the disk."""
    page = chromium.new_page()
    page.set_default_timeout(10_000)
    page.goto((output / "index.html").as_uri())
    yield page
    page.close()


def test_search_answers_and_its_links_lead_to_pages(folder: Page) -> None:
    folder.get_by_role("link", name="Search").or_(folder.locator("[data-search]")).first.click()
    folder.locator(f"dialog {INPUT}").fill("asyncio.gather")
    folder.locator(".hits ul a", has_text="Wait for many at once").first.click()
    folder.wait_for_url(re.compile(r"/python/crawler/index\.html\?.*#wait-for-many-at-once$"))
    expect(folder.locator("#wait-for-many-at-once")).to_be_in_viewport()
    expect(folder.get_by_role("region", name="Search matches")).to_be_visible()


def test_the_search_page_and_other_links_work_without_a_server(folder: Page) -> None:
    folder.locator("#ask").fill("threads")
    folder.keyboard.press("Enter")
    folder.wait_for_url("**/search/index.html?q=threads")
    expect(folder.locator(".hit-title").first).to_have_text("Threads")
    folder.locator(INPUT).fill("rebase")
    expect(folder.locator(".hit-title").first).to_have_text("Rebase without fear")
    folder.locator("header a").first.click()
    folder.wait_for_url(re.compile(r"/output/index\.html$"))


def test_a_file_cut_short_or_lost_gives_the_rest_and_a_line(folder: Page, output: Path) -> None:
    texts = [path for path in (output / "search").glob("*/*.js") if b'"path"' in path.read_bytes()]
    lost = next(path for path in texts if b'"path":"python/threads/"' in path.read_bytes())
    whole = lost.read_bytes()
    for damage in (whole[: len(whole) // 2], None):
        lost.unlink() if damage is None else lost.write_bytes(damage)
        try:
            folder.goto((output / "search/index.html").as_uri() + "?q=python")
            expect(folder.locator("[role=status]")).to_contain_text("could not be loaded")
            assert folder.locator(".hit-title").count() > 0
        finally:
            lost.write_bytes(whole)
