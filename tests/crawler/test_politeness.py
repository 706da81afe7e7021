"""Retry-After, pauses."""

import asyncio
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.politeness import Pace, retry_after


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5),
        (" 120 ", 120),
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
