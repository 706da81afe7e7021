"""行政执法结果 — which penalties were imposed.

Bodies with the power to punish publish the results regularly, to society or to those concerned as the
law of their trade says: that nothing is on the web is therefore never held against anybody by itself.
What is published tells of whom, of what, on what ground, what was decided and when.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, passed
from rules.penalties.fields import wrong_fields
from rules.penalties.results import TOPIC, is_nil, results, standing
from rules.penalties.timing import late
from rules.published import contents, presence
from rules.published.items import Item, recent
from rules.rule import rule

_TO_ONE = "行政执法结果可以只向行政相对人公开，网上没有找到，请人工核实"


@rule(
    title="行政执法结果公开",
    basis="《政府信息公开条例》（2008）第九条、第十八条，（2019）第二十条第六项；国办发〔2018〕118号；发改电〔2015〕557号",
    duty="定期公开行政处罚等执法结果，要素齐全，不超过法定时限；依规定只向行政相对人公开的除外。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开行政执法结果",
        "outdated": "长期没有公开新的行政执法结果",
        "broken": "行政执法结果或其附件打不开",
        "empty": "行政执法结果没有内容",
        "no-field": "行政执法结果缺少要素",
        "blank-field": "行政执法结果有未填写的要素",
        "late": "超过时限才公开行政执法结果",
    },
    spans=("broken", "empty", "no-field", "blank-field", "late"),
    anchored=("broken", "empty", "no-field", "blank-field"),
)
def enforcement_results(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """Penalties are published regularly, open, with the fields of their time, and within the term of the law."""
    found = results(site)
    if not found:
        yield presence.missing(site, TOPIC, _TO_ONE)
        return
    now = recent(found, site.period.last, quiet_months)
    if not now:
        yield _quiet(site, found)
        return
    wrong = [*contents.opened(now), *wrong_fields(now), *late(site, now)]
    yield from wrong or [_shown(now)]


def _quiet(site: Snapshot, found: list[Item]) -> Finding:
    page = standing(site)
    if page is not None:
        note = "最新的是 {day}；栏目写明未公布的即没有行政处罚，请人工核实"
        return cant_tell("outdated", page.cite("处罚"), note=note, day=str(found[0].day))
    return presence.quiet(site, TOPIC, found, "最新的是 {day}；此后可能没有行政处罚，请人工核实")


def _shown(now: list[Item]) -> Finding:
    cited = tuple(each.page.cite() for each in now[: contents.MOST])
    note = "已公开行政执法结果 {count} 份" if not all(map(is_nil, now)) else "已说明没有行政处罚（{count} 份）"
    return passed(*cited, note=note, count=str(len(now)))
