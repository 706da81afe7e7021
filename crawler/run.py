"""The only place that starts Scrapy: in a child process, so that one program can crawl as often as it likes.

Children are forked from a server that has loaded Scrapy once and started nothing: a second crawl begins at once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from crawler.archive import Archive, Keeper
from crawler.period import Period
from crawler.scope import Scope, Target
from crawler.settings import CrawlSettings, scrapy_settings

PATIENCE = 8.0  # seconds that a stopped child has to keep what it holds
SOFTWARE = "gongkai"


@dataclass(frozen=True)
class Progress:
    """How far one site is: addresses dealt with, waiting, and not read; `done` when it is finished."""

    site: str
    fetched: int
    queued: int
    failed: int
    done: bool = False


@dataclass(frozen=True)
class CrawlReport:
    """What a crawl brought: for each site how many addresses ended with which reason ("" for good pages).

    `skipped` are sites that were finished before; `seconds` is wall time.
    """

    sites: dict[str, Counter[str]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    seconds: float = 0.0


class CrawlFailed(Exception):
    """The crawling process ended before its work did. What it had kept is kept; the crawl can be resumed."""


def crawl(
    targets: Sequence[Target],
    period: Period,
    archive: Archive,
    settings: CrawlSettings,
    progress: Callable[[Progress], None] | None = None,
    again: bool = False,
) -> CrawlReport:
    """Visits sites and keeps what they answer as the evidence of a month.

    A site that is finished for the month is not visited again unless `again`; an unfinished one is resumed. Raises
    CrawlFailed when the crawling process died, and KeyboardInterrupt (after the process has stopped) when interrupted.
    """
    began = time.monotonic()
    finished = {target.key for target in targets if not again and _is_finished(archive, target, period)}
    waiting = [target for target in targets if target.key not in finished]
    if waiting:
        _in_child(_crawl_child, (waiting, period, archive.folder, settings, again), progress or (lambda _: None))
    return CrawlReport(
        {target.key: Counter(str(c.reason) for c in archive.captures(target.key, period)) for target in targets},
        tuple(sorted(finished)),
        time.monotonic() - began,
    )


def fetch(url: str, settings: CrawlSettings) -> tuple[int, str, bytes]:
    """(status, media type, body) of one address, under the same rules as a crawl. Raises CrawlFailed when there is none."""
    answers: list[tuple[int | None, str, bytes, str]] = []
    _in_child(_fetch_child, (url, settings), answers.append)
    if not answers:
        raise CrawlFailed("no answer")
    status, media_type, body, note = answers[0]
    if status is None:
        raise CrawlFailed(note)
    return status, media_type, body


def _is_finished(archive: Archive, target: Target, period: Period) -> bool:
    visit = archive.visit(target.key, period)
    return visit is not None and visit.finished is not None and visit.home == target.home


def _in_child(work: Callable[..., None], arguments: tuple[object, ...], hear: Callable[..., None]) -> None:
    """Runs work in a process of its own and hears what it says, until it ends. Whatever stops us stops the child."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.spider"])
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(there, *arguments), daemon=True)
    child.start()
    there.close()
    try:
        _hear(here, hear)
        child.join(PATIENCE)
    finally:
        here.close()
        _stop(child)
    if child.exitcode:
        raise CrawlFailed(f"the crawling process ended with {child.exitcode}")


def _hear(here: Connection, hear: Callable[..., None]) -> None:
    while True:
        try:
            message = here.recv()
        except EOFError:
            return
        hear(message)


def _stop(child: multiprocessing.process.BaseProcess) -> None:
    if child.is_alive():
        child.terminate()
        child.join(PATIENCE)
    if child.is_alive():
        child.kill()
        child.join()


def _crawl_child(
    there: Connection, targets: Sequence[Target], period: Period, folder: Path, settings: CrawlSettings, again: bool
) -> None:
    from crawler.fetching import now
    from crawler.spider import DisclosureSpider

    with Archive(folder) as archive:
        keeper = Keeper(archive, period, SOFTWARE)
        waiting = [target for target in targets if keeper.begin(target.key, target.home, now(), again)]
        keeper.flush()
        speaker = _Speaker(there)
        _run_spider(settings, DisclosureSpider, targets=waiting, everyone=targets, keeper=keeper, report=speaker.say)
        keeper.close()
    there.close()


class _Speaker:
    """Tells the parent how far each site is, at most a few times a second."""

    EVERY = 0.1  # seconds

    def __init__(self, there: Connection) -> None:
        self._there = there
        self._said: dict[str, float] = {}

    def say(self, site: str, fetched: int, queued: int, failed: int, done: bool) -> None:
        """Sends a progress report, unless one about this site was sent just now."""
        moment = time.monotonic()
        if done or moment - self._said.get(site, 0) >= self.EVERY:
            self._said[site] = moment
            self._there.send(Progress(site, fetched, queued, failed, done))


def _fetch_child(there: Connection, url: str, settings: CrawlSettings) -> None:
    from crawler.spider import OneAddress

    _run_spider(settings, OneAddress, url=url, border=Scope(url).same_host, answer=there.send)
    there.close()


def _run_spider(settings: CrawlSettings, spider: type[Any], **arguments: object) -> None:
    """Runs a spider to its end, or until the parent asks for an end or is gone."""
    from scrapy.crawler import AsyncCrawlerProcess

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if settings.log is not None:
        settings.log.parent.mkdir(parents=True, exist_ok=True)
    process = AsyncCrawlerProcess(scrapy_settings(settings))
    crawler: Any = process.create_crawler(spider)
    loop = asyncio.get_event_loop()
    loop.add_signal_handler(signal.SIGTERM, lambda: crawler.spider.stop() if crawler.spider else process.stop())
    _watch_parent()
    process._crawl(crawler, **arguments)
    process.start(install_signal_handlers=False)


def _watch_parent() -> None:
    """A crawl whose parent was killed stops, too: nobody would hear of it."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
