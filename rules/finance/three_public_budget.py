"""“三公”经费预算 — what a year's budget gives for travel abroad, receptions and cars.

A budget unit publishes the figures by head, with their unit, on its own site and
in its column on the portal; one that spends nothing declares so.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, VEHICLES
from rules.accounts.identities import mismatches
from rules.accounts.offers import Offer, budgets_offered
from rules.accounts.three_public import ThreePublic
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.topics import obstacle, searched

TOPICS = ("three-public-budget", "department-budget")


@rule(
    title="“三公”经费预算公开",
    basis="《政府信息公开条例》（2008）第十条第四项；国办发〔2013〕73号（二）",
    reads=list(TOPICS),
    problems={
        "missing": "未公开本年度“三公”经费预算",
        "outdated": "只有往年的“三公”经费预算",
        "broken": "“三公”经费预算的页面或附件打不开",
        "empty": "“三公”经费预算没有数字，也没有说明",
        "incomplete": "“三公”经费未按项目列明",
        "no-unit": "“三公”经费预算未注明金额单位",
        "mismatch": "“三公”经费各项之和与合计不符",
    },
)
def three_public_budget(site: Snapshot, *, owed_from: int, split_from: int) -> Iterator[Finding]:
    """From the month in which it is owed, the year's budget names every head, with unit and sums that add up."""
    offers = list(budgets_offered(site))
    current = [offer for offer in offers if offer.year == site.period.year]
    best = max((read for offer in current for read in offer.read), key=lambda read: read.filled, default=None)
    if best is not None and (best.filled or best.nil):
        yield from _judged(best, split=site.period.year >= split_from)
    elif site.period.month < owed_from:
        yield inapplicable("未到公开时限（{month} 月）", month=str(owed_from))
    else:
        yield (_hollow(current, best) if current else None) or _absent(site, offers)


def _hollow(current: list[Offer], best: ThreePublic | None) -> Finding | None:
    """What to say of entries about the year that gave no figure; None when none of them need hold any."""
    for unread in (file for offer in current for file in offer.unread):
        return untested(
            "missing", unread.cite(), note="附件无法读取（{doubt}），请人工查看", doubt=unread.reading.unread
        )
    for lost in (lost for offer in current for lost in offer.dead):
        if not lost.reason.proves_absence:
            return untested("missing", lost.cite(), note="未能打开：{reason}", reason=lost.reason)
        return failed(
            "broken", lost.cite(), note="链接“{label}”打不开（{status}）", label=lost.label, status=str(lost.status)
        )
    bare = next((offer for offer in current if offer.page and (best or offer.is_named_so)), None)
    return failed("empty", *bare.cited, note="页面“{title}”没有任何金额", title=bare.label) if bare else None


def _absent(site: Snapshot, offers: list[Offer]) -> Finding:
    lost = obstacle(site, *TOPICS)
    if lost is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    earlier = [offer for offer in offers if offer.page and offer.year and offer.year < site.period.year]
    newest = max(earlier, key=lambda offer: offer.year or 0, default=None)
    if newest is not None and newest.page is not None:
        return failed("outdated", newest.page.cite(), note="最新的是 {year} 年", year=str(newest.year))
    return failed("missing", *searched(site, *TOPICS), note="在所列栏目中没有找到")


def _judged(read: ThreePublic, *, split: bool) -> Iterator[Finding]:
    found = [*_incomplete(read, split=split), *mismatches(read)]
    if not read.unit and any(read.value(head) for head in NAMES):
        found.append(failed("no-unit", *read.cited(), note="全文没有注明元或万元"))
    yield from found or [passed(read.source.cite("三公"), note="合计 {total} {unit}", **_summary(read))]


def _incomplete(read: ThreePublic, *, split: bool) -> Iterator[Finding]:
    apart = read.amount(PURCHASE) is not None and read.amount(OPERATION) is not None
    for head in (ABROAD, RECEPTION, *((PURCHASE, OPERATION) if split else (VEHICLES,))):
        if read.amount(head) is not None or (head == VEHICLES and apart):
            continue
        if head in read.figures:
            yield cant_tell("incomplete", read.source.cite(), note="此项是空白，也没有说明", subject=NAMES[head])
        else:
            yield failed("incomplete", *read.cited(), note="没有列出此项", subject=NAMES[head])


def _summary(read: ThreePublic) -> dict[str, str]:
    total = read.value("total")
    return {"total": "—" if total is None else str(total), "unit": read.unit}
