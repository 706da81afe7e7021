"""有害内容和链接 — the site says nothing that is not its own, and leads to nothing of the kind.

Gambling, adult content and illegal trade get onto sites of the state by lapsed domains, by titles and texts that were replaced,
and by links planted in pages, often hidden. A page that speaks against these, a police report, a warning, or of the lotteries
of the state is none of it. A single sign is left to a person. Stated is what two signs say that do not hang on each other: a
title and the text or links of its page; links by such words of several sorts, to a host with such a name, or on a page that
hides text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.snapshot import Reason, Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.sites.foreign import Signs, foreign

PLANTED = "链接“{labels}”指向{hosts}，共{number}个页面"
MAYBE_PLANTED = "链接“{labels}”指向{hosts}，共{number}个页面，请人工核实"


@rule(
    title="有害内容和链接",
    duty="网站不发布、不链接赌博、色情等有害内容，页面不被篡改。",
    basis="国办秘函〔2019〕19号单项否决“安全、泄密事故等严重问题”；《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）附件“严重错误”",
    reads=[],
    problems={"hijacked": "页面出现有害内容", "foreign-link": "页面链接到有害网站"},
    of_visit=True,
    hiding=(),
)
def foreign_content(site: Snapshot) -> Iterator[Finding]:
    """No page speaks of gambling and the like in its own name, or links to it."""
    suspect = next((lost for lost in site.unreached if lost.reason is Reason.SUSPECT), None)
    findings = [*_suspect(site), *_judged(list(foreign(site)))]
    if findings:
        yield from findings
    elif site.pages and suspect is None:
        yield passed(
            site.pages[0].cite(), note="查看了{number}个页面，没有发现有害内容和链接", number=str(len(site.pages))
        )
    elif site.unreached:
        lost = site.unreached[0]
        yield untested("hijacked", lost.cite(), note="网站未能检测：{reason}", reason=lost.reason)
    else:
        yield inapplicable("没有读到页面")


def _suspect(site: Snapshot) -> Iterator[Finding]:
    for lost in site.unreached:
        if lost.reason is Reason.SUSPECT:
            note = "页面疑似被劫持或域名已被他人使用，请立即人工查看：{url}"
            yield cant_tell("hijacked", lost.cite(), note=note, subject=lost.url, url=lost.url)


def _judged(found: Sequence[Signs]) -> Iterator[Finding]:
    told: set[str] = set()
    for signs in found:
        page, subject = signs.page, signs.page.title or signs.page.url
        if (hijacked := signs.is_hijacked) is not False:
            words = "、".join(dict.fromkeys((*signs.title, *signs.text[:5])))
            note = "标题或正文含有“{words}”" if hijacked else "标题或正文含有“{words}”，请人工核实"
            state = failed if hijacked else cant_tell
            yield state("hijacked", page.cite((signs.title or signs.text)[0]), note=note, subject=subject, words=words)
        fresh = [host for host in signs.hosts if host not in told]
        if fresh and (planted := signs.is_planted) is not False:
            told |= set(fresh)
            number = sum(not set(each.hosts).isdisjoint(fresh) for each in found)
            labels = "、".join(dict.fromkeys(link.text for link in signs.links[:5]))
            state, note = (failed, PLANTED) if planted else (cant_tell, MAYBE_PLANTED)
            cited = (page.cite(link.text) for link in signs.links[:3])
            values = {"labels": labels, "hosts": "、".join(fresh[:5]), "number": str(number)}
            yield state("foreign-link", *cited, note=note, subject=subject, **values)
