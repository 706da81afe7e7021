"""What a rule says of a sample against what an official would say: who is accused wrongly, which faults are told.

A sample is a folder in the format of a case (tests/rules/cases.py). Its case.toml tells in each `[[truth]]` a `problem` and,
where there are several, a part of its `subject`; `sure = false` where an official would only want to look. `certain_ok`
says that the duty is plainly met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rules.finding import Finding, Outcome
from rules.rule import Rule, catalogue
from tests.rules.cases import Case

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Truth:
    """One thing that is wrong, for sure or perhaps."""

    problem: str
    subject: str = ""
    sure: bool = True

    def names(self, finding: Finding) -> bool:
        """Whether a finding is about this: the same problem, and one subject part of the other."""
        same = (
            not self.subject or self.subject in finding.subject or (finding.subject and finding.subject in self.subject)
        )
        return finding.problem == self.problem and bool(same)


@dataclass(frozen=True)
class Sample(Case):
    """One sample on disk."""

    @property
    def rule(self) -> Rule:
        return catalogue()[self.folder.parent.name]

    @property
    def set_name(self) -> str:
        return self.folder.parent.parent.name

    @property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(Truth(**each) for each in self.told.get("truth", []))

    @cached_property
    def findings(self) -> list[Finding]:
        return self.find()

    def accused(self) -> list[Finding]:
        """Failed findings that no truth names."""
        failed = (finding for finding in self.findings if finding.outcome is Outcome.FAILED)
        return [finding for finding in failed if not any(truth.names(finding) for truth in self.truths)]

    def doubted(self) -> list[Finding]:
        """Findings left to a person where the duty is plainly met."""
        open_ones = (Outcome.CANT_TELL, Outcome.UNTESTED)
        return [finding for finding in self.findings if self.told.get("certain_ok") and finding.outcome in open_ones]

    def told_as(self, truth: Truth) -> Outcome | None:
        """The hardest outcome by which a truth is told; None when it is not."""
        outcomes = {finding.outcome for finding in self.findings if truth.names(finding)}
        return next((each for each in (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED) if each in outcomes), None)

    def missed(self) -> list[Truth]:
        """Sure truths that no finding tells."""
        return [truth for truth in self.truths if truth.sure and self.told_as(truth) is None]


def samples(set_name: str = "", rule: str = "") -> Iterator[Sample]:
    """Every sample of a set and a rule, or of all."""
    for path in sorted(FOLDER.glob(f"{set_name or '*'}/{rule or '*'}/*/case.toml")):
        yield Sample(path.parent)
