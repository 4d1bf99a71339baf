"""One tutorial's Markdown to `Rendered`: the entry to this room.

In: the body of a tutorial and the options of its site. Out: its HTML and every fact about it, or
its text as it stands where rendering it would cost too much, with a problem that says so.
"""

from typing import Final

from generator.markdown.draft import Draft
from generator.markdown.facts import count_words
from generator.markdown.highlight import Highlighter, highlight
from generator.markdown.options import RenderOptions
from generator.markdown.parser import parse
from generator.markdown.sanitise import clean
from generator.markdown.writer import write_blocks
from generator.model.rendered import Rendered

_DEFAULTS: Final = RenderOptions()


def render(
    body: str, options: RenderOptions = _DEFAULTS, highlight: Highlighter = highlight
) -> Rendered:
    """HTML and facts of `body`; addresses inside the site stay symbolic (see `Rendered`)."""
    return _render(body, options, highlight, symbolic=True)


def render_html(markdown: str) -> str:
    """The article body a page shows for `markdown`, relative addresses as they are written."""
    return _render(markdown, _DEFAULTS, highlight, symbolic=False).html


def _render(
    body: str, options: RenderOptions, highlight: Highlighter, *, symbolic: bool
) -> Rendered:
    draft = Draft(options, highlight, symbolic=symbolic)
    write_blocks(draft, parse(body))
    html = draft.finish()
    if draft.needs_cleaning:
        html = clean(html)
    facts = draft.facts
    return Rendered(
        html=html,
        headings=tuple(facts.headings),
        links=tuple(facts.links),
        images=tuple(facts.images),
        code_blocks=tuple(facts.code_blocks),
        sections=tuple(facts.sections),
        words=sum(count_words(section.text) for section in facts.sections),
        code_lines=sum(block.text.count("\n") for block in facts.code_blocks),
        excerpt=facts.excerpt(),
        problems=tuple(facts.problems),
    )
