"""Asking other sites whether links to them still lead somewhere: `check --external`.

In: the tutorials' facts, the moment, the site directory for what was learnt in earlier runs. Out:
problems, all of them notes. Hosts are asked side by side, one host slowly. Nothing here fails:
whom nobody can reach is silent, and what cannot be remembered is asked again.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from generator.check import State, Verdict, judged, outside_links, outside_problems, to_ask
from generator.config import load_config
from generator.content import replace_file
from generator.model import Problem, Severity
from generator.report import NoProgress, Progress
from generator.site import Facts

Ask = Callable[[str], Verdict]

MEMORY: Final = ".cache/outside.json"
PAUSE: Final = 1.0
"""Seconds between two requests to one host."""

_HOSTS: Final = 16
_SEVERAL: Final = 4
"""Sites of which one at least answers, if this machine is online."""
_SECONDS: Final = 15.0
_ENOUGH: Final = 1 << 20
_GONE: Final = frozenset((404, 410))


def check_external(
    site: Path, *, now: datetime, progress: Progress | None = None
) -> tuple[Problem, ...]:
    """`external_problems` of all tutorials of a site, with the severities of its site.toml.

    A site whose configuration is broken has none: that is told by the check itself.
    """
    from generator.pipeline.contents import read_contents
    from generator.pipeline.stages import Stages
    from generator.store.cache import Store

    config, _ = load_config(site)
    if config is None:
        return ()
    with Store.open(site / ".cache" / "store.sqlite") as store:
        contents = read_contents(site, store, None, Stages(progress or NoProgress()))
    found = external_problems(site, contents.facts, now=now, progress=progress)
    return judged(found, config.check.severity)


def external_problems(
    site: Path,
    tutorials: Iterable[Facts],
    *,
    now: datetime,
    progress: Progress | None = None,
    ask: Ask | None = None,
    pause: float = PAUSE,
) -> tuple[Problem, ...]:
    """What is known about links to other sites, after asking about those that are due.

    `ask` gives the verdict on one address; without it the network is asked.
    """
    links = outside_links(tutorials)
    known = _remembered(site)
    by_host = to_ask(links, known, now)
    ask = ask or partial(ask_network, now=now)
    asked, fresh = sum(map(len, by_host.values())), dict[str, Verdict]()
    with (
        (progress or NoProgress()).stage("ask", asked) as stage,
        ThreadPoolExecutor(_HOSTS, thread_name_prefix="ask") as pool,
    ):
        hosts = [by_host[host] for host in sorted(by_host)]
        for verdicts in pool.map(partial(_ask_host, ask=ask, pause=pause), hosts):
            fresh.update(verdicts)
            stage.advance(len(verdicts))
    if len(by_host) >= _SEVERAL and all(each.state is State.SILENT for each in fresh.values()):
        return (_offline(len(by_host)), *outside_problems(links, known))
    known.update(fresh)
    _remember(site, {link.address: known[link.address] for link in links if link.address in known})
    return tuple(outside_problems(links, known))


def _offline(hosts: int) -> Problem:
    return Problem(
        code="outside-silent",
        message=f"None of the {hosts} sites that were asked answers",
        severity=Severity.NOTE,
        hint="Look whether this machine is online.",
    )


def ask_network(address: str, *, now: datetime) -> Verdict:
    """The verdict on one address, from one GET.

    Only a clear no counts as gone: a site that asks for a password, turns programs away or sends
    more than we read may well be there. Addresses of this machine and its network are not asked.
    """
    from generator import __version__
    from generator.feeds.answers import Failure
    from generator.feeds.fetch import get

    agent = f"tutorial-archive/{__version__} (link check)"
    answer = get(address, agent=agent, accept="*/*", limit=_ENOUGH, seconds=_SECONDS)
    if isinstance(answer, Failure):
        state = State.FINE if answer.refused else State.SILENT
        return Verdict(state=state, asked=now, detail=answer.reason)
    if answer.status in _GONE:
        return Verdict(state=State.GONE, asked=now)
    if answer.status == 200 and answer.moved_to:
        return Verdict(state=State.MOVED, asked=now, detail=answer.moved_to)
    return Verdict(state=State.FINE, asked=now)


def _ask_host(addresses: Sequence[str], *, ask: Ask, pause: float) -> dict[str, Verdict]:
    verdicts = {}
    for number, address in enumerate(addresses):
        if number:
            time.sleep(pause)
        verdicts[address] = ask(address)
    return verdicts


def _remembered(site: Path) -> dict[str, Verdict]:
    try:
        return msgspec.json.decode((site / MEMORY).read_bytes(), type=dict[str, Verdict])
    except (OSError, msgspec.DecodeError):
        return {}


def _remember(site: Path, known: dict[str, Verdict]) -> None:
    try:
        replace_file(site / MEMORY, msgspec.json.encode(known, order="sorted"))
    except OSError:
        return  # it is asked again next time
