"""What the fetcher does with a host that asks to be left alone; answers come from a table, not from a network."""

import asyncio
from time import monotonic

import pytest

from crawler import fetching
from crawler.connection import Answered, Resolver
from crawler.fetching import Fetcher
from crawler.snapshot import Reason
from crawler.transfer import Reply
from tests.crawler.little_site import settings

HOME = "http://127.0.0.1:8000/"
BUSY = b"HTTP/1.1 429 Busy\r\nRetry-After: 1\r\n\r\n"
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@pytest.fixture
def asked(monkeypatch):
    """A fetcher to whose limit a pause of one second is too long, and the moments at which it asked."""
    monkeypatch.setattr(fetching, "LONGEST_WAIT", 0.5)
    moments = []

    async def download(request):
        moments.append((request.url.removeprefix(HOME), monotonic()))
        status, head = (429, BUSY) if request.url.endswith("busy") else (200, GOOD)
        return Answered(request.url, Reply(404 if "robots" in request.url else status, head, b"x"))

    return moments, download


def fetch(download, work):
    async def run():
        fetcher = Fetcher(download, settings(), Resolver(settings().policy))
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
        await fetcher.rested(HOME)
        return busy, other, await one(fetcher, "other")

    busy, other, later = fetch(download, work)
    assert (busy.status, busy.reason) == (429, None)
    assert (other.status, other.reason) == (None, Reason.SERVER_ERROR)
    assert later.status == 200
    assert [path for path, _ in moments] == ["robots.txt", "busy", "other"]
    assert moments[2][1] - moments[1][1] >= 1


def test_nobody_waits_for_a_host_that_asks_for_too_much(asked, monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST_REST", 0.1)
    moments, download = asked

    async def work(fetcher):
        await one(fetcher, "busy")
        began = monotonic()
        await fetcher.rested(HOME)
        return monotonic() - began, await one(fetcher, "other")

    waited, other = fetch(download, work)
    assert waited < 0.5
    assert other.reason is Reason.SERVER_ERROR
    assert [path for path, _ in moments] == ["robots.txt", "busy"]
