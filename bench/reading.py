"""One tutorial as several generators show it: what it weighs, and how its text is set.

    python bench/reading.py ours=output/crawler/ starlight=peer/dist/crawler/ --screenshots shots

Each folder is a page of a built site: the site is the first folder of the path that holds an
`index.html`. Build the same text everywhere; `bench/reading-page.md` is made for it. The page is
loaded in a real Chromium, once 1280 pixels wide and once 360; weights are of what it asked for
while it loaded, each file packed with gzip.
"""

import argparse
import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

WIDTHS = ((1280, 900, "light"), (360, 740, "dark"))
SETTING = """() => {
  const text = [...document.querySelectorAll('main p')].find((p) => p.textContent.length > 150);
  const pre = document.querySelector('pre');
  const code = pre.querySelector('code');
  const style = getComputedStyle(text);
  const canvas = document.createElement('canvas').getContext('2d');
  const fits = (box, inner, sample) => {
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(inner);
    canvas.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const padding = [box, inner === box ? null : inner].filter(Boolean).map(getComputedStyle)
      .reduce((sum, each) => sum + parseFloat(each.paddingLeft) + parseFloat(each.paddingRight), 0);
    const width = canvas.measureText(sample).width / sample.length;
    return Math.floor((box.clientWidth - padding) / width);
  };
  return {
    'characters a line': fits(text, text, text.textContent.replace(/\\s+/g, ' ')),
    'text px': parseFloat(style.fontSize),
    'leading': (parseFloat(style.lineHeight) / parseFloat(style.fontSize)).toFixed(2),
    'code columns': fits(pre, code, 'x'.repeat(80)),
    'code px': parseFloat(getComputedStyle(code).fontSize).toFixed(1),
    'scrolls sideways': document.documentElement.scrollWidth > innerWidth ? 'yes' : 'no',
    'elements': document.querySelectorAll('*').length,
  };
}"""
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum.toFixed(3)), 500);
})"""


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a built site."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def site_of(page: Path) -> tuple[Path, str]:
    """The site that a built page belongs to, and the page's path in it."""
    for folder in reversed(page.parents):
        if (folder / "index.html").is_file():
            return folder, f"{page.relative_to(folder).as_posix()}/"
    raise SystemExit(f"{page}: no folder above it holds an index.html")


def measured(browser: Browser, name: str, page: Path, shots: Path | None) -> Iterator[list[str]]:
    """Names of the columns, then a row for each width."""
    folder, path = site_of(page)
    with served(folder) as address:
        for width, height, scheme in WIDTHS:
            size = {"width": width, "height": height}
            with browser.new_page(viewport=size, color_scheme=scheme) as tab:
                answers: list[Response] = []
                tab.on("response", lambda answer, to=answers: to.append(answer))
                tab.goto(address + path, wait_until="networkidle")
                weight = sum(len(gzip.compress(answer.body())) for answer in answers)
                row = {
                    "page": name,
                    "wide": width,
                    "requests": len(answers),
                    "gzip kB": f"{weight / 1000:.1f}",
                    "layout shift": tab.evaluate(SHIFT),
                    **tab.evaluate(SETTING),
                }
                if shots:
                    tab.screenshot(path=shots / f"{name}-{width}.png")
            if width == WIDTHS[0][0]:
                yield list(row)
            yield [str(value) for value in row.values()]


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument("--screenshots", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for index, given in enumerate(arguments.pages):
            name, _, folder = given.partition("=")
            titles, *rows = measured(browser, name, Path(folder), arguments.screenshots)
            if index == 0:
                print(f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}")
            for row in rows:
                print(f"| {' | '.join(row)} |")
        browser.close()


if __name__ == "__main__":
    main()
