"""How well the text of a saved page is told from what is around it, beside two libraries.

    python bench/saved_pages.py ITEMS.jsonl [--sample N]

ITEMS.jsonl holds bodies of posts, one object a line with `html` and `title`; each is put into
pages as five kinds of program make them, so that the truth is known. Trafilatura and
readability-lxml are measured too where they are installed. Columns: words of the post that came
out, words of the page around it that came out with them, blocks of code that came out unchanged,
images that did, and processor time for a page.
"""

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path

from generator.archives.pages.reading import read_page
from generator.archives.pages.writing import inner_html
from generator.importer.html_tree import descendants, parse, text_of

HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | Site</title></head>"
NAV = (
    '<header class="site-header"><a href="/">zzhome</a><nav><ul><li><a href="/a">zzabout</a></li>'
    '<li><a href="/b">zzblog</a></li></ul></nav></header>'
)
AFTER = (
    '<div class="share"><span>zzshare this</span><a href="#">zztweet</a></div>'
    '<section class="related"><h3>zzrelated posts</h3><ul><li><a href="/c">zzone zztwo</a></li>'
    '</ul></section><section id="comments" class="comments"><h2>zzcomments</h2>'
    '<ol class="comment-list"><li class="comment"><div class="comment-body">'
    "<p>zzreader says that this zztext is wrong and says so at zzlength.</p></div></li></ol>"
    "<form><textarea></textarea></form></section>"
)
END = (
    '<aside class="sidebar"><h2>zzrecent</h2><ul><li><a href="/d">zzother</a></li></ul></aside>'
    '<footer class="footer"><p>zzcopyright of zzeverybody.</p></footer>'
    '<div class="cookie-consent"><p>zzcookies are zzgood.</p><button>zzaccept</button></div></body>'
)
FRAMES = {
    "article": "<body>" + NAV + "<main><article><h1>{title}</h1>{body}</article>" + AFTER,
    "wordpress": "<body>" + NAV + '<div id="primary"><article class="post"><header><h1>{title}</h1>'
    '<div class="entry-meta">zzposted by zzsomebody</div></header><div class="entry-content">'
    "{body}</div></article>" + AFTER + "</div>",
    "microdata": "<body>" + NAV + '<div itemscope><h1 itemprop="headline">{title}</h1>'
    '<div itemprop="articleBody">{body}</div></div>' + AFTER,
    "divisions": "<body>" + NAV + '<div class="wrap"><div class="col-8"><h1>{title}</h1>{body}'
    "</div></div>" + AFTER,
    "tables": "<body><table><tr><td>" + NAV + "</td><td><h1>{title}</h1>{body}</td></tr></table>"
    + AFTER,
}  # fmt: skip


def ours(page: str) -> str:
    return "".join(inner_html(post.content) for post in read_page(page).posts)


def libraries() -> dict[str, Callable[[str], str]]:
    """Those that are there."""
    found: dict[str, Callable[[str], str]] = {"ours": ours}
    try:
        import trafilatura

        found["trafilatura"] = lambda page: (
            trafilatura.extract(
                page,
                output_format="html",
                include_images=True,
                include_links=True,
                include_formatting=True,
                include_tables=True,
                include_comments=False,
                favor_recall=True,
            )
            or ""
        )
    except ImportError:
        pass
    try:
        from readability import Document

        found["readability-lxml"] = lambda page: str(Document(page).summary(html_partial=True))
    except ImportError:
        pass
    return found


def words(html: str) -> Counter[str]:
    return Counter(
        re.findall(r"\w+", text_of(parse(re.sub(r"(?s)<(style|script).*?</\1>", "", html))))
    )


def codes(html: str) -> Counter[str]:
    tree = parse(html)
    return Counter(text_of(e).strip() for e in descendants(tree) if e.tag == "pre")


def images(html: str) -> Counter[str]:
    tree = parse(html)
    return Counter(e.attrs.get("src", "") for e in descendants(tree) if e.tag in ("img", "graphic"))


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("items", type=Path)
    arguments.add_argument("--sample", type=int, default=100)
    options = arguments.parse_args()
    items = [json.loads(line) for line in options.items.read_text(encoding="utf-8").splitlines()]
    items = [item for item in items if len(words(item["html"])) > 100]
    chosen = random.Random(7).sample(items, min(options.sample, len(items)))
    print(f"{len(chosen)} posts in {len(FRAMES)} kinds of page")
    print(f"{'':18}{'words':>8}{'around':>8}{'code':>8}{'images':>8}{'ms':>8}")
    for name, extract in libraries().items():
        kept, whole = Counter[str](), Counter[str]()
        started = time.process_time()
        results = [
            (
                item,
                extract(
                    (HEAD + frame + END).format(title=escape(item["title"]), body=item["html"])
                ),
            )
            for item in chosen
            for frame in FRAMES.values()
        ]
        seconds = time.process_time() - started
        for item, result in results:
            for kind, read in (("words", words), ("code", codes), ("images", images)):
                true, found = read(item["html"]), read(result)
                whole[kind] += true.total()
                kept[kind] += (true & found).total()
            whole["around"] += 1
            kept["around"] += sum(word.startswith("zz") for word in words(result).elements())
        shares = {kind: kept[kind] / max(1, whole[kind]) for kind in whole}
        print(
            f"{name:18}{shares['words']:8.4f}{shares['around']:8.2f}{shares['code']:8.3f}"
            f"{shares['images']:8.3f}{1000 * seconds / len(results):8.1f}"
        )


if __name__ == "__main__":
    main()
