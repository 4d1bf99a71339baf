"""How often a feed itself wishes to be asked: RSS `ttl`, `skipHours`, `skipDays`, and the
syndication module's `updatePeriod` and `updateFrequency`.

In: the document's bytes. Out: Hints, which may lengthen a pause but not shorten one.
"""

import re
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

_HEAD: Final = 64 * 1024
_PERIODS: Final = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TTL: Final = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD: Final = re.compile(rb"<\w+:updatePeriod>\s*(\w+)\s*</", re.IGNORECASE)
_FREQUENCY: Final = re.compile(rb"<\w+:updateFrequency>\s*(\d{1,4})\s*</", re.IGNORECASE)
_HOURS: Final = re.compile(rb"<skipHours>(.{1,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIPPED_DAYS: Final = re.compile(rb"<skipDays>(.{1,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)


class Hints(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Wishes of a feed; all of them may be missing."""

    minutes: int = 0
    skip_hours: tuple[int, ...] = ()
    """In UTC, 0 to 23."""
    skip_days: tuple[int, ...] = ()
    """Monday is 0."""

    def awake(self, moment: datetime) -> datetime:
        """The first moment from `moment` on, in steps of an hour, that the feed does not skip."""
        if len(self.skip_hours) >= 24 or len(self.skip_days) >= 7:
            return moment
        for _ in range(24 * 8):
            if moment.hour not in self.skip_hours and moment.weekday() not in self.skip_days:
                break
            moment += timedelta(hours=1)
        return moment


def hints_of(data: bytes) -> Hints:
    """The hints in the head of a document."""
    head = data[:_HEAD]
    ttl = _TTL.search(head)
    minutes = max(int(ttl[1]) if ttl else 0, _syndication(head))
    hours = _HOURS.search(head)
    days = _SKIPPED_DAYS.search(head)
    names = re.findall(rb"<day>\s*(\w+)", days[1].lower()) if days else []
    numbers = [int(n) % 24 for n in re.findall(rb"<hour>\s*(\d{1,2})", hours[1])] if hours else []
    return Hints(
        minutes=minutes,
        skip_hours=tuple(sorted(set(numbers))),
        skip_days=tuple(n for n, day in enumerate(_DAYS) if day.encode() in names),
    )


def _syndication(head: bytes) -> int:
    period = _PERIOD.search(head)
    if period is None:
        return 0
    frequency = _FREQUENCY.search(head)
    times = max(int(frequency[1]), 1) if frequency else 1
    return _PERIODS.get(period[1].decode("ascii", "replace").lower(), 0) // times
