"""What a place failed to do about a change: to tell it, to tell it in time, to let its list and charts follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from crawler.snapshot import Citation, Snapshot
from rules.finding import Finding, cant_tell, failed, untested
from rules.powers.changes.change import Change, What
from rules.powers.changes.changes import Known
from rules.powers.changes.following import Shown, chart_left, still_listed
from rules.powers.changes.told import Telling, first_day
from rules.topics import obstacle, searched
from rules.workdays import OFFICIAL

TOPIC = "approval-change"
COME = (What.ADDED, What.TAKEN_OVER)  # a list that has such an item tells it
COMPARED = (What.ADDED, What.ADJUSTED)  # a list against that of last month tells these itself
CLOSED = "另有一份清单没有全部读出，哪一份现行有效须由人核对"
OLD = "变更已超过一年，是否仍然有效须由人核对"
LOST = "可能登载变更的页面未能打开：{reason}"
UNKNOWN = "{year} 年的节假日安排未知，算不出是否超过 {within} 个工作日，须由人核对"
UNTOLD = "没有找到这项变更的公开；{year} 年的节假日安排未知，算不出是否超过 {within} 个工作日，须由人核对"


def published(site: Snapshot, known: Known, change: Change, told: Sequence[Telling], within: int) -> Iterator[Finding]:
    """Whether a place tells a change, and did so within so many working days."""
    by_list = change.what in COME and known.lists_item(change) if change.day else change.what in COMPARED
    if not known.is_recent(change) or (by_list and not told):
        return
    if not told:
        lapse = OFFICIAL.is_over(change.decided, known.today, within) if change.decided else None
        yield from [] if lapse is False else [_unpublished(site, known, change, lapse, within)]
    elif change.day and (first := first_day(told)):
        yield from _lapsed("late", change, told[0].cited, (change.day, first), within)


def _unpublished(site: Snapshot, known: Known, change: Change, lapse: bool | None, within: int) -> Finding:
    hidden, subject = [each.page.cite() for each in known.unread if each.page.place is site.place], change.name
    if (lost := obstacle(site, TOPIC)) is not None and not hidden:
        return untested("unpublished", *change.cited, lost.cite(), note=LOST, subject=subject, reason=lost.reason)
    if lapse and not hidden:
        return failed(
            "unpublished", *change.cited, *searched(site, TOPIC), note="在所列栏目中没有找到", subject=subject
        )
    if lapse is None and change.decided and not hidden:
        values = {"year": str(OFFICIAL.unknown(change.decided, known.today)), "within": str(within)}
        return cant_tell("unpublished", *change.cited, note=UNTOLD, subject=subject, **values)
    return cant_tell("unpublished", *change.cited, *hidden, note="没有找到这项变更的公开，须由人核对", subject=subject)


def followed(known: Known, change: Change, charts: Sequence[Shown], within: int) -> Iterator[Finding]:
    """Whether a place's list and charts follow a change; after an old one that is for a person to say."""
    left = still_listed(known.lists, known.names, change)
    cited = left or chart_left(charts, known.names, change)
    if cited is not None and change.holds:
        problem = "list-behind" if left else "chart-behind"
        if left and known.may_be_replaced(change):
            yield cant_tell(problem, *change.cited, cited, note=CLOSED, subject=change.name)
        elif known.is_recent(change):
            yield from _lapsed(problem, change, cited, (change.holds, known.today), within)
        else:
            yield cant_tell(problem, *change.cited, cited, note=OLD, subject=change.name)


def _lapsed(problem: str, change: Change, cited: Citation, span: tuple[date, date], within: int) -> Iterator[Finding]:
    """A failure where the time has surely passed, a doubt where only the holidays of a year that is not known could decide."""
    lapse = OFFICIAL.is_over(*span, within)
    if lapse:
        yield failed(problem, *change.cited, cited, note="变更之后已超过时限", subject=change.name)
    elif lapse is None:
        values = {"year": str(OFFICIAL.unknown(*span)), "within": str(within)}
        yield cant_tell(problem, *change.cited, cited, note=UNKNOWN, subject=change.name, **values)
