"""Search as a reader meets it: dialog, page, keyboard, deep links, marks, faults."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

INPUT = "input[name=q]"
HITS = ".hits > li"
MANY = """
const page = (_, number) => ({ url: 'tags/', title: `Page ${number}`, sections: [] });
const search = async (_, { limit }) =>
  Object.assign(Array.from({ length: limit }, page), { total: 99, words: [] });
export const openIndex = async () => ({ search, filtersFrom: async () => [] });
"""
FEW_READ = """
const search = async (_, { limit }) => Object.assign(
  limit > 10 ? [{ url: 'tags/', title: 'Found late', sections: [] }] : [],
  { total: +(limit > 10), atLeast: true, words: [] });
export const openIndex = async () => ({ search, filtersFrom: async () => [] });
"""


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


def _held(page: Page, addresses: str) -> Callable[[], None]:
    """Requests wait until the function that this gives is called."""
    waiting: list[Route] = []
    page.route(addresses, lambda route: waiting.append(route))

    def let_go() -> None:
        for route in waiting:
            route.continue_()
        page.unroute(addresses)

    return let_go


def test_enter_opens_what_was_typed_last_not_what_was_found_before(page: Page) -> None:
    page.goto("")
    _search(page, "rebase")
    let_go = _held(page, "**/search/*/*.js")
    page.locator(f"dialog {INPUT}").fill("threads lock")
    page.keyboard.press("Enter")
    expect(page.locator("dialog [role=status]")).to_have_text("Searching…")
    expect(page.locator(".hit-title").first).to_have_text("Rebase without fear")
    let_go()
    page.wait_for_url("**/python/threads/**")


def test_what_is_typed_before_the_box_is_there_is_not_lost(page: Page) -> None:
    page.goto("tags/")
    let_go = _held(page, "**/search-ui.js")
    page.keyboard.type("/rebase")
    let_go()
    expect(page.locator(f"dialog {INPUT}")).to_have_value("rebase")
    expect(page.locator(".hit-title").first).to_have_text("Rebase without fear")


def test_nothing_says_that_it_is_searching_when_it_is_not(page: Page) -> None:
    page.goto("search/")
    let_go = _held(page, "**/search/*/*.js")
    status = page.locator("[role=status]")
    page.locator(INPUT).fill("threads")
    expect(status).to_have_text("Searching…")
    page.locator(INPUT).fill("")
    expect(status).to_have_text("")
    page.locator(INPUT).press_sequentially("th", delay=120)
    page.locator(INPUT).fill("")
    page.wait_for_timeout(400)
    expect(status).to_have_text("")
    let_go()


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


def test_back_leads_to_the_very_result_in_the_dialog(page: Page) -> None:
    page.goto("tags/")
    _search(page, "python")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    left = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**highlight**")
    page.go_back()
    expect(page.locator("dialog :focus")).to_have_text(left, use_inner_text=True)


def test_back_leads_to_the_very_place_on_the_search_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 400})
    page.goto("search/?q=python")
    last = page.locator(".hits a").last
    last.evaluate("link => link.focus({ preventScroll: true })")
    page.evaluate("scrollTo({ top: 222, behavior: 'instant' })")
    page.keyboard.press("Enter")
    page.wait_for_url("**highlight**")
    page.go_back()
    expect(last).to_be_focused()
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 222


def test_a_result_on_this_very_page_closes_the_dialog(page: Page) -> None:
    page.goto("python/threads/?highlight=threads")
    _search(page, "threads")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    expect(page.locator("dialog")).to_have_count(0)


def test_more_results_go_on_where_the_reader_is(page: Page) -> None:
    page.route(
        "**/assets/*/search/index.js",
        lambda route: route.fulfill(content_type="text/javascript", body=MANY),
    )
    page.goto("search/?q=anything")
    page.get_by_role("button", name="Show more").press("Enter")
    expect(page.locator(HITS)).to_have_count(20)
    expect(page.locator(":focus")).to_have_text("Page 10")


def test_what_was_not_looked_at_is_not_said_to_be_missing(page: Page) -> None:
    """A phrase is looked for in the likeliest pages; the rest is one button away."""
    page.route(
        "**/assets/*/search/index.js",
        lambda route: route.fulfill(content_type="text/javascript", body=FEW_READ),
    )
    page.goto("search/?q=%22no such file%22")
    expect(page.locator(".empty")).to_contain_text("Of the likeliest, no tutorial has")
    page.get_by_role("button", name="Show more").press("Enter")
    expect(page.locator(HITS)).to_have_count(1)
    expect(page.locator(":focus")).to_have_text("Found late")


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


@pytest.mark.parametrize("typed", ["LEVEL:advanced", "-level:beginner", 'level:"advanced"'])
def test_a_filter_is_taken_away_however_it_was_typed(page: Page, typed: str) -> None:
    page.goto(f"search/?q=locks {typed}")
    pressed = page.locator(".search-filters [aria-pressed=true]")
    expect(pressed).to_have_text(typed.lower().replace('"', "").replace(":", ": "))
    expect(page.locator(".hit-title")).to_have_text(["Threads"])
    pressed.click()
    expect(page.locator(INPUT)).to_have_value("locks")


def test_keys_of_filters_are_offered_first_and_their_values_next(page: Page) -> None:
    page.goto("search/")
    page.get_by_role("button", name="author:").click()
    offered = page.locator(".search-filters button").filter(has_text="mara-lindqvist")
    offered.click()
    expect(page.locator(INPUT)).to_have_value("author:mara-lindqvist ")
    expect(page.locator(".hit-title").first).to_have_text("A polite crawler")


def test_focus_stays_on_the_filter_that_was_chosen(page: Page) -> None:
    page.goto("search/?q=python")
    label = "author: Mara Lindqvist"
    page.get_by_role("button", name=label).press("Enter")
    expect(page.locator(".search-filters [aria-pressed=true]")).to_have_text(label)
    expect(page.locator(":focus")).to_have_text(label)


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
    expect(page.locator(f"dialog {INPUT}")).to_be_focused()


def test_searches_are_listed_with_what_the_device_remembers(page: Page) -> None:
    page.goto("search/?q=rebase")
    page.locator(".hit-title").first.click()
    page.wait_for_url("**/shelf/imported/**")
    page.get_by_role("button", name="What this device remembers").click()
    page.get_by_role("link", name="rebase", exact=True).click()
    page.wait_for_url("**/search/?q=rebase")


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


MARKED = "[...CSS.highlights.get('found')].map((range) => range.toString().toLowerCase())"


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("python/threads/?highlight=threading.lock", {"threading.lock"}),  # colours cut it in three
        ("python/crawler/?highlight=on|as", {"on"}),  # not in `once` or `asyncio`
        ("python/crawler/?highlight=synci|politely", {"politely"}),
        ("chinese/?highlight=循环|连接", {"循环", "连接"}),
        ("python/crawler/?highlight=asyncio.gather|gather", {"asyncio.gather"}),
        ("python/crawler/?highlight=asyncio.nothing_polite", {"asyncio", "nothing", "polite"}),
    ],
)
def test_words_are_marked_where_they_stand(page: Page, path: str, marked: set[str]) -> None:
    page.goto(path)
    page.get_by_role("region", name="Search matches").wait_for()
    assert set(page.evaluate(MARKED)) == marked


def test_what_the_theme_puts_beside_the_text_is_not_marked(page: Page) -> None:
    page.goto("python/crawler/?highlight=copy|ask")
    expect(page.locator(".code-tools").first).to_contain_text("Copy")
    page.get_by_role("region", name="Search matches").wait_for()
    assert set(page.evaluate(MARKED)) == {"ask"}


def test_the_walk_begins_where_the_reader_is(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 400})
    page.goto("python/crawler/?highlight=nothing|plain#when-it-goes-wrong")
    bar = page.get_by_role("region", name="Search matches")
    expect(bar).to_contain_text("3 matches")
    bar.get_by_role("button", name="Next match").click()
    expect(bar).to_contain_text("3 of 3")
    bar.get_by_role("button", name="Next match").click()
    expect(bar).to_contain_text("1 of 3")


def test_a_mark_in_another_tab_is_shown(page: Page) -> None:
    page.goto("python/threads/?highlight=uv")
    bar = page.get_by_role("region", name="Search matches")
    bar.get_by_role("button", name="Next match").click()
    expect(page.locator(".tab", has_text="uv add thing")).to_be_visible()
