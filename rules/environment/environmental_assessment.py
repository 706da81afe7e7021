"""建设项目环评信息 — what is built, and what it does to its surroundings.

The environment bureau tells of every project that it was asked to approve: when it accepts the papers,
before it decides, and what it decided. A month without a project is no gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.rule import rule
from rules.surroundings import assessed
from rules.surroundings.notices import TOPIC, notices


@rule(
    title="建设项目环评信息",
    theme="pollution",
    duty="近一年的建设项目环评信息公开可查；2014年起受理、拟审批、审批三个阶段各有公示，写明各自的要素，文件打得开。",
    basis="《环境信息公开办法（试行）》（国家环保总局令第35号）第十一条；国办发〔2013〕73号（五）；环办〔2013〕103号",
    reads=[TOPIC],
    problems={
        "missing": "近一年没有建设项目环评信息",
        "no-stage": "没有公开环评的某一阶段",
        "broken": "环评信息或其附件打不开",
        "no-field": "环评信息缺少要素",
    },
    spans=("broken", "no-field"),
    anchored=("broken", "no-field"),
)
def environmental_assessment(site: Snapshot) -> Iterator[Finding]:
    """In a year projects are told of, from 2014 in each stage and with its elements, and the files open."""
    found, last = list(notices(site)), site.period.last
    now = assessed.recent(found, last)
    if not now:
        yield assessed.silent(site, found)
        return
    wrong = [*assessed.stages_lacking(site, now), *assessed.elements_lacking(now, last), *assessed.files_lost(now)]
    yield from wrong or [assessed.shown(now)]
