"""What is counted is kept with the month: an item once, with the months that showed it; what no month shows any more goes."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from checker.counted.month import ERROR, MonthCounter
from checker.counted.told import Line, What
from checker.counted.value import Looked
from checker.counted.whole import MonthCounted
from checker.store import Store
from checker.year_counts import year_counts
from crawler.period import Period
from crawler.snapshot import Citation, Place, Reason
from tests.checker.counted_made import CITY, CZJ, FETCHED, JULY, PROSE, item, page, snapshot
from tests.checker.disclosed import SCHEME

AUGUST = JULY.shift(1)


@pytest.fixture
def store(tmp_path):
    with closing(Store(tmp_path / "x.sqlite")) as opened:
        yield opened


def keep(store, *items, period=JULY, **more):
    looked = (Looked(period, "czj", Place.OWN), Looked(period, "", Place.PORTAL, Reason.TIMEOUT))
    store.save(period, [], SCHEME, counted=MonthCounted(items, looked, **more))


def test_all_comes_back_as_it_was(store):
    one, other = item(number="示财〔2013〕5号", issuer="示例日报", body="mzj"), item("值班安排", "", None)
    keep(store, one, other)
    assert [(each.item, each.periods) for each in store.items(2013)] == [(one, (JULY,)), (other, (JULY,))]
    assert store.looked(2013) == [Looked(JULY, "", Place.PORTAL, Reason.TIMEOUT), Looked(JULY, "czj", Place.OWN)]


def test_lines_come_back_as_they_were(store):
    cited = Citation("http://x/1", FETCHED, "ab" * 32, "引文", Place.PORTAL, "第2页", "ocr")
    lines = (
        Line(What.REPLY, "czj", Place.PORTAL, "来信", date(2013, 7, 2), cited, False, False),
        Line(What.CHART, "czj", Place.PORTAL, "图", None, cited),
    )
    looked = ((What.REPLY, "czj", Place.PORTAL),)
    keep(store, lines=lines, looked_for=looked)
    assert store.told(2013) == {JULY: list(lines)}
    assert store.looked_for(2013) == {JULY: list(looked)}
    assert store.told(2012) == {}


def test_what_two_months_show_is_kept_once_with_both_and_the_first_visit(store):
    later = replace(item(), fetched=FETCHED + timedelta(days=31), sha256="ef" * 32)
    keep(store, later, period=AUGUST)
    keep(store, item())
    keep(store, later, period=AUGUST)
    assert [(each.item, each.periods) for each in store.items(2013)] == [(item(), (JULY, AUGUST))]


def test_a_month_checked_again_replaces_what_it_showed(store):
    keep(store, item(), item("值班安排"))
    keep(store, item(), period=AUGUST)
    keep(store, item("防汛工作"))
    assert [(each.item.title, each.periods) for each in store.items(2013)] == [
        (item().title, (AUGUST,)),
        ("防汛工作", (JULY,)),
    ]
    assert store._kept.db.table("items").count == 2


def test_a_year_holds_what_its_months_show_with_the_months_before(store):
    december = Period(2012, 12)
    keep(store, item(), item("去年的"), period=december)
    keep(store, item())
    assert [each.periods for each in store.items(2013)] == [(december, JULY)]
    assert store.items(2014) == []


def test_the_year_is_counted_from_the_store_alone(store):
    counter = MonthCounter(CITY)
    counter.add(snapshot(CZJ, page("关于低收入家庭救助的通知", PROSE)))
    store.save(JULY, [], SCHEME, counted=counter.counted)
    found = year_counts(store, 2013, CITY, {})
    assert (found.count.total, found.count.by_body, len(found.shares)) == (1, {"czj": 1}, 4)
    assert found.tallies[What.REPLY].looked == 1


def test_an_error_of_ours_is_as_if_the_site_could_not_be_read(store, monkeypatch):
    monkeypatch.setattr("checker.counted.collecting.words_of", lambda page: 1 / 0)
    counter = MonthCounter(CITY)
    counter.add(snapshot(CZJ, page("关于低收入家庭救助的通知", PROSE)))
    assert [(each.department, each.reason) for each in counter.counted.looked] == [("czj", ERROR), ("", ERROR)]


def test_a_file_from_before_anything_was_counted_still_opens(tmp_path):
    with closing(Store(tmp_path / "x.sqlite")) as old:
        for table in ("items", "item_months", "looked", "told"):
            old._kept.conn.execute(f"drop table {table}")
    with closing(Store(tmp_path / "x.sqlite")) as store:
        assert store.items(2013) == []
