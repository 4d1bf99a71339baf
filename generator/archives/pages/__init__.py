"""Saved web pages: what is in them that somebody wrote, and what they say about it.

In: text of pages, and mail-like archives of pages (MHTML). Out: posts as values, with what was
left out. No file is read or written here.
"""
