"""The channel by which a site is asked: whether there is one that opens, and what to say where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from crawler.snapshot import Reason, Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.hearing.open import takes_words
from rules.hearing.ways import Way, hides_links, ways
from rules.shown import all_pages, home_pages
from rules.topics import obstacle, searched

TOPIC = "hearing-channel"
ASKED_FROM = date(2015, 3, 24)  # 国办发〔2015〕15号, 2015年3月24日
OWED_FROM = date(2019, 4, 1)  # 国办秘函〔2019〕19号: a site without any is unfit
NAMED = re.compile(
    "信箱$|意见箱|^(?:我要|我来|网上|在线|政务|业务|公众|办事|政策|给.{2,4})?(?:咨询|留言|写信|提问|来信|投诉|建议|问政)"
    "(?:投诉|建议|留言|服务|台|板|簿|平台|中心|回复|答复|反馈|选登|查询|举报|专栏|[与和、/])*$|互动|公众参与|民意直通|民声|建言献策|意见[与和及]?建议|12345"
)
APART = re.compile(
    "信访|纪检|监察|廉政|巡察|访谈|征集|调查|申请公开|公开申请|须知|指南|(?<!投诉)举报(?!投诉)"
)  # laws or rules of their own


def channel(site: Snapshot) -> Finding:
    """What to say of the channel of a place that publishes no letters of the last year."""
    home = home_pages(site)
    found = [way for way in ways(site, (*home, *all_pages(site)), NAMED) if not APART.search(way.words)]
    open_one = next((way for way in found if way.page is not None and takes_words(site, way.page)), None)
    if open_one is not None:
        return passed(open_one.cite(), note="“{words}”能打开；近一年没有公开的来信，不作为问题", words=open_one.words)
    return _shut(found) if found else _none(site)


def _shut(found: Sequence[Way]) -> Finding:
    """What to say where no channel was seen to be open: elsewhere, without a form, not read, dead."""
    out = next((way for way in found if way.leads_out), None)
    if out is not None:
        return cant_tell("missing", out.seen_on.cite(out.words), note="渠道在其他网站，请人工查看：{url}", url=out.url)
    read = next((way for way in found if way.page is not None), None)
    if read is not None:
        note = "“{words}”打开后没有看到填写处，可能由脚本写入，请人工查看"
        return cant_tell("missing", read.cite(), note=note, words=read.words)
    unread = next((way for way in found if not way.is_dead), None)
    if unread is None:
        return failed("broken", found[0].cite(), note="“{words}”的链接打不开", words=found[0].words)
    reason = unread.lost.reason if unread.lost is not None else Reason.NOT_VISITED
    return untested("broken", unread.cite(), note="“{words}”未能打开：{reason}", words=unread.words, reason=reason)


def _none(site: Snapshot) -> Finding:
    if site.period.first < ASKED_FROM:
        return inapplicable("没有公开的来信；2015年3月前没有要求网站设咨询渠道")
    cut = next((lost for lost in site.unreached if lost.reason is Reason.BUDGET and lost.kind == "page"), None)
    lost, home = obstacle(site, TOPIC) or cut, home_pages(site)
    if lost is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    if not home or hides_links(site, home):
        return cant_tell("missing", *searched(site, TOPIC), note="没有看到咨询渠道，可能在图片或脚本里，请人工查看")
    if site.period.first < OWED_FROM:
        return cant_tell("missing", *searched(site, TOPIC), note="没有看到咨询渠道，请人工核实")
    return failed("missing", *searched(site, TOPIC), note="没有网上咨询渠道")
