"""What rendering costs a page, and that it gives what the reference libraries give.

    python bench/rendering.py CONTENT [--pages 500]

CONTENT is any folder of Markdown files with front matter. Each page is read by our parser and by
markdown-it-py with all rules asked, each block of code lexed by us and by Pygments: tokens must be
the same, and the times of both are told, in milliseconds of processor time a page, the best of
three. The rest of `render` is what is left of its time.
"""

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pygments.lexer import Lexer

from generator.content import load
from generator.markdown import render
from generator.markdown.highlighting import lexer_of
from generator.markdown.lexing import runs
from generator.markdown.lexprogram import class_of
from generator.markdown.parser import parse, plain_parser


def joined(lexer: Lexer, text: str) -> list[tuple[str, str]]:
    """The tokens of Pygments, neighbours of one class joined as a page shows them."""
    found = [("", "")]
    for _, kind, value in lexer.get_tokens_unprocessed(text):
        name = class_of(kind) if value.strip() else found[-1][0]
        if name == found[-1][0]:
            found[-1] = (name, found[-1][1] + value)
        else:
            found.append((name, value))
    return [run for run in found if run[1]]


def milliseconds(pages: int, work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000 / pages


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure rendering, and compare it.")
    parser.add_argument("content", type=Path, help="folder of Markdown files")
    parser.add_argument("--pages", type=int, default=500, help="how many, drawn at random")
    options = parser.parse_args()
    paths = sorted(options.content.rglob("*.md"))
    chosen = random.Random(1).sample(paths, min(options.pages, len(paths)))
    read = [load(path.name, path.read_bytes())[0] for path in chosen]
    bodies = [tutorial.body for tutorial in read if tutorial]
    blocks = [
        (lexer, block.text)
        for body in bodies
        for block in render(body).code_blocks
        if (lexer := lexer_of(block.language)) is not None
    ]
    plain = plain_parser()
    other = sum(parse(body) != plain.parse(body) for body in bodies)
    other_colours = sum(runs(*block) != joined(*block) for block in blocks)
    gc.freeze()
    gc.disable()
    count = len(bodies)
    parsed = milliseconds(count, lambda: [parse(body) for body in bodies])
    lexed = milliseconds(count, lambda: [runs(*block) for block in blocks])
    whole = milliseconds(count, lambda: [render(body) for body in bodies])
    theirs = milliseconds(count, lambda: [plain.parse(body) for body in bodies])
    their_lexing = milliseconds(count, lambda: [joined(*block) for block in blocks])
    print(f"{count} pages, {len(blocks)} blocks of code     ours   reference   others' tokens")
    print(f"Markdown to tokens, ms a page  {parsed:10.2f} {theirs:11.2f} {other:16}")
    print(f"code to classes                {lexed:10.2f} {their_lexing:11.2f} {other_colours:16}")
    print(f"the rest: HTML, facts, cleaning{whole - parsed - lexed:10.2f}")
    print(f"render                         {whole:10.2f}")
    return 1 if other or other_colours else 0


if __name__ == "__main__":
    sys.exit(main())
