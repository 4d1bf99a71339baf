"""The author's loop: watch, build, serve, reload, and show what is wrong in the page itself."""

from generator.dev.serving import serve

__all__ = ["serve"]
