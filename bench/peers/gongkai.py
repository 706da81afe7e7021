"""gongkai's own crawler, by its public function. What it needs lies in a file, so that no sample city is built here."""

from __future__ import annotations

import ipaddress
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.peers import Job, Peer, script  # noqa: E402 - the repository itself is the package

PLAN = "plan.pickle"
MOST = 100_000  # pages a site: the budget is not what is measured


def command(job: Job) -> Sequence[str]:
    """A crawl of every site into the folder's archive. The rules' words are what the crawler is given in earnest."""
    from crawler.scope import Target
    from crawler.settings import CrawlSettings
    from rules.topics import promising_words

    settings = CrawlSettings(
        contact="bench@sample.example",
        delay=0.0,
        max_pages_per_site=MOST,
        allow_addresses=(ipaddress.ip_network("127.0.0.0/8"),),
        words=tuple(promising_words()),
    )
    targets = [Target(key, home) for key, home in job.homes.items()]
    (job.folder / PLAN).write_bytes(pickle.dumps((targets, settings)))
    return script("gongkai.py", str(job.folder), job.period)


PEERS = (Peer("gongkai", command, remembers=True),)


def main() -> None:
    """Crawls as planned."""
    from crawler.archive import Archive
    from crawler.period import Period
    from crawler.run import crawl

    folder = Path(sys.argv[1])
    targets, settings = pickle.loads((folder / PLAN).read_bytes())
    with Archive(folder / "archive") as archive:
        crawl(targets, Period.parse(sys.argv[2]), archive, settings)


if __name__ == "__main__":
    main()
