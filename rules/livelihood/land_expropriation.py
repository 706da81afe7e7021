"""征地拆迁 — whose land or house is taken, by which plan, at which rates, and what was paid.

For land of villages the approval and the plan of compensation are announced, for houses on land of the
state opinions on the plan are asked for before it is decided. What each person gets is told on the spot.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.expropriations.judged import current, elements_lacking, projects, short_notice, wrong_fields
from rules.expropriations.notices import TOPIC, Notice, notices
from rules.finding import Finding, cant_tell, passed
from rules.published import contents, presence
from rules.published.items import recent
from rules.rule import rule

_NONE = "一段时间内可能没有征地拆迁项目，请人工核实"


@rule(
    title="征地拆迁信息",
    theme="land",
    basis="《政府信息公开条例》（2008）第十一条第三项；《国有土地上房屋征收与补偿条例》（国务院令第590号）第十条、第十三条；"
    "《征用土地公告办法》；《土地管理法》第四十七条；国办发〔2013〕73号（八）",
    duty="征地拆迁项目公开补偿方案、补偿标准和补偿结果；征求意见的时间不少于规定。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开征地拆迁信息",
        "no-element": "征地拆迁项目缺少补偿方案、标准或结果",
        "broken": "征地拆迁信息或其附件打不开",
        "empty": "征地拆迁信息没有内容",
        "short-notice": "补偿方案征求意见的时间过短",
        "no-field": "征地拆迁公告缺少要素",
    },
    lasting=("short-notice",),
    spans=("no-element", "broken", "empty", "short-notice", "no-field"),
    anchored=("no-element", "broken", "empty", "no-field"),
)
def land_expropriation(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """Each project of these months tells its plan, rates and result of compensation, and gives time for opinions."""
    found, last = notices(site), site.period.last
    now = current(projects(found), last, quiet_months)
    nil = [each for each in recent(found, last, quiet_months) if isinstance(each, Notice) and each.is_nil]
    if not found:
        yield presence.missing(site, TOPIC, _NONE)
    elif not now and nil:
        yield passed(nil[0].page.cite(), note="已说明没有征地拆迁项目")
    elif not now:
        yield _quiet(site, found)
    else:
        told = [each for project in now for each in project.notices]
        wrong = [*contents.opened(told), *wrong_fields(told)]
        for project in now:
            wrong += [*elements_lacking(site, project, found), *short_notice(project)]
        cited = tuple(each.page.cite() for each in told[: contents.MOST])
        yield from wrong or [passed(*cited, note="已公开征地拆迁项目 {count} 个", count=str(len(now)))]


def _quiet(site: Snapshot, found: list[Notice]) -> Finding:
    lost = presence.barrier(site, TOPIC)
    if lost is not None:
        return presence.untold("missing", lost)
    note = "最新的是 {day}；一段时间内可能没有征地拆迁项目，请人工核实"
    return cant_tell("missing", found[0].page.cite(), note=note, day=str(found[0].day))
