"""The spans that a text names: 2013年7月, 第28周（7月8日-14日）, 一季度, 1-6月, 截至6月30日, and 上月 or 去年同期 of another."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.air.period.value import Span
from rules.dates import plain_years

_TO = r"(?:日|号)?(?:\d{1,2}[时点])?(?:-|—|–|―|─|−|~|至|到|﹣)+"
_YEAR = r"(?:(?P<year>20\d\d|19\d\d)年(?:度)?|(?P<said>今年|本年度?|去年|上年))?"
_DIGIT = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_NUMBER = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_M, _D = r"(?P<m{0}>\d{{1,2}})", r"(?P<d{0}>\d{{1,2}})"
_M1, _D1, _M2, _D2 = _M.format(1), _D.format(1), _M.format(2), _D.format(2)
_FORMS = {
    "week": rf"{_YEAR}(?<!月)第(?P<week>\d{{1,2}})周",
    "days": (rf"{_YEAR}{_M1}月{_D1}{_TO}(?:(?P<year2>20\d\d)年)?(?:{_M2}月)?{_D2}(?:日|号|(?![\d月.%]))"),
    "dates": (rf"(?P<year>20\d\d)[./-]{_M1}[./-]{_D1}{_TO}(?:(?P<year2>20\d\d)[./-])?{_M2}[./-]{_D2}(?!\d)"),
    "dotted": rf"(?<=[(]){_M1}[./]{_D1}{_TO}(?:{_M2}[./])?{_D2}(?=日?[)])",
    "until": rf"截[止至](?:到|于)?{_YEAR}(?P<m2>\d{{1,2}})月(?:(?P<d2>\d{{1,2}})日|底|末|份)",
    "months": rf"(?<![\d.]){_YEAR}(?P<m1>{_NUMBER})(?:月份?)?{_TO}(?P<m2>{_NUMBER})(?:个)?月(?:份)?(?![\d一二三])",
    "quarter": rf"{_YEAR}(?:第)?(?P<quarter>[一二三四1-4])季(?:度)?",
    "half": rf"{_YEAR}(?P<half>[上下])半年",
    "month": rf"(?<![\d.\-—~至]){_YEAR}(?P<m1>{_NUMBER})月(?:份)?(?![\d一二三]{{1,2}}[日周]|第|\d)",
    "dashed": r"(?<!\d)(?P<year>20\d\d)[-.](?P<m1>0[1-9]|1[0-2])(?![\d.\-])",
    "whole": r"(?<!\d)(?P<year>20\d\d|19\d\d)年(?:度|全年)?",
    "told": (
        r"(?P<told>(?:去年|上年|上一年度?|前一年)(?:的)?同期|上年同月|去年同月|同期|上个?月|上个?季度|上周"
        r"|本月|当月|本周|本季度?|今年以来|年初以来|年初至今|全年|年内)"
    ),
}
_ANY = [(name, re.compile(pattern)) for name, pattern in _FORMS.items()]


@dataclass(frozen=True)
class Mark:
    """A span that a text names, and where; `told` by another one it is when it is called 去年同期 or 上月."""

    start: int
    end: int
    span: Span
    told: str = ""
    week: int | None = None


def marks(text: str, year: int, base: Span | None = None) -> list[Mark]:
    """The spans that a squeezed text with plain years names, in order.

    A span without a year is of `year`, one that is told by another is told by `base`.
    """
    found: list[Mark] = []
    for name, pattern in _ANY:
        for match in pattern.finditer(text):
            if any(match.start() < mark.end and mark.start < match.end() for mark in found):
                continue
            span = _span(name, match, _year_beside(found, match.start(), year), base)
            if span is not None:
                week = int(match["week"]) if name == "week" else None
                found.append(Mark(match.start(), match.end(), span, match["told"] if name == "told" else "", week))
    return sorted(found, key=lambda mark: mark.start)


def first_span(text: str, year: int, base: Span | None = None) -> Span | None:
    """The span that a short text is about: of a week the days that it has, where they are named."""
    found = marks(text, year, base)
    return next((mark.span for mark in found if mark.week is None), found[0].span if found else None)


def _year_beside(found: list[Mark], start: int, year: int) -> int:
    """The year of a mark that ends just before, as in 2013年第28周（7月8日-14日）."""
    return next((mark.span.first.year for mark in found if 0 <= start - mark.end <= 2), year)


def plain(text: str) -> str:
    """The text in which spans are looked for."""
    return plain_years(text)


def _span(name: str, match: re.Match[str], year: int, base: Span | None) -> Span | None:
    if name == "told":
        return told(match["told"], base) if base else None
    named = match.groupdict()
    wanted = int(named["year"]) if named.get("year") else year - (named.get("said") in ("去年", "上年"))
    try:
        return _MAKERS[name](named, wanted)
    except ValueError:  # 2月30日 is no day
        return None


def _days(named: dict[str, str | None], year: int) -> Span | None:
    first = date(year, _int(named["m1"]), _int(named["d1"]))
    month, day = _int(named["m2"] or named["m1"]), _int(named["d2"])
    last = date(int(named.get("year2") or (year + 1 if month < first.month else year)), month, day)
    return Span(first, last) if first <= last and (last - first).days < 400 else None


def _week_long(span: Span | None) -> Span | None:
    """Of 7.8-7.14 only what may be a week: 3.9-4.5 may be a range of anything."""
    return span if span is not None and span.cycle == "weekly" else None


def _until(named: dict[str, str | None], year: int) -> Span:
    month = _int(named["m2"])
    return Span(date(year, 1, 1), date(year, month, int(named["d2"] or _ends(year, month))))


def _months(named: dict[str, str | None], year: int) -> Span | None:
    first, last = _int(named["m1"]), _int(named["m2"])
    return of_months(year, first, last) if first < last else None


def of_months(year: int, first: int, last: int) -> Span:
    """The span of whole months. Raises ValueError for a month that is none."""
    return Span(date(year, first, 1), date(year, last, _ends(year, last)))


def _quarter(named: dict[str, str | None], year: int) -> Span:
    last = _int(named["quarter"]) * 3
    return of_months(year, last - 2, last)


def _half(named: dict[str, str | None], year: int) -> Span:
    return of_months(year, 1, 6) if named["half"] == "上" else of_months(year, 7, 12)


def _week(named: dict[str, str | None], year: int) -> Span:
    first = date.fromisocalendar(year, _int(named["week"]), 1)
    return Span(first, first + timedelta(days=6))


def _month(named: dict[str, str | None], year: int) -> Span:
    return of_months(year, _int(named["m1"]), _int(named["m1"]))


_MAKERS: dict[str, Callable[[dict[str, str | None], int], Span | None]] = {
    "days": _days,
    "dates": _days,
    "dotted": lambda named, year: _week_long(_days(named, year)),
    "until": _until,
    "months": _months,
    "quarter": _quarter,
    "half": _half,
    "week": _week,
    "month": _month,
    "dashed": _month,
    "whole": lambda _, year: of_months(year, 1, 12),
}


def _int(text: str | None) -> int:
    return _DIGIT.get(text or "") or int(text or "")


def _ends(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError("no month")
    return calendar.monthrange(year, month)[1]


def told(word: str, base: Span) -> Span:
    """The span that a word names beside another one: the one before it, that of a year ago, all of the year so far, or itself."""
    if word in ("本月", "当月", "本周", "本季", "本季度"):
        return base
    if word in ("年初以来", "年初至今", "今年以来", "全年", "年内"):
        return Span(date(base.last.year, 1, 1), base.last)
    if "同" in word:
        return year_before(base)
    return before(base)


def year_before(span: Span) -> Span:
    """The same days a year earlier; whole months stay whole, weeks keep their number of days."""
    if span.cycle in ("weekly", "other") and not _is_months(span):
        first = _back(span.first)
        return Span(first, first + timedelta(days=span.length - 1))
    return of_months(span.first.year - 1, span.first.month, span.last.month)


def before(span: Span) -> Span:
    """The span of the same kind that ends on the day before."""
    last = span.first - timedelta(days=1)
    months = span.last.month - span.first.month + 1
    if not _is_months(span):
        return Span(last - timedelta(days=span.length - 1), last)
    first = last.year * 12 + last.month - months
    return Span(date(first // 12, first % 12 + 1, 1), last)


def _is_months(span: Span) -> bool:
    return span.first.day == 1 and (span.last + timedelta(days=1)).day == 1 and span.first.year == span.last.year


def _back(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def titled(text: str, year: int) -> Iterator[Mark]:
    """The spans that a title names, the one that the report is on first: days before a number of a week, shorter before longer."""
    found = marks(plain(text), year)
    dated = [mark for mark in found if mark.span.cycle == "weekly" and mark.week is None]
    yield from sorted(dated or found, key=lambda mark: mark.span.length)


def week_number(text: str) -> int | None:
    """The number by which a title calls a week."""
    match = re.search(r"第(\d{1,2})周", plain(text))
    return int(match[1]) if match else None
