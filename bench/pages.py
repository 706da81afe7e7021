"""Where the time of a page goes: what the crawler does to one, step by step, in one process and without a network.

    python bench/pages.py [--seed 1] [--sites 12] [--pages 600] [--rounds 3]

Pages of a full sample city, filled up to 25 kB and 80 links, are decoded, parsed, asked for their links and packed as the
crawler does it. Prints milliseconds a page for each step, of each page its best round; and the same for what could stand in two
places: lexbor for turbohtml (parsing and the text of every link), zlib for ISA-L (packing).
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import turbohtml
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.padding import is_markup  # noqa: E402 - the repository itself is the package
from bench.served import chosen, rendered  # noqa: E402
from crawler.families import Seen, leads, pictures  # noqa: E402
from crawler.outcome import by_content, likeness  # noqa: E402
from crawler.outlinks import Outlinks, lines  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.warc import outlinks_record, response_record  # noqa: E402
from reports.samplecity.city import City  # noqa: E402

HEAD = b'HTTP/1.1 200 OK\r\nServer: nginx\r\nETag: "1"\r\nContent-Type: text/html\r\nContent-Length: 25000\r\n\r\n'
MOMENT = datetime(2013, 7, 1, tzinfo=UTC)
Page = tuple[str, bytes, str]


def pages(seed: int, most_sites: int, most: int) -> list[Page]:
    """(address, bytes, media type) of pages of a city, mixed."""
    return [each for each, markup in _served(seed, most_sites) if markup][:most]


def served_files(seed: int, most_sites: int) -> list[Page]:
    """The same of pages and documents, mixed."""
    return [each for each, _ in _served(seed, most_sites)]


def _served(seed: int, most_sites: int) -> list[tuple[Page, bool]]:
    sites = chosen(City(seed, True).content(Period(2013, 7)), most_sites)
    own = [site.key for site in sites if "host_of" not in site.extra]
    hosts = {key: f"127.0.0.{number}" for number, key in enumerate(own, 2)}
    bases = {
        site.key: f"http://{hosts[site.extra.get('host_of', site.key)]}{site.prefix.rstrip('/')}/" for site in sites
    }
    served = rendered(sites, hosts, bases, 25_000, 80)
    found = [
        ((f"http://{host}{path}", page.body, page.content_type), is_markup(page))
        for host, contents in served.items()
        for path, page in contents.items()
    ]
    random.Random(seed).shuffle(found)
    return found


def read(page: Page) -> dict[str, float]:
    """Seconds that each step takes for one page, as the crawler does them."""
    url, body, media_type = page
    spent: dict[str, float] = {}

    def step(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        done = work()
        spent[name] = time.perf_counter() - began
        return done

    seen = step("decode", lambda: Seen(url, body, media_type))
    step("parse", lambda: seen.tree)
    step("scripts and text", lambda: (seen.scripts, seen.text))
    found = step("links", lambda: list(leads(seen)))
    found += step("pictures", lambda: list(pictures(seen)))
    words = step("judge", lambda: (by_content(seen, len(found)), likeness(seen))[1])
    outlinks = step("outlinks", lambda: Outlinks(seen.title, words, lines(found)))
    step("record", lambda: response_record(url, MOMENT, HEAD, body, hashlib.sha256(body).hexdigest()))
    step("record of links", lambda: outlinks_record(url, MOMENT, outlinks.encode()))
    return spent


def others(found: Sequence[Page]) -> dict[str, Callable[[int], object]]:
    """What could stand in two places, each asked by the number of a page."""
    from isal import isal_zlib

    sources = [Seen(*page).source for page in found]

    def pack(n: int) -> bytes:
        made = zlib.compressobj(4, zlib.DEFLATED, 31)
        return made.compress(found[n][1]) + made.flush()

    return {
        "turbohtml, every link": lambda n: [each.text for each in turbohtml.parse(sources[n]).find_all("a")],
        "lexbor, every link": lambda n: [each.text() for each in LexborHTMLParser(sources[n]).css("a")],
        "ISA-L, level 1": lambda n: isal_zlib.compress(found[n][1], 1, 31),
        "zlib, level 4": pack,
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("seed", 1), ("sites", 12), ("pages", 600), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=number)
    options = parser.parse_args()
    found = pages(options.seed, options.sites, options.pages)
    rounds = [[read(page) for page in found] for _ in range(options.rounds)]
    best = {
        name: sum(min(each[name] for each in page) for page in zip(*rounds, strict=True)) / len(found)
        for name in rounds[0][0]
    }
    for name, seconds in best.items():
        print(f"{name:<24} {1000 * seconds:>7.3f} ms")
    print(f"{'together':<24} {1000 * sum(best.values()):>7.3f} ms a page, {len(found)} pages")
    for name, work in others(found).items():
        began = time.perf_counter()
        size = sum(len(made) for n in range(len(found)) if isinstance(made := work(n), bytes))
        seconds = (time.perf_counter() - began) / len(found)
        print(f"{name:<24} {1000 * seconds:>7.3f} ms" + (f", {size / len(found):.0f} bytes" if size else ""))


if __name__ == "__main__":
    main()
