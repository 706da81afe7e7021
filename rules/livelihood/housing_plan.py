"""保障性安居工程年度建设计划 — how many affordable homes are to be built this year.

When a city has settled its plan for the year it publishes, by kinds of homes, how many are to be begun
and how many to be finished. A city that builds none this year says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.homes import planned
from rules.homes.plans import TOPIC, plans
from rules.rule import rule

OWED_FROM = 2011  # 住房城乡建设部《关于公开城镇保障性安居工程建设信息的通知》，2011年5月；文号未核实


@rule(
    title="保障性安居工程年度建设计划",
    theme="housing",
    duty="2011年5月起，住房保障部门每年公布当年的保障性安居工程建设计划，写明住房类型、套数、开工和基本建成目标；没有新建任务的，作出说明。",
    basis="国办发〔2013〕73号（三）；住房城乡建设部《关于公开城镇保障性安居工程建设信息的通知》（2011年5月）",
    reads=[TOPIC],
    problems={
        "missing": "没有公开保障性安居工程年度建设计划",
        "outdated": "只有往年的建设计划",
        "broken": "建设计划或其附件打不开",
        "empty": "建设计划没有内容",
        "picture": "建设计划只有图片",
        "no-field": "建设计划缺少要素",
    },
    spans=True,
)
def housing_plan(site: Snapshot, *, owed_from: int) -> Iterator[Finding]:
    """From a month on the plan of the year is shown with kinds, numbers, and what is to be begun and finished."""
    due = site.period.year if site.period.month >= owed_from else site.period.year - 1
    found = plans(site)
    if due < OWED_FROM and not found:
        yield inapplicable("保障性安居工程年度建设计划自2011年起公开，尚未到期")
        return
    now = [each for each in found if each.year is not None and each.year >= due]
    if not now:
        yield planned.not_current(site, found, due)
        return
    doubt = planned.doubtful(now)
    yield from [doubt] if doubt else list(planned.contents(now)) or [planned.shown(now)]
