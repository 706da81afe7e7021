"""招投标 — a project from the call for bids to the result.

What is built or bought with public money is told of in four stages: the project, who may bid for it,
how the bids went, and who won. Where a trading platform elsewhere tells of it, a person looks there.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, passed
from rules.published import contents, presence
from rules.published.items import recent
from rules.rule import rule
from rules.tenders.judged import stages_lacking, without_result, wrong_fields
from rules.tenders.notices import TOPIC, listed_only, notices


@rule(
    title="招投标信息",
    theme="bidding",
    basis=(
        "《招标投标法》第十六条；《招标投标法实施条例》第五十四条；《政府信息公开条例》（2008）第十条第六项、第八项；"
        "国办发〔2017〕97号"
    ),
    duty="公开招投标的项目、条件、过程和结果；发布招标公告的，公布结果。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开招投标信息",
        "outdated": "长期没有公开新的招投标信息",
        "broken": "招投标信息或其附件打不开",
        "no-stage": "没有公开招投标的某一阶段",
        "no-field": "招投标信息缺少要素",
        "no-result": "招标公告发布后没有公布结果",
    },
    hiding=("missing", "outdated", "broken"),
    spans=("broken", "no-field", "no-result"),
    anchored=("broken", "no-field", "no-result"),
)
def bidding_stages(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """Calls for bids with their conditions, how they went and who won are published, and each call comes to a result."""
    found = notices(site)
    now = [each for each in found if each in recent(found, site.period.last, quiet_months)]
    if not found:
        page = listed_only(site)
        note = "“{title}”的表格或附件列有交易信息，请人工核实"
        yield cant_tell("missing", page.cite(), note=note, title=page.title) if page else presence.missing(site, TOPIC)
        return
    if not now:
        yield presence.quiet(site, TOPIC, found, "最新的是 {day}；此后可能没有招投标项目，请人工核实")
        return
    lost = [each for each in contents.opened(now) if each.problem == "broken"]
    wrong = [*lost, *stages_lacking(site, now), *without_result(site, found), *wrong_fields(now)]
    cited = tuple(each.page.cite() for each in now[: contents.MOST])
    yield from wrong or [passed(*cited, note="已公开招投标信息 {count} 份", count=str(len(now)))]
