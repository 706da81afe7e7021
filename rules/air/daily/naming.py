"""Which days and months a title names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crawler.period import Period
from rules.dates import days, plain_days

_MONTH = re.compile(r"(?:(20\d{2}|19\d{2})年)?(?<!\d)(1[0-2]|0?[1-9])月(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})[-./年]?(1[0-2]|0[1-9])(?![-./]?\d|月)")
_RANGE = re.compile(r"(\d{1,2})月(\d{1,2})日?(?:—+|-+|~|至|到|–|、|和)(?:(\d{1,2})月)?(\d{1,2})日")
MOST = 31  # days that a title may span


def named_days(title: str, period: Period) -> tuple[date, ...]:
    """The days that a title names, and those between the ends of a range; a day without a year is taken to be in the period's."""
    found = list(days(title, period.year))
    match = _RANGE.search(plain_days(title))
    if match is None or not found:
        return tuple(found)
    first = next((day for day in found if (day.month, day.day) == (int(match[1]), int(match[2]))), found[0])
    try:
        last = date(first.year, int(match[3] or first.month), int(match[4]))
    except ValueError:
        return tuple(found)
    between = (first + timedelta(days=step) for step in range(min((last - first).days, MOST) + 1))
    return tuple(dict.fromkeys([*found, *between]))


def named_months(title: str, period: Period) -> set[Period]:
    """The months that a title names and no day of them."""
    plain = plain_days(title)
    found = {Period(int(year or period.year), int(month)) for year, month in _MONTH.findall(plain)}
    return found | {Period(int(year), int(month)) for year, month in _COMPACT.findall(plain)}


def names_another(title: str, period: Period, day: date | None = None) -> bool:
    """Whether a title names days or months, and neither this day nor its month (without a day: nothing of the period)."""
    named, months = named_days(title, period), named_months(title, period)
    if not named and not months:
        return False
    wanted = Period.containing(day) if day is not None else period
    if wanted in months:
        return False
    return day not in named if day is not None else not any(each in period for each in named)
