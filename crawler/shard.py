"""One crawling process: it visits its share of the sites and hands over what it finds; it never writes."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from crawler.line import Line, Share
from crawler.scope import Scope
from crawler.settings import CrawlSettings, scrapy_settings


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
