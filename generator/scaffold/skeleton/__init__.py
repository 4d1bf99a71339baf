"""The files of a new site, as texts with `@@NAME@@` where something is filled in.

In: title, options and time. Out: path in the site to text. The disk is read only for the package's
own files; nothing is written.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from importlib import metadata
from importlib.resources import files
from typing import Final

from generator import __version__
from generator.check import CODES
from generator.config import RESERVED_NAMES, SCHEMA_COMMENT, SCHEMA_PATH, schema_text
from generator.content import FRONT_MATTER_SCHEMA_PATH, dump, front_matter_schema_text
from generator.model import FrontMatter, Level
from generator.scaffold.options import InitOptions
from generator.text.slugs import slugify

_PLACES: Final = {
    "dependabot.yml": ".github/dependabot.yml",
    "gitignore": ".gitignore",
    "makefile": "Makefile",
    "pages.yml": ".github/workflows/pages.yml",
    "readme.md": "README.md",
    "refresh.yml": ".github/workflows/refresh.yml",
    "requirements.txt": "requirements.txt",
    "site.toml": "site.toml",
}
"""File of the skeleton to place in the site; names that tools act on are only given there."""

_MAX_NAME: Final = 60
_HOST_OR_STEM: Final = re.compile(
    r"https?://(?:www\.)?(?P<host>[^/:?#]+)|(?:.*/)?(?P<stem>[^/.?#]+)", re.I
)
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]+")


def site_files(title: str, options: InitOptions, now: datetime) -> dict[str, str]:
    """Path in the site, with forward slashes, to the text of the file."""
    values = {
        "SCHEMA_COMMENT": SCHEMA_COMMENT.rstrip(),
        "TITLE": _one_line(title),
        "TITLE_TOML": _toml_string(title),
        "BASE_URL_LINE": _base_url_line(options.base_url),
        "FEEDS": _feed_tables(options.feeds),
        "REQUIREMENT": requirement(),
    }
    made = {place: _filled(_read(name), values) for name, place in _PLACES.items()}
    made["content/first-tutorial.md"] = _first_tutorial(now)
    made[SCHEMA_PATH] = schema_text(CODES)
    made[FRONT_MATTER_SCHEMA_PATH] = front_matter_schema_text()
    return made


def requirement() -> str:
    """How pip finds this same generator again: where it was installed from, else its version.

    The origin of an installation is recorded as PEP 610 says; only one that others can reach
    too (a version control address) is worth writing down.
    """
    name = "tutorial-archive"
    try:
        origin = json.loads(metadata.distribution(name).read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        origin = {}
    vcs = origin.get("vcs_info")
    if vcs and origin.get("url", "").startswith("https://"):
        return f"{name} @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
    return f"{name}=={__version__}"


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"@@([A-Z_]+)@@", lambda match: values[match[1]], text)


def _first_tutorial(now: datetime) -> str:
    front = FrontMatter(
        title="Your first tutorial",
        date=now.replace(second=0, microsecond=0),
        tags=("writing",),
        level=Level.BEGINNER,
        description="What a tutorial in this archive can hold, shown in one page.",
    )
    return dump(front, _read("first-tutorial.md"))


def _base_url_line(base_url: str) -> str:
    if base_url:
        return f"base_url = {_toml_string(base_url)}"
    return '# base_url = "https://example.org/archive/"'


def _feed_tables(feeds: Sequence[str]) -> str:
    if not feeds:
        return '# [[feeds]]\n# name = "python-weekly"\n# url = "https://example.org/feed.xml"'
    names: list[str] = []
    for feed in feeds:
        names.append(_source_name(feed, names))
    return "\n\n".join(
        f'[[feeds]]\nname = "{name}"\nurl = {_toml_string(feed)}'
        for name, feed in zip(names, feeds, strict=True)
    )


def _source_name(feed: str, taken: Sequence[str]) -> str:
    """A folder name for a feed: its host, or for a file the file's name."""
    address = _HOST_OR_STEM.match(feed)
    words = slugify((address and (address["host"] or address["stem"])) or "feed")
    name = re.sub(r"[^a-z0-9]+", "-", words)[:_MAX_NAME].strip("-") or "feed"
    if name in RESERVED_NAMES:
        name += "-feed"
    number, free = 2, name
    while free in taken:
        free, number = f"{name[: _MAX_NAME - 4]}-{number}", number + 1
    return free


def _toml_string(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())
