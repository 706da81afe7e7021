"""Manners: pauses, Retry-After, budgets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 600.0  # seconds; a longer Retry-After is an answer, not a pause
BUSY = (429, 503)
RETRIES = 2
BACKOFF = 1.0  # seconds before the first retry, doubled for the next


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
