"""What `new` promises: a file that reads without a problem, and never one overwritten."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from generator.content import load
from generator.model import Level, Problem, Tutorial
from generator.scaffold import new

NOW = datetime(2026, 11, 21, 10, 30, 44, tzinfo=UTC)


def test_front_matter_is_filled_in(tmp_path: Path) -> None:
    path = new(
        tmp_path,
        "Reading files in Python",
        now=NOW,
        tags=("python", "files"),
        level=Level.BEGINNER,
        series="First steps",
    )

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
    first = new(tmp_path, "One title", now=NOW)
    assert isinstance(first, Path)
    first.write_text("my work")

    again = new(tmp_path, "One  title!", now=NOW)

    assert isinstance(again, Problem)
    assert (again.code, again.path) == ("file-exists", "content/one-title.md")
    assert first.read_text() == "my work"


def test_an_empty_title_is_a_problem(tmp_path: Path) -> None:
    problem = new(tmp_path, " \n ", now=NOW)

    assert isinstance(problem, Problem)
    assert problem.code == "title-empty"
    assert list(tmp_path.iterdir()) == []


@given(title=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])))
def test_any_title_gives_a_file_that_reads_back(title: str) -> None:
    with TemporaryDirectory() as folder:
        path = new(Path(folder), title, now=NOW)
        if isinstance(path, Problem):
            assert not title.split()
            return
        tutorial, problems = load("content/x.md", path.read_bytes())
    assert problems == ()
    assert isinstance(tutorial, Tutorial)
    assert tutorial.front.title == " ".join(title.split())
