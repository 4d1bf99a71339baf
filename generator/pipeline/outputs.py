"""Files that go into the site as they are, and what else wants their addresses."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.model import Output, Problem
from generator.render.pages import Plan


class Unreadable(Exception):  # noqa: N818 - said as it happened
    """A file to be copied cannot be read; `problem` names it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def copied_outputs(site_folder: Path, files: Mapping[str, str]) -> Iterator[Output]:
    """The files that go into the site as they are. Raises Unreadable."""
    for path, site_path in files.items():
        yield Output(path=site_path, data=_copied(site_folder, path))


def collisions(plan: Plan, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Copied files on the address of a page or of another file."""
    taken = {path.casefold(): "a generated page" for path in plan.paths}
    problems = []
    for path, site_path in files.items():
        owner = taken.setdefault(site_path.casefold(), path)
        if owner != path:
            message = f"/{site_path} is already the address of {owner}"
            problems.append(Problem(code="address-taken", path=path, message=message))
    return tuple(problems)


def _copied(site_folder: Path, path: str) -> bytes:
    try:
        return (site_folder / path).read_bytes()
    except OSError as error:
        message = f"Cannot be read: {error.strerror}"
        raise Unreadable(Problem(code="content-unreadable", path=path, message=message)) from error
