"""The months before: where everyone stood, for changes, trends and comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checker.scoring import Assessment, Verdict
from checker.store import Store
from crawler.period import Period
from reports.standing import Standing, standings
from reports.stored import Results, results_of
from reports.workspace import Workspace


@dataclass(frozen=True)
class Past:
    """A month that was checked, as people decided on it until today, and where each department stood then."""

    results: Results

    @property
    def period(self) -> Period:
        """The month."""
        return self.results.period

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Where each department stood, by id, in the order of the ranking."""
        found = standings(self.results.assessments, self.results.scheme)
        return {each.assessment.department.id: each for each in found}

    @cached_property
    def by_rule(self) -> Mapping[str, Sequence[tuple[Assessment, Sequence[Verdict]]]]:
        """For each rule the departments that it binds, each with its verdicts by it."""
        found: dict[str, list[tuple[Assessment, list[Verdict]]]] = {}
        for assessment in self.results.assessments:
            mine: dict[str, list[Verdict]] = {}
            for verdict in assessment.verdicts:
                mine.setdefault(verdict.rule, []).append(verdict)
            for rule, verdicts in mine.items():
                found.setdefault(rule, []).append((assessment, verdicts))
        return found


def past_of(workspace: Workspace, until: Period, most: int = 12, *, cited: bool = True) -> tuple[Past, ...]:
    """The last `most` months that were checked, oldest first, none later than `until`; months whose scheme was not kept are left out."""
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        return ()
    with closing(Store(path)) as store:
        known = [period for period in store.digests() if period <= until]
    return tuple(Past(results_of(workspace, period, cited=cited)) for period in known[-most:])


def month_before(workspace: Workspace, period: Period) -> Past | None:
    """The calendar month before; None when it was not checked: a change over a gap is no change to last month.

    It is to compare marks with: what was cited then is not read.
    """
    found = past_of(workspace, period.shift(-1), 1, cited=False)
    return found[0] if found and found[0].period == period.shift(-1) else None


def change(now: Standing, before: Standing | None) -> Decimal | None:
    """By how much a mark differs from an earlier one, in points of a hundred; None where either month has none."""
    if before is None or now.mark.total is None or before.mark.total is None:
        return None
    return now.mark.total - before.mark.total
