"""Where templates come from: the site's own templates/ over the theme, file by file."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from msgspec import Struct

from generator.model import Problem
from generator.render.addresses import relative
from generator.render.compiled import Compiled
from generator.render.theme_files import SHIPPED, UnreadableTheme, theme_files

_ASSETS = "assets/"
_PLACE = "templates/"
_KEPT = 2
"""Sets of compiled templates kept in a process: under `serve`, the last edit may be undone."""


class TemplateError(Exception):
    """A template cannot be compiled or rendered; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem

    def __reduce__(self) -> tuple[type["TemplateError"], tuple[Problem]]:
        """A worker process raises it, too."""
        return TemplateError, (self.problem,)


class Theme(Struct, frozen=True, kw_only=True):
    """The templates of a site, ready to render."""

    environment: Environment
    files: dict[str, bytes]
    """Path under the folder of templates to content, of all that is in force."""
    digest: str
    """Of every file of the theme in force: one of the inputs of each page."""

    @property
    def assets(self) -> dict[str, bytes]:
        """Path under assets/ to content."""
        return {
            name.removeprefix(_ASSETS): data
            for name, data in self.files.items()
            if name.startswith(_ASSETS)
        }


def load_theme(site: Path) -> Theme:
    """The theme for the site directory `site`. Reads every file of it once; raises TemplateError
    when one cannot be read."""
    try:
        return theme_of(theme_files(site))
    except UnreadableTheme as error:
        raise TemplateError(error.problem) from error


def theme_of(files: Mapping[str, bytes]) -> Theme:
    """The theme made of `files`: path under the folder of templates to content. The same templates
    are compiled once in the life of a process."""
    digest = sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return Theme(
        environment=_environment(tuple(sorted(files.items()))),
        files=dict(files),
        digest=digest.hexdigest(),
    )


def render(theme: Theme, template: str, values: dict[str, object]) -> bytes:
    """The page that `template` makes of `values`; raises TemplateError with its place."""
    try:
        return theme.environment.get_template(template).render(values).encode()
    except Exception as error:  # an expression of a template may raise anything
        if isinstance(error, jinja2.TemplateError) or _deepest_template(error):
            raise TemplateError(_problem(template, error)) from error
        raise


@lru_cache(maxsize=_KEPT)
def _environment(files: tuple[tuple[str, bytes], ...]) -> Environment:
    sources = dict(files)  # assets too: a template may hold a picture

    def source(name: str) -> tuple[str, str, None] | None:
        name = name if name in sources else name.removeprefix(SHIPPED)
        return (_text(name, sources[name]), _PLACE + name, None) if name in sources else None

    environment = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(),
    )
    environment.filters["href"] = _href
    environment.filters["plural"] = _plural
    return environment


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise jinja2.TemplateSyntaxError("not UTF-8", line, name) from error


@pass_context
def _href(context: Context, path: str) -> str:
    return relative(context["page"].root, path)


def _plural(count: int, noun: str) -> str:
    """`1 tutorial`, `2 tutorials`, `3 series`; thousands are set apart by a narrow space."""
    ending = "" if count == 1 or noun.endswith("s") else "s"
    if ending and noun.endswith("y"):
        noun, ending = noun[:-1], "ies"
    return f"{count:,} {noun}{ending}".replace(",", "\u202f")


def _problem(template: str, error: Exception) -> Problem:
    name, line = template, 0
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.name or template, error.lineno
    else:
        line_and_name = _deepest_template(error)
        if line_and_name:
            line, name = line_and_name
    message = str(error)
    if isinstance(error, jinja2.TemplateError):
        message = str(error.message)
    elif not isinstance(error, TypeError):  # which alone speaks for itself
        message = f"{type(error).__name__}: {message}"
    return Problem(code="template-broken", path=_PLACE + name, line=line, message=message)


def _deepest_template(error: BaseException) -> tuple[int, str] | None:
    found = None
    traceback = error.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.startswith(_PLACE):
            found = traceback.tb_lineno, file.removeprefix(_PLACE)
        traceback = traceback.tb_next
    return found
