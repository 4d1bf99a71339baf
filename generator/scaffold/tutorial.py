"""`new`: one tutorial file, front matter filled in, ready to be written.

In: a site, a title and what else is known. Out: the path of a new file under content/. A file of
that name that exists is left alone and named in a problem.
"""

from datetime import datetime
from pathlib import Path

from generator.content import dump
from generator.model import FrontMatter, Problem
from generator.scaffold.initiate import make_file
from generator.scaffold.options import TutorialOptions
from generator.text.slugs import slugify

_BODY = """\
Say in two sentences what the reader will have at the end, and what it takes to begin.

## First step

Write here.
"""


def new(site: Path, options: TutorialOptions, now: datetime) -> Path | Problem:
    """Make `content/<slug of title>.md`, dated `now` (aware) to the minute; gives its path.

    The path is `site` joined with the place in it. Raises OSError.
    """
    title = " ".join(options.title.split())
    if not title:
        return Problem(code="title-empty", message="A tutorial needs a title", hint=_HINT)
    path = f"content/{slugify(title)}.md"
    front = FrontMatter(
        title=title,
        date=now.replace(second=0, microsecond=0),
        tags=options.tags,
        level=options.level,
        series=options.series,
    )
    if not make_file(site / path, dump(front, _BODY)):
        return Problem(
            code="file-exists",
            message="A tutorial of this name is already there, and was left as it is",
            hint="Give another title, or edit the file that is there.",
            path=path,
        )
    return site / path


_HINT = 'Write it after the command: new "Reading files in Python".'
