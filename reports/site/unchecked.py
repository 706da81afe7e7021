"""What a month could not say: why it could not be looked at, or is left to a person, and of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker.scoring import DOUBTFUL, Assessment, Verdict
from crawler.roster import Department
from reports.remedies import named_in, remedy
from reports.site.compared import small_percent
from reports.site.values import Data
from reports.standing import Standing
from reports.wording import FIXED, Wording, plain
from rules.finding import Finding, Outcome

MOST_NAMED = 6
LEFT_OUT = "…"


@dataclass(frozen=True)
class Doubt:
    """One thing that could not be judged, and of whom."""

    department: Department
    verdict: Verdict
    outcome: Outcome
    finding: Finding


def doubts(assessments: Iterable[Assessment]) -> Iterator[Doubt]:
    """All that is untested or left to a person, after rulings."""
    for assessment in assessments:
        for verdict in assessment.verdicts:
            for item in verdict.weighed:
                if item.outcome in DOUBTFUL:
                    yield Doubt(assessment.department, verdict, item.outcome, item.finding)


def why(finding: Finding, wording: Wording) -> str:
    """Why, in words that are the same for all of which it is so: names of reasons are kept, what differs from case to case is left out."""
    values = {name: wording.reason(value) if value in FIXED else LEFT_OUT for name, value in finding.values.items()}
    return plain(wording.say(finding.note, **values)) or wording.outcome(finding.outcome)


def reasons(assessments: Iterable[Assessment], wording: Wording) -> list[Data]:
    """The reasons, the most frequent first: in words, with how often and of whom."""
    found: dict[tuple[Outcome, str], list[Doubt]] = {}
    for doubt in doubts(assessments):
        found.setdefault((doubt.outcome, why(doubt.finding, wording)), []).append(doubt)
    ordered = sorted(found.items(), key=lambda each: (each[0][0] is not Outcome.UNTESTED, -len(each[1]), each[0][1]))
    return [
        {
            "words": words,
            "do": _to_do(these, wording),
            "outcome": wording.outcome(outcome),
            "count": len(these),
            **_whose(these),
        }
        for (outcome, words), these in ordered
    ]


def _to_do(these: Iterable[Doubt], wording: Wording) -> list[str]:
    """What to do about the reasons that these name."""
    names = dict.fromkeys(name for each in these for name in named_in(each.finding))
    return [remedy(name, wording) for name in names]


def _whose(these: Iterable[Doubt]) -> Mapping[str, object]:
    named = {each.department.id: plain(each.department.name) for each in these}
    shown = [{"id": id, "name": name} for id, name in list(named.items())[:MOST_NAMED]]
    return {"departments": shown, "all": len(named), "more": len(named) - len(shown)}


def whose_doubts(standings: Iterable[Standing], wording: Wording) -> list[Data]:
    """The departments of which anything could not be assessed, the largest share first, with the reasons."""
    rows: list[dict[str, Any]] = []
    for each in standings:
        department = each.assessment.department
        told: dict[str, list[Doubt]] = {}
        for doubt in doubts([each.assessment]):
            told.setdefault(why(doubt.finding, wording), []).append(doubt)
        if told:
            share = each.unassessed
            rows.append(
                {
                    "id": department.id,
                    "name": plain(department.name),
                    "share": small_percent(share),
                    "value": share or Decimal(0),
                    "count": sum(len(these) for these in told.values()),
                    "reasons": [{"words": words, "count": len(these)} for words, these in told.items()],
                }
            )
    return sorted(rows, key=lambda row: -row["value"])
