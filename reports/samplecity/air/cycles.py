"""Which weekly and monthly reports a place publishes, and what is wrong with one of them in a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.air.days import OFF, Day, measured, said
from reports.samplecity.air.plan import faultless, plan
from reports.samplecity.dice import dice, number
from reports.samplecity.episodes import ORIGIN, months

WEEK, MONTH = "week", "month"
TURNS = ("", "days", "rate", "", "dailies", "grade", "", "month-rate", "places", "change")
OF_MONTH = ("month-rate", "places", "change")
MIDDLE = 10  # the faulty week is the one around this day: all of it, and its publication, lie in the month


@dataclass(frozen=True)
class Report:
    """A report on some days: as they are told, by whom it is posted when, and what is wrong with it."""

    cycle: str
    days: tuple[Day, ...]
    posted: date
    fault: str = ""

    @property
    def first(self) -> date:
        """Its first day."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """Its last day."""
        return self.days[-1].day

    @property
    def name(self) -> str:
        """The days in words."""
        first, last = self.first, self.last
        if self.cycle == MONTH:
            return f"{first.year}年{first.month}月"
        return f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日"

    @property
    def valid(self) -> tuple[Day, ...]:
        """The days with an index."""
        return tuple(day for day in self.days if day.index is not None)


def reports(seed: int, body: str, place: str, period: Period) -> Iterator[Report]:
    """What is public at the end of a month: the weeks and months that are over."""
    fault = turn(seed, period)
    if has(seed, place, WEEK):
        yield from _weeks(seed, body, place, period, "" if fault in OF_MONTH else fault)
    for back in range(4, 0, -1) if has(seed, place, MONTH) else ():
        month = period.shift(-back)
        if month >= ORIGIN:
            is_faulty = back == 1 and fault in OF_MONTH and (fault != "places" or is_apart(seed, place))
            days = tuple(measured(seed, day) for day in month.days())
            yield Report(MONTH, days, month.shift(1).first.replace(day=5 + number(seed, month) % 4), fault * is_faulty)


def turn(seed: int, period: Period) -> str:
    """What is wrong with the reports of a month."""
    return TURNS[(months(period) + seed) % len(TURNS)]


def has(seed: int, place: str, cycle: str) -> bool:
    """Whether a place publishes reports of a cycle; those on weeks stand on the body's own site."""
    if cycle == WEEK:
        return place == "own" and dice(seed, "weekly").random() < 0.7
    return dice(seed, place, "monthly").random() < 0.8


def is_apart(seed: int, place: str) -> bool:
    """Whether the portal's report is there to differ from the body's own."""
    return place == "portal" and has(seed, "own", MONTH)


def _weeks(seed: int, body: str, place: str, period: Period, fault: str) -> Iterator[Report]:
    told = dict(plan(seed, body, place, period).days)
    for month in (period.shift(-1), period.shift(1)):
        told |= faultless(seed, body, place, month).days
    monday = period.shift(-1).first + timedelta(days=7)
    monday -= timedelta(days=monday.weekday())
    while monday + timedelta(days=8) <= period.last + timedelta(days=3):
        days = tuple(_graded(told[monday + timedelta(days=n)]) for n in range(7))
        middle = days[0].day <= period.first.replace(day=MIDDLE) <= days[-1].day
        if monday >= ORIGIN.first:
            yield Report(WEEK, days, monday + timedelta(days=8), fault * middle)
        monday += timedelta(days=7)


def _graded(day: Day) -> Day:
    """The day with the grade of its index: a wrong one is not told again."""
    return day if day.index is None else said(day, day.index)


def differing(seed: int, body: str, place: str, report: Report) -> Day | None:
    """The day of a report that tells another index than its bulletin: one with a bulletin in which nothing is wrong."""
    this = plan(seed, body, place, Period.containing(report.first))
    for day in report.valid:
        low = day.scale.floor(day.index or 0)
        if not this.is_silent and day.day not in this.faults and (day.index or 0) - OFF > max(low, OFF):
            return day
    return None
