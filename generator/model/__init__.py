"""The values that travel through the pipeline.

Every type is frozen, slotted and keyword-only, and complete when it is made: no field is filled
in later; a later stage makes a new type that holds the old one. Nothing here does work.
"""

from generator.model.feed import Entry, Feed
from generator.model.output import Output, Page, Parked
from generator.model.problem import Problem, Severity
from generator.model.rendered import CodeBlock, Heading, Image, Link, Rendered, Section
from generator.model.tutorial import FrontMatter, Level, Provenance, Tutorial

__all__ = [
    "CodeBlock",
    "Entry",
    "Feed",
    "FrontMatter",
    "Heading",
    "Image",
    "Level",
    "Link",
    "Output",
    "Page",
    "Parked",
    "Problem",
    "Provenance",
    "Rendered",
    "Section",
    "Severity",
    "Tutorial",
]
