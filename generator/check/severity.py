"""How much each problem matters: as site.toml says, else as it was found."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.config import Judgement
from generator.model import Problem, Severity
from generator.site import Article


def judged(
    problems: Iterable[Problem], severity_of: Mapping[str, Judgement]
) -> tuple[Problem, ...]:
    """The problems with the severities that `[check.severity]` gives by code, without those that
    it turns off."""
    return tuple(
        replace(problem, severity=Severity(severity_of[problem.code]))
        if problem.code in severity_of
        else problem
        for problem in problems
        if severity_of.get(problem.code) is not Judgement.OFF
    )


def for_own_text(article: Article) -> Severity:
    """A fault in a text is a warning to its author, and a note about what somebody else wrote."""
    return Severity.WARNING if article.facts.front.source is None else Severity.NOTE
