"""Pure room of imports: an entry's HTML to Markdown, and what an import would do to content/.

No file, no network, no clock. The parts are loaded when they are asked for.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.importer.to_markdown import html_to_markdown

__all__ = ["html_to_markdown"]


def __getattr__(name: str) -> object:
    if name == "html_to_markdown":
        from generator.importer.to_markdown import html_to_markdown

        return html_to_markdown
    raise AttributeError(name)
