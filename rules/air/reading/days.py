"""The day that a title, a cell or a sentence names; a day without its year lies near a known one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.dates import plain_years
from rules.phrases import squeeze

_MARK = r"[年./\-—–_－]"
_MONTH = r"[月./\-—–_－]"
_FULL = re.compile(rf"(?<![\d.])((?:20|19)\d{{2}}){_MARK}(1[0-2]|0?[1-9]){_MONTH}(3[01]|[12]\d|0?[1-9])(?!\d)[日号]?")
_COMPACT = re.compile(r"(?<![\d.])((?:20|19)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT = re.compile(r"(?<![\d年.])(1[0-2]|0?[1-9])月(?:份)?(3[01]|[12]\d|0?[1-9])(?:[日号]|(?![\d.%]))")
_WORDS = re.compile(r"([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]")
_YEAR_MONTH = re.compile(r"(?<!\d)((?:20|19)\d{2})(?:年度?|[./-])(1[0-2]|0?[1-9])(?:月|(?![\d./-]))")
_MONTH_ONLY = re.compile(r"(?<![\d年.至到—–\-~])(1[0-2]|0?[1-9])月(?:份)?")
_MONTH_IN_WORDS = re.compile(r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月份?")
_YEAR_ONLY = re.compile(r"(?<!\d)((?:20|19)\d{2})年")
_MONTH_DAY = re.compile(r"(1[0-2]|0?[1-9])[./\-—–_－月](3[01]|[12]\d|0?[1-9])[日号]?")
_BARE_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])(?:[日号]|\.0)?")
_SHORT_YEAR = re.compile(r"(\d{2})[./\-年](1[0-2]|0?[1-9])[./\-月](3[01]|[12]\d|0?[1-9])日?")
_SERIAL = re.compile(r"([34]\d{4})(?:\.\d+)?")
_ADDED = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?|^(?:日期|时间|监测日期|监测时间):")
_MIDNIGHT = re.compile(r"T?(?:0?0:00(?::00)?(?:\.0+)?|0?0时(?:00分)?)$")
_HOURS = re.compile(r"(?<!\d)([01]?\d|2[0-4])(?:时|点|:[0-5]\d(?::[0-5]\d)?)")
_UNTIL = r"(?:至|到|~|-|—|–|－|―|～)+"
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_LINE_DAY = re.compile(r"(?:^|(?<=\n)|(?<=。))(3[01]|[12]\d|0?[1-9])[日号](?=[:,、市全我空环A城]|\D{0,12}指数)")
_GAP = re.compile(r"(?<=\d)[\s\u3000\u00a0]+(?=\d{1,2}[:：时点]\d{0,2})")
_EPOCH = date(1899, 12, 30)  # day nought of spreadsheets
_MONTHS_APART = 6


@dataclass(frozen=True)
class Found:
    """A day that a text names, with its place in the text."""

    day: date
    start: int
    end: int


_RANGE_END = re.compile(rf"{_UNTIL}(?:(1[0-2]|0?[1-9])月)?(3[01]|[12]\d|0?[1-9])[日号]")
_MOST_DAYS = 10  # of one page that names its first and last


def until(found: Found, text: str) -> list[date]:
    """The days of a span that begins with a day (5日—7日), in order; that day alone where it begins none."""
    match = _RANGE_END.match(text, found.end)
    if match is None:
        return [found.day]
    last = made(found.day.year, int(match[1] or found.day.month), int(match[2]))
    length = (last - found.day).days if last else 0
    return [found.day + timedelta(days=n) for n in range(length + 1)] if 0 < length < _MOST_DAYS else [found.day]


@dataclass(frozen=True)
class Known:
    """What is known of the days of a text: one that they lie near, and the year and month that heads name, 0 for none."""

    near: date
    year: int = 0
    month: int = 0

    def narrowed(self, text: str) -> Known:
        """The same with the year and month that a head names."""
        year, month = month_of(text)
        return Known(self.near, year or (self.year if not month or month == self.month else 0), month or self.month)

    def day(self, month: int, day: int, year: int = 0) -> date | None:
        """A day of a month; without its year it lies where it is named, else nearest to the known day."""
        if year or (self.year and (not self.month or abs(self.month - month) < _MONTHS_APART)):
            return made(year or self.year, month, day)
        found = [each for n in (-1, 0, 1) if (each := made(self.near.year + n, month, day))]
        return min(found, key=lambda each: abs(each - self.near), default=None)


def flat(text: str) -> str:
    """Squeezed text in which a day and the hour behind it are kept apart by a comma (2013-07-14,13:20)."""
    return squeeze(_GAP.sub(",", text))


def made(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def spans(text: str, known: Known) -> list[Found]:
    """Every day that a text of plain years names in full or by month and day, in order of its place."""
    found: list[Found] = []
    for pattern in (_FULL, _COMPACT):
        for match in pattern.finditer(text):
            day = made(int(match[1]), int(match[2]), int(match[3]))
            found += [Found(day, *match.span())] if day else []
    covered = {place for each in found for place in range(each.start, each.end)}
    for match in _SHORT.finditer(text):
        day = known.day(int(match[1]), int(match[2]))
        found += [Found(day, *match.span())] if day and match.start() not in covered else []
    for match in _WORDS.finditer(text):
        year = _YEAR_ONLY.search(text[max(0, match.start() - 5) : match.start()])
        day = known.day(_numeral(match[1]), _numeral(match[2]), int(year[1]) if year else 0)
        found += [Found(day, *match.span())] if day else []
    return sorted(found, key=lambda each: each.start)


def _numeral(text: str) -> int:
    tens, mark, ones = text.partition("十")
    return (_CHINESE.get(tens, 1) * 10 if mark else 0) + _CHINESE.get(ones if mark else tens, 0)


def bare_days(text: str, known: Known) -> list[Found]:
    """The days that lines begin with and whose month only a head names (5日：…)."""
    found = [(known.day(known.month, int(match[1])), match) for match in _LINE_DAY.finditer(text)]
    return [Found(day, *match.span(1)) for day, match in found if day]


def named(text: str, known: Known) -> list[date]:
    """The days that a text names, each once, in order."""
    return list(dict.fromkeys(each.day for each in spans(plain_years(text), known)))


def month_of(text: str) -> tuple[int, int]:
    """The year and month that a head names, 0 for what it does not name."""
    plain = plain_years(text)
    both = _YEAR_MONTH.search(plain)
    if both:
        return int(both[1]), int(both[2])
    year, month = _YEAR_ONLY.search(plain), _MONTH_ONLY.search(plain)
    words = None if month else _MONTH_IN_WORDS.search(plain)
    number = int(month[1]) if month else _numeral(words[1]) if words else 0
    return int(year[1]) if year else 0, number


def of_cell(cell: str, known: Known) -> date | None:
    """The day of a cell under a head of days: in full, by month and day, or by the bare day of a known month.

    None for a cell of another hour than midnight, as lists of hours have; for hours from one day's noon to the next day's it
    is the day on which they end, for those from midnight to midnight the day on which they begin.
    """
    text = _ADDED.sub("", _MIDNIGHT.sub("", plain_years(cell))).strip(",。;:")
    found = spans(text, known)
    if found:
        return _of_named(text, found)
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _EPOCH + timedelta(days=int(serial[1]))
    if match := _SHORT_YEAR.fullmatch(text):
        return made(2000 + int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_DAY.fullmatch(text):
        return known.day(int(match[1]), int(match[2]))
    match = _BARE_DAY.fullmatch(text)
    return known.day(known.month, int(match[1])) if match and known.month else None


def _of_named(text: str, found: list[Found]) -> date | None:
    hours = [int(match[1]) for match in _HOURS.finditer(text[found[0].end :])]
    if len(found) == 1:
        ended = re.search(rf"{_UNTIL}(?:次日|当日|第二天|今日)", text)
        if ended and "次日" in text and hours and hours[0]:
            return found[0].day + timedelta(days=1)
        return found[0].day if not hours or len(hours) > 1 else None
    first, last = found[0].day, found[-1].day
    if first == last:
        return first
    if last - first != timedelta(days=1) or not hours:
        return None
    return first if hours[0] in (0, 24) and hours[-1] == 0 else last


def is_hourly(text: str) -> bool:
    """Whether a cell names an hour of a day, and not a span of hours."""
    plain = _MIDNIGHT.sub("", plain_years(text))
    return len(_HOURS.findall(plain)) == 1 and not re.search(_UNTIL + r"(?:次日|当日)?\d{1,2}[时点:]", plain)


def relative(text: str, posted: date) -> Iterator[tuple[date, int]]:
    """Days named by today and yesterday, with their place."""
    for match in re.finditer("昨[日天]|前[日天]|今[日天]", text):
        back = {"昨": 1, "前": 2, "今": 0}[match[0][0]]
        yield posted - timedelta(days=back), match.start()
