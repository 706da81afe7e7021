"""Calls for opinions that ended: when, and whether what came of them was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Page, Reason, Snapshot
from rules.dates import days
from rules.finding import Finding, cant_tell, failed
from rules.hearing.held import Held, Matter, core
from rules.phrases import squeeze
from rules.shown import all_pages, broken, unreadable
from rules.sites.days import judged_on

BOUND = 40_000  # characters of a text that are looked at for what came of it
OPENING = 4_000  # those in which a call says until when; drafts follow, with days of their own
SURE, LEAST = timedelta(days=60), timedelta(days=30)  # after its end, from which on a result must, or may, be expected
RESULT = re.compile(
    "(?:结果|采纳|反馈)(?:意见)?(?:情况)?的?(?:公示|公布|公告|通报|汇总|报告|说明|情况)|(?:征集|征求|调查|听证|吸收)(?:意见|建议)?的?(?:情况|结果)"
    "|意见(?:建议)?的?(?:采纳|反馈|汇总|办理)(?:情况|结果)?|(?:情况|结果)反馈|听证会?(?:报告|笔录|结论)"
)
TOLD = re.compile(
    "(?:共|均|尚|截至|截止)?(?:未|没有)(?:收到|接到|征集到)[^。]{0,20}(?:意见|建议|反馈)|(?:共|累计|已)(?:收到|征集到?|收集)[^。]{0,20}\\d+[^。]{0,6}(?:条|件|份|个|人次)"
    "|(?:结果|采纳|意见)(?:反馈|情况)[:]|征集结果[:]|调查结果[:]|参与人数|无(?:不同|修改|反馈)?意见"
)
END = re.compile(
    "(?:截止|结束)(?:时间|日期)[为是至到]?[:]?[^。;]{0,6}?(?P<after>DAY)"
    "|(?:征集|征求意见|征求|公示|反馈|调查|活动|起止|公开)(?:意见)?(?:的)?(?:时间|期限|日期|期)[为是]?[:]?[^。;\\d]{0,12}(?:DAY)?[^。;\\d]{0,12}?(?:至|到|-|—|~){1,2}(?P<span>DAY)"
    "|(?P<before>DAY)(?:\\d{1,2}[:时点]\\d{0,2}分?)?(?:之前|以前|前|止|截止)(?=[^。]{0,60}(?:反馈|意见|建议|提交|提出|邮|电话|来信|来函|截止))".replace(
        "DAY", r"(?:20\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?"
    )
)
WORDS = re.compile(
    "公开|征求|征集|意见|建议|关于|公告|通知|公示|通告|社会|公众|征询|网上|在线|问卷|调查|结果|反馈|情况|采纳|汇总|说明|草案|征求意见稿|稿|修订|再次|的|对|向"
)


def is_result(title: str) -> bool:
    """Whether a squeezed title is that of a result, and no call."""
    return RESULT.search(title) is not None


def no_results(matter: Matter, since: date) -> Iterator[Finding]:
    """The calls of the last year that ended some time ago and of which no result was seen."""
    results = [core(title, WORDS) for page in all_pages(matter.site) if is_result(title := squeeze(page.title))]
    results += [core(link, WORDS) for link in _linked(matter) if is_result(link)]
    for each in matter.held:
        page = each.page
        if page is None or (ended := end_of(page)) is None or ended < since:
            continue
        passed_since = judged_on(page, matter.site.period) - ended
        if passed_since >= LEAST and not _has_result(page, core(each.title, WORDS), results):
            yield _unresolved(matter, each, page, ended, passed_since, since)


def end_of(page: Page) -> date | None:
    """The last day on which opinions were taken, as a call prints it; None where it does not or gives two."""
    year = page.published.year if page.published else page.fetched.year
    found = [
        day
        for match in END.finditer(squeeze(page.text[:OPENING]))
        for day in days(match["after"] or match["span"] or match["before"], year)
    ]
    return max(found) if found and (page.published is None or max(found) >= page.published) else None


def _has_result(page: Page, name: str, results: Sequence[str]) -> bool:
    if TOLD.search(squeeze(page.text[:BOUND])) or any(is_result(squeeze(link.text)) for link in page.links):
        return True
    return any(name in other or other in name for other in results if len(other) > 1 and name)


def _linked(matter: Matter) -> Iterator[str]:
    pages = (*(page for column in matter.columns for page in column.pages), *matter.pages)
    return (squeeze(link.text) for page in pages for link in page.links)


def _unresolved(matter: Matter, each: Held, page: Page, ended: date, passed: timedelta, since: date) -> Finding:
    values = {"title": each.title, "day": str(ended)}
    is_read = not any(broken(page)) and unreadable(page, "no-result") is None
    if passed >= SURE and is_read and not _may_stand_elsewhere(matter, since):
        return failed(
            "no-result", page.cite(), note="“{title}”{day}结束，没有看到结果反馈", subject=each.title[:60], **values
        )
    note = "“{title}”{day}结束，没有看到结果反馈，请人工核实"
    return cant_tell("no-result", page.cite(), note=note, subject=each.title[:60], **values)


def _may_stand_elsewhere(matter: Matter, since: date) -> bool:
    """Whether a result may stand where nobody looked: in lists not read, behind scripts, past the crawl's budget."""
    site: Snapshot = matter.site
    cut = any(lost.reason is Reason.BUDGET for lost in site.unreached)
    lost = any(is_result(squeeze(lost.label)) or "反馈" in lost.label for lost in site.unreached)
    return cut or lost or matter.may_hold_more or matter.unread(since) is not None
