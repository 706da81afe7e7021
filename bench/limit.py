"""How far is everything that gongkai does to a page from a bare loop that fetches, parses and stores it?

    python bench/limit.py [--small] [--sites N] [--rounds 3] [--peers WORDS] and whatever bench/crawl.py takes

In one interleaved run over one served city: the bare loop (bench/peers/bare.py), gongkai's crawl alone, its crawl and
check together (reading, topics, rules and storing, children included), and the other crawlers that are installed
(bench/peers). Prints for each what bench/crawl.py prints; *ratio* is its CPU seconds for a page divided by the bare loop's.

What the bare loop does: one process asks over one connection to each host for every address that links and frames reach,
once; decodes and parses each page; takes its title, its text and its links; and stores them with the compressed bytes in
SQLite, in batches. Its rows are then held against what was served: every page that is due is there with its bytes, and
with the title, the text and the number of links that another parser finds. A limit that skips pages is none.

What it leaves out: no robots.txt and no pauses; no time-outs, TLS, proxies, codings, cookies or redirections; no frames of scripts,
hidden lists or pictures; nothing that lasts when the process is killed, and no evidence (headers, digests, WARC); nothing is
resumed, and nothing is known of an order.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import crawl  # noqa: E402 - the repository itself is the package

PEERS = "bare loop,gongkai,gongkai crawl + check,scrapy + BeautifulSoup,crawlee,wget2,linkinator,linkchecker"


def main() -> None:
    """Measures and prints."""
    crawl.main(__doc__, peers=PEERS, first_only=True)


if __name__ == "__main__":
    main()
