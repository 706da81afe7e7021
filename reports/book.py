"""What the inspectors' workbook holds, before any cell is written: every finding with its prices, and the sums it belongs to.

Rows of the sheet of scores are numbered here, because the numbers are also the keys by which findings are summed: a number
never reads as a pattern, as an id or a problem's name might.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checker.appeals import Appeal
from checker.identity import Named
from checker.indicator import Indicator
from checker.marks import Mark
from checker.onsite import OnSite, Span
from checker.rulings import Conflict, Decision
from checker.scheme import Scheme
from checker.scoring import DOUBTFUL, ZERO, Verdict, Weighed
from checker.visits import Disagreement, SiteMark
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from reports.air_days import Calendar
from reports.docket_view import Docket
from reports.standing import Standing
from rules.finding import Outcome

TOP = 2  # the first row below a header, counted from 1 as formulas do


@dataclass(frozen=True)
class Line:
    """A finding that costs or is in doubt: `machine` as the machine has it, `item` as people's decisions leave it.

    `each` is what one such finding costs in its place, `bound` the most that it can. `problem` and `owner` are the rows of
    the sheet of scores where it is summed.
    """

    department: Department
    verdict: Verdict
    name: Named
    machine: Weighed
    item: Weighed
    each: Decimal
    bound: Decimal
    problem: int
    owner: int
    appeals: tuple[Appeal, ...] = ()
    conflict: Conflict | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the machine has it in doubt."""
        return self.machine.finding.outcome in DOUBTFUL

    @property
    def costs(self) -> Decimal:
        """What it adds to its problem's sum of losses, before caps."""
        return self._asked if self.item.outcome is Outcome.FAILED else ZERO

    @property
    def may_cost(self) -> Decimal:
        """What it adds to its problem's sum of doubts, before caps."""
        return self._asked if self.item.outcome in DOUBTFUL else ZERO

    @property
    def open(self) -> bool:
        """Whether it keeps the mark provisional."""
        return self.item.outcome in DOUBTFUL or bool(self.item.open)

    @property
    def _asked(self) -> Decimal:
        ruling = self.item.ruling
        return (ruling.points or ZERO) if ruling is not None and ruling.decision is Decision.CHANGED else self.each


@dataclass(frozen=True)
class Problem:
    """The findings of one problem in one place; what they cost together is at most `at_most`."""

    row: int
    name: str
    each: Decimal
    at_most: Decimal
    lines: tuple[Line, ...]

    @property
    def lost(self) -> Decimal:
        """What is lost by it."""
        return min(self.at_most, self.asked)

    @property
    def doubt(self) -> Decimal:
        """What may be lost by it besides."""
        return min(self.at_most, self.asked + self.in_doubt) - self.lost

    @property
    def asked(self) -> Decimal:
        """The prices of what was found."""
        return sum((line.costs for line in self.lines), ZERO)

    @property
    def in_doubt(self) -> Decimal:
        """The prices of what is in doubt."""
        return sum((line.may_cost for line in self.lines), ZERO)

    @property
    def count(self) -> int:
        """How many findings hold."""
        return sum(line.item.outcome is Outcome.FAILED for line in self.lines)


@dataclass(frozen=True)
class Held:
    """An indicator in one place: the points that it carries there, and the most that can be lost."""

    row: int
    indicator: Indicator
    place: Place
    share: Decimal
    limit: Decimal
    problems: tuple[Problem, ...]

    @property
    def lost(self) -> Decimal:
        """What is lost here."""
        return min(self.limit, sum((each.lost for each in self.problems), ZERO))

    @property
    def doubt(self) -> Decimal:
        """What cannot be assessed here."""
        return min(self.limit - self.lost, sum((each.doubt for each in self.problems), ZERO))

    @property
    def vetoes(self) -> bool:
        """Whether what holds here vetoes the mark."""
        counts = {each.name: each.count for each in self.problems}
        return any(sum(counts.get(name, 0) for name in veto.problems) >= veto.count for veto in self.indicator.vetoes)


@dataclass(frozen=True)
class Owner:
    """A department's part of the sheet of scores, of which `row` is its own and `last` the last.

    `groups` has a row for each group of indicators where points stay with them; `nth` is its place in the ranking.
    """

    row: int
    last: int
    nth: int
    standing: Standing
    groups: Mapping[str, int]
    held: tuple[Held, ...]

    @property
    def department(self) -> Department:
        """Whose it is."""
        return self.standing.assessment.department

    @property
    def mark(self) -> Mark:
        """Its mark as decided now."""
        return self.standing.mark

    @property
    def lines(self) -> Iterator[Line]:
        """Its findings."""
        return (line for held in self.held for problem in held.problems for line in problem.lines)


@dataclass(frozen=True)
class Task:
    """A line of the on-site form, and the mark that it has."""

    group: str
    department: Department
    matter: OnSite
    span: Span
    mark: SiteMark | Disagreement | None = None

    @property
    def key(self) -> str:
        """What names the line for ever."""
        return self.matter.key(self.department.id, self.span)


@dataclass(frozen=True)
class Book:
    """All that one workbook holds. `stage` is the month, or the year of a year-end inspection; `scope` whose workbook it is.

    `whole` says that it holds everyone, so that ranks can be live; `docket` is the ledger of its departments.
    """

    stage: str
    period: Period
    scheme: Scheme
    city: str
    on: date
    scope: str
    whole: bool
    owners: tuple[Owner, ...]
    tasks: tuple[Task, ...] = ()
    docket: Docket | None = None
    appeals: tuple[Appeal, ...] = ()
    air: tuple[Calendar, ...] = ()
    lines: tuple[Line, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(line for owner in self.owners for line in owner.lines))

    @property
    def year_end(self) -> bool:
        """Whether it is the form of the year-end inspection."""
        return self.stage != str(self.period)

    @property
    def ranked(self) -> list[Owner]:
        """The departments as they are ranked, group after group."""
        return sorted(self.owners, key=lambda owner: owner.nth)

    @property
    def found(self) -> list[Line]:
        """What was found."""
        return [line for line in self.lines if not line.doubtful]

    @property
    def doubts(self) -> list[Line]:
        """What could not be checked, or needs a look."""
        return [line for line in self.lines if line.doubtful]
