"""What `new` promises: a file that reads without a problem, and never one overwritten."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from generator.content import load
from generator.model import Level, Problem, Tutorial
from generator.scaffold import TutorialOptions, ask_tutorial, new

NOW = datetime(2026, 11, 21, 10, 30, 44, tzinfo=UTC)


def test_front_matter_is_filled_in(tmp_path: Path) -> None:
    options = TutorialOptions(
        title="Reading files in Python",
        tags=("python", "files"),
        level=Level.BEGINNER,
        series="First steps",
    )
    path = new(tmp_path, options, NOW)

    assert path == tmp_path / "content/reading-files-in-python.md"
    tutorial, problems = load("content/reading-files-in-python.md", path.read_bytes())
    assert problems == ()
    assert tutorial is not None
    assert tutorial.front.title == "Reading files in Python"
    assert tutorial.front.date == datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    assert tutorial.front.tags == ("python", "files")
    assert tutorial.front.level is Level.BEGINNER
    assert tutorial.front.series == "First steps"


def test_a_tutorial_of_that_name_is_left_alone(tmp_path: Path) -> None:
    first = new(tmp_path, TutorialOptions(title="One title"), NOW)
    assert isinstance(first, Path)
    first.write_text("my work")

    again = new(tmp_path, TutorialOptions(title="One  title!"), NOW)

    assert isinstance(again, Problem)
    assert (again.code, again.path) == ("file-exists", "content/one-title.md")
    assert first.read_text() == "my work"


def test_an_empty_title_is_a_problem(tmp_path: Path) -> None:
    problem = new(tmp_path, TutorialOptions(title=" \n "), NOW)

    assert isinstance(problem, Problem)
    assert problem.code == "title-empty"
    assert list(tmp_path.iterdir()) == []


@given(title=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])))
def test_any_title_gives_a_file_that_reads_back(title: str) -> None:
    with TemporaryDirectory() as folder:
        path = new(Path(folder), TutorialOptions(title=title), NOW)
        if isinstance(path, Problem):
            assert not title.split()
            return
        tutorial, problems = load("content/x.md", path.read_bytes())
    assert problems == ()
    assert isinstance(tutorial, Tutorial)
    assert tutorial.front.title == " ".join(title.split())


def test_on_a_terminal_everything_is_asked_and_a_wrong_level_asked_again() -> None:
    answers = iter(["Lists", "python, lists", "expert", "beginner", ""])
    asked: list[str] = []

    def question(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    told = ask_tutorial(TutorialOptions(title=""), question)
    assert told == TutorialOptions(title="Lists", tags=("python", "lists"), level=Level.BEGINNER)
    assert asked[3].startswith("“expert” is no level.\n")


def test_a_conversation_that_breaks_off_ends() -> None:
    assert ask_tutorial(TutorialOptions(title=""), lambda _: "") == TutorialOptions(title="")
