"""A crawl on a cluster keeps what a crawl on one machine keeps."""

from contextlib import contextmanager

import pytest

from crawler.archive import Archive
from crawler.hands import Cluster
from crawler.period import Period
from crawler.reading import edition
from crawler.refusal import ClusterFailed
from crawler.run import crawl
from crawler.scope import Target
from tests.crawler.clusters import cluster, free_port, kept, readings, readings_due
from tests.crawler.little_site import page, serve, settings

MONTH = Period(2013, 7)
LINKS = [(f"/{n}.html", f"第{n}篇") for n in range(12)]
GOOD = {f"/{n}.html": page(title="文" * (n + 1)) for n in range(12)} | {"/": page(*LINKS, ("/no.html", "没有"))}


@pytest.fixture(autouse=True)
def same_readers():
    """The edition of the readers is told anew: another test may have asked for it with eyes, which the workers here have not."""
    edition.cache_clear()
    yield
    edition.cache_clear()


@contextmanager
def both(folder):
    """Crawls the same sites here and on a cluster, a month after the other; what is asserted holds for each."""
    here, there = folder / "here", folder / "there"
    with serve(GOOD) as one, serve(GOOD) as two, cluster(folder / "cluster") as (scheduler, _):
        away = Cluster(scheduler, str(folder / "store"))

        def crawled(month):
            for archive_folder, by in ((here, None), (there, away)):
                with Archive(archive_folder) as archive:
                    targets = [Target("a", one.home), Target("b", two.home)]
                    report = crawl(targets, month, archive, settings(processes=1), cluster=by)
                assert not report.unfinished
                assert report.cpu > 0
            assert kept(there, "ab", month) == kept(here, "ab", month)
            assert [path for path in (folder / "store").rglob("*") if path.is_file()] == []

        yield here, there, crawled


@pytest.mark.xdist_group("cluster")
def test_a_cluster_keeps_and_reads_what_one_machine_does(tmp_path, readers):
    with both(tmp_path) as (here, there, crawled):
        crawled(MONTH)
    assert readings(there) == readings_due(here, "ab", MONTH, readers)


@pytest.mark.proof
@pytest.mark.xdist_group("cluster")
def test_a_second_month_on_a_cluster_knows_the_first(tmp_path):
    with both(tmp_path) as (_, there, crawled):
        crawled(MONTH)
        crawled(MONTH.shift(1))
    with Archive(there) as archive:
        same = [c for c in archive.captures("a", MONTH.shift(1)) if c.warc.startswith(f"warc/{MONTH}/")]
    assert len(same) == len(GOOD)


def test_a_scheduler_that_is_not_there_is_told_and_nothing_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr("crawler.cluster.CONNECT", 0.5)
    away = Cluster(f"tcp://127.0.0.1:{free_port()}", str(tmp_path / "store"))
    nobody = [Target("a", "http://127.0.0.1:9/")]
    with Archive(tmp_path / "archive") as archive, pytest.raises(ClusterFailed) as failed:
        crawl(nobody, MONTH, archive, settings(), cluster=away)
    assert "连不上" in failed.value.fault.what
