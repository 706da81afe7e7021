"""Scrapy's part: spiders whose whole work is one task, for all sites of a shard or for a single address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

from scrapy import Spider

from crawler.browser import Browser, program
from crawler.fetching import Border, Fetcher
from crawler.laid_by import FOLDER, LaidBy
from crawler.line import Line
from crawler.period import Period
from crawler.scope import Scope, Target
from crawler.settings import CrawlSettings
from crawler.visit import SiteVisit


class _Working(Spider):
    """A spider whose whole work is one task. It yields nothing: no request passes through Scrapy's scheduler."""

    _work: asyncio.Future[Any] | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Does the work, until it is done or `stop` was called."""
        settings: CrawlSettings = self.crawler.settings["CRAWL"]
        download: Any = self.crawler.engine.downloader.handlers.download_request_async
        fetcher = Fetcher(download, settings)
        self._work = asyncio.ensure_future(self.work(fetcher, settings))
        await asyncio.wait([self._work])
        fetcher.close()
        if not self._work.cancelled():
            self._work.result()
        return
        yield

    async def work(self, fetcher: Fetcher, settings: CrawlSettings) -> None:
        """What a spider is for."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ends the work where it stands."""
        if self._work:
            self._work.cancel()


class DisclosureSpider(_Working):
    """Visits all targets side by side; what failed by its host is asked for once more at the end."""

    name = "disclosure"

    def __init__(
        self,
        targets: Sequence[Target],
        everyone: Sequence[Target],
        line: Line,
        folder: Path,
        period: Period,
    ) -> None:
        super().__init__()
        self._targets, self._folder, self._period = targets, folder, period
        self._scopes = {target.key: Scope(target.home) for target in everyone}
        self._line = line
        self._browser: Browser | None = None

    async def work(self, fetcher: Fetcher, settings: CrawlSettings) -> None:
        """Visits the targets."""
        fetcher.paces.told = self._line.rest
        fetcher.paces.arrive()
        fetcher.laid_by = LaidBy(self._folder / FOLDER, self._period)
        gate = asyncio.Semaphore(settings.concurrency)
        self._browser = Browser(path) if settings.browser and (path := program()) else None
        visits = await asyncio.gather(*(self._first(target, fetcher, settings, gate) for target in self._targets))
        await asyncio.gather(*(self._second(visit, gate) for visit in visits if visit))
        if self._browser:
            await self._browser.close()

    async def _first(
        self, target: Target, fetcher: Fetcher, settings: CrawlSettings, gate: asyncio.Semaphore
    ) -> SiteVisit | None:
        """Visits a site; returns the visit when it should be taken up again at the end."""
        others = [scope for key, scope in self._scopes.items() if key != target.key]
        async with gate:
            standing = await self._line.order(target.key)
            fetcher.last_good.update(standing.robots)
            fetcher.heard.update(standing.heard)
            fetcher.paces.remember(standing.rests)
            visit = SiteVisit(
                target, others, standing, fetcher, settings, self._line, self._folder, self._period, self._browser
            )
            if await visit.run(self._line.say):
                return visit
            await visit.finish()
            return None

    async def _second(self, visit: SiteVisit, gate: asyncio.Semaphore) -> None:
        async with gate:
            await visit.try_again(self._line.say)
            await visit.finish()


class OneAddress(_Working):
    """Fetches a single address."""

    name = "one-address"

    def __init__(self, url: str, border: Border, answer: Callable[[Any], None]) -> None:
        super().__init__()
        self._url, self._border, self._answer = url, border, answer

    async def work(self, fetcher: Fetcher, settings: CrawlSettings) -> None:
        """Fetches it and hands over (status, media type, body, note)."""
        found = await fetcher.fetch(self._url, "one", self._border)
        note = " ".join(filter(None, (found.reason, found.note)))
        self._answer((None if found.reason else found.status, found.media_type, found.body, note))
