"""What is wrong with a site after an edit of a few texts that moved nothing.

In: the imprint of the site as it was, the facts that the edited texts had, the site as it is. Out:
the imprint with other problems: those of the edited texts, and of texts that link to a heading that
came or went.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from generator.check import LinkCheck, judged, text_problems
from generator.config import Config
from generator.pipeline.findings import edited
from generator.pipeline.imprint import Imprint
from generator.render.pages import Plan
from generator.site import Article, Facts, Site


def rechecked(
    imprint: Imprint, before: Mapping[str, Facts], plan: Plan, config: Config
) -> Imprint | None:
    """None when there are too many problems to tell without a look at all texts. `before` is by
    path."""
    site = plan.context.site
    checker = LinkCheck(plan.context.links)
    again = _to_check(imprint, before, site)
    fresh = {}
    for path in sorted(again):
        article = _article(site, path)
        problems = text_problems(article, checker, None, is_home=article is site.home)
        of_text = (*article.facts.problems, *problems)
        fresh[path] = judged(of_text, config.check.severity)
    found = edited(imprint.findings, fresh)
    if found is None:
        return None
    leading = {path: set(each) - again for path, each in imprint.leading_into.items()}
    for path, each in checker.leading_into.items():
        leading.setdefault(path, set()).update(each)
    kept = {path: tuple(sorted(each)) for path, each in leading.items() if each}
    return replace(imprint, findings=found, leading_into=kept)


def _to_check(imprint: Imprint, before: Mapping[str, Facts], site: Site) -> set[str]:
    again = set(before)
    for path, facts in before.items():
        now = {heading.anchor for heading in _article(site, path).facts.headings}
        if now != {heading.anchor for heading in facts.headings}:
            again.update(imprint.leading_into.get(path, ()))
    return again


def _article(site: Site, path: str) -> Article:
    index = site.by_path.get(path)
    if index is not None:
        return site.articles[index]
    assert site.home is not None
    return site.home
