"""What only shows when all bodies of a month are seen side by side: figures ten thousand times too large or too small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.disclosures import by_place, disclosure, printed
from checker.indicator import Indicator
from checker.outliers import LAST, SLIP, Heads, Outlier, Peers, outliers
from checker.scheme import Scheme
from checker.scoring import Assessment, Verdict, weigh
from checker.unread import RULES, year_judged
from crawler.snapshot import Place
from rules.accounts.heads import NAMES
from rules.accounts.judging.collected import Collected
from rules.finding import Finding, Outcome, cant_tell

PROBLEM = "unit-slip"
ABSENT = frozenset(("missing", "outdated", "broken", "empty"))
Figures = Mapping[str, Sequence[Collected]]


def compared(
    assessments: Sequence[Assessment], scheme: Scheme, figures: Figures, before: Mapping[str, Figures]
) -> list[Assessment]:
    """The assessments with a doubt for each figure of this month that is a slip of unit by its size, weighed again.

    `figures` are those of the month by body, `before` for each kind those that were stored of last year's disclosure.
    Where an indicator does not price such slips nothing is said.
    """
    found = list(assessments)
    for kind, rule in RULES.items():
        pricing = {each.id: each for each in scheme.indicators if each.rule == rule and PROBLEM in each.deduct}
        if pricing and found:
            found = _of_kind(found, pricing, figures, before.get(kind, {}), kind)
    return found


def _of_kind(
    assessments: Sequence[Assessment], pricing: Mapping[str, Indicator], figures: Figures, before: Figures, kind: str
) -> list[Assessment]:
    year = year_judged(kind, assessments[0].period.year)
    shown = {
        id: disclosure(figures.get(id, ()), before.get(id, ()), kind, year)
        for id in (each.department.id for each in assessments)
    }
    peers = Peers((each.department, shown[each.department.id].heads) for each in assessments)
    result = []
    for each in assessments:
        id = each.department.id
        last, middles = printed(shown[id].last), peers.middles(each.department)
        now = by_place(f for f in figures.get(id, ()) if f.kind == kind and f.year == f.told_in == year)
        slips = {place: _slips(heads, last, middles) for place, heads in now.items()}
        result.append(_doubted(each, pricing, slips))
    return result


def _slips(heads: Heads, last: Heads, middles: Heads) -> list[Outlier]:
    return [each for each in outliers(heads, last, middles) if each.size == SLIP]


def _doubted(
    assessment: Assessment, pricing: Mapping[str, Indicator], slips: Mapping[Place, Sequence[Outlier]]
) -> Assessment:
    verdicts = tuple(
        _weighed(verdict, pricing[verdict.indicator], slips) if verdict.indicator in pricing else verdict
        for verdict in assessment.verdicts
    )
    return replace(assessment, verdicts=verdicts) if verdicts != assessment.verdicts else assessment


def _weighed(verdict: Verdict, indicator: Indicator, slips: Mapping[Place, Sequence[Outlier]]) -> Verdict:
    found = {
        place: tuple(item.finding for item in verdict.weighed if item.finding.place is place)
        for place in indicator.places
    }
    more = {place: tuple(_told(findings, slips.get(place, ()), place)) for place, findings in found.items()}
    if not any(more.values()):
        return verdict
    return weigh(indicator, {place: (*findings, *more[place]) for place, findings in found.items()})


def _told(findings: Sequence[Finding], slips: Sequence[Outlier], place: Place) -> Iterator[Finding]:
    """A doubt for each slip that the place's own verdict rests on and does not name already."""
    known = {finding.subject for finding in findings if finding.problem == PROBLEM}
    if not any(finding.outcome is not Outcome.INAPPLICABLE for finding in findings):
        return
    if any(finding.problem in ABSENT and not finding.subject for finding in findings):
        return
    for slip in slips:
        if NAMES[slip.figure.head] not in known:
            yield replace(_finding(slip), place=place)


def _finding(slip: Outlier) -> Finding:
    values = {
        "here": f"{slip.figure.value:f}",
        "there": f"{slip.other.value:f}",
        "times": f"{slip.times:.0f}",
        "printed": slip.figure.printed.removesuffix(slip.figure.unit) + slip.figure.unit,
    }
    cited, subject = (slip.figure.cited, slip.other.cited), NAMES[slip.figure.head]
    if slip.against == LAST:
        note = "写的是 {printed}，合 {here} 万元，上年是 {there} 万元，相差 {times} 倍，疑把元写成万元或把万元写成元"
    else:
        note = "写的是 {printed}，合 {here} 万元，同类单位居中的是 {there} 万元，相差 {times} 倍，疑把元写成万元或把万元写成元"
    return cant_tell(PROBLEM, *cited, note=note, subject=subject, **values)
