"""The tallies of one table by span and area, while its cells are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from rules.air.period.gathering import is_listed
from rules.air.period.headers import NUMBER
from rules.air.period.labels import BAD, HEAVIEST, Label
from rules.air.period.value import Share, Span, Tally
from rules.air.standards import possible
from rules.phrases import squeeze

_MEAN = re.compile(r"平均|均值")
HEAVY = {"重度污染", "严重污染"}
LISTED = 3  # columns of bad grades: with so many, a table has them all
WHOLE = range(98, 103)  # what rounded percentages of all grades make


@dataclass(frozen=True)
class Column:
    """What the numbers of a column, or of a row, count: by which unit, of which span and area ("" and None: of the table's)."""

    label: Label
    unit: str = ""
    span: Span | None = None
    area: str = ""


@dataclass
class Sheet:
    """What is read so far; numbers without a span are of `base`."""

    base: Span
    where: str
    found: dict[tuple[Span, str], Tally] = field(default_factory=dict)

    def take(self, column: Column, span: Span | None, area: str, cell: str, row: str) -> None:
        """Adds what one cell says."""
        key = (column.span or span or self.base, column.area or area)
        tally = self.found.get(key) or Tally(*key, where=self.where, is_average=_MEAN.search(key[1]) is not None)
        told = added(tally, column.label, cell, column.unit)
        if told is not None:
            self.found[key] = replace(told, quotes=tally.quotes if row in tally.quotes else (*tally.quotes, row))

    def tallies(self) -> Iterator[Tally]:
        """The tallies, each once, without grades that count the days of others again."""
        for told in self.found.values():
            tally = replace(told, by_grade=_apart(told))
            columns = sum(word in BAD for word in tally.by_grade)
            whole = {"优", "良"} <= tally.by_grade.keys() and columns >= LISTED
            yield replace(tally, is_listed=whole or is_listed(tally))


def _apart(tally: Tally) -> dict[str, int]:
    """Days by grade; those of 重度及以上, and 重污染 by the new index, only where they are not told apart."""
    grades = dict(tally.by_grade)
    together = grades.keys() & {HEAVIEST, "重污染"} if HEAVY & grades.keys() else set()
    if all(standard.index == "AQI" for standard in possible(tally.span.last)):
        together |= {"重污染"}
    return {word: days for word, days in grades.items() if word not in together}


def are_shares(cells: list[str]) -> bool:
    """Whether numbers of grades are percentages: one has decimals or a sign, or together they make a hundred."""
    numbers = [read for cell in cells if (read := number(cell)) is not None]
    if any(unit == "天" for _, unit in numbers) or len(numbers) < LISTED:
        return False
    if any(unit == "%" or value != value.to_integral_value() for value, unit in numbers):
        return True
    return sum(value for value, _ in numbers) in WHOLE


def number(cell: str) -> tuple[Decimal, str] | None:
    """The number of a cell with 天 or % when it says so; None for anything else."""
    match = NUMBER.fullmatch(squeeze(cell))
    if match is None:
        return None
    return Decimal(match[1]), "天" if match[2] == "日" else match[2] or ""


def added(tally: Tally, label: Label, cell: str, unit: str) -> Tally | None:
    """The tally with what a cell says, or None when it says nothing; where a table says a thing twice, the first stands."""
    both = re.fullmatch(r"(\d{1,3})天?\((\d{1,3}(?:\.\d+)?)%?\)", squeeze(cell))
    if both:
        told = added(tally, label, both[1], "天")
        return added(told or tally, label, f"{both[2]}%", "%")
    read = number(cell)
    if read is None or read[0] < 0:
        return None
    value, unit = read[0], read[1] or ("%" if label.kind in ("rate", "bad-rate") else unit)
    if unit == "%":
        return _with_share(tally, label, Share(value))
    if value != value.to_integral_value():
        return None
    if label.kind == "grade":
        return replace(tally, by_grade={label.word: int(value), **tally.by_grade})
    if label.kind not in ("valid", "days", "good", "bad") or getattr(tally, label.kind) is not None:
        return None
    return replace(tally, **{label.kind: int(value)})  # type: ignore[arg-type]


def _with_share(tally: Tally, label: Label, share: Share) -> Tally | None:
    if label.kind in ("rate", "good"):
        return None if tally.rate else replace(tally, rate=share)
    word = {"bad": "bad", "bad-rate": "bad", "grade": label.word}.get(label.kind, "")
    return replace(tally, shares={word: share, **tally.shares}) if word else None
