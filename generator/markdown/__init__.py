"""Markdown to what a page shows: pure, one document at a time."""

from generator.markdown.highlighting import Highlighter, highlight, token_classes
from generator.markdown.options import RenderOptions
from generator.markdown.render import render, render_html

__all__ = ["Highlighter", "RenderOptions", "highlight", "render", "render_html", "token_classes"]
