"""Which report is due on a day, and whether one came late, in working days."""

from __future__ import annotations

from datetime import date, timedelta

from rules.pollution.span import QUARTER, Span
from rules.pollution.standards import begins, is_monthly, is_unsure
from rules.workdays import OFFICIAL


def due(on: date, within: int, *, is_habit: bool = False, in_quarters: bool = False) -> Span | None:
    """The last month or quarter whose report must have been public before a day; None while none was.

    `is_habit` says that the place tells each month: where the rule of the time is unsure, that binds it. `in_quarters`
    asks for quarters whatever the rule.
    """
    span = _ending_by(on, is_habit=is_habit, in_quarters=in_quarters)
    while span.begin >= begins():
        if OFFICIAL.is_over(span.end, on, within):
            return span
        span = _ending_by(span.begin - timedelta(days=1), is_habit=is_habit, in_quarters=in_quarters)
    return None


def _ending_by(day: date, *, is_habit: bool, in_quarters: bool) -> Span:
    """The last month or quarter, as its rule of the time divides the year, that ends on or before a day."""
    last = day if (day + timedelta(days=1)).day == 1 else day.replace(day=1) - timedelta(days=1)
    while (in_quarters or not _is_monthly(last, is_habit=is_habit)) and last.month % QUARTER:
        last = last.replace(day=1) - timedelta(days=1)
    is_month = not in_quarters and _is_monthly(last, is_habit=is_habit)
    return Span(last.year, last.month if is_month else last.month - QUARTER + 1, last.month)


def _is_monthly(day: date, *, is_habit: bool) -> bool:
    return is_monthly(day) or (is_habit and is_unsure(day))
