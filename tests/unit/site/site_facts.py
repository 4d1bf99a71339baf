"""Facts for tests, with everything a test does not care about filled in."""

from datetime import UTC, datetime, timedelta

from generator.model import FrontMatter, Heading, Link
from generator.site import Facts, Site, assemble

FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def facts(
    path: str,
    *,
    day: int = 0,
    keywords: tuple[tuple[str, float], ...] = (),
    languages: tuple[str, ...] = (),
    headings: tuple[Heading, ...] = (),
    links: tuple[Link, ...] = (),
    **front: object,
) -> Facts:
    """Facts of a tutorial at content/`path`.md, dated `day` days after the first of 2024."""
    values = {"title": path, "date": FIRST_DAY + timedelta(days=day)} | front
    return Facts(
        path=f"content/{path}.md",
        front=FrontMatter(**values),
        words=100,
        code_lines=0,
        excerpt="",
        headings=headings,
        links=links,
        images=(),
        languages=languages,
        keywords="\n".join(f"{term} {round(1000 * weight)}" for term, weight in keywords),
        problems=(),
    )


def site(*all_facts: Facts, related_count: int = 3) -> Site:
    return assemble(all_facts, related_count=related_count)
