"""What a crawl may do, and the same in Scrapy's words."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.politeness import Hours
from crawler.scope import AddressPolicy, Network

ALWAYS = Hours()
AGENT = "gongkai"  # the token that robots.txt may name


@dataclass(frozen=True)
class CrawlSettings:
    """How far and how fast a crawl may go.

    `delay` and `timeout` are seconds, `max_bytes` bounds one body after decompression, `concurrency` counts sites that
    one process visits at the same time, `processes` 0 means one for each core. `hours` are those in which sites may be
    visited. With `browser`, pages that need one are shown by one, when it is installed. `words` are what the rules hope
    to read: the crawler only looks for them in titles and links, to know what to fetch first. `log` is where Scrapy's
    warnings go.
    """

    contact: str = ""
    delay: float = 3.0
    max_pages_per_site: int = 3000
    max_minutes_per_site: int = 240
    allow_addresses: tuple[Network, ...] = ()
    timeout: float = 30.0
    max_bytes: int = 64 * 1024 * 1024
    concurrency: int = 64
    processes: int = 0
    hours: Hours = ALWAYS
    browser: bool = True
    words: tuple[str, ...] = ()
    log: Path | None = None

    @property
    def agent(self) -> str:
        """The User-Agent, with a way to reach whoever runs the crawl."""
        contact = "".join(char for char in self.contact if "\x20" < char < "\x7f" and char not in "()")
        return f"Mozilla/5.0 (compatible; {AGENT}/1.0; +{contact})" if contact else f"{AGENT}/1.0"

    @property
    def policy(self) -> AddressPolicy:
        """Which machines may be connected to."""
        return AddressPolicy(self.allow_addresses)


def scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    """Scrapy's settings for a crawl: everything off that this program does itself, or that opens a door."""
    return {
        "CRAWL": settings,
        "CONCURRENT_REQUESTS": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.connection.CurlHandler",
            "https": "crawler.connection.CurlHandler",
            **dict.fromkeys(("data", "file", "ftp", "s3")),
        },
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "REFERER_ENABLED": False,
        "ASYNCIO_EVENT_LOOP": None if sys.platform == "win32" else "uvloop.Loop",
        "STATS_DUMP": False,
        "LOG_ENABLED": settings.log is not None,
        "LOG_FILE": str(settings.log) if settings.log else None,
        "LOG_LEVEL": "WARNING",
    }
