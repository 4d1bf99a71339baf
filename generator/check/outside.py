"""Links to other sites: which to ask about, and what an answer means. Nothing is asked here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urldefrag, urlsplit

from msgspec import Struct

from generator.model import Problem, Severity
from generator.site import Facts
from generator.text.links import web_address

ASKED_OF_A_HOST: Final = 60
"""In one run; what is left waits for the next."""

_BELIEVED: Final = {True: timedelta(days=30), False: timedelta(days=2)}
"""How long an answer holds: a good one, and a bad one."""

_NOBODY: Final = frozenset(
    "example example.com example.net example.org invalid local localhost test".split()
)
"""Names that documentation uses and nobody answers for (RFC 2606, RFC 6761)."""


class State(StrEnum):
    """What is known about an address."""

    FINE = "fine"
    MOVED = "moved"
    GONE = "gone"
    SILENT = "silent"


class Verdict(Struct, frozen=True, kw_only=True):
    """What came of asking an address, and when."""

    state: State
    asked: datetime
    detail: str = ""
    """The new address of what moved, the reason of what is silent."""


class OutsideLink(Struct, frozen=True, kw_only=True):
    """One link to another site."""

    address: str
    """Without its fragment."""
    path: str
    line: int
    date: datetime
    """Of the tutorial: when the link was good."""


def outside_links(tutorials: Iterable[Facts]) -> tuple[OutsideLink, ...]:
    """All links of tutorials that somebody elsewhere answers for."""
    return tuple(
        OutsideLink(address=address, path=facts.path, line=link.line, date=facts.front.date)
        for facts in tutorials
        for link in facts.links
        if link.href.startswith(("https://", "http://"))
        and (address := web_address(urldefrag(link.href).url))
        and not _is_nobodys(address)
    )


def to_ask(
    links: Sequence[OutsideLink], known: Mapping[str, Verdict], now: datetime
) -> dict[str, list[str]]:
    """Addresses to ask by host: those never asked first, then the oldest answers."""
    due = {
        link.address: known[link.address].asked if link.address in known else datetime.min
        for link in links
        if link.address not in known or not _is_believed(known[link.address], now)
    }
    by_host: dict[str, list[str]] = {}
    for address in sorted(due, key=lambda address: (due[address].replace(tzinfo=None), address)):
        waiting = by_host.setdefault(urlsplit(address).hostname or "", [])
        if len(waiting) < ASKED_OF_A_HOST:
            waiting.append(address)
    return by_host


def outside_problems(
    links: Iterable[OutsideLink], known: Mapping[str, Verdict]
) -> Iterator[Problem]:
    """What the answers mean for each link; all notes, since it is others who moved."""
    for link in links:
        verdict = known.get(link.address)
        if verdict is None or verdict.state is State.FINE:
            continue
        if verdict.state is State.MOVED:
            hint = f"It is now {verdict.detail}"
            yield _problem("outside-moved", link, "has moved", hint)
        elif verdict.state is State.GONE:
            yield _problem("outside-gone", link, "is gone", _archived(link))
        else:
            what = f"does not answer: {verdict.detail}"
            yield _problem("outside-silent", link, what, _archived(link))


def _problem(code: str, link: OutsideLink, what: str, hint: str) -> Problem:
    return Problem(
        code=code,
        message=f"{link.address} {what}",
        severity=Severity.NOTE,
        hint=hint,
        path=link.path,
        line=link.line,
    )


def _archived(link: OutsideLink) -> str:
    day = f"{link.date:%Y%m%d}"
    return f"Perhaps there is a copy: https://web.archive.org/web/{day}/{link.address}"


def _is_believed(verdict: Verdict, now: datetime) -> bool:
    return now - verdict.asked < _BELIEVED[verdict.state is State.FINE]


def _is_nobodys(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return any(host == name or host.endswith(f".{name}") for name in _NOBODY)
