"""Dates as feeds write them to aware datetimes; the zone stays as it was written.

In: a string. Out: a datetime, or None where the string is no date or no plausible one. The clock
is not read here: whether a date lies ahead is judged where an entry is planned.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

EARLIEST: Final = 1990
"""A year before this is a default of some program, not the date of a post."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero",
            "feb february februar février fevrier febrero",
            "mar march märz mrz mars marzo",
            "apr april avril abril",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet julio",
            "aug august août aout agosto",
            "sep sept september septembre septiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre",
            "dec december dezember dez décembre decembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120,
    "eest": 180, "msk": 180, "ist": 330, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420, "et": -300, "ct": -360, "mt": -420, "pt": -480,
}  # fmt: skip
"""Minutes east of UTC; RFC 822's zones and those that feeds use most."""

_TIME: Final = (
    r"(?:[T\s,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?)?"
)
_ZONE: Final = (
    r"\s*(?:\(?(?P<zone>[A-Za-z]{1,5})\)?(?![A-Za-z]))?"
    r"\s*(?P<offset>[+−-]\s?(?:\d{2}:?\d{2}|\d:?\d{2}|\d{2})(?!\d))?"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_MONTH: Final = r"(?P<month>[^\W\d]+)\.?"
_WEEKDAY: Final = r"(?:[^\W\d]+\.?(?:,\s*|\s+))?"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?" + _TIME + _ZONE,
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
        r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?" + _ZONE,
        _WEEKDAY
        + _DAY
        + r"[\s-]+"
        + _MONTH
        + r",?[\s-]+(?P<year>\d{4}|\d{2})(?!\d)"
        + _TIME
        + _ZONE,
        _WEEKDAY + _MONTH + r"\s+" + _DAY + r",?\s+(?P<year>\d{4})(?!\d)" + _TIME + _ZONE,
        _WEEKDAY + _MONTH + r"\s+" + _DAY + _TIME + _ZONE + r"\s+(?P<year>\d{4})(?!\d)",
    )
)


def parse_date(text: str) -> datetime | None:
    """RFC 822, ISO 8601 and the deviations seen in feeds (`2024-05-06 07:08:09 UTC`,
    `2024/5/6 7:8:9`, `6 May 2024`, `May 6, 2024`). No zone means UTC; a date alone is midnight.
    """
    text = " ".join(text.split())
    if not 6 <= len(text) <= 80:
        return None
    for form in _FORMS:
        match = form.match(text)
        found = _made(match.groupdict()) if match else None
        if found is not None:
            return found
    return None


def _made(parts: dict[str, str | None]) -> datetime | None:
    offset = _minutes_east(parts.get("zone"), parts.get("offset"))
    time = _time(parts)
    if offset is None or time is None:
        return None
    month = parts["month"] or "0"
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower(), 0)
    try:
        zone = timezone(timedelta(minutes=offset)) if offset else UTC
        midnight = datetime(
            _year(parts["year"] or "0"), number, int(parts["day"] or 1), tzinfo=zone
        )
        found = midnight + time
    except (ValueError, OverflowError):
        return None
    return found if found.year >= EARLIEST else None


def _year(digits: str) -> int:
    """Two digits are of the years 1970 to 2069 (RFC 822 had no others)."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 70 else 1900)


def _time(parts: dict[str, str | None]) -> timedelta | None:
    hour, minute, second = (int(parts.get(key) or 0) for key in ("hour", "minute", "second"))
    half = parts.get("half")
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 24 or minute > 59 or second > 60:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _minutes_east(zone: str | None, offset: str | None) -> int | None:
    """None where the offset is none that exists. A zone nobody knows counts as UTC."""
    if not offset:
        return _ZONES.get((zone or "z").lower(), 0)
    digits = offset[1:].strip().replace(":", "")
    hours, minutes = (digits, "0") if len(digits) == 2 else (digits[:-2], digits[-2:])
    total = int(hours) * 60 + int(minutes)
    if total > 14 * 60 or int(minutes) > 59:
        return None
    return total if offset[0] == "+" else -total
