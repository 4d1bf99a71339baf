"""What a page says about itself, and in which words. In: its tree and text. Out: Facts.

Asked in this order: JSON-LD, microdata, OpenGraph and other `meta`, microformats and `rel`. The
address is that of `rel=canonical`, else where the browser says it saved the page from.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from generator.archives.pages.sayings import Sayings, folded, heading_text, plain, value_of
from generator.archives.pages.values import Facts
from generator.feeds.dates import parse_date
from generator.importer.html_tree import Element, descendants, text_of
from generator.model.tutorial import Level
from generator.text.links import web_address

MOST_TAGS: Final = 20
_BYLINES: Final = 8
"""Those of a post stand at its top; further down a date may be anything."""
_LONGEST_NAME: Final = 5
"""Words."""
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)\s*|Page saved with SingleFile[^>]{0,200}?url:\s*)"
    r"(https?://[^\s>]{1,2000})",
    re.IGNORECASE,
)
_HTML: Final = re.compile(r"<html\b[^>]{0,2000}", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"""\s(?:xml:)?lang\s*=\s*["']?([A-Za-z]{2,3}(?:[-_][\w-]{1,20})?)""")
_TAG_NAME: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w{1,8}){0,3}")
_SEPARATOR: Final = re.compile(r"\s+[|·•»«–—:-]+\s+|:\s+")
_LEVELS: Final = {
    "beginner": Level.BEGINNER,
    "intermediate": Level.INTERMEDIATE,
    "advanced": Level.ADVANCED,
    "expert": Level.ADVANCED,
}


def facts_of(tree: Element, text: str, *, saved_from: str = "") -> Facts:
    """The facts of a whole page; `saved_from` is where it came from, if that is known."""
    said = Sayings(tree)
    address = address_of(said, text, saved_from)
    site = said.said("og:site_name", "application-name") or said.stated.site
    return Facts(
        title=_title(said, site),
        site=site,
        address=address,
        published=_date(_dates_published(said)),
        updated=_date(_dates_updated(said)),
        authors=_authors(said),
        tags=_tags(said),
        level=_LEVELS.get(said.stated.level.lower()),
        language=_language(said, text),
        licence=said.stated.licence or next(iter(said.links["license"]), ""),
        generator=said.said("generator")[:60],
    )


def address_of(said: Sayings, text: str, saved_from: str) -> str:
    """Absolute, or empty where the page does not say."""
    comment = _SAVED_FROM.search(text[:65536])
    base = saved_from or (comment[1] if comment else "")
    stated = [*said.links["canonical"], *said.meta["og:url"], said.stated.address, base]
    for one in stated:
        address = web_address(one, base) if one else ""
        if address and _leads_to_a_page(address, base):
            return address
    return web_address(base) if base else ""


def _leads_to_a_page(address: str, base: str) -> bool:
    """Some themes name the home page as the canonical address of every page."""
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query) or not urlsplit(base).path.strip("/")


def _title(said: Sayings, site: str) -> str:
    """The one heading that is named so, else the main heading where the title in the head agrees
    with it, else that title without the name of the site.
    """
    declared = [
        said.stated.title,
        *said.meta["og:title"],
        said.prop("headline"),
        *said.meta["twitter:title"],
        *(plain(text_of(element)) for element in said.classes["p-name"][:1]),
        said.title,
    ]
    declared = [title for title in declared if title]
    if len(said.titles) == 1 and (named := heading_text(said.titles[0])):
        return named[:300]
    headings = [text for heading in said.headings if (text := heading_text(heading))]
    for heading in headings:
        agrees = any(folded(heading) in folded(title) for title in declared)
        if folded(heading) not in ("", folded(site)) and agrees:
            return heading[:300]
    if declared:
        return _without_site(declared[0], site)[:300]
    return headings[0][:300] if headings else ""


def _without_site(title: str, site: str) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    for keep, drop in ((title[: -len(parts[-1])], parts[-1]), (title[len(parts[0]) :], parts[0])):
        if site and folded(drop) == folded(site):
            return keep.strip(" |·•»«–—:-")
    return title


def _dates_published(said: Sayings) -> Iterator[str]:
    yield said.stated.published
    yield from said.props["datePublished"]
    yield from (
        text
        for name in (
            "article:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dcterms.created",
            "dc.date.issued",
            "publish_date",
            "pubdate",
            "citation_publication_date",
        )
        for text in said.meta[name]
    )
    yield from (value_of(element) for element in said.classes["dt-published"])
    yield from said.times[:1]
    for byline in said.bylines[:_BYLINES]:
        yield from _windows(byline)


def _windows(byline: str) -> Iterator[str]:
    """Runs of words that may be a date as people write it: `March 9, 2024`, `2024-03-09`."""
    words = [word for word in byline.split() if word not in ("·", "|", "-", "–", "•")]
    for at, word in enumerate(words):
        if len(word) >= 8 and word[:4].isdecimal():
            yield word
        run = words[at : at + 3]
        if (
            len(run) == 3
            and run[2][:4].isdecimal()
            and any(part[:1].isdecimal() for part in run[:2])
        ):
            yield " ".join(part.strip(",") for part in run)


def _dates_updated(said: Sayings) -> Iterator[str]:
    yield said.stated.updated
    yield from said.props["dateModified"]
    names = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
    yield from (text for name in (*names, "dcterms.modified") for text in said.meta[name])
    yield from (value_of(element) for element in said.classes["dt-updated"])
    yield from said.updates[:1]


def _date(stated: Iterable[str]) -> datetime | None:
    return next((date for text in stated if text and (date := parse_date(text[:80]))), None)


def _authors(said: Sayings) -> tuple[str, ...]:
    def written(elements: Iterable[Element]) -> list[str]:
        return [plain(text_of(element))[:200] for element in elements]

    candidates: tuple[Iterable[str], ...] = (
        said.stated.authors,
        said.props["author"],
        (*said.meta["author"], *said.meta["article:author"], *said.meta["dc.creator"]),
        written(said.classes["p-author"]),
        written(element for element in said.rel["author"] if element.tag == "a"),
        (name for name in said.writers if 0 < len(name.split()) <= _LONGEST_NAME),
        (said.said("twitter:creator").removeprefix("@"),),
    )
    for names in candidates:
        found = dict.fromkeys(name for name in names if name and "://" not in name)
        if found:
            return tuple(found)[:8]
    return ()


def _tags(said: Sayings) -> tuple[str, ...]:
    linked, alike = (
        [plain(text_of(element)).lstrip("# ") for element in elements if element.tag != "link"]
        for elements in ((*said.rel["tag"], *said.classes["p-category"]), said.rel["tag-like"])
    )
    keywords = ",".join(said.meta["keywords"]) or said.prop("keywords")
    candidates: tuple[Iterable[str], ...] = (
        (*said.meta["article:tag"],),
        said.stated.tags,
        linked,
        alike,
        keywords.split(","),
    )
    for tags in candidates:
        plainly = (plain(one.removeprefix("Topic:").removeprefix("Tag:")) for one in tags)
        found = {tag.casefold(): tag for tag in plainly if 0 < len(tag) < 60}
        if found:
            return tuple(found.values())[:MOST_TAGS]
    return ()


def _language(said: Sayings, text: str) -> str:
    opening = _HTML.search(text[:65536])
    lang = _LANGUAGE.search(opening[0]) if opening else None
    stated = (
        lang[1] if lang else "",
        said.stated.language,
        said.said("og:locale", "content-language", "dc.language", "language"),
    )
    found = next((one for one in stated if _TAG_NAME.fullmatch(one)), "")
    primary, *rest = found.replace("_", "-").split("-")
    return "-".join([primary.lower(), *(r.upper() if len(r) == 2 else r for r in rest)])


def base_of(tree: Element, text: str, *, saved_from: str, address: str) -> str:
    """What relative addresses of the page start from on the web."""
    comment = _SAVED_FROM.search(text[:65536])
    start = saved_from or (comment[1] if comment else "") or address
    stated = next(
        (e.attrs["href"] for e in descendants(tree) if e.tag == "base" and e.attrs.get("href")), ""
    )
    try:
        return web_address(urljoin(start, stated)) if stated else start
    except ValueError:
        return start
