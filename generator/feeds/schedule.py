"""When a feed may be asked again, and what to remember of its answer. Pure: the clock comes in.

In: what polling remembers, the facts of an answer, the moment. Out: what polling remembers next.
The rules are P2 to P5 of good manners: validators as received, an hour's floor (a day's without
validators), `max-age`, `Retry-After`, hints of the feed that may lengthen but not shorten.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from generator.feeds.hints import Hints
from generator.feeds.polling import Polling

FLOOR: Final = timedelta(hours=1)
FLOOR_WITHOUT_VALIDATORS: Final = timedelta(days=1)
LONGEST: Final = timedelta(days=7)
"""Feeds with a month of `max-age` exist."""

GIVE_UP: Final = timedelta(days=21)
"""A feed that fails for so long is suggested for removal."""

_QUIET: Final = 6
_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


def obstacle(polling: Polling, now: datetime, *, explicit: bool) -> str:
    """Why a feed may not be asked now; empty when it may.

    Who names a feed explicitly may pass hints and `max-age`, never the server's `Retry-After`.
    """
    if polling.gone and not explicit:
        return "gone for good (410); remove it from site.toml"
    after = _moment(polling.next_request)
    if after is None or after <= now or (explicit and not polling.obliged):
        return ""
    reason = "its server asked for a pause" if polling.obliged else "asked a short while ago"
    return f"{reason}; next after {after:%Y-%m-%d %H:%M} UTC"


def conditions(polling: Polling) -> dict[str, str]:
    """Headers that ask only for what changed: validators exactly as they came."""
    headers = {"if-none-match": polling.etag, "if-modified-since": polling.last_modified}
    return {name: value for name, value in headers.items() if value}


def after_answer(
    polling: Polling,
    *,
    status: int,
    headers: Mapping[str, str],
    now: datetime,
    hints: Hints | None = None,
    changed: bool = True,
    moved_to: str = "",
) -> Polling:
    """What to remember after an answer whose document, if it brought one, was used.

    `hints` are those of the new document, `None` with a 304; `moved_to` counts as proved.
    """
    if status == 410:
        return msgspec.structs.replace(polling, gone=True, next_request="", obliged=False)
    if status not in (200, 304):
        return after_failure(polling, now=now, retry_after=headers.get("retry-after", ""))
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    if status == 304:
        etag, modified = etag or polling.etag, modified or polling.last_modified
    kept = msgspec.structs.replace(
        polling,
        etag=etag,
        last_modified=modified,
        hints=polling.hints if hints is None else hints,
        unchanged=0 if changed and status == 200 else polling.unchanged + 1,
        failures=0,
        failing_since="",
        gone=False,
        obliged=False,
        moved_to=moved_to or polling.moved_to,
    )
    return msgspec.structs.replace(kept, next_request=_written(_next(kept, headers, now)))


def after_failure(polling: Polling, *, now: datetime, retry_after: str = "") -> Polling:
    """Growing pauses: an hour, doubled at each failure in a row, up to a week; or as asked."""
    asked = _retry_after(retry_after, now)
    backoff = min(FLOOR * 2 ** min(polling.failures, 12), LONGEST)
    wait = min(max(asked, timedelta(minutes=1)), LONGEST) if asked is not None else backoff
    return msgspec.structs.replace(
        polling,
        failures=polling.failures + 1,
        failing_since=polling.failing_since or _written(now),
        next_request=_written(now + wait),
        obliged=asked is not None,
    )


def is_hopeless(polling: Polling, now: datetime) -> bool:
    """Whether a feed is gone for good, or fails for weeks."""
    since = _moment(polling.failing_since)
    failing = since is not None and polling.failures > 3 and now - since >= GIVE_UP
    return polling.gone or failing


def _next(polling: Polling, headers: Mapping[str, str], now: datetime) -> datetime:
    validators = polling.etag or polling.last_modified
    floor = FLOOR if validators else FLOOR_WITHOUT_VALIDATORS
    if polling.unchanged >= _QUIET:
        floor = min(FLOOR * 2 ** min(polling.unchanged // _QUIET, 5), max(floor, timedelta(days=1)))
    wait = max(floor, _fresh(headers, now), timedelta(minutes=polling.hints.minutes))
    return polling.hints.awake(now + min(wait, LONGEST))


def _fresh(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long an answer stays fresh (RFC 9111): `max-age`, else `Expires`."""
    age = _MAX_AGE.search(headers.get("cache-control", ""))
    if age:
        return timedelta(seconds=min(int(age[1]), int(LONGEST.total_seconds())))
    expires = _http_date(headers.get("expires", ""))
    sent = _http_date(headers.get("date", "")) or now
    return max(expires - sent, timedelta(0)) if expires else timedelta(0)


def _retry_after(value: str, now: datetime) -> timedelta | None:
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return timedelta(seconds=min(int(value[:12]), int(LONGEST.total_seconds())))
    date = _http_date(value)
    return max(date - now, timedelta(0)) if date else None


def _http_date(value: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # slow to load, and rarely needed

    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)
