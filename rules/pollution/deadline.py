"""Which report is due on a day, and whether one came late: as far as working days can be told without a calendar of holidays."""

from __future__ import annotations

from datetime import date, timedelta

from rules.pollution.span import QUARTER, Span
from rules.pollution.standards import begins, is_monthly, is_unsure
from rules.workdays import weekdays

# 全国年节及纪念日放假办法: between which days of a year each holiday may lie, and how many weekdays it takes at most.
_HOLIDAYS = (
    ((1, 1), (1, 3), 3),
    ((1, 20), (2, 28), 7),
    ((4, 2), (4, 7), 3),
    ((4, 28), (5, 6), 5),
    ((5, 25), (6, 27), 3),
    ((9, 5), (10, 10), 8),
    ((12, 29), (12, 31), 2),
)


def due(on: date, within: int, *, is_habit: bool = False, in_quarters: bool = False) -> Span | None:
    """The last month or quarter whose report must have been public before a day; None while none was.

    `is_habit` says that the place tells each month: where the rule of the time is unsure, that binds it. `in_quarters`
    asks for quarters whatever the rule.
    """
    span = _ending_by(on, is_habit=is_habit, in_quarters=in_quarters)
    while span.begin >= begins():
        if is_over(span.end, on, within):
            return span
        span = _ending_by(span.begin - timedelta(days=1), is_habit=is_habit, in_quarters=in_quarters)
    return None


def is_over(start: date, end: date, within: int) -> bool:
    """Whether surely more than so many working days follow `start`, up to and with `end`, whatever the holidays were."""
    return weekdays(start, end) - _holidays(start, end) > within


def may_be_over(start: date, end: date, within: int) -> bool:
    """Whether more than so many weekdays follow, so that only the holidays could excuse it."""
    return weekdays(start, end) > within


def _ending_by(day: date, *, is_habit: bool, in_quarters: bool) -> Span:
    """The last month or quarter, as its rule of the time divides the year, that ends on or before a day."""
    last = day if (day + timedelta(days=1)).day == 1 else day.replace(day=1) - timedelta(days=1)
    while (in_quarters or not _is_monthly(last, is_habit=is_habit)) and last.month % QUARTER:
        last = last.replace(day=1) - timedelta(days=1)
    is_month = not in_quarters and _is_monthly(last, is_habit=is_habit)
    return Span(last.year, last.month if is_month else last.month - QUARTER + 1, last.month)


def _is_monthly(day: date, *, is_habit: bool) -> bool:
    return is_monthly(day) or (is_habit and is_unsure(day))


def _holidays(start: date, end: date) -> int:
    """At most so many weekdays between two days were holidays."""
    taken = 0
    for year in range(start.year, end.year + 1):
        for first, last, most in _HOLIDAYS:
            if date(year, *first) <= end and date(year, *last) > start:
                taken += most
    return taken
