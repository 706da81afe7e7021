"""Scores, verdicts and assessments: pure arithmetic, Decimal only.

An indicator's points are shared equally by the places where it is judged. What
a problem costs is lost in its place; what is in doubt there is priced like the
problem that it may be and counts neither as earned nor as lost, so that a mark
never claims more than could be assessed. A place where the duty does not bind
leaves its share to the others. Where people have ruled, their word is weighed
in place of the finding.

Of one problem a place loses the sum of its prices, up to the cap; of all
problems together, up to its share: in whatever order they come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.indicator import Indicator, Sort, Veto
from checker.rulings import Decision, Ruling
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

    def out_of(self, points: Decimal) -> Score:
        """This score rescaled so that `points` are possible; empty when nothing was possible."""
        if not self.possible:
            return Score()
        return Score(self.earned * points / self.possible, self.assessable * points / self.possible, points)

    @property
    def rate(self) -> Decimal | None:
        """Earned out of assessable (得分率), between 0 and 1; None when nothing could be assessed."""
        return self.earned / self.assessable if self.assessable else None


@dataclass(frozen=True)
class Weighed:
    """A finding and what it cost, or leaves in doubt; and what people made of it.

    `ruling` is the one that counts, `found` what the machine had it cost or leave in doubt before. `open` says why it is
    not final though it looks so: "conflict", people disagree; "changed", its evidence is no longer what was ruled on;
    "appeal", the department's appeal is not answered.
    """

    finding: Finding
    deducted: Decimal = ZERO
    doubted: Decimal = ZERO
    ruling: Ruling | None = None
    found: Decimal = ZERO
    open: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The finding's outcome after the ruling."""
        if self.ruling is None or self.ruling.decision is Decision.UPHELD:
            return self.finding.outcome
        if (
            self.ruling.decision is Decision.CHANGED and self.ruling.points
        ) or self.ruling.decision is Decision.CONFIRMED:
            return Outcome.FAILED
        return Outcome.PASSED


@dataclass(frozen=True)
class Verdict:
    """What one indicator says of one department (评定). A veto has no score; a bonus has one that takes nothing.

    `vetoes` says that the mark is vetoed, `may_veto` that it would be if what is in doubt were so.
    """

    indicator: str
    rule: str
    title: str
    weighed: tuple[Weighed, ...]
    score: Score
    sort: Sort = Sort.DEDUCT
    vetoes: bool = False
    may_veto: bool = False

    @property
    def outcome(self) -> Outcome:
        """The gravest outcome among the findings, after rulings."""
        seen = {item.outcome for item in self.weighed}
        return next((outcome for outcome in GRAVITY if outcome in seen), Outcome.INAPPLICABLE)

    @property
    def problems(self) -> tuple[Weighed, ...]:
        """What is wrong, after rulings; what would only have added to the mark is no duty, and nothing wrong."""
        failed = (item for item in self.weighed if item.outcome is Outcome.FAILED)
        return tuple(failed) if self.sort is not Sort.BONUS else ()

    @property
    def provisional(self) -> bool:
        """Whether anything of it is still in doubt (暂定)."""
        return any(item.outcome in DOUBTFUL or item.open for item in self.weighed)


@dataclass(frozen=True)
class Assessment:
    """One department's month under one scheme (测评)."""

    department: Department
    period: Period
    scheme: str
    verdicts: tuple[Verdict, ...]

    @property
    def score(self) -> Score:
        """The sum over all indicators that bind the department and take points."""
        return sum((verdict.score for verdict in self.verdicts if verdict.sort is Sort.DEDUCT), Score())

    @property
    def provisional(self) -> bool:
        """Whether any verdict is."""
        return any(verdict.provisional for verdict in self.verdicts)


def weigh(indicator: Indicator, findings: Mapping[Place, Sequence[Finding]]) -> Verdict:
    """The verdict on an indicator from its findings in each place."""
    return _verdict(indicator, {place: [Weighed(each) for each in found] for place, found in findings.items()})


def reweigh(indicator: Indicator, verdict: Verdict, items: Sequence[Weighed]) -> Verdict:
    """The verdict weighed again with what people say of its findings; `items` are its own, in their order."""
    places: dict[Place, list[Weighed]] = {}
    for item in items:
        places.setdefault(item.finding.place or indicator.places[0], []).append(item)
    return replace(_verdict(indicator, places), title=verdict.title, rule=verdict.rule)


def _verdict(indicator: Indicator, found: Mapping[Place, Sequence[Weighed]]) -> Verdict:
    binding = {place: items for place, items in found.items() if not _inapplicable(items)}
    weighed: list[Weighed] = []
    score = Score()
    for place, items in found.items():
        if place not in binding:
            weighed += items
            continue
        scale = Decimal(len(indicator.places)) / Decimal(len(binding))
        priced = _weigh_place(indicator, items, scale)
        share = indicator.points / len(binding)
        lost, doubt = sum(item.deducted for item in priced), sum(item.doubted for item in priced)
        score += Score(share - doubt - lost, share - doubt, share)
        weighed += priced
    vetoes = any(_reaches(veto, items, (Outcome.FAILED,)) for veto in indicator.vetoes for items in binding.values())
    may = any(
        _reaches(veto, items, (Outcome.FAILED, *DOUBTFUL)) for veto in indicator.vetoes for items in binding.values()
    )
    about = indicator.id, indicator.rule, indicator.title
    return Verdict(*about, tuple(weighed), score, indicator.sort, vetoes, may and not vetoes)


def _reaches(veto: Veto, items: Sequence[Weighed], outcomes: Sequence[Outcome]) -> bool:
    """Whether so many findings have one of these outcomes; a doubt about everything may be any number."""
    counted = [item for item in items if item.outcome in outcomes]
    whole = any(not item.finding.problem and item.outcome in DOUBTFUL for item in counted)
    return whole or sum(item.finding.problem in veto.problems for item in counted) >= veto.count


def _inapplicable(items: Sequence[Weighed]) -> bool:
    return all(item.finding.outcome is Outcome.INAPPLICABLE for item in items)


def _weigh_place(indicator: Indicator, items: Sequence[Weighed], scale: Decimal) -> list[Weighed]:
    """Each with its price, in order; failures are priced first, doubts out of what is left."""
    left = indicator.share * scale
    spent: dict[str, Decimal] = defaultdict(Decimal)
    prices: dict[int, Decimal] = {}
    for outcomes in ((Outcome.FAILED,), DOUBTFUL):
        for number, item in enumerate(items):
            if item.outcome not in outcomes:
                continue
            problem = item.finding.problem
            prices[number] = min(price(indicator, item, spent[problem], scale), left)
            spent[problem] += prices[number]
            left -= prices[number]
    return [_priced(item, prices.get(number, ZERO)) for number, item in enumerate(items)]


def price(indicator: Indicator, item: Weighed, spent: Decimal = ZERO, scale: Decimal = Decimal(1)) -> Decimal:
    """What a finding costs in its place when its problem has cost `spent` there already.

    `scale` is how much more the place carries because the duty does not bind in another.
    """
    deduction = indicator.deduct.get(item.finding.problem)
    cap = indicator.share if deduction is None else deduction.at_most  # without a problem, a doubt about everything
    each = cap if deduction is None else deduction.each
    if item.finding.explained:
        each = indicator.explained.get(item.finding.problem, each)
    asked = each * scale
    if item.ruling is not None and item.ruling.decision is Decision.CHANGED:
        asked = item.ruling.points or ZERO
    return max(min(asked, cap * scale - spent), ZERO)


def _priced(item: Weighed, price: Decimal) -> Weighed:
    doubtful = item.outcome in DOUBTFUL
    return replace(item, deducted=ZERO if doubtful else price, doubted=price if doubtful else ZERO)
