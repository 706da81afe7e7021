"""Scores, verdicts and assessments: pure arithmetic, Decimal only.

An indicator's points are shared equally by the places where it is judged. What
a problem costs is lost in its place; what is in doubt there is priced like the
problem that it may be and counts neither as earned nor as lost, so that a mark
never claims more than could be assessed. A place where the duty does not bind
leaves its share to the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.scheme import Indicator
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import Finding, Outcome

ZERO = Decimal(0)
DOUBTFUL = (Outcome.CANT_TELL, Outcome.UNTESTED)
GRAVITY = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)


@dataclass(frozen=True)
class Score:
    """Points earned, points that could be assessed, points possible: 0 <= earned <= assessable <= possible."""

    earned: Decimal = ZERO
    assessable: Decimal = ZERO
    possible: Decimal = ZERO

    def __add__(self, other: Score) -> Score:
        return Score(self.earned + other.earned, self.assessable + other.assessable, self.possible + other.possible)

    def times(self, factor: Decimal) -> Score:
        """The same score on a larger or smaller scale."""
        return Score(self.earned * factor, self.assessable * factor, self.possible * factor)

    def out_of(self, points: Decimal) -> Score:
        """This score rescaled so that `points` are possible; empty when nothing was possible."""
        return self.times(points / self.possible) if self.possible else Score()

    @property
    def rate(self) -> Decimal | None:
        """Earned out of assessable (得分率), between 0 and 1; None when nothing could be assessed."""
        return self.earned / self.assessable if self.assessable else None


@dataclass(frozen=True)
class Weighed:
    """A finding and what it cost, or leaves in doubt."""

    finding: Finding
    deducted: Decimal = ZERO
    doubted: Decimal = ZERO


@dataclass(frozen=True)
class Verdict:
    """What one indicator says of one department (评定)."""

    indicator: str
    rule: str
    title: str
    weighed: tuple[Weighed, ...]
    score: Score

    @property
    def outcome(self) -> Outcome:
        """The gravest outcome among the findings."""
        seen = {item.finding.outcome for item in self.weighed}
        return next((outcome for outcome in GRAVITY if outcome in seen), Outcome.INAPPLICABLE)

    @property
    def provisional(self) -> bool:
        """Whether anything of it is still in doubt (暂定)."""
        return any(item.finding.outcome in DOUBTFUL for item in self.weighed)


@dataclass(frozen=True)
class Assessment:
    """One department's month under one scheme (测评)."""

    department: Department
    period: Period
    scheme: str
    verdicts: tuple[Verdict, ...]

    @property
    def score(self) -> Score:
        """The sum over all indicators that bind the department."""
        return sum((verdict.score for verdict in self.verdicts), Score())

    @property
    def provisional(self) -> bool:
        """Whether any verdict is."""
        return any(verdict.provisional for verdict in self.verdicts)


def weigh(indicator: Indicator, findings: Mapping[Place, tuple[Finding, ...]]) -> Verdict:
    """The verdict on an indicator from its findings in each place."""
    binding = {place: found for place, found in findings.items() if not _inapplicable(found)}
    weighed: list[Weighed] = []
    score = Score()
    for place, found in findings.items():
        if place not in binding:
            weighed += [Weighed(finding) for finding in found]
            continue
        scale = Decimal(len(findings)) / Decimal(len(binding))
        items = _weigh_place(indicator, found, scale)
        share = indicator.points / len(binding)
        lost, doubt = sum(item.deducted for item in items), sum(item.doubted for item in items)
        score += Score(share - doubt - lost, share - doubt, share)
        weighed += items
    return Verdict(indicator.id, indicator.rule, indicator.title, tuple(weighed), score)


def _inapplicable(found: tuple[Finding, ...]) -> bool:
    return all(finding.outcome is Outcome.INAPPLICABLE for finding in found)


def _weigh_place(indicator: Indicator, found: tuple[Finding, ...], scale: Decimal) -> list[Weighed]:
    """Each finding with its price, in order; failures are priced first, doubts out of what is left."""
    left = indicator.share * scale
    spent: dict[str, Decimal] = defaultdict(Decimal)
    prices: dict[int, Decimal] = {}
    for outcomes in ((Outcome.FAILED,), DOUBTFUL):
        for number, finding in enumerate(found):
            if finding.outcome not in outcomes:
                continue
            price = _price(indicator, finding.problem, spent[finding.problem], scale)
            prices[number] = min(price, left)
            spent[finding.problem] += prices[number]
            left -= prices[number]
    return [_weighed(finding, prices.get(number, ZERO)) for number, finding in enumerate(found)]


def _price(indicator: Indicator, problem: str, spent: Decimal, scale: Decimal) -> Decimal:
    """What one more finding of a problem costs when that problem has cost `spent` already."""
    deduction = indicator.deduct.get(problem)
    if deduction is None:  # a doubt about everything
        return indicator.share * scale
    return max(min(deduction.each * scale, deduction.at_most * scale - spent), ZERO)


def _weighed(finding: Finding, price: Decimal) -> Weighed:
    item = Weighed(finding)
    return replace(item, doubted=price) if finding.outcome in DOUBTFUL else replace(item, deducted=price)
