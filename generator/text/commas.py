"""Lists that a person types on one line."""


def between_commas(text: str) -> tuple[str, ...]:
    """What stands between commas, without empty parts."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
