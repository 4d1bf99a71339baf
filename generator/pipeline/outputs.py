"""Every file of the built site, one after the other: pages, search index, copied files."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.model import Output, Problem
from generator.pipeline.rendition import Rendition
from generator.render.pages import Bodies, Plan, page_outputs
from generator.render.theme import Theme
from generator.search import Analysis, SearchPage, build_index
from generator.site import Article
from generator.site.model import Site


class Unreadable(Exception):  # noqa: N818 - said as it happened
    """A file to be copied cannot be read; `problem` names it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def site_outputs(
    site_folder: Path,
    plan: Plan,
    theme: Theme,
    renditions: Mapping[str, Rendition],
    files: Mapping[str, str],
) -> Iterator[Output]:
    """All of them, made as they are asked for. Raises TemplateError and Unreadable."""
    yield from page_outputs(plan, theme, bodies_of(plan.context.site, renditions))
    yield from build_index(search_pages(plan, renditions))
    for path, site_path in files.items():
        yield Output(path=site_path, data=_copied(site_folder, path))


def bodies_of(site: Site, renditions: Mapping[str, Rendition]) -> Bodies:
    """Where the rendered bodies of `site` are found."""

    def body(index: int | None) -> str:
        article = site.home if index is None else site.articles[index]
        return renditions[article.facts.path].html if article else ""

    return body


def search_pages(
    plan: Plan, renditions: Mapping[str, Rendition]
) -> Sequence[tuple[SearchPage, Analysis]]:
    """What the index is made from."""
    language = plan.context.config.language
    return [
        (_search_page(article, language), renditions[article.facts.path].analysis)
        for article in plan.context.site.articles
    ]


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
