"""What follows when a problem stays: only on what a look found after its time was over."""

from datetime import date

import pytest

from checker.ledger.events import Kind
from checker.ledger.steps import Step, reached
from tests.checker.ledger.told import CALENDAR, case, found, look

STEPS = (Step("督办", 5), Step("通报", 15), Step("约谈", 30))
DUE = date(2013, 8, 26)
NOTICE = look(Kind.NOTIFIED, 7, date(2013, 8, 5), within=15, due=DUE)


def step(*events, today):
    cases = [case(found(7), NOTICE, *events, as_of=today)]
    return [each.name for _, each in reached(cases, STEPS, today, CALENDAR.between)]


@pytest.mark.parametrize(
    ("today", "steps"),
    [
        ("2013-08-30", []),
        ("2013-09-01", []),
        ("2013-09-02", ["督办"]),
        ("2013-09-04", ["督办"]),
        ("2013-09-17", ["通报"]),
        ("2013-12-31", ["约谈"]),
    ],
)
def test_each_step_has_its_day(today, steps):
    """Five workdays after 26 August are over on 2 September; the fair was on 4 September."""
    assert step(look(Kind.FOUND, 8, date(2013, 8, 28)), today=date.fromisoformat(today)) == steps


def test_no_step_without_a_look_after_the_time_was_over():
    assert step(today=date(2013, 12, 31)) == []
    assert step(look(Kind.UNKNOWN, 8), today=date(2013, 12, 31)) == []


@pytest.mark.parametrize("kind", [Kind.UNKNOWN, Kind.UNSEEN])
def test_no_step_while_the_last_look_does_not_find_it(kind):
    """The site is down for months, or the scheme does not ask any more: nobody knows whether it is still there."""
    assert step(found(8), look(kind, 9), today=date(2013, 12, 31)) == []
    assert step(found(8), look(kind, 9), found(10), today=date(2013, 12, 31)) == ["约谈"]


def test_a_step_is_taken_once():
    taken = look(Kind.FOUND, 8), look(Kind.ESCALATED, 8, date(2013, 9, 4), paper="督办")
    assert step(*taken, today=date(2013, 9, 5)) == []
    assert step(*taken, today=date(2013, 9, 30)) == ["通报"]


def test_where_the_holidays_of_a_year_are_not_known_nothing_follows():
    late = [case(found(7), NOTICE, look(Kind.FOUND, 8), as_of=date(2035, 1, 1))]
    assert list(reached(late, STEPS, date(2035, 1, 1), CALENDAR.between)) == []
