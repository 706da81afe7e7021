"""The sheet of scores laid out: which row is whose, and what each finding may cost there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.appeals import Appeal
from checker.decided import may_be_ruled, named
from checker.identity import Named
from checker.indicator import Indicator, Sort
from checker.rulings import Conflict
from checker.scheme import Scheme, Sharing
from checker.scoring import Assessment, Verdict, Weighed
from crawler.roster import Department
from crawler.snapshot import Place
from reports.book import TOP, Held, Line, Owner, Problem
from reports.standing import Standing
from rules.finding import Outcome


@dataclass(frozen=True)
class Layout:
    """What is known of a month when its sheet of scores is laid out. `machine` has each assessment before rulings, by id."""

    scheme: Scheme
    machine: Mapping[str, Assessment]
    appeals: Mapping[str, Sequence[Appeal]]
    conflicts: Mapping[str, Conflict]

    def owners(self, standings: Sequence[Standing]) -> tuple[Owner, ...]:
        """The sheet of scores, department by department in the order of `machine`: which row is whose."""
        row, made = TOP, []
        known = {each.assessment.department.id: (nth, each) for nth, each in enumerate(standings)}
        for id in self.machine:
            if id in known:
                made.append(self._owner(*known[id], row))
                row = made[-1].last + 1
        return tuple(made)

    def _owner(self, nth: int, standing: Standing, row: int) -> Owner:
        assessment, at = standing.assessment, row + 1
        held: list[Held] = []
        groups = {group: at + number for number, group in enumerate(self._groups(assessment))}
        at += len(groups)
        before = self.machine[assessment.department.id]
        for verdict, machine in zip(assessment.verdicts, before.verdicts, strict=True):
            for each in self._places(assessment, verdict, machine, row, at):
                held.append(each)
                at = each.row + 1 + len(each.problems)
        return Owner(row, at - 1, nth, standing, groups, tuple(held))

    def _groups(self, assessment: Assessment) -> list[str]:
        """The groups of indicators that keep their points, where the scheme has it so."""
        if self.scheme.sharing is Sharing.SCALE:
            return []
        owed = (each for each in assessment.verdicts if each.sort is Sort.DEDUCT and each.score.possible)
        return list(dict.fromkeys(self.scheme.indicator(each.indicator).group for each in owed))

    def _places(
        self, assessment: Assessment, verdict: Verdict, machine: Verdict, owner: int, at: int
    ) -> Iterator[Held]:
        """The places in which an indicator binds, each with its problems."""
        indicator = self.scheme.indicator(verdict.indicator)
        found: dict[Place, list[tuple[Named, Weighed, Weighed]]] = {}
        for (name, item), before in zip(named(assessment, verdict), machine.weighed, strict=True):
            found.setdefault(item.finding.place or indicator.places[0], []).append((name, item, before))
        binding = [place for place, items in found.items() if not all(_is_idle(item) for _, item, _ in items)]
        for place in binding:
            scale = Decimal(len(indicator.places)) / len(binding)
            limit = indicator.share * scale
            makes = _Maker(assessment.department, verdict, owner, scale, limit, indicator, self)
            problems = tuple(makes.problems(found[place], at + 1))
            yield Held(at, indicator, place, indicator.points / len(binding), limit, problems)
            at += 1 + len(problems)


def _is_idle(item: Weighed) -> bool:
    return item.finding.outcome is Outcome.INAPPLICABLE


@dataclass(frozen=True)
class _Maker:
    """Makes the problems of one indicator in one place."""

    department: Department
    verdict: Verdict
    owner: int
    scale: Decimal
    limit: Decimal
    indicator: Indicator
    layout: Layout

    def problems(self, items: Sequence[tuple[Named, Weighed, Weighed]], row: int) -> Iterator[Problem]:
        """Problem after problem, in the order in which they were found first."""
        found: dict[str, list[tuple[Named, Weighed, Weighed]]] = {}
        for each in items:
            if may_be_ruled(each[1]):
                found.setdefault(each[1].finding.problem, []).append(each)
        for number, (problem, those) in enumerate(found.items(), row):
            price = self.indicator.deduct.get(problem)
            at_most = self.limit if price is None else price.at_most * self.scale
            each_costs = self.limit if price is None else price.each * self.scale
            lines = tuple(self._line(*one, each_costs, at_most, number) for one in those)
            yield Problem(number, problem, each_costs, at_most, lines)

    def _line(self, name: Named, item: Weighed, machine: Weighed, each: Decimal, at_most: Decimal, row: int) -> Line:
        finding = item.finding
        if finding.explained and finding.problem in self.indicator.explained:
            each = self.indicator.explained[finding.problem] * self.scale
        bound = min(at_most, self.limit)
        waiting = tuple(self.layout.appeals.get(name.key, ()))
        conflict = self.layout.conflicts.get(name.key)
        return Line(self.department, self.verdict, name, machine, item, each, bound, row, self.owner, waiting, conflict)
