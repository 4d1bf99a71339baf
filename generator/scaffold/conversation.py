"""The short conversation of `init`: three questions, each with an answer that Enter gives.

In: what the command line said, and a function that puts one question. Out: the same values, with
the gaps filled. Nothing is written here, and nothing here knows about terminals.
"""

from collections.abc import Callable

from generator.scaffold.options import InitOptions


def ask(options: InitOptions, default_title: str, question: Callable[[str], str]) -> InitOptions:
    """Ask for what `options` leaves open; `question` shows a prompt and gives the line typed."""
    return InitOptions(
        title=options.title or question(f"Title [{default_title}]: ").strip() or default_title,
        base_url=options.base_url or question("Address, if you know it [later]: ").strip(),
        feeds=options.feeds or tuple(_feeds(question)),
    )


def _feeds(question: Callable[[str], str]) -> list[str]:
    feeds: list[str] = []
    while answer := question("Feed to import [no more]: ").strip():
        feeds.append(answer)
    return feeds
