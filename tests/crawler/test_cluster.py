"""A crawl on a cluster keeps what a crawl on one machine keeps."""

import pytest

from crawler.archive import Archive
from crawler.hands import Cluster
from crawler.period import Period
from crawler.refusal import ClusterFailed
from crawler.run import crawl
from crawler.scope import Target
from tests.crawler.clusters import cluster, free_port, kept, readings, readings_due
from tests.crawler.little_site import page, serve, settings

MONTH = Period(2013, 7)
LINKS = [(f"/{n}.html", f"第{n}篇") for n in range(12)]
GOOD = {f"/{n}.html": page(title="文" * (n + 1)) for n in range(12)} | {"/": page(*LINKS, ("/no.html", "没有"))}


def test_a_cluster_keeps_and_reads_what_one_machine_does_and_a_second_month_asks_as_little(tmp_path, readers):
    here, there = tmp_path / "here", tmp_path / "there"
    told = []
    with serve(GOOD) as one, serve(GOOD) as two, cluster(tmp_path / "cluster") as (scheduler, _):
        targets = [Target("a", one.home), Target("b", two.home)]
        away = Cluster(scheduler, str(tmp_path / "store"), told.append)
        for month in (MONTH, MONTH.shift(1)):
            for folder, by in ((here, None), (there, away)):
                with Archive(folder) as archive:
                    report = crawl(targets, month, archive, settings(processes=1), cluster=by)
                assert not report.unfinished
                assert report.cpu > 0
            assert kept(there, "ab", month) == kept(here, "ab", month)
    assert readings(there) == readings_due(here, "ab", MONTH, readers)
    assert not told
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == []


def test_a_scheduler_that_is_not_there_is_told_and_nothing_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr("crawler.cluster.CONNECT", 0.5)
    away = Cluster(f"tcp://127.0.0.1:{free_port()}", str(tmp_path / "store"))
    nobody = [Target("a", "http://127.0.0.1:9/")]
    with Archive(tmp_path / "archive") as archive, pytest.raises(ClusterFailed) as failed:
        crawl(nobody, MONTH, archive, settings(), cluster=away)
    assert "连不上" in failed.value.fault.what
