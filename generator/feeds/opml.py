"""OPML, the format of subscription lists, to titles and addresses of feeds.

In: a Document of kind `opml`. Out: pairs in document order, folders flattened, each feed once.
"""

from xml.etree import ElementTree

from generator.feeds.document import Document, refusal
from generator.feeds.plain_text import one_line
from generator.model import Problem
from generator.text.links import web_address


def parse_opml(document: Document, *, name: str) -> tuple[tuple[str, str], ...] | Problem:
    """(title, http(s) address) of each outline that is a feed. Lists within lists are read, lists
    elsewhere (`type="include"`) are not opened.
    """
    try:
        # the document has no document type and is of bounded depth
        root = ElementTree.fromstring(document.data)  # noqa: S314
    except ElementTree.ParseError as error:
        return refusal("feed-malformed", f"the list is not well formed: {error}", name)
    found: dict[str, str] = {}
    for outline in root.iter("outline"):
        values = {key.lower(): value for key, value in outline.attrib.items()}
        address = web_address(values.get("xmlurl", ""))
        if address:
            found.setdefault(address, one_line(values.get("title") or values.get("text", ""), 120))
    return tuple((title, address) for address, title in found.items())
