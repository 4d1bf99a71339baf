"""What is wrong with one tutorial as its readers will meet it."""

from collections.abc import Iterator
from datetime import datetime

from generator.check.severity import for_own_text
from generator.model import Problem, Severity
from generator.site import Article


def image_texts(article: Article) -> Iterator[Problem]:
    """Images that say nothing to those who do not see them."""
    for image in article.facts.images:
        if not image.alt.strip():
            yield Problem(
                code="alt-missing",
                message=f"Image “{image.src[:80]}” has no text for those who do not see it",
                severity=for_own_text(article),
                hint="Say in the brackets what it shows: ![A red button](button.png)",
                path=article.facts.path,
                line=image.line,
            )


def heading_order(article: Article) -> Iterator[Problem]:
    """Headings that skip a level downwards; the title is the first level."""
    before = 1
    for heading in article.facts.headings:
        if heading.level > before + 1:
            yield Problem(
                code="heading-order",
                message=f"“{heading.text[:60]}” is a heading of level {heading.level} "
                f"under one of level {before}",
                severity=for_own_text(article),
                hint=f"Begin the line with {'#' * (before + 1)}.",
                path=article.facts.path,
                line=heading.line,
            )
        before = heading.level


def emptiness(article: Article) -> Iterator[Problem]:
    """Tutorials with nothing, or only an excerpt, to read."""
    facts = article.facts
    if facts.front.summary_only:
        yield Problem(
            code="summary-only",
            message="The feed gave only an excerpt of this tutorial",
            severity=Severity.NOTE,
            hint="Look whether the source has a feed with whole posts.",
            path=facts.path,
        )
    elif not facts.words and not facts.code_lines and not facts.images:
        yield Problem(
            code="body-empty",
            message="There is nothing to read in it",
            severity=for_own_text(article),
            hint="Write the tutorial, or mark it with “draft: true”.",
            path=facts.path,
        )


def dates(article: Article, now: datetime | None) -> Iterator[Problem]:
    """Dates that cannot be; without `now` none is in the future."""
    front = article.facts.front
    if now is not None and front.date > now:
        yield Problem(
            code="date-future",
            message=f"The date {front.date:%Y-%m-%d} is in the future",
            severity=Severity.WARNING,
            hint="It is published all the same; “draft: true” holds it back.",
            path=article.facts.path,
        )
    elif now is not None and front.updated is not None and front.updated > now:
        yield Problem(
            code="date-future",
            message=f"“updated” is in the future: {front.updated:%Y-%m-%d}",
            severity=Severity.WARNING,
            path=article.facts.path,
        )
    if front.updated is not None and front.updated < front.date:
        yield Problem(
            code="date-order",
            message="“updated” is before “date”",
            severity=for_own_text(article),
            path=article.facts.path,
        )
