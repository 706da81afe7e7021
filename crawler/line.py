"""The line between a crawling process and the one that keeps: what is said on it, and the crawling process's end."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from crawler.frontier import Row
from crawler.keeping import Step
from crawler.period import Period
from crawler.politeness import Rest
from crawler.scope import Target
from crawler.settings import CrawlSettings
from crawler.standing import Standing

ALIVE_EVERY = 1.0  # seconds
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
LINGERS = 2.0  # seconds that a process goes on of which nobody hears any more
REPORT_EVERY = 0.1  # seconds
POST_EVERY = 0.005  # seconds in which messages come together to be sent in one go


@dataclass(frozen=True)
class Share:
    """What one process is to do: its targets, all targets, and whether it visits a site that broke another process."""

    targets: tuple[Target, ...]
    everyone: tuple[Target, ...]
    settings: CrawlSettings
    folder: Path
    period: Period
    alone: bool = False


@dataclass(frozen=True)
class Progress:
    """How far one site is: addresses dealt with, waiting, and not read; `done` when it is finished."""

    site: str
    fetched: int
    queued: int
    failed: int
    done: bool = False


@dataclass(frozen=True)
class Asking:
    """A shard asks where the visit of a site stands."""

    site: str


@dataclass(frozen=True)
class Keeping:
    """A shard hands over a step and waits for the word that it is kept."""

    number: int
    step: Step


@dataclass(frozen=True)
class Trying:
    """A shard that is alone with a site says what it reads next."""

    row: Row


@dataclass(frozen=True)
class Spent:
    """What a shard has cost when it ends: CPU seconds and peak memory in bytes."""

    cpu: float
    memory: int


def _end() -> None:
    """Ends this process in the middle of whatever it does, unless it has ended by itself shortly: nobody is left who would."""
    sleep(LINGERS)
    os._exit(0)


class Line:
    """The shard's end of the pipe. What it sends is answered by number or by site."""

    def __init__(self, there: Connection, share: Share, at: Any) -> None:
        self._there, self._share, self._at = there, share, at
        self._places = {target.key: number for number, target in enumerate(share.targets)}
        self._kept: dict[int, asyncio.Future[None]] = {}
        self._standings: dict[str, asyncio.Future[Standing]] = {}
        self._number = 0
        self._said: dict[str, float] = {}
        self._beating: asyncio.Task[None] | None = None
        self._outbox: list[object] = []

    def open(self, stop: Callable[[], None]) -> None:
        """Listens on the running loop; calls `stop` when the other end is gone."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(loop, stop), daemon=True).start()
        self._beating = asyncio.ensure_future(self._beat())

    def _listen(self, loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
        """Runs in a thread of its own: the loop would make the pipe refuse what it cannot do at once."""
        with suppress(RuntimeError):  # the loop is closed: the work is done
            while True:
                try:
                    answer = self._there.recv()
                except EOFError:
                    loop.call_soon_threadsafe(stop)
                    _end()
                except OSError:  # it was hung up here
                    loop.call_soon_threadsafe(stop)
                    return
                loop.call_soon_threadsafe(self._hear, answer)

    async def _beat(self) -> None:
        while True:
            self._send(None)
            await asyncio.sleep(ALIVE_EVERY)

    def _send(self, message: object) -> None:
        self._outbox.append(message)
        if self._share.alone:
            self._post()
        elif len(self._outbox) == 1:
            asyncio.get_running_loop().call_later(POST_EVERY, self._post)

    def _post(self) -> None:
        messages, self._outbox = self._outbox, []
        with suppress(BrokenPipeError, ConnectionError):
            if messages:
                self._there.send(messages)

    def _hear(self, answer: Any) -> None:
        if isinstance(answer, list):
            for number in answer:
                self._kept.pop(number).set_result(None)
        else:
            site, standing = answer
            self._standings.pop(site).set_result(standing)

    async def order(self, site: str) -> Standing:
        """Where the visit of a site stands."""
        self._standings[site] = asyncio.get_running_loop().create_future()
        self._send(Asking(site))
        return await self._standings[site]

    def keep(self, step: Step) -> asyncio.Future[None]:
        """Hands over a step; the future is done once it lasts."""
        self._number += 1
        waiting = self._kept[self._number] = asyncio.get_running_loop().create_future()
        self._send(Keeping(self._number, step))
        return waiting

    def rest(self, rest: Rest) -> None:
        """Hands over what a machine has asked for."""
        self.keep(Step("", rests=(rest,)))

    def close(self) -> None:
        """Says what it cost, and hangs up."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        self._outbox.append(Spent(used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS_UNIT))
        self._post()
        self._there.close()

    def reading(self, site: str, row: Row | None) -> None:
        """Says which site is being read, so that whoever watches knows where this process broke; None: none."""
        self._at.value = -1 if row is None else self._places[site]
        if row is not None and self._share.alone:
            self._send(Trying(row))

    def say(self, site: str, fetched: int, queued: int, failed: int, done: bool) -> None:
        """Sends a progress report, unless one about this site was sent just now."""
        moment = monotonic()
        if done or moment - self._said.get(site, 0) >= REPORT_EVERY:
            self._said[site] = moment
            self._send(Progress(site, fetched, queued, failed, done))
