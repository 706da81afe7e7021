"""From an assessment to its mark: what does not apply shared out, bonuses added, vetoes obeyed, the grade given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checker.indicator import Sort
from checker.matrix import ONLINE
from checker.scheme import FULL, Grade, Scheme, Sharing
from checker.scoring import ZERO, Assessment, Score

CENT = Decimal("0.01")
SURE = Decimal("1e-12")  # what a division of 28 digits has left out is less
ENOUGH = Decimal("0.5")  # the share of the possible points that must be assessable for a mark to be compared


@dataclass(frozen=True)
class Mark:
    """A month's online mark. `score` is of the deducting indicators, out of 100; `bonus` what bonuses add, once admitted.

    `bonus_open` is what bonuses in doubt might add. `vetoes` and `may_veto` are ids of indicators.
    """

    score: Score
    bonus: Decimal = ZERO
    bonus_open: Decimal = ZERO
    vetoes: tuple[str, ...] = ()
    may_veto: tuple[str, ...] = ()
    at_most: Decimal = FULL

    @property
    def total(self) -> Decimal | None:
        """The mark: 100 times earned by assessable, with bonuses, to two places; 0 when vetoed, None when nothing could be assessed."""
        if self.vetoes:
            return ZERO
        rate = self.score.rate
        return None if rate is None else rounded(min(rate * FULL + self.bonus, self.at_most))

    @property
    def rate(self) -> Decimal | None:
        """The mark as a share of the full one, between 0 and 1: what enters a year."""
        return None if self.total is None else min(self.total / FULL, Decimal(1))

    @property
    def is_enough(self) -> bool:
        """Whether enough could be assessed to compare this mark with others; a veto needs no more than itself."""
        most = (self.score.possible * ENOUGH).quantize(SURE)
        return bool(self.vetoes) or (self.score.assessable > 0 and most <= self.score.assessable.quantize(SURE))

    @property
    def online(self) -> Score:
        """The score out of the year's 70 online points, in which what is in doubt is not earned."""
        scored = self.score.out_of(ONLINE)
        if self.vetoes:
            return Score(ZERO, scored.assessable, scored.possible)
        more = self.bonus * scored.assessable / FULL  # of what is in doubt a bonus earns nothing, as in the mark
        earned = min(scored.earned + more, scored.assessable)
        return Score(earned, scored.assessable, scored.possible)


def mark(assessment: Assessment, scheme: Scheme) -> Mark:
    """The mark of a department's month under the scheme by which it was judged."""
    score = shared(assessment, scheme)
    vetoes = tuple(verdict.indicator for verdict in assessment.verdicts if verdict.vetoes)
    admitted = not vetoes and _admits(score, scheme)
    bonuses = [verdict.score for verdict in assessment.verdicts if verdict.sort is Sort.BONUS] if admitted else []
    return Mark(
        score,
        sum((each.earned for each in bonuses), ZERO),
        sum((each.possible - each.assessable for each in bonuses), ZERO),
        vetoes,
        tuple(verdict.indicator for verdict in assessment.verdicts if verdict.may_veto),
        scheme.at_most,
    )


def _admits(score: Score, scheme: Scheme) -> bool:
    """Whether bonuses count at all: by the mark as it is printed."""
    rate = score.rate
    return rate is not None and (not scheme.bonus_above or rounded(rate * FULL) > scheme.bonus_above)


def shared(assessment: Assessment, scheme: Scheme) -> Score:
    """The score of the deducting indicators out of 100, the points of what does not apply shared out as the scheme has it."""
    if scheme.sharing is Sharing.SCALE:
        return assessment.score.out_of(FULL)
    weights = scheme.group_points()
    groups = group_scores(assessment, scheme)
    alive = sum((weights[group] for group in groups), ZERO)
    told = sum((score.out_of(FULL * weights[group] / alive) for group, score in groups.items()), Score())
    return _bounded(told, groups.values()) if groups else told


def _bounded(told: Score, parts: Iterable[Score]) -> Score:
    """A sum of divided scores without the dust of dividing: all of it where all was earned, and never more than there is."""
    known = list(parts)
    assessable = FULL if all(each.assessable == each.possible for each in known) else min(told.assessable, FULL)
    earned = assessable if all(each.earned == each.assessable for each in known) else min(told.earned, assessable)
    return Score(earned, assessable, FULL)


def group_scores(assessment: Assessment, scheme: Scheme) -> Mapping[str, Score]:
    """The score of each group (一级指标) of which anything applies, in the scheme's points."""
    known = {each.id: each.group for each in scheme.indicators}
    groups: dict[str, Score] = {}
    for verdict in assessment.verdicts:
        if verdict.sort is Sort.DEDUCT and verdict.score.possible:
            group = known[verdict.indicator]
            groups[group] = groups.get(group, Score()) + verdict.score
    return groups


def grade(total: Decimal | None, scheme: Scheme, *, vetoed: bool = False) -> Grade | None:
    """The grade that a mark earns: the last one when vetoed, none when there is no mark."""
    if vetoed:
        return scheme.grades[-1]
    return None if total is None else next(each for each in scheme.grades if total >= each.at_least)


def rounded(value: Decimal) -> Decimal:
    """A mark as it is published and ranked: two places, half up, so that who is printed alike ranks alike."""
    return value.quantize(SURE).quantize(CENT, ROUND_HALF_UP)
