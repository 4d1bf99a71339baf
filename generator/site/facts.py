"""From a tutorial and its rendering to the facts that other pages need."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from generator.model import CodeBlock, Rendered, Tutorial
from generator.site.keywords import keywords
from generator.site.model import Facts


def facts_of(tutorial: Tutorial, rendered: Rendered) -> Facts:
    """The facts of one tutorial. Line numbers of the body become line numbers of the file."""
    offset = tutorial.body_line - 1
    front = tutorial.front
    return Facts(
        path=tutorial.path,
        front=front,
        words=rendered.words,
        code_lines=rendered.code_lines,
        excerpt=front.description or rendered.excerpt,
        headings=tuple(replace(item, line=item.line + offset) for item in rendered.headings),
        links=tuple(replace(item, line=item.line + offset) for item in rendered.links),
        images=tuple(replace(item, line=item.line + offset) for item in rendered.images),
        languages=_languages(rendered.code_blocks),
        keywords=keywords(front.title, front.tags, rendered.sections),
        problems=tuple(
            replace(item, path=tutorial.path, line=item.line + offset if item.line else 0)
            for item in rendered.problems
        ),
    )


def _languages(blocks: Sequence[CodeBlock]) -> tuple[str, ...]:
    lines = Counter[str]()
    for block in blocks:
        if block.language and block.language != "output":
            lines[block.language] += block.text.count("\n") + 1
    return tuple(sorted(lines, key=lambda language: (-lines[language], language)))
