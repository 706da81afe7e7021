"""What visits give to a year: the lines that were owed on site, the marks that count for them, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.onsite import OnSite, Span
from checker.scheme import FULL, Scheme
from checker.scoring import ZERO
from checker.visits import Disagreement, SiteMark
from checker.year_months import Reason, Why, carried
from crawler.period import Period
from crawler.roster import Department

Standing = Mapping[str, SiteMark | Disagreement]


@dataclass(frozen=True)
class SiteLine:
    """What a department owed once on site, and what was said of it; None when nobody has said anything."""

    matter: OnSite
    span: Span
    said: SiteMark | Disagreement | None = None

    @property
    def mark(self) -> SiteMark | None:
        """The mark that counts: of one person, or of all who agree, who could look at it."""
        return self.said if isinstance(self.said, SiteMark) and self.said.points is not None else None


@dataclass(frozen=True)
class Visit:
    """Everything that one inspector marked at a department on one day."""

    day: date
    by: str
    lines: int
    points: Decimal
    possible: Decimal


@dataclass(frozen=True)
class Stage:
    """A month on site, or the year-end inspection; `is_due` when all of it can have been looked at."""

    name: str
    lines: tuple[SiteLine, ...] = ()
    is_due: bool = True

    @property
    def marks(self) -> list[SiteMark]:
        """The marks that count."""
        return [line.mark for line in self.lines if line.mark is not None]

    @property
    def points(self) -> Decimal:
        """What was earned."""
        return sum((each.points or ZERO for each in self.marks), ZERO)

    @property
    def possible(self) -> Decimal:
        """What the lines that are marked are worth."""
        return sum((each.possible for each in self.marks), ZERO)

    @property
    def mark(self) -> Decimal | None:
        """The mark out of 100, to six places; None when no line is marked."""
        return carried(FULL * self.points / self.possible) if self.possible else None

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Who came when, and what they gave."""
        days: dict[tuple[date, str], list[SiteMark]] = {}
        for each in self.marks:
            days.setdefault((each.on, each.by), []).append(each)
        return tuple(
            Visit(
                day, by, len(each), sum((m.points or ZERO for m in each), ZERO), sum((m.possible for m in each), ZERO)
            )
            for (day, by), each in sorted(days.items())
        )

    @property
    def reasons(self) -> Iterator[Reason]:
        """Why it is not final."""
        disputed = sum(isinstance(line.said, Disagreement) for line in self.lines)
        unmarked = sum(line.said is None for line in self.lines) if self.is_due else 0
        if disputed:
            yield Reason(Why.DISAGREEMENT, self.name, disputed)
        if unmarked:
            yield Reason(Why.UNMARKED, self.name, unmarked)


def month_stage(scheme: Scheme, department: Department, period: Period, said: Standing, *, is_due: bool) -> Stage:
    """What a department owed on site in a month."""
    owed = [(matter, span) for matter in _binding(scheme, department) for span in matter.spans(period)]
    return Stage(str(period), _lines(owed, department, said), is_due)


def year_end_stage(scheme: Scheme, department: Department, said: Standing, *, is_due: bool) -> Stage:
    """What a department owed at the year-end inspection."""
    owed = [(matter, span) for matter in _binding(scheme, department) for span in matter.year_end(scheme.year)]
    return Stage(f"{scheme.year:04}", _lines(owed, department, said), is_due)


def _binding(scheme: Scheme, department: Department) -> list[OnSite]:
    return [matter for matter in scheme.on_site if matter.binds(department.kinds)]


def _lines(owed: list[tuple[OnSite, Span]], department: Department, said: Standing) -> tuple[SiteLine, ...]:
    return tuple(SiteLine(matter, span, said.get(matter.key(department.id, span))) for matter, span in owed)
