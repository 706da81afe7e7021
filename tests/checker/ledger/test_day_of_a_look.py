"""When something was seen is the day of its pages, not the day on which the ledger was told of it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from checker.ledger.cases import State, fold
from checker.ledger.events import Event, Kind, Matter
from crawler.period import CHINA, Period
from crawler.snapshot import Citation, Place
from tests.checker.ledger.told import CALENDAR

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
MATTER = Matter("hbj", "air-quality-daily", Place.OWN, "missing-day", "2013-07-09")
DUE = date(2013, 8, 26)
NOTICE = {"paper": "1", "within": 15, "due": DUE}


def seen(number, period, on, fetched, **more):
    pages = (Citation("http://a/", datetime(*fetched, tzinfo=CHINA), "0" * 64, "x", Place.OWN),) if fetched else ()
    return Event(number, 1, Kind.FOUND, period, on, evidence=pages, **more)


OPENED = seen(1, JULY, date(2013, 8, 4), (2013, 8, 2))
NOTIFIED = Event(2, 1, Kind.NOTIFIED, JULY, date(2013, 8, 5), **NOTICE)


def state(*events, as_of=date(2013, 9, 20)):
    (case,) = fold({1: MATTER}, (OPENED, NOTIFIED, *events), as_of, due=CALENDAR.after)
    return case.state


@pytest.mark.parametrize(
    ("fetched", "expected"), [((2013, 8, 26), State.DUE), ((2013, 8, 27), State.OVERDUE), (None, State.OVERDUE)]
)
def test_pages_from_within_the_time_set_make_nothing_overdue_however_late_they_are_checked(fetched, expected):
    assert state(seen(3, AUGUST, date(2013, 9, 5), fetched)) is expected


def test_what_is_only_told_anew_after_the_time_was_over_is_no_look():
    """An appeal that is answered in September tells July's look again, without its doubt."""
    waiting = seen(3, JULY, date(2013, 8, 10), (2013, 8, 2), open=("appeal",))
    assert state(waiting, seen(4, JULY, date(2013, 9, 9), (2013, 8, 2)), as_of=date(2013, 10, 31)) is State.DUE
    undated = [seen(3, AUGUST, date(2013, 8, 20), None), seen(4, AUGUST, date(2013, 9, 9), None, open=("conflict",))]
    assert state(*undated, seen(5, AUGUST, date(2013, 9, 10), None), as_of=date(2013, 10, 31)) is State.DUE


def test_a_reply_after_the_pages_were_fetched_is_not_answered_by_them():
    reply = Event(3, 1, Kind.REPLIED, JULY, date(2013, 9, 3))
    assert state(reply, seen(4, AUGUST, date(2013, 9, 5), (2013, 9, 2))) is State.REPLIED
    assert state(reply, seen(4, AUGUST, date(2013, 9, 5), (2013, 9, 4))) is State.OVERDUE


def test_pages_that_say_they_are_from_later_than_they_were_told_of_are_taken_as_of_that_day():
    assert state(seen(3, AUGUST, date(2013, 8, 20), (2026, 1, 1))) is State.DUE


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            (2013, 8, 26),
            (2013, 8, 28),
            State.DUE,
        ),  # what was put up on the 26th, after the first page was read, is not seen
        ((2013, 8, 27), (2013, 8, 29), State.OVERDUE),
        ((2013, 7, 2), (2013, 8, 29), State.OVERDUE),  # the first page is of July's visit, to compare with
    ],
)
def test_a_visit_of_several_nights_is_as_of_its_first_page(first, last, expected):
    pages = seen(3, AUGUST, date(2013, 9, 5), first).evidence + seen(3, AUGUST, date(2013, 9, 5), last).evidence
    assert state(replace(seen(3, AUGUST, date(2013, 9, 5), None), evidence=pages)) is expected
