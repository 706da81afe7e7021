"""首页更新 — the home page shows something new.

The national rule looks at the columns on the home page, and at those of the second level where the home page only leads on.
Here the items on the home page and on the lists to which it leads count together. They are judged by the day of the visit.
What bears no day counts as not updated since the check of 2015; before it that is left to a person. Nothing is stated where
something that the home page leads to was not read and may be new.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.snapshot import Place, Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.sites.entries import Entry
from rules.sites.front import Front, front

UNDATED_SINCE = date(2015, 3, 1)  # 国办发〔2015〕15号: what bears no day counts as not updated
FEWEST = 3  # undated items from which on a home page can be said to show no days


@rule(
    title="首页更新",
    duty="首页栏目在规定天数内有信息更新，所发信息注明发布时间。",
    basis="《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）附件“网站不更新”；国办秘函〔2019〕19号“首页不更新”",
    reads=[],
    problems={"stale": "首页长期未更新", "undated": "首页信息均未注明发布时间"},
    hiding=("undated",),
)
def home_page_updates(site: Snapshot, *, within_days: int) -> Iterator[Finding]:
    """Something on the home page, or on the lists to which it leads, is no older than so many days at the visit."""
    shown = front(site)
    if shown is None:
        yield _without_home(site)
        return
    newest = shown.newest
    if newest is not None and newest.day is not None and shown.judged - newest.day <= timedelta(days=within_days):
        yield _fresh(shown, newest)
    elif shown.lost:
        lost = shown.lost[0]
        yield untested("stale", lost.cite(), note="首页链接的页面未能打开，可能有新信息：{reason}", reason=lost.reason)
    elif newest is None:
        yield _undated(shown)
    else:
        yield _stale(shown, str(newest.day), newest.title, within_days)


def _without_home(site: Snapshot) -> Finding:
    if site.place is Place.PORTAL or not site.pages:
        return inapplicable("这里没有本单位的首页")
    return untested("stale", site.pages[0].cite(), note="没有读到首页")


def _fresh(shown: Front, newest: Entry) -> Finding:
    cited, day = shown.page.cite(newest.title), str(newest.day)
    if shown.is_told or shown.judged < UNDATED_SINCE:
        return passed(cited, note="最新信息为{day}", day=day)
    return cant_tell(
        "undated", cited, note="只有网址中有日期（最新{day}），页面上没有读到发布时间，请人工查看", day=day
    )


def _undated(shown: Front) -> Finding:
    if len(shown.undated) < FEWEST:
        return untested("stale", shown.page.cite(), note="首页没有读到可判断日期的信息，请人工查看")
    evidence = (shown.page.cite(), *(each.page.cite() for each in shown.undated[:3] if each.page))
    note = "首页{number}条信息及其页面均未注明发布时间，按普查规则视为不更新"
    if shown.judged >= UNDATED_SINCE and shown.is_surely_undated and not shown.outside:
        return failed("undated", *evidence, note=note, number=str(len(shown.undated)))
    return cant_tell(
        "undated", *evidence, note="首页{number}条信息没有读到发布时间，请人工查看", number=str(len(shown.undated))
    )


def _stale(shown: Front, day: str, title: str, within_days: int) -> Finding:
    evidence = (shown.page.cite(title), *(each.page.cite() for each in shown.undated[:3] if each.page))
    note = "最新信息为{day}，截至{judged}已超过{days}天"
    figures = {"day": day, "judged": str(shown.judged), "days": str(within_days), "number": str(len(shown.undated))}
    if shown.outside or (shown.undated and not (shown.judged >= UNDATED_SINCE and shown.is_surely_undated)):
        note = "最新信息为{day}，截至{judged}已超过{days}天；另有信息没有读到日期或登载在其他网站，请人工查看"
        return cant_tell("stale", *evidence, note=note, **figures)
    if shown.undated:
        note = "最新信息为{day}，截至{judged}已超过{days}天；另有{number}条未注明日期，视为不更新"
    return failed("stale", *evidence, note=note, **figures)
