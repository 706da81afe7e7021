"""Cases and events as values, for the tests of the ledger."""

from dataclasses import replace
from datetime import date

from checker.indicator import Sort
from checker.ledger.cases import fold
from checker.ledger.events import Event, Kind, Matter
from checker.scoring import Assessment, Score, Verdict, Weighed
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from rules.finding import failed, inapplicable, passed, untested
from rules.workdays import Calendar

MATTER = Matter("hbj", "r", Place.OWN, "wrong", "七月")
CALENDAR = Calendar()
JULY = Period(2013, 7)
HBJ = Department("hbj", "市环保局", kinds=frozenset({"department"}), home="http://hbj.example/")


def month(number):
    """A month of 2013."""
    return Period(2013, number)


def day(number, of=4):
    """The day on which a month is checked: the fourth of the next; or another."""
    return month(number).shift(1).first.replace(day=of)


def event(number, kind, of, on=None, **more):
    return Event(number, 1, kind, month(of), on or day(of), **more)


def story(*events):
    """Events of one case with numbers in the order in which they are told."""
    return [replace(each, number=number) for number, each in enumerate(events, 1)]


def case(*events, as_of=date(2014, 12, 31), lasting=False, until=None):
    """The only case that these events make."""
    (found,) = fold({1: MATTER}, story(*events), as_of, due=CALENDAR.after, is_lasting=lambda _: lasting, until=until)
    return found


def look(kind, of, on=None, **more):
    return event(0, kind, of, on, **more)


def found(of, **more):
    return look(Kind.FOUND, of, indicator="C1-1", **more)


def cited(url="http://hbj.example/1.htm", quote="原文"):
    return Citation(url, None, "0" * 64, quote, Place.OWN)


FAILED = failed("wrong", cited(), subject="七月")
OTHER = failed("wrong", cited(), subject="六月")
GONE = failed("missing", cited())
PASSED = passed(cited())
UNREAD = untested("", cited(), note="{reason}", reason="timeout")
NOT_OWED = inapplicable("不适用")


def assessed(*findings, period=JULY, department=HBJ, indicator="C1-1", rule="r", sort=Sort.DEDUCT, place=Place.OWN):
    """A department's month with one indicator, whose findings all are of one place; items may be weighed already."""
    items = [each if isinstance(each, Weighed) else Weighed(each) for each in findings]
    placed = tuple(replace(each, finding=replace(each.finding, place=place)) for each in items)
    verdict = Verdict(indicator, rule, "T", placed, Score(), sort)
    return Assessment(department, period, "s", (verdict,))
