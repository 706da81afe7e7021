"""What one look at a place says of a case: there still, put right as can be seen, or not known.

A case is put right only where the rule looked and saw what it looked at: what merely is not found any more may be hidden by
something else (who has taken the whole page away has corrected nothing), or may not have been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.ledger.events import Kind, Matter
from checker.scoring import DOUBTFUL
from crawler.snapshot import Citation
from rules.finding import Finding, Outcome
from rules.rule import Rule

MOST = 3  # citations that show what was looked at


@dataclass(frozen=True)
class Look:
    """What a look says, and the evidence."""

    kind: Kind
    evidence: tuple[Citation, ...] = ()
    indicator: str = ""
    open: tuple[str, ...] = ()


def look(matter: Matter, rule: Rule, findings: Sequence[Finding]) -> Look:
    """What the findings of its rule in its place say of a case.

    There still, when it is among them. Not known, when nothing was judged, when what was found wrong hides it, or when it may be in
    what could not be read. Put right, when it is not among them though the rule saw other things, right or wrong.
    """
    same = [each for each in findings if is_same(each, matter) and each.outcome is Outcome.FAILED]
    if same:
        return Look(Kind.FOUND, same[0].evidence)
    doubts = [each for each in findings if each.outcome in DOUBTFUL and _may_hold(each, matter, rule)]
    if doubts:
        return Look(Kind.UNKNOWN, doubts[0].evidence)
    hiding = [each for each in findings if each.outcome is Outcome.FAILED and _hides(each, matter, rule)]
    if hiding:
        return Look(Kind.UNSEEN, hiding[0].evidence)
    told = [each for each in findings if each.outcome in (Outcome.PASSED, Outcome.FAILED)]
    if not told:
        return Look(Kind.UNKNOWN)
    told.sort(key=lambda each: (each.outcome is Outcome.FAILED, each.subject != matter.subject))
    cited = dict.fromkeys(citation for each in told for citation in each.evidence)
    return Look(Kind.RECTIFIED, tuple(cited)[:MOST]) if cited else Look(Kind.UNSEEN)


def worst(looks: Iterable[Look]) -> Look | None:
    """Of several looks the one that leaves most to do: there still, not known, not seen, put right; None of none."""
    order = (Kind.FOUND, Kind.UNKNOWN, Kind.UNSEEN, Kind.RECTIFIED, Kind.WITHDRAWN)
    return min(looks, key=lambda each: order.index(each.kind), default=None)


def is_same(finding: Finding, matter: Matter) -> bool:
    """Whether a finding in the case's place is the case's problem with the case's subject."""
    return finding.problem == matter.problem and finding.subject == matter.subject


def _may_hold(doubt: Finding, matter: Matter, rule: Rule) -> bool:
    """Whether a doubt may be the case: about everything, about its problem, or about what would hide it."""
    if not doubt.problem:
        return True
    return (doubt.problem == matter.problem or doubt.problem in rule.hiding) and _is_about(doubt, matter)


def _hides(finding: Finding, matter: Matter, rule: Rule) -> bool:
    return finding.problem in rule.hiding and _is_about(finding, matter)


def _is_about(finding: Finding, matter: Matter) -> bool:
    """Whether a finding may concern what the case is about: all of it, the same thing, or a part of it."""
    return not finding.subject or not matter.subject or matter.subject.startswith(finding.subject)
