"""One crawling process: it visits its share of the sites and hands over what it finds; it never writes."""

from __future__ import annotations

import asyncio
import resource
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any

from crawler.frontier import Row
from crawler.keeping import Standing, Step
from crawler.period import Period
from crawler.scope import Scope, Target
from crawler.settings import CrawlSettings, scrapy_settings

ALIVE_EVERY = 1.0  # seconds
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
REPORT_EVERY = 0.1  # seconds


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
                except (EOFError, OSError):
                    loop.call_soon_threadsafe(stop)
                    return
                loop.call_soon_threadsafe(self._hear, answer)

    async def _beat(self) -> None:
        while True:
            self._send(None)
            await asyncio.sleep(ALIVE_EVERY)

    def _send(self, message: object) -> None:
        with suppress(BrokenPipeError, ConnectionError):
            self._there.send(message)

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

    def close(self) -> None:
        """Says what it cost, and hangs up."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        self._send(Spent(used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS_UNIT))
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


def visit_all(there: Connection, share: Share, at: Any) -> None:
    """Visits the targets of a share, to the end or until the other end of the pipe is gone."""
    from crawler.spider import DisclosureSpider

    line = Line(there, share, at)
    arguments = {
        "targets": share.targets,
        "everyone": share.everyone,
        "line": line,
        "folder": share.folder,
        "period": share.period,
    }
    _run_spider(share.settings, DisclosureSpider, arguments, line.open)
    line.close()


def fetch_one(there: Connection, url: str, settings: CrawlSettings) -> None:
    """Fetches one address and sends (status, media type, body, note)."""
    from crawler.spider import OneAddress

    arguments = {"url": url, "border": Scope(url).same_host, "answer": there.send}
    _run_spider(settings, OneAddress, arguments, lambda stop: None)
    there.close()


def _run_spider(
    settings: CrawlSettings,
    spider: type[Any],
    arguments: Mapping[str, object],
    begin: Callable[[Callable[[], None]], None],
) -> None:
    """Runs a spider to its end, or until it is told to stop; `begin` is handed the way to do so, on the loop."""
    from scrapy.crawler import AsyncCrawlerProcess

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if settings.log is not None:
        settings.log.parent.mkdir(parents=True, exist_ok=True)
    process = AsyncCrawlerProcess(scrapy_settings(settings))
    crawler: Any = process.create_crawler(spider)
    loop = asyncio.get_event_loop()

    def stop() -> None:
        if crawler.spider:
            crawler.spider.stop()
        else:
            loop.stop()

    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.call_soon(begin, stop)
    process.crawl(crawler, **arguments)
    process.start(install_signal_handlers=False)


def shares(groups: Sequence[Sequence[Target]], count: int) -> list[list[Target]]:
    """The groups dealt out to so many shares, the largest first, each to the share that has least."""
    dealt: list[list[Target]] = [[] for _ in range(count)]
    for group in sorted(groups, key=len, reverse=True):
        min(dealt, key=len).extend(group)
    return [share for share in dealt if share]
