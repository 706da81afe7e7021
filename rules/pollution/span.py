"""The months that a report speaks of: 2013年第二季度, 4-6月, 2013年6月, 上半年, 年报."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rules.dates import plain_years

QUARTER, YEAR = 3, 12  # months
Months = tuple[int, int]
_YEAR = r"(?:(?<!\d)(20\d\d)(?:年度?|[-./])?)?"
_TO = "[-—–~～至到、和及]+"
_MONTH = "(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11,
    "十二": 12,
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
}
_DAY = re.compile(
    r"(?<!\d)(?:20\d\d)?[年./-]?\d{1,2}[月./-]\d{1,2}日|(?<!\d)20\d\d([./-])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?<!\d)20\d\d[01]\d[0-3]\d(?!\d)"
)
_ANY_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d{3,})")
_WHOLE = re.compile(r"年报|年度(?!计划)|全年|(?<!\d)20\d\d年?1[-—–~至到]+12月")


@dataclass(frozen=True, order=True)
class Span:
    """Months of one year, the first and the last of them included."""

    year: int
    first: int
    last: int

    @property
    def begin(self) -> date:
        """Its first day."""
        return date(self.year, self.first, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, self.last, calendar.monthrange(self.year, self.last)[1])

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1

    @classmethod
    def quarter(cls, year: int, number: int) -> Span:
        """The months of a quarter."""
        return cls(year, number * QUARTER - 2, number * QUARTER)

    def before(self) -> Span:
        """The span of the same length just before a month or a quarter."""
        if self.first > self.months:
            return Span(self.year, self.first - self.months, self.last - self.months)
        return Span(self.year - 1, YEAR + 1 - self.months, YEAR)

    def holds(self, other: Span) -> bool:
        """Whether another span lies within this one."""
        return self.year == other.year and self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        if self.months == 1:
            return f"{self.year}年{self.first}月"
        if self.months == QUARTER and self.last % QUARTER == 0:
            return f"{self.year}年第{'一二三四'[self.last // QUARTER - 1]}季度"
        halves = {(1, 6): "上半年", (7, 12): "下半年", (1, 12): "全年"}
        return f"{self.year}年" + halves.get((self.first, self.last), f"{self.first}—{self.last}月")


@lru_cache(maxsize=4096)
def spans_in(words: str, near: date) -> tuple[Span, ...]:
    """The spans that a title or a line names, in order; where no year is told, the last one that began by `near`.

    A day (6月5日, 2013-06-05) is no span, and a year is one only where the words call it a whole one (年报, 全年, 年度).
    """
    text = _DAY.sub(lambda match: "#" * len(match[0]), plain_years(words))
    years = [(match.start(), int(match[1])) for match in _ANY_YEAR.finditer(text)]
    found: list[tuple[int, Span]] = []
    for pattern, months in _PATTERNS:
        for match in pattern.finditer(text):
            told = months(match.groups()[1:])
            if told is not None and told[0] <= told[1]:
                year = int(match[1]) if match[1] else _year_at(match.start(), years, told, near)
                found.append((match.start(), Span(year, *told)))
        text = pattern.sub(lambda match: "#" * len(match[0]), text)
    if not found and years and _WHOLE.search(text):
        return (Span(years[0][1], 1, YEAR),)
    return tuple(dict.fromkeys(span for _, span in sorted(found)))


def _year_at(at: int, years: Sequence[tuple[int, int]], months: Months, near: date) -> int:
    """The year of a span that names none itself: told before it, told behind it, or the last in which it had begun."""
    before = [year for place, year in years if place < at]
    if years:
        return before[-1] if before else years[0][1]
    return near.year if date(near.year, months[0], 1) <= near else near.year - 1


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _of_quarters(words: Sequence[str | None]) -> Months | None:
    first, last = words[0] or "", words[1] or words[0] or ""
    return (_number(first) * QUARTER - 2, _number(last) * QUARTER)


def _of_months(words: Sequence[str | None]) -> Months | None:
    first, last = words[0] or "", (words[1] if len(words) > 1 else None) or words[0] or ""
    return _number(first), _number(last)


def _of_half(words: Sequence[str | None]) -> Months | None:
    return (1, 6) if words[0] == "上" else (7, 12)


_QUARTER = "(?:第|前)?([一二三四1-4])"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Sequence[str | None]], Months | None]], ...] = (
    (re.compile(rf"{_YEAR}{_QUARTER}(?:季度?)?{_TO}第?([一二三四1-4])季度?"), _of_quarters),
    (re.compile(rf"{_YEAR}{_QUARTER}()季(?:度|报)?"), _of_quarters),
    (re.compile(rf"{_YEAR}Q([1-4])()(?![\d])", re.IGNORECASE), _of_quarters),
    (re.compile(rf"{_YEAR}第?(IV|I{{1,3}})()季度?"), _of_quarters),
    (re.compile(rf"(?<!\d)(20\d\d)[-./](0[1-9]|1[0-2]){_TO}(0[1-9]|1[0-2])(?!\d|[-./月日])"), _of_months),
    (re.compile(rf"{_YEAR}(?<![\d.]){_MONTH}(?:月份?)?{_TO}{_MONTH}月份?(?!\d)"), _of_months),
    (re.compile(rf"{_YEAR}{_MONTH}月份?(?!\d)"), _of_months),
    (re.compile(rf"{_YEAR}([上下])半年"), _of_half),
    (re.compile(r"(?<!\d)(20\d\d)[-./]?(0[1-9]|1[0-2])(?!\d)"), _of_months),
)
