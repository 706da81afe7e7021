"""A year as the annual report tells it: what was counted on the web, and what people state; that it adds up within itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from checker.counted.told import Standing, Tally, What
from checker.counted.value import Gap, Level
from checker.figures_checks import Judged, State, completed, judged
from checker.figures_form import Form, Spot
from checker.figures_kept import Stated
from checker.store import Store
from checker.year_counts import YearCounts, year_counts
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.snapshot import Place
from reports.annual_figures import form_of, stated_of
from reports.session import Session
from reports.stored import results_of
from reports.workspace import Workspace

BLOCK, ALL = "statistics", "all"  # of the form
SHOWN_TWICE = frozenset((What.POWER, What.CHART))  # owed in two places, and told of both


@dataclass(frozen=True)
class Annual:
    """All that is known of a year on a day. `checked` are the months of the year that have been checked."""

    year: int
    city: str
    on: date
    checked: tuple[Period, ...]
    counts: YearCounts
    form: Form
    stated: Stated | None = None
    last: Mapping[Spot, Decimal] = field(default_factory=dict)

    @property
    def values(self) -> Mapping[Spot, Decimal]:
        """What people state."""
        return self.stated.values if self.stated else {}

    @cached_property
    def summed(self) -> Mapping[Spot, Decimal]:
        """The totals that people do not state but whose parts they state, all of them."""
        return completed(self.form, self.values)

    def figure(self, spot: Spot) -> Decimal | None:
        """What people state, or what follows from it by adding up; None where it is not known."""
        return self.values.get(spot, self.summed.get(spot))

    @cached_property
    def judged(self) -> list[Judged]:
        """What is known of each identity of people's figures."""
        return judged(self.form, self.values, self.last or None)

    @property
    def warnings(self) -> list[Judged]:
        """What people should look at again in their figures."""
        return [each for each in self.judged if each.state is State.BROKEN]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of bodies by id."""
        return {id: each.name for id, each in self.counts.bodies.items()}

    @cached_property
    def tallies(self) -> Mapping[What, Tally]:
        """Talks, letters, powers and charts, what stands in two places once."""
        told = self.counts.tallies.items()
        return {what: tally.either() if what in SHOWN_TWICE else tally for what, tally in told}

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where nobody could look, in the months of the year."""
        return self.counts.count.gaps

    @property
    def has_gaps(self) -> bool:
        """Whether something of the year could not be counted."""
        unsure = any(share.number(Standing.UNCHECKED) for share in self.counts.shares)
        unseen = any(not each.looked for each in self.tallies.values())
        return self.counts.count.is_minimum or unseen or unsure

    def pairs(self) -> Iterator[tuple[str, Spot, int]]:
        """What people state and what was counted on the web of the same matter: its name, the cell, the count."""
        count = self.counts.count
        levels = {level: count.of_level(level) for level in Level}
        for row in ("published", "by-site"):
            for level, number in levels.items():
                yield row, Spot(BLOCK, row, level), number
            yield row, Spot(BLOCK, row, ALL), count.total
        if What.INTERVIEW in self.tallies and self.tallies[What.INTERVIEW].looked:
            held = self.tallies[What.INTERVIEW].met
            for spot in (Spot(BLOCK, "interviews", ALL), Spot("work", "interview-issues", ALL)):
                yield spot.row, spot, held


def annual_of(session: Session, workspace: Workspace, year: int) -> Annual:
    """The year as it is known today. Raises Refusal when no month of it has been checked, Usage where no report was owed."""
    form, path = form_of(year), workspace.var / "gongkai.sqlite"
    departments = workspace.roster()
    if not path.is_file():
        raise _unchecked(year)
    with closing(Store(path)) as store:
        checked = tuple(each for each in store.periods() if each.year == year)
        if not checked:
            raise _unchecked(year)
        months = {period: results_of(workspace, period).assessments for period in checked}
        counts = year_counts(store, year, departments, months)
    stated, last = stated_of(workspace, year), stated_of(workspace, year - 1)
    told = Annual(
        year,
        workspace.city,
        session.today,
        checked,
        counts,
        form,
        stated,
        last.values if last else {},
    )
    add_up(told)
    return told


def _unchecked(year: int) -> Refusal:
    values = {"year": str(year)}
    what, remedy = "{year} 年还没有一个月检查过", "请先运行 gongkai crawl 和 gongkai check；或用 --year 给出年度"
    return Refusal(Fault(what, remedy, "", None, values))


def add_up(annual: Annual) -> None:
    """Checks the counts against each other before anything is written. Raises ArithmeticError: a fault of the program."""
    count = annual.counts.count
    by_level = sum(count.of_level(level) for level in Level)
    by_month = sum(count.of_month(month) for month in count.months)
    if not count.total == len(count.pieces) == by_level == by_month == sum(count.by_body.values()):
        raise ArithmeticError(f"{count.total} pieces, {by_level} by level, {by_month} by month")
    for share in annual.counts.shares:
        for place in (None, *Place):
            found = [share.number(each, place) for each in Standing if each is not Standing.NOT_OWED]
            if sum(found) != share.owed(place):
                raise ArithmeticError(f"{share.rule}: {found} of {share.owed(place)}")
    for what, tally in annual.tallies.items():
        if tally.met + tally.open + tally.unsure != len(tally.lines):
            raise ArithmeticError(f"{what}: {len(tally.lines)}")


def gaps_by_month(annual: Annual) -> dict[Period, tuple[Counter[str], int]]:
    """How many sites could not be read in a month, by reason, and how many of them could be in no later month of the year."""
    found: dict[Period, list[Gap]] = {}
    for gap in annual.gaps:
        found.setdefault(gap.looked.period, []).append(gap)
    return {
        month: (Counter(each.looked.reason for each in gaps), sum(each.later is None for each in gaps))
        for month, gaps in found.items()
    }
