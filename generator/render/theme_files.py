"""The theme in force: the site's own templates/ over the shipped ones, file by file."""

from pathlib import Path

import generator
from generator.model import Problem

SHIPPED = "theme/"
"""Before the name of a template: the one that the theme ships, where the site has its own too."""
_PACKAGE = Path(generator.__file__).parent
_THEMES = (_PACKAGE / "theme", _PACKAGE.parent / "templates")
"""Inside the wheel, and beside the package in a checkout."""


class UnreadableTheme(Exception):  # noqa: N818 - said as it happened
    """A file of the theme cannot be read; `problem` names it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def theme_folders(site: Path) -> tuple[Path, ...]:
    """Folders to look for a template in, the first that has it wins."""
    own = site / "templates"
    shipped = next(folder for folder in _THEMES if (folder / "base.html").is_file())
    same = own.is_dir() and own.resolve() == shipped.resolve()
    return (shipped,) if same or not own.is_dir() else (own, shipped)


def theme_files(site: Path) -> dict[str, bytes]:
    """Every file in force, by its path under the folder of templates; of a file that the site
    replaces also the theme's, with SHIPPED before its path. Raises UnreadableTheme."""
    files: dict[str, bytes] = {}
    for folder in theme_folders(site):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith(".") and "/." not in name:
                try:
                    files[SHIPPED + name if name in files else name] = path.read_bytes()
                except OSError as error:
                    message = f"cannot be read: {error.strerror}"
                    raise UnreadableTheme(
                        Problem(code="template-broken", path=f"templates/{name}", message=message)
                    ) from error
    return files
