"""What every sort of answer for robots.txt means: status, redirection, failure, and how old the last good one is."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from crawler import fetching
from crawler.connection import Answered, Resolver
from crawler.fetching import Fetcher
from crawler.robots import RobotsState, decide
from crawler.scope import AddressPolicy
from crawler.settings import CrawlSettings
from crawler.snapshot import Reason
from crawler.transfer import Failed, Reply

NOW = datetime(2013, 6, 30, 12, tzinfo=UTC)
RULES, FREE, CLOSED = RobotsState.RULES, RobotsState.FREE, RobotsState.CLOSED
NEW, OLD = b"User-agent: *\nDisallow: /new/\n", b"User-agent: *\nDisallow: /old/\n"
AGES = {
    "never": None,
    "just now": timedelta(0),
    "a week": timedelta(days=7),
    "30 days": timedelta(days=30),
    "a second more": timedelta(days=30, seconds=1),
    "to come": timedelta(seconds=-1),
}
STATUSES = {
    **dict.fromkeys((200, 204, 206, 299), RULES),
    **dict.fromkeys((300, 302, 304, 399, 400, 401, 403, 404, 410, 451, 499), FREE),
    **dict.fromkeys((None, 100, 429, 500, 503, 521, 599, 600, 999), CLOSED),
}


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("status", STATUSES)
def test_what_an_answer_means(status, age):
    kept = None if AGES[age] is None else (NOW - AGES[age], OLD)
    said = decide(status, NEW, kept, NOW)
    usable = age in ("just now", "a week", "30 days")
    forbids = {path for path in ("/new/1", "/old/1", "/x") if not said.allows(f"http://a.cn{path}")}
    if STATUSES[status] is not CLOSED:
        assert (said.state, forbids) == (STATUSES[status], {"/new/1"} if STATUSES[status] is RULES else set())
    elif usable:
        assert (said.state, forbids) == (RULES, {"/old/1"})
        assert (NOW - AGES[age]).isoformat() in said.note
    else:
        assert (said.state, forbids) == (CLOSED, {"/new/1", "/old/1", "/x"})
    assert said.reason is Reason.ROBOTS
    assert said.note == "" or str(status or "no answer") in said.note


def moved(location, status=301):
    return (status, {"Location": location}, b"")


ANSWERS = {
    "rules": ([(200, {}, NEW)], RULES, Reason.ROBOTS),
    "rules elsewhere": ([moved("/r.txt"), (200, {}, NEW)], RULES, Reason.ROBOTS),
    "rules on another host": ([moved("http://b.cn/robots.txt", 308), (200, {}, NEW)], RULES, Reason.ROBOTS),
    "rules after many hops": ([*(moved(f"/{hop}") for hop in range(9)), (200, {}, NEW)], RULES, Reason.ROBOTS),
    "gone elsewhere": ([moved("/r.txt"), (404, {}, NEW)], FREE, Reason.ROBOTS),
    "error elsewhere": ([moved("/r.txt"), (500, {}, NEW)], CLOSED, Reason.ROBOTS),
    "busy elsewhere": ([moved("/r.txt"), (429, {"Retry-After": "0"}, NEW)], CLOSED, Reason.ROBOTS),
    "silence elsewhere": ([moved("http://b.cn/"), Failed(Reason.TIMEOUT)], CLOSED, Reason.TIMEOUT),
    "inside elsewhere": ([moved("http://10.0.0.1/robots.txt")], CLOSED, Reason.BLOCKED_ADDRESS),
    "no address": ([moved("javascript:void(0)")], FREE, Reason.ROBOTS),
    "a circle": ([moved("/a"), moved("/robots.txt"), moved("/a"), moved("/robots.txt")], FREE, Reason.ROBOTS),
    "endless hops": ([moved(f"/{hop}") for hop in range(20)], FREE, Reason.ROBOTS),
    "moved without a place": ([(302, {}, b"")], FREE, Reason.ROBOTS),
    "not there": ([(404, {}, b"")], FREE, Reason.ROBOTS),
    "login": ([(401, {}, b"")], FREE, Reason.ROBOTS),
    "forbidden": ([(403, {}, b"")], FREE, Reason.ROBOTS),
    "busy": ([(429, {"Retry-After": "0"}, b"")], CLOSED, Reason.ROBOTS),
    "down": ([(503, {"Retry-After": "0"}, b"")], CLOSED, Reason.ROBOTS),
    "down for a moment": ([(503, {"Retry-After": "0"}, b""), (200, {}, NEW)], RULES, Reason.ROBOTS),
    "silent for a moment": ([Failed(Reason.TIMEOUT), (200, {}, NEW)], RULES, Reason.ROBOTS),
    "challenge": ([(521, {"X-Via-JSL": "1", "Set-Cookie": "__jsluid_s=1"}, b"<script>")], CLOSED, Reason.CHALLENGE),
    "refused": ([Failed(Reason.REFUSED)], CLOSED, Reason.REFUSED),
    "timeout": ([Failed(Reason.TIMEOUT)], CLOSED, Reason.TIMEOUT),
    "cut": ([Failed(Reason.RESET)], CLOSED, Reason.RESET),
    "too large": ([Failed(Reason.TOO_LARGE)], CLOSED, Reason.TOO_LARGE),
    "no protocol": ([Failed(Reason.PROTOCOL)], CLOSED, Reason.PROTOCOL),
    "no status": ([(10**20, {}, NEW)], CLOSED, Reason.PROTOCOL),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_a_host_may_answer(name, monkeypatch):
    script, state, reason = ANSWERS[name]
    answers = iter(script)
    monkeypatch.setattr(fetching, "BACKOFF", 0)

    async def download(request):
        answer = next(answers, script[-1])
        if isinstance(answer, Exception):
            raise answer
        status, headers, body = answer
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return Answered(request.url, Reply(status, f"HTTP/1.1 {status}\r\n{head}\r\n".encode(), body))

    said = asyncio.run(robots_by(download, lambda host, port, type: [(0, 0, 0, "", ("8.8.8.8", port))]))
    assert (said.state, said.reason) == (state, reason), said.note
    assert said.allows("http://a.cn/new/") is (state is FREE)
    assert said.allows("http://a.cn/x") is (state is not CLOSED)


async def robots_by(download, lookup):
    fetcher = Fetcher(download, CrawlSettings(delay=0), Resolver(AddressPolicy(), lookup))
    try:
        return await fetcher.robots("http://a.cn/x")
    finally:
        fetcher.close()


def test_a_host_without_a_machine_is_closed(monkeypatch):
    monkeypatch.setattr(fetching, "BACKOFF", 0)
    said = asyncio.run(robots_by(None, lambda host, port, type: []))
    assert (said.state, said.reason) == (CLOSED, Reason.DNS)
    assert said.note.startswith("dns_nxdomain")
