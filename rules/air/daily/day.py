"""The days of a month as a place shows them: values, for findings and for whoever draws a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from crawler.snapshot import Snapshot
from rules.air.bulletin import Bulletin, Elsewhere
from rules.finding import Finding

THERE, PARTLY, MISSING, DOUBTED, LOST, ELSEWHERE, NOT_YET = (
    "there",  # a bulletin with its index
    "partly",  # a bulletin without one
    "missing",  # owed, and surely not published
    "doubted",  # a person must look
    "lost",  # an address that may hold it could not be read
    "elsewhere",  # shown by a widget, a picture or another platform only
    "not-yet",  # not owed when the place was visited
)


@dataclass(frozen=True)
class Day:
    """One day of the month.

    `bulletins` speak for the whole city, or for the area that stands for it where nothing speaks for the city; the first
    with an index is the one to show. `findings` are all that name this day as their subject.
    """

    day: date
    state: str
    bulletins: tuple[Bulletin, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def bulletin(self) -> Bulletin | None:
        """The bulletin to show: the first with an index, else the first; None when there is none."""
        return next((each for each in self.bulletins if each.index is not None), next(iter(self.bulletins), None))


@dataclass(frozen=True)
class Diary:
    """A month of one place: each day of the period in order, and every finding, also those that name no day.

    `recomputed` are the days whose index could be made again from what is stated. `area` is "" where the bulletins speak for
    the city, else the area that stands for it; `elsewhere` the ways in which the place shows its air without words that can
    be read.
    """

    site: Snapshot
    days: Mapping[date, Day] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    recomputed: frozenset[date] = frozenset()
    area: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()
