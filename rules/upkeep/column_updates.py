"""栏目更新 — columns that are to be renewed are renewed.

The national rule has news renewed within two weeks, notices and policy documents within six months, personnel, plans and
statistics within a year. Which column is of which sort its name says; historical and seasonal ones, and those in which
nothing need happen, are not judged. What bears no day counts as not updated since the check of 2015, and is left to a person
before it. A list that was not read where something newer may stand says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.phrases import squeeze
from rules.rule import rule
from rules.sites.columns import Column, columns, subject_of
from rules.sites.days import months_before
from rules.sites.kinds import Kind, kind_of
from rules.sites.layout import layout
from rules.sites.staleness import State, state_of

CLOSED = re.compile("(?:停止|不再|暂停)(?:更新|维护|使用)|已?归档|(?:迁移|搬迁|移)至|历史栏目")
LAW = re.compile(r"^[^:]{0,40}(?<!办)(?:法|条例|规定|办法|细则|规程|准则|标准)》?(?:[(].{1,16}[)])?$")


@rule(
    title="栏目更新",
    duty="动态要闻类栏目两周内、通知公告和政策文件类栏目六个月内、人事和规划计划及统计类栏目一年内有更新，并注明发布时间。",
    basis="《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）附件“栏目不更新”；国办秘函〔2019〕19号“栏目不更新”",
    reads=[],
    problems={"stale": "栏目长期未更新", "undated": "栏目信息均未注明发布时间"},
    hiding=("undated",),
    anchored=("stale", "undated"),
)
def column_updates(site: Snapshot, *, news_days: int, notice_months: int, yearly_months: int) -> Iterator[Finding]:
    """Every column of news, of notices and documents, and of yearly matters shows something new enough."""
    open_ones = (column for column in columns(site) if not _is_closed(column) and not _holds_laws(column))
    judged = [(column, kind) for column in open_ones if (kind := _kind(column))]
    findings: list[Finding] = []
    for column, kind in judged:
        before = months_before(column.judged, notice_months if kind is Kind.NOTICE else yearly_months)
        since = column.judged - timedelta(days=news_days) if kind is Kind.NEWS else before
        findings += _judge(column, since, subject_of(column, [each for each, _ in judged]))
    findings += _unread(site)
    if findings:
        yield from findings
    elif judged:
        note = "共查看应定期更新的栏目{number}个，均有更新"
        yield passed(*(column.page.cite() for column, _ in judged[:5]), note=note, number=str(len(judged)))
    else:
        yield inapplicable("没有按规定应定期更新的栏目")


def _kind(column: Column) -> Kind | None:
    names = (column.name, column.path[-1] if column.path else "", column.page.title)
    return next((kind for name in names if name and (kind := kind_of(name))), None)


def _is_closed(column: Column) -> bool:
    return CLOSED.search(squeeze(column.page.text[:600])) is not None


def _holds_laws(column: Column) -> bool:
    """Whether a column holds the laws of its trade, which stand for years, and no documents of its own."""
    laws = sum(LAW.search(squeeze(each.title)) is not None for each in column.entries)
    return "法" in column.name and laws * 2 > len(column.entries)


def _judge(column: Column, since: date, name: str) -> Iterator[Finding]:
    state, newest = state_of(column, since), column.newest
    cited = (column.page.cite(), *(each.page.cite() for each in column.entries[:2] if each.page))
    values = {"newest": str(newest or ""), "since": str(since), "subject": name}
    if state is State.STALE:
        yield failed("stale", *cited, note="最新信息为{newest}，应不早于{since}", **values)
    elif state is State.MAYBE_STALE:
        note = "有日期的信息最新为{newest}，另有信息没有读到日期，请人工查看"
        yield cant_tell("stale", *cited, note=note, **values)
    elif state is State.UNDATED:
        yield failed("undated", *cited, note="列表和内容页均未注明发布时间，按普查规则视为不更新", **values)
    elif state is State.MAYBE_UNDATED:
        yield cant_tell("undated", *cited, note="没有读到发布时间，请人工查看", **values)
    elif state is State.UNREAD:
        lost = next((each.cite() for each in column.unread), column.page.cite())
        yield untested("stale", lost, note="列表或其中的页面没有读全，可能有更新的信息", **values)


def _unread(site: Snapshot) -> Iterator[Finding]:
    """The columns of the menu that were not read at all."""
    for way in layout(site).menu:
        if way.lost is not None and not way.lost.reason.proves_absence and kind_of(way.label):
            note = "栏目未能打开：{reason}"
            yield untested("stale", way.lost.cite(), note=note, subject=way.label, reason=way.lost.reason)
