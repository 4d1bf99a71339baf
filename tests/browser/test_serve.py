"""The author's loop in a real browser: a page follows its source and the reader keeps the place."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
FRONT = "---\ntitle: A long read\ndate: 2026-01-02\n---\n\n"
PARAGRAPHS = [f"Paragraph {i} of a long read.\n" for i in range(60)]
HEADINGS = ["## One\n", "## Two\n", "## Three\n"]


class Authoring:
    """A site under `serve`, and its one tutorial."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.file = site / "content" / "long.md"
        self.file.parent.mkdir(parents=True)
        self.write(PARAGRAPHS)
        (site / "site.toml").write_text('title = "Mine"\n')
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "--site", str(site), "serve", "--port", "8800"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if found := re.search(r"Serving (http://\S+)", line):
                self.address = found[1]
                return
        raise AssertionError("the server did not start")

    def write(self, paragraphs: list[str], front: str = FRONT) -> None:
        """Saves as editors do."""
        beside = self.file.with_name(".long.md.tmp")
        beside.write_text(front + "\n".join(paragraphs))
        beside.replace(self.file)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.stderr is not None
        self.process.stderr.close()
        self.process.wait(timeout=30)


@pytest.fixture
def authoring(tmp_path: Path) -> Iterator[Authoring]:
    authoring = Authoring(tmp_path / "site")
    yield authoring
    authoring.stop()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the console; a test that provokes a fault clears it."""
    return []


@pytest.fixture
def tab(chromium: Browser, authoring: Authoring, faults: list[str]) -> Iterator[Page]:
    """The tutorial, open, with a mark that only a reload takes away; its console stays clean."""
    context = chromium.new_context(
        base_url=authoring.address, viewport={"width": 800, "height": 600}
    )
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    tab.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.goto("long/")
    tab.evaluate("document.documentElement.dataset.mark = 'same'")
    tab.wait_for_timeout(300)  # until the page knows what it will compare with
    yield tab
    context.close()
    assert not faults


def same_document(tab: Page) -> bool:
    return tab.evaluate("document.documentElement.dataset.mark") == "same"


def top_of(tab: Page, text: str) -> float:
    return tab.get_by_text(text, exact=True).evaluate("(e) => e.getBoundingClientRect().top")


def test_an_edit_to_prose_appears_in_place(authoring: Authoring, tab: Page) -> None:
    authoring.write(["Edited words.\n", *PARAGRAPHS[1:]])
    expect(tab.get_by_text("Edited words.")).to_be_visible()
    expect(tab.get_by_text("Paragraph 0 of")).to_have_count(0)
    assert same_document(tab)


def test_an_edit_to_code_appears_in_place_with_its_tools(authoring: Authoring, tab: Page) -> None:
    code = "```python\nprint({})\n```\n\n"
    authoring.write([code.format(1), code.format(2), *PARAGRAPHS])
    expect(tab.locator(".code")).to_have_count(2)
    tab.wait_for_timeout(500)
    tab.evaluate("document.documentElement.dataset.mark = 'same'")
    authoring.write([code.format(1), code.format(3), *PARAGRAPHS])
    expect(tab.get_by_text("print(3)")).to_be_visible()
    assert same_document(tab)
    for block in tab.locator(".code").all():
        expect(block.get_by_role("button", name="Copy")).to_have_count(1)


def test_the_reader_keeps_the_place_when_text_above_grows(authoring: Authoring, tab: Page) -> None:
    tab.get_by_text("Paragraph 40 of").evaluate("(e) => scrollTo(0, e.offsetTop - 100)")
    before = top_of(tab, PARAGRAPHS[40].strip())
    authoring.write(["New above.\n"] * 10 + PARAGRAPHS)
    expect(tab.get_by_text("New above.")).to_have_count(10)
    tab.wait_for_timeout(200)
    assert abs(top_of(tab, PARAGRAPHS[40].strip()) - before) < 3


def test_a_page_that_must_be_loaded_anew_keeps_place_focus_and_what_was_unfolded(
    authoring: Authoring, tab: Page
) -> None:
    authoring.write([*HEADINGS, *PARAGRAPHS])
    contents = tab.locator("details.toc")
    expect(contents).to_be_attached()
    tab.wait_for_timeout(500)
    contents.evaluate("(e) => { e.open = true; }")
    tab.get_by_text("Paragraph 40 of").evaluate("(e) => scrollTo(0, e.offsetTop - 100)")
    link = tab.locator("header :is(a, button):visible").last
    link.evaluate("(e) => e.focus({preventScroll: true})")
    expect(link).to_be_focused()
    before = top_of(tab, PARAGRAPHS[40].strip())
    authoring.write([*HEADINGS, "```python\nprint(1)\n```\n", *PARAGRAPHS])
    expect(tab.locator(".code")).to_be_attached()
    tab.wait_for_load_state("load")
    tab.wait_for_timeout(300)
    assert contents.evaluate("(e) => e.open")
    assert abs(top_of(tab, PARAGRAPHS[40].strip()) - before) < 3
    expect(link).to_be_focused()


def test_a_broken_file_shows_where_and_the_last_good_page_until_it_is_mended(
    authoring: Authoring, tab: Page
) -> None:
    authoring.write(PARAGRAPHS, front="---\ntitle: A long read\ndate: yesterday\n---\n\n")
    panel = tab.get_by_role("alert")
    expect(panel).to_contain_text("content/long.md:3:")
    expect(panel).to_contain_text("date: yesterday")
    expect(tab.get_by_text("Paragraph 1 of")).to_be_visible()
    authoring.write(PARAGRAPHS)
    expect(panel).to_have_count(0)
    assert same_document(tab)


def test_a_broken_template_and_configuration_are_shown_too(authoring: Authoring, tab: Page) -> None:
    panel = tab.get_by_role("alert")
    config = authoring.site / "site.toml"
    config.write_text('title = "Mine"\ncolour = "red"\n')
    expect(panel).to_contain_text("site.toml:2")
    config.write_text('title = "Mine"\n')
    expect(panel).to_have_count(0)
    template = authoring.site / "templates" / "tutorial.html"
    template.parent.mkdir()
    template.write_text("{% extends 'base.html' %}\n{% block main %}{{ oops }\n")
    expect(panel).to_contain_text("templates/tutorial.html:2")
    template.unlink()
    expect(panel).to_have_count(0)


def test_a_new_style_is_put_on_without_a_reload(authoring: Authoring, tab: Page) -> None:
    source = ROOT / "templates" / "assets" / "css"
    sheet = sorted(source.rglob("*.css"))[0]
    own = authoring.site / "templates" / "assets" / "css" / sheet.relative_to(source)
    own.parent.mkdir(parents=True)
    own.write_text(sheet.read_text() + "\nhtml body { background: rgb(1, 2, 3) !important; }\n")
    expect(tab.locator("body")).to_have_css("background-color", "rgb(1, 2, 3)")


def test_a_deleted_page_says_so_and_comes_back(
    authoring: Authoring, tab: Page, faults: list[str]
) -> None:
    authoring.file.unlink()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("not in the archive")
    authoring.write(PARAGRAPHS)
    expect(tab.get_by_role("heading", level=1)).to_contain_text("A long read")
    faults[:] = [fault for fault in faults if "404" not in fault]


def test_a_page_of_another_origin_cannot_listen(
    authoring: Authoring, tab: Page, faults: list[str]
) -> None:
    tab.goto("about:blank")
    heard = tab.evaluate(
        """async (address) => {
            const source = new EventSource(address + '.live/events');
            return new Promise((resolve) => {
                source.onmessage = () => resolve(true);
                source.onerror = () => { source.close(); resolve(false); };
            });
        }""",
        authoring.address,
    )
    assert heard is False
    tab.wait_for_timeout(200)
    faults.clear()
