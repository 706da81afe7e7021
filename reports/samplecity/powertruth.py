"""What a perfect checker would find in a month about powers: lists, charts, changes, guides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from crawler.period import Period
from reports.samplecity.flowcharts import is_closed, told
from reports.samplecity.guides import LOST
from reports.samplecity.powerplan import EIGHT_FROM, Plan
from reports.samplecity.standing import Lapse

ASKED = timedelta(days=366)  # how far back changes are asked for
LIST, CHART, CHANGE, GUIDE = "power-list", "power-flowchart", "approval-change", "service-guide"
Said = tuple[str, str, str]  # outcome, problem, subject


def listed(plan: Plan, other: Plan | None, period: Period) -> Iterator[Said]:
    """What is wrong with a list."""
    if plan.listed is not None:
        kind = "missing" if plan.listed.kind == "unlisted" else plan.listed.kind
        yield "failed", kind, plan.listed.subject


def charted(plan: Plan, other: Plan | None, period: Period) -> Iterator[Said]:
    """What is wrong with the charts; an old chart of what is cancelled or devolved is seen here too."""
    if plan.listed is not None and plan.listed.kind == "unlisted":
        yield "cantTell", "uncovered", ""
        return
    none = plan.charted is not None and plan.charted.kind == "no-chart"
    if plan.charted is not None:
        outcome = _orphan(plan) if plan.charted.kind == "orphan-chart" else "failed"
        yield from ((outcome, plan.charted.kind, subject) for subject in plan.charted.about or ("",))
    for lapse in _late(plan, period, "chart") if not none else ():
        yield _orphan(plan), "orphan-chart", lapse.change.item.name
    yield from _apart(plan, other) if other is not None else ()


def _orphan(plan: Plan) -> str:
    """What is said of a chart whose item is not in the list: what pictures in an archive show nobody can tell, nor what a lost list had."""
    is_lost = plan.listed is not None and plan.listed.kind == "broken"
    return "cantTell" if is_lost or is_closed(plan.seed, plan.slot, plan.charted) else "failed"


def _apart(plan: Plan, other: Plan) -> Iterator[Said]:
    """Charts of one item that show other steps or limits on the portal than on the body's own site; said of the portal."""
    for power in plan.standing.listed.powers if plan.slot[1] == "portal" else ():
        here, there = (told(each.seed, each.slot, power, each.charted) for each in (plan, other))
        if here and there and any(one and two and one != two for one, two in zip(here, there, strict=True)):
            yield "failed", "places-differ", power.name


def changed(plan: Plan, other: Plan | None, period: Period) -> Iterator[Said]:
    """What was not done about a change in time."""
    none = plan.charted is not None and plan.charted.kind == "no-chart"
    for lapse in _late(plan, period, "notice"):
        yield "failed", "unpublished", lapse.change.item.name
    for lapse in plan.lapses:
        if lapse.kind == "notice" and lapse.end <= period and lapse.change.decided >= period.last - ASKED:
            yield "failed", "late", lapse.change.item.name
    for lapse in _late(plan, period, "list"):
        yield "failed", "list-behind", lapse.change.item.name
    for lapse in _late(plan, period, "chart") if not none else ():
        yield "failed", "chart-behind", lapse.change.item.name


def guided(plan: Plan, other: Plan | None, period: Period) -> Iterator[Said]:
    """What is wrong with the guides."""
    if plan.listed is not None and plan.listed.kind == "unlisted":
        yield "cantTell", "missing", ""
    if plan.guided is None:
        return
    item, mark, element = plan.guided.subject.partition("：")
    if mark and period >= EIGHT_FROM:
        element = LOST[element]
    yield "failed", "missing" if plan.guided.kind == "none" else plan.guided.kind, f"{item}{mark}{element}"


def _late(plan: Plan, period: Period, kind: str) -> Iterator[Lapse]:
    return (lapse for lapse in plan.lapses if lapse.kind == kind and lapse.is_seen(period))


SAID: Mapping[str, Callable[[Plan, Plan | None, Period], Iterator[Said]]] = {
    LIST: listed,
    CHART: charted,
    CHANGE: changed,
    GUIDE: guided,
}
