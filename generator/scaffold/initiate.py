"""`init`: a folder becomes a site that builds as it is.

In: a folder (made when it is missing), the options and the time. Out: files on disk, and the
list of what was made and what was already there. No file that exists is ever written to.
"""

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.config import FILE_NAME, read_config
from generator.model import Problem
from generator.scaffold.options import InitOptions
from generator.scaffold.skeleton import site_files


class Scaffolded(Struct, frozen=True, kw_only=True):
    """What `init` did; paths are relative to the site, with forward slashes, sorted."""

    created: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there before and were left alone."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the options; then nothing was written."""


def default_title(directory: Path) -> str:
    """A name for the archive when nobody gave one: the folder's, as a sentence would have it."""
    words = directory.resolve().name.replace("-", " ").replace("_", " ").split()
    name = " ".join(words)
    return name[:1].upper() + name[1:] if name else "Tutorial archive"


def init(directory: Path, options: InitOptions, now: datetime) -> Scaffolded:
    """Make `directory` a site; `now` (aware) dates its first tutorial. Raises OSError."""
    files = site_files(options.title or default_title(directory), options, now)
    _, problems = read_config(FILE_NAME, files[FILE_NAME].encode())
    if problems:  # told as what was typed: there is no file yet that a line could be in
        typed = tuple(replace(problem, path="", line=0, column=0) for problem in problems)
        return Scaffolded(created=(), kept=(), problems=typed)
    created: list[str] = []
    kept: list[str] = []
    for path, text in sorted(files.items()):
        (created if make_file(directory / path, text) else kept).append(path)
    return Scaffolded(created=tuple(created), kept=tuple(kept))


def make_file(path: Path, text: str) -> bool:
    """Write a file that is not there yet, with its folders; False when it is. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True
