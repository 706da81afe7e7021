"""What a cluster loses in mid-crawl, a worker, its network, the scheduler, whoever keeps: the month is as if nothing had been."""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import closing, contextmanager
from itertools import pairwise

import pytest

from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.verify import verify
from reports.samplecity.city import City
from reports.samplecity.server import serve
from tests.crawler.clusters import (
    LINK,
    NETWORKS,
    ROOT,
    SHORT_LEASE,
    Daemon,
    children,
    cluster,
    environment,
    kept,
    wait_for,
    worker_words,
)
from tests.crawler.little_site import page, settings
from tests.crawler.little_site import serve as serve_one

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("cluster")]
MONTH = Period(2013, 7)
SITES = ("gsgs", "gjgs", "jtj-ygc", "mzj-fly", "wsj-jds")
DELAY = 0.1
ENOUGH = 60  # requests after which the harm comes


class World:
    """A few sites, the same crawled on one machine, and a crawl on a cluster that comes to harm. `log` lists requests: time, host."""

    def __init__(self, folder, homes, log):
        self.folder, self.homes, self._log, self._heads = folder, homes, log, []
        with Archive(folder / "here") as archive:
            targets = [Target(key, home) for key, home in homes.items()]
            crawl(targets, MONTH, archive, settings(timeout=5.0, allow_addresses=NETWORKS))
        self.first = len(log())

    def head(self, scheduler):
        words = [f"{key}={home}" for key, home in self.homes.items()]
        with (self.folder / "head.log").open("ab") as log:
            head = subprocess.Popen(
                [sys.executable, "-m", "tests.crawler.clusters", str(self.folder / "there"), scheduler, str(DELAY), *words],
                stdout=log, stderr=log, env=environment(self.folder, SHORT_LEASE), cwd=ROOT, start_new_session=True,
            )  # fmt: skip
        self._heads.append(head)
        return head

    def close(self):
        for head in self._heads:
            head.kill()
            head.wait()

    def asked(self):
        return len(self._log()) - self.first

    def gaps(self):
        """The shortest time between two requests to each host, of those that came after the undisturbed crawl."""
        times = defaultdict(list)
        for moment, host in sorted(self._log()[self.first :]):
            times[host].append(moment)
        return {host: min(b - a for a, b in pairwise(each)) for host, each in times.items() if len(each) > 1}

    def judge(self, head, seconds=400):
        head.wait(seconds)
        told = (self.folder / "head.log").read_text("utf-8")
        assert head.returncode == 0, told
        assert kept(self.folder / "there", self.homes, MONTH) == kept(self.folder / "here", self.homes, MONTH)
        assert not list(verify(self.folder / "there"))
        assert min(self.gaps().values()) > DELAY * 0.8
        assert [path for path in (self.folder / "store").rglob("*") if path.is_file()] == []
        return told


@contextmanager
def machine_apart():
    """A network namespace with a link to this machine, as a machine of its own has: words that enter it, and what cuts the link."""
    name, here, there = (f"gk{os.getpid()}{end}" for end in ("", "a", "b"))
    inside = ("ip", "netns", "exec", name)
    steps = (
        ("ip", "netns", "add", name),
        ("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", name),
        ("ip", "addr", "add", f"{LINK[1]}/24", "dev", here),
        ("ip", "link", "set", here, "up"),
        (*inside, "ip", "addr", "add", f"{LINK[2]}/24", "dev", there),
        (*inside, "ip", "link", "set", there, "up"),
        (*inside, "ip", "link", "set", "lo", "up"),
    )
    try:
        for step in steps:
            subprocess.run(step, check=True)
        yield inside, lambda: subprocess.run((*inside, "ip", "link", "set", there, "down"), check=True)
    finally:
        subprocess.run(("ip", "netns", "del", name), check=False)


@pytest.fixture
def world(tmp_path):
    sites = [site for site in City(7).content(MONTH) if site.key in SITES]
    with serve(sites) as served:
        homes = {key: served.bases[key] for key in SITES}
        with closing(World(tmp_path, homes, lambda: [(moment, host) for moment, host, _, _ in served.log])) as world:
            yield world


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
    with cluster(world.folder / "cluster", workers=2, threads=2, lease=SHORT_LEASE) as (scheduler, daemons):
        head = world.head(scheduler)
        wait_for(lambda: world.asked() > ENOUGH or head.poll() is not None)
        harm(world, scheduler, daemons)
        world.judge(head)


def test_whoever_keeps_is_killed_and_goes_on(world):
    with cluster(world.folder / "cluster", workers=2, threads=2, lease=SHORT_LEASE) as (scheduler, _):
        head = world.head(scheduler)
        wait_for(lambda: world.asked() > ENOUGH or head.poll() is not None)
        head.kill()
        head.wait()
        world.judge(world.head(scheduler))


@pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root")
def test_a_machine_that_loses_its_network_takes_nothing_with_it_and_accuses_nobody(tmp_path):
    links = [(f"/{number}.html", f"第{number}篇") for number in range(60)]
    pages = {path: page(title=label) for path, label in links} | {"/": page(*links)}
    host = str(LINK[1])
    with machine_apart() as (inside, cut), serve_one(pages, host) as one, serve_one(pages, host) as two:
        homes = {"one": one.home, "two": two.home}
        world = World(tmp_path, homes, lambda: [(when, s.home) for s in (one, two) for when, _ in s.log])
        world.first = 0
        one.log.clear()
        two.log.clear()
        with (
            closing(world),
            cluster(tmp_path / "cluster", workers=0, host=host, lease=SHORT_LEASE) as (scheduler, daemons),
        ):
            daemons.append(Daemon(tmp_path / "cluster" / "apart.log", *worker_words(scheduler, 2), within=inside))
            head = world.head(scheduler)
            wait_for(lambda: world.asked() > ENOUGH or head.poll() is not None)
            cut()
            daemons.append(Daemon(tmp_path / "cluster" / "worker.log", *worker_words(scheduler, 2)))
            world.judge(head)
