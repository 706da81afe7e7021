"""Assessments as people's decisions leave them: each finding with the ruling that counts, weighed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.appeals import Appeal
from checker.identity import Named, names
from checker.indicator import Indicator
from checker.rulings import Conflict, Ruling, effective
from checker.scheme import Scheme
from checker.scoring import DOUBTFUL, ZERO, Assessment, Verdict, Weighed, reweigh
from rules.finding import Outcome

CONFLICT, CHANGED, APPEAL = "conflict", "changed", "appeal"  # why a finding that looks final is not
Words = Mapping[str, Sequence[Ruling]]


@dataclass(frozen=True)
class Decided:
    """A month after people's decisions. `conflicts` wait for someone to settle them; `orphans` rule on findings that are gone."""

    assessments: tuple[Assessment, ...]
    conflicts: tuple[Conflict, ...] = ()
    orphans: tuple[Ruling, ...] = ()


def decided(
    assessments: Sequence[Assessment], scheme: Scheme, rulings: Words, appeals: Sequence[Appeal] = ()
) -> Decided:
    """A month's assessments with all rulings on its findings, by key in the order in which they came, and the appeals against them."""
    waiting = {appeal.finding for appeal in appeals if appeal.answer is None}
    spoken = {key.rpartition("/")[0] for key in (*rulings, *waiting)}  # the verdicts that anybody said anything of
    known = {each.id: each for each in scheme.indicators}
    result = []
    for assessment in assessments:
        verdicts = []
        for verdict in assessment.verdicts:
            if not _is_spoken_of(assessment, verdict, spoken):
                verdicts.append(verdict)
                continue
            pairs = named(assessment, verdict)
            items = [_decided(item, name, rulings, waiting) if may_be_ruled(item) else item for name, item in pairs]
            verdicts.append(reweigh(known[verdict.indicator], verdict, items) if _are_touched(items) else verdict)
        result.append(replace(assessment, verdicts=tuple(verdicts)))
    found = {
        name.key: item
        for each in assessments
        for verdict in each.verdicts
        if _is_spoken_of(each, verdict, spoken)
        for name, item in named(each, verdict)
        if may_be_ruled(item)
    }
    said = {key: effective(words, is_fault=key in found and _is_fault(found[key])) for key, words in rulings.items()}
    conflicts = tuple(word for key, word in said.items() if isinstance(word, Conflict) and key in found)
    orphans = tuple(ruling for key, word in said.items() if key not in found for ruling in _those(word))
    return Decided(tuple(result), conflicts, orphans)


def may_be_ruled(item: Weighed) -> bool:
    """Whether there is a fault or a doubt to rule on: what a later check finds passed costs nothing, whatever was said of it before."""
    return item.finding.outcome in (Outcome.FAILED, *DOUBTFUL)


def is_there(item: Weighed) -> bool:
    """Whether there is anything to rule on: where the duty does not bind, what was found before is gone, whatever was said of it."""
    return item.finding.outcome is not Outcome.INAPPLICABLE


def named(assessment: Assessment, verdict: Verdict) -> Iterator[tuple[Named, Weighed]]:
    """The findings of a verdict, each with its name."""
    findings = [item.finding for item in verdict.weighed]
    about = assessment.period, assessment.department.id, verdict.indicator
    return zip(names(*about, findings), verdict.weighed, strict=True)


def scale(indicator: Indicator, verdict: Verdict) -> Decimal:
    """How much more each place carries because the duty does not bind in another; 0 where it binds nowhere."""
    binding = {item.finding.place or indicator.places[0] for item in verdict.weighed if is_there(item)}
    return Decimal(len(indicator.places)) / Decimal(len(binding)) if binding else ZERO


def most(indicator: Indicator, verdict: Verdict, item: Weighed) -> Decimal:
    """The most that a ruling may have a finding cost: its problem's cap and its place's share, on the scale of the place."""
    deduction = indicator.deduct.get(item.finding.problem)
    cap = indicator.share if deduction is None else min(deduction.at_most, indicator.share)
    return cap * scale(indicator, verdict)


def _is_spoken_of(assessment: Assessment, verdict: Verdict, spoken: set[str]) -> bool:
    key = f"{assessment.period}/{assessment.department.id}/{verdict.indicator}"
    return key in spoken or _are_touched(verdict.weighed)


def _are_touched(items: Sequence[Weighed]) -> bool:
    return any(item.ruling is not None or item.open for item in items)


def _is_fault(item: Weighed) -> bool:
    return item.finding.outcome is Outcome.FAILED


def _those(word: Ruling | Conflict | None) -> tuple[Ruling, ...]:
    if isinstance(word, Conflict):
        return word.rulings
    return () if word is None else (word,)


def _decided(item: Weighed, name: Named, rulings: Words, waiting: set[str]) -> Weighed:
    word = effective(rulings.get(name.key, ()), name.seen, is_fault=_is_fault(item))
    ruling = word if isinstance(word, Ruling) else None
    reasons = {
        CONFLICT: isinstance(word, Conflict),
        CHANGED: ruling is not None and ruling.seen != name.seen,
        APPEAL: name.key in waiting,
    }
    told = tuple(reason for reason, holds in reasons.items() if holds)
    return replace(item, ruling=ruling, found=item.deducted + item.doubted, open=told)
