"""The usual spider: Scrapy with its LinkExtractor, text by BeautifulSoup over lxml, rows into SQLite in batches.

With "links" as third argument it takes no text at all.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.peers import Job, Peer, script

BATCH = 200
LIST = "homes.txt"


def _command(job: Job, how: str) -> Sequence[str]:
    (job.folder / LIST).write_text("\n".join(job.addresses), "utf-8")
    return script("plain_scrapy.py", str(job.folder), how)


PEERS = (
    Peer("scrapy + BeautifulSoup", lambda job: _command(job, "text"), modules=("scrapy", "bs4", "lxml")),
    Peer("scrapy, links only", lambda job: _command(job, "links"), modules=("scrapy",)),
)


class Rows:
    """An item pipeline: pages into SQLite."""

    def open_spider(self, spider: Any) -> None:
        """Makes the table."""
        self._db = sqlite3.connect(spider.folder / "pages.sqlite")
        self._db.execute(
            "CREATE TABLE pages (url TEXT PRIMARY KEY, status INTEGER, size INTEGER, title TEXT, text TEXT)"
        )
        self._rows: list[tuple[Any, ...]] = []

    def process_item(self, item: Any, spider: Any) -> Any:
        """Keeps a row for the next batch."""
        self._rows.append(tuple(item.values()))
        if len(self._rows) >= BATCH:
            self._write()
        return item

    def close_spider(self, spider: Any) -> None:
        """Writes the last batch."""
        self._write()
        self._db.close()

    def _write(self) -> None:
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()


def spider(folder: Path, with_text: bool) -> type[Any]:
    """The spider's class."""
    from bs4 import BeautifulSoup
    from scrapy import Spider
    from scrapy.http import TextResponse
    from scrapy.linkextractors import LinkExtractor

    homes = (folder / LIST).read_text("utf-8").split("\n")
    every = LinkExtractor(tags=("a", "area", "frame", "iframe"), attrs=("href", "src"), deny_extensions=[])

    class Usual(Spider):
        name = "usual"
        start_urls = homes
        allowed_domains = sorted({urlsplit(home).hostname for home in homes})

        def __init__(self, **arguments: Any) -> None:
            super().__init__(**arguments)
            self.folder = folder

        def parse(self, response: Any) -> Iterator[Any]:
            title, text = "", ""
            is_text = isinstance(response, TextResponse)
            if is_text and with_text:
                soup = BeautifulSoup(response.text, "lxml")
                title, text = soup.title.get_text() if soup.title else "", soup.get_text(" ", strip=True)
            yield {
                "url": response.url,
                "status": response.status,
                "size": len(response.body),
                "title": title,
                "text": text,
            }
            if is_text:
                for link in every.extract_links(response):
                    yield response.follow(link)

    return Usual


def main() -> None:
    """Crawls."""
    from scrapy.crawler import CrawlerProcess

    process = CrawlerProcess({"ROBOTSTXT_OBEY": True, "LOG_LEVEL": "ERROR", "ITEM_PIPELINES": {Rows: 300}})
    process.crawl(spider(Path(sys.argv[1]), sys.argv[2] == "text"))
    process.start()


if __name__ == "__main__":
    main()
