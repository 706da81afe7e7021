"""What citations are cited for: by citation, the findings of a month that rest on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.scoring import Assessment, Verdict, Weighed
from checker.store import findings_of
from crawler.roster import Department
from crawler.snapshot import Citation
from reports.questions import problem_or_question
from reports.wording import Wording, plain
from rules.finding import Outcome

SEARCHED = frozenset(("missing",))  # of what is not there, the places are cited where one looked for it
TONES: Mapping[Outcome, str] = {
    Outcome.PASSED: "good",
    Outcome.FAILED: "bad",
    Outcome.CANT_TELL: "doubt",
    Outcome.UNTESTED: "doubt",
}


@dataclass(frozen=True)
class Use:
    """A finding of a department that cites something."""

    department: Department
    verdict: Verdict
    item: Weighed

    def told(self, wording: Wording) -> dict[str, str]:
        """The finding in words."""
        finding = self.item.finding
        return {
            "department": plain(self.department.name),
            "indicator": self.verdict.indicator,
            "title": wording.say(self.verdict.title),
            "outcome": wording.outcome(self.item.outcome),
            "tone": TONES.get(self.item.outcome, ""),
            "problem": problem_or_question(self.verdict.rule, finding.problem, self.item.outcome, wording),
            "subject": wording.subject(plain(finding.subject)),
            "note": wording.finding(finding),
            "searched": "1" if finding.problem in SEARCHED else "",
        }


Uses = Mapping[Citation, Sequence[Use]]


def uses_of(assessments: Iterable[Assessment], outcomes: Collection[Outcome] = tuple(Outcome)) -> Uses:
    """What the findings with these outcomes, after rulings, cite, and which findings cite it."""
    found: dict[Citation, list[Use]] = {}
    for assessment, verdict, item in findings_of(assessments):
        if item.outcome in outcomes:
            for citation in dict.fromkeys(item.finding.evidence):
                found.setdefault(citation, []).append(Use(assessment.department, verdict, item))
    return found
