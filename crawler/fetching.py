"""One address, one answer: with pauses, retries and checked redirections. Nothing here knows what a page is for."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Any, Protocol
from urllib.parse import quote

from scrapy.http import Request

from crawler.connection import Answered, NameRefused, NameUnknown, Resolver
from crawler.laid_by import LaidBy
from crawler.outcome import Answer, by_status
from crawler.paces import Paces
from crawler.politeness import BACKOFF, BUSY, LONGEST_WAIT, RETRIES, now, retry_after
from crawler.robots import Heard, Robots, RobotsState, decide, recall
from crawler.scope import Parts, absolute, parts
from crawler.settings import CrawlSettings
from crawler.snapshot import Reason
from crawler.transfer import Failed, Reply
from crawler.transport import Trust

MOST_HOPS = 10
MOST_VISITS = 2  # of one address on one way: a site may set a cookie and send the visitor back once
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
TRANSIENT = (Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.RESET)
STRUGGLING = (Reason.TIMEOUT, Reason.RESET)
Download = Callable[[Request], Awaitable[Answered]]
Border = Callable[[str], bool]


class Asked(Request):
    """A request for an address that is normalised already."""

    def _set_url(self, url: str) -> None:
        self._url = url


class Validators(Protocol):
    """What last month's answer said by which it can be asked whether anything changed."""

    @property
    def etag(self) -> str:
        """Its ETag, or ""."""

    @property
    def last_modified(self) -> str:
        """Its Last-Modified, or ""."""


class Fetcher:
    """Fetches for all sites. Machines are told apart by number and port; each has its pace, each host its robots.txt."""

    def __init__(self, download: Download, settings: CrawlSettings, resolver: Resolver | None = None) -> None:
        self._download, self._settings = download, settings
        self._resolver = resolver or Resolver(settings.policy)
        self.paces = Paces(settings.delay, self._resolver)
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self._trust: dict[str, tuple[Trust, str]] = {}
        self.last_good: dict[str, tuple[datetime, bytes]] = {}
        self.heard: dict[str, Heard] = {}
        self.laid_by = LaidBy()
        self._asked: dict[str, tuple[Answer, Robots]] = {}

    async def robots(self, url: str) -> Robots:
        """The robots.txt of the host of an address, asked for once."""
        found = parts(url)
        if found is None:
            return Robots(RobotsState.CLOSED)
        task = self._robots.get(found.origin)
        if task is None:
            task = self._robots[found.origin] = asyncio.ensure_future(self._ask_robots(found))
        return task.result() if task.done() else await asyncio.shield(task)

    async def _ask_robots(self, home: Parts) -> Robots:
        last_good, heard = self.last_good.get(home.origin), self.heard.get(home.origin)
        robots = recall(heard, last_good, now()) if heard else None
        if robots is None:
            answer = await self._follow(absolute("/robots.txt", home.url), "robots", lambda _: True, {})
            robots = decide(_robots_status(answer), answer.body, last_good, answer.fetched)
            if robots.state is RobotsState.CLOSED:
                robots = _closed(robots, answer)
            self._asked[home.origin] = answer, robots
        if robots.delay:
            await self.paces.slow_down(home, robots.delay)
        return robots

    def take_robots(self, url: str) -> Iterator[tuple[str, Answer, Robots]]:
        """The host's answer for robots.txt, once, when it was asked, and what it means."""
        found = parts(url)
        asked = self._asked.pop(found.origin, None) if found else None
        if found and asked:
            yield found.origin, *asked

    async def fetch(self, url: str, jar: str, border: Border, known: Mapping[str, Validators] | None = None) -> Answer:
        """The answer for an address inside a border, after its redirections. `jar` names the cookies to use.

        Addresses in `known` are asked whether they changed; the answer of one that did not has status 304.
        """
        return await self._follow(url, jar, border, known or {}, obey=True)

    async def _follow(
        self, url: str, jar: str, border: Border, known: Mapping[str, Validators], obey: bool = False
    ) -> Answer:
        current, passed, seconds, permanent = url, Counter[str](), 0.0, True
        while True:
            if obey and not (robots := await self.robots(current)).allows(current):
                return self._failed(url, current, robots.reason, robots.note or f"robots.txt: {robots.state}")
            answer = await self._insist(current, jar, known.get(current))
            seconds += answer.seconds
            if answer.url != url or answer.seconds != seconds:
                answer = replace(answer, url=url, seconds=seconds)
            target = self._redirected(answer)
            if not target:
                return answer
            passed[current] += 1
            permanent = permanent and answer.status in PERMANENT
            if not border(target):
                reason = Reason.MOVED if permanent and _is_other_host(url, target) else Reason.OFFSITE
                note = f"redirected to {target[:300]}"
                return replace(answer, final_url=target, reason=reason, note=note, sent_from=answer.final_url)
            if passed.total() >= MOST_HOPS or passed[target] >= MOST_VISITS:
                return replace(answer, reason=Reason.REDIRECT_LOOP, note=f"{passed.total()} hops")
            current = target

    def _redirected(self, answer: Answer) -> str:
        location = _location(answer.head) if answer.status in REDIRECTS else ""
        if answer.reason or not location:
            return ""
        return absolute(location, answer.final_url) or location

    async def _insist(self, url: str, jar: str, known: Validators | None) -> Answer:
        """The answer for one address; what may pass is tried again."""
        for attempt in range(RETRIES + 1):
            answer = await self._ask(url, jar, known)
            wait = self._wait(answer, attempt)
            if wait is None or attempt == RETRIES:
                break
            await self.paces.hold(url, wait)
        return answer

    def _wait(self, answer: Answer, attempt: int) -> float | None:
        """Seconds until the next attempt, or None when there is nothing to wait for."""
        if answer.reason is None and answer.status in (200, 304):
            return None
        if answer.status in BUSY:
            asked = retry_after(answer.named, answer.fetched)
            if asked is not None:
                return asked if asked <= LONGEST_WAIT else None
        transient = answer.reason in TRANSIENT or (answer.status or 0) in (*BUSY, 500, 502, 504, 408)
        return BACKOFF * 2**attempt if transient and "x-via-jsl" not in answer.named else None

    async def _ask(self, url: str, jar: str, known: Validators | None) -> Answer:
        found = parts(url)
        if found is None:
            return self._failed(url, url, Reason.OFFSITE, "not a web address")
        trust, _ = self._trust.get(found.origin, (Trust.VERIFIED, ""))
        answer = await self._once(found, jar, known, trust)
        if answer.reason is not Reason.TLS or trust is Trust.OBSOLETE:
            return answer
        return await self._distrust(found, jar, known, answer.note)

    async def _distrust(self, found: Parts, jar: str, known: Validators | None, fault: str) -> Answer:
        """The answer of a host that cannot prove who it is, or only speaks what is obsolete: taken, and marked so."""
        for trust, code in ((Trust.UNVERIFIED, fault), (Trust.OBSOLETE, "tls_obsolete")):
            if trust is Trust.UNVERIFIED and fault == "tls_unsupported":
                continue
            answer = await self._once(found, jar, known, trust)
            if answer.reason is not Reason.TLS:
                self._trust[found.origin] = trust, code
                return replace(answer, note=_joined(code, answer.note))
        return replace(answer, note="tls_unsupported")

    async def _once(self, address: Parts, jar: str, known: Validators | None, trust: Trust) -> Answer:
        if laid := self.laid_by.take(jar, address.url):
            return laid
        await self._settings.hours.open(now)
        try:
            machines = await self._resolver.resolve(address.host, address.number)
        except NameRefused as error:
            return self._failed(address.url, address.url, Reason.BLOCKED_ADDRESS, error.kind)
        except NameUnknown as error:
            return self._failed(address.url, address.url, Reason.DNS, error.code)
        pace = await self.paces.of(address)
        meta: dict[str, Any] = {"jar": jar, "addresses": machines, "trust": trust}
        async with pace:
            if pace.resting:
                return self._failed(address.url, address.url, Reason.SERVER_ERROR, "the host asked to be left alone")
            began = monotonic()
            answer = await self._download_one(address, meta, known)
            taken = monotonic() - began
            pace.follow(taken, answer.reason in STRUGGLING or (answer.status or 0) in BUSY)
            if answer.status in BUSY and (asked := retry_after(answer.named, now())):
                await self.paces.obey(address, asked)
        _, code = self._trust.get(address.origin, (trust, ""))
        answer = replace(answer, seconds=taken + pace.delay, note=_joined(code, answer.note) if code else answer.note)
        self.laid_by.put(jar, answer)
        return answer

    async def _download_one(self, address: Parts, meta: dict[str, Any], known: Validators | None) -> Answer:
        request = Asked(address.url, meta=meta, headers=_conditions(known) if known else None, dont_filter=True)
        try:
            reply = (await self._download(request)).reply
        except Failed as error:
            reply = error.reply or Reply(0, b"", b"")
            status = reply.status if 100 <= reply.status <= 599 else None
            return Answer(address.url, address.url, now(), status, reply.head, reply.body, error.reason, error.note)
        if not 100 <= reply.status <= 599:
            return self._failed(address.url, address.url, Reason.PROTOCOL, f"status {reply.status}"[:40])
        if reply.status == 304 and known is None:
            return Answer(address.url, address.url, now(), 304, reply.head, b"", Reason.HTTP_ERROR, "304 unasked")
        return Answer(address.url, address.url, now(), reply.status, reply.head, reply.body)

    def unasked(self, url: str) -> Answer:
        """An answer for an address that is recorded without being fetched."""
        return Answer(url, url, now())

    def _failed(self, url: str, final_url: str, reason: Reason, note: str = "") -> Answer:
        return Answer(url, final_url, now(), reason=reason, note=note)

    def close(self) -> None:
        """Forgets what it waits for."""
        self._resolver.close()


def _location(head: bytes) -> str:
    """The last Location of a header. Bytes that are no UTF-8 (a path in GBK) are escaped, as browsers do."""
    found = [line for line in head.split(b"\n")[1:] if line[:9].lower() == b"location:"]
    raw = found[-1][9:].strip() if found else b""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return quote(raw, safe="".join(map(chr, range(33, 127))))


def _conditions(known: Validators) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}


def _joined(*notes: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, notes)))


def _is_other_host(url: str, target: str) -> bool:
    here, there = parts(url), parts(target)
    return here is not None and there is not None and here.host != there.host


def _robots_status(answer: Answer) -> int | None:
    """The status that counts for robots.txt; a redirection that leads nowhere is one, a failure is none."""
    if answer.reason in (Reason.REDIRECT_LOOP, Reason.OFFSITE, Reason.MOVED):
        return 302
    return None if answer.reason else answer.status


def _closed(robots: Robots, answer: Answer) -> Robots:
    """A closed host, with what keeps it closed: a machine or a challenge that did not let us ask, or its own error."""
    reason = answer.reason or by_status(answer).reason
    if reason is None or reason is Reason.SERVER_ERROR:
        return replace(robots, reason=Reason.ROBOTS, note=f"robots.txt: status {answer.status}")
    note = answer.note if answer.reason else f"status {answer.status}"
    return replace(robots, reason=reason, note=f"{note or reason}, asked for robots.txt")
