"""Whether a folder may be the output: it is replaced whole, so the answer must be right.

In: the site's folder and the wanted output. Out: a problem, or None. Reads folders; writes nothing.
"""

import os
import stat
from pathlib import Path

from generator.model import Output, Problem

SIGN = Output(
    path=".nojekyll",
    data=b"Made by Tutorial Archive. This folder is replaced whole by every build.\n",
)
"""By this file we know a folder that we made; its name tells GitHub Pages to serve files as is."""

_SIGNED = b"Made by Tutorial Archive"
FOREIGN = "holds files that Tutorial Archive did not make"
_HINT = "Empty the folder, or choose another with --output."
PREVIEW = Path(".cache", "preview")
"""Where `serve` builds to: the one place inside a source folder."""

_SOURCES = ("content", "templates", "static", "feeds", ".cache", ".git")


def output_problem(site: Path, output: Path) -> Problem | None:
    """Why `output` cannot be the output of `site`; None when it can."""
    root, place = Path(os.path.realpath(site)), Path(os.path.realpath(output))
    named = os.path.relpath(output, site)
    name = named if not named.startswith("..") else str(output)
    if place == root or place in root.parents:
        return _problem(name, "It would replace the site itself", "Take a folder in it.")
    for source in _SOURCES:
        folder = Path(os.path.realpath(root / source))
        if place == root / PREVIEW:
            continue
        if place == folder or folder in place.parents or place in folder.parents:
            return _problem(name, f"The output folder and {source}/ overlap", "Keep them apart.")
    return _state_problem(output, name)


def is_foreign(output: Path) -> bool:
    """Whether the folder has content and no sign that it is ours. Raises `OSError`."""
    try:
        with os.scandir(output) as entries:
            is_empty = next(entries, None) is None
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not is_empty and (os.path.lexists(output / ".git") or not _is_signed(output))


def _state_problem(output: Path, name: str) -> Problem | None:
    try:
        mode = os.lstat(output).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        return _problem(name, f"It cannot be read: {error.strerror}", "")
    if stat.S_ISLNK(mode):
        return _problem(name, "It is a symbolic link", "Name its target instead.")
    if not stat.S_ISDIR(mode):
        return _problem(name, "It is not a folder", "Choose another with --output.")
    try:
        foreign = is_foreign(output)
    except OSError as error:
        return _problem(name, f"It cannot be read: {error.strerror}", "")
    return _problem(name, f"It {FOREIGN}", _HINT) if foreign else None


def _is_signed(output: Path) -> bool:
    sign = output / SIGN.path
    return sign.is_file() and not sign.is_symlink() and sign.read_bytes().startswith(_SIGNED)


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem(code="output-folder", message=message, hint=hint, path=path)
