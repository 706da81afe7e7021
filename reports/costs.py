"""What is lost, in points of the mark: 100 less all costs, and with the bonuses, is the mark before it is capped and rounded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from checker.indicator import Sort
from checker.marks import group_scores
from checker.scheme import FULL, Scheme, Sharing
from checker.scoring import ZERO, Assessment, Verdict
from reports.themes import theme_of
from rules.themes import Theme


def factors(assessment: Assessment, scheme: Scheme) -> Mapping[str, Decimal]:
    """How much of the mark a point of each deducting indicator that applies is worth; empty where nothing could be assessed."""
    weights = _weights(assessment, scheme)
    owed = [each for each in assessment.verdicts if each.sort is Sort.DEDUCT and each.score.possible]
    assessable = sum((each.score.assessable * weights[each.indicator] for each in owed), ZERO)
    return {each.indicator: weights[each.indicator] * FULL / assessable for each in owed} if assessable else {}


def _weights(assessment: Assessment, scheme: Scheme) -> Mapping[str, Decimal]:
    """By how much the points of each indicator grow where the points of others that do not apply are shared out."""
    if scheme.sharing is Sharing.SCALE:
        return {each.id: Decimal(1) for each in scheme.indicators}
    points, groups = scheme.group_points(), group_scores(assessment, scheme)
    alive = sum((points[group] for group in groups), ZERO)
    known = {each.id: each.group for each in scheme.indicators}
    shares = {group: FULL * points[group] / alive / score.possible for group, score in groups.items()}
    return {id: shares[group] for id, group in known.items() if group in shares}


def lost(verdict: Verdict, worth: Mapping[str, Decimal]) -> Decimal:
    """What an indicator costs the mark."""
    return (verdict.score.assessable - verdict.score.earned) * worth.get(verdict.indicator, ZERO)


def lost_by_theme(assessment: Assessment, scheme: Scheme) -> Mapping[Theme, Decimal]:
    """What each topic costs the mark, the dearest first; what costs nothing is left out."""
    worth, found = factors(assessment, scheme), dict[Theme, Decimal]()
    for verdict in assessment.verdicts:
        if cost := lost(verdict, worth):
            theme = theme_of(verdict.rule)
            found[theme] = found.get(theme, ZERO) + cost
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
