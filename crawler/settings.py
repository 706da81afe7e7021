"""What a crawl may do, and the same in Scrapy's words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.scope import AddressPolicy, Network

AGENT = "gongkai"  # the token that robots.txt may name
OFF_MIDDLEWARES = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.retry.RetryMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
    "scrapy.downloadermiddlewares.stats.DownloaderStats",
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
)
OFF_EXTENSIONS = (
    "scrapy.extensions.corestats.CoreStats",
    "scrapy.extensions.logcount.LogCount",
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.memusage.MemoryUsage",
    "scrapy.extensions.memdebug.MemoryDebugger",
    "scrapy.extensions.closespider.CloseSpider",
    "scrapy.extensions.feedexport.FeedExporter",
    "scrapy.extensions.logstats.LogStats",
    "scrapy.extensions.spiderstate.SpiderState",
    "scrapy.extensions.throttle.AutoThrottle",
    "scrapy.extensions.remote_control.RemoteControl",
)


@dataclass(frozen=True)
class CrawlSettings:
    """How far and how fast a crawl may go.

    `delay` and `timeout` are seconds, `max_bytes` bounds one body after
    decompression, `concurrency` counts sites visited at the same time. `words`
    are what the rules hope to read: the crawler only looks for them in titles
    and links, to know what to fetch first. `log` is where Scrapy's warnings go.
    """

    contact: str = ""
    delay: float = 3.0
    max_pages_per_site: int = 3000
    max_minutes_per_site: int = 240
    allow_addresses: tuple[Network, ...] = ()
    timeout: float = 30.0
    max_bytes: int = 64 * 1024 * 1024
    concurrency: int = 16
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
        "USER_AGENT": settings.agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        },
        "CONCURRENT_REQUESTS": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.connection.WebHandler",
            "https": "crawler.connection.WebHandler",
            **dict.fromkeys(("data", "file", "ftp", "s3")),
        },
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(OFF_MIDDLEWARES),
        "EXTENSIONS": dict.fromkeys(OFF_EXTENSIONS),
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "REFERER_ENABLED": False,
        "TWISTED_DNS_RESOLVER": "crawler.connection.GuardedResolver",
        "REACTOR_THREADPOOL_MAXSIZE": 20,
        "STATS_DUMP": False,
        "LOG_ENABLED": settings.log is not None,
        "LOG_FILE": str(settings.log) if settings.log else None,
        "LOG_LEVEL": "WARNING",
    }
