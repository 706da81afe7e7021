"""政府信息公开意见箱 — a box for opinions on the home page of the portal.

The box may be called otherwise, and be a form, a mail address or a page of letters with answers; nothing is ever sent to try it.
A mailbox of the mayor alone may be meant as one, which is left to a person. The city's plan asks for it; the regulations know only a
right to report what is not disclosed (elsewhere: unverified).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Page, Reason, Snapshot
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.hearing.open import MAIL, takes_words
from rules.hearing.ways import Way, hides_links, ways
from rules.phrases import squeeze
from rules.rule import rule
from rules.shown import all_pages, home_pages
from rules.topics import obstacle

TOPIC = "hearing-box"
BOX = re.compile(
    "意见箱|(?:意见|建议)(?:[与和及、/]?(?:建议|意见))|建言献策|(?:公众|市民|群众|网民|社会)(?:意见|建议)(?!征集)|(?:我要|我来|在线|网上)(?:提?建议|提?意见)|建议信箱"
)
LIKE_ONE = re.compile("信箱|邮箱|留言|咨询|投诉|互动|问政|写信|征集|征求意见|12345|热线")


@rule(
    title="政府信息公开意见箱",
    duty="门户网站首页设政府信息公开意见箱（或公众意见、建言献策等同类栏目），能打开，可以提交意见。检查时只看能否打开，不提交任何内容。",
    basis="2013年政务公开工作安排（门户网站首页政府信息公开意见箱）；《政府信息公开条例》（2008）第三十三条",
    reads=[TOPIC],
    problems={"missing": "首页没有政府信息公开意见箱", "broken": "意见箱打不开"},
)
def opinion_box(site: Snapshot) -> Iterator[Finding]:
    """A box for opinions is linked from the home page and opens."""
    home = home_pages(site)
    if not home:
        yield untested("missing", *(lost.cite() for lost in site.unreached[:1]), note="首页没有读到")
        return
    boxes = list(ways(site, home, BOX))
    found = [_judge(site, box) for box in boxes]
    best = next((each for each in found if each.outcome == "passed"), None) or next(iter(found), None)
    yield best or _without(site, home)


def _judge(site: Snapshot, box: Way) -> Finding:
    words = box.words
    if box.page is not None and takes_words(site, box.page):
        return passed(box.seen_on.cite(words), box.page.cite(), note="首页有“{words}”，能打开", words=words)
    if box.page is not None:
        note = "“{words}”打开后没有看到填写处、邮箱或来信，可能由脚本写入，请人工查看"
        return cant_tell("broken", box.seen_on.cite(words), box.page.cite(), note=note, words=words)
    if box.is_dead:
        return failed("broken", box.cite(), note="首页“{words}”的链接打不开", words=words)
    if box.leads_out or (box.lost is not None and box.lost.reason is Reason.NEEDS_JS):
        note = "“{words}”在其他平台或由脚本打开，请人工查看：{url}"
        return cant_tell("broken", box.seen_on.cite(words), note=note, words=words, url=box.url)
    reason = box.lost.reason if box.lost is not None else Reason.NOT_VISITED
    return untested("broken", box.cite(), note="“{words}”未能打开：{reason}", words=words, reason=reason)


def _without(site: Snapshot, home: tuple[Page, ...]) -> Finding:
    """What to say of a home page without a link to a box."""
    lines = [line for page in home for line in page.text.splitlines() if BOX.search(squeeze(line[:200]))]
    if lines and MAIL.search(squeeze(lines[0][:200])):
        return passed(home[0].cite(lines[0]), note="首页写明了意见箱的邮箱")
    inner = next(ways(site, all_pages(site), BOX), None)
    like = next(ways(site, home, LIKE_ONE), None)
    if inner is not None:
        note = "首页没有意见箱，其他页面有“{words}”，请人工核实"
        return cant_tell("missing", inner.seen_on.cite(inner.words), note=note, words=inner.words)
    if like is not None or lines:
        words = like.words if like is not None else lines[0][:60]
        note = "首页只有“{words}”，是否作为意见箱，请人工核实"
        return cant_tell("missing", home[0].cite(words), note=note, words=words)
    if (lost := obstacle(site, TOPIC)) is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    if hides_links(site, home):
        note = "首页的文字中没有意见箱，可能在图片或脚本里，请人工查看"
        return cant_tell("missing", home[0].cite(), note=note)
    return failed("missing", home[0].cite(), note="首页的链接中没有意见箱")
