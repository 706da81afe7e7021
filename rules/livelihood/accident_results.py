"""生产安全事故信息 — which accidents happened, why, and what came of them.

Reports of accidents are published when they were settled, and numbers month by month; an area in which
nothing happened says so, which is as good.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.ongoing.items import files_lost, fresh, silent, undated
from rules.rule import rule
from rules.safety import results
from rules.safety.accidents import TOPIC, accidents
from rules.spoken import is_spoken, only_spoken


@rule(
    title="生产安全事故信息",
    theme="safety",
    duty="及时公布生产安全事故及其调查处理结果，写明发生时间、伤亡情况、事故原因和处理结果；没有发生事故的，作出说明。",
    basis="《生产安全事故报告和调查处理条例》（国务院令第493号）第三十四条；国办发〔2013〕73号（六）",
    reads=[TOPIC],
    problems={
        "missing": "没有公开生产安全事故信息",
        "outdated": "生产安全事故信息长期没有更新",
        "broken": "事故信息或其附件打不开",
        "no-field": "事故处理信息缺少要素",
        "contradiction": "写明未发生事故的月份又有事故",
        "wrong-count": "事故数的合计与明细不符",
    },
    spans=("broken", "no-field", "contradiction", "wrong-count"),
    anchored=("broken", "no-field", "contradiction", "wrong-count"),
)
def accident_results(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """In the last months accidents or their absence are told of; reports have their elements, and numbers agree."""
    found = accidents(site)
    recent = fresh([each.item for each in found], site.period.last, quiet_months)
    if not recent:
        yield silent(site, TOPIC, [each.item for each in found], quiet_months)
        return
    if all(is_spoken(each.page) for each in recent):
        yield only_spoken([each.page for each in recent], "missing" if len(recent) == len(found) else "outdated")
        return
    urls = {each.page.url for each in recent}
    now = [each for each in found if each.page.url in urls]
    wrong = [*undated(recent, quiet_months), *files_lost(recent), *results.fields_lacking(now)]
    wrong += [*results.unread(now), *results.contradictions(site, found), *results.wrong_numbers(now)]
    yield from wrong or [results.shown(now)]
