"""What a month gives to a year online: its mark, or the reason why it is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from checker.decided import APPEAL, CHANGED, CONFLICT
from checker.indicator import Indicator, Sort
from checker.marks import SURE, Mark, group_scores, mark
from checker.scheme import FULL, Scheme
from checker.scoring import ZERO, Assessment, Score
from crawler.period import Period
from crawler.roster import Department
from rules.finding import Outcome


class Left(StrEnum):
    """Why a month has no part in the mean of a department's months."""

    TO_COME = "to-come"
    NOT_CRAWLED = "not-crawled"
    NOT_CHECKED = "not-checked"
    NO_SCHEME = "scheme-not-kept"
    OTHER_SCHEME = "other-scheme"
    NOT_LISTED = "not-on-roster"
    NOTHING_OWED = "nothing-owed"
    TOO_LITTLE = "too-little-assessable"


AGAIN = frozenset((Left.NOT_CHECKED, Left.NO_SCHEME, Left.OTHER_SCHEME))  # a check would bring these in


class Why(StrEnum):
    """Why a year is not final (暂定)."""

    UNTESTED = "untested"
    CANT_TELL = "cantTell"
    CONFLICT = CONFLICT
    CHANGED = CHANGED
    APPEAL = APPEAL
    MAY_VETO = "may-veto"
    EDITED = "scheme-edited"
    TO_COME = "to-come"
    TO_CHECK = "to-check"
    UNMARKED = "unmarked"
    DISAGREEMENT = "disagreement"
    NO_MARK = "no-mark"


DISPUTED = frozenset((Why.CONFLICT, Why.CHANGED, Why.APPEAL))  # a word would end these, and may bring a month in


@dataclass(frozen=True)
class Reason:
    """One reason, the month, stage or cell that it is of, and how many findings or lines there are of it."""

    why: Why
    of: str
    count: int = 1


@dataclass(frozen=True)
class Line:
    """An indicator in the arithmetic of a month."""

    indicator: str
    title: str
    group: str
    score: Score
    sort: Sort = Sort.DEDUCT
    vetoes: bool = False
    may_veto: bool = False


@dataclass(frozen=True)
class Judged:
    """A department's month as it was judged and decided: its roster entry then, its mark and how that came about.

    `groups` has the scores of the groups (一级指标) of which anything applies, for where points are spread within them;
    `rulings` counts the findings on which people's word is weighed.
    """

    department: Department
    scheme: Scheme
    mark: Mark
    lines: tuple[Line, ...] = ()
    groups: Mapping[str, Score] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    rulings: int = 0


@dataclass(frozen=True)
class MonthMark:
    """A month of a department's year. `judged` is None when it was not on the roster, or nobody was judged.

    One that was judged before it was over can still change.
    """

    period: Period
    left: Left | None
    judged: Judged | None = None
    is_over: bool = True

    @property
    def mark(self) -> Decimal | None:
        """The mark out of 100 that counts in the year, None when the month is left out."""
        if self.left is not None or self.judged is None or self.judged.mark.total is None:
            return None
        return min(self.judged.mark.total, FULL)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why its part in the year is not final. Of a month of which too little is known, only what people still dispute."""
        found = self.judged.reasons if self.left in (None, Left.TOO_LITTLE) and self.judged is not None else ()
        if self.left is not None:
            found = tuple(each for each in found if each.why in DISPUTED)
        if self.left in AGAIN:
            found = (*found, Reason(Why.TO_CHECK, str(self.period)))
        return found if self.is_over else (*found, Reason(Why.TO_COME, str(self.period)))


def judged(assessment: Assessment, kept: Scheme, *, edited: bool = False) -> Judged:
    """A department's month under the scheme that it was kept with; `edited` when the year's prices things otherwise by now."""
    group = {each.id: each.group for each in kept.indicators}
    found = tuple(
        Line(each.indicator, each.title, group[each.indicator], each.score, each.sort, each.vetoes, each.may_veto)
        for each in assessment.verdicts
    )
    changed = (Reason(Why.EDITED, str(assessment.period)),) if edited else ()
    return Judged(
        assessment.department,
        kept,
        mark(assessment, kept),
        found,
        group_scores(assessment, kept),
        (*open_items(assessment), *changed),
        sum(item.ruling is not None for verdict in assessment.verdicts for item in verdict.weighed),
    )


def left_out(one: Judged | None, scheme: Scheme) -> Left | None:
    """Why a month in which others were judged is left out; None when it counts. `one` is None for who was not on the roster."""
    if one is None:
        return Left.NOT_LISTED
    if one.scheme.id != scheme.id:
        return Left.OTHER_SCHEME
    if one.mark.is_enough:
        return None
    return Left.TOO_LITTLE if one.mark.score.possible else Left.NOTHING_OWED


def weighs_alike(one: Scheme, other: Scheme) -> bool:
    """Whether two schemes give every finding the same price, whatever their words are."""
    return _weights(one) == _weights(other)


def _weights(scheme: Scheme) -> tuple[object, ...]:
    indicators = {each.id: _bare(each) for each in scheme.indicators}
    return indicators, scheme.sharing, scheme.bonus_above, scheme.at_most


def _bare(each: Indicator) -> Indicator:
    return replace(each, title="", source="", rectify_in=0, stated=frozenset())


def open_items(assessment: Assessment) -> Iterator[Reason]:
    """Why a month's mark is provisional."""
    period = str(assessment.period)
    items = [item for verdict in assessment.verdicts for item in verdict.weighed]
    outcomes = Counter(item.outcome for item in items)
    counts = {
        Why.UNTESTED: outcomes[Outcome.UNTESTED],
        Why.CANT_TELL: outcomes[Outcome.CANT_TELL],
        **{Why(name): sum(name in item.open for item in items) for name in (CONFLICT, CHANGED, APPEAL)},
        Why.MAY_VETO: sum(verdict.may_veto for verdict in assessment.verdicts),
    }
    yield from (Reason(why, period, count) for why, count in counts.items() if count)


def base(one: Judged) -> Score:
    """The points of the deducting indicators as they were judged, before sharing."""
    return sum((line.score for line in one.lines if line.sort is Sort.DEDUCT), Score())


def mean(marks: list[Decimal]) -> Decimal | None:
    """The mean as it is carried on and printed, to six places; None of nothing."""
    return carried(sum(marks, ZERO) / len(marks)) if marks else None


def carried(value: Decimal) -> Decimal:
    """A figure on its way to a total: six places, so that whoever reckons with what is printed gets what is printed."""
    return value.quantize(SURE).quantize(SIXTH, ROUND_HALF_UP)


SIXTH = Decimal("0.000001")
