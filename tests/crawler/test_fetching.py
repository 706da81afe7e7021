"""What the fetcher does with a host that asks to be left alone; answers come from a table, not from a network."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from time import monotonic

import pytest

from crawler import fetching, paces, politeness
from crawler.connection import Answered, Resolver
from crawler.fetching import Fetcher
from crawler.politeness import Rest, now
from crawler.snapshot import Reason
from crawler.standing import Heard
from crawler.transfer import Reply
from tests.crawler.little_site import settings

HOME = "http://127.0.0.1:8000/"
BUSY = b"HTTP/1.1 429 Busy\r\nRetry-After: 1\r\n\r\n"
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@pytest.fixture
def asked(monkeypatch):
    """A fetcher to whose limit a pause of one second is too long, and the moments at which it asked."""
    for module in (fetching, politeness):
        monkeypatch.setattr(module, "LONGEST_WAIT", 0.5)
    moments = []

    async def download(request):
        moments.append((request.url.removeprefix(HOME), monotonic()))
        status, head = (429, BUSY) if request.url.endswith("busy") else (200, GOOD)
        return Answered(request.url, Reply(404 if "robots" in request.url else status, head, b"x"))

    return moments, download


def fetch(download, work, **changes):
    async def run():
        fetcher = Fetcher(download, settings(**changes), Resolver(settings().policy))
        try:
            return await work(fetcher)
        finally:
            fetcher.close()

    return asyncio.run(run())


def one(fetcher, path):
    return fetcher.fetch(HOME + path, "jar", lambda _: True)


def test_nothing_of_a_resting_host_is_asked_for_until_it_is_rested(asked):
    moments, download = asked

    async def work(fetcher):
        busy, other = await one(fetcher, "busy"), await one(fetcher, "other")
        await fetcher.paces.rested(HOME)
        return busy, other, await one(fetcher, "other")

    busy, other, later = fetch(download, work)
    assert (busy.status, busy.reason) == (429, None)
    assert (other.status, other.reason) == (None, Reason.SERVER_ERROR)
    assert later.status == 200
    assert [path for path, _ in moments] == ["robots.txt", "busy", "other"]
    assert moments[2][1] - moments[1][1] >= 1


def test_nobody_waits_for_a_host_that_asks_for_too_much(asked, monkeypatch):
    monkeypatch.setattr(paces, "LONGEST_REST", 0.1)
    moments, download = asked

    async def work(fetcher):
        await one(fetcher, "busy")
        began = monotonic()
        await fetcher.paces.rested(HOME)
        return monotonic() - began, await one(fetcher, "other")

    waited, other = fetch(download, work)
    assert waited < 0.5
    assert other.reason is Reason.SERVER_ERROR
    assert [path for path, _ in moments] == ["robots.txt", "busy"]


def test_a_wish_to_be_left_alone_holds_for_every_page_of_the_machine_whoever_asks():
    """Two sites of one machine, and the last attempt at a page: nobody comes in between, and it is told at once."""
    moments, heard = [], []

    async def download(request):
        moments.append((request.url.removeprefix(HOME), monotonic()))
        busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\n\r\n"
        return Answered(request.url, Reply(404 if "robots" in request.url else 503, busy, b"x"))

    async def work(fetcher):
        fetcher.paces.told = heard.append
        await asyncio.gather(one(fetcher, "a"), one(fetcher, "b"))

    fetch(download, work)
    assert moments[0][0] == "robots.txt"
    assert len(moments) == 7
    assert min(later - earlier for (_, earlier), (_, later) in pairwise(moments[1:])) >= 1
    assert [(rest.machine, rest.seconds) for rest in heard] == [("127.0.0.1 8000", 1.0)] * 6


def test_whoever_goes_on_knows_what_was_asked_for():
    """After a kill: the pause that may not be over, what a machine asked for, and that not all begin at one moment."""
    moments = []

    async def download(request):
        moments.append((request.url, monotonic()))
        return Answered(request.url, Reply(404, b"HTTP/1.1 404 Not Found\r\n\r\n", b"x"))

    async def work(fetcher):
        fetcher.paces.remember([Rest("127.0.0.2 8000", now() - timedelta(seconds=1), 2.0)])
        fetcher.paces.arrive()
        began = monotonic()
        await asyncio.gather(*(fetcher.robots(f"http://127.0.0.{n}:8000/") for n in (1, 2, 3)))
        return {url[15:16]: moment - began for url, moment in moments}

    after = fetch(download, work, delay=0.2)
    assert min(after.values()) >= 0.2
    assert 1 <= after["2"] < 2
    assert max(after["1"], after["3"]) < 1
    assert after["1"] != after["3"]


def test_what_a_host_said_a_moment_ago_is_not_asked_for_again():
    async def work(fetcher):
        moment = now()
        fetcher.heard = {
            "127.0.0.1:8000": Heard(moment, "free", "robots_disallowed", "status 404"),
            "127.0.0.2:8000": Heard(moment, "closed", "timeout", "asked"),
            "127.0.0.3:8000": Heard(moment - timedelta(hours=2), "closed", "timeout", "asked"),
        }
        return [await fetcher.robots(f"http://127.0.0.{n}:8000/") for n in (1, 2, 3)]

    async def download(request):
        return Answered(request.url, Reply(404, b"HTTP/1.1 404 Not Found\r\n\r\n", b"x"))

    said = fetch(download, work)
    assert [(str(each.state), each.reason) for each in said] == [
        ("free", Reason.ROBOTS),
        ("closed", Reason.TIMEOUT),
        ("free", Reason.ROBOTS),
    ]
