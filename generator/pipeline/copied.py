"""Files that go into the site as they are: static/ at the root, and what lies beside tutorials."""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.model import Problem
from generator.site.permalinks import folder_address

CONTENT, STATIC = "content", "static"
_NOT_COPIED = (".md", ".md.new", ".part", "~")


def copied_files(site: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Path relative to the site directory to site path, sorted. Hidden files stay behind, as do
    links that lead out of the site directory."""
    root = site.resolve()
    files: dict[str, str] = {}
    problems = []
    for path in sorted([*_walk(site, STATIC), *_walk(site, CONTENT)]):
        if path.startswith(CONTENT) and path.endswith(_NOT_COPIED):
            continue
        if not _stays_inside(site / path, root):
            problems.append(
                Problem(code="content-link", path=path, message="Link that leads out of the site")
            )
        elif (site / path).is_file():
            files[path] = _site_path(path)
    return files, tuple(problems)


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # 3.11 and 3.12 raise RuntimeError for a loop
        return False


def _walk(site: Path, top: str) -> Iterator[str]:
    for folder, folders, names in os.walk(site / top, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = Path(folder).relative_to(site).as_posix()
        yield from (f"{inside}/{name}" for name in names if not name.startswith("."))


def _site_path(path: str) -> str:
    top, _, inside = path.partition("/")
    if top == STATIC:
        return inside
    folder, _, name = inside.rpartition("/")
    return folder_address(folder) + name
