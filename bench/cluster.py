"""What the way over a cluster costs beside the processes of one machine.

    python bench/cluster.py [--seed 7] [--workers 2] [--threads 2] [--sites 8] [--shares 0]

Sites of a sample city are served on loopback and crawled twice without pauses: by processes of this machine, and by workers
of a true Dask scheduler with a folder as their store. Both must keep the same. CPU seconds are of all processes of a way,
for each 1,000 addresses that it kept, by where they were spent: in the crawling processes; in this process, which keeps what they
find and serves the city, too; and in the others: scheduler, workers, relays, and those that read, which on one machine is left to
the check. The servers that start crawling processes are not counted. The memory is the most that all workers and what they have
started held together, each page that several share counted once.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.archive import Archive  # noqa: E402 - the repository itself is the package
from crawler.hands import Cluster  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.run import CrawlReport, crawl  # noqa: E402
from crawler.scope import Target  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.server import serve  # noqa: E402
from tests.crawler.clusters import Daemon, children, cluster  # noqa: E402
from tests.crawler.little_site import settings  # noqa: E402

MONTH = Period(2013, 7)


def spent() -> tuple[float, float]:
    """CPU seconds of this process, and of those that it has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time(), used.ru_utime + used.ru_stime


def tell(name: str, report: CrawlReport, before: tuple[float, float], seconds: float) -> None:
    """A line of the table."""
    kept = sum(counts.total() for counts in report.sites.values())
    here, others = (now - then for now, then in zip(spent(), before, strict=True))
    numbers = "".join(f"{each / kept * 1000:>10.2f}" for each in (report.cpu, here, others))
    print(f"{name:<12} {kept:>7} {seconds:>7.1f} {numbers}", flush=True)


def held(process: int) -> int:
    """Bytes that a process holds, its part of what it shares with others; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


@contextmanager
def memory_watched(daemons: Sequence[Daemon]) -> Iterator[list[int]]:
    """The most that daemons and all that they have started held together, in bytes, once the block has ended."""
    most, is_over = [0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.5):
            found = [pid for daemon in daemons for pid in (daemon.process.pid, *children(daemon.process.pid))]
            most[0] = max(most[0], sum(map(held, found)))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        is_over.set()
        thread.join()


def outcome(folder: Path) -> Counter[tuple[str, str, str, str]]:
    """What an archive holds."""
    with Archive(folder) as archive:
        return Counter(archive.db.execute("SELECT site, url, reason, sha256 FROM captures WHERE current").fetchall())


def main() -> None:
    """Measures one city."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2, help="of each worker")
    parser.add_argument("--sites", type=int, default=8, help="how many sites, those of the portal first")
    parser.add_argument("--shares", type=int, default=0, help="in how many shares; 0: as many as it takes")
    options = parser.parse_args()
    sites = [site for site in City(options.seed).content(MONTH) if "host_of" not in site.extra][: options.sites]
    polite = replace(settings(timeout=10.0), processes=options.shares)
    print(
        f"{'':<12} {'kept':>7} {'s':>7} {'crawling':>10}{'here':>10}{'others':>10}   CPU s per 1,000 kept", flush=True
    )
    with tempfile.TemporaryDirectory() as name, serve(sites) as served:
        folder = Path(name)
        targets = [Target(site.key, served.bases[site.key]) for site in sites]

        def crawled(name: str, away: Cluster | None) -> tuple[CrawlReport, float]:
            begun = time.monotonic()
            with Archive(folder / name) as archive:
                return crawl(targets, MONTH, archive, polite, cluster=away), time.monotonic() - begun

        before = spent()
        report, seconds = crawled("here", None)
        tell("one machine", report, before, seconds)
        before = spent()
        with cluster(folder / "cluster", options.workers, options.threads) as (scheduler, daemons):
            away = Cluster(scheduler, str(folder / "store"), print)
            with memory_watched(daemons[1:]) as most:
                report, seconds = crawled("there", away)
        tell("cluster", report, before, seconds)
        print(f"the workers held {most[0] / 1024**2:.0f} MiB")
        is_same = outcome(folder / "here") == outcome(folder / "there")
    print("both kept the same" if is_same else "they did NOT keep the same")
    sys.exit(not is_same)


if __name__ == "__main__":
    main()
