"""Saved archives: what a browser or a tool left of tutorials, without tags or without a feed.

In: text. Out: tutorials as values, with what was recognised in them and what was left out.
No file is read or written here.
"""

from generator.archives.reading import read_archive

__all__ = ["read_archive"]
