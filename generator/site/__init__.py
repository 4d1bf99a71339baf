"""Pure: facts of tutorials in, the assembled site out. No HTML, no files."""

from generator.site.assemble import assemble
from generator.site.facts import facts_of
from generator.site.model import TAXONOMIES, Article, Facts, Site, Term

__all__ = ["TAXONOMIES", "Article", "Facts", "Site", "Term", "assemble", "facts_of"]
