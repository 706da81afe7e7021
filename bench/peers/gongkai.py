"""gongkai itself: its crawler alone, by its public function, and a month's two commands, crawl and check, one after the other.

What the crawler needs lies in a file, so that no sample city is built here.
"""

from __future__ import annotations

import ipaddress
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.peers import Job, Peer, script  # noqa: E402 - the repository itself is the package

PLAN = "plan.pickle"
MOST = 100_000  # pages a site: the budget is not what is measured
GONGKAI = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"


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


def month(job: Job) -> Sequence[str]:
    """The commands crawl and check in a workspace with all bodies of the city."""
    from reports.samplecity.city import City

    City(job.seed, job.full).write_workspace(job.folder, job.homes)
    with (job.folder / "gongkai.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"max_pages_per_site = {MOST}\n")  # of the table that stands last, [crawl]
    return script("gongkai.py", str(job.folder), job.period, "month")


def check(folder: Path, served: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with an archive: each page must be in it with the bytes that were served."""
    from crawler.archive import Archive
    from crawler.scope import address_key

    place = next(place for place in (folder / "archive", folder / "var" / "archive") if place.is_dir())
    with Archive(place) as archive:
        kept = archive.db.execute("SELECT url, final_url, sha256 FROM captures WHERE status = 200").fetchall()
    found = {(address_key(url), sha256) for *urls, sha256 in kept for url in urls}
    yield from (
        f"{url}: not in the archive" for url, sha256 in served.items() if (address_key(url), sha256) not in found
    )


PEERS = (
    Peer("gongkai", command, remembers=True, check=check),
    Peer("gongkai crawl + check", month, check=check),
)


def main() -> None:
    """Crawls as planned; or crawls and checks a month."""
    from crawler.archive import Archive
    from crawler.period import Period
    from crawler.run import crawl

    folder = Path(sys.argv[1])
    if sys.argv[3:] == ["month"]:
        for name in ("crawl", "check"):
            options = ["--workspace", str(folder), "--period", sys.argv[2], "--quiet"]
            done = subprocess.run([sys.executable, "-c", GONGKAI, name, *options], cwd=ROOT, check=False)
            if done.returncode not in (0, 3):
                raise SystemExit(f"{name} ended with {done.returncode}")
        return
    targets, settings = pickle.loads((folder / PLAN).read_bytes())
    with Archive(folder / "archive") as archive:
        crawl(targets, Period.parse(sys.argv[2]), archive, settings)


if __name__ == "__main__":
    main()
