"""What a request can come to."""

from msgspec import Struct


class Answer(Struct, frozen=True, kw_only=True):
    """What a server said at the end of all redirects."""

    status: int
    address: str
    """Where the answer comes from."""
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes = b""
    """Decoded; only of a 200."""
    moved_to: str = ""
    """Where permanent redirects alone lead; empty when there were none."""


class Failure(Struct, frozen=True, kw_only=True):
    """No answer, for a reason that fits in one line."""

    reason: str
    refused: bool = False
    """By us: asking again will not help."""
