"""错链断链 — the links of a site lead somewhere.

A link is dead when the site asked says that nothing is there: with status 404 or 410, or with a page that says so or is the
same as for an address that cannot exist. What timed out, was refused or may not be asked for is no dead link. Links on the
home page weigh most; others are told apart by whose address they lead to. Addresses on other hosts are visited only in few
cases, so that most of those links stay untried: their number is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.sites import dead as links
from rules.sites.dead import Dead

NOTES = {
    "page": "页面打不开（{status}），见“{title}”",
    "document": "附件打不开（{status}），见“{title}”",
    "picture": "图片打不开（{status}），见“{title}”",
}
FIRST_OF_SOME = {  # where links to other sites were not tried, the first finding says so
    "page": "页面打不开（{status}），见“{title}”；另有{outside}个站外链接未访问，未计入",
    "document": "附件打不开（{status}），见“{title}”；另有{outside}个站外链接未访问，未计入",
    "picture": "图片打不开（{status}），见“{title}”；另有{outside}个站外链接未访问，未计入",
}


@rule(
    title="错链断链",
    duty="首页和其他页面上的链接、图片、附件能够打开。",
    basis="《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）附件“链接可用性”；国办秘函〔2019〕19号“可用性”",
    reads=[],
    problems={
        "home": "首页上的链接打不开",
        "own": "其他页面上指向本站的链接打不开",
        "shared": "指向门户或共用平台的链接打不开",
        "foreign": "指向其他网站的链接打不开",
    },
    hiding=(),
)
def dead_links(site: Snapshot) -> Iterator[Finding]:
    """No link of the site leads to what its host says is not there."""
    found, unread, outside = list(links.dead_links(site)), links.unsure(site), links.untried(site)
    if found:
        yield from (_dead(each, outside if number == 0 else 0) for number, each in enumerate(found))
    elif not site.pages:
        yield inapplicable("没有读到页面")
    elif len(unread) > len(site.pages):
        note = "{number}个链接未能打开，是否错链无法核实：{reason}"
        yield untested("own", unread[0].cite(), note=note, number=str(len(unread)), reason=unread[0].reason)
    else:
        note = "读到{pages}个页面，没有发现错链；{unread}个链接未能核实，{outside}个站外链接未访问"
        figures = {"pages": str(len(site.pages)), "unread": str(len(unread)), "outside": str(outside)}
        yield passed(site.pages[0].cite(), note=note, **figures)


def _dead(dead: Dead, outside: int) -> Finding:
    notes = FIRST_OF_SOME if outside else NOTES
    status = str(dead.lost.status or "") if dead.lost.reason == "gone" else "提示页面不存在"
    return failed(
        dead.whose,
        dead.lost.cite(),
        dead.shown_on.cite(dead.lost.label),
        note=notes.get(dead.lost.kind, notes["page"]),
        subject=dead.label,
        status=status or "404",
        title=dead.shown_on.title or dead.shown_on.url,
        outside=str(outside),
    )
