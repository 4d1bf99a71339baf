"""How the search index grows: bytes of a query, size, time and memory at any number of pages.

    python bench/search_growth.py SITE KEPT [NUMBER ...]

SITE is a site that was built: the analyses in its store are the stock. KEPT is a folder: an index
that a run before this one made there is asked again, not made again.

A page of the simulation has two thirds of the terms of one page of the stock and a third of those
of another. Vocabulary grows with a power of the number of pages, as in real collections; for the
2,472 pages of the search benchmark that is 0.70 for terms and 0.60 for words. So a rare term (of up
to 20 pages) that comes up again in another round through the stock is either one of those that it
was before, the likelier the more pages have that, or a new one, half of it from another rare term.
Words of titles stay as they are: their lists are longer than in life.

The index is made as a build makes it, in two processes, and asked by the search module itself in
node, each time afresh, ten results each. The edit changes some seventy terms of one page; its
seconds are those of the processor.
"""

import gzip
import json
import random
import re
import resource
import sqlite3
import subprocess
import sys
import time
import zlib
from collections import Counter
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
_WORDS = re.compile(r"[A-Za-z]{2,}")
RARE = 20
ASK = """
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
const [module, site, queries] = JSON.parse(readFileSync(0, "utf8"));
const { openIndex } = await import(module);
let told, kind;
globalThis.readShard = async (url) => {
  const data = readFileSync(fileURLToPath(url)), start = performance.now();
  const value = JSON.parse(data.toString().replace(/^shard\\(|\\)$/g, ""));
  const bytes = gzipSync(data, { level: 9 }).length;
  const part = value.pages ? "first" : value.first ? "tables" : value.path ? "texts"
    : typeof value === "string" ? "names" : kind;
  told[part] = (told[part] ?? 0) + bytes;
  told.all += bytes;
  told.files += 1;
  told.packing += performance.now() - start;
  return value;
};
console.log(JSON.stringify(await queries.reduce(async (before, query) => {
  const all = await before;
  told = { all: 0, files: 0, packing: 0 };
  const start = performance.now(), index = await openIndex(site);
  for (const name of ["terms", "common", "filters", "words"]) {
    const { store } = index;
    index[name].store = { get: (file) => { kind = name; return store.get(file); } };
  }
  const found = await index.search(query);
  return [...all, { ...told, ms: performance.now() - start - told.packing, found: found.length }];
}, [])));
"""


class Stock:
    """Pages without end, each always the same."""

    def __init__(self, site: Path) -> None:
        connection = sqlite3.connect(site / ".cache/store.sqlite")
        decoder = msgspec.msgpack.Decoder(Analysis)
        rows = connection.execute("SELECT value FROM analyses ORDER BY key")
        analyses = (decoder.decode(value[8:]) for (value,) in rows)
        # Of a page that was built by several versions of this program, one.
        self._stock = list({each.document: each for each in analyses}.values())
        random.Random(0).shuffle(self._stock)
        self._terms = _Growing((each.terms for each in self._stock), 0.70)
        self._words = _Growing((each.words for each in self._stock), 0.60)
        self.seconds = 0.0
        """Spent on making up pages."""

    def page(self, entry: Entry) -> Analysis:
        number = int(entry.path.removesuffix("/"))
        round_, place = divmod(number, len(self._stock))
        one, other = self._stock[place], random.Random(number).choice(self._stock)
        title = frozenset(re.findall(r"\w+", json.loads(b"{" + one.document)["title"].lower()))
        terms = dict(_some(one, number, 0)) | dict(_some(other, number, 2))
        terms = {
            # The second sign of a posting tells how much of the title the term is.
            term if posting[1] > "&" else self._terms.of(term, number, round_): posting
            for term, posting in terms.items()
        }
        marks = {
            word if word in title else self._words.of(word, number, round_): mark
            for word, mark in zip(one.words.split("\n"), one.marks.split("\n"), strict=True)
        }
        return msgspec.structs.replace(
            one,
            **_lines("terms", "postings", terms),
            **_lines("words", "marks", marks),
        )

    def pages(self, entries: Sequence[Entry]) -> list[Analysis]:
        began = time.perf_counter()
        made = [self.page(entry) for entry in entries]
        self.seconds += time.perf_counter() - began
        return made


class _Growing:
    """A vocabulary in which rare terms have other spellings in later rounds through the stock.

    A round draws each spelling from those before, or finds a new one, as often as makes the whole
    grow with the given power of the rounds."""

    def __init__(self, lines: Iterator[str], power: float) -> None:
        counts = Counter(term for each in lines for term in each.split("\n"))
        self._rare = {term: count for term, count in counts.items() if count <= RARE}
        self._others = sorted(self._rare)
        self._power = power

    def of(self, term: str, number: int, round_: int) -> str:
        count = self._rare.get(term)
        if not count:
            return term
        place = number % count
        while round_:
            chance = zlib.crc32(f"{term} {round_} {place}".encode())
            if chance < self._power * round_ ** (self._power - 1) / count * 2**32:
                other = self._others[chance * 2654435761 % len(self._others)]
                return term[: (len(term) + 1) // 2] + other[len(other) // 2 :]
            round_, place = chance % round_, chance // 997 % count
        return term


def _lines(keys: str, values: str, table: dict[str, str]) -> dict[str, str]:
    ordered = sorted(table)
    return {keys: "\n".join(ordered), values: "\n".join(table[key] for key in ordered)}


def _some(analysis: Analysis, number: int, share: int) -> Iterator[tuple[str, str]]:
    pairs = zip(analysis.terms.split("\n"), analysis.postings.split("\n"), strict=True)
    for term, posting in pairs:
        third = (zlib.crc32(term.encode()) >> 3) + number
        if (third % 3 == 2) == (share == 2):
            yield term, posting


def main() -> int:
    site, kept = map(Path, sys.argv[1:3])
    stock = Stock(site)
    for number in map(int, sys.argv[3:] or ["1000", "2500", "10000", "30000", "100000"]):
        folder = kept / str(number)
        made = folder / "made.json"
        if not made.exists():
            made.write_bytes(msgspec.json.encode(_made(stock, number, folder)))
        print(f"\n{number:,} pages: {json.loads(made.read_bytes())}")
        for kind, queries in _queries(stock, number).items():
            told = _asked(queries, folder)
            print(f"  {kind:8}", *(f"{name} {value:,.1f}" for name, value in told.items()))
        sys.stdout.flush()
    return 0


def _made(stock: Stock, number: int, folder: Path) -> dict[str, object]:
    entries = [Entry(f"{page:08}", f"{page}/") for page in range(number)]
    rows: dict[bytes, bytes] = {}
    states: list[State | None] = []
    began = time.perf_counter()
    stock.seconds = spent = packed = 0.0
    with process_pool(2, ["generator.search"]) as pool:
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
    return {
        "seconds": round(seconds, 1),
        "gzip a page": round(packed / number),
        **_edited(stock, entries, states[0], rows),
        "MB, this process and the largest worker": [
            resource.getrusage(who).ru_maxrss // 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ],
    }


def _edited(
    stock: Stock, entries: Sequence[Entry], state: State | None, rows: dict[bytes, bytes]
) -> dict[str, object]:
    """What an index costs in which one page says twenty words more than before."""
    assert state is not None
    place = len(entries) // 2
    old = stock.page(entries[place])
    terms = dict(zip(old.terms.split("\n"), old.postings.split("\n"), strict=True))
    other = stock.page(entries[place // 2])
    terms |= dict.fromkeys(other.terms.split("\n")[::10], "&$##")
    terms |= dict.fromkeys(old.terms.split("\n")[::20], "($##")
    new = msgspec.structs.replace(old, **_lines("terms", "postings", terms))
    after = [*entries[:place], entries[place]._replace(key=b"new"), *entries[place + 1 :]]
    known = {entries[place]: old, after[place]: new}
    read: dict[bytes, bytes] = {}

    def rows_of(digests: Sequence[bytes]) -> dict[bytes, bytes]:
        some = {digest: rows[digest] for digest in digests}
        read.update(some)
        return some

    began = time.process_time()
    done = after_edits(state, after, lambda some: [known[entry] for entry in some], rows_of)
    seconds = time.process_time() - began
    assert done is not None
    return {
        "edit, s": round(seconds, 2),
        "files of an edit": len(done.files),
        "MB of rows read": round(sum(map(len, read.values())) / 1e6, 1),
    }


def _queries(stock: Stock, number: int) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {
        kind: [] for kind in ("titles", "typos", "phrases", "quotes", "without", "filters")
    }
    places = random.Random(1).sample(range(number), QUERIES)
    for count, place in enumerate(places):
        document = json.loads(b"{" + stock.page(Entry("", f"{place}/")).document)
        title = document["title"].split()
        typed = [title, title[:2], [*title[:1], "".join(title[1:2])[:3]]]
        kinds["titles"].append(" ".join(typed[count % 3]))
        longest = max(title, key=len)
        wrong = longest[:2] + longest[3:] if len(longest) > 5 else longest
        kinds["typos"].append(" ".join(wrong if word == longest else word for word in title))
        kinds["phrases"].append(f'"{" ".join(title[:3])}"')
        text = [word for section in document["sections"] for word in _WORDS.findall(section[2])]
        at = count * 7919 % max(1, len(text) - 2)
        said = " ".join(text[at : at + 3])
        kinds["quotes"].append(f'"{said}"')
        # Two words that are not wanted, each alone or as a phrase.
        two = text[at : at + 2]
        unwanted = f'-"{" ".join(two)}"' if count % 2 else " ".join(f"-{word}" for word in two)
        kinds["without"].append(f"{' '.join(title[:2])} {unwanted}")
        tag = next(iter(document.get("tags", [])), "")
        kinds["filters"].append(f'{title[-1]} tag:"{tag}"')
    return kinds


def told(script: str, site: str, queries: Sequence[object]) -> Counter[str]:
    """Sums of what a script of node tells of each query that it asks the search module."""
    module = (ROOT / "templates/assets/js/search/index.js").as_uri()
    printed = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps([module, site, queries]),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    sums: Counter[str] = Counter()
    for each in json.loads(printed):
        sums.update(each)
    return sums


def _asked(queries: Sequence[str], folder: Path) -> dict[str, float]:
    """Means: kB in all and by kind of file, number of files, milliseconds, results."""
    sums = told(ASK, folder.absolute().as_uri() + "/", queries)
    del sums["packing"]
    counts = {"files", "ms", "found"}
    return {
        name: sum_ / len(queries) / (1 if name in counts else 1000) for name, sum_ in sums.items()
    }


if __name__ == "__main__":
    sys.exit(main())
