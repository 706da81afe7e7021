"""空白栏目 — no column is empty or dead.

A column that the menu leads to opens and holds something: entries, words of its own, a file, a picture, columns below it or a
way to where they are. An explanation (情况说明, 我局无行政强制事项) is something; 正在建设中 and 暂无内容 are not. What a
script may write, what another page of the same system gives no measure for, and 本单位暂无此类信息 is left to a person. A link
of the menu behind which the site says that nothing is there is dead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Page, Snapshot
from rules.explanations.unneeded import Word, told
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.phrases import squeeze
from rules.rule import rule
from rules.shown import pictures
from rules.sites.columns import columns, subject_of
from rules.sites.deadcolumns import dead_columns
from rules.sites.emptiness import is_building, is_comparable, is_empty, says_nothing
from rules.sites.layout import Layout, layout

FORMS = re.compile(
    "搜索|检索|查询|登录|注册|地图|联系|邮箱|留言|信箱|投诉|咨询|举报|申请|申报|调查|征集|评议|视频|影像|电视|图片|直播|订阅|English|手机|微博|微信"
)


@rule(
    title="空白栏目",
    duty="网站各栏目有内容，栏目链接能够打开。",
    basis="《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）附件“栏目不更新”（空白栏目）；国办秘函〔2019〕19号",
    reads=[],
    problems={"empty": "空白栏目", "dead": "栏目链接打不开"},
    hiding=(),
)
def empty_columns(site: Snapshot) -> Iterator[Finding]:
    """Every column of the menu opens and holds something."""
    place = layout(site)
    candidates = dict(_candidates(place))
    findings = [*_empty(place, candidates), *dead_columns(place)]
    unread = [way.lost for way in place.menu if way.lost is not None and not way.lost.reason.proves_absence]
    if unread:
        note = "有{number}个栏目未能打开，不知有无内容：{reason}"
        cited = (lost.cite() for lost in unread[:5])
        findings.append(untested("empty", *cited, note=note, number=str(len(unread)), reason=unread[0].reason))
    if findings:
        yield from findings
    elif candidates:
        shown = [page for page, _ in list(candidates.values())[:5]]
        yield passed(
            *(page.cite() for page in shown), note="共查看栏目{number}个，均有内容", number=str(len(candidates))
        )
    else:
        yield inapplicable("没有读到栏目")


def _candidates(place: Layout) -> Iterator[tuple[str, tuple[Page, str]]]:
    """The pages of columns by their addresses, each with its name: where the menu leads, and all lists."""
    found = columns(place.site)
    for way in place.menu:
        if way.page is not None:
            yield way.page.url, (way.page, way.label)
    for column in found:
        yield column.page.url, (column.page, subject_of(column, found))


def _empty(place: Layout, candidates: dict[str, tuple[Page, str]]) -> Iterator[Finding]:
    for page, name in candidates.values():
        if not is_empty(page, name, place):
            continue
        word, words = told(page, place) or (None, "")
        if word is Word.OWN:
            continue
        building = is_building(page, place)
        sure = building or (is_comparable(page, place) and not FORMS.search(squeeze(name)))
        if word is Word.ANYBODYS and not building:
            note = "栏目只写明“{words}”，请人工核实"
            yield cant_tell("empty", page.cite(words), note=note, words=words, subject=name)
        elif sure and not pictures(page):
            note = "栏目页写明正在建设，没有内容" if building else "栏目打开后没有任何内容"
            yield failed("empty", page.cite(), note=note, subject=name)
        elif sure or not FORMS.search(squeeze(name)) or says_nothing(page):
            note = "没有读到内容，可能由脚本生成，请人工查看"
            yield cant_tell("empty", page.cite(), note=note, subject=name)
