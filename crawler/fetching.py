"""One address, one answer: with pauses, retries and checked redirections. Nothing here knows what a page is for."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Request, Response
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.http import _DataLoss

from crawler.connection import refused_names
from crawler.outcome import Answer, by_status
from crawler.period import CHINA
from crawler.politeness import BACKOFF, BUSY, LONGEST_WAIT, RETRIES, Pace, retry_after
from crawler.robots import Robots, RobotsState, decide
from crawler.scope import Parts, absolute, parts
from crawler.settings import CrawlSettings
from crawler.snapshot import Reason

MOST_HOPS = 10
MOST_VISITS = 2  # of one address on one way: a site may set a cookie and send the visitor back once
REDIRECTS = (301, 302, 303, 307, 308)
TRANSIENT = (Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.RESET)
FAILURES = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    ConnectError,
    ConnectionClosed,
    TlsError,
    OSError,
    ValueError,
)
REASONS: tuple[tuple[type[BaseException], Reason], ...] = (
    (CannotResolveHostError, Reason.DNS),
    (DownloadConnectionRefusedError, Reason.REFUSED),
    (DownloadTimeoutError, Reason.TIMEOUT),
    (DownloadCancelledError, Reason.TOO_LARGE),
    (IgnoreRequest, Reason.TOO_LARGE),
    (ResponseDataLossError, Reason.RESET),
    (_DataLoss, Reason.RESET),
    (ConnectionClosed, Reason.RESET),
    (ConnectError, Reason.REFUSED),
    (ConnectionError, Reason.RESET),
)
Download = Callable[[Request], Awaitable[Response]]
Border = Callable[[str], bool]


class Fetcher:
    """Fetches for all sites. Hosts are told apart by name and port; each has its pace and its robots.txt."""

    def __init__(self, download: Download, settings: CrawlSettings) -> None:
        self._download, self._settings = download, settings
        self._paces: dict[str, Pace] = {}
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self._distrusted: set[str] = set()

    async def robots(self, url: str) -> Robots:
        """The robots.txt of the host of an address, asked for once."""
        found = parts(url)
        if found is None:
            return Robots(RobotsState.CLOSED)
        if found.origin not in self._robots:
            self._robots[found.origin] = asyncio.ensure_future(self._ask_robots(found))
        return await asyncio.shield(self._robots[found.origin])

    async def _ask_robots(self, home: Parts) -> Robots:
        answer = await self._follow(absolute("/robots.txt", home.url), "robots", lambda _: True)
        robots = decide(_robots_status(answer), answer.body, None, answer.fetched)
        if robots.state is RobotsState.CLOSED:
            robots = _closed(robots, answer)
        pace = self._pace(home)
        pace.delay = max(pace.delay, robots.delay)
        return robots

    def _pace(self, home: Parts) -> Pace:
        return self._paces.setdefault(home.origin, Pace(self._settings.delay))

    async def fetch(self, url: str, jar: str, border: Border) -> Answer:
        """The answer for an address inside a border, after its redirections. `jar` names the cookies to use."""
        return await self._follow(url, jar, border, obey=True)

    async def _follow(self, url: str, jar: str, border: Border, obey: bool = False) -> Answer:
        current, passed = url, Counter[str]()
        while True:
            if obey and not (robots := await self.robots(current)).allows(current):
                return self._failed(url, current, robots.reason, f"robots.txt: {robots.note or robots.state}")
            answer = replace(await self._insist(current, jar), url=url)
            target = self._redirected(answer)
            if not target:
                return answer
            passed[current] += 1
            if not border(target):
                return replace(answer, final_url=target, reason=Reason.OFFSITE, note=f"redirected to {target[:300]}")
            if passed.total() >= MOST_HOPS or passed[target] >= MOST_VISITS:
                return replace(answer, reason=Reason.REDIRECT_LOOP, note=f"{passed.total()} hops")
            current = target

    def _redirected(self, answer: Answer) -> str:
        location = answer.named.get("location", "")
        if answer.reason or answer.status not in REDIRECTS or not location:
            return ""
        return absolute(location, answer.final_url) or location

    async def _insist(self, url: str, jar: str) -> Answer:
        """The answer for one address; what may pass is tried again."""
        for attempt in range(RETRIES + 1):
            answer = await self._ask(url, jar)
            wait = self._wait(answer, attempt)
            if wait is None or attempt == RETRIES:
                break
            found = parts(url)
            if found:
                self._pace(found).hold(wait)
        return answer

    def _wait(self, answer: Answer, attempt: int) -> float | None:
        """Seconds until the next attempt, or None when there is nothing to wait for."""
        if answer.status in BUSY:
            asked = retry_after(answer.named, answer.fetched)
            if asked is not None:
                return asked if asked <= LONGEST_WAIT else None
        transient = answer.reason in TRANSIENT or (answer.status or 0) in (*BUSY, 500, 502, 504, 408)
        return BACKOFF * 2**attempt if transient and not self._is_challenge(answer) else None

    @staticmethod
    def _is_challenge(answer: Answer) -> bool:
        return "x-via-jsl" in answer.named

    async def _ask(self, url: str, jar: str) -> Answer:
        found = parts(url)
        if found is None:
            return self._failed(url, url, Reason.OFFSITE, "not a web address")
        if self._settings.policy.refuses_literal(url):
            return self._failed(url, url, Reason.BLOCKED_ADDRESS)
        async with self._pace(found):
            answer = await self._once(found, jar, found.origin in self._distrusted)
        if answer.reason is Reason.TLS and found.origin not in self._distrusted:
            async with self._pace(found):
                again = await self._once(found, jar, True)
            if again.reason is None:
                self._distrusted.add(found.origin)
            return replace(again, note=f"tls: {answer.note}")
        return answer

    async def _once(self, address: Parts, jar: str, unverified: bool) -> Answer:
        meta = {"cookiejar": jar, "download_slot": address.origin, "unverified": unverified}
        try:
            response = await self._download(Request(address.url, meta=meta, dont_filter=True))
        except FAILURES as error:
            return self._failed(address.url, address.url, *_reason(error, address.host))
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("utf-8", "replace"))
            for name, values in response.headers.items()
            for value in values
        )
        answer = Answer(address.url, address.url, now(), response.status, headers, response.body)
        if not 100 <= response.status <= 999:
            return replace(answer, status=None, reason=Reason.PROTOCOL, note="no HTTP status")
        return replace(answer, note="tls: not verified") if unverified else answer

    def unasked(self, url: str) -> Answer:
        """An answer for an address that is recorded without being fetched."""
        return Answer(url, url, now())

    def _failed(self, url: str, final_url: str, reason: Reason, note: str = "") -> Answer:
        return Answer(url, final_url, now(), reason=reason, note=note)


def _robots_status(answer: Answer) -> int | None:
    """The status that counts for robots.txt; a redirection that leads nowhere is one, a failure is none."""
    if answer.reason is Reason.OFFSITE:
        return 302
    return answer.status if answer.reason in (None, Reason.REDIRECT_LOOP) else None


def _closed(robots: Robots, answer: Answer) -> Robots:
    """A closed host, with what keeps it closed: a machine or a challenge that did not let us ask, or its own error."""
    reason = answer.reason or by_status(answer).reason
    told = reason if reason is not None and reason is not Reason.SERVER_ERROR else Reason.ROBOTS
    return replace(robots, reason=told, note=f"no answer ({reason})" if answer.reason else f"status {answer.status}")


def now() -> datetime:
    """This moment in China Standard Time: the stamp of a fetch."""
    return datetime.now(UTC).astimezone(CHINA)


def _reason(error: BaseException, host: str) -> tuple[Reason, str]:
    """Why a download failed; the causes inside a failed response are looked at, too."""
    if isinstance(error, CannotResolveHostError) and host.strip("[]") in refused_names:
        return Reason.BLOCKED_ADDRESS, ""
    causes = [error, *_causes(error)]
    if any(isinstance(cause, TlsError) for cause in causes):
        return Reason.TLS, _tls_note(next(cause for cause in causes if isinstance(cause, TlsError)))
    for cause in causes:
        for kind, reason in REASONS:
            if isinstance(cause, kind):
                return reason, type(cause).__name__
    return Reason.PROTOCOL, type(causes[-1]).__name__


def _causes(error: BaseException) -> list[BaseException]:
    found = [error.__cause__] if error.__cause__ else []
    for each in (error, *found):
        found += [failure.value for failure in getattr(each, "reasons", ()) or ()]
    return [each for each in found if each is not None]


def _tls_note(error: BaseException) -> str:
    details = error.args[0] if error.args and isinstance(error.args[0], list) else []
    return "; ".join(str(detail[-1]) for detail in details) or "failed"
