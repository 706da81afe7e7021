"""What Scrapy's download handler hands to the loop of transfers, and what comes back."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy.http import Request

from crawler import connection
from crawler.connection import ASKED, CurlHandler
from crawler.scope import parts
from crawler.snapshot import Reason
from crawler.transfer import Failed, Reply
from tests.crawler.little_site import settings

REPLY = Reply(404, b"HTTP/1.1 404 Gone\r\n\r\n", "没有".encode())


@pytest.fixture
def curl(monkeypatch):
    """A loop of transfers that takes down what it is asked, made from what the handler says."""

    class Noting:
        made, asked, closed = (), (), False

        def __init__(self, *limits):
            Noting.made = limits

        async def get(self, *words):
            Noting.asked = words
            return REPLY

        def close(self):
            Noting.closed = True

    monkeypatch.setattr(connection, "Curl", Noting)
    return Noting


def handler(wanted):
    return CurlHandler.from_crawler(SimpleNamespace(settings={"CRAWL": wanted}))


def test_the_limits_of_the_settings_are_those_of_the_transfers(curl):
    wanted = settings()
    handler(wanted)
    assert curl.made == (wanted.agent, wanted.timeout, wanted.max_bytes, wanted.policy)


def test_an_answer_is_what_came_whatever_its_status(curl):
    request = Request(
        "http://a.cn/x?y=1#z", headers={"If-None-Match": ['"1"', '"2"']}, meta={"addresses": ["192.0.2.1"]}
    )
    answer = asyncio.run(handler(settings()).download_request(request))
    assert (answer.url, answer.status, answer.body, answer.reply) == (request.url, 404, REPLY.body, REPLY)
    url, found, meta, headers = curl.asked
    assert (url, found, meta) == (request.url, parts(request.url), request.meta)
    assert headers == (*ASKED, ("If-None-Match", '"1", "2"'))


@pytest.mark.parametrize("url", ["ftp://a.cn/", "file:///etc/passwd", "data:,x"])
def test_what_is_no_web_address_is_not_asked_for(curl, url):
    with pytest.raises(Failed) as failed:
        asyncio.run(handler(settings()).download_request(Request(url)))
    assert failed.value.args[0] is Reason.OFFSITE
    assert "not a web address" in failed.value.args
    assert curl.asked == ()


def test_at_the_end_everything_is_closed(curl):
    asyncio.run(handler(settings()).close())
    assert curl.closed
