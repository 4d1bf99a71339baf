"""Small whole numbers as printable characters that JSON leaves as they are.

The other side is `decode` in `templates/assets/js/search/shards.js`.
"""

DIGITS = "".join(chr(code) for code in range(35, 127) if code != 92)
"""91 characters: no quote, no backslash, nothing below the space."""

LARGEST = len(DIGITS) - 1
HALF = 45


def digit(value: int) -> str:
    """One character for 0 to `LARGEST`; what is larger is cut to it."""
    return DIGITS[min(value, LARGEST)]


def varint(value: int) -> str:
    """A number of any size, low digits first; all characters but the last are of the upper half."""
    text = ""
    while value >= HALF:
        text += DIGITS[HALF + value % HALF]
        value //= HALF
    return text + DIGITS[value]
