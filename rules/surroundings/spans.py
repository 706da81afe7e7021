"""The time that a report is for, as its title or its text names it: a month, a quarter, a half, a year, or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from rules.dates import plain_years

Span = tuple[date, date]
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_QUARTER = re.compile("第?([一二三四1-4])季度?")
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?(?:份)?[-—~～至到](\d{1,2})月")
_MONTH = re.compile(r"(?<![\d年]\d)(?<!\d)(1[0-2]|0?[1-9])月(?:份)?")
_CHINESE_MONTH = re.compile("(十[一二]?|[一二三四五六七八九])月(?:份)?")
_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(\d{1,2})日")
_DOTTED = re.compile(r"(?<!\d)(20\d\d)[-./](1[0-2]|0?[1-9])(?:[-./](\d{1,2}))?(?!\d)")
_HALF = re.compile("(上|下)半年")


def span_of(words: str, published: date | None) -> Span | None:
    """The first and the last day of what words speak of; None where they name no time.

    Without a year the last such time before the day of publication is meant.
    """
    plain = plain_years(words)
    dotted = _DOTTED.search(plain)
    if dotted is not None and not re.search("[月季]", plain):
        return _days(int(dotted[1]), int(dotted[2]), int(dotted[2]))
    year = _YEAR.search(plain)
    months = _months(plain[year.start() :] if year else plain) or (_months(plain) if year else None)
    if months is None:
        return (
            _days(int(year[1]), 1, 12)
            if year and re.search(r"20\d\d年(?:度|$|[^\d一二三四五六七八九十第])", plain)
            else None
        )
    if year is not None:
        return _days(int(year[1]), *months)
    if published is None:
        return None
    span = _days(published.year, *months)
    return span if span is None or span[0] <= published else _days(published.year - 1, *months)


def _months(plain: str) -> tuple[int, int] | None:
    """The first and the last month that words name."""
    if found := _QUARTER.search(plain):
        quarter = _CHINESE.get(found[1]) or int(found[1])
        return quarter * 3 - 2, quarter * 3
    if found := _HALF.search(plain):
        return (1, 6) if found[1] == "上" else (7, 12)
    if found := _MONTHS.search(plain):
        return int(found[1]), int(found[2])
    if found := _MONTH.search(plain):
        return int(found[1]), int(found[1])
    if found := _CHINESE_MONTH.search(plain):
        month = _month_named(found[1])
        return month, month
    return None


def _month_named(words: str) -> int:
    return 10 + int(words[1:].translate(_NUMERALS) or 0) if words[0] == "十" else int(words.translate(_NUMERALS))


def _days(year: int, first: int, last: int) -> Span | None:
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
