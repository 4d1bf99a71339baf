"""How the search index grows: bytes of a query, size, time and memory at any number of pages.

    python bench/search_growth.py SITE [NUMBER ...]

SITE is a site that was built: the analyses in its store are the stock. A page of the simulation
has two thirds of the terms of one of them, a third of those of another, and two words that no other
page has, as vocabularies grow by about that much. The index is made as a build makes it, in four
processes, and asked by the search module itself in node, each time afresh, for the titles of pages
(whole, their first two words, and two words with the last cut short). The edit changes some forty
terms of one page; its seconds are those of the processor.
"""

import gzip
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from generator.model import Output  # noqa: E402
from generator.search import Analysis, Entry, State, after_edits, whole  # noqa: E402
from generator.store.workers import parallel_stream, process_pool  # noqa: E402

QUERIES = 60
ASK = """
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
const [module, site, queries] = JSON.parse(readFileSync(0, "utf8"));
const { openIndex } = await import(module);
let bytes = 0, files = 0, packing = 0;
globalThis.readShard = async (url) => {
  const data = readFileSync(fileURLToPath(url)), start = performance.now();
  bytes += gzipSync(data, { level: 9 }).length;
  files += 1;
  packing += performance.now() - start;
  return JSON.parse(data.toString().replace(/^shard\\(|\\)$/g, ""));
};
const told = [];
for (const query of queries) {
  bytes = files = packing = 0;
  const start = performance.now();
  const found = await (await openIndex(site)).search(query);
  told.push([bytes, files, performance.now() - start - packing, found.length]);
}
console.log(JSON.stringify(told));
"""


class Stock:
    """Pages without end, each always the same."""

    def __init__(self, site: Path) -> None:
        connection = sqlite3.connect(site / ".cache/store.sqlite")
        decoder = msgspec.msgpack.Decoder(Analysis)
        rows = connection.execute("SELECT value FROM analyses ORDER BY key")
        self.seconds = 0.0
        """Spent on making up pages."""
        self._stock = [decoder.decode(value[8:]) for (value,) in rows]

    def page(self, entry: Entry) -> Analysis:
        number = int(entry.path.removesuffix("/"))
        chance = random.Random(number)
        one, other = chance.choices(self._stock, k=2)
        terms = dict(_some(one, number, 0)) | dict(_some(other, number, 2))
        terms |= dict.fromkeys([f"own{number}", f"only.{number}"], "&$##")
        ordered = sorted(terms)
        return msgspec.structs.replace(
            one, terms="\n".join(ordered), postings="\n".join(terms[term] for term in ordered)
        )

    def pages(self, entries: Sequence[Entry]) -> list[Analysis]:
        began = time.perf_counter()
        made = [self.page(entry) for entry in entries]
        self.seconds += time.perf_counter() - began
        return made


def _some(analysis: Analysis, number: int, share: int) -> Iterator[tuple[str, str]]:
    pairs = zip(analysis.terms.split("\n"), analysis.postings.split("\n"), strict=True)
    for term, posting in pairs:
        third = (zlib.crc32(term.encode()) >> 3) + number
        if (third % 3 == 2) == (share == 2):
            yield term, posting


def main() -> int:
    site = Path(sys.argv[1])
    stock = Stock(site)
    print(
        "pages     whole, s  edit, s  files of an edit  gzip a page  first query  files  "
        "answer, ms  MB, this process and largest worker"
    )
    for number in map(int, sys.argv[2:] or ["1000", "2500", "10000", "100000"]):
        with tempfile.TemporaryDirectory() as folder:
            print(_measured(stock, number, Path(folder)), flush=True)
    return 0


def _measured(stock: Stock, number: int, folder: Path) -> str:
    entries = [Entry(f"{page:08}", f"{page}/") for page in range(number)]
    rows: dict[bytes, bytes] = {}
    states: list[State | None] = []
    began = time.perf_counter()
    stock.seconds = spent = packed = 0.0
    with process_pool(4, ["generator.search"]) as pool:
        spread = partial(parallel_stream, executor=pool)

        def made() -> Iterator[Output]:
            states.append((yield from whole(entries, stock.pages, "en", spread, rows.update)))

        for output in made():
            start = time.perf_counter()
            path = folder / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.data)
            packed += len(gzip.compress(output.data, 6))
            spent += time.perf_counter() - start
    seconds = time.perf_counter() - began - spent - stock.seconds
    edit, files = _edited(stock, entries, states[0], rows)
    told = _asked(stock, entries, folder)
    megabytes = [
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return (
        f"{number:7,}  {seconds:8.1f}  {edit:7.2f}  {files:16}  {packed / number:8,.0f} B  "
        f"{told[0] / 1000:8.1f} kB  {told[1]:5.1f}  {told[2]:10.1f}  {megabytes}"
    )


def _edited(
    stock: Stock, entries: Sequence[Entry], state: State | None, rows: dict[bytes, bytes]
) -> tuple[float, int]:
    """Seconds and files of an index in which one page says twenty words more than before."""
    assert state is not None
    place = len(entries) // 2
    old = stock.page(entries[place])
    terms = dict(zip(old.terms.split("\n"), old.postings.split("\n"), strict=True))
    other = stock.page(entries[place // 2])
    terms |= dict.fromkeys(other.terms.split("\n")[::10], "&$##")
    terms |= dict.fromkeys(old.terms.split("\n")[::20], "($##")
    ordered = sorted(terms)
    new = msgspec.structs.replace(
        old, terms="\n".join(ordered), postings="\n".join(terms[term] for term in ordered)
    )
    after = [*entries[:place], entries[place]._replace(key=b"new"), *entries[place + 1 :]]
    known = {key: stock.page(key) for key in (entries[place],)} | {after[place]: new}
    began = time.process_time()
    done = after_edits(
        state,
        after,
        lambda some: [known[entry] for entry in some],
        lambda digests: {digest: rows[digest] for digest in digests},
    )
    assert done is not None
    return time.process_time() - began, len(done.files)


def _asked(stock: Stock, entries: Sequence[Entry], folder: Path) -> list[float]:
    """Means of bytes, files and milliseconds."""
    queries = []
    for number, page in enumerate(stock.pages(random.Random(1).sample(entries, QUERIES))):
        title = json.loads(b"{" + page.document)["title"].split()
        typed = [title, title[:2], [*title[:1], "".join(title[1:2])[:3]]]
        queries.append(" ".join(typed[number % 3]))
    module = (ROOT / "templates/assets/js/search/index.js").as_uri()
    told = subprocess.run(
        ["node", "--input-type=module", "-e", ASK],
        input=json.dumps([module, folder.as_uri() + "/", queries]),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [sum(column) / QUERIES for column in zip(*json.loads(told), strict=True)]


if __name__ == "__main__":
    sys.exit(main())
