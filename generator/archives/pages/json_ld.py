"""What a page's JSON-LD says of its article. In: texts of its scripts. Out: strings by name.

Only what schema.org's own pages show is understood: objects, lists and `@graph`. References to
other documents are not followed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_ARTICLES: Final = (
    "techarticle blogposting article newsarticle scholarlyarticle howto learningresource report"
    " socialmediaposting course webpage"
).split()
_SITES: Final = ("website", "blog", "organization")
_DEEPEST: Final = 12
_MOST: Final = 2000
_LONGEST: Final = 1024 * 1024


class Stated(Struct, frozen=True, kw_only=True):
    """Texts as stated, in their order; empty where there is none."""

    title: str = ""
    address: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    level: str = ""
    language: str = ""
    licence: str = ""
    site: str = ""
    articles: int = 0
    """How many articles are described; of several, none is believed to be the page's."""


def stated_in(scripts: Iterable[str]) -> Stated:
    """What the one article says; the kind that says most of a text wins."""
    things: list[dict[str, Json]] = []
    for script in scripts:
        try:
            value: Json = json.loads(script[:_LONGEST].strip().removesuffix(";"))
        except (ValueError, RecursionError):
            continue
        things += _things(value, 0)
    del things[_MOST:]
    known = {identity: thing for thing in things if (identity := _text(thing.get("@id")))}
    ranked = sorted(
        (thing for thing in things if _rank(thing) < len(_ARTICLES)), key=lambda thing: _rank(thing)
    )
    posts = [thing for thing in ranked if _rank(thing) < len(_ARTICLES) - 1]
    site = next((_name(thing, known) for thing in things if _kinds(thing) & {*_SITES[:2]}), "")
    if not ranked or len({_first(thing, "headline", "name") for thing in posts}) > 1:
        return Stated(site=site, articles=len(posts))
    main, *others = ranked
    pages = [main, *(other for other in others if _rank(other) == len(_ARTICLES) - 1)]

    def found(*keys: str) -> str:
        return next((text for thing in pages if (text := _first(thing, *keys))), "")

    return Stated(
        title=_first(main, "headline", "name"),
        address=_first(main, "url") or _reference(main.get("mainEntityOfPage")),
        published=found("datePublished", "dateCreated"),
        updated=found("dateModified"),
        authors=_names(main.get("author"), known) or _names(main.get("creator"), known),
        tags=_words(main.get("keywords")) or _words(main.get("articleSection")),
        level=found("proficiencyLevel", "educationalLevel"),
        language=found("inLanguage"),
        licence=found("license"),
        site=site or ", ".join(_names(main.get("publisher"), known)),
        articles=len(posts),
    )


def _things(value: Json, depth: int) -> Iterator[dict[str, Json]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf"):
            yield from _things(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value[:_MOST]:
            yield from _things(item, depth + 1)


def _kinds(thing: dict[str, Json]) -> set[str]:
    stated = thing.get("@type")
    kinds = stated if isinstance(stated, list) else [stated]
    return {kind.rpartition("/")[2].lower() for kind in kinds if isinstance(kind, str)}


def _rank(thing: dict[str, Json]) -> int:
    kinds = _kinds(thing)
    return next((place for place, kind in enumerate(_ARTICLES) if kind in kinds), len(_ARTICLES))


def _first(thing: dict[str, Json], *keys: str) -> str:
    return next((text for key in keys if (text := _text(thing.get(key)))), "")


def _text(value: Json) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("url")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _reference(value: Json) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) else ""


def _name(thing: dict[str, Json], known: dict[str, dict[str, Json]]) -> str:
    name = _first(thing, "name", "alternateName")
    return name or _text(known.get(_text(thing.get("@id")), {}).get("name"))


def _names(value: Json, known: dict[str, dict[str, Json]]) -> tuple[str, ...]:
    values: Sequence[Json] = value if isinstance(value, list) else [value]
    names = (_name(one, known) if isinstance(one, dict) else _text(one) for one in values[:_MOST])
    return tuple(dict.fromkeys(name for name in names if name))


def _words(value: Json) -> tuple[str, ...]:
    values = value if isinstance(value, list) else str(value or "").split(",")
    return tuple(dict.fromkeys(text for one in values[:_MOST] if (text := _text(one))))
