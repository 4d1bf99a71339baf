"""One file of content/ to everything a build needs of it: pure, so that any process can do it."""

from time import process_time
from typing import Final

import msgspec
from msgspec import Struct, structs

from generator.check import code_problems
from generator.content import load
from generator.markdown import RenderOptions, render
from generator.markdown.highlighting import highlight
from generator.model import Problem
from generator.search import Analysis, SearchPage, analyse
from generator.site import Facts, facts_of


class Rendition(Struct, frozen=True, kw_only=True):
    """A tutorial, rendered and analysed. Depends on its file and on our code, on nothing else.

    Each part is as the store keeps it: encoded where it was made, so that the process which
    gathers them has little to do.
    """

    facts: bytes
    """`Facts` as JSON: msgpack keeps moments without their offset, so a stored page would show
    another hour."""
    body: bytes
    """HTML with symbolic addresses, as msgpack."""
    analysis: bytes
    """`Analysis` as msgpack."""


FACTS: Final = msgspec.json.Decoder(Facts)
BODY: Final = msgspec.msgpack.Decoder(str)
ANALYSIS: Final = msgspec.msgpack.Decoder(Analysis)


class SourceFile(Struct, frozen=True, kw_only=True):
    """A file of content/ as read: path relative to the site directory, and bytes."""

    path: str
    data: bytes


class Attempt(Struct, frozen=True, kw_only=True):
    """What came of a file: no rendition when its front matter is at fault."""

    rendition: Rendition | None
    problems: tuple[Problem, ...]
    """Those of reading the file; those of rendering are in the facts."""
    seconds: float = 0.0
    """Processor time it took."""
    colouring: dict[str, float] = {}
    """The same of colouring its code, by language."""


def attempt(file: SourceFile) -> Attempt:
    """Reads, renders and analyses one tutorial."""
    began, colours = process_time(), _Colours()
    made = _attempt(file, colours)
    seconds = process_time() - began
    return structs.replace(made, seconds=seconds, colouring=colours.seconds)


class _Colours:
    """A highlighter that counts the time each language takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, text: str, language: str) -> str | None:
        began = process_time()
        coloured = highlight(text, language)
        spent = process_time() - began
        self.seconds[language] = self.seconds.get(language, 0.0) + spent
        return coloured


def _attempt(file: SourceFile, colours: _Colours) -> Attempt:
    tutorial, problems = load(file.path, file.data)
    if tutorial is None:
        return Attempt(rendition=None, problems=problems)
    options = RenderOptions(title=tutorial.front.title, top_level=2)
    rendered = render(tutorial.body, options, colours)
    facts = facts_of(tutorial, rendered)
    in_code = code_problems(
        tutorial.path,
        rendered.code_blocks,
        tutorial.body_line,
        imported=tutorial.front.source is not None,
    )
    analysis = analyse(_search_page(facts), rendered)
    rendition = Rendition(
        facts=msgspec.json.encode(structs.replace(facts, problems=(*facts.problems, *in_code))),
        body=msgspec.msgpack.encode(rendered.html),
        analysis=msgspec.msgpack.encode(analysis),
    )
    return Attempt(rendition=rendition, problems=problems)


def _search_page(facts: Facts) -> SearchPage:
    front = facts.front
    return SearchPage(
        title=front.title,
        date=front.date.isoformat(),
        tags=front.tags,
        authors=front.authors,
        level=front.level.value if front.level else "",
        source=front.source.feed if front.source else "",
        source_title=front.source.title if front.source else "",
        language=front.language,
        code_languages=facts.languages,
    )
