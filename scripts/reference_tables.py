"""Tables of options and keys in pages that are otherwise written by hand.

In: a page, and rows for the first table under each of its headings. Out: the page with those rows.
The rows come from the parser of arguments and from the types of site.toml and of front matter.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from generator.cli.arguments import parser
from generator.config import BuildConfig, CheckConfig, Config, NavItem, SourceConfig
from generator.content import DESCRIPTIONS, SOURCE_DESCRIPTIONS
from generator.model import FrontMatter, Provenance

Rows = list[tuple[str, ...]]

_CODE: Final = re.compile(
    r"(?<![\w`/])((?:build )?--[a-z-]+|\"[a-z]+\"|/tags/|dask://[A-Z:]*|[a-z]+\.toml|output/|content/|true|false"
    r"|https?://[\w./]+\w/?|/old/name/)"
)
_TABLE: Final = re.compile(r"(?m)^(?P<head>\|.*\n\|[-|]+\|\n)(?:\|.*\n)*")
_TABLES: Final[dict[str, type[Struct]]] = {
    "The site": Config,
    "Feeds": SourceConfig,
    "Navigation": NavItem,
    "Build": BuildConfig,
    "Check": CheckConfig,
}
_KEYS: Final = {
    "What it is": ("title", "date", "updated", "description", "language", "draft"),
    "Where it belongs": ("tags", "authors", "series", "part", "level"),
    "Where it is found": ("slug", "aliases", "canonical"),
    "What the importer writes": ("source", "summary_only", "frozen"),
}
_FORMS: Final = {
    str: "text",
    int: "whole number",
    bool: "true, false",
    datetime: "date",
    tuple: "list of texts",
    dict: "table",
}


def with_tables(page: str, rows_by_heading: Mapping[str, Rows]) -> str:
    """The page with these rows; raises ValueError where a heading has no table."""
    for heading, rows in rows_by_heading.items():
        start = page.index(f"\n## {heading}\n")
        table = _TABLE.search(page, start)
        if table is None or "\n## " in page[start + 1 : table.start()]:
            raise ValueError(f"no table under {heading}")
        made = "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
        page = page[: table.start()] + table["head"] + made + page[table.end() :]
    return page


def options_by_command() -> dict[str, Rows]:
    """What may be typed after each command, and after all of them."""
    whole = parser()
    commands = next(
        action.choices
        for action in whole._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    common = {name for action in whole._actions for name in action.option_strings}
    found: dict[str, Rows] = {
        "Everywhere": list(_options(whole, leave_out=frozenset(("--version",))))
    }
    for name, command in commands.items():
        found[name] = list(_options(command, leave_out=common))
    return found


def configuration_keys() -> dict[str, Rows]:
    """The keys of each table of site.toml, with their defaults."""
    return {heading: list(_keys(kind)) for heading, kind in _TABLES.items()}


def front_matter_keys() -> dict[str, Rows]:
    """The keys of front matter by what they are for; raises ValueError when one is in no group."""
    grouped = {key for keys in _KEYS.values() for key in keys}
    if grouped != set(DESCRIPTIONS):
        raise ValueError(f"front matter without a group: {grouped ^ set(DESCRIPTIONS)}")
    hints = get_type_hints(FrontMatter)
    inner = get_type_hints(Provenance)
    found: dict[str, Rows] = {}
    for heading, keys in _KEYS.items():
        rows = found[heading] = []
        for key in keys:
            if key == "source":
                told = SOURCE_DESCRIPTIONS.items()
                rows += [
                    (f"`source.{name}`", _form(inner[name]), _text(text)) for name, text in told
                ]
            else:
                rows.append((f"`{key}`", _form(hints[key]), _text(DESCRIPTIONS[key])))
    return found


def _options(
    command: argparse.ArgumentParser, leave_out: frozenset[str] | set[str]
) -> Iterator[tuple[str, str]]:
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction) or leave_out & {*action.option_strings}:
            continue
        value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
        names = [*action.option_strings[:-1], *(n + value for n in action.option_strings[-1:])]
        yield ", ".join(f"`{name}`" for name in names or [value.strip()]), _text(action.help or "")


def _keys(kind: type[Struct]) -> Iterator[tuple[str, ...]]:
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        hint = hints[field.name]
        described = [each for each in get_args(hint)[1:] if isinstance(each, Meta)]
        if get_origin(hint) is Annotated and not _is_list_of_tables(hint):
            default = "required" if field.required else _default(field.default)
            yield f"`{field.name}`", default, _text(described[0].description or "")


def _is_list_of_tables(hint: object) -> bool:
    bare = get_args(hint)[0]
    inner = get_args(bare)[:1]
    return get_origin(bare) is tuple and isinstance(inner[0], type) and issubclass(inner[0], Struct)


def _default(value: object) -> str:
    if value is None or value in ("", ()) or value is msgspec.NODEFAULT:
        return "none"
    return f"`{msgspec.json.encode(value).decode()}`"


def _form(hint: object) -> str:
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not type(None)]
    kind = get_origin(hint) if get_origin(hint) is tuple else kinds[0]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(f"`{value}`" for value in kind)
    return _text(_FORMS[kind])  # type: ignore[index]


def _text(text: str) -> str:
    """A cell: what is typed in code, the rest with the marks of tables escaped."""
    plain = text.replace("%%", "%").replace("|", "\\|").removesuffix(".")
    return plain if "`" in plain else _CODE.sub(r"`\1`", plain)
