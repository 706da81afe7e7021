"""What is found of the column of one key area."""

from __future__ import annotations

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, untested
from rules.institutions.areas import Shown
from rules.institutions.found import cut_short, months_before
from rules.topics import obstacle, searched

GENERAL = "own-catalogue"  # what may hide a column of any area
YEAR = 12  # months within which something of an area is new: budgets and plans come once a year


def judged(site: Snapshot, seen: Shown) -> Finding | None:
    """What is wrong with the column of an area; None for nothing."""
    if not seen.is_there:
        return _absent(site, seen)
    if seen.is_empty:
        return _empty(site, seen)
    return _old(site, seen)


def _absent(site: Snapshot, seen: Shown) -> Finding:
    values = {"subject": seen.area.name, "area": seen.area.name}
    if seen.away:
        cited, url = seen.away[0]
        return cant_tell("no-column", cited, note="{area}链接到其他网站，请人工查看：{url}", url=url, **values)
    lost = next((each for each in seen.lost if not each.reason.proves_absence), None) or obstacle(site, GENERAL)
    if lost is None and not seen.lost:
        lost = cut_short(site)
    if lost is not None:
        note = "{area}的栏目可能未能打开：{reason}"
        return untested("no-column", lost.cite(), note=note, reason=lost.reason, **values)
    if seen.lost:
        label = seen.lost[0].label or seen.lost[0].url
        return failed("broken", seen.lost[0].cite(), note="{area}的栏目“{label}”打不开", label=label, **values)
    cited_all = searched(site, GENERAL)
    return failed("no-column", *cited_all, note="没有{area}栏目", **values)


def _empty(site: Snapshot, seen: Shown) -> Finding:
    values = {"subject": seen.area.name, "area": seen.area.name}
    if seen.away:
        cited, url = seen.away[0]
        return cant_tell("empty", cited, note="{area}链接到其他网站，请人工查看：{url}", url=url, **values)
    lost = next(iter(seen.unread), None) or next((each for each in seen.lost if not each.reason.proves_absence), None)
    if lost is not None:
        note = "{area}的栏目未能读全：{reason}"
        return untested("empty", seen.first.cite(), lost.cite(), note=note, reason=lost.reason, **values)
    return failed("empty", seen.first.cite(), note="{area}栏目没有内容", **values)


def _old(site: Snapshot, seen: Shown) -> Finding | None:
    newest, values = seen.newest, {"subject": seen.area.name, "area": seen.area.name}
    if newest is not None and newest > months_before(site.period.last, YEAR):
        return None
    cited = seen.first.cite()
    if seen.away:
        url = seen.away[0][1]
        return cant_tell("outdated", cited, note="{area}也链接到其他网站，请人工查看：{url}", url=url, **values)
    if newest is None:
        return cant_tell("outdated", cited, note="{area}栏目的内容没有日期，请人工核实", **values)
    lost = next((each for column in seen.columns if column.may_hide_newer for each in column.unread), None)
    if lost is not None:
        note = "{area}的栏目未能读全：{reason}"
        return untested("outdated", cited, lost.cite(), note=note, reason=lost.reason, **values)
    if seen.only_states:
        note = "{area}栏目只有 {day} 的情况说明，请人工核实"
        return cant_tell("outdated", cited, note=note, day=str(newest), **values)
    return failed("outdated", cited, note="{area}栏目最新的内容是 {day}", day=str(newest), **values)
