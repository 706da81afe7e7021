"""One bulletin judged by itself, under the standard that fits it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules.air.bulletin import Bulletin
from rules.air.daily.era import candidates
from rules.air.daily.numbers import wrong_index, wrong_partials
from rules.air.daily.ratings import wrong_grade, wrong_primary
from rules.air.daily.units import Settled, settled
from rules.air.standards import Standard
from rules.finding import Finding, Outcome


@dataclass(frozen=True)
class Statement:
    """A bulletin with its concentrations in the unit that fits, the standard that fits it, and what is wrong with it.

    `is_sure` says that no other standard may hold for it.
    """

    settled: Settled
    standard: Standard
    findings: tuple[Finding, ...]
    is_sure: bool = True

    @property
    def bulletin(self) -> Bulletin:
        """The bulletin, its concentrations in usual units."""
        return self.settled.bulletin


def statement(bulletin: Bulletin, usual: str, filled: bool, known: bool = False) -> Statement | None:
    """What one bulletin is worth; None for a day before there were standards.

    Where two standards may hold, that with fewer faults is taken, and only what is wrong under both is said to be wrong.
    `known` says that other days show which unit the place means.
    """
    found = [_under(bulletin, standard, filled, known) for standard in candidates(bulletin, usual)]
    if not found:
        return None
    best = min(found, key=lambda each: len(each.findings))
    shared = [{(finding.problem, finding.subject) for finding in each.findings} for each in found]
    findings = tuple(_shared(finding, shared) for finding in best.findings)
    return replace(best, findings=findings, is_sure=len(found) == 1)


def _under(bulletin: Bulletin, standard: Standard, filled: bool, known: bool) -> Statement:
    fitting = settled(bulletin, standard, known)
    read = fitting.bulletin
    findings = (
        *wrong_partials(read, standard),
        *wrong_index(read, standard),
        *wrong_primary(read, standard, filled),
        *wrong_grade(read, standard),
    )
    return Statement(fitting, standard, findings)


def _shared(finding: Finding, found: Sequence[set[tuple[str, str]]]) -> Finding:
    everywhere = all((finding.problem, finding.subject) in each for each in found)
    return finding if everywhere else replace(finding, outcome=Outcome.CANT_TELL)
