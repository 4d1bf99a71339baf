"""Search, prebuilt: `analyse` each page on its own, then an index of all, made whole or edited."""

from generator.search.analysis import analyse
from generator.search.index import Entry, State, after_edits, build_index, whole
from generator.search.pages import Analysis, SearchPage

__all__ = [
    "Analysis",
    "Entry",
    "SearchPage",
    "State",
    "after_edits",
    "analyse",
    "build_index",
    "whole",
]
