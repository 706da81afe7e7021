"""The days printed beside the entries of a list, also where the year is left out or stands in another line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from crawler.period import Period
from crawler.snapshot import Page

FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
MONTH_DAY = re.compile(r"(?<![\d./-])(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?![\d./-]|\s?[页頁条])")
DAY_FIRST = re.compile(r"^\W*(\d{1,2})日?\W*((?:19|20)\d\d)\s?[-./年]\s?(\d{1,2})\s?月?\W*$")
YEAR_MONTH = re.compile(r"^\W*((?:19|20)\d\d)\s?[-./年]\s?(?:(\d{1,2})\s?月?\W+(\d{1,2})|(\d\d)月?(\d\d))日?\W*$")
LABEL = re.compile(
    r"(?:发布|发文|公开|更新|公布|上传|成文)?(?:日期|时间)|来源|浏览|阅读|点击|星期[一二三四五六日天]|\d{1,2}:\d\d(?::\d\d)?"
)
CLOCK = re.compile(r"今天|今日|现在|农历|当前时间|当前日期|[Cc]opyright|版权")
BESIDE = 14  # characters that a line of a day may hold besides: a source, an office
SLACK = timedelta(days=45)  # an entry may stand so much above later ones: pinned, or set in by hand
LATEST = timedelta(days=3)  # after a month, by which it is crawled as a rule
Moment = tuple[int, int, int]  # year, 0 where it is not said; month; day


def printed(text: str, *, bare: bool = False) -> Moment | None:
    """The day in a line; with `bare` only where it says little else, as a line of a day does and a summary does not."""
    if CLOCK.search(text) or (bare and len(_rest(text)) > BESIDE):
        return None
    for pattern in (FULL, COMPACT):
        last = None
        for match in pattern.finditer(text):  # a table gives the day of writing before that of publication
            if _is_day(found := (int(match[1]), int(match[2]), int(match[3]))):
                last = found
        if last:
            return last
    if (day_first := DAY_FIRST.match(text)) and _is_day(
        found := (int(day_first[2]), int(day_first[3]), int(day_first[1]))
    ):
        return found
    if (parted := YEAR_MONTH.match(text)) and _is_day(
        found := (int(parted[1]), int(parted[2] or parted[4]), int(parted[3] or parted[5]))
    ):
        return found
    return _short(text)


def _short(text: str) -> Moment | None:
    """A day with a year of two digits or with none."""
    for match in SHORT_YEAR.finditer(text):
        if _is_day(found := (2000 + int(match[1]), int(match[2]), int(match[3]))):
            return found
    last = None
    for match in MONTH_DAY.finditer(text):
        if _is_day((2000, int(match[1]), int(match[2]))):
            last = (0, int(match[1]), int(match[2]))
    return last


def _rest(text: str) -> str:
    for pattern in (FULL, COMPACT, SHORT_YEAR, MONTH_DAY, LABEL):
        text = pattern.sub("", text)
    return re.sub(r"[\W\d_]", "", text)


def _is_day(moment: Moment) -> bool:
    year, month, day = moment
    try:
        date(year, month, day)
    except ValueError:  # 2013-13-45 is no day
        return False
    return True


def dated(moments: Iterable[tuple[Moment | None, date | None]], fetched: date) -> Iterator[date | None]:
    """A day for each entry of a list in order: as printed, else that which the page behind it tells.

    Where the year is left out it is that of the page behind, else that of the neighbours: lists run from new to old, so that
    the first year is that of the fetch and a month that jumps up begins the year before.
    """
    last: date | None = None
    for moment, told in moments:
        day = told if moment is None else _with_year(moment, told, last, fetched)
        if day is not None and moment is not None:
            last = day if last is None or day < last or day - last > SLACK else last
        yield day


def judged_on(page: Page, period: Period) -> date:
    """The day for which it is asked how new a page's content is: that of the visit.

    Of a month that was crawled late it is an earlier one: what is new then is new in any case.
    """
    return min(page.fetched.date(), period.last + LATEST)


def months_before(day: date, months: int) -> date:
    """The day so many months before another one, the last of its month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _with_year(moment: Moment, told: date | None, last: date | None, fetched: date) -> date | None:
    year, month, day = moment
    if year:
        return date(year, month, day)
    if told is not None and (told.month, told.day) == (month, day):
        return told
    newest = last + SLACK if last is not None else fetched + timedelta(days=1)
    newest = min(newest, fetched + timedelta(days=1))
    for each in range(newest.year, newest.year - 8, -1):  # 02-29 comes but every fourth year
        if _is_day((each, month, day)) and date(each, month, day) <= newest:
            return date(each, month, day)
    return None
