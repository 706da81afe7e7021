"""What a cluster loses in mid-crawl, a worker, its network, the scheduler, whoever keeps: the month is as if nothing had been."""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from itertools import pairwise

import pytest

from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.verify import verify
from reports.samplecity.city import City
from reports.samplecity.server import serve
from tests.crawler.clusters import ROOT, children, cluster, environment, kept, wait_for
from tests.crawler.little_site import settings

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("cluster")]
MONTH = Period(2013, 7)
SITES = ("gsgs", "gjgs", "jtj-ygc", "mzj-fly", "wsj-jds")
DELAY = 0.1
ENOUGH = 60  # requests after which the harm comes


class World:
    """A few sites, the same crawled on one machine, and a crawl on a cluster that comes to harm."""

    def __init__(self, folder, served):
        self.folder, self.served = folder, served
        self.targets = [Target(key, served.bases[key]) for key in SITES]
        with Archive(folder / "here") as archive:
            crawl(self.targets, MONTH, archive, settings(timeout=5.0))
        self.first = len(served.log)

    def head(self, scheduler):
        words = [f"{key}={served}" for key, served in ((key, self.served.bases[key]) for key in SITES)]
        with (self.folder / "head.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.crawler.clusters", str(self.folder / "there"), scheduler, str(DELAY), *words],
                stdout=log, stderr=log, env=environment(self.folder), cwd=ROOT, start_new_session=True,
            )  # fmt: skip

    def asked(self):
        return len(self.served.log) - self.first

    def gaps(self):
        """The shortest time between two requests to each host, of those that came after the undisturbed crawl."""
        times = defaultdict(list)
        for moment, host, _, _ in self.served.log[self.first :]:
            times[host].append(moment)
        return {host: min(b - a for a, b in pairwise(each)) for host, each in times.items()}

    def judge(self, head, seconds=240):
        head.wait(seconds)
        told = (self.folder / "head.log").read_text("utf-8")
        assert head.returncode == 0, told
        assert kept(self.folder / "there", SITES, MONTH) == kept(self.folder / "here", SITES, MONTH)
        assert not list(verify(self.folder / "there"))
        assert min(self.gaps().values()) > DELAY * 0.8
        assert [path for path in (self.folder / "store").rglob("*") if path.is_file()] == []
        return told


@pytest.fixture
def world(tmp_path):
    sites = [site for site in City(7).content(MONTH) if site.key in SITES]
    with serve(sites) as served:
        yield World(tmp_path, served)


def busy(daemons):
    """The worker that has a relay."""
    return next(each for each in daemons[1:] if children(each.process.pid))


def worker_killed(world, scheduler, daemons):
    busy(daemons).kill()


def machine_lost(world, scheduler, daemons):
    daemon = busy(daemons)
    for pid in [*children(daemon.process.pid), daemon.process.pid]:
        os.kill(pid, signal.SIGKILL)
    daemon.process.wait()


def worker_stands_still(world, scheduler, daemons):
    busy(daemons).process.send_signal(signal.SIGSTOP)


def scheduler_started_anew(world, scheduler, daemons):
    for daemon in daemons:
        daemon.kill()
    time.sleep(1)
    for daemon in daemons:
        daemon.start()


def nothing(world, scheduler, daemons):
    pass


@pytest.mark.parametrize("harm", [nothing, worker_killed, machine_lost, worker_stands_still, scheduler_started_anew])
def test_what_the_cluster_loses_is_made_good(world, harm):
    with cluster(world.folder / "cluster", workers=2, threads=2) as (scheduler, daemons):
        head = world.head(scheduler)
        wait_for(lambda: world.asked() > ENOUGH or head.poll() is not None)
        harm(world, scheduler, daemons)
        world.judge(head)


def test_whoever_keeps_is_killed_and_goes_on(world):
    with cluster(world.folder / "cluster", workers=2, threads=2) as (scheduler, _):
        head = world.head(scheduler)
        wait_for(lambda: world.asked() > ENOUGH or head.poll() is not None)
        head.kill()
        head.wait()
        world.judge(world.head(scheduler))
