"""食品安全日常监管信息 — how food is checked, and what is done against those who break the law.

The supervisors of food publish as they go: special inspections and samples, campaigns, and the cases
that they punished. Tables of results say whose food it was, what was found and what followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.foods import supervision
from rules.foods.supervision import KINDS, TOPIC, food_items
from rules.ongoing.items import files_lost, fresh, silent, undated
from rules.ongoing.kinds import kinds_lacking
from rules.rule import rule
from rules.spoken import only_spoken


@rule(
    title="食品安全日常监管信息",
    theme="food",
    duty="及时公布食品的专项检查（抽检）、专项整治和违法案件查处情况；抽检和处罚信息写明各项要素。",
    basis="《中华人民共和国食品安全法》（2009年）第八十二条、（2015年）第一百一十八条；国办发〔2013〕73号（四）",
    reads=[TOPIC],
    problems={
        "missing": "没有公开食品安全监管信息",
        "outdated": "食品安全监管信息长期没有更新",
        "no-kind": "没有公开某一类食品安全监管信息",
        "broken": "食品安全监管信息的栏目或附件打不开",
        "empty": "食品安全监管信息没有内容",
        "no-field": "抽检或处罚信息缺少要素",
    },
    hiding=("missing", "outdated", "no-kind", "broken", "empty"),
    spans=("broken", "empty", "no-field"),
    anchored=("broken", "empty", "no-field"),
)
def food_supervision(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """Inspections, campaigns and cases of food are shown, the newest of the last months; tables have their fields."""
    found = food_items(site)
    now = fresh(found, site.period.last, quiet_months)
    if not found:
        yield silent(site, TOPIC, found, quiet_months)
        return
    if all(map(supervision.is_talk, found)):
        yield only_spoken([each.page for each in found])
        return
    stale = [] if now else [silent(site, TOPIC, found, quiet_months)]
    wrong = [*stale, *undated(now, quiet_months), *files_lost(now), *kinds_lacking(site, TOPIC, found, KINDS)]
    wrong += [*supervision.empties(now), *supervision.fields_lacking(now)]
    yield from wrong or [supervision.shown(found, now)]
