"""The pace of every machine that a crawl asks, and what is known of it from before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from time import monotonic
from zlib import crc32

from crawler.connection import NameRefused, NameUnknown, Resolver
from crawler.politeness import LONGEST_REMEMBERED, LONGEST_REST, Pace, Rest, now
from crawler.scope import Parts, parts


class Paces:
    """Machines are told apart by number and port. `told` hears of every wish to be left alone."""

    def __init__(self, delay: float, resolver: Resolver) -> None:
        self._delay, self._resolver = delay, resolver
        self._paces: dict[str, Pace] = {}
        self._rests: dict[str, Rest] = {}
        self._arrived: float | None = None
        self.told: Callable[[Rest], None] = lambda _: None

    def arrive(self) -> None:
        """From now on all machines are asked side by side; a process before this one may just have asked any of them."""
        self._arrived = monotonic()

    def remember(self, rests: Iterable[Rest]) -> None:
        """Knows what machines have asked for before."""
        self._rests.update({rest.machine: rest for rest in rests})

    async def of(self, home: Parts) -> Pace:
        """The pace of the machine that answers for a host. Raises NameRefused and NameUnknown."""
        name = await self._name(home)
        if name not in self._paces:
            self._paces[name] = self._first(name)
        return self._paces[name]

    async def _name(self, home: Parts) -> str:
        machine, *_ = await self._resolver.resolve(home.host, home.number)
        return f"{machine} {home.port}"

    def _first(self, name: str) -> Pace:
        """The first request waits for what was asked before, and not all machines are asked at the same moment."""
        pace = Pace(self._delay)
        if self._arrived is not None:
            spread = 1 + crc32(name.encode()) / 2**32
            pace.hold(self._delay * spread - (monotonic() - self._arrived))
        if name in self._rests and (left := self._rests[name].left(now())) > 0:
            pace.obey(left)
        return pace

    async def obey(self, home: Parts, seconds: float) -> None:
        """The machine has asked to be left alone. To be called while it has its turn."""
        name = await self._name(home)
        self._paces[name].obey(seconds)
        self.told(Rest(name, now(), min(seconds, LONGEST_REMEMBERED)))

    async def slow_down(self, home: Parts, seconds: float) -> None:
        """The host wants so many seconds between two requests."""
        try:
            pace = await self.of(home)
        except (NameRefused, NameUnknown):
            return
        pace.least = max(pace.least, seconds)
        pace.hold(pace.least)

    async def hold(self, url: str, seconds: float) -> None:
        """Nothing more is sent to the machine of an address for so long; without one, waits itself."""
        found = parts(url)
        try:
            if found:
                (await self.of(found)).hold(seconds)
        except (NameRefused, NameUnknown):
            await asyncio.sleep(seconds)

    async def rested(self, url: str) -> None:
        """Returns when the machine of an address may be asked again; at once when that would take too long."""
        found = parts(url)
        try:
            pace = await self.of(found) if found else None
        except (NameRefused, NameUnknown):
            return
        if pace and pace.resting <= LONGEST_REST:
            await asyncio.sleep(pace.resting)
