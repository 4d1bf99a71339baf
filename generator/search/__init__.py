"""Search, prebuilt: `analyse` each page on its own, `build_index` from all of them."""

from generator.search.analysis import analyse
from generator.search.index import build_index
from generator.search.pages import Analysis, SearchPage

__all__ = ["Analysis", "SearchPage", "analyse", "build_index"]
