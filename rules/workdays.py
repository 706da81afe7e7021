"""Working days (工作日): weekdays without holidays, and the weekend days that make up for them (调休)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

import chinese_calendar

HOLIDAYS = (  # 全国年节及纪念日放假办法: between which days of a year each may lie, and how many weekdays it takes at most
    ((1, 1), (1, 3), 3),
    ((1, 20), (2, 28), 7),
    ((4, 2), (4, 7), 3),
    ((4, 27), (5, 7), 5),
    ((5, 25), (6, 27), 3),
    ((9, 3), (10, 10), 8),  # 3 and 4 September 2015 among them
    ((12, 29), (12, 31), 2),
)
_DATED = chinese_calendar.constants.holidays
KNOWN = range(min(_DATED).year, max(_DATED).year + 1)  # years of which the library tells what was announced
ONE = timedelta(days=1)


def weekdays(start: date, end: date) -> int:
    """How many days from Monday to Friday follow `start`, up to and with `end`; 0 when `end` is not later."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum((start + timedelta(days=day)).weekday() < 5 for day in range(1, rest + 1))


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: as the State Council announced (国务院办公厅关于部分节假日安排的通知), and by `days` of one's own.

    A year without either is unknown; nothing can be counted through it.
    """

    days: Mapping[date, bool] = field(default_factory=dict)

    def is_known(self, year: int) -> bool:
        """Whether the holidays of a year are known."""
        return year in KNOWN or year in self._own_years

    def is_workday(self, day: date) -> bool | None:
        """Whether a day is worked; None in a year that is not known."""
        if not self.is_known(day.year):
            return None
        return (day.weekday() < 5) is not (day in self._moved)

    def after(self, day: date, count: int) -> date | None:
        """The last of so many working days that follow a day; None when a year on the way is not known."""
        end, left = day, count
        while left > 0:
            end += timedelta(days=left)  # so many days hold no more working days than that
            passed = self.between(day, end)
            if passed is None:
                return None
            left = count - passed
        return end

    def between(self, start: date, end: date) -> int | None:
        """How many working days follow `start`, up to and with `end`; 0 when it is not later, None when a year is not known."""
        if end <= start:
            return 0
        if self.unknown(start, end) is not None:
            return None
        days, sums = self._exceptions
        return weekdays(start, end) + sums[bisect_right(days, end)] - sums[bisect_right(days, start)]

    def bounds(self, start: date, end: date) -> tuple[int, int]:
        """At least and at most how many working days follow; the same where all years are known, else as the law leaves it open."""
        least = most = 0
        for first, last in _by_years(start, end):
            worked = self.between(first, last)
            plain = weekdays(first, last)
            most += plain if worked is None else worked
            least += _surely(first, last) if worked is None else worked
        return least, most

    def is_over(self, start: date, end: date, within: int) -> bool | None:
        """Whether more than so many working days have passed; None where only the holidays of a year that is not known decide."""
        least, most = self.bounds(start, end)
        return True if least > within else None if most > within else False

    def unknown(self, start: date, end: date) -> int | None:
        """The first year whose holidays are not known among the days that follow one, up to and with another; else None."""
        years = range((start + ONE).year, end.year + 1)
        return next((year for year in years if not self.is_known(year)), None)

    @cached_property
    def _own_years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.days)

    @cached_property
    def _moved(self) -> frozenset[date]:
        """The weekdays that are not worked, and the weekend days that are."""
        said = {**dict.fromkeys(_DATED, False), **dict.fromkeys(chinese_calendar.constants.workdays, True), **self.days}
        return frozenset(day for day, worked in said.items() if worked is not (day.weekday() < 5))

    @cached_property
    def _exceptions(self) -> tuple[list[date], list[int]]:
        """These in order, and by how many working days each number of them from the first moves the count."""
        days = sorted(self._moved)
        return days, list(accumulate((1 if day.weekday() >= 5 else -1 for day in days), initial=0))


OFFICIAL = Calendar()


def _by_years(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The days after one up to another, year by year: each time the day before the first, and the last."""
    while start < end:
        last = min(end, (start + ONE).replace(month=12, day=31))
        yield start, last
        start = last


def _surely(start: date, end: date) -> int:
    """At least so many days of one year between two days are worked; what was worked before a holiday stays so in it."""
    eves = (date(end.year, *first) - ONE for first, _, _ in HOLIDAYS)
    ends = (end, *(eve for eve in eves if start < eve < end))
    return max(0, *(weekdays(start, each) - _taken(start, each) for each in ends))


def _taken(start: date, end: date) -> int:
    """At most so many weekdays of one year between two days are holidays."""
    year = end.year
    return sum(most for first, last, most in HOLIDAYS if date(year, *first) <= end and date(year, *last) > start)
