"""Asking feeds over the network, with what was remembered, and remembering what they said.

In: sources with addresses. Out: for each what it brought, or why it brought nothing. Hosts are
asked side by side, feeds of one host one after the other with a pause between them.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from generator import __version__
from generator.feeds.answers import Answer, Failure
from generator.feeds.hints import hints_of
from generator.feeds.polling import Polling
from generator.feeds.schedule import (
    after_answer,
    after_failure,
    conditions,
    is_hopeless,
    obstacle,
)
from generator.model import Problem, Severity
from generator.pipeline.memory import polling_names, read_polling
from generator.pipeline.sources import Received

PAUSE: Final = 1.0
"""Seconds between two requests to one host."""

_HOSTS: Final = 4
_IN_MEMORY: Final = 256 * 1024
_STATUS: Final = {
    404: "is not there (404)",
    403: "is not for us (403)",
    401: "asks for a password (401)",
    410: "is gone for good (410)",
    429: "says we ask too often (429)",
    503: "is out of service (503)",
}


class Asked(Struct, frozen=True, kw_only=True):
    """What asking one source came to: a document, else a problem, else a note."""

    source: str
    polling: Polling
    """To be remembered once the feed's entries are written."""
    received: Received | None = None
    problem: Problem | None = None
    note: str = ""
    """Why there is nothing new, such as `not modified`."""
    notices: tuple[Problem, ...] = ()
    """What the site's owner should know, such as a move."""


class Question(Struct, frozen=True, kw_only=True):
    """One source to be asked."""

    name: str
    """Of the source; empty while it has none."""
    address: str


class Poller(Struct, frozen=True, kw_only=True):
    """How one import asks."""

    site: Path
    now: datetime
    contact: str = ""
    """A page about whoever asks; part of the user agent."""
    explicit: bool = False
    """The user named the feeds: hints and `max-age` do not hold, `Retry-After` does."""
    allow_private: bool = False
    pause: float = PAUSE

    def ask(self, question: Question) -> Asked:
        """One answer."""
        polling, problems = _remembered(self.site, question)
        reason = obstacle(polling, self.now, explicit=self.explicit)
        if reason:
            return Asked(source=question.address, polling=polling, note=reason, notices=problems)
        from generator.feeds.fetch import get  # heavy; a build never gets here

        answer = get(
            polling.moved_to or question.address,
            agent=agent(self.contact),
            conditions=conditions(polling),
            allow_private=self.allow_private,
        )
        asked = _judged(question.address, polling, answer, self.now)
        return msgspec.structs.replace(asked, notices=(*problems, *asked.notices))

    def ask_all(self, questions: Sequence[Question]) -> Iterator[Asked]:
        """The answers in the order of the questions. Documents wait on disk, not in memory."""
        by_host: defaultdict[str, list[int]] = defaultdict(list)
        for number, question in enumerate(questions):
            by_host[urlsplit(question.address).hostname or ""].append(number)
        waiting: list[Future[_Waiting]] = [Future() for _ in questions]
        with ThreadPoolExecutor(max_workers=_HOSTS, thread_name_prefix="fetch") as pool:
            for numbers in by_host.values():
                pool.submit(self._ask_host, [(questions[n], waiting[n]) for n in numbers])
            for future in waiting:
                yield future.result().back()

    def _ask_host(self, waiting: Sequence[tuple[Question, "Future[_Waiting]"]]) -> None:
        for number, (question, future) in enumerate(waiting):
            if number:
                time.sleep(self.pause)
            try:
                future.set_result(_Waiting(self.ask(question)))
            except BaseException as error:  # belongs to whoever waits for the answer
                future.set_exception(error)


class _Waiting:
    """An answer whose document lies in a temporary file until its turn comes."""

    def __init__(self, asked: Asked) -> None:
        self._file: SpooledTemporaryFile[bytes]
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed in back()
        self._received = asked.received
        if asked.received is not None:
            self._file.write(asked.received.data)
            self._received = msgspec.structs.replace(asked.received, data=b"")
        self._asked = msgspec.structs.replace(asked, received=None)

    def back(self) -> Asked:
        with self._file as file:
            file.seek(0)
            if self._received is None:
                return self._asked
            received = msgspec.structs.replace(self._received, data=file.read())
        return msgspec.structs.replace(self._asked, received=received)


def agent(contact: str) -> str:
    """The same words in every request: what asks, which version, and who is behind it."""
    return f"tutorial-archive/{__version__}" + (f" (+{contact})" if contact else "")


def refused_after(polling: Polling, now: datetime) -> Polling:
    """What to remember of an answer that proved to be no feed: no validators, and a failure."""
    bare = msgspec.structs.replace(polling, etag="", last_modified="", moved_to="")
    return after_failure(bare, now=now)


def _remembered(site: Path, question: Question) -> tuple[Polling, tuple[Problem, ...]]:
    """A changed address starts anew: validators belong to the address that gave them."""
    problems: tuple[Problem, ...] = ()
    for name in (question.name,) if question.name else polling_names(site):
        polling, found = read_polling(site, name)
        problems += found
        if polling.address == question.address:
            return polling, problems
    return Polling(address=question.address), problems


def _judged(source: str, polling: Polling, answer: Answer | Failure, now: datetime) -> Asked:
    if isinstance(answer, Failure):
        return _failed(source, after_failure(polling, now=now), answer.reason, now)
    if answer.status not in (200, 304):
        reason = _STATUS.get(answer.status, f"answers {answer.status}")
        kept = after_answer(polling, status=answer.status, headers=answer.headers, now=now)
        if polling.moved_to and not kept.obliged:
            kept = msgspec.structs.replace(kept, moved_to="", gone=False)
        return _failed(source, kept, reason, now)
    moved = answer.moved_to or polling.moved_to
    kept = after_answer(
        polling,
        status=answer.status,
        headers=answer.headers,
        now=now,
        hints=hints_of(answer.body) if answer.status == 200 else None,
        moved_to=moved,
    )
    notices = (_moved(source, moved),) if moved else ()
    if answer.status == 304:
        return Asked(source=source, polling=kept, note="not modified", notices=notices)
    received = Received(
        source=source,
        data=answer.body,
        address=answer.address,
        content_type=answer.headers.get("content-type", ""),
    )
    return Asked(source=source, polling=kept, received=received, notices=notices)


def _failed(source: str, polling: Polling, reason: str, now: datetime) -> Asked:
    hopeless = is_hopeless(polling, now)
    hint = "It has failed for weeks: consider removing it." if hopeless else ""
    problem = Problem(code="feed-unreachable", message=reason, path=source, hint=hint)
    return Asked(source=source, polling=polling, problem=problem)


def _moved(source: str, address: str) -> Problem:
    return Problem(
        code="feed-moved",
        message=f"has moved for good to {address}",
        path=source,
        hint="Write the new address into site.toml.",
        severity=Severity.NOTE,
    )
