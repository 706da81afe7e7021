"""Working days (工作日): weekdays without holidays, and the weekend days that make up for them (调休)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

# 全国年节及纪念日放假办法: at most 春节 and 国庆 lie so near to 元旦 or 中秋 that together they take 8 weekdays.
HOLIDAYS = 10


def weekdays(start: date, end: date) -> int:
    """How many days from Monday to Friday follow `start`, up to and with `end`; 0 when `end` is not later."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum((start + timedelta(days=day)).weekday() < 5 for day in range(1, rest + 1))


def overdue(start: date, end: date, within: int) -> bool | None:
    """Whether more than so many working days have passed; None where only holidays could decide that."""
    passed = weekdays(start, end)
    return True if passed > within + HOLIDAYS else None if passed > within else False


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: as the State Council announced (国务院办公厅关于部分节假日安排的通知), and by `days` of one's own.

    A year without either is unknown; nothing can be counted through it.
    """

    days: Mapping[date, bool] = field(default_factory=dict)

    def is_known(self, year: int) -> bool:
        """Whether the holidays of a year are known."""
        return year in KNOWN or any(day.year == year for day in self.days)

    def is_workday(self, day: date) -> bool | None:
        """Whether a day is worked; None in a year that is not known."""
        if day in self.days:
            return self.days[day]
        if day.year in KNOWN:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5 if self.is_known(day.year) else None

    def after(self, day: date, count: int) -> date | None:
        """The last of so many working days that follow a day; None when a year on the way is not known."""
        while count:
            day += timedelta(days=1)
            worked = self.is_workday(day)
            if worked is None:
                return None
            count -= worked
        return day

    def between(self, start: date, end: date) -> int | None:
        """How many working days follow `start`, up to and with `end`; 0 when it is not later, None when a year is not known."""
        days = [self.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)]
        return None if None in days else sum(map(bool, days))


KNOWN = range(min(chinese_calendar.constants.holidays).year, max(chinese_calendar.constants.holidays).year + 1)
