"""What is opened of months before: only pages to which links with certain words led, and the files on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.period import Period

Words = tuple[str, ...]


@dataclass(frozen=True)
class Recall:
    """Words of links: `year` are asked of the last month crawled in the year before, `month` of the last one crawled before.

    `also` are asked of that month too, but a page of theirs that was not read says nothing of the others.
    """

    year: Words = ()
    month: Words = ()
    also: Words = ()

    def year_before(self, period: Period, crawled: Sequence[Period]) -> Period | None:
        """The last month crawled in the year before a period, when anything is asked of it; `crawled` is in order."""
        return next((each for each in reversed(crawled) if each.year == period.year - 1), None) if self.year else None

    def month_before(self, period: Period, crawled: Sequence[Period]) -> Period | None:
        """The last month crawled before a period, when anything is asked of it; `crawled` is in order."""
        asked = self.month or self.also
        return next((each for each in reversed(crawled) if each < period), None) if asked else None

    def words(self, period: Period, crawled: Sequence[Period]) -> dict[Period, Words]:
        """The months to open, each with what is asked of it; in January both may be one."""
        found: dict[Period, Words] = {}
        for when, asked in (
            (self.year_before(period, crawled), self.year),
            (self.month_before(period, crawled), self.month),
        ):
            if when is not None and asked:
                found[when] = tuple(dict.fromkeys((*found.get(when, ()), *asked)))
        return found
