"""Dates of feeds are read with their zones; what is no date is none."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.dates import EARLIEST, parse_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 02 Jan 2023 03:04:05 GMT", "2023-01-02T03:04:05+00:00"),
        ("Tue, 26 Oct 2004 14:01:01 -0500", "2004-10-26T14:01:01-05:00"),
        ("Wed, 10 Aug 2016 10:00:00 PDT", "2016-08-10T10:00:00-07:00"),
        ("Sun, 6 Nov 94 08:49:37 GMT", "1994-11-06T08:49:37+00:00"),
        ("2 Jan 2023", "2023-01-02T00:00:00+00:00"),
        ("2023-01-01T00:00:00.123+05:30", "2023-01-01T00:00:00+05:30"),
        ("2003-12-31T10:14:55-08", "2003-12-31T10:14:55-08:00"),
        ("2024-05-06 07:08:09 UTC", "2024-05-06T07:08:09+00:00"),
        ("2024/5/6 7:8:9", "2024-05-06T07:08:09+00:00"),
        ("20240506T070809Z", "2024-05-06T07:08:09+00:00"),
        ("2024-05", "2024-05-01T00:00:00+00:00"),
        ("May 6, 2024", "2024-05-06T00:00:00+00:00"),
        ("Fri, 15 July 2016 8:30 PM", "2016-07-15T20:30:00+00:00"),
        ("Mon May  6 07:08:09 2024", "2024-05-06T07:08:09+00:00"),
        ("Mi, 31 Dez 2003 10:14:55 +0100", "2003-12-31T10:14:55+01:00"),
    ],
)
def test_dates_that_feeds_write(text: str, moment: str) -> None:
    assert parse_date(text) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "text",
    [
        "", "-1", "1e400", "0000-00-00", "Mon, 99 Foo 2023", "2023-02-30", "2023-01-01T25:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT", "Sat, 01 Jan 2050 00:00:00 +9999", "someday", "x" * 100,
        "Mon, 30 Nov -0001 00:00:00 +0000",
    ],
)  # fmt: skip
def test_what_is_no_plausible_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.datetimes(min_value=datetime(EARLIEST, 1, 2)))
def test_every_iso_date_reads_back(moment: datetime) -> None:
    found = parse_date(moment.isoformat() + "Z")
    assert found is not None
    assert found.replace(tzinfo=None) == moment.replace(microsecond=0)


@given(st.text(max_size=90))
def test_no_text_is_too_strange(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.tzinfo is not None
