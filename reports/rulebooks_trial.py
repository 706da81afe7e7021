"""A past month under another rulebook: what each mark and rank would be, and which indicators make the difference."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.decided import decided
from checker.decisions import Decisions
from checker.indicator import Sort
from checker.marks import Mark, mark
from checker.scheme import FULL, Scheme, Sharing
from checker.scoring import ZERO, Assessment, Verdict
from checker.store import Store
from crawler.roster import Department
from reports.monthly import judged_by, kept
from reports.session import Session
from reports.standing import Standing, standings
from reports.stored import Results, results_in
from reports.workspace import Workspace
from rules.finding import Outcome


@dataclass(frozen=True)
class Side:
    """Where a department stands under one of the two schemes."""

    mark: Mark
    rank: int | None
    grade: str
    is_provisional: bool


@dataclass(frozen=True)
class Changed:
    """A department before and after. `costs` are the indicators that cost it another share of its mark than before."""

    department: Department
    group: str
    before: Side
    after: Side
    costs: tuple[Cost, ...]

    @property
    def change(self) -> Decimal | None:
        """How much the mark would change; None when there is none on either side."""
        old, new = self.before.mark.total, self.after.mark.total
        return None if old is None or new is None else new - old


@dataclass(frozen=True)
class Cost:
    """What an indicator costs of a mark out of 100, and how many problems it finds; None where it is not owed at all."""

    indicator: str
    title: str
    before: Decimal | None
    after: Decimal | None
    problems: tuple[int, int]

    @property
    def change(self) -> Decimal:
        """How much more it costs."""
        return (self.after or ZERO) - (self.before or ZERO)


@dataclass(frozen=True)
class Trial:
    """A month under another scheme. `orphans` counts the rulings that rule on nothing there."""

    before: Results
    after: Results
    departments: tuple[Changed, ...]
    indicators: tuple[Cost, ...]
    bodies: Mapping[str, int]

    @property
    def orphans(self) -> int:
        """How many rulings rule on nothing under the other scheme, beyond those that do so already."""
        return len(self.after.decided.orphans) - len(self.before.decided.orphans)


def trial(session: Session, workspace: Workspace, scheme: Scheme) -> Trial:
    """The month judged again under a scheme, from the archive, with the same departments and people's rulings. Nothing is stored.

    Raises Refusal when the month has not been visited and checked.
    """
    with copied(workspace.var / "gongkai.sqlite") as copy:
        before = results_in(copy, session.period)
        departments = tuple(each.department for each in before.machine)
        with kept(workspace, session.period) as archive, closing(Store(copy)) as store:
            judged = judged_by(session, workspace, archive, store, departments, scheme).assessments
        with closing(Decisions(copy)) as decisions:
            rulings, appeals = decisions.rulings(session.period), decisions.appeals(session.period)
    after = Results(session.period, scheme, judged, decided(judged, scheme, rulings, appeals))
    return compare(before, after)


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy of the file of results, gone afterwards; no file where there is none. Opening the file itself might change it."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        if path.is_file():
            with (
                closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
        yield copy


def compare(before: Results, after: Results) -> Trial:
    """Two results of a month side by side, those departments first whose marks would change most."""
    old, new = _standings(before), _standings(after)
    changed = [_changed(old[id], new[id], before.scheme, after.scheme) for id in old]
    changed.sort(key=lambda each: (each.change is None, -abs(each.change or ZERO), each.department.id))
    costs = [cost for each in changed for cost in each.costs]
    names = dict.fromkeys(cost.indicator for cost in costs)
    totals = [_total([cost for cost in costs if cost.indicator == name]) for name in names]
    weights = {name: sum((abs(cost.change) for cost in costs if cost.indicator == name), ZERO) for name in names}
    totals.sort(key=lambda cost: (-weights[cost.indicator], cost.indicator))
    bodies = {name: sum(cost.indicator == name for cost in costs) for name in names}
    return Trial(before, after, tuple(changed), tuple(totals), bodies)


def _standings(results: Results) -> dict[str, Standing]:
    return {each.assessment.department.id: each for each in standings(results.assessments, results.scheme)}


def _changed(old: Standing, new: Standing, before: Scheme, after: Scheme) -> Changed:
    lost, then = costs(old.assessment, before), costs(new.assessment, after)
    titles = {each.indicator: each for each in (*old.assessment.verdicts, *new.assessment.verdicts)}
    found = [
        Cost(name, each.title, lost.get(name), then.get(name), (_problems(old, name), _problems(new, name)))
        for name, each in titles.items()
    ]
    differing = [cost for cost in found if cost.before != cost.after or len(set(cost.problems)) > 1]
    differing.sort(key=lambda cost: (-abs(cost.change), cost.indicator))
    return Changed(old.assessment.department, old.group, _side(old), _side(new), tuple(differing))


def _side(standing: Standing) -> Side:
    earned = standing.grade.name if standing.grade else ""
    return Side(standing.mark, standing.rank, earned, standing.assessment.provisional)


def _problems(standing: Standing, indicator: str) -> int:
    verdicts = (each for each in standing.assessment.verdicts if each.indicator == indicator)
    return sum(item.outcome is Outcome.FAILED for verdict in verdicts for item in verdict.weighed)


def costs(assessment: Assessment, scheme: Scheme) -> dict[str, Decimal]:
    """What each indicator costs of the mark out of 100; a bonus costs less than nothing. They and the mark make 100.

    So it is unless the mark is vetoed or cut at the highest that there is. What is not owed, or could not be assessed, is left out.
    """
    weights = _weights(assessment, scheme)
    owed = [(each, weights[each.indicator]) for each in assessment.verdicts if each.sort is Sort.DEDUCT]
    assessable = sum((each.score.assessable * weight for each, weight in owed), ZERO)
    found = {
        each.indicator: (each.score.assessable - each.score.earned) * weight * FULL / assessable
        for each, weight in owed
        if each.score.assessable and weight
    }
    admitted = bool(mark(assessment, scheme).bonus)
    bonuses = (each for each in assessment.verdicts if each.sort is Sort.BONUS and admitted)
    return found | {each.indicator: -each.score.earned for each in bonuses}


def _weights(assessment: Assessment, scheme: Scheme) -> dict[str, Decimal]:
    """By how much each indicator's points count: alike, or so that its group keeps its weight."""
    if scheme.sharing is Sharing.SCALE:
        return dict.fromkeys((each.indicator for each in assessment.verdicts), Decimal(1))
    groups = {each.id: each.group for each in scheme.indicators}
    points, possible = scheme.group_points(), _possible(assessment.verdicts, groups)
    return {
        each.indicator: points[group] / possible[group] if possible.get(group) else ZERO
        for each in assessment.verdicts
        if (group := groups[each.indicator]) in points
    }


def _possible(verdicts: Sequence[Verdict], groups: Mapping[str, str]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in verdicts:
        if each.sort is Sort.DEDUCT:
            group = groups[each.indicator]
            found[group] = found.get(group, ZERO) + each.score.possible
    return found


def _total(costs: Sequence[Cost]) -> Cost:
    """What an indicator costs all departments together for whom it makes a difference."""

    def summed(sides: Sequence[Decimal | None]) -> Decimal | None:
        known = [each for each in sides if each is not None]
        return sum(known, ZERO) if known else None

    first = costs[0]
    problems = sum(cost.problems[0] for cost in costs), sum(cost.problems[1] for cost in costs)
    return Cost(
        first.indicator,
        first.title,
        summed([cost.before for cost in costs]),
        summed([cost.after for cost in costs]),
        problems,
    )
