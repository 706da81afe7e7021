"""The calendar of air of a department, from what was kept of a month and how it was judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from checker.assess import answered
from checker.indicator import Indicator
from checker.scheme import Scheme
from checker.scoring import Assessment
from crawler.archive import Archive
from crawler.assembly import Month
from crawler.health import hindrance
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place, Snapshot
from reports.air_days import PERIOD_RULE, RULE, Calendar, Seen, calendar
from rules.air.daily.diary import diary
from rules.air.period.reports import reports
from rules.finding import Finding
from rules.recalled import SHARED


def owed(scheme: Scheme, department: Department) -> Indicator | None:
    """The indicator by which a department owes the air of every day, or None when it does not."""
    return next((each for each in scheme.indicators if each.rule == RULE and each.binds(department.kinds)), None)


def only_air(scheme: Scheme) -> Scheme:
    """The scheme with nothing but its indicators on air."""
    return replace(scheme, indicators=tuple(each for each in scheme.indicators if each.rule in (RULE, PERIOD_RULE)))


def air_of(snapshot: Snapshot, judged: Assessment, indicator: Indicator) -> Calendar:
    """The calendar of what a department's month shows and of how it was judged."""
    seen = {place: _seen(snapshot, place, indicator) for place in indicator.places}
    return calendar(snapshot.department, snapshot.period, seen, findings(judged, RULE), findings(judged, PERIOD_RULE))


def _seen(snapshot: Snapshot, place: Place, indicator: Indicator) -> Seen:
    """What one place shows, compared with the other where that one could be judged; nothing where reading it failed."""
    site, other = snapshot.at(place), snapshot.at(Place.PORTAL if place is Place.OWN else Place.OWN)
    if hindrance(site) is not None:
        return Seen()
    compared = replace(site, elsewhere=None if hindrance(other) else other)
    days = answered(lambda: diary(compared, **indicator.dials), "the diary of air", site)
    found = answered(lambda: tuple(reports(compared)), "reading reports on air", site)
    return Seen(None if isinstance(days, Exception) else days, () if isinstance(found, Exception) else found)


def findings(judged: Assessment, rule: str) -> list[Finding]:
    """What was found by one rule."""
    return [item.finding for verdict in judged.verdicts if verdict.rule == rule for item in verdict.weighed]


def calendars(
    folder: Path, portal: str, scheme: Scheme, assessments: Sequence[Assessment], period: Period
) -> list[Calendar]:
    """The calendar of every department that owes the air, of a checked month.

    Of what is no longer in the archive in `folder` they say no more than the findings do.
    """
    owing = [(each, indicator) for each in assessments if (indicator := owed(scheme, each.department))]
    if not owing or not folder.is_dir():
        return [_unseen(each) for each, _ in owing]
    with Archive(folder) as archive:
        if period not in archive.periods():
            return [_unseen(each) for each, _ in owing]
        departments = [each.department for each in assessments]
        with Month(archive, departments, period, portal, shared=SHARED) as month:
            return [air_of(month.snapshot(each.department), each, indicator) for each, indicator in owing]


def _unseen(judged: Assessment) -> Calendar:
    return calendar(judged.department, judged.period, {}, findings(judged, RULE), findings(judged, PERIOD_RULE))
