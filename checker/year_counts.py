"""All that the annual report counts of a year, as it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.counted.counting import count
from checker.counted.shares import shares
from checker.counted.tallies import tallies
from checker.counted.told import Share, Tally, What
from checker.counted.value import Count
from checker.scoring import Assessment
from checker.store import Store
from crawler.period import Period
from crawler.roster import Department


@dataclass(frozen=True)
class YearCounts:
    """A year: pieces of information, budgets and accounts out of all owed, talks, answers, powers and charts.

    `bodies` are all by id: those of the roster, and those that any month of the year knew.
    """

    year: int
    count: Count
    shares: tuple[Share, ...]
    tallies: Mapping[What, Tally]
    bodies: Mapping[str, Department]


def year_counts(
    store: Store, year: int, departments: Sequence[Department], months: Mapping[Period, Sequence[Assessment]]
) -> YearCounts:
    """The counts of a year; `months` are the results of its months as people decided on them. Raises sqlite3.Error."""
    mine = {period: found for period, found in sorted(months.items()) if period.year == year}
    bodies = {each.department.id: each.department for found in mine.values() for each in found}
    bodies |= {each.id: each for each in departments}
    return YearCounts(
        year,
        count(year, store.items(year), store.looked(year), bodies),
        shares(year, mine, departments),
        tallies(year, store.told(year), store.looked_for(year)),
        bodies,
    )
