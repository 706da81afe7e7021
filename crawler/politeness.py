"""Manners: robots.txt, pauses, Retry-After, budgets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from protego import Protego

from crawler.settings import AGENT
from crawler.snapshot import Reason

MOST_ROBOTS = 500 * 1024  # bytes of robots.txt that count (RFC 9309 §2.5)
LONGEST_DELAY = 30.0  # seconds; a longer Crawl-delay is cut to this
LONGEST_WAIT = 600.0  # seconds; a longer Retry-After is an answer, not a pause
BUSY = (429, 503)
RETRIES = 2
BACKOFF = 1.0  # seconds before the first retry, doubled for the next


class RobotsState(StrEnum):
    """What robots.txt said (RFC 9309 §2.3.1)."""

    RULES = "rules"  # 2xx: its rules hold
    FREE = "free"  # 3xx that leads nowhere, 4xx: there are no rules
    CLOSED = "closed"  # 429, 5xx, no answer: everything must be taken as forbidden


@dataclass(frozen=True)
class Robots:
    """The rules of one host for us. `reason` and `note` say why an address that is not allowed is not fetched."""

    state: RobotsState
    rules: Protego | None = None
    reason: Reason = Reason.ROBOTS
    note: str = ""

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched."""
        if self.rules is None:
            return self.state is RobotsState.FREE
        return bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The pause in seconds that the host asks for, within reason; 0 when it asks for none."""
        asked = self.rules.crawl_delay(AGENT) if self.rules else None
        return min(float(asked or 0), LONGEST_DELAY)


def read_robots(status: int | None, body: bytes) -> Robots:
    """The rules that an answer for robots.txt gives; `status` None means that there was no answer."""
    if status is None or status == 429 or status >= 500:
        return Robots(RobotsState.CLOSED)
    if not 200 <= status < 300:
        return Robots(RobotsState.FREE)
    text = body[:MOST_ROBOTS].decode("utf-8-sig", "replace")
    return Robots(RobotsState.RULES, Protego.parse(text))


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that an answer asks us to wait, or None when it does not say."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal() and asked.isascii():
        return float(asked[:9])
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max((moment - now).total_seconds(), 0.0)


class Pace:
    """One request at a time to one host, and a pause after each answer, so that the host sees at least that pause."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self._turn = asyncio.Lock()
        self._free_at = 0.0

    async def __aenter__(self) -> None:
        await self._turn.acquire()
        try:
            await asyncio.sleep(max(self._free_at - time.monotonic(), 0))
        except asyncio.CancelledError:
            self._turn.release()
            raise

    async def __aexit__(self, *error: object) -> None:
        self.hold(self.delay)
        self._turn.release()

    def hold(self, seconds: float) -> None:
        """Nothing more is sent to the host for so long."""
        self._free_at = max(self._free_at, time.monotonic() + seconds)


class Budget:
    """How many pages and minutes a site may still cost."""

    def __init__(self, pages: int, minutes: float) -> None:
        self._pages = pages
        self._until = time.monotonic() + minutes * 60

    def spent(self, fetched: int) -> bool:
        """Whether a site that cost so many pages has had its share."""
        return fetched >= self._pages or time.monotonic() >= self._until
