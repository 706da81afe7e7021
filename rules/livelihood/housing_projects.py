"""保障性安居工程项目开工和竣工情况 — which affordable homes are being built, and where.

Every project is told of when it is begun and when it is finished: what it is called, where it stands,
and how far it has come. Lists, one page a project, and tables of progress by quarters are all good.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.homes import built
from rules.homes.projects import TOPIC, projects
from rules.ongoing.items import files_lost, fresh, silent, undated
from rules.rule import rule
from rules.spoken import is_spoken, only_spoken


@rule(
    title="保障性安居工程项目开工和竣工情况",
    theme="housing",
    duty="逐个公布保障性安居工程项目的名称、建设地址、开工和竣工情况，并随进度更新；合计与明细相符。",
    basis="国办发〔2013〕73号（三）；国办发〔2017〕97号；住房城乡建设部《关于公开城镇保障性安居工程建设信息的通知》（2011年5月）",
    reads=[TOPIC],
    problems={
        "missing": "没有公开保障性安居工程项目信息",
        "outdated": "项目信息长期没有更新",
        "broken": "项目信息或其附件打不开",
        "empty": "项目信息没有内容",
        "picture": "项目信息只有图片",
        "no-field": "项目信息缺少要素",
        "blank-field": "项目信息的要素没有填写",
        "wrong-count": "项目或套数的合计与明细不符",
    },
    spans=("broken", "empty", "picture", "no-field", "blank-field", "wrong-count"),
    anchored=("broken", "empty", "blank-field", "wrong-count"),
)
def housing_projects(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """In the last months projects are told of by name and address, with their beginning and their end."""
    found, last = projects(site), site.period.last
    now = fresh(found, last, quiet_months)
    if not now:
        yield silent(site, TOPIC, found, quiet_months)
        return
    if all(is_spoken(each.page) for each in now):
        yield only_spoken([each.page for each in now], "missing" if len(now) == len(found) else "outdated")
        return
    wrong = [*undated(now, quiet_months), *files_lost(now), *built.faults(site, now, found)]
    yield from wrong or [built.shown(now)]
