"""Bytes of a feed in any known format to a Feed.

In: bytes and what is known of where they come from. Out: a Feed, or the one Problem for which it
is refused; a refusal names the feed. Nothing is fetched, sanitised or judged here.
"""

from generator.feeds.document import Document, open_document, refusal
from generator.model import Feed, Problem


def parse_feed(
    data: bytes, *, url: str = "", content_type: str = "", name: str = ""
) -> Feed | Problem:
    """RSS 0.9x to 2.0, Atom 0.3 and 1.0, RDF, JSON Feed 1 and 1.1, WordPress export.

    `url` is where the feed was found, for relative links; `name` is what problems call it (default:
    `url`); `content_type` is the transfer's, for its `charset` only: types are often wrong.
    """
    name = name or url
    document = open_document(data, name=name, url=url, content_type=content_type)
    if isinstance(document, Problem):
        return document
    return parse_document(document, name=name, url=url)


def parse_document(document: Document, *, name: str, url: str = "") -> Feed | Problem:
    """The feed of an opened document."""
    if document.kind == "json":
        from generator.feeds.read_json import read_json

        return read_json(document, name=name, url=url)
    if document.kind == "opml":
        return refusal("feed-is-list", "this is a list of feeds, not a feed", name)
    from generator.feeds.read_xml import read_xml

    return read_xml(document, name=name, url=url)
