"""Assessments as people's decisions leave them: each finding with the ruling that counts, weighed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.appeals import Appeal
from checker.identity import Named, names
from checker.rulings import Conflict, Ruling, effective
from checker.scheme import Scheme
from checker.scoring import Assessment, Verdict, Weighed, reweigh

CONFLICT, CHANGED, APPEAL = "conflict", "changed", "appeal"  # why a finding that looks final is not


@dataclass(frozen=True)
class Decided:
    """A month after people's decisions. `conflicts` wait for someone to settle them; `orphans` rule on findings that are gone."""

    assessments: tuple[Assessment, ...]
    conflicts: tuple[Conflict, ...] = ()
    orphans: tuple[Ruling, ...] = ()


def decided(
    assessments: Sequence[Assessment],
    scheme: Scheme,
    rulings: Mapping[str, Sequence[Ruling]],
    appeals: Sequence[Appeal] = (),
) -> Decided:
    """A month's assessments with all rulings on its findings, by key in the order in which they came, and the appeals against them."""
    said = {key: effective(words) for key, words in rulings.items()}
    waiting = {appeal.finding for appeal in appeals if appeal.answer is None}
    known = {each.id: each for each in scheme.indicators}
    result = []
    for assessment in assessments:
        verdicts = []
        for verdict in assessment.verdicts:
            items = [_decided(item, name, said, waiting) for name, item in named(assessment, verdict)]
            verdicts.append(reweigh(known[verdict.indicator], verdict, items) if _are_touched(items) else verdict)
        result.append(replace(assessment, verdicts=tuple(verdicts)))
    found = {name.key for each in assessments for verdict in each.verdicts for name, _ in named(each, verdict)}
    conflicts = tuple(word for word in said.values() if isinstance(word, Conflict))
    orphans = tuple(word for key, word in said.items() if isinstance(word, Ruling) and key not in found)
    return Decided(tuple(result), conflicts, orphans)


def named(assessment: Assessment, verdict: Verdict) -> Iterator[tuple[Named, Weighed]]:
    """The findings of a verdict, each with its name."""
    findings = [item.finding for item in verdict.weighed]
    about = assessment.period, assessment.department.id, verdict.indicator
    return zip(names(*about, findings), verdict.weighed, strict=True)


def _are_touched(items: Sequence[Weighed]) -> bool:
    return any(item.ruling is not None or item.open for item in items)


def _decided(item: Weighed, name: Named, said: Mapping[str, Ruling | Conflict | None], waiting: set[str]) -> Weighed:
    word = said.get(name.key)
    ruling = word if isinstance(word, Ruling) else None
    reasons = {
        CONFLICT: isinstance(word, Conflict),
        CHANGED: ruling is not None and ruling.seen != name.seen,
        APPEAL: name.key in waiting,
    }
    told = tuple(reason for reason, holds in reasons.items() if holds)
    return replace(item, ruling=ruling, found=item.deducted + item.doubted, open=told)
