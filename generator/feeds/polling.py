"""What polling remembers of one address between runs."""

from msgspec import Struct

from generator.feeds.hints import Hints


class Polling(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Moments are ISO 8601 in UTC; empty when there is none."""

    address: str = ""
    etag: str = ""
    """Of the last good response, exactly as received."""
    last_modified: str = ""
    """Of the last good response, exactly as received."""
    next_request: str = ""
    """Not before this, whatever the user asks for, when `obliged` is true; else a politeness that
    an explicit request may pass."""
    obliged: bool = False
    """The pause was asked for by the server (`Retry-After`)."""
    failures: int = 0
    """In a row."""
    failing_since: str = ""
    moved_to: str = ""
    """Where permanent redirects lead; used once the document there has proved to be a feed."""
    gone: bool = False
    """Answered 410: asked no more."""
    unchanged: int = 0
    """Answers in a row that brought nothing new."""
    hints: Hints = Hints()
    """Of the last document."""
