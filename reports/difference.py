"""What became of a department's problems between two months: put right, no longer found, still there, new, or not to be compared.

Nothing is called put right, or new, that could not be looked at in one of the months. Whether a problem that is no longer
found was put right is what the ledger's looks say, where there is one, else what the later month's findings show of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from checker.indicator import Sort
from checker.ledger.events import Kind, Matter
from checker.ledger.looks import look, worst
from checker.scheme import Scheme
from checker.scoring import DOUBTFUL, ZERO, Assessment, Verdict, Weighed
from crawler.snapshot import Place
from reports.costs import factors
from rules.finding import Outcome
from rules.rule import Rule


class Fate(StrEnum):
    """What became of a problem."""

    PUT_RIGHT = "put-right"  # seen put right
    GONE = "gone"  # no longer found, and nothing shows that it was put right
    LINGERS = "lingers"  # still not put right, but no part of the later month's mark
    RULED = "ruled"  # people decided otherwise in one of the months
    STAYS = "stays"
    NEW = "new"
    UNKNOWN = "not-comparable"
    UNASKED = "not-asked"  # asked in one of the months only


class Why(StrEnum):
    """Why a problem cannot be compared, is asked only once, or is gone without a look that saw it put right."""

    UNTESTED_THEN = "untested-then"
    UNTESTED_NOW = "untested-now"
    UNTESTED_BOTH = "untested-both"
    HIDDEN_THEN = "hidden-then"  # behind what was wrong then
    PAST = "past"  # of a time, or a page, at which the later month does not look
    MEASURED = "measured-otherwise"  # the scheme asks otherwise by now
    UNASKED_THEN = "not-asked-then"
    UNASKED_NOW = "not-asked-now"
    CLOSED = "closed-by-a-person"


@dataclass(frozen=True)
class Side:
    """A department's month with the scheme by which it was judged."""

    assessment: Assessment
    scheme: Scheme

    def verdicts(self, rule: str, place: Place | None) -> Iterator[tuple[Verdict, list[Weighed]]]:
        """What was judged by a rule in a place, as far as it binds there; what only adds to a mark is no duty."""
        for verdict in self.assessment.verdicts:
            found = [item for item in verdict.weighed if item.finding.place == place]
            binds = any(item.finding.outcome is not Outcome.INAPPLICABLE for item in found)
            if verdict.rule == rule and verdict.sort is not Sort.BONUS and binds:
                yield verdict, found


@dataclass(frozen=True)
class Sight:
    """What was found in one month, and what it cost the mark, in points of the mark before it is rounded."""

    verdict: Verdict
    item: Weighed
    cost: Decimal


@dataclass(frozen=True)
class About:
    """What a problem is about, whatever number its indicator has; of several that are alike in all else, which one."""

    rule: str
    place: Place | None
    problem: str
    subject: str
    number: int = 0


@dataclass(frozen=True)
class Entry:
    """A problem, or a doubt, of one of the months or of both, and what became of it."""

    about: About
    fate: Fate
    then: Sight | None
    now: Sight | None
    why: Why | None = None

    @property
    def gain(self) -> Decimal:
        """By how much it makes the later mark better, or worse, than the earlier."""
        return (self.then.cost if self.then else ZERO) - (self.now.cost if self.now else ZERO)


@dataclass(frozen=True)
class Looked:
    """The last look at a case of the ledger after the earlier month and up to the later, or its closing by a person.

    `is_now` says that it is of the later month.
    """

    kind: Kind
    is_now: bool


Ledger = Mapping[About, Looked]


def entries(then: Side, now: Side, catalogue: Mapping[str, Rule], ledger: Ledger) -> tuple[Entry, ...]:
    """All problems and doubts of two months of a department, each once, in the order of the later month's scheme."""
    before, after = dict(_sights(then)), dict(_sights(now))
    found = []
    for about in dict.fromkeys((*after, *before)):
        pair = before.get(about), after.get(about)
        told = _both(*pair) or _one(about, *pair, _Months(then, now, catalogue.get(about.rule), ledger))
        if told is not None:
            found.append(Entry(about, told[0], *pair, told[1]))
    return tuple(found)


def _sights(side: Side) -> Iterator[tuple[About, Sight]]:
    """What was found wrong, could not be checked, or was decided by people in a month."""
    worth, met = factors(side.assessment, side.scheme), dict[About, int]()
    for verdict in side.assessment.verdicts:
        for item in verdict.weighed if verdict.sort is not Sort.BONUS else ():
            finding = item.finding
            if finding.outcome not in (Outcome.FAILED, *DOUBTFUL):
                continue
            about = About(verdict.rule, finding.place, finding.problem, finding.subject)
            met[about] = met.get(about, -1) + 1
            cost = item.deducted * worth.get(verdict.indicator, ZERO)
            yield replace(about, number=met[about]), Sight(verdict, item, cost)


Told = tuple[Fate, Why | None]


def _both(then: Sight | None, now: Sight | None) -> Told | None:
    """What became of what was seen in both months, or was in doubt in one; None where that does not yet say it."""
    was, is_ = _state(then), _state(now)
    if Outcome.PASSED in (was, is_) and {was, is_} & {Outcome.FAILED, Outcome.UNTESTED}:
        return Fate.RULED, None
    if was is is_ is Outcome.FAILED:
        return Fate.STAYS, None
    if now is not None and now.item.ruling is not None and was is Outcome.UNTESTED and is_ is Outcome.FAILED:
        return Fate.RULED, None  # what was in doubt then is confirmed by now
    if Outcome.UNTESTED in (was, is_):
        why = Why.UNTESTED_BOTH if was is is_ else Why.UNTESTED_THEN if was is Outcome.UNTESTED else Why.UNTESTED_NOW
        return Fate.UNKNOWN, why
    return None


def _state(sight: Sight | None) -> Outcome | None:
    """Failed, in doubt, or decided to be nothing; None for what was not found."""
    if sight is None:
        return None
    return Outcome.UNTESTED if sight.item.outcome in DOUBTFUL else sight.item.outcome


@dataclass(frozen=True)
class _Months:
    then: Side
    now: Side
    rule: Rule | None
    ledger: Ledger


def _one(about: About, then: Sight | None, now: Sight | None, months: _Months) -> Told | None:
    """What became of a problem that was found in one month only; None for what people had decided to be none anyway."""
    if Outcome.FAILED not in (_state(then), _state(now)):
        return None
    here, there = (months.then, months.now) if then is not None else (months.now, months.then)
    asked = list(there.verdicts(about.rule, about.place))
    if months.rule is None or not asked:
        return Fate.UNASKED, Why.UNASKED_NOW if then is not None else Why.UNASKED_THEN
    seen = then or now
    is_same = seen is not None and any(
        _measures(here, seen.verdict) == _measures(there, verdict) for verdict, _ in asked
    )
    if then is not None:
        return _vanished(about, months.rule, asked, months.ledger.get(replace(about, number=0)), is_same=is_same)
    return _appeared(about, months.rule, asked, is_same=is_same)


def _measures(side: Side, verdict: Verdict) -> tuple[object, ...]:
    """How an indicator is measured, whatever it costs."""
    known = side.scheme.indicator(verdict.indicator)
    return dict(known.dials), known.whole


def _vanished(
    about: About,
    rule: Rule,
    found: Sequence[tuple[Verdict, list[Weighed]]],
    looked: Looked | None,
    *,
    is_same: bool,
) -> Told:
    shown = _look(about, rule, found)
    doubted = shown is Kind.UNKNOWN and any(item.outcome in DOUBTFUL for _, items in found for item in items)
    if doubted and not (looked is not None and looked.is_now):
        return Fate.UNKNOWN, Why.UNTESTED_NOW
    if looked is not None:
        return FATES[looked.kind]
    if not is_same:
        return Fate.UNKNOWN, Why.MEASURED
    if about.problem in rule.spans | rule.anchored:
        return Fate.UNKNOWN, Why.PAST
    return FATES[shown] if shown is not Kind.FOUND else (Fate.GONE, None)


FATES: Mapping[Kind, Told] = {
    Kind.RECTIFIED: (Fate.PUT_RIGHT, None),
    Kind.WITHDRAWN: (Fate.RULED, None),
    Kind.FOUND: (Fate.LINGERS, None),
    Kind.UNSEEN: (Fate.GONE, None),
    Kind.UNKNOWN: (Fate.UNKNOWN, Why.UNTESTED_NOW),
    Kind.CLOSED: (Fate.GONE, Why.CLOSED),
}


def _appeared(about: About, rule: Rule, found: Sequence[tuple[Verdict, list[Weighed]]], *, is_same: bool) -> Told:
    shown = _look(about, replace(rule, lasting=frozenset()), found)
    doubted = any(item.outcome in DOUBTFUL for _, items in found for item in items)
    if shown is Kind.UNKNOWN and doubted:
        return Fate.UNKNOWN, Why.UNTESTED_THEN
    if not is_same:
        return Fate.UNKNOWN, Why.MEASURED
    cited = any(item.finding.evidence for _, items in found for item in items)
    if shown is Kind.UNSEEN and cited and about.problem not in rule.spans:
        return Fate.UNKNOWN, Why.HIDDEN_THEN
    return Fate.NEW, None


def _look(about: About, rule: Rule, found: Iterable[tuple[Verdict, list[Weighed]]]) -> Kind:
    """What the findings of another month say of a problem, as the ledger would have it."""
    matter = Matter("", about.rule, about.place, about.problem, about.subject)
    said = worst(look(matter, rule, [item.finding for item in items]) for _, items in found)
    return said.kind if said is not None else Kind.UNKNOWN
