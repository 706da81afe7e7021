"""crawlee for Python: every link of a page that stays on its host is followed, title and text become rows of its dataset.

python crawlee_python.py FOLDER beautifulsoup|parsel
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

folder, how = Path(sys.argv[1]), sys.argv[2]
os.environ["CRAWLEE_STORAGE_DIR"] = str(folder / "storage")
os.environ["CRAWLEE_LOG_LEVEL"] = "ERROR"

from crawlee import ConcurrencySettings  # noqa: E402 - it reads the environment while it is imported
from crawlee.crawlers import BeautifulSoupCrawler, ParselCrawler  # noqa: E402


def words(context: Any) -> tuple[str, str]:
    """(title, text) of a page."""
    if how == "parsel":
        page = context.selector
        if page.type != "html":
            return "", ""
        return page.css("title::text").get(""), " ".join(" ".join(page.css("body *::text").getall()).split())
    soup = context.soup
    return soup.title.get_text() if soup.title else "", soup.get_text(" ", strip=True)


async def main() -> None:
    """Crawls."""
    kind: Any = ParselCrawler if how == "parsel" else BeautifulSoupCrawler
    many = ConcurrencySettings(desired_concurrency=16, max_concurrency=64)
    crawler = kind(max_request_retries=0, respect_robots_txt_file=True, concurrency_settings=many)

    async def handle(context: Any) -> None:
        title, text = words(context)
        await context.push_data({"url": context.request.url, "title": title, "text": text})
        await context.enqueue_links(strategy="same-origin")

    crawler.router.default_handler(handle)
    await crawler.run((folder / "homes.txt").read_text("utf-8").split("\n"))


if __name__ == "__main__":
    asyncio.run(main())
