"""What a stage is like once the words of workbooks are added to those that were there: for the trial, and for what stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checker.decided import Decided, decided, named
from checker.identity import Named
from checker.marks import mark
from checker.returns import Returned
from checker.scoring import Assessment, Verdict, Weighed
from checker.visits import Disagreement, SiteMark, standing_marks
from reports.returned_known import Stage
from reports.wording import Wording


@dataclass(frozen=True)
class After:
    """A stage with the new words: every finding, each department's assessment, and every mark on site."""

    decided: Decided
    marks: Mapping[str, SiteMark | Disagreement]


@dataclass(frozen=True)
class Place:
    """A finding where it stands."""

    assessment: Assessment
    verdict: Verdict
    name: Named
    item: Weighed


def after(stage: Stage, found: Sequence[Returned]) -> After:
    """The stage once these workbooks are taken in."""
    rulings = {key: list(said) for key, said in stage.rulings.items()}
    answers = {number: ruling for each in found for number, ruling in each.answers}
    for ruling in (*(ruling for each in found for ruling in each.rulings), *answers.values()):
        rulings.setdefault(ruling.finding, []).append(ruling)
    appeals = [replace(each, answer=answers.get(each.number, each.answer)) for each in stage.appeals]
    results = stage.results
    judged = decided(results.machine, results.scheme, rulings, appeals)
    return After(
        results.decided if stage.is_year_end else judged,
        standing_marks([*stage.marks, *(mark for each in found for mark in each.marks)]),
    )


def places(assessments: Sequence[Assessment]) -> Mapping[str, Place]:
    """All findings by key."""
    found = (
        Place(assessment, verdict, name, item)
        for assessment in assessments
        for verdict in assessment.verdicts
        for name, item in named(assessment, verdict)
    )
    return {each.name.key: each for each in found}


def total(assessment: Assessment, stage: Stage, wording: Wording) -> str:
    """A department's online mark as it is printed, and whether it is provisional."""
    text = wording.mark(mark(assessment, stage.results.scheme).total)
    return wording.say("{mark}（暂定）", mark=text) if assessment.provisional else text
