"""How the difference of two marks comes about, step by step and topic by topic, so that what is printed adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.marks import Mark, mark, rounded
from checker.scheme import FULL
from checker.scoring import ZERO, Score
from reports.costs import lost_by_theme
from reports.difference import Entry, Fate, Ledger, Side, entries
from reports.themes import parts
from rules.rule import Rule
from rules.themes import Theme


class What(StrEnum):
    """What moves a mark, beside the fates of problems."""

    PRICE = "price"  # what stays costs more, or less, points
    WEIGHT = "weight"  # as much is lost of what could be assessed more, or less, of
    BONUS = "bonus"
    VETO = "veto"
    CAP = "highest-mark"
    REST = "rounding"


@dataclass(frozen=True)
class Step:
    """One reason why the later mark is better or worse, and by how much, to two places."""

    what: Fate | What
    points: Decimal


@dataclass(frozen=True)
class Topic:
    """A topic in both months, None where nothing of it was owed, and by how much it moves the mark."""

    theme: Theme
    then: Score | None
    now: Score | None
    points: Decimal


@dataclass(frozen=True)
class Difference:
    """Two months of a department compared, the earlier first. `steps` add up to `points`, which are None where a month has no mark."""

    then: Side
    now: Side
    marks: tuple[Mark, Mark]
    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]
    topics: tuple[Topic, ...]

    @property
    def points(self) -> Decimal | None:
        """By how much the marks differ, as they are printed."""
        then, now = (each.total for each in self.marks)
        return None if then is None or now is None else now - then

    @property
    def provisional(self) -> bool:
        """Whether one of the marks is not final."""
        return self.then.assessment.provisional or self.now.assessment.provisional

    @property
    def is_enough(self) -> bool:
        """Whether enough could be assessed in both months for the marks to say something of each other."""
        return all(each.is_enough for each in self.marks)

    def of(self, *fates: Fate) -> tuple[Entry, ...]:
        """The problems of which this became."""
        return tuple(each for each in self.entries if each.fate in fates)


def difference(then: Side, now: Side, catalogue: Mapping[str, Rule], ledger: Ledger) -> Difference:
    """What differs between two months of a department; `ledger` is the last look at each case after the earlier and up to the later."""
    found = entries(then, now, catalogue, ledger)
    marks = mark(then.assessment, then.scheme), mark(now.assessment, now.scheme)
    return Difference(then, now, marks, found, tuple(_steps(*marks, found)), tuple(_topics(then, now)))


def _steps(then: Mark, now: Mark, found: Iterable[Entry]) -> Iterator[Step]:
    if then.total is None or now.total is None:
        return
    told = [step for step in _exact(then, now, tuple(found)) if step.points]
    yield from told
    rest = now.total - then.total - sum((step.points for step in told), ZERO)
    if rest:
        yield Step(What.REST, rest)


def _exact(then: Mark, now: Mark, found: tuple[Entry, ...]) -> Iterator[Step]:
    for fate in Fate:
        if fate is not Fate.STAYS:
            yield Step(fate, _sum((each for each in found if each.fate is fate), lambda each: each.gain))
    staying = [each for each in found if each.fate is Fate.STAYS]
    yield Step(What.PRICE, _sum(staying, _price))
    yield Step(What.WEIGHT, _sum(staying, lambda each: each.gain - _price(each)))
    yield Step(What.BONUS, rounded(now.bonus - then.bonus))
    yield Step(What.VETO, rounded(_vetoed(then) - _vetoed(now)))
    yield Step(What.CAP, rounded(_over(then) - _over(now)))


def _sum(found: Iterable[Entry], points: Callable[[Entry], Decimal]) -> Decimal:
    return rounded(sum((points(each) for each in found), ZERO))


def _price(entry: Entry) -> Decimal:
    """What of the change comes from another price, by what a point was worth in the earlier month."""
    then, now = entry.then, entry.now
    if then is None or now is None or not then.item.deducted:
        return ZERO if then is None or now is None else -now.cost
    return (then.item.deducted - now.item.deducted) * then.cost / then.item.deducted


def _vetoed(known: Mark) -> Decimal:
    """What a veto takes from a mark."""
    rate = known.score.rate
    return rate * FULL if known.vetoes and rate is not None else ZERO


def _over(known: Mark) -> Decimal:
    """What the highest mark takes from one that would be higher."""
    rate = known.score.rate
    return ZERO if known.vetoes or rate is None else max(rate * FULL + known.bonus - known.at_most, ZERO)


def _topics(then: Side, now: Side) -> Iterator[Topic]:
    costs = [lost_by_theme(each.assessment, each.scheme) for each in (then, now)]
    scores = [{part.theme: part.score for part in parts(each.assessment, each.scheme)} for each in (then, now)]
    for theme in dict.fromkeys((*scores[1], *scores[0])):
        points = costs[0].get(theme, ZERO) - costs[1].get(theme, ZERO)
        yield Topic(theme, scores[0].get(theme), scores[1].get(theme), rounded(points))
