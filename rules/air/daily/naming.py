"""Which days and months a title names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crawler.period import Period
from crawler.snapshot import Document
from rules.dates import days, plain_years
from rules.phrases import squeeze

_MONTH = re.compile(r"(?:(20\d{2}|19\d{2})年)?(?<!\d)(1[0-2]|0?[1-9])月(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})[-./年]?(1[0-2]|0[1-9])(?![-./]?\d|月)")
_RANGE = re.compile(r"(\d{1,2})月(\d{1,2})日?(?:—+|-+|~|至|到|–|、|和)(?:(\d{1,2})月)?(\d{1,2})日")
MOST = 31  # days that a title may span
_DATE = re.compile(r"(?:20\d{2}[年./-])?\d{1,2}[月./-]\d{1,2}日?")
_TELLS = re.compile(r"(?<!\d)\d{1,3}(?!\d)|优|良|污染")
_ABOUT = re.compile(
    r"发布|公布|更新|来源|自.*起|时间|浏览|点击|附件|通知|截至|截止|调整|\d日?(?:—+|-+|~|至|到|–)\d{1,2}日"
)


def named_days(title: str, period: Period) -> tuple[date, ...]:
    """The days that a title names, and those between the ends of a range; a day without a year is taken to be in the period's."""
    found = list(days(title, period.year))
    match = _RANGE.search(plain_years(title))
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
    plain = plain_years(title)
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


def mention(source: Document, day: date, period: Period, told: int) -> str:
    """The line or cell of a source that may tell of a day: it names that day alone and has a number or a grade beside it.

    Where fewer than half of the month's days were read from it, the bare number of the day in a cell is enough. "" when none.
    """
    near = source.published is None or timedelta() <= source.published - day <= timedelta(days=MOST)
    bare = re.compile(rf"(?<![\d月年/.-])0?{day.day}日")
    for line in source.text.splitlines():
        rest = _DATE.sub("", squeeze(line))
        if _ABOUT.search(squeeze(line)) or not _TELLS.search(rest):
            continue
        named = list(days(line, period.year))
        if named == [day] or (near and not named and bare.search(squeeze(line))):
            return line.strip()
    if told * 2 >= period.last.day or not near:
        return ""
    cells = (cell for table in source.tables for row in table.rows for cell in row)
    return next((cell.strip() for cell in cells if re.match(rf"0?{day.day}日?(?!\d)(?![.:：])", squeeze(cell))), "")
