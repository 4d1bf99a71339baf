"""Search as a reader meets it: dialog, page, keyboard, deep links, marks, faults."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

INPUT = "input[name=q]"
HITS = ".hits > li"


def _search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.locator(f"dialog {INPUT}").fill(query)
    page.locator(HITS).first.wait_for()


def test_slash_finds_and_opens_at_the_heading(page: Page) -> None:
    page.goto("")
    _search(page, "asyncio.gather")
    section = page.locator(".hits ul a", has_text="Wait for many at once").first
    expect(section.locator("mark").first).to_contain_text("asyncio")
    section.click()
    page.wait_for_url(re.compile(r"/python/crawler/.*#wait-for-many-at-once$"))
    expect(page.locator("#wait-for-many-at-once")).to_be_in_viewport()


def test_a_deep_link_is_there_at_once_not_after_a_ride_down_the_page(page: Page) -> None:
    page.add_init_script("places = []; addEventListener('scroll', () => places.push(scrollY))")
    page.goto("python/crawler/#wait-for-many-at-once")
    expect(page.locator("#wait-for-many-at-once")).to_be_in_viewport()
    assert page.evaluate("new Set(places).size") <= 1


@pytest.mark.parametrize("keys", ["Control+k", "Meta+k"])
def test_arrows_and_enter_open_a_result(page: Page, keys: str) -> None:
    page.goto("tags/")
    page.keyboard.press(keys)
    page.locator(f"dialog {INPUT}").fill("threads lock")
    page.locator(HITS).first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hits a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"dialog {INPUT}")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/python/threads/**")


def test_enter_in_the_box_opens_the_first_result(page: Page) -> None:
    page.goto("")
    _search(page, "rebase")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shelf/imported/**")


def test_count_is_announced_and_nothing_is_said_plainly(page: Page) -> None:
    page.goto("")
    _search(page, "threads")
    expect(page.locator("dialog [role=status]")).to_contain_text("tutorial")
    page.locator(f"dialog {INPUT}").fill("qqzzxxyy")
    expect(page.locator("dialog [role=status]")).to_have_text("Nothing found")
    expect(page.locator("dialog")).to_contain_text("Try fewer words")


def test_escape_returns_to_where_the_reader_was(page: Page) -> None:
    page.goto("python/crawler/")
    button = page.locator(".find")
    button.focus()
    page.keyboard.press("Enter")
    box = page.locator(f"dialog {INPUT}")
    expect(box).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert page.evaluate(inside)
    box.fill("threads")
    page.locator(HITS).first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_nothing_is_fetched_before_search_is_opened(page: Page) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto("python/crawler/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in seen if "search" in url.partition("/archive/")[2]]


def test_address_of_the_search_page_is_the_query(page: Page) -> None:
    page.goto("search/?q=rebase")
    expect(page.locator(INPUT)).to_have_value("rebase")
    page.locator(".hit-title").first.click()
    page.wait_for_url("**/shelf/imported/**")
    page.go_back()
    expect(page.locator(INPUT)).to_have_value("rebase")
    expect(page.locator(".hit-title").first).to_have_text("Rebase without fear")
    page.locator(INPUT).fill("threads")
    page.wait_for_url("**/search/?q=threads")


def test_back_reopens_the_dialog_with_its_query(page: Page) -> None:
    page.goto("tags/")
    _search(page, "rebase")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shelf/imported/**")
    page.go_back()
    expect(page.locator(f"dialog {INPUT}")).to_have_value("rebase")


def test_front_page_form_leads_to_the_search_page(page: Page) -> None:
    page.goto("")
    page.locator("#ask").fill("threads")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=threads")
    expect(page.locator(".hit-title").first).to_have_text("Threads")


def test_every_string_reaches_the_reader_as_text(page: Page) -> None:
    page.goto("")
    _search(page, "zanzibar")
    expect(page.locator(".hit-title").first).to_have_text("<img src=x onerror=alert(1)> in a title")
    assert page.locator("dialog :is(img, script, b)").count() == 0


@pytest.mark.parametrize("word", ["__proto__", "constructor", "hasOwnProperty"])
def test_names_of_object_internals_are_ordinary_words(page: Page, word: str) -> None:
    page.goto(f"search/?q={word}")
    expect(page.locator("[role=status]")).to_have_text(re.compile("Nothing found|tutorial"))


def test_missing_index_is_said_and_can_be_tried_again(page: Page, faults: list[str]) -> None:
    page.route("**/search/index.json", lambda route: route.fulfill(status=503, body="no"))
    page.goto("")
    page.keyboard.press("/")
    # All at once: one search, so that none is under way when the index is mended.
    page.locator(f"dialog {INPUT}").fill("rebase")
    expect(page.locator("dialog [role=status]")).to_contain_text("could not be loaded")
    page.unroute("**/search/index.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".hit-title").first).to_have_text("Rebase without fear")
    faults.clear()


def test_search_wanted_first_without_a_connection_is_said(page: Page, faults: list[str]) -> None:
    page.goto("tags/")
    page.context.set_offline(True)
    for _ in range(2):
        page.keyboard.press("/")
    expect(page.get_by_role("status")).to_have_text("That did not load: offline?✕")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("status")).to_have_count(0)
    page.context.set_offline(False)
    faults.clear()


def test_filters_are_clicked_into_the_query(page: Page) -> None:
    page.goto("search/?q=locks level:advanced")
    pressed = page.locator(".search-filters [aria-pressed=true]")
    expect(pressed).to_have_text("level: advanced")
    expect(page.locator(".hit-title")).to_have_text(["Threads"])
    pressed.click()
    expect(page.locator(INPUT)).to_have_value("locks")


def test_a_filter_is_finished_from_the_values_that_there_are(page: Page) -> None:
    page.goto("search/?q=locks level:")
    offered = page.locator(".search-filters button")
    expect(offered.filter(has_text="level: advanced")).to_be_visible()
    page.locator(INPUT).fill("locks level:adv")
    expect(offered).to_have_count(1)
    expect(page.locator(".hit-title").first).to_have_text("Threads")
    offered.click()
    expect(page.locator(INPUT)).to_have_value("locks level:advanced ")
    expect(page.locator(".search-filters [aria-pressed=true]")).to_have_text("level: advanced")


def test_results_lost_on_the_way_are_told_and_tried_again(page: Page, faults: list[str]) -> None:
    page.goto("")
    _search(page, "threads")
    page.route("**/search/*/*.js", lambda route: route.abort())
    page.locator(f"dialog {INPUT}").fill("rebase without")
    expect(page.locator("dialog [role=status]")).to_contain_text("could not be loaded")
    expect(page.locator("dialog .empty")).to_have_count(0)
    page.unroute("**/search/*/*.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".hit-title").first).to_have_text("Rebase without fear")
    faults.clear()


def test_history_stays_on_the_device_and_can_be_cleared(page: Page) -> None:
    page.goto("tags/")
    _search(page, "rebase")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shelf/imported/**")
    page.keyboard.press("/")
    expect(page.locator(".recent button")).to_have_text(["rebase"])
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.locator(".recent button")).to_have_count(0)


def test_target_page_marks_the_hits_and_walks_through_them(page: Page) -> None:
    page.goto("")
    _search(page, "asyncio.gather")
    page.keyboard.press("Enter")
    bar = page.get_by_role("region", name="Search matches")
    expect(bar).to_contain_text("matches")
    bar.get_by_role("button", name="Next match").click()
    expect(bar).to_contain_text("1 of")
    assert page.evaluate("CSS.highlights.get('found').size") > 1
    bar.get_by_role("button", name="Clear the marks").click()
    expect(bar).to_have_count(0)
    assert "highlight" not in page.url
    assert page.evaluate("CSS.highlights.size") == 0
