"""A page that stops or breaks whoever reads it costs that page alone."""

import multiprocessing
import os
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler import hands, shards, visit
from crawler.archive import Archive
from crawler.hands import Processes
from crawler.judge import Judge
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.shard import visit_all
from crawler.snapshot import Reason
from tests.crawler.little_site import page, serve, settings
from tests.crawler.test_outcome import Everything

MONTH = Period(2013, 7)
LINKS = [(f"/{n}.html", f"第{n}篇") for n in range(20)]
GOOD = {f"/{n}.html": page(title="文" * (n + 1)) for n in range(20)} | {"/": page(*LINKS)}


def _hurt(harm):
    """Makes this process suffer when it reads /bad.html."""
    read = Judge.read

    def suffer(self, row, *others):
        if "/bad" in row.url:
            harm()
        return read(self, row, *others)

    Judge.read = suffer


def stand_still(there, share, at):
    _hurt(lambda: time.sleep(60))
    visit_all(there, share, at)


def break_down(there, share, at):
    _hurt(lambda: os._exit(9))
    visit_all(there, share, at)


@pytest.mark.parametrize("harmed", [stand_still, break_down])
def test_one_bad_page_costs_itself(tmp_path, monkeypatch, harmed):
    monkeypatch.setattr(hands, "STILL", 3.0)
    monkeypatch.setattr(hands, "visit_all", harmed)
    bad = {**GOOD, "/": page(*LINKS[:9], ("/bad.html", "坏"), *LINKS[9:]), "/bad.html": page(title="坏")}
    with serve(bad) as hostile, serve(GOOD) as peaceful, Archive(tmp_path) as archive:
        targets = [Target("bad", hostile.home), Target("good", peaceful.home)]
        crawl(targets, MONTH, archive, settings(processes=1))
        reasons = {key: Counter(str(c.reason) for c in archive.captures(key, MONTH)) for key in ("bad", "good")}
        lost = [c for c in archive.captures("bad", MONTH) if c.reason]
    assert reasons["good"] == {"": len(GOOD)}
    assert reasons["bad"] == {"": len(GOOD), "stalled": 1}
    assert [(c.url, c.reason) for c in lost] == [(f"{hostile.home}bad.html", Reason.STALLED)]


def keep_until_killed(folder, home, pids):
    """Crawls a site whose bad page takes a minute, and tells who reads it."""
    hands.visit_all = stand_still
    start = Processes.start

    def tell(self, share):
        hand = start(self, share)
        pids.send(hand._process.pid)
        return hand

    Processes.start = tell
    with Archive(folder) as archive:
        crawl([Target("bad", home)], MONTH, archive, settings(processes=1))


def test_a_process_of_which_nobody_hears_any_more_ends_in_the_middle_of_a_page(tmp_path):
    """Else it would ask sites beside whoever goes on, for as long as that page takes."""
    here, there = multiprocessing.Pipe()
    with serve({"/": page(("/bad.html", "坏")), "/bad.html": page(title="坏")}) as hostile:
        keeper = multiprocessing.get_context("spawn").Process(
            target=keep_until_killed, args=(tmp_path, hostile.home, there)
        )
        keeper.start()
        hand = here.recv()
        while not hostile.asked("/bad.html"):
            time.sleep(0.01)
        time.sleep(1)  # it has begun to read it
        keeper.kill()
        keeper.join()
        last = time.monotonic() + 20
        while Path(f"/proc/{hand}").exists() and time.monotonic() < last:
            time.sleep(0.05)
        assert not Path(f"/proc/{hand}").exists()


def stand_still_at_nothing(there, share, at):
    """Suffers from what a site shows for an address that cannot exist."""
    visit.read = lambda page: time.sleep(60 * ("坏" in page.title))
    visit_all(there, share, at)


def test_who_cannot_get_past_what_a_site_shows_for_nothing_leaves_that_site_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "BREAKS", 1)
    monkeypatch.setattr(hands, "STILL", 1.0)
    monkeypatch.setattr(hands, "visit_all", stand_still_at_nothing)
    with serve(Everything(page(title="坏"), GOOD)) as hostile, serve(GOOD) as peaceful, Archive(tmp_path) as archive:
        targets = [Target("bad", hostile.home), Target("good", peaceful.home)]
        report = crawl(targets, MONTH, archive, settings(processes=1))
    assert report.sites["good"] == {"": len(GOOD)}
    assert set(report.sites["bad"]) <= {"", Reason.STALLED, Reason.NOT_VISITED}
    assert "too often" in report.visits["bad"].note


def test_a_site_that_breaks_one_process_after_another_is_left_and_no_other_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "BREAKS", 2)
    monkeypatch.setattr(hands, "visit_all", break_down)
    bad = [f"/bad{n}.html" for n in range(9)]
    pages = {"/": page(*[(path, "坏") for path in bad]), **{path: page(title=path) for path in bad}}
    with serve(pages) as hostile, serve(GOOD) as peaceful, Archive(tmp_path) as archive:
        targets = [Target("bad", hostile.home), Target("good", peaceful.home)]
        report = crawl(targets, MONTH, archive, settings(processes=1))
    assert report.sites["good"] == {"": len(GOOD)}
    assert set(report.sites["bad"]) == {"", Reason.STALLED, Reason.NOT_VISITED}
    assert report.sites["bad"].total() == 1 + len(bad)
    assert "too often" in report.visits["bad"].note


def test_who_was_not_listened_to_does_not_stand_still():
    silent = object.__new__(hands.Process)
    silent.pipe, there = multiprocessing.Pipe()
    silent._heard = time.monotonic() - 2 * hands.STILL
    assert silent.fault == hands.STOOD_STILL
    there.send([None])
    assert silent.fault == ""
    assert silent.hear() == [None]


def test_a_site_that_broke_a_process_takes_along_whoever_shares_its_machine(tmp_path, monkeypatch):
    """Else two processes would ask one machine at the same time, and neither would know of the other's pauses."""
    monkeypatch.setattr(hands, "visit_all", break_down)
    started, start = [], Processes.start

    def watch(self, share):
        started.append((share.alone, tuple(target.key for target in share.targets)))
        return start(self, share)

    monkeypatch.setattr(Processes, "start", watch)
    pages = {f"/a{path}": body for path, body in GOOD.items()} | {f"/b{path}": body for path, body in GOOD.items()}
    pages["/a/"] = pages["/a/"].replace('href="/', 'href="/a/').replace("<body>", '<body><a href="/a/bad.html">坏</a>')
    pages["/b/"] = pages["/b/"].replace('href="/', 'href="/b/')
    pages["/a/bad.html"] = page(title="坏")
    with serve(pages) as shared, serve(GOOD, "127.0.0.2") as other, Archive(tmp_path) as archive:
        targets = [Target("bad", f"{shared.home}a/"), Target("mate", f"{shared.home}b/"), Target("far", other.home)]
        report = crawl(targets, MONTH, archive, settings(processes=1))
    assert report.unfinished == ()
    assert started[0] == (False, ("bad", "mate", "far"))
    assert (True, ("bad", "mate")) in started
    assert report.sites["bad"] == {"": len(GOOD), Reason.STALLED: 1}
    assert report.sites["mate"] == report.sites["far"] == {"": len(GOOD)}
