"""When a feed is asked again: the promises of good manners, without a network or a clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.hints import Hints, hints_of
from generator.feeds.polling import Polling
from generator.feeds.schedule import (
    LONGEST,
    after_answer,
    after_failure,
    conditions,
    is_hopeless,
    obstacle,
)

NOW = datetime(2025, 5, 7, 12, 0, tzinfo=UTC)
ETAG = {"etag": 'W/"abc"'}


def next_of(polling: Polling) -> timedelta:
    return datetime.fromisoformat(polling.next_request) - NOW


def good(
    headers: dict[str, str], polling: Polling | None = None, hints: Hints | None = None
) -> Polling:
    return after_answer(
        polling or Polling(), status=200, headers=headers, now=NOW, hints=hints or Hints()
    )


def test_validators_are_kept_and_sent_exactly_as_they_came() -> None:
    kept = good({"etag": 'W/"odd, \'value"', "last-modified": "yesterday, more or less"})
    assert conditions(kept) == {
        "if-none-match": 'W/"odd, \'value"',
        "if-modified-since": "yesterday, more or less",
    }


def test_validators_that_come_with_not_modified_replace_the_stored_ones() -> None:
    kept = good(ETAG)
    again = after_answer(kept, status=304, headers={"etag": '"new"'}, now=NOW)
    assert again.etag == '"new"'
    assert after_answer(kept, status=304, headers={}, now=NOW).etag == ETAG["etag"]


def test_a_feed_with_validators_is_asked_at_most_once_an_hour_others_once_a_day() -> None:
    assert next_of(good(ETAG)) == timedelta(hours=1)
    assert next_of(good({})) == timedelta(days=1)


def test_the_floor_holds_across_runs_and_ends() -> None:
    kept = good(ETAG)
    assert "asked a short while ago" in obstacle(kept, NOW + timedelta(minutes=59), explicit=False)
    assert obstacle(kept, NOW + timedelta(minutes=60), explicit=False) == ""


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"cache-control": "public, max-age=7200"}, timedelta(hours=2)),
        ({"cache-control": "max-age=60"}, timedelta(hours=1)),
        ({"cache-control": "max-age=9999999"}, LONGEST),
        ({"expires": format_datetime(NOW + timedelta(hours=5)), "date": format_datetime(NOW)},
         timedelta(hours=5)),
        ({"expires": "0"}, timedelta(hours=1)),
    ],
)  # fmt: skip
def test_freshness_lengthens_the_pause_up_to_a_week(
    headers: dict[str, str], wait: timedelta
) -> None:
    assert next_of(good({**ETAG, **headers})) == wait


def test_hints_of_the_feed_lengthen_the_pause_but_never_shorten_it() -> None:
    assert next_of(good(ETAG, hints=Hints(minutes=180))) == timedelta(hours=3)
    assert next_of(good(ETAG, hints=Hints(minutes=5))) == timedelta(hours=1)


def test_hours_that_the_feed_skips_are_skipped() -> None:
    assert next_of(good(ETAG, hints=Hints(skip_hours=(13, 14)))) == timedelta(hours=3)


def test_hints_are_remembered_through_not_modified() -> None:
    kept = good(ETAG, hints=Hints(minutes=180))
    again = after_answer(kept, status=304, headers={}, now=NOW)
    assert next_of(again) == timedelta(hours=3)


def test_hints_are_read_from_the_document() -> None:
    document = (
        b"<rss><channel><ttl>90</ttl><skipHours><hour>3</hour><hour>4</hour></skipHours>"
        b"<skipDays><day>Sunday</day></skipDays><sy:updatePeriod>daily</sy:updatePeriod>"
        b"<sy:updateFrequency>2</sy:updateFrequency></channel></rss>"
    )
    assert hints_of(document) == Hints(minutes=720, skip_hours=(3, 4), skip_days=(6,))


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed_even_when_the_user_insists(status: int) -> None:
    kept = after_answer(Polling(), status=status, headers={"retry-after": "3600"}, now=NOW)
    assert next_of(kept) == timedelta(hours=1)
    assert "asked for a pause" in obstacle(kept, NOW + timedelta(minutes=59), explicit=True)
    assert obstacle(kept, NOW + timedelta(minutes=60), explicit=False) == ""


def test_retry_after_may_be_a_date() -> None:
    date = format_datetime(NOW + timedelta(hours=3))
    kept = after_answer(Polling(), status=503, headers={"retry-after": date}, now=NOW)
    assert next_of(kept) == timedelta(hours=3)


def test_a_user_who_insists_passes_hints_and_freshness() -> None:
    kept = good({**ETAG, "cache-control": "max-age=86400"})
    assert obstacle(kept, NOW, explicit=True) == ""


def test_failures_in_a_row_make_growing_pauses_up_to_a_week() -> None:
    polling, waits = good(ETAG), []
    for _ in range(12):
        polling = after_failure(polling, now=NOW)
        waits.append(next_of(polling))
    assert waits[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST
    assert polling.etag == ETAG["etag"]


def test_a_good_answer_ends_the_row_of_failures() -> None:
    polling = after_failure(after_failure(Polling(), now=NOW), now=NOW)
    assert good(ETAG, polling).failures == 0


def test_a_feed_that_fails_for_weeks_is_called_hopeless_but_still_asked() -> None:
    polling = Polling(failures=9, failing_since=(NOW - timedelta(days=30)).isoformat())
    assert is_hopeless(polling, NOW)
    assert obstacle(polling, NOW, explicit=False) == ""


def test_gone_is_asked_no_more() -> None:
    kept = after_answer(Polling(), status=410, headers={}, now=NOW)
    assert "gone" in obstacle(kept, NOW + timedelta(days=365), explicit=False)


def test_a_feed_that_rarely_changes_is_asked_less_often_but_daily() -> None:
    polling, waits = good(ETAG), []
    for _ in range(60):
        polling = after_answer(polling, status=304, headers={}, now=NOW)
        waits.append(next_of(polling))
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=1)


@given(
    st.dictionaries(
        st.sampled_from(("etag", "expires", "date", "cache-control", "retry-after")), st.text()
    ),
    st.sampled_from((200, 304, 404, 410, 429, 500, 503)),
)
def test_no_header_makes_a_pause_shorter_than_the_floor_or_longer_than_a_week(
    headers: dict[str, str], status: int
) -> None:
    kept = after_answer(Polling(), status=status, headers=headers, now=NOW, hints=Hints())
    if status != 410:
        shortest = timedelta(minutes=1 if kept.obliged else 60)
        assert shortest <= next_of(kept) <= LONGEST
