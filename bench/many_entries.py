"""Time and memory of importing one feed with many entries, and of importing it again.

    python bench/many_entries.py [NUMBER]

Makes a feed of NUMBER posts (10,000 unless told) of some 150 words with code, lists and links, in
a site of its own under the temporary folder. Prints seconds, and the peak memory of the importing
process and of all its workers together.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

_WORDS = (
    "the a query server deploys returns caches index loop reads file writes and then tests with"
    " container thread lock deadline port value module function error retries before after until"
).split()


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        feed = site / "many.xml"
        (site / "site.toml").write_text('title = "Bench"\n', encoding="utf-8")
        feed.write_text(_feed(number), encoding="utf-8")
        print(f"{number:,} entries, {feed.stat().st_size / 1e6:.1f} MB")
        for name in ("first", "again"):
            print(f"{name:6} {_imported(site, feed)}")
    return 0


def _imported(site: Path, feed: Path) -> str:
    start = time.perf_counter()
    command = [sys.executable, "-m", "generator", "import", str(feed), "--site", str(site)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = together = 0
    while process.poll() is None:
        sizes = _sizes(process.pid)
        peak, together = max(peak, sizes[0] if sizes else 0), max(together, sum(sizes))
        time.sleep(0.1)
    seconds = time.perf_counter() - start
    said = process.communicate()[0].strip().splitlines()[-1:]
    own = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return (
        f"{seconds:6.1f} s   largest process {max(own, peak)} MB, all together {together} MB"
        f"   {' '.join(said)}"
    )


def _sizes(pid: int) -> list[int]:
    """MB in use by a process and those it started: memory that is shared counts in shares."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        number = waiting.pop()
        try:
            told = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
            found += [int(line.split()[1]) // 1024 for line in told if line.startswith("Pss:")]
            for task in Path(f"/proc/{number}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it has ended meanwhile
    return found


def _feed(number: int) -> str:
    chance = random.Random(7)
    items = "".join(_item(n, chance) for n in range(number))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        "<title>Many posts</title><link>https://blog.example/</link>"
        f"<description>Posts</description>{items}</channel></rss>"
    )


def _item(number: int, chance: random.Random) -> str:
    def words(count: int) -> str:
        return " ".join(chance.choices(_WORDS, k=count))

    parts = [
        f"<h2>{words(4)}</h2><p>{words(22)} <a href='/p/{n}'>{words(2)}</a></p>" for n in "abcd"
    ]
    code = "".join(f"    value_{n} = load({number}, {n})\n" for n in range(6))
    parts.append(f'<pre><code class="language-python">def run():\n{code}</code></pre>')
    parts.append(f"<ul>{''.join(f'<li>{words(5)} <b>{words(2)}</b></li>' for _ in range(6))}</ul>")
    link = f"https://blog.example/p/{number}"
    return (
        f"<item><title>Post {number}: {words(3)}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Mon, 06 Jan 2020 10:{number % 60:02}:00 GMT</pubDate>"
        f"<description>{escape(''.join(parts))}</description></item>"
    )


if __name__ == "__main__":
    sys.exit(main())
