"""Links to other sites are asked about seldom and politely, and what is gone gets a way out."""

from datetime import UTC, datetime, timedelta

from generator.check import OutsideLink, State, Verdict, outside_links, outside_problems, to_ask
from generator.content import load
from generator.markdown import RenderOptions, render
from generator.model import Severity
from generator.site import facts_of

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def link(address: str) -> OutsideLink:
    return OutsideLink(address=address, path="content/a.md", line=7, date=NOW)


def verdict(state: State, days: int = 0, detail: str = "") -> Verdict:
    return Verdict(state=state, asked=NOW - timedelta(days=days), detail=detail)


def test_only_links_that_somebody_answers_for_are_asked() -> None:
    body = (
        "[a](https://python.org/a#b) [b](/inside/) [c](http://localhost:8000/) [d](mailto:a@b.c)\n"
        "[e](https://example.com/) [f](https://docs.example/x) [g](http://u:p@python.org/)\n"
    )
    text = f"---\ntitle: T\ndate: 2024-01-02\n---\n\n{body}"
    tutorial, _ = load("content/a.md", text.encode())
    assert tutorial is not None
    facts = facts_of(tutorial, render(tutorial.body, RenderOptions(title="T", top_level=2)))
    found = outside_links([facts])
    assert [(item.address, item.line) for item in found] == [("https://python.org/a", 6)]


def test_answers_are_believed_for_a_while_good_ones_longer() -> None:
    known = {
        "https://a.org/new": verdict(State.FINE, 20),
        "https://a.org/old": verdict(State.FINE, 40),
        "https://a.org/gone": verdict(State.GONE, 3),
        "https://a.org/just-gone": verdict(State.GONE, 1),
    }
    links = [link(address) for address in (*known, "https://a.org/never")]
    assert to_ask(links, known, NOW) == {
        "a.org": ["https://a.org/never", "https://a.org/old", "https://a.org/gone"]
    }


def test_no_host_is_asked_for_everything_at_once() -> None:
    links = [link(f"https://a.org/{number}") for number in range(500)]
    assert len(to_ask(links, {}, NOW)["a.org"]) == 60


def test_what_is_gone_is_a_note_with_an_archived_copy() -> None:
    known = {
        "https://a.org/1": verdict(State.GONE),
        "https://a.org/2": verdict(State.MOVED, detail="https://b.org/"),
        "https://a.org/3": verdict(State.SILENT, detail="no such host"),
        "https://a.org/4": verdict(State.FINE),
    }
    problems = list(outside_problems([link(address) for address in known], known))
    assert [problem.code for problem in problems] == [
        "outside-gone",
        "outside-moved",
        "outside-silent",
    ]
    assert {problem.severity for problem in problems} == {Severity.NOTE}
    assert "https://web.archive.org/web/20240601/https://a.org/1" in problems[0].hint
    assert "https://b.org/" in problems[1].hint
