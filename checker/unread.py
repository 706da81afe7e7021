"""Why a body has no figures in the city's table: said as its verdict says it, and never more than that."""

from __future__ import annotations

from collections.abc import Sequence

from checker.scoring import Assessment
from crawler.reading import doubts
from rules.finding import Finding, Outcome

RULES = {"budget": "three-public-budget", "final": "three-public-final"}
NOT_PUBLISHED, OUTDATED, BROKEN, EMPTY, PICTURE = "not-published", "outdated", "broken", "empty", "picture"
UNCHECKED, NOT_DUE, UNSEEN = "unchecked", "not-due", "unseen"
PICTURES = frozenset((doubts.NO_TEXT, doubts.PICTURE, doubts.needs("ocr")))
GRAVEST_LAST = (("empty", EMPTY), ("broken", BROKEN), ("outdated", OUTDATED), ("missing", NOT_PUBLISHED))


def year_judged(kind: str, period_year: int) -> int:
    """The year that a month's verdict is about: this year's budget, last year's final accounts."""
    return period_year - (kind == "final")


def status(assessment: Assessment, kind: str, year: int) -> str:
    """Why there are no figures of a year: one of this module's names.

    Not published is said only where every place was looked at, and only of the year that the month's verdict is about.
    """
    found = [item.finding for verdict in assessment.verdicts if verdict.rule == RULES[kind] for item in verdict.weighed]
    if year != year_judged(kind, assessment.period.year) or not found:
        return UNSEEN
    binding = [each for each in found if each.outcome is not Outcome.INAPPLICABLE]
    return _said(binding) if binding else NOT_DUE


def _said(findings: Sequence[Finding]) -> str:
    if any(_is_picture(each) for each in findings):
        return PICTURE
    failed = {each.problem for each in findings if each.outcome is Outcome.FAILED}
    doubtful = any(each.outcome in (Outcome.CANT_TELL, Outcome.UNTESTED) for each in findings)
    if doubtful and not failed & {EMPTY}:
        return UNCHECKED
    return next((name for problem, name in GRAVEST_LAST if problem in failed), UNCHECKED)


def _is_picture(finding: Finding) -> bool:
    """Whether what was found is only a picture or a scan."""
    unread = finding.values.get("doubt", "")
    return finding.problem == PICTURE or (finding.outcome is not Outcome.PASSED and unread in PICTURES)
