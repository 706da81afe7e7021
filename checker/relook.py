"""Whether what was found before is put right: each open case looked at again in what was read this month.

A rule that judges what belongs to a month, a quarter or a year is asked of the time in which the case was found, since this
month's judgement says nothing of it; any other is asked as it is. An address that a case cites and that could not be read this time
leaves it open, whatever the rule says; so does a page that was kept of an earlier visit and is not at hand to compare with again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from checker.assess import judge
from checker.grounds import Shown
from checker.indicator import Indicator, Sort
from checker.ledger.cases import Case
from checker.ledger.events import Kind, Matter
from checker.ledger.looks import Look, look, worst
from checker.scheme import Scheme
from crawler.health import hindrance
from crawler.period import Period
from crawler.snapshot import Place, Snapshot, Unreached
from rules.finding import Finding
from rules.rule import Rule

Asked = Callable[[Indicator, Period], Sequence[Finding]]


def relooks(
    snapshot: Snapshot, scheme: Scheme, catalogue: Mapping[str, Rule], cases: Iterable[Case]
) -> dict[Matter, Look]:
    """What one department's month says of its open cases; nothing of those whose rule the scheme does not ask of it."""
    found: dict[Matter, Look] = {}
    told: dict[tuple[str, Place, Period], Sequence[Finding]] = {}
    shown = Shown(snapshot)
    for case in cases:
        rule = catalogue.get(case.matter.rule)
        matter = replace(case.matter, department=snapshot.department.id)
        for said in _looks(shown, scheme, rule, case, matter, told) if rule else ():
            others = [found[matter]] if matter in found else []  # of bodies that were merged
            found[matter] = worst([*others, said]) or said
    return found


def _looks(
    shown: Shown,
    scheme: Scheme,
    rule: Rule,
    case: Case,
    matter: Matter,
    told: dict[tuple[str, Place, Period], Sequence[Finding]],
) -> Iterator[Look]:
    place, snapshot = matter.place, shown.snapshot
    asked = [
        each
        for each in scheme.indicators
        if each.rule == rule.id
        and each.sort is not Sort.BONUS
        and place in each.places
        and each.binds(snapshot.department.kinds)
    ]
    if place is None or not asked:
        return
    lost = _unread(snapshot, place, case)
    if lost is not None:
        yield replace(lost, indicator=asked[0].id)
        return
    said, grounds = [], shown.grounds(case)
    for indicator in asked:
        for period in _months(case) if matter.problem in rule.spans else [snapshot.period]:
            key = indicator.id, place, period
            if key not in told:
                told[key] = judge(rule, indicator, replace(snapshot, period=period), place)
            of = None if period == snapshot.period else period
            said.append(replace(look(matter, rule, told[key], grounds), indicator=indicator.id, of=of))
    # A month in which nothing was owed yet says nothing beside one in which it was.
    found = worst([each for each in said if each.kind is not Kind.UNKNOWN or each.evidence] or said)
    if found is not None:
        blind = _blind(snapshot, place, case) if found.kind in (Kind.RECTIFIED, Kind.UNSEEN) else None
        yield found if blind is None else replace(found, kind=Kind.UNKNOWN, evidence=(blind.cite(),))


def _months(case: Case) -> list[Period]:
    """The months in whose own checks a case was found since it was opened last, not those in which it was found to stand still."""
    own = {e.period for e, _ in case.history if e.kind is Kind.FOUND and e.of is None and e.period >= case.since}
    return sorted(own or {case.since, case.last})


def _blind(snapshot: Snapshot, place: Place, case: Case) -> Unreached | None:
    """Why the other place, beside which a case was found, could not be judged this time; None when it could, or there is none."""
    others = {each.place for each in case.seen.evidence} - {place}
    return next((lost for each in sorted(others) if (lost := hindrance(snapshot.at(each))) is not None), None)


def _unread(snapshot: Snapshot, place: Place, case: Case) -> Look | None:
    """What of a case's evidence could not be read this time, None when all could, or is said by the site to be gone."""
    cited = {each.url for each in case.seen.evidence}
    visited = snapshot.whole.unreached if snapshot.whole is not None and place is Place.PORTAL else ()
    for lost in (*snapshot.unreached, *visited):
        if lost.place is place and lost.url in cited and not lost.reason.proves_absence:
            return Look(Kind.UNKNOWN, (lost.cite(),))
    return None
