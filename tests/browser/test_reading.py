"""The reader's own: theme, text size, keyboard, code, place, what the device remembers."""

import zipfile

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TUTORIAL = "python/crawler/"


def _display(page: Page) -> None:
    page.get_by_role("button", name="Display and reading").click()


def _background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")  # type: ignore[no-any-return]


def test_theme_is_kept_and_there_before_the_first_paint(page: Page) -> None:
    page.goto("")
    light = _background(page)
    _display(page)
    page.get_by_role("radio", name="Dark").check()
    assert _background(page) != light
    page.add_init_script(
        "new MutationObserver((_, seen) => { if (document.body) { seen.disconnect();"
        " window.early = document.documentElement.dataset.theme; } })"
        ".observe(document, { childList: true, subtree: true });"
    )
    page.reload()
    assert page.evaluate("early") == "dark"
    assert _background(page) != light
    _display(page)
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="System").check()
    assert _background(page) == light


def test_text_grows(page: Page) -> None:
    page.goto(TUTORIAL)
    size = "parseFloat(getComputedStyle(document.querySelector('[data-body] p')).fontSize)"
    before = page.evaluate(size)
    _display(page)
    page.get_by_role("radio", name="Largest").check()
    assert page.evaluate(size) == pytest.approx(before * 1.35)
    page.set_viewport_size({"width": 320, "height": 640})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_copy_leaves_out_prompts_and_output(page: Page) -> None:
    page.goto(TUTORIAL)
    copies = page.locator("[data-action=copy]")
    copies.nth(0).click()
    expect(copies.nth(0)).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "python -m venv .venv\n. .venv/bin/activate\npython crawl.py --limit 3"
    )
    copies.nth(1).click()
    expect(copies.nth(1)).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "total = 0\nfor number in range(3):\n    total += number\ntotal"
    )


def test_copy_leaves_out_what_was_removed(page: Page) -> None:
    page.goto("python/threads/")
    block = page.locator("[data-title='app/quick.py']")
    block.get_by_role("button", name="Copy").click()
    expect(block.locator("[data-action=copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        'import re\n\nprint(re.search("a", "ab"))'
    )


def test_titled_code_is_downloaded_whole_under_its_name(page: Page) -> None:
    page.goto("python/threads/")
    with page.expect_download() as download:
        page.locator("[data-title='app/quick.py'] [data-action=download]").click()
    assert download.value.suggested_filename == "quick.py"
    assert download.value.path().read_text(encoding="utf-8") == (
        'import re\n\nprint(re.match("a", "b"))\nprint(re.search("a", "ab"))\n'
    )


def test_all_files_of_a_tutorial_come_as_one_zip(page: Page) -> None:
    page.goto("python/threads/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the files").click()
    assert download.value.suggested_filename == "threads.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["app/quick.py", "größe.txt"]
        assert archive.read("größe.txt").decode() == "Wie groß?\n"


def test_tabs_are_remembered(page: Page) -> None:
    page.goto("python/threads/")
    expect(page.get_by_role("tab", name="pip")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="pip").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="uv")).to_be_focused()
    page.reload()
    expect(page.get_by_role("tabpanel")).to_contain_text("uv add thing")


def test_film_asks_nothing_of_its_site_before_a_click(page: Page) -> None:
    page.goto("python/threads/")
    assert page.locator("iframe").count() == 0
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="film"))
    page.get_by_role("button", name="Load from youtube-nocookie.com").click()
    expect(page.frame_locator("iframe").locator("body")).to_have_text("film")


def test_picture_is_enlarged_in_a_dialog(page: Page) -> None:
    page.goto("python/threads/")
    picture = page.get_by_role("button", name="A wide picture")
    picture.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="A wide picture")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(picture).to_be_focused()


def test_picture_that_links_to_its_larger_file_is_enlarged_here(page: Page) -> None:
    page.goto("python/threads/")
    page.get_by_role("link", name="Small picture").click()
    dialog = page.get_by_role("dialog", name="Small picture")
    assert (dialog.locator("img").get_attribute("src") or "").endswith("wide.svg")


def test_long_lines_wrap_on_request(page: Page) -> None:
    page.goto(TUTORIAL)
    block = page.locator(".code[data-language=javascript]")
    overflow = "(block) => ((pre) => pre.scrollWidth > pre.clientWidth)(block.querySelector('pre'))"
    assert block.evaluate(overflow)
    block.get_by_role("button", name="Wrap").click()
    expect(block.get_by_role("button", name="Wrap")).to_have_attribute("aria-pressed", "true")
    assert not block.evaluate(overflow)


def test_selected_lines_of_code_have_an_address(page: Page) -> None:
    page.goto(TUTORIAL)
    block = page.locator(".code[data-language=pycon]")
    block.locator("code").evaluate(
        "(code) => { const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);"
        " const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode);"
        " const from = nodes.find(({ data }) => data.includes('number'));"
        " const to = nodes.findLast(({ data }) => data.includes('number'));"
        " getSelection().setBaseAndExtent(from, 0, to, 1); }"
    )
    block.get_by_role("button", name="Link").click()
    expect(block.locator("[data-action=link]")).to_have_text("Link copied")
    address = page.evaluate("location.href")
    assert address.endswith("#code-2-L2-L3")
    assert page.evaluate("navigator.clipboard.readText()") == address
    text = block.locator("code").inner_text()
    page.goto("python/threads/")
    page.goto(address)
    expect(block.locator(".linked")).to_have_text(
        [">>> for number in range(3):", "...     total += number"]
    )
    expect(block.locator(".linked").first).to_be_in_viewport()
    assert block.locator("code").inner_text() == text
    page.evaluate("location.hash = ''")
    expect(page.locator(".linked")).to_have_count(0)


def test_skip_link_comes_first_and_leads_to_the_text(page: Page) -> None:
    page.goto(TUTORIAL)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_everything_can_be_reached_by_keyboard_and_shows_it(page: Page) -> None:
    page.goto(TUTORIAL)
    reached = page.evaluate(
        "[...document.querySelectorAll('a, button, input, summary')]"
        ".filter((each) => each.checkVisibility()).length"
    )
    for _ in range(reached + 5):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const at = document.activeElement; return at === document.body ||"
            " getComputedStyle(at).outlineStyle !== 'none' || at.closest('.ask') !== null; })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.closest('footer') !== null"):
            return
    pytest.fail("the footer was never reached")


def test_contents_follow_the_reader(page: Page) -> None:
    page.goto(TUTORIAL)
    page.locator("#ask-politely").evaluate(
        "(heading) => heading.scrollIntoView({ behavior: 'instant' })"
    )
    expect(page.locator(".side [aria-current]")).to_have_text("Ask politely")


def test_contents_stay_at_hand_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(TUTORIAL)
    bar = page.locator("details.toc")
    page.locator("#ask-politely").scroll_into_view_if_needed()
    expect(bar).to_be_in_viewport()
    bar.locator("summary").click()
    bar.get_by_role("link", name="Set up").click()
    expect(bar).not_to_have_attribute("open", "")
    expect(bar.locator("summary")).to_have_text("Contents Set up")
    under = "document.querySelector('details.toc').getBoundingClientRect().bottom"
    top = "document.querySelector('#set-up').getBoundingClientRect().top"
    assert page.evaluate(f"{top} >= {under}")


def test_shortcuts_are_listed_and_can_be_turned_off(page: Page) -> None:
    page.goto("")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Search")
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    page.reload()
    page.keyboard.press("?")
    page.wait_for_load_state("networkidle")
    expect(page.locator("dialog")).to_have_count(0)


def test_device_remembers_and_forgets(page: Page) -> None:
    page.goto(TUTORIAL)
    page.get_by_role("button", name="Save for later").click()
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.wait_for_timeout(200)
    page.goto("tutorials/")
    expect(page.locator(f".card[data-path='{TUTORIAL}']")).to_have_attribute("data-read", "")
    page.get_by_role("button", name="What this device remembers").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="A polite crawler")).to_have_count(2)
    dialog.get_by_role("button", name="Forget everything").click()
    expect(page.locator("[data-read]")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_reader_can_go_on_where_they_stopped(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 300})
    page.goto(TUTORIAL)
    page.locator("#ask-politely").evaluate(
        "(heading) => heading.scrollIntoView({ behavior: 'instant' })"
    )
    page.wait_for_timeout(200)
    page.goto("tags/")
    page.goto(TUTORIAL)
    page.get_by_role("link", name="Continue at “Ask politely”").click()
    expect(page.locator("#ask-politely")).to_be_in_viewport()


def test_page_stays_usable_when_storage_is_off(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } });"
    )
    page.goto(TUTORIAL)
    page.get_by_role("button", name="Save for later").click()
    page.keyboard.press("/")
    expect(page.locator("dialog input[name=q]")).to_be_focused()


def test_arabic_is_set_from_right_to_left_but_code_is_not(page: Page) -> None:
    page.goto("arabic/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    sides = page.evaluate(
        "[document.querySelector('[data-body] p'), document.querySelector('pre code')]"
        ".map((each) => getComputedStyle(each).direction)"
    )
    assert sides == ["rtl", "ltr"]


def test_print_shows_the_article_alone(page: Page) -> None:
    page.goto(TUTORIAL)
    page.emulate_media(media="print")
    for selector in (".top", ".bottom", ".side", ".code-tools"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator("[data-body]").is_visible()
