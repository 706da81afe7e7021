"""A true scheduler and true workers of Dask on loopback, as processes of their own, and two ways to crawl compared."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path

from crawler.archive import Archive, Capture
from crawler.hands import Cluster
from crawler.kept_readings import lasts, row
from crawler.period import Period
from crawler.reading import File, read_safely
from crawler.run import crawl
from crawler.scope import Target
from tests.crawler.little_site import settings

ROOT = Path(__file__).parents[2]
LEASE = 30  # seconds, as Dask has it, and so a head in this process: its hold on what it gave away must not lapse
SHORT_LEASE = 4
LINK = ip_network("10.213.77.0/24")  # between a machine of the cluster and the rest
NETWORKS = (ip_network("127.0.0.0/8"), LINK)
UNLIKE = {"id", "fetched", "stored", "warc", "offset", "length"} | {
    f"{what}{part}" for what in ("record", "leads") for part in ("", "_offset", "_length")
}


def environment(folder, lease):
    """Holds that lapse after a time, and as in all tests no eyes: a package without models stands before the true one."""
    (folder / "blind" / "rapidocr").mkdir(parents=True, exist_ok=True)
    (folder / "blind" / "rapidocr" / "__init__.py").touch()
    return {
        **os.environ,
        "PYTHONPATH": f"{folder / 'blind'}{os.pathsep}{ROOT}",
        "DASK_DISTRIBUTED__SCHEDULER__LOCKS__LEASE_TIMEOUT": f"{lease}s",
        "DASK_DISTRIBUTED__SCHEDULER__LOCKS__LEASE_VALIDATION_INTERVAL": f"{lease / 16}s",
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "8s",
        "OMP_NUM_THREADS": "1",
    }


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Daemon:
    """A process that can be killed and started again, with all that it has started."""

    def __init__(self, log, *words, lease=SHORT_LEASE, within=()):
        self._log, self._words, self._lease, self._within = log, words, lease, within
        self.start()

    def start(self):
        with self._log.open("ab") as log:
            command = [*self._within, sys.executable, "-m", "distributed.cli.dask_" + self._words[0], *self._words[1:]]
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env=environment(self._log.parent, self._lease)
            )

    def kill(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        self.process.wait()


@contextmanager
def cluster(folder, workers=1, threads=1, host="127.0.0.1", lease=LEASE):
    """The address of a scheduler, and the daemons: the scheduler's and the workers'."""
    folder.mkdir(parents=True, exist_ok=True)
    address = f"tcp://{host}:{(port := free_port())}"
    words = ("scheduler", "--host", host, "--port", str(port), "--no-dashboard", "--no-jupyter")
    daemons = [Daemon(folder / "scheduler.log", *words, lease=lease)]
    for number in range(workers):
        daemons.append(Daemon(folder / f"worker-{number}.log", *worker_words(address, threads), lease=lease))
    try:
        yield address, daemons
    finally:
        for daemon in reversed(daemons):
            daemon.kill()


def worker_words(address, threads):
    return "worker", address, "--nthreads", str(threads), "--no-nanny", "--no-dashboard", "--memory-limit", "0"


def kept(folder, sites, period):
    """What an archive holds of sites: captures without what differs from one crawl to the next, bodies, ends of visits."""
    names = [field.name for field in fields(Capture) if field.name not in UNLIKE]
    with Archive(folder) as archive:
        return {
            site: (
                [
                    (*(getattr(capture, name) for name in names), archive.body(capture))
                    for capture in archive.captures(site, period)
                ],
                (visit := archive.visit(site, period))
                and (visit.finished is not None, visit.pages, visit.robots, visit.note),
            )
            for site in sites
        }


def readings(folder):
    """All readings that an archive keeps."""
    with Archive(folder) as archive:
        return {row[:2]: row[2] for row in archive.db.execute("SELECT sha256, url, substr(reading, 33) FROM readings")}


def readings_due(folder, sites, period, pool):
    """The readings that a check would make of what an archive holds."""
    found = {}
    with Archive(folder) as archive:
        for site in sites:
            good = [capture for capture in archive.captures(site, period) if not capture.reason]
            files = [File(archive.body(c), c.url, c.media_type, fetched=c.fetched.date()) for c in good]
            for capture, reading in zip(good, read_safely(files, pool), strict=True):
                if lasts(reading):
                    *key, kept = row(capture.sha256, capture.url, reading)
                    found.setdefault(tuple(key), kept)
    return found


def wait_for(what, seconds=240):
    """Returns once something is so."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def children(pid):
    """All processes that a process has started, and those that they have."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *children(child)]
    return found


def main(folder, scheduler, delay, *homes):
    """Crawls, or goes on, as whoever keeps does, in a process that can be killed."""
    targets = [Target(*home.split("=", 1)) for home in homes]
    place = Path(folder)
    with Archive(place) as archive:
        away = Cluster(scheduler, str(place.parent / "store"), print)
        polite = settings(delay=float(delay), timeout=5.0, concurrency=2, allow_addresses=NETWORKS)
        crawl(targets, Period(2013, 7), archive, polite, cluster=away)


if __name__ == "__main__":
    main(*sys.argv[1:])
