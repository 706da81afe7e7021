"""What a rule says it saw, in the five outcomes of W3C EARL 1.0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.snapshot import Citation, Place


class Outcome(StrEnum):
    """EARL's outcome values. Not seen is not absent: what could not be looked at is untested."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


@dataclass(frozen=True)
class Finding:
    """One observation.

    `note` is a message template in Chinese whose named fields are filled from
    `values`. A doubtful or untested finding may name the problem that it would
    be, so that the doubt weighs no more than that problem would cost. Where a
    posted explanation (情况说明) stands in for what is missing it is `explained`.
    """

    outcome: Outcome
    problem: str = ""
    evidence: tuple[Citation, ...] = ()
    note: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    place: Place | None = None
    explained: bool = False

    def __str__(self) -> str:
        return self.note.format_map(self.values)


def passed(*evidence: Citation, note: str = "", subject: str = "", **values: str) -> Finding:
    """The duty is met, as the evidence shows."""
    return Finding(Outcome.PASSED, "", evidence, note, values, subject)


def failed(problem: str, *evidence: Citation, note: str = "", subject: str = "", **values: str) -> Finding:
    """The duty is not met: a problem that the rule names, with evidence, for absence the places searched."""
    return Finding(Outcome.FAILED, problem, evidence, note, values, subject)


def cant_tell(problem: str, *evidence: Citation, note: str, subject: str = "", **values: str) -> Finding:
    """A person must look."""
    return Finding(Outcome.CANT_TELL, problem, evidence, note, values, subject)


def untested(problem: str, *evidence: Citation, note: str, subject: str = "", **values: str) -> Finding:
    """It could not be looked at, and the note says why."""
    return Finding(Outcome.UNTESTED, problem, evidence, note, values, subject)


def inapplicable(note: str, **values: str) -> Finding:
    """The duty does not bind here."""
    return Finding(Outcome.INAPPLICABLE, note=note, values=values)
