"""Figures are kept with the month's results, and files from before there were any still open."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest

from checker.store import Store
from crawler.period import Period
from crawler.snapshot import Place
from tests.checker.disclosed import PERIOD, SCHEME, assessed, body, figure, shown, whole


@pytest.fixture
def store(tmp_path):
    with closing(Store(tmp_path / "x.sqlite")) as opened:
        yield opened


def test_figures_come_back_as_they_were(store):
    mine = (*whole("0", "1.5", "0", "2.25"), figure("total", "9", year=2012, told_in=2013, place=Place.PORTAL))
    strange = (figure("total", "82.23", unit="", read_by="ocr", alone=True),)
    store.save(PERIOD, [assessed(body("a"))], SCHEME, {"a": mine, "b": strange})
    assert store.figures(PERIOD) == {"a": list(mine), "b": list(strange)}
    assert store.figures(PERIOD.shift(1)) == {}


def test_a_month_checked_again_replaces_its_figures(store):
    store.save(PERIOD, [assessed(body("a"))], SCHEME, {"a": shown("1"), "b": shown("2")})
    store.save(PERIOD.shift(-1), [assessed(body("a"), period=PERIOD.shift(-1))], SCHEME, {"a": shown("3")})
    store.save(PERIOD, [assessed(body("a"))], SCHEME, {"a": shown("4")})
    assert [each.value for each in store.figures(PERIOD)["a"]] == [Decimal(4)]
    assert list(store.figures(PERIOD)) == ["a"]
    assert [each.value for each in store.figures(PERIOD.shift(-1))["a"]] == [Decimal(3)]


def test_all_or_nothing(store):
    store.save(PERIOD, [assessed(body("a"))], SCHEME, {"a": shown("1")})
    with pytest.raises(sqlite3.IntegrityError):
        store.save(PERIOD, [assessed(body("a"))], SCHEME, {"a": (*shown("2"), *shown("2"))})
    assert [each.value for each in store.figures(PERIOD)["a"]] == [Decimal(1)]
    assert len(store.assessments(PERIOD)) == 1


def test_what_was_disclosed_is_the_newest_reading_until_a_month(store):
    for month, value in ((5, "10"), (6, "11"), (7, "12")):
        figures = {"a": shown(value), "b": shown("1") if month == 5 else ()}
        store.save(Period(2013, month), [], SCHEME, figures)
    store.save(Period(2014, 1), [], SCHEME, {"a": (figure("total", "99", told_in=2014),)})
    found = store.disclosed("budget", 2013, Period(2013, 6))
    assert {id: [each.value for each in figures] for id, figures in found.items()} == {"a": [11], "b": [1]}
    assert [each.value for each in store.disclosed("budget", 2013, Period(2014, 7))["a"]] == [12]
    assert store.disclosed("final", 2013, Period(2014, 7)) == {}


def test_a_file_from_before_figures_were_kept_still_opens(tmp_path):
    path = tmp_path / "old.sqlite"
    with closing(Store(path)) as store:
        store.save(PERIOD, [assessed(body("a"))], SCHEME)
    with closing(sqlite3.connect(path)) as old:
        old.execute("drop table figures")
    with closing(Store(path)) as store:
        assert len(store.assessments(PERIOD)) == 1
        assert store.figures(PERIOD) == {}


def test_tables_are_made_at_once_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "x.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr("checker.counted.rows.TABLES", "CREATE TABLE half (")
        with pytest.raises(sqlite3.OperationalError):
            Store(path)
    with closing(sqlite3.connect(path)) as db:
        assert not db.execute("select * from sqlite_master").fetchall()
    Store(path).close()
