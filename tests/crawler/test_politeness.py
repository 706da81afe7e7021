"""Retry-After, pauses."""

import asyncio
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.politeness import Hours, Pace, retry_after


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5),
        (" 120 ", 120),
        ("1.5", 1.5),
        ("2.", 2),
        ("1.5.0", None),
        ("٣", None),
        ("Tue, 01 Jan 2013 00:00:30 GMT", 30),
        ("Mon, 31 Dec 2012 00:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-3", None),
        ("99999999999", 999999999),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after({"retry-after": value}, datetime(2013, 1, 1, tzinfo=UTC)) == seconds


def test_a_host_is_asked_once_at_a_time_with_pauses():
    async def three():
        pace, times = Pace(0.05), []

        async def one():
            async with pace:
                times.append(time.monotonic())

        await asyncio.gather(one(), one(), one())
        return [later - earlier for earlier, later in pairwise(times)]

    assert min(asyncio.run(three())) >= 0.05


@pytest.mark.parametrize(
    ("hours", "moment", "wait"),
    [
        ("", "12:00", 0),
        ("20:00-06:00", "23:00", 0),
        ("20:00-06:00", "05:59", 0),
        ("20:00-06:00", "06:00", 14 * 3600),
        ("20:00-06:00", "19:59", 60),
        ("9:00-17:30", "12:00", 0),
        ("9:00-17:30", "17:30", 15.5 * 3600),
        ("9:00-17:30", "08:00", 3600),
    ],
)
def test_the_hours_are_kept(hours, moment, wait):
    now = datetime.fromisoformat(f"2013-07-05T{moment}:00+08:00")
    assert Hours.parse(hours).until_open(now) == wait


@pytest.mark.parametrize("text", ["20", "20:00", "20:00-", "25:00-06:00", "a-b", "20:00-06:00-07:00"])
def test_what_is_no_span_of_hours_is_refused(text):
    with pytest.raises(ValueError, match=r"hour"):
        Hours.parse(text)


def test_a_struggling_host_is_left_alone_longer_and_recovers():
    pace = Pace(1.0)
    delays = []
    for seconds, struggling in (
        (0.1, False),
        (5, False),
        (0.1, True),
        (0.1, True),
        (0.1, False),
        (0.1, False),
        *[(0.1, False)] * 20,
    ):
        pace.follow(seconds, struggling)
        delays.append(pace.delay)
    assert delays[:4] == [1.0, 2.0, 4.0, 8.0]
    assert delays[4] == 6.0
    assert delays[-1] == 1.0
    for _ in range(20):
        pace.follow(60, True)
    assert pace.delay == 30.0
