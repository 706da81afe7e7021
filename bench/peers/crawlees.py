"""crawlee, for Python and for JavaScript, as its manual would have it started: every link of the sites' hosts, title and text as rows.

PEERS_PYTHON crawlee.py FOLDER beautifulsoup|parsel
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.peers import HERE, PYTHON, Job, Peer

LIST = "homes.txt"
ASKS = (PYTHON, "-c", "import crawlee.crawlers")


def _python(job: Job, how: str) -> Sequence[str]:
    (job.folder / LIST).write_text("\n".join(job.addresses), "utf-8")
    return [PYTHON, str(HERE / "crawlee_python.py"), str(job.folder), how]


def _javascript(job: Job) -> Sequence[str]:
    (job.folder / LIST).write_text("\n".join(job.addresses), "utf-8")
    return ["node", str(HERE / "crawlee_cheerio.cjs"), str(job.folder)]


PEERS = (
    Peer("crawlee (Python), BeautifulSoup", lambda job: _python(job, "beautifulsoup"), asks=ASKS),
    Peer("crawlee (Python), parsel", lambda job: _python(job, "parsel"), asks=ASKS),
    Peer("crawlee (JavaScript), cheerio", _javascript, "node", asks=("node", "-e", "require('crawlee')")),
)
