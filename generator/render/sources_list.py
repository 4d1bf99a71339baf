"""The feeds that the archive is made from, as an OPML list that feed readers import."""

from xml.etree import ElementTree as ET

from generator.config.model import Config, SourceConfig
from generator.render.cards import Labels

OPML = "sources.opml"


def followed(config: Config) -> tuple[SourceConfig, ...]:
    """Sources that others can follow too: those on the web."""
    return tuple(source for source in config.feeds if "://" in source.url)


def opml(config: Config, labels: Labels) -> bytes:
    """The list (opml.org/spec2.opml); the format asks for one feed at least."""
    root = ET.Element("opml", {"version": "2.0"})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = config.title
    body = ET.SubElement(root, "body")
    for source in followed(config):
        name = labels.source(source.name)
        values = {"type": "rss", "text": name, "title": name, "xmlUrl": source.url}
        ET.SubElement(body, "outline", values)
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ET.tostring(root, encoding="unicode").encode() + b"\n"
