"""Memory and processor time of importing the worst documents that we know; one table.

    python bench/worst_inputs.py [--only TEXT] [--limit MB]

Each is about as large as a document may be, or as dense as a bound lets through. Memory is the peak
of the largest process, as the system tells it of all that the import started; time is processor
time of all of them. Exit code 1 when an import takes more than --limit (300), dies, or is a bug.
"""

import argparse
import itertools
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SIZE: Final = 20_000_000
RSS: Final = '<?xml version="1.0"?><rss version="2.0"><channel><title>Worst</title>'
END: Final = "</channel></rss>"
WORDS: Final = (
    "the a query server deploys returns caches index loop reads file writes and then tests"
)


def entry(number: int, body: str) -> str:
    link = f"https://worst.example/{number}"
    return (
        f"<item><title>Post {number}</title><link>{link}</link><guid>{link}</guid>"
        f"<description>{body}</description></item>"
    )


def post(number: int, sign: str, length: int = 2100) -> str:
    paragraphs = f"<h2>Part {number} {sign}</h2>" + f"<p>{WORDS} {number}</p>" * (length // 110)
    return entry(number, escape(paragraphs + f"<pre><code>x = {number}\n</code></pre>"))


def feed(items: Iterable[str], limit: int = SIZE) -> Iterator[str]:
    yield RSS
    size = 0
    for item in items:
        size += len(item.encode())
        if size > limit:
            break
        yield item
    yield END


def one(body: Iterable[str]) -> Iterator[str]:
    return feed([entry(1, "".join(body))], 10 * SIZE)


def malformed(items: Iterable[str]) -> Iterator[str]:
    return feed(itertools.chain(["<item><title>Open</b></title></item>"], items))


def numbered(make: Callable[[int], str]) -> Iterator[str]:
    return map(make, itertools.count())


def sized(text: str, size: int = SIZE) -> str:
    return text * (size // len(text.encode()))


INPUTS: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "9,000 entries, an emoji in each": lambda: feed(numbered(lambda n: post(n, "😀"))),
    "the same, not well formed": lambda: malformed(numbered(lambda n: post(n, "😀"))),
    "20,000 entries, an emoji in each, not well formed": lambda: malformed(
        post(n, "😀", 600) for n in range(19_000)
    ),
    "ten bodies of 2 MB, an emoji in each": lambda: feed(
        entry(n, sized("word 😀 " + "word " * 500, 2_000_000)) for n in range(10)
    ),
    "one body of 20 MB, an emoji in it, not well formed": lambda: malformed(
        [entry(1, "😀" + sized("word ", SIZE - 1000))]
    ),
    "2,900,000 empty entries": lambda: feed(numbered(lambda _: "<item/>")),
    "a body of a million elements": lambda: iter(
        [
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">',
            '<div xmlns="http://www.w3.org/1999/xhtml">',
            "<b>x</b>" * 990_000,
            "</div></content></entry></feed>",
        ]
    ),
    "a body of 20 million line breaks": lambda: one(["\n" * SIZE]),
    "a body of 2 million Chinese characters": lambda: one(["漢字" * 1_000_000]),
    "5 million character references": lambda: one(["&#x1F600;" * (SIZE // 9)]),
    "1 million references to mend": lambda: one(["&nbsp;😀" * 900_000]),
    "a name of 3 million letters": lambda: feed([f"<item><{'a' * 3_000_000}"], 10 * SIZE),
    "an element with a million attributes": lambda: feed(
        ["<item " + " ".join(f'a{n}="1"' for n in range(1_000_000)) + "/>"], 10 * SIZE
    ),
    "a picture of 3 MB in a tag, not well formed": lambda: malformed(
        [entry(1, "<b>😀</b>" + f'<img src="data:image/png;base64,{"A" * 3_000_000}"/>')]
    ),
    "4 million comments that never close": lambda: feed(["<item>" + "<!--" * 4_000_000], 10 * SIZE),
    "2 million sections that never close": lambda: feed(["<![CDATA[" * 2_000_000], 10 * SIZE),
    "a body of 200,000 tags": lambda: one([escape("<b><i>x</i>" * 99_000)]),
    "a body of 4 MB, one table": lambda: one([escape("<table>" + "<tr><td>x" * 80_000)]),
    "JSON: 6 million empty lists": lambda: iter(["[" + "[]," * 6_000_000 + "[]]"]),
    "JSON: a depth of 10 million": lambda: iter(["[" * 10_000_000]),
    "JSON: ten bodies of 2 MB, an emoji in each": lambda: iter(
        [
            '{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[',
            ",".join(
                f'{{"id":"{n}","content_html":"{sized("<p>word 😀 " + "word " * 500, 1_900_000)}"}}'
                for n in range(10)
            ),
            "]}",
        ]
    ),
    "JSON: 20,000 items, an emoji in each": lambda: iter(
        [
            '{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[',
            ",".join(f'{{"id":"{n}","content_text":"😀{"word " * 190}"}}' for n in range(20_000)),
            "]}",
        ]
    ),
}


def imported(folder: Path, document: Path) -> tuple[int, str, int, float]:
    """Exit code, last line, MB, seconds."""
    (folder / "site.toml").write_text('title = "Worst"\n', encoding="utf-8")
    command = [sys.executable, "-m", "generator", "--site", str(folder), "import", str(document)]
    with (folder / "said").open("w+b") as said:
        process = subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().decode(errors="replace").strip().splitlines() or [""]
    told = next((line for line in lines if re.search(r"feed-|entry-|\d+ new", line)), lines[-1])
    seconds = used.ru_utime + used.ru_stime
    return process.returncode, told.rpartition("/")[2][:70], used.ru_maxrss // 1024, seconds


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="")
    options.add_argument("--limit", type=int, default=300)
    chosen = options.parse_args()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    too_much = 0
    print("| input | exit | said | MB | seconds |\n|---|---|---|---|---|")
    for name, make in INPUTS.items():
        if chosen.only not in name:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            document = folder / "worst.xml"
            # in a process of its own: a program that is started counts the memory of who starts it
            if os.fork() == 0:
                with document.open("w", encoding="utf-8") as file:
                    file.writelines(make())
                os._exit(0)
            os.wait()
            code, told, size, seconds = imported(folder, document)
        too_much += size > chosen.limit or code not in (0, 3)
        print(f"| {name} | {code} | {told} | {size} | {seconds:.0f} |", flush=True)
    print(f"{too_much} too much; this program itself {own} MB")
    return bool(too_much)


if __name__ == "__main__":
    raise SystemExit(main())
