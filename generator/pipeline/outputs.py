"""Files of the built site that are no HTML pages: search index, copied files."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.model import Output, Problem
from generator.pipeline.contents import Contents
from generator.pipeline.file_groups import FileGroups
from generator.pipeline.libraries import LIBRARIES
from generator.render.pages import Plan
from generator.search import SearchPage, build_index
from generator.site import Article
from generator.store.code_digest import digest_of_code

SEARCH = "search"
"""Folder of the search index, with the page that searches."""
_SEARCH_CODE = ("generator.search",)


class Unreadable(Exception):  # noqa: N818 - said as it happened
    """A file to be copied cannot be read; `problem` names it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def search_files(plan: Plan, contents: Contents, groups: FileGroups) -> Iterator[Output]:
    """The search index: made anew only when something that it is made of has changed."""
    language = plan.context.config.language
    articles = plan.context.site.articles
    pages = [_search_page(article, language) for article in articles]
    paths = [article.facts.path for article in articles]

    def make() -> Iterable[Output]:
        return build_index(list(zip(pages, contents.analyses(paths), strict=True)))

    keys = b"".join(contents.keys[path] for path in paths)
    yield from groups.outputs(_key(_SEARCH_CODE, pages, keys), make)


def copied_outputs(site_folder: Path, files: Mapping[str, str]) -> Iterator[Output]:
    """The files that go into the site as they are. Raises Unreadable."""
    for path, site_path in files.items():
        yield Output(path=site_path, data=_copied(site_folder, path))


def _key(code: tuple[str, ...], inputs: object, more: bytes = b"") -> bytes:
    state = blake2b(digest_of_code(code, LIBRARIES), digest_size=16)
    state.update(msgspec.json.encode(inputs) + b"\0" + more)
    return state.digest()


def collisions(plan: Plan, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Copied files on the address of a page or of another file."""
    taken = {path.casefold(): "a generated page" for path in plan.paths}
    problems = []
    for path, site_path in files.items():
        owner = taken.setdefault(site_path.casefold(), path)
        if owner != path:
            message = f"/{site_path} is already the address of {owner}"
            problems.append(Problem(code="address-taken", path=path, message=message))
    return tuple(problems)


def _copied(site_folder: Path, path: str) -> bytes:
    try:
        return (site_folder / path).read_bytes()
    except OSError as error:
        message = f"Cannot be read: {error.strerror}"
        raise Unreadable(Problem(code="content-unreadable", path=path, message=message)) from error


def _search_page(article: Article, language: str) -> SearchPage:
    front = article.facts.front
    return SearchPage(
        path=article.permalink,
        title=front.title,
        description=article.facts.excerpt,
        date=front.date.isoformat(),
        tags=front.tags,
        authors=front.authors,
        level=front.level.value if front.level else "",
        source=front.source.feed if front.source else "",
        language=front.language or language,
        code_languages=article.facts.languages,
    )
