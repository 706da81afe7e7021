"""Whether a place shows the report that is due: what to say where it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.reading.doubts import NO_TEXT, PICTURE
from crawler.snapshot import Document, Page, Reason, Unreached
from rules.finding import Finding, cant_tell, failed, untested
from rules.phrases import squeeze
from rules.pollution.naming import is_in_column, is_other, promises
from rules.pollution.owed import TOPIC, Owed, dead, is_due, is_file
from rules.pollution.span import spans_in
from rules.topics import obstacle, searched

LITTLE = 60  # characters beside its title that an empty page may show
_ELSEWHERE = re.compile(r"(?:平台|系统|网站|专栏)")


def absent(owed: Owed) -> Finding:
    """Why the report that is due is not there: dead, unread, a picture, empty, elsewhere, hidden, outdated, or missing."""
    bare = owed.told.bare
    return (
        next(_lost(owed, bare), None)
        or next(_unread(owed, bare), None)
        or _elsewhere(owed)
        or _hindered(owed)
        or next(_undated(owed, bare), None)
        or _old(owed)
    )


def _lost(owed: Owed, bare: tuple[Page, ...]) -> Iterator[Finding]:
    """Links to the report that is due, or to a file of it, that lead nowhere."""
    pages = [page for page in bare if is_due(page.title, owed)]
    yield from (dead(lost) for page in pages for lost in page.dead if is_file(lost))
    for lost in owed.site.unreached:
        named = promises(lost.label) or (is_in_column(lost.columns) and not is_other(lost.label))
        dated = spans_in(lost.label, owed.site.period.last)
        if named and dated and is_due(lost.label, owed) and lost.reason is not Reason.OFFSITE:
            yield dead(lost)


def _unread(owed: Owed, bare: tuple[Page, ...]) -> Iterator[Finding]:
    """Pages that are called the report that is due and of which nothing was read."""
    for page in (page for page in bare if is_due(page.title, owed)):
        for document in (page, *page.documents):
            doubt = document.reading.unread
            if doubt and doubt not in (PICTURE, NO_TEXT) and not _is_picture(document):
                yield untested("missing", document.cite(), note="报告无法读取（{doubt}），请人工查看", doubt=doubt)
        shown = [each for each in page.documents if _is_picture(each) or each.reading.unread or each.is_recognised]
        if shown or page.images:
            cited = shown[0].cite() if shown else page.cite()
            yield cant_tell("picture", cited, note="“{title}”可能只有图片，内容没有识别", title=page.title)
        elif spans_in(page.title, owed.site.period.last) and page.published:
            yield _empty(page)


def _empty(page: Page) -> Finding:
    rest = squeeze(page.text).replace(squeeze(page.title), "")
    if page.documents or page.tables or len(rest) > LITTLE:
        return cant_tell("empty", page.cite(), note="没有从“{title}”中读出监测结果，请人工查看", title=page.title)
    return failed("empty", page.cite(), note="“{title}”没有任何监测结果", title=page.title)


def _is_picture(document: Document) -> bool:
    return document.reading.media_type.startswith("image/") or document.reading.unread in (PICTURE, NO_TEXT)


def _elsewhere(owed: Owed) -> Finding | None:
    """A link to such reports on another site."""
    for lost in owed.site.unreached:
        if lost.reason is Reason.OFFSITE and (promises(lost.label) or is_in_column((lost.label,))):
            note = "监测信息登载在其他网站，请人工查看：{url}"
            return cant_tell("missing", lost.cite(), note=note, url=lost.url)
    for page in () if owed.told.reports else owed.site.pages:
        for link in page.links:
            named = promises(link.text) or (is_in_column((link.text,)) and _ELSEWHERE.search(link.text))
            if named and not _is_same_site(link.url, page.url):
                note = "监测信息登载在其他网站，请人工查看：{url}"
                return cant_tell("missing", page.cite(link.text), note=note, url=link.url)
    return None


def _is_same_site(url: str, base: str) -> bool:
    return url.split("/")[2:3] == base.split("/")[2:3]


def _hindered(owed: Owed) -> Finding | None:
    lost = obstacle(owed.site, TOPIC)
    if lost is None or _names_older(lost, owed):
        return None
    return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)


def _names_older(lost: Unreached, owed: Owed) -> bool:
    return not is_due(lost.label, owed)


def _undated(owed: Owed, bare: tuple[Page, ...]) -> Iterator[Finding]:
    """Reports made public since the span began that do not say of which months they speak."""
    for page in bare:
        is_new = page.published and page.published > owed.span.begin and not spans_in(page.title, page.published)
        if is_new and promises(page.title) and (page.tables or page.documents or len(squeeze(page.text)) > LITTLE):
            note = "“{title}”没有写明是哪一期，请人工核实"
            yield cant_tell("missing", page.cite(), note=note, title=page.title)


def _old(owed: Owed) -> Finding:
    newest = owed.told.newest()
    if newest is None:
        return failed(
            "missing", *searched(owed.site, TOPIC), note="在所列栏目中没有找到{span}的监测信息", span=str(owed.span)
        )
    if newest.span.end > owed.span.end:
        note = "没有找到{span}的监测信息，最新的是{newest}"
        return failed("missing", newest.cite(), note=note, span=str(owed.span), newest=str(newest.span))
    note = "最新的是{newest}，应已公开{span}的"
    return failed("outdated", newest.cite(), note=note, span=str(owed.span), newest=str(newest.span))
