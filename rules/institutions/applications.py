"""How a body lets the public apply for information: the pages that tell it, the forms, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.snapshot import Citation, Page, Reason, Snapshot, Unreached
from rules.finding import Finding, Outcome, cant_tell, failed, passed, untested
from rules.institutions.contacts import lines, tells
from rules.institutions.found import emptiness, found, nowhere
from rules.institutions.guides import Guide, guides
from rules.institutions.owed import Owed
from rules.institutions.owners import stranger
from rules.phrases import squeeze
from rules.shown import documents, lost_files, unreadable
from rules.topics import obstacle, topics

TOPIC = "application-channel"
FORM = re.compile("申请表|申请书|申请单|申请样表")
ONLINE = re.compile(
    "(?:在线|网上|我要|立即|点击|进入|开始|提交|填写|互联网|网络)(?:提交|填写)?(?:公开)?申请|申请(?:入口|提交|系统|平台)|在线填[写报]|在线提交"
)
_FIELDS = (
    "申请人",
    "姓名",
    "证件",
    "联系电话",
    "联系地址",
    "所需信息",
    "内容描述",
    "用途",
    "获取方式",
    "提交",
    "验证码",
    "工作单位",
)
_HAD = re.compile(  # where a form may be had
    "[领索]取|领用|(?:申请表|表格|样表).{0,20}(?:提供|获取|下载|复制|复印|附)|(?:提供|获取|下载|复制|复印|附).{0,20}(?:申请表|表格|样表)"
)
_RULES = re.compile("制度|规定|办法|统计|答复书|告知书|年度报告|决定书")
FEWEST_FIELDS = 4  # names of fields by which a page is a form itself


@dataclass(frozen=True)
class Channel:
    """The pages that tell how to apply, the guide, and the squeezed lines of both."""

    pages: tuple[Page, ...]
    guide: Guide | None
    text: str

    @property
    def sources(self) -> tuple[Page, ...]:
        """All pages on which it is told."""
        return (*self.pages, *(self.guide.pages if self.guide is not None else ()))


def channel(site: Snapshot) -> Channel:
    """What a place shows of how to apply."""
    about = found(site, TOPIC)
    pages = [page for page in (*about.pages, *about.lists) if not stranger(site, page, page.title)]
    pages += [page for page in site.pages if page not in about.any and _is_part(page)]
    guide = guides(site).own
    text = lines("\n".join(each.text for page in pages for each in documents(page)))
    return Channel(tuple(pages), guide, f"{text}\n{guide.text if guide else ''}")


def _is_part(page: Page) -> bool:
    inside = any(topics()[TOPIC].titled(squeeze(name)) for name in page.columns[-2:])
    return inside and not _RULES.search(squeeze(page.title))


def without(site: Snapshot) -> Finding:
    """What to say of a place where no page tells how to apply."""
    blank = found(site, TOPIC).blank
    return emptiness(site, blank, TOPIC, "missing") if blank else nowhere(site, TOPIC)


def is_guided(shown: Channel, verdict: Finding) -> bool:
    """Whether the guide itself is the channel that was judged absent: it tells who takes applications and by which ways.

    One that asks for a form and not where it may be had is none.
    """
    told = shown.guide is not None and all(tells(shown.text, name) for name in ("受理机构", "申请渠道"))
    is_open = _HAD.search(shown.text) is not None or FORM.search(shown.text) is None
    return told and is_open and verdict.outcome is Outcome.FAILED


@dataclass(frozen=True)
class Forms:
    """The forms of a channel: those that open, those whose links are dead, those not read, those on other sites."""

    open: tuple[Citation, ...]
    dead: tuple[Unreached, ...]
    unread: tuple[Unreached, ...]
    away: tuple[tuple[Citation, str], ...]


def forms(site: Snapshot, shown: Channel) -> Forms:
    """The forms that are attached, linked, or printed on the pages that tell how to apply."""
    lost = {each.url: each for each in site.unreached}
    lost |= {each.url: each for page in shown.sources for each in lost_files(page)}
    named = [lost[url] for page, text, url in _links(shown) if url in lost and lost[url].reason is not Reason.LOGIN]
    named += [each for page in shown.sources for each in lost_files(page) if FORM.search(squeeze(each.label))]
    once = {each.url: each for each in named}.values()
    off = [each for each in once if each.reason is Reason.OFFSITE]
    away = [(each.cite(), each.url) for each in off]
    away += [(page.cite(text), url) for page, text, url in _links(shown) if url not in lost and _leads_out(page, url)]
    return Forms(
        tuple(_open(site, shown, lost)),
        tuple(each for each in once if each.reason.proves_absence),
        tuple(each for each in once if not each.reason.proves_absence and each not in off),
        tuple(away),
    )


def _open(site: Snapshot, shown: Channel, lost: dict[str, Unreached]) -> Iterator[Citation]:
    read = {page.url: page for page in site.pages}
    for page in shown.sources:
        for each in page.documents:
            if FORM.search(squeeze(each.label + each.title)) or FORM.search(squeeze(each.text[:300])):
                yield each.cite(each.title)
        if sum(name in squeeze(page.text) for name in _FIELDS) >= FEWEST_FIELDS and _is_form(page):
            yield page.cite()
    for page, _, url in _links(shown):
        if url in read and url != page.url:
            yield read[url].cite()
        elif url in lost and lost[url].reason is Reason.LOGIN:
            yield lost[url].cite()


def _is_form(page: Page) -> bool:
    """Whether the fields stand for themselves, in a table or in short lines, and not in sentences."""
    short = [
        text for line in page.text.splitlines() for part in line.split("\t") if 0 < len(text := squeeze(part)) <= 16
    ]
    return sum(any(name in part for part in short) for name in _FIELDS) >= FEWEST_FIELDS


def _links(shown: Channel) -> Iterator[tuple[Page, str, str]]:
    """The links of the channel that are called a form or a way to apply on the web."""
    for page in shown.sources:
        for link in page.links:
            text = squeeze(link.text)
            if len(text) <= 30 and (FORM.search(text) or ONLINE.search(text)):
                yield page, link.text, link.url


def _leads_out(page: Page, url: str) -> bool:
    return urlsplit(url).hostname not in (urlsplit(page.url).hostname, None, "")


def form_findings(site: Snapshot, shown: Channel, seen: Forms) -> Iterator[Finding]:
    """Forms whose links are dead, and the lack of any."""
    for lost in seen.dead:
        label = lost.label or lost.url
        yield failed("broken", lost.cite(), note="“{label}”打不开", subject=label, label=label)
    if seen.open or seen.dead:
        return
    cited = tuple(page.cite() for page in shown.sources[:3])
    if seen.unread:
        note = "申请表或申请系统未能打开：{reason}"
        yield untested("no-form", seen.unread[0].cite(), note=note, reason=seen.unread[0].reason)
    elif seen.away:
        note = "申请表或申请系统在其他网站，请人工查看：{url}"
        yield cant_tell("no-form", seen.away[0][0], note=note, url=seen.away[0][1])
    else:
        yield _no_form(site, shown, cited)


def _no_form(site: Snapshot, shown: Channel, cited: tuple[Citation, ...]) -> Finding:
    for page in shown.pages:
        if (hidden := unreadable(page, "no-form")) is not None:
            return hidden
    lost = obstacle(site, TOPIC)
    if lost is not None:
        note = "可能登载申请表的页面未能打开：{reason}"
        return untested("no-form", lost.cite(), note=note, reason=lost.reason)
    if FORM.search(shown.text):
        return cant_tell("no-form", *cited, note="提到申请表，没有看到可以打开的申请表，请人工查看")
    return failed("no-form", *cited, note="没有申请表，也没有在线申请")


def elements(shown: Channel, due: Owed) -> Iterator[Finding]:
    """What neither the pages about applying nor the guide tells."""
    lacking = [name for name in due.sure if not tells(shown.text, name)]
    if not lacking:
        return
    for page in shown.sources:
        hidden = unreadable(page, "no-element")
        lost = next((each for each in lost_files(page) if not each.reason.proves_absence), None)
        if hidden is None and lost is not None:
            note = "附件“{label}”未能打开：{reason}"
            values = {"label": lost.label or lost.url, "reason": lost.reason}
            hidden = untested("no-element", lost.cite(), note=note, **values)
        if hidden is not None:
            yield hidden
            return
    cited = tuple(page.cite() for page in shown.sources[:3])
    for name in lacking:
        yield failed("no-element", *cited, note="没有写明{name}", subject=name, name=name)


def told(shown: Channel, seen: Forms, due: Owed) -> Finding:
    """That the channel is there, with what it tells."""
    cited = (*(page.cite() for page in shown.sources[:2]), *seen.open[:2])
    return passed(*cited, note="可以申请，写明了{elements}", elements="、".join(due.sure))
