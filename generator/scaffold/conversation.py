"""The short conversations of `init` and `new`: each question has an answer that Enter gives.

In: what the command line said, and a function that puts one question. Out: the same values, with
the gaps filled. Nothing is written here, and nothing here knows about terminals.
"""

from collections.abc import Callable

from generator.config import address_fault, source_fault
from generator.model import Level
from generator.scaffold.options import InitOptions, TutorialOptions
from generator.text.commas import between_commas

Question = Callable[[str], str]
"""Shows a prompt and gives the line typed; nothing when there is nobody any more."""


def ask(options: InitOptions, default_title: str, question: Question) -> InitOptions:
    """Ask for what `options` leaves open about a site."""
    return InitOptions(
        title=options.title or question(f"Title [{default_title}]: ").strip() or default_title,
        base_url=options.base_url
        or _sound("Address, if you know it [later]: ", question, address_fault),
        feeds=options.feeds or tuple(_feeds(question)),
    )


def ask_tutorial(options: TutorialOptions, question: Question) -> TutorialOptions:
    """Ask for what `options` leaves open about a tutorial."""
    title = options.title or question("Title: ").strip()
    tags = options.tags or between_commas(question("Tags, with commas between [none]: "))
    level = options.level or _level(question)
    series = options.series or question("Series that it is a part of [none]: ").strip()
    return TutorialOptions(title=title, tags=tags, level=level, series=series)


def _level(question: Question) -> Level | None:
    def fault(answer: str) -> str:
        return "" if answer in [*Level] else "is no level"

    answer = _sound(f"Level: {', '.join(Level)} [none]: ", question, fault)
    return Level(answer) if answer else None


def _feeds(question: Question) -> list[str]:
    feeds: list[str] = []
    while answer := _sound("Feed to import [no more]: ", question, source_fault):
        feeds.append(answer)
    return feeds


def _sound(prompt: str, question: Question, fault: Callable[[str], str]) -> str:
    """An answer without fault, or none; what is wrong stands before the question, put again."""
    answer = question(prompt).strip()
    while answer and (wrong := fault(answer)):
        answer = question(f"“{answer}” {wrong}.\n{prompt}").strip()
    return answer
