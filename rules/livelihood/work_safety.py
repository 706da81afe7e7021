"""安全生产信息 — what an office for safety at work keeps public.

Seven kinds: laws and policies, plans, licences, training and certificates, the grounds of enforcement,
inspection, and accidents. Each has something to show, and something among them is new.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.ongoing.items import files_lost, fresh, silent, undated
from rules.ongoing.kinds import kinds_lacking
from rules.rule import rule
from rules.safety.kinds import ACCIDENTS, KINDS, TOPIC, accidents_told, safety_items
from rules.safety.seen import shown
from rules.spoken import is_spoken, only_spoken


@rule(
    title="安全生产信息",
    theme="safety",
    duty="及时公布政策法规、规划计划、行政许可、培训颁证、行政执法依据、监察和事故七类安全生产信息。",
    basis="《中华人民共和国政府信息公开条例》（2008年）第十条第（十一）项、（2019年）第二十条第（十三）项；国办发〔2013〕73号（六）",
    reads=[TOPIC],
    problems={
        "missing": "没有公开安全生产信息",
        "outdated": "安全生产信息长期没有更新",
        "no-kind": "没有公开某一类安全生产信息",
        "broken": "安全生产信息的栏目或附件打不开",
        "empty": "安全生产信息的栏目没有内容",
    },
    hiding=("missing", "outdated", "no-kind", "broken", "empty"),
    spans=("broken",),
    anchored=("broken",),
)
def work_safety(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """All seven kinds of information are shown, the newest of them is of the last months, and the files open."""
    found = safety_items(site)
    now = fresh(found, site.period.last, quiet_months)
    if not found:
        yield silent(site, TOPIC, found, quiet_months)
        return
    if all(is_spoken(each.page) for each in found):
        yield only_spoken([each.page for each in found])
        return
    told = accidents_told(site)
    asked = [kind for kind in KINDS if kind.name != ACCIDENTS or not told]
    stale = [] if now else [silent(site, TOPIC, found, quiet_months)]
    wrong = [*stale, *undated(now, quiet_months), *files_lost(now), *kinds_lacking(site, TOPIC, found, asked)]
    yield from wrong or [shown(found, now, told)]
