"""行政审批事项变更 — what was cancelled, devolved, adjusted or taken over.

A department that approves tells every change of its items on its own site and in the
portal's catalogue, and its list and charts follow. Until holidays are known, a lapse is
certain only when no holidays could explain it.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Citation, Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.powers.change import Change, What
from rules.powers.changes import Known, known_changes, seen_on
from rules.powers.following import chart_left, still_listed
from rules.powers.told import first_day, tellings
from rules.rule import rule
from rules.topics import is_titled, obstacle, searched
from rules.workdays import overdue

TOPIC = "approval-change"
LISTED = (What.ADDED, What.ADJUSTED)  # a list that shows such a change tells it
ANOTHER = "清单与上次检查时大不相同，须由人对照"


@rule(
    title="行政审批事项变更公开",
    basis="国办发〔2013〕73号（一）；《政府信息公开条例》（2008）第十八条；伊政办发〔2018〕8号",
    reads=["approval-change", "power-list", "power-flowchart"],
    problems={
        "unpublished": "未公开行政审批事项的变更",
        "late": "超过时限才公开变更",
        "list-behind": "已取消或下放的事项仍在清单中",
        "chart-behind": "流程图没有随事项变更",
    },
)
def approval_change(site: Snapshot, *, publish_within: int) -> Iterator[Finding]:
    """Within so many working days a change is told on this place, and its list and charts follow it."""
    known = known_changes(site)
    found = [each for change in known.changes for each in _judged(site, known, change, publish_within)]
    found += [cant_tell("unpublished", *each.cited, note=ANOTHER) for each in known.comparisons if each.another]
    yield from found or [_in_step(site, known)]


def _judged(site: Snapshot, known: Known, change: Change, within: int) -> Iterator[Finding]:
    told, now = tellings(site, change), seen_on(site)
    latest = change.day or change.since
    if not told and not (change.what in LISTED and change.day is None):
        yield from _unpublished(site, known, change, overdue(latest, now, within) if latest else None)
    elif change.day and (first := first_day(told)):
        yield from _lapsed("late", change, told[0].cited, overdue(change.day, first, within))
    left = still_listed(site, change)
    problem, cited = ("list-behind", left) if left else ("chart-behind", chart_left(site, change))
    if cited is not None and latest is not None:
        yield from _lapsed(problem, change, cited, overdue(change.since or latest, now, within))


def _unpublished(site: Snapshot, known: Known, change: Change, lapse: bool | None) -> Iterator[Finding]:
    hidden = [notice.page.cite(notice.page.title) for notice in known.unread if notice.page.place is site.place]
    lost = obstacle(site, TOPIC)
    if lapse is not False and lost is not None and not hidden:
        note = "可能登载变更的页面未能打开：{reason}"
        yield untested("unpublished", *change.cited, lost.cite(), note=note, subject=change.name, reason=lost.reason)
    elif lapse and not hidden:
        searched_in = searched(site, TOPIC)
        yield failed("unpublished", *change.cited, *searched_in, note="在所列栏目中没有找到", subject=change.name)
    elif lapse is not False:
        cited = (*change.cited, *hidden)
        yield cant_tell("unpublished", *cited, note="没有找到这项变更的公开，须由人核对", subject=change.name)


def _lapsed(problem: str, change: Change, cited: Citation, lapse: bool | None) -> Iterator[Finding]:
    """A failure where the time has surely passed, a doubt where holidays may have made it longer."""
    if lapse:
        yield failed(problem, *change.cited, cited, note="变更之后已超过时限", subject=change.name)
    elif lapse is None:
        yield cant_tell(problem, *change.cited, cited, note="是否超过时限取决于节假日，须由人核对", subject=change.name)


def _in_step(site: Snapshot, known: Known) -> Finding:
    lost = obstacle(site, TOPIC)
    if known.unread:
        page = known.unread[0].page
        return cant_tell("unpublished", page.cite(page.title), note="变更通知没有全部读出，须由人查看")
    if known.changes:
        cited = tuple(cited for change in known.changes[:3] for cited in change.cited)
        return passed(*cited, note="看到 {count} 项变更，均已公开或尚在时限内", count=str(len(known.changes)))
    if lost is not None and (not known.comparisons or is_titled(lost.label, TOPIC)):
        return untested("unpublished", lost.cite(), note="可能登载变更的页面未能打开：{reason}", reason=lost.reason)
    if known.comparisons:
        return passed(*known.comparisons[0].cited, note="与上次检查时的清单相比没有变化")
    return inapplicable("没有看到事项变更，也没有上月的清单可以对照")
