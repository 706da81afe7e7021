"""The ledger's file: what goes in comes out, nothing is changed or erased, all or nothing."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from checker.appeals import Handed
from checker.casebook import TABLES, Casebook, Paper
from checker.ledger.events import Event, Kind
from checker.ledger.looks import Look
from checker.store import Store
from tests.checker.ledger.told import MATTER, cited, day, month
from tests.checker.test_decided import SCHEME

FOUND = Event(0, 0, Kind.FOUND, month(7), day(7), indicator="C1-1", evidence=(cited(quote="“好”\n"),), open=("appeal",))
REPLY = Event(
    0,
    1,
    Kind.REPLIED,
    month(7),
    day(7),
    "甲",
    "已补发",
    "1号",
    15,
    date(2013, 8, 26),
    handed=(Handed("a.png", "0" * 64),),
)
PAPER = Paper("notice", "hbj", month(7), 2013, 1, day(7))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "var" / "gongkai.sqlite"


@pytest.fixture
def book(path):
    with closing(Casebook(path)) as book:
        yield book


def filled(book):
    numbers = book.reconcile(month(7), day(7), "d", [(MATTER, FOUND), (replace(MATTER, subject="八月"), FOUND)], [])
    book.add([REPLY], [PAPER])
    return numbers


def test_what_goes_in_comes_out(book):
    assert filled(book) == [1, 2]
    assert book.matters() == {1: MATTER, 2: replace(MATTER, subject="八月")}
    assert book.events() == [
        replace(FOUND, number=1, case=1),
        replace(FOUND, number=2, case=2),
        replace(REPLY, number=3),
    ]
    assert book.papers() == [PAPER]
    assert book.reconciled() == {month(7): "d"}


def test_a_second_month_goes_on_counting(book):
    filled(book)
    assert book.reconcile(
        month(8), day(8), "e", [(replace(MATTER, subject="九月"), FOUND)], [replace(FOUND, case=1)]
    ) == [3]
    assert [each.number for each in book.events()] == [1, 2, 3, 4, 5]


def test_what_was_told_already_on_that_day_is_not_told_again(book):
    for number, on in enumerate((day(7), day(7), day(8)), 1):
        book.reconcile(month(7), on, "d", [], [])
        assert len(book.checks()) == min(number, 1) + (on == day(8))
    book.reconcile(month(7), day(8), "d", [], [FOUND])
    book.reconcile(month(7), day(8), "e", [], [])
    assert len(book.checks()) == 4


def test_nothing_is_kept_of_what_fails_half_way(book):
    with pytest.raises(sqlite3.Error):
        book.reconcile(month(7), day(7), "d", [(MATTER, FOUND)], [replace(REPLY, paper=None)])
    assert (book.matters(), book.events(), book.reconciled()) == ({}, [], {})


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_changed_or_erased(book, path, table):
    filled(book)
    with closing(sqlite3.connect(path)) as db:
        for change in (
            f"update {table} set number = 9",
            f"delete from {table}",
            f"insert or replace into {table} select * from {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(change)


def test_looks_at_open_cases_are_replaced_with_their_month(path):
    said = Look(Kind.UNKNOWN, (cited(),), "C1-1")
    with closing(Store(path)) as store:
        store.save(month(8), [], SCHEME, relooks={MATTER: said})
        assert store.relooks(month(8)) == {MATTER: said}
        store.save(month(8), [], SCHEME, relooks={})
        assert store.relooks(month(8)) == {}
