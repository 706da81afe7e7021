"""行政审批事项变更 — what was cancelled, devolved, adjusted or taken over.

A department that approves tells every change of its items on its own site and in the
portal's catalogue, and its list and charts follow. In a year whose holidays are not known
yet a lapse is certain only when no holidays could explain it.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, inapplicable, passed, untested
from rules.powers.changes.changes import Known, known_changes
from rules.powers.changes.following import shown_charts
from rules.powers.changes.lapses import LOST, TOPIC, followed, published
from rules.powers.changes.told import tellers, tellings
from rules.rule import rule
from rules.topics import is_titled, obstacle

ANOTHER = "清单与上次检查时大不相同，须由人对照"


@rule(
    title="行政审批事项变更公开",
    duty="取消、下放、调整、新增、承接的审批事项，自决定之日起规定的工作日内在本单位网站和政府门户网站目录公开，权力清单和流程图随之更新。",
    basis="国办发〔2013〕73号（一）；《政府信息公开条例》（2008）第十八条；伊政办发〔2018〕8号",
    reads=["approval-change", "power-list", "power-flowchart"],
    problems={
        "unpublished": "未公开行政审批事项的变更",
        "late": "超过时限才公开变更",
        "list-behind": "已取消或下放的事项仍在清单中",
        "chart-behind": "流程图没有随事项变更",
    },
    spans=True,
)
def approval_change(site: Snapshot, *, publish_within: int) -> Iterator[Finding]:
    """Within so many working days a change is told on this place, and its list and charts follow it."""
    known = known_changes(site)
    shown, charts = tellers(site) if known.changes else [], shown_charts(site) if known.changes else []
    found: list[Finding] = []
    for change in known.changes:
        found += published(site, known, change, tellings(shown, change), publish_within)
        found += followed(known, change, charts, publish_within)
    found += [cant_tell("unpublished", *each.cited, note=ANOTHER) for each in known.comparisons if each.another]
    yield from found or [_in_step(site, known)]


def _in_step(site: Snapshot, known: Known) -> Finding:
    lost = obstacle(site, TOPIC)
    if known.unread:
        return cant_tell("unpublished", known.unread[0].page.cite(), note="变更通知没有全部读出，须由人查看")
    if known.changes:
        cited = tuple(cited for change in known.changes[:3] for cited in change.cited)
        return passed(*cited, note="看到 {count} 项变更，均已公开或尚在时限内", count=str(len(known.changes)))
    if lost is not None and (not known.comparisons or is_titled(lost.label, TOPIC)):
        return untested("unpublished", lost.cite(), note=LOST, reason=lost.reason)
    if known.comparisons:
        return passed(*known.comparisons[0].cited, note="与上次检查时的清单相比没有变化")
    return inapplicable("没有看到事项变更，也没有上月的清单可以对照")
