"""Files of the built site that are no HTML pages: search index, feeds, copied files."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.model import Output, Problem
from generator.pipeline.contents import Contents
from generator.pipeline.libraries import LIBRARIES
from generator.pipeline.page_batches import Holds
from generator.render.pages import Plan, other_outputs
from generator.search import SearchPage, build_index
from generator.site import Article
from generator.store.cache import Store
from generator.store.code_digest import digest_of_code
from generator.store.manifest import digest

_KIND = "indexes"
_NAMES = msgspec.msgpack.Decoder(dict[str, bytes])


class Unreadable(Exception):  # noqa: N818 - said as it happened
    """A file to be copied cannot be read; `problem` names it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def other_files(
    site_folder: Path, plan: Plan, contents: Contents, files: Mapping[str, str]
) -> Iterator[Output]:
    """All but HTML pages and the search index, made as they are asked for. Raises Unreadable."""
    yield from other_outputs(plan, lambda path: contents.bodies([path])[0])
    for path, site_path in files.items():
        yield Output(path=site_path, data=_copied(site_folder, path))


class SearchFiles:
    """The search index: made anew only when something that it is made of has changed."""

    def __init__(self, plan: Plan, contents: Contents, store: Store) -> None:
        self._contents, self._store = contents, store
        language = plan.context.config.language
        articles = plan.context.site.articles
        self._pages = [_search_page(article, language) for article in articles]
        self._paths = [article.facts.path for article in articles]
        self._made: dict[str, bytes] = {}
        self.kept: list[str] = []
        """Paths of files that stand already."""

    def outputs(self, holds: Holds) -> Iterator[Output]:
        """The files, or none where all of them stand."""
        known = self._store.get_values(_KIND, [self._key()], _NAMES).values()
        for names in known:
            if all(holds(path, content) for path, content in names.items()):
                self.kept.extend(names)
                return
        analyses = self._contents.analyses(self._paths)
        for made in build_index(list(zip(self._pages, analyses, strict=True))):
            self._made[made.path] = digest(made.data)
            yield made

    def remember(self) -> None:
        """Keeps which files the index has."""
        if self._made:
            self._store.put_many(_KIND, {self._key(): msgspec.msgpack.encode(self._made)})

    def _key(self) -> bytes:
        keys = b"".join(self._contents.keys[path] for path in self._paths)
        state = blake2b(digest_of_code(("generator.search",), LIBRARIES), digest_size=16)
        state.update(keys + msgspec.msgpack.encode(self._pages))
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
