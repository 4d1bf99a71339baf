"""Asking other sites is remembered between runs, and nothing that they do can fail a check."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.check import State, Verdict
from generator.content import load
from generator.markdown import RenderOptions, render
from generator.pipeline.outside import MEMORY, ask_network, external_problems
from generator.site import Facts, facts_of

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def facts(*addresses: str) -> Facts:
    body = " ".join(f"[x]({address})" for address in addresses)
    tutorial, _ = load("content/a.md", f"---\ntitle: T\ndate: 2024-01-02\n---\n\n{body}".encode())
    assert tutorial is not None
    return facts_of(tutorial, render(tutorial.body, RenderOptions(title="T", top_level=2)))


def test_each_address_is_asked_once_and_remembered(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(address: str) -> Verdict:
        asked.append(address)
        return Verdict(state=State.GONE, asked=NOW)

    tutorials = [facts("https://a.org/", "https://b.org/x#1", "https://b.org/x#2")]
    for now in (NOW, NOW + timedelta(days=1)):
        problems = external_problems(tmp_path, tutorials, now=now, ask=ask, pause=0)
        assert [problem.code for problem in problems] == ["outside-gone"] * 3
    assert sorted(asked) == ["https://a.org/", "https://b.org/x"]


def test_a_machine_that_is_offline_is_told_once_and_nothing_is_remembered(tmp_path: Path) -> None:
    tutorials = [facts(*(f"https://{name}.org/{n}" for name in "abcd" for n in range(9)))]
    silent = Verdict(state=State.SILENT, asked=NOW)
    (problem,) = external_problems(tmp_path, tutorials, now=NOW, ask=lambda _: silent, pause=0)
    assert problem.message == "None of the 4 sites that were asked answers"
    assert not (tmp_path / MEMORY).exists()


def test_a_broken_memory_is_started_anew(tmp_path: Path) -> None:
    (tmp_path / MEMORY).parent.mkdir()
    (tmp_path / MEMORY).write_bytes(b'{"https://a.org/": 3}')

    def ask(_: str) -> Verdict:
        return Verdict(state=State.FINE, asked=NOW)

    found = external_problems(tmp_path, [facts("https://a.org/")], now=NOW, ask=ask, pause=0)
    assert found == ()


def test_addresses_of_this_network_are_not_asked() -> None:
    assert ask_network("http://127.0.0.1:1/", now=NOW).state is State.FINE
    assert ask_network("http://169.254.169.254/", now=NOW).state is State.FINE
