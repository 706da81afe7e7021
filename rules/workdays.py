"""Working days (工作日) between two days, as far as weekends tell; which of them were holidays is not known here."""

from __future__ import annotations

from datetime import date, timedelta

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
