"""发稿日期 — the days printed on pages are true.

A forged day of publication is one of the grave faults of the national rule; what a program sees is only that days do not go
together. A page that prints a day of publication later than that on which it was fetched prints a false one, whatever the
reason. All else is given with both days and left to a person: a day beside an entry that has not come (it may be that of a
meeting), an address made months after the day printed (an old paper may be put up late), another day than in the last month
kept on a page that says the same (a slip may have been put right), an entry dated within the reach of a list that was kept
without it (it may have been moved there). A move of the whole site explains many pages of one day.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.reading.doubts import UNDATED
from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.sites import stamps
from rules.sites.stamps import Stamp


@rule(
    title="发稿日期真实",
    duty="信息注明的发布日期真实，不晚于采集日期，不倒签、不改签。",
    basis="国办秘函〔2019〕19号单项否决“弄虚作假（如伪造发稿日期等）”；《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）",
    reads=[],
    problems={
        "before-its-time": "信息日期早于其可能出现的时间",
        "changed-date": "信息的发布日期被改动",
        "future-date": "信息日期晚于采集日期",
    },
    hiding=(),
    lasting=("before-its-time", "changed-date", "future-date"),
)
def forged_dates(site: Snapshot) -> Iterator[Finding]:
    """No page prints a day of publication that cannot be that of its publication."""
    findings = list(_findings(site))
    dated = [page for page in site.pages if page.published is not None]
    unread = next((page for page in site.pages if UNDATED in page.reading.doubts), None)
    if findings:
        yield from findings
    elif dated:
        note = "核对了{number}个页面的日期，其中{compared}个与上次采集比对，未见异常"
        yield passed(dated[0].cite(), note=note, number=str(len(dated)), compared=str(stamps.compared(site)))
    elif unread is not None:
        yield untested("future-date", unread.cite(), note="页面上的发布日期无法读取")
    else:
        yield inapplicable("没有读到注明发布日期的页面")


def _findings(site: Snapshot) -> Iterator[Finding]:
    told: set[str] = set()
    for each in stamps.future_pages(site):
        told.add(each.title)
        yield failed(
            "future-date",
            each.page.cite(str(each.printed)),
            note="页面注明{printed}发布，采集时为{other}",
            **_values(each),
        )
    for each in stamps.future_entries(site):
        if each.title not in told:
            note = "列表注明{printed}，采集时为{other}；是否发布日期请人工核实"
            yield cant_tell("future-date", each.page.cite(each.title), note=note, **_values(each))
    for each in stamps.newer_addresses(site):
        note = "页面注明{printed}发布，网址中的日期为{other}，请人工核实"
        yield cant_tell("before-its-time", each.page.cite(), note=note, **_values(each))
    for each in stamps.inserted(site):
        note = "注明{printed}，而{other}采集的同一列表中没有这条信息，请人工核实"
        yield cant_tell("before-its-time", each.page.cite(each.title), note=note, **_values(each))
    for each in stamps.changed(site):
        note = "发布日期由{other}改为{printed}，正文未变，请人工核实"
        if each.many > 1:
            note = "发布日期由{other}改为{printed}，正文未变；共{many}个页面改为同一日期，可能因改版，请人工核实"
        yield cant_tell("changed-date", each.page.cite(), note=note, **_values(each))


def _values(stamp: Stamp) -> dict[str, str]:
    return {
        "subject": stamp.title, "printed": str(stamp.printed), "other": str(stamp.other), "many": str(stamp.many)
    }  # fmt: skip
