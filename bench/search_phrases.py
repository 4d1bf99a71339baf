"""What exact phrases cost a reader, and whether they find the page that they are from.

    python bench/search_phrases.py OUTPUT

OUTPUT is a built site. The phrases are words that stand together in the text of pages drawn by lot,
two, three or five, and the first three words of titles, forty of each. Each is asked of an index
opened anew, ten results, by the search module in node; the figures are means, in kB gzip.
"""

import html
import random
import re
import sys
from pathlib import Path

from search_growth import told

QUERIES = 40
ASK = """
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
const [module, site, queries] = JSON.parse(readFileSync(0, "utf8"));
const { openIndex } = await import(module);
let told;
globalThis.fetch = async (url) => {
  const path = decodeURIComponent(new URL(url).pathname), isPage = path.endsWith("/");
  const data = readFileSync(site + path + (isPage ? "index.html" : ""));
  const bytes = gzipSync(data, { level: 9 }).length / 1000;
  told.files += 1;
  told[isPage ? "pages" : "index"] += bytes;
  return { ok: true, text: async () => data.toString() };
};
const all = [];
for (const [query, path] of queries) {
  told = { index: 0, pages: 0, files: 0 };
  const found = await (await openIndex("http://site/")).search(query);
  const its = found.some(({ url }) => url === path);
  const any = found.length > 0;
  all.push({ ...told, results: found.length, "finds its page": +its, "finds any": +any });
}
console.log(JSON.stringify(all));
"""


def _texts(site: Path) -> dict[str, tuple[str, str]]:
    """Address, title and text of each page that has text of its own and is in the index."""
    found = {}
    for file in sorted(site.rglob("index.html")):
        source = file.read_text(encoding="utf-8")
        title, body = re.search(r"<h1[^>]*>(.*?)</h1>", source, re.DOTALL), "data-body"
        if title and body in source:
            text = re.sub(r"<pre.*?</pre>|<[^>]*>", " ", source.partition(body)[2], flags=re.DOTALL)
            address = "/" + file.parent.relative_to(site).as_posix() + "/"
            found[address] = (re.sub("<[^>]*>", "", title[1]), html.unescape(text))
    return found


def _queries(site: Path) -> dict[str, list[tuple[str, str]]]:
    texts, lot = _texts(site), random.Random(5)
    kinds: dict[str, list[tuple[str, str]]] = {}
    for count in (2, 3, 5):
        kinds[f"{count} words"] = []
        while len(kinds[f"{count} words"]) < QUERIES:
            address = lot.choice(list(texts))
            words = re.findall(r"[^\s\"`]+", texts[address][1])
            at = lot.randrange(max(1, len(words) - count))
            kinds[f"{count} words"].append((f'"{" ".join(words[at : at + count])}"', address))
    drawn = [lot.choice(list(texts)) for _ in range(QUERIES)]
    kinds["titles"] = [
        (f'"{" ".join(html.unescape(texts[each][0]).split()[:3])}"', each) for each in drawn
    ]
    return kinds


def main() -> int:
    site = Path(sys.argv[1])
    for kind, queries in _queries(site).items():
        sums = told(ASK, str(site), queries)
        print(f"{kind:8}", *(f"{name} {total / QUERIES:.2f}" for name, total in sums.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
