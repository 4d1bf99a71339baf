"""How long from saving a file to seeing it: `serve` with a real Chromium watching one page.

    python bench/edit_to_browser.py --pages 50 --edits 15

A site is made, served and opened. Then a tutorial is rewritten again and again: a paragraph, then a
block of code, both put into the open page in place; the first block loads the page anew, since the
page says how long its code takes. The clock runs from before the file is written until its new text
is in the page.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
PROSE = "Some text that stays as it is.\n\n" * 20


def write(site: Path, number: int, words: str, code: str = "") -> None:
    front = f"---\ntitle: Page {number}\ndate: 2026-01-02\ntags: [t{number % 7}]\n---\n\n"
    body = f"First words.\n\n{PROSE}{words}\n\n{code}"
    (site / "content" / f"page-{number}.md").write_text(front + body)


def edits(page: Page, site: Path, count: int, *, code: bool) -> list[float]:
    """Seconds of each edit."""
    seconds = []
    for turn in range(count):
        words = f"marker{'c' if code else 'p'}{turn}"
        began = time.perf_counter()
        write(site, 7, words, f"```python\nx = {turn}\n```\n" if code else "")
        page.wait_for_function(
            "(w) => document.body?.textContent.includes(w)", arg=words, polling=5
        )
        seconds.append(time.perf_counter() - began)
        time.sleep(0.3)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--edits", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "content").mkdir()
        (site / "site.toml").write_text('title = "Bench"\n')
        for number in range(max(8, options.pages)):
            write(site, number, "nothing")
        # the first block of code in an archive adds a link to every page: not what is measured
        write(site, 3, "nothing", "```python\nx = 1\n```\n")
        command = [sys.executable, "-m", "generator", "--site", folder, "serve", "--port", "8900"]
        server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert server.stderr is not None
        address = next(m[1] for line in server.stderr if (m := re.search(r"(http://\S+)", line)))
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"{address}page-7/")
            time.sleep(0.5)
            for name, code in (("a paragraph", False), ("a block of code", True)):
                seconds = edits(page, site, options.edits, code=code)
                print(
                    f"{name}: median {statistics.median(seconds):.3f} s, worst {max(seconds):.3f} s"
                )
            browser.close()
        server.send_signal(signal.SIGINT)
        server.stderr.close()
        server.wait()


if __name__ == "__main__":
    main()
