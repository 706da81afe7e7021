"""Manners: one request at a time, pauses that follow the host, Retry-After, hours, budgets."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from email.utils import parsedate_to_datetime

from crawler.period import CHINA

LONGEST_WAIT = 600.0  # seconds that a request waits for a host that asks for it; for longer, the host is left alone
LONGEST_REST = 3600.0  # seconds that the end of a run waits for such a host
LONGEST_REMEMBERED = 7 * 86400.0  # seconds of such a wish that outlast a run: next month every host is asked
LONGEST_PAUSE = 30.0  # seconds that a struggling host is left alone between two requests
LABOURED = 2.0  # seconds; a host that takes longer to answer is struggling
SPAN = re.compile(r"\s*(\d?\d:\d\d)\s*-\s*(\d?\d:\d\d)\s*", re.ASCII)
SECONDS = re.compile(r"\d+(?:\.\d*)?", re.ASCII)
BUSY = (429, 503)
RETRIES = 2
BACKOFF = 1.0  # seconds before the first retry, doubled for the next


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that an answer asks us to wait, or None when it does not say."""
    asked = headers.get("retry-after", "").strip()
    if not asked:
        return None
    if SECONDS.fullmatch(asked):  # parts of a second are not allowed, and meant all the same
        return float(asked[:9])
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max((moment - now).total_seconds(), 0.0)


@dataclass(frozen=True)
class Rest:
    """A machine asked at a moment to be left alone for so many seconds: whoever goes on after a kill must know."""

    machine: str
    said: datetime
    seconds: float

    def left(self, now: datetime) -> float:
        """The seconds that are left of it, whichever way the clock was set meanwhile."""
        return min(self.seconds - (now - self.said).total_seconds(), self.seconds)


def now() -> datetime:
    """This moment in China Standard Time: the stamp of a fetch."""
    return datetime.now(UTC).astimezone(CHINA)


class Pace:
    """One request at a time to one machine, and a pause after each answer.

    The pause is at least `least` seconds. It doubles while the machine struggles
    (slow answers, errors, broken connections) and shrinks again when it recovers.
    """

    def __init__(self, least: float) -> None:
        self.least = self.delay = least
        self._turn = asyncio.Lock()
        self._free_at = self._rested_at = 0.0

    async def __aenter__(self) -> None:
        await self._turn.acquire()
        try:
            while (pause := self._free_at - time.monotonic()) > 0:  # it may grow meanwhile, and a timer ring early
                await asyncio.sleep(pause)
        except asyncio.CancelledError:
            self._turn.release()
            raise

    async def __aexit__(self, *error: object) -> None:
        self.hold(self.delay)
        self._turn.release()

    def hold(self, seconds: float) -> None:
        """Nothing more is sent to the machine for so long."""
        self._free_at = max(self._free_at, time.monotonic() + seconds)

    def obey(self, seconds: float) -> None:
        """The machine has asked to be left alone for so long: that is waited for, or done without when it is too long."""
        if seconds <= LONGEST_WAIT:
            self.hold(seconds)
        else:
            self.rest(seconds)

    def rest(self, seconds: float) -> None:
        """The machine is left alone for so long: whoever would ask it must do without."""
        self._rested_at = max(self._rested_at, time.monotonic() + seconds)

    @property
    def resting(self) -> float:
        """Seconds for which the machine is still to be left alone; 0 when it may be asked."""
        return max(self._rested_at - time.monotonic(), 0.0)

    def follow(self, seconds: float, struggling: bool) -> None:
        """Learns from an answer that took so many seconds."""
        if struggling or seconds > LABOURED:
            self.delay = min(max(self.delay * 2, self.least, seconds / 4), max(LONGEST_PAUSE, self.least))
        else:
            self.delay = max(self.delay * 0.75, self.least) if self.delay > self.least else self.least


@dataclass(frozen=True)
class Hours:
    """The hours of the day in which sites may be visited; `end` before `start` spans midnight, equal means always."""

    start: clock = clock(0)
    end: clock = clock(0)

    @classmethod
    def parse(cls, text: str) -> Hours:
        """The hours that "20:00-06:30" means; "" is always. Raises ValueError."""
        if not text:
            return cls()
        match = SPAN.fullmatch(text)
        if not match:
            raise ValueError(f"no span of hours: {text!r}")
        return cls(*(clock.fromisoformat(each.zfill(5)) for each in match.groups()))

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def until_open(self, now: datetime) -> float:
        """Seconds until sites may be visited; 0 within the hours."""
        moment = now.time()
        if self.start == self.end:
            return 0.0
        inside = self.start <= moment < self.end
        if self.start > self.end:
            inside = moment >= self.start or moment < self.end
        if inside:
            return 0.0
        opening = now.replace(hour=self.start.hour, minute=self.start.minute, second=0, microsecond=0)
        return ((opening if opening > now else opening + timedelta(days=1)) - now).total_seconds()

    async def open(self, now: Callable[[], datetime]) -> None:
        """Returns once sites may be visited."""
        while self.start != self.end and (wait := self.until_open(now())):
            await asyncio.sleep(min(wait, 60))


class Budget:
    """How many pages and minutes a site may still cost; only the time in which its host was kept busy counts."""

    def __init__(self, pages: int, minutes: float) -> None:
        self._pages, self._seconds = pages, minutes * 60
        self.used = 0.0

    def spend(self, seconds: float) -> None:
        """Takes from the time."""
        self.used += seconds

    def spent(self, fetched: int) -> bool:
        """Whether a site that cost so many pages has had its share."""
        return fetched >= self._pages or self.used >= self._seconds
