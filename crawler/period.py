"""The month that everything speaks about, in China Standard Time.

China Standard Time has been UTC+8 without summer time since 1992, so a fixed
offset says the same as the zone Asia/Shanghai and needs no zone files.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, order=True)
class Period:
    """One calendar month, ordered by time."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1949 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"not a month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written as YYYY-MM. Raises ValueError for anything else."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if match is None:
            raise ValueError(f"not a month of the form YYYY-MM: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def containing(cls, day: date) -> Period:
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def days(self) -> Iterator[date]:
        """Every day of the month, in order."""
        for day in range(1, self.last.day + 1):
            yield date(self.year, self.month, day)

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def shift(self, months: int) -> Period:
        """The period that many months later, or earlier when negative."""
        years, month = divmod(self.month - 1 + months, 12)
        return Period(self.year + years, month + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
