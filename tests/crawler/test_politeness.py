"""robots.txt by status, Retry-After, pauses."""

import asyncio
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.politeness import LONGEST_DELAY, Pace, RobotsState, read_robots, retry_after

RULES = b"\xef\xbb\xbfUser-agent: *\nDisallow: /secret/\nCrawl-delay: 300\n\nUser-agent: gongkai\nDisallow: /ours/\nCrawl-delay: 300\n"


@pytest.mark.parametrize(
    ("status", "state", "open_to_us"),
    [
        (200, RobotsState.RULES, True),
        (301, RobotsState.FREE, True),
        (401, RobotsState.FREE, True),
        (403, RobotsState.FREE, True),
        (404, RobotsState.FREE, True),
        (429, RobotsState.CLOSED, False),
        (500, RobotsState.CLOSED, False),
        (503, RobotsState.CLOSED, False),
        (None, RobotsState.CLOSED, False),
    ],
)
def test_robots_by_status(status, state, open_to_us):
    robots = read_robots(status, RULES)
    assert robots.state is state
    assert robots.allows("http://a.cn/x") is open_to_us


def test_our_own_group_holds_and_long_delays_are_cut():
    robots = read_robots(200, RULES)
    assert not robots.allows("http://a.cn/ours/1")
    assert robots.allows("http://a.cn/secret/1")
    assert robots.delay == LONGEST_DELAY


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
