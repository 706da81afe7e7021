"""A crawl that is to end with its hours: what it has is kept, and the next one goes on from there."""

from datetime import datetime, time

import pytest

from crawler import run
from crawler.archive import Archive
from crawler.period import CHINA, Period
from crawler.politeness import Hours
from crawler.run import crawl, is_finished
from crawler.scope import Target
from tests.crawler.little_site import page, serve, settings

MONTH = Period(2013, 7)
NIGHT = Hours.parse("20:00-06:00")
LINKS = [(f"/{n}.html", f"第{n}篇") for n in range(30)]
PAGES = {f"/{n}.html": page(title="文" * (n + 1)) for n in range(30)} | {"/": page(*LINKS)}
EVENING, MORNING = datetime(2013, 8, 1, 22, 0, tzinfo=CHINA), datetime(2013, 8, 2, 6, 0, tzinfo=CHINA)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path) as archive:
        yield archive


def only_in(hours, monkeypatch, moment):
    """Settings with those hours, of which the crawling processes know nothing: they would wait for the machine's own clock."""
    monkeypatch.setattr(run, "now", lambda: moment[0])
    return settings(hours=hours, delay=0.05)


class AlwaysThere(Hours):
    """Hours that are over for whoever starts the crawl and never for its processes."""

    def until_open(self, now):
        return super().until_open(now) if now.year == 2013 else 0.0


THERE = AlwaysThere(time(20), time(6))


def test_when_the_hours_are_over_the_crawl_ends_and_the_next_one_asks_for_nothing_twice(archive, monkeypatch):
    moment = [EVENING]
    with serve(PAGES) as site:
        targets = [Target("czj", site.home)]

        def tell(news):
            moment[0] = MORNING if news.fetched >= 3 else moment[0]

        report = crawl(targets, MONTH, archive, only_in(THERE, monkeypatch, moment), tell, within_hours=True)
        asked = len(site.log)
        assert report.unfinished == ("czj",)
        assert 3 <= asked < 30
        moment[0] = EVENING
        report = crawl(targets, MONTH, archive, only_in(THERE, monkeypatch, moment), within_hours=True)
        assert report.unfinished == ()
        assert [path for path in PAGES if site.asked(path) > 2] == []
        twice = [path for path in PAGES if site.asked(path) == 2]  # at most the one that was under way
        assert len(twice) <= 1
    assert len(list(archive.captures("czj", MONTH))) == len(PAGES)


def test_outside_of_the_hours_no_site_is_touched_and_nothing_is_noted(archive, monkeypatch):
    with serve(PAGES) as site:
        report = crawl(
            [Target("czj", site.home)], MONTH, archive, only_in(NIGHT, monkeypatch, [MORNING]), within_hours=True
        )
        assert site.log == []
    assert (report.unfinished, report.visits, archive.periods()) == (("czj",), {}, [])


def test_some_sites_may_be_visited_again_while_others_are_left_alone(archive):
    with serve({"/": page()}) as one, serve({"/": page()}) as other:
        targets = [Target("one", one.home), Target("other", other.home)]
        crawl(targets, MONTH, archive, settings())
        before = archive.marks(MONTH)
        report = crawl(targets, MONTH, archive, settings(), again={"other"})
        assert (one.asked("/"), other.asked("/")) == (1, 2)
    assert report.skipped == ("one",)
    assert [new == old for new, old in zip(archive.marks(MONTH), before, strict=True)] == [True, False]


def test_whether_the_first_page_was_read_is_known(archive):
    with serve({"/": page()}) as good, serve({}) as bad:
        crawl([Target("good", good.home), Target("bad", bad.home)], MONTH, archive, settings())
    assert [archive.first_reason(key, MONTH) for key in ("good", "bad", "never")] == ["", "gone", None]


def test_a_column_that_is_told_of_later_is_visited_though_the_site_is_finished(archive):
    with serve({"/": page(), "/hidden.html": page(title="栏目")}) as site:
        told = Target("czj", site.home, (("栏目", f"{site.home}hidden.html"),))
        crawl([Target("czj", site.home)], MONTH, archive, settings())
        assert not is_finished(archive, told, MONTH)
        crawl([told], MONTH, archive, settings())
        assert site.asked("/hidden.html") == 1
        assert crawl([told], MONTH, archive, settings()).skipped == ("czj",)
    assert is_finished(archive, told, MONTH)
