"""What the ledger keeps as rows comes back as it was, and stands in columns that never change their names."""

from dataclasses import fields
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.appeals import Handed
from checker.ledger import rows
from checker.ledger.events import Event, Kind, Matter
from checker.ledger.looks import Look
from crawler.period import CHINA, Period
from crawler.snapshot import Citation, Place
from tests.tries import tries

AUGUST, MAY = Period(2013, 8), Period(2013, 5)
FETCHED = datetime(2013, 8, 2, 3, 4, 5, tzinfo=CHINA)
CITED = Citation("http://hbj.example/1.htm", FETCHED, "a" * 64, "七月\n“原文”", Place.PORTAL, "第 2 页", "ocr")
UNREAD = Citation("http://hbj.example/2.htm", None, "", "", Place.OWN)
MATTER = Matter("hbj", "air_daily", Place.PORTAL, "missing", "七月二日")
EVENT = Event(
    9,
    4,
    Kind.NOTIFIED,
    AUGUST,
    date(2013, 8, 5),
    "甲",
    "已发",
    "公开办〔2013〕1号",
    15,
    date(2013, 8, 26),
    "B1-1",
    (CITED, UNREAD),
    (Handed("佐证 1.pdf", "b" * 64),),
    ("appeal", "conflict"),
    MAY,
)
PLACES = st.sampled_from([None, *Place])
PERIODS = st.builds(Period, st.integers(2008, 2040), st.integers(1, 12))
DAYS = st.dates(date(2008, 1, 1), date(2040, 12, 31))
TIMES = st.none() | st.datetimes(datetime(2008, 1, 1), datetime(2040, 1, 1), timezones=st.just(CHINA))
CITATIONS = st.builds(
    Citation,
    st.text(),
    TIMES,
    st.text(),
    st.text(),
    st.sampled_from(Place),
    st.text(),
    st.sampled_from(["text", "ocr"]),
)
EVENTS = st.builds(
    Event,
    st.integers(1, 99),
    st.integers(1, 99),
    st.sampled_from(Kind),
    PERIODS,
    DAYS,
    st.text(),
    st.text(),
    st.text(),
    st.integers(0, 60),
    st.none() | DAYS,
    st.text(),
    st.lists(CITATIONS, max_size=3).map(tuple),
    st.lists(st.builds(Handed, st.text(), st.text()), max_size=2).map(tuple),
    st.lists(st.sampled_from(["appeal", "conflict", "changed"]), unique=True).map(tuple),
    st.none() | PERIODS,
)


def test_the_row_of_an_event_says_all_of_it_in_plain_text_and_numbers():
    row = rows.event_row(EVENT)
    assert {name: row[name] for name in row if name not in ("evidence", "handed")} == {
        "case": 4,
        "kind": "notified",
        "period": "2013-08",
        "on": "2013-08-05",
        "by": "甲",
        "says": "已发",
        "paper": "公开办〔2013〕1号",
        "within": 15,
        "due": "2013-08-26",
        "indicator": "B1-1",
        "open": "appeal conflict",
        "of": "2013-05",
    }
    assert row["handed"] == '[{"name":"佐证 1.pdf","sha256":"' + "b" * 64 + '"}]'
    assert row["evidence"].startswith('[{"url":"http://hbj.example/1.htm","fetched":"2013-08-02T03:04:05+08:00"')
    assert set(row) == {each.name for each in fields(Event)} - {"number"}


def test_what_is_not_told_is_kept_as_nothing():
    row = rows.event_row(Event(1, 1, Kind.FOUND, AUGUST, date(2013, 9, 4)))
    assert (row["due"], row["of"], row["open"], row["evidence"], row["handed"]) == ("", "", "", "[]", "[]")


@given(EVENTS)
@tries(100)
def test_an_event_comes_back_as_it_was(event):
    assert rows.event({"number": event.number, **rows.event_row(event)}) == event


def test_this_event_comes_back_as_it_was():
    assert rows.event({"number": 9, **rows.event_row(EVENT)}) == EVENT


@pytest.mark.parametrize("of", [None, MAY])
def test_a_look_and_what_it_is_about_come_back_as_they_were(of):
    look = Look(Kind.UNSEEN, (CITED, UNREAD), "B1-1", of=of)
    row = rows.look_row(MATTER, look)
    assert {name: row[name] for name in row if name != "evidence"} == {
        "department": "hbj",
        "rule": "air_daily",
        "place": "portal",
        "problem": "missing",
        "subject": "七月二日",
        "kind": "unseen",
        "indicator": "B1-1",
        "of": "2013-05" if of else "",
    }
    assert (rows.look(row), rows.matter(row)) == (look, MATTER)


@given(st.builds(Matter, st.text(), st.text(), PLACES, st.text(), st.text()))
@tries(50)
def test_a_matter_comes_back_as_it_was(matter):
    row = rows.look_row(matter, Look(Kind.FOUND))
    assert rows.matter(row) == matter
    assert row["place"] == (matter.place or "")
