"""What one look at a place says of a case: there still, put right as can be seen, or not known.

A case is put right only where the rule looked and saw what it looked at: what merely is not found any more may be hidden by
something else (who has taken the whole page away has corrected nothing), may not have been read, or is past.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.ledger.events import Kind, Matter
from checker.scoring import DOUBTFUL
from crawler.period import Period
from crawler.snapshot import Citation
from rules.finding import Finding, Outcome
from rules.rule import Rule

MOST = 3  # citations that show what was looked at
APART = ("", "：", " ")  # what stands in a subject between a thing and a part of it


@dataclass(frozen=True)
class Look:
    """What a look says, and the evidence; `of` is the earlier month of which it was asked, None for its own."""

    kind: Kind
    evidence: tuple[Citation, ...] = ()
    indicator: str = ""
    open: tuple[str, ...] = ()
    of: Period | None = None


@dataclass(frozen=True)
class Grounds:
    """What is there now of that in which a case was found: the addresses of its pages with their files, and what is gone.

    `kept` are citations of an earlier visit with which it was compared, and which are not at hand to compare with again.
    """

    addresses: frozenset[str] = frozenset()
    gone: tuple[Citation, ...] = ()
    kept: tuple[Citation, ...] = ()


def look(matter: Matter, rule: Rule, findings: Sequence[Finding], grounds: Grounds | None = None) -> Look:
    """What the findings of its rule in its place say of a case.

    There still, when it is among them. Not known, when nothing was judged, or when it may be in what could not be read. Not seen, when
    what was found wrong hides it, a part of it is still found, it is past, or that in which it was found is gone. Put right, when it
    is not among them though the rule saw other things, right or wrong.
    """
    grounds = grounds or Grounds()
    failures = [each for each in findings if each.outcome is Outcome.FAILED]
    same = [each for each in failures if is_same(each, matter)]
    if same:
        return Look(Kind.FOUND, same[0].evidence)
    doubts = [each for each in findings if each.outcome in DOUBTFUL and _may_hold(each, matter, rule, grounds)]
    if doubts:
        return Look(Kind.UNKNOWN, doubts[0].evidence)
    hiding = [each for each in failures if _hides(each, matter, rule, grounds) or _is_left(each, matter)]
    if hiding:
        return Look(Kind.UNSEEN, hiding[0].evidence)
    told = [
        each for each in findings if each.outcome in (Outcome.PASSED, Outcome.FAILED) or _is_there(each, matter, rule)
    ]
    if not told:
        return Look(Kind.UNKNOWN)
    told.sort(key=lambda each: (each.outcome is Outcome.FAILED, each.subject != matter.subject))
    cited = tuple(dict.fromkeys(citation for each in told for citation in each.evidence))[:MOST]
    gone = grounds.gone if matter.problem in rule.anchored else ()
    if not cited or gone or grounds.kept or matter.problem in rule.lasting:
        return Look(Kind.UNSEEN, cited)
    return Look(Kind.RECTIFIED, cited)


def _is_there(doubt: Finding, matter: Matter, rule: Rule) -> bool:
    """Whether a doubt can only be had where what was not there, or did not open, is to be seen by now."""
    if doubt.outcome is not Outcome.CANT_TELL or not doubt.problem or doubt.problem in rule.stops:
        return False
    if doubt.subject == matter.subject:
        return matter.problem in rule.hiding and doubt.problem not in rule.hiding
    return matter.problem in rule.hiding and (not matter.subject or _is_part(doubt.subject, matter.subject))


def worst(looks: Iterable[Look]) -> Look | None:
    """Of several looks the one that leaves most to do: there still, not known, not seen, put right; None of none."""
    order = (Kind.FOUND, Kind.UNKNOWN, Kind.UNSEEN, Kind.RECTIFIED, Kind.WITHDRAWN)
    return min(looks, key=lambda each: order.index(each.kind), default=None)


def is_same(finding: Finding, matter: Matter) -> bool:
    """Whether a finding in the case's place is the case's problem with the case's subject."""
    return finding.problem == matter.problem and finding.subject == matter.subject


def _may_hold(doubt: Finding, matter: Matter, rule: Rule, grounds: Grounds) -> bool:
    """Whether a doubt may be the case: about everything, about its problem, about what would hide it, or about its pages."""
    if not doubt.problem or doubt.problem in rule.stops or _touches(doubt, matter, rule, grounds):
        return True
    if doubt.problem == matter.problem and matter.problem not in rule.hiding and not matter.subject:
        return True
    return doubt.problem in {matter.problem, *rule.hiding} and (_is_about(doubt, matter) or _is_left(doubt, matter))


def _hides(finding: Finding, matter: Matter, rule: Rule, grounds: Grounds) -> bool:
    if finding.problem in rule.stops:
        return True
    return finding.problem in rule.hiding and (_is_about(finding, matter) or _touches(finding, matter, rule, grounds))


def _touches(finding: Finding, matter: Matter, rule: Rule, grounds: Grounds) -> bool:
    """Whether a finding rests on a page of a case that was found in some of many, or on a file of it."""
    is_anchored = matter.problem in rule.anchored
    return is_anchored and any(each.url in grounds.addresses for each in finding.evidence)


def _is_about(finding: Finding, matter: Matter) -> bool:
    """Whether a finding concerns all there is, or just what the case is about, or that of which it is a part."""
    return not finding.subject or _is_part(matter.subject, finding.subject)


def _is_left(finding: Finding, matter: Matter) -> bool:
    """Whether a finding is the case's problem of a part of what the case is about, or of that of which it is a part."""
    if finding.problem != matter.problem or not finding.subject or not matter.subject:
        return False
    return _is_part(finding.subject, matter.subject) or _is_part(matter.subject, finding.subject)


def _is_part(subject: str, whole: str) -> bool:
    return subject.startswith(whole) and subject[len(whole) : len(whole) + 1] in APART
