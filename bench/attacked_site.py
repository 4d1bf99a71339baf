"""All attacks of fuzz/attacks.py as hand-written tutorials, judged file by file and in a browser.

    python bench/attacked_site.py [--every N] [--folder DIR] [--list FILE]

Each attack is the title, description and body of a tutorial in content/, and of some the tag and
author; every N-th is taken. The site is built, the content security policy taken out of its pages,
and then nothing may live: in any page, feed or JSON; in Chromium, where the outside harness fires
every handler (HOSTILE_BENCH, as for bench/hostile.py; without it this step is left out); in the
results of searches for them.

--list writes them as JSON Lines for the harness, which brings them in through feeds, and ends.
"""

import argparse
import functools
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "fuzz")]

from alive import alive  # noqa: E402
from attacks import attacks  # noqa: E402

from generator.content import dump  # noqa: E402
from generator.feeds.plain_text import one_line  # noqa: E402
from generator.model import FrontMatter  # noqa: E402

HARNESS: Final = Path(os.environ.get("HOSTILE_BENCH", ROOT.parent / "shared" / "bench" / "hostile"))
POLICY: Final = re.compile(r"<meta[^>]*Content-Security-Policy[^>]*>")
_BODY: Final = re.compile(r"<article[^>]*data-body[^>]*>(.*?)</article>", re.DOTALL)
_UNSAFE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_DATE: Final = datetime(2024, 1, 1, tzinfo=UTC)
SEARCHES: Final = 120
TERMS: Final = 8
"""One tutorial in so many has a tag and an author, each of which gets a page of its own."""
ENCODED: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"


def strip_policy(output: Path) -> None:
    """Takes the policy out of every page: what holds then is not owed to it."""
    for page in output.rglob("*.html"):
        # links to the last build's file: a new one, so that it stays as it was
        text = POLICY.sub("", page.read_text(encoding="utf-8"))
        page.unlink()
        page.write_text(text, encoding="utf-8")


def make_site(site: Path, texts: list[str]) -> None:
    """A built site, one tutorial for each text."""
    _run("init", str(site), "--yes")
    folder = site / "content" / "attacks"
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        said = one_line(text)
        named = number % TERMS == 0 and bool(said[:60].strip())
        front = FrontMatter(
            title=f"A{number} {said[:200]}",
            date=_DATE,
            tags=(said[:60],) if named else (),
            authors=(said[:80],) if named else (),
            description=said[:300],
        )
        path = folder / f"a{number:05}.md"
        path.write_text(dump(front, _UNSAFE.sub("", text)), encoding="utf-8", errors="replace")
    _run("--site", str(site), "build")


def _run(*arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{arguments}: exit {done.returncode}: {done.stderr[-1000:]}")


def judged(output: Path) -> Iterator[str]:
    """What lives in pages, feeds and data, by our own judge."""
    for page in sorted(output.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for body in _BODY.findall(text):
            yield from (f"{page}: {found}" for found in alive(body))
        for data in re.findall(r"<script[^>]*ld\+json[^>]*>(.*?)</script>", text, re.DOTALL):
            json.loads(data)
    for path in sorted([*output.rglob("*.json"), *output.rglob("*.webmanifest")]):
        found = json.loads(path.read_text(encoding="utf-8"))
        for item in found.get("items", ()) if path.name == "feed.json" else ():
            yield from (f"{path}: {each}" for each in alive(item.get("content_html", "")))
    for path in sorted([*output.rglob("*.xml"), *output.rglob("*.opml")]):
        for element in ET.parse(path).iter():
            if element.tag in ("description", ENCODED) or element.get("type") == "html":
                yield from (f"{path}: {each}" for each in alive(element.text or ""))


def browsed(output: Path, folder: Path) -> Iterator[str]:
    """What the harness finds in Chromium."""
    command = ["node", str(HARNESS / "sitecheck.mjs"), str(output), str(folder / "pages.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if "error" in found:
        yield f"browser: {done.stderr[-500:]}"
        return
    print(f"browser: {found['checked']:,} pages, {found['fired']} ran a script", flush=True)
    if found["fired"] or found["dangerous"] or found["unchecked"] or not found["checked"]:
        yield f"browser: {json.dumps(found)}"


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def log_message(self, *_: object) -> None:
        pass


def searched(output: Path, queries: list[str]) -> Iterator[str]:
    """What becomes of attacks as queries, and of attacks in what they find."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(_Quiet, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        opened: list[str] = []
        page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
        page.goto(f"http://127.0.0.1:{server.server_port}/search/")
        shown = 0
        for query in queries:
            page.fill("[data-search-page] input", query)
            page.wait_for_timeout(250)
            results = page.inner_html(".search-results")
            shown += results.count("hit-title")
            yield from (f"search for {query!r}: {each}" for each in _strange(results))
        print(f"searches: {len(queries)}, {shown:,} results", flush=True)
        if opened or not shown:
            yield f"search: {len(opened)} scripts ran, {shown} results"
        browser.close()
        server.shutdown()


def _strange(results: str) -> Iterator[str]:
    for tag, attributes in re.findall(r"<([a-z0-9-]+)((?:\s[^<>]*)?)>", results):
        names = set(re.findall(r"\s([\w-]+)=", re.sub(r'"[^"]*"', '""', attributes)))
        if tag not in "ol ul li a span mark code p strong button".split():
            yield f"<{tag}>"
        elif any(name.startswith("on") or name in ("style", "src") for name in names):
            yield f"<{tag}{attributes}>"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--folder", type=Path, help="for the site and the report; default: none")
    options.add_argument("--list", type=Path, metavar="FILE", dest="listed")
    chosen = options.parse_args()
    texts = [text for _, text in attacks()][:: chosen.every]
    if chosen.listed:
        rows = [json.dumps({"id": str(n), "v": text}) for n, text in enumerate(texts)]
        chosen.listed.write_text("\n".join(rows), encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        output = folder / "attacked" / "output"
        make_site(folder / "attacked", texts)
        strip_policy(output)
        found = [*judged(output)]
        if (HARNESS / "sitecheck.mjs").is_file():
            found += browsed(output, folder)
        queries = texts[:: max(1, len(texts) // SEARCHES)]
        found += searched(output, [one_line(query)[:150] for query in queries])
    for each in itertools.islice(found, 20):
        print(each)
    print(f"{len(texts):,} attacks by hand: {len(found)} things live")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
