"""权力运行流程图 — a chart of how each power runs.

A department that approves shows, on its own site and in the portal's catalogue, a
chart for every item of its power list; one chart may serve a whole class.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, passed
from rules.powers.pairs import judging
from rules.powers.pairs.coverage import Coverage, cite, coverage
from rules.rule import rule


@rule(
    title="权力运行流程图公开",
    duty="权力清单中的每一项职权都有打得开的流程图，自己的或同类的，写明环节、时限，并随事项调整而更新。",
    basis="国办发〔2013〕73号（一）；伊政办发〔2018〕8号第三条",
    reads=["power-flowchart", "power-list"],
    problems={
        "no-chart": "未公开权力运行流程图",
        "uncovered": "职权事项没有流程图",
        "dead-chart": "流程图打不开",
        "orphan-chart": "流程图对应的事项不在权力清单中",
        "stale-chart": "流程图早于事项的最近一次调整",
        "no-step": "流程图缺少必要环节",
        "limit-differs": "流程图与清单的办理时限不一致",
        "places-differ": "两处公开的流程图不一致",
    },
    hiding=("no-chart", "uncovered", "dead-chart"),
    anchored=("dead-chart",),
    beside=("places-differ",),
    against={"limit-differs": "power-list"},
)
def power_flowchart(site: Snapshot) -> Iterator[Finding]:
    """Every item of the power list has a chart that opens, its own or one for its class, with its steps, limits and last changes."""
    shown = coverage(site)
    if not shown.live and not shown.missed.pairs:
        yield judging.none(site)
    elif not shown.items:
        note = "有 {count} 张流程图，但没有找到可对照的权力清单"
        yield cant_tell("uncovered", *cite(shown.live), note=note, count=str(len(shown.live)))
    else:
        yield from _found(shown) or [_passed(shown)]


def _found(shown: Coverage) -> list[Finding]:
    asked = (
        judging.gaps,
        judging.orphans,
        judging.vague,
        judging.steps,
        judging.limits,
        judging.stale,
        judging.places,
    )
    return [finding for ask in asked for finding in ask(shown)]


def _passed(shown: Coverage) -> Finding:
    note = judging.COVERAGE
    if shown.unread:
        note = "{items} 项职权：{own} 项有自己的流程图，{shared} 项由同类流程图覆盖；{unread} 张流程图的内容没有读出"
    return passed(*cite(judging.serving(shown)), note=note, **shown.values)
