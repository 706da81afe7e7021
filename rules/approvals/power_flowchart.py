"""权力运行流程图 — a chart of how each power runs.

A department that approves shows, on its own site and in the portal's catalogue, a
chart for every item of its power list; one chart may serve a whole class.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Citation, Snapshot
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.powers.chart import Chart, charts
from rules.powers.classes import class_of_chart
from rules.powers.item import Item
from rules.powers.listed import items
from rules.powers.matching import covered_by_class, is_same
from rules.powers.names import bare, is_office_work
from rules.rule import rule
from rules.topics import obstacle, searched

TOPIC = "power-flowchart"


@rule(
    title="权力运行流程图公开",
    basis="国办发〔2013〕73号（一）；伊政办发〔2018〕8号第三条",
    reads=["power-flowchart", "power-list"],
    problems={
        "no-chart": "未公开权力运行流程图",
        "uncovered": "职权事项没有流程图",
        "dead-chart": "流程图打不开",
        "orphan-chart": "流程图对应的事项不在权力清单中",
    },
)
def power_flowchart(site: Snapshot) -> Iterator[Finding]:
    """Every item of the power list has a chart that opens, its own or one for its class."""
    listed, shown = items(site), list(charts(site))
    live = [chart for chart in shown if chart.source is not None]
    if not live and not any(_lost_of(item, shown) for item in listed):
        yield _none(site)
    elif not listed:
        yield cant_tell(
            "uncovered", *_cite(live), note="有 {count} 张流程图，但没有找到可对照的权力清单", count=str(len(live))
        )
    else:
        found = [*_gaps(site, listed, shown), *_orphans(site, listed, live)]
        serving = [
            chart for chart in live if class_of_chart(chart.name) or any(is_same(item, chart.name) for item in listed)
        ]
        found += [_unclear(chart) for chart in serving if chart.is_vague]
        yield from found or [passed(*_cite(serving), note=COVERAGE, **_coverage(listed, live))]


def _unclear(chart: Chart) -> Finding:
    note = "图片“{name}”中没有认清流程步骤"
    return cant_tell("uncovered", *_cite([chart]), note=note, subject=chart.name, name=chart.name)


COVERAGE = "{items} 项职权：{own} 项有自己的流程图，{shared} 项由同类流程图覆盖"


def _none(site: Snapshot) -> Finding:
    lost = obstacle(site, TOPIC)
    if lost is not None:
        return untested("no-chart", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    return failed("no-chart", *searched(site, TOPIC), note="在所列栏目中没有找到")


def _gaps(site: Snapshot, listed: list[Item], shown: list[Chart]) -> Iterator[Finding]:
    names = [chart.name for chart in shown if chart.source is not None]
    values = _coverage(listed, [chart for chart in shown if chart.source is not None])
    for item in listed:
        if any(is_same(item, name) for name in names) or covered_by_class(item, names):
            continue
        lost = _lost_of(item, shown)
        if lost is not None and lost.lost is not None and lost.lost.reason.proves_absence:
            yield failed("dead-chart", lost.lost.cite(), note="链接打不开", subject=item.name)
        elif lost is not None or obstacle(site, TOPIC):
            yield untested("uncovered", item.source.cite(item.name), note="流程图未能打开", subject=item.name)
        else:
            cited = (item.source.cite(item.name), *_cite([chart for chart in shown if chart.recognised]))
            yield failed("uncovered", *cited, note=COVERAGE, subject=item.name, **values)


def _orphans(site: Snapshot, listed: list[Item], live: list[Chart]) -> Iterator[Finding]:
    lists = {item.source.cite(): None for item in listed if item.source.is_recognised}
    for name, chart in {bare(chart.name): chart for chart in live}.items():
        known = (
            any(is_same(item, chart.name) for item in listed)
            or class_of_chart(chart.name)
            or is_office_work(chart.name)
        )
        if name and not known and name not in site.department.names and chart.source is not None:
            cited = (chart.source.cite(chart.name), *lists)
            yield failed("orphan-chart", *cited, note="清单中没有“{name}”", subject=name, name=name)


def _lost_of(item: Item, shown: list[Chart]) -> Chart | None:
    return next((chart for chart in shown if chart.lost is not None and is_same(item, chart.name)), None)


def _coverage(listed: list[Item], live: list[Chart]) -> dict[str, str]:
    names = [chart.name for chart in live]
    own = [item for item in listed if any(is_same(item, name) for name in names)]
    shared = [item for item in listed if item not in own and covered_by_class(item, names)]
    return {"items": str(len(listed)), "own": str(len(own)), "shared": str(len(shared))}


def _cite(live: list[Chart]) -> tuple[Citation, ...]:
    return tuple(chart.source.cite(chart.name) for chart in live[:3] if chart.source is not None)
