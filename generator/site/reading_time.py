"""How long a tutorial takes to read, split into prose and code."""

from math import ceil

WORDS_A_MINUTE = 230
CODE_LINES_A_MINUTE = 25


def prose_minutes(words: int) -> int:
    """Whole minutes for `words` of prose, rounded up; 0 for none."""
    return ceil(words / WORDS_A_MINUTE)


def code_minutes(lines: int) -> int:
    """Whole minutes for `lines` of code, rounded to the nearest; short snippets count 0."""
    return round(lines / CODE_LINES_A_MINUTE)
