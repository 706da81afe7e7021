"""What a month's snapshot tells of talks, letters and charts, one by one, as their rules read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checker.counted.told import Line, What
from crawler.health import hindrance
from crawler.snapshot import Place, Snapshot
from rules.hearing.held import Matter
from rules.hearing.letters import Letter, State, letters
from rules.interaction.interviews import NAMED, is_talk
from rules.powers.charts.chart import TOPIC
from rules.powers.lists.listed import identity
from rules.powers.pairs.coverage import Coverage, coverage
from rules.topics import obstacle

APPROVING = "approving"


def told(snapshot: Snapshot) -> Iterator[Line]:
    """The lines of one body's month; talks and letters of the whole portal with those of the body that answers for it."""
    id = snapshot.department.id
    own, portal, whole = snapshot.at(Place.OWN), snapshot.at(Place.PORTAL), snapshot.of_portal()
    if snapshot.department.home and hindrance(own) is None:
        yield from _letters(own, id)
    if whole is not None and hindrance(whole) is None:
        yield from _letters(whole, "")
        yield from _talks(whole)
    if APPROVING in snapshot.department.kinds:
        for site, other in ((own, portal), (portal, own)):
            if hindrance(site) is None and (site is portal or snapshot.department.home):
                elsewhere = None if hindrance(other) else other
                yield from _powers(coverage(replace(site, elsewhere=elsewhere)), id)


def looked_for(snapshot: Snapshot) -> Iterator[tuple[What, str, Place]]:
    """What was looked for at which sites, whether or not there was any."""
    id = snapshot.department.id
    own, portal, whole = snapshot.at(Place.OWN), snapshot.at(Place.PORTAL), snapshot.of_portal()
    places = [Place.OWN] if snapshot.department.home and hindrance(own) is None else []
    yield from ((What.REPLY, id, place) for place in places)
    if whole is not None and hindrance(whole) is None:
        yield from ((what, "", Place.PORTAL) for what in (What.REPLY, What.INTERVIEW))
    if APPROVING in snapshot.department.kinds:
        places += [Place.PORTAL] if hindrance(portal) is None else []
        yield from ((what, id, place) for place in places for what in (What.POWER, What.CHART))


def _letters(site: Snapshot, id: str) -> Iterator[Line]:
    for each in letters(site):
        is_met, place = each.state is State.ANSWERED, site.place or Place.OWN
        cited = each.page.cite(each.title)
        yield Line(What.REPLY, id, place, each.title, _day(each), cited, is_met, is_met or each.state is State.OPEN)


def _day(letter: Letter) -> date | None:
    """The day of the answer, else that of the question, which is no later."""
    return letter.told if letter.state is State.ANSWERED and letter.told else letter.asked


def _talks(site: Snapshot) -> Iterator[Line]:
    for each in Matter(site, NAMED, is_talk).held:
        yield Line(What.INTERVIEW, "", Place.PORTAL, each.title, each.day, each.cited)


def _powers(shown: Coverage, id: str) -> Iterator[Line]:
    """Each item of the list, met when it has a chart that opens; surely without one only where every chart there is names its power."""
    place = shown.site.place or Place.OWN
    charts = {identity(pair.item): pair.chart for pair in reversed(shown.matching.pairs)}
    is_read = shown.perhaps is None and obstacle(shown.site, TOPIC) is None
    sure = {identity(each) for each in shown.missed.unmatched} if is_read else set()
    for item in shown.items:
        chart = charts.get(identity(item))
        if chart is not None and chart.source is not None:
            cited = chart.source.cite(chart.name, chart.where)
            yield Line(What.POWER, id, place, item.name, chart.published, cited)
        else:
            cited = item.source.cite(item.name, item.where)
            yield Line(What.POWER, id, place, item.name, None, cited, False, identity(item) in sure)
    for chart in shown.live:
        if chart.source is not None:
            cited = chart.source.cite(chart.name, chart.where)
            yield Line(What.CHART, id, place, chart.name, chart.published, cited, is_sure=not chart.is_vague)
