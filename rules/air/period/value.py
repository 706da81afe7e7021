"""What a report on the air of a week, a month or longer says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from crawler.snapshot import Document

Cycle = Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly", "other"]
ORDINALS = ("", "一", "二", "三", "四")


@dataclass(frozen=True, order=True)
class Span:
    """The days that a statement is about, both ends included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def cycle(self) -> Cycle:
        """The cycle of reports to which a span of this shape belongs."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        whole = self.first.day == 1 and (self.last.month != _after(self.last).month)
        if not whole:
            return "weekly" if 5 <= self.length <= 8 else "other"
        named: dict[int, Cycle] = {1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}
        cycle = named.get(months, "other")
        return cycle if (self.first.month - 1) % months == 0 else "other"

    @property
    def name(self) -> str:
        """The span in words: 2013年7月8日至7月14日, 2013年7月, 2013年第二季度, 2013年上半年, 2013年, 2013年1-5月."""
        year, first, last = self.first.year, self.first.month, self.last.month
        half, quarter = "上" if first == 1 else "下", ORDINALS[(first + 2) // 3]
        words = {
            "monthly": f"{year}年{first}月",
            "quarterly": f"{year}年第{quarter}季度",
            "half-yearly": f"{year}年{half}半年",
            "yearly": f"{year}年",
        }
        days = f"{year}年{first}月{self.first.day}日至{last}月{self.last.day}日"
        is_months = self.first.day == 1 and self.last.month != _after(self.last).month and first < last
        return words.get(self.cycle, f"{year}年{first}-{last}月" if is_months else days)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


@dataclass(frozen=True)
class Share:
    """A percentage as printed: 96.8 with one decimal. `of` names what it is a share of, "" where that is not said.

    `is_rough` when it is only said to be about, more than or less than so much.
    """

    value: Decimal
    of: str = ""
    is_rough: bool = False

    @property
    def step(self) -> Decimal:
        """One unit of the last printed decimal."""
        return Decimal(1).scaleb(min(0, int(self.value.as_tuple().exponent)))


@dataclass(frozen=True)
class Tally:
    """How the days of one span and one area are counted, each number as stated and None where it is not.

    `valid` are days with valid data, `days` those that are only called monitored or counted; `by_grade` the days by word
    of grade (优, 良, 轻度污染 …; 三级 where only the level is named), `good` 优良天数, `bad` 超标天数; `rate` the share of good
    days, `shares` those of single grades. `is_listed` says that the grades are told to the end: each has its number, or
    it is said that there were no others. `is_named` says that its span stands in the statement itself, not above it.
    `index` is what is said of the index of the whole span: one number for a mean, two for a range.
    """

    span: Span
    area: str = ""
    valid: int | None = None
    days: int | None = None
    by_grade: Mapping[str, int] = field(default_factory=dict)
    good: int | None = None
    bad: int | None = None
    rate: Share | None = None
    shares: Mapping[str, Share] = field(default_factory=dict)
    index: tuple[int, ...] = ()
    grade: str = ""
    is_listed: bool = False
    is_named: bool = True
    is_average: bool = False
    where: str = ""
    quotes: tuple[str, ...] = ()
    source: Document | None = None

    @property
    def says_anything(self) -> bool:
        """Whether any number is stated."""
        said = (self.valid, self.days, self.good, self.bad, self.rate)
        return any(each is not None for each in said) or bool(self.by_grade or self.shares or self.index)


@dataclass(frozen=True)
class Daily:
    """A row of a report about one day, each as stated."""

    day: date
    index: int | None
    grade: str = ""
    level: int | None = None
    primary: str = ""
    area: str = ""
    where: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Change:
    """A number of this span beside the one of another span, and how the report says that it changed.

    `now` and `before` as printed; `by` with its sign: less than 0 for a fall, 0 where nothing is said to have changed;
    `unit` is "%", "点" (percentage points), "天" or "" for the unit of the numbers themselves.
    """

    label: str
    now: Decimal
    before: Decimal
    by: Decimal
    unit: str
    where: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Report:
    """A report on a span. `posted` is the day of publication, None where the source states none.

    `number` is the number of the week, where the report is called by it; `others` are the files that belong to it beside
    its `source`; `city` is what its city is called without 市, "" for not known. `is_filled` says that it tells anything
    of the air: a number of days, a share, a concentration, an index or a grade.
    """

    span: Span
    source: Document
    posted: date | None = None
    number: int | None = None
    tallies: tuple[Tally, ...] = ()
    dailies: tuple[Daily, ...] = ()
    changes: tuple[Change, ...] = ()
    others: tuple[Document, ...] = ()
    is_filled: bool = True
    city: str = ""

    @property
    def cycle(self) -> Cycle:
        """Weekly, monthly, quarterly, half-yearly, yearly, or other."""
        return self.span.cycle

    @property
    def name(self) -> str:
        """The span in words, which names the report."""
        return self.span.name

    @property
    def sources(self) -> tuple[Document, ...]:
        """The page or file, and the files that belong to it."""
        return (self.source, *self.others)

    @property
    def is_recognised(self) -> bool:
        """Whether any words of it were recognised in pictures."""
        return any(source.is_recognised for source in self.sources)
