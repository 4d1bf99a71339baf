"""Saved web pages as a feed: a page, a page saved as mail, or a folder of pages.

In: what was read, and the files beside it. Out: a Feed, with its images and what was recognised.
Pages of one folder lead to each other.
"""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from generator.archives.pages.mhtml import is_mail, read_mail
from generator.archives.pages.reading import read_page
from generator.archives.pages.values import Post
from generator.archives.pages.writing import inner_html
from generator.feeds.encoding import decode
from generator.feeds.inflate import MAX_BYTES
from generator.feeds.webpage import is_web_page as looks_like_a_page
from generator.markdown.deadline import bounded
from generator.model import Feed, Problem, Severity
from generator.model.feed import SavedEntry
from generator.pipeline.recognised import Recognised, SavedSource
from generator.pipeline.saved_files import SavedFiles
from generator.pipeline.saved_links import BESIDE, Known, SavedPage, Settling
from generator.pipeline.sources import Received, files_below
from generator.text.links import comparable

_PAGES: Final = frozenset((".html", ".htm", ".xhtml", ".mht", ".mhtml"))
_FEEDS: Final = frozenset((".xml", ".rss", ".atom", ".rdf", ".json"))
SECONDS: Final = 10.0
"""Processor time for a page."""
_META_CHARSET: Final = 1024
"""Bytes within which the HTML standard wants the character set to be named."""


def is_web_page(received: Received) -> bool:
    """Whether a source is a page or a folder of them, by its name, else by its beginning.

    A page under the name of a feed is what a server says when the feed is gone.
    """
    place = received.place
    if place is None or place.suffix.lower() in _FEEDS:
        return False
    if place.suffix.lower() in _PAGES or place.is_dir():
        return True
    return is_mail(received.data) or looks_like_a_page(decode(received.data[:4096]).text)


def saved_pages(received: Received) -> SavedSource | Problem:
    """The posts of a page or of a folder, in the order of its files. Raises OSError."""
    problems: list[Problem] = []
    saved = tuple(_read(received, problems))
    posts = tuple(_identified(saved))
    if not posts:
        message = "there is no page with a text in it"
        return Problem(code="page-empty", message=message, path=received.source)
    files = SavedFiles()
    settling = Settling(received.place, _known(posts), files)
    entries, recognised = [], []
    for identity, page, post in posts:
        if lost := settling.settle(page, post, identity):
            message = f"{lost} images of it are not beside it; their descriptions are kept"
            problems.append(_warning("image-not-copied", message, received, page.name))
        entries.append(_entry(identity, page, post))
        recognised.append(_recognised(identity, page, post))
    return SavedSource(
        feed=_feed(received, [post for *_, post in posts], entries, problems),
        recognised=tuple(recognised),
        files=files,
    )


def _read(received: Received, problems: list[Problem]) -> Iterator[SavedPage]:
    place = received.place
    if place is None or not place.is_dir():
        name = place.name if place else "page.html"
        yield from _checked(_read_one(name, received.data), received, name, problems)
        return
    paths = [path for path in files_below(place) if path.suffix.lower() in _PAGES]
    stems = {path.with_suffix("") for path in paths}
    for path in paths:
        if any(_belongs_to_a_page(folder, stems) for folder in path.parents):
            continue
        name = path.relative_to(place).as_posix()
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            message = f"more than {MAX_BYTES // 1024 // 1024} MB"
            problems.append(_warning("feed-too-large", message, received, name))
            continue
        yield from _checked(_read_one(name, data), received, name, problems)


def _checked(
    saved: SavedPage | None, received: Received, name: str, problems: list[Problem]
) -> Iterator[SavedPage]:
    if saved is None:
        message = f"reading it takes more than {SECONDS} seconds"
        problems.append(_warning("feed-too-slow", message, received, name))
    elif not saved.page.posts:
        problems.append(_warning("page-empty", "there is no text in it", received, name))
    else:
        yield saved


def _belongs_to_a_page(folder: Path, stems: set[Path]) -> bool:
    """Browsers save the frames of a page as pages in the folder beside it."""
    return any(
        folder.name.endswith(ending) and folder.with_name(folder.name.removesuffix(ending)) in stems
        for ending in BESIDE
    )


def _read_one(name: str, data: bytes) -> SavedPage | None:
    """None where it would take too long."""
    return bounded(SECONDS, lambda: _page(name, data))


def _page(name: str, data: bytes) -> SavedPage:
    stem = Path(name).stem
    mailed = read_mail(data) if is_mail(data) else None
    if mailed is not None:
        text = decode(mailed.html, f"text/html; charset={mailed.charset}").text
        page = read_page(text, name=stem, saved_from=mailed.address)
        return SavedPage(name=name, page=page, mailed=mailed.files)
    stated = data[:_META_CHARSET].decode("latin-1")
    return SavedPage(name=name, page=read_page(decode(data, stated).text, name=stem))


def _identified(saved: tuple[SavedPage, ...]) -> Iterator[tuple[str, SavedPage, Post]]:
    """A post is known by its address, else by its file; an excerpt is left out where the whole
    text is there, or another excerpt."""
    whole = {
        comparable(post.facts.address)
        for page in saved
        for post in page.page.posts
        if not post.is_excerpt
    }
    seen: set[str] = set()
    for page in saved:
        for number, post in enumerate(page.page.posts, start=1):
            address = comparable(post.facts.address)
            if post.is_excerpt and address and (address in whole or address in seen):
                continue
            name = page.name if len(page.page.posts) == 1 else f"{page.name}#{number}"
            yield (post.facts.address if address and address not in seen else name), page, post
            seen.add(address)


def _known(posts: tuple[tuple[str, SavedPage, Post], ...]) -> Known:
    by_address: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for identity, page, post in posts:
        if post.facts.address:
            by_address.setdefault(comparable(post.facts.address), identity)
        if len(page.page.posts) == 1:
            by_name[page.name] = identity
    web = {identity: post.facts.address for identity, _, post in posts}
    return Known(by_address=by_address, by_name=by_name, web=web)


def _entry(identity: str, saved: SavedPage, post: Post) -> SavedEntry:
    facts = post.facts
    return SavedEntry(
        id=identity,
        link=facts.address,
        title=facts.title,
        html=inner_html(post.content),
        base_url=saved.page.base or facts.address,
        summary_only=post.is_excerpt,
        published=facts.published,
        updated=facts.updated,
        authors=facts.authors,
        tags=facts.tags,
        language=facts.language,
        licence=facts.licence,
        level=facts.level,
    )


def _recognised(identity: str, saved: SavedPage, post: Post) -> Recognised:
    made_by = f" ({post.facts.generator})" if post.facts.generator else ""
    return Recognised(
        id=identity,
        place=saved.name,
        how=f"{post.found_by}{made_by}",
        confidence=post.confidence,
        removed=post.removed,
    )


def _feed(
    received: Received, posts: list[Post], entries: list[SavedEntry], problems: list[Problem]
) -> Feed:
    """Named after the one site that its pages are of, else after the file or folder."""
    sites = {post.facts.site for post in posts if post.facts.site}
    homes = {home for post in posts if (home := _home(post.facts.address))}
    title = sites.pop() if len(sites) == 1 else ""
    home = homes.pop() if len(homes) == 1 else ""
    if not title and not home:
        title = received.place.resolve().stem if received.place else Path(received.source).stem
    is_folder = received.place is not None and received.place.is_dir()
    return Feed(
        title=title or urlsplit(home).netloc,
        link=home,
        entries=tuple(entries),
        format="folder of saved pages" if is_folder else "saved page",
        problems=tuple(problems),
    )


def _home(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""


def _warning(code: str, message: str, received: Received, name: str) -> Problem:
    is_folder = received.place is not None and received.place.is_dir()
    path = posixpath.join(received.source, name) if is_folder else received.source
    return Problem(code=code, message=message, path=path, severity=Severity.WARNING)
