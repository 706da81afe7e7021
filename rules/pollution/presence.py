"""Whether a place shows the report that is due: what to say where it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from crawler.reading.doubts import NO_TEXT, PICTURE
from crawler.snapshot import Document, Page, Reason, Snapshot, Unreached
from rules.finding import Finding, cant_tell, failed, untested
from rules.phrases import squeeze
from rules.pollution.deadline import due
from rules.pollution.naming import is_in_column, is_other, promises
from rules.pollution.reports import Report, Told, told_of
from rules.pollution.span import Span, spans_in
from rules.topics import obstacle, searched

TOPIC = "pollution-source-monitoring"
LITTLE = 60  # characters beside its title that an empty page may show
_ELSEWHERE = re.compile(r"(?:平台|系统|网站|专栏)")


@dataclass(frozen=True)
class Owed:
    """What is due at a place: a span, the reports of the place, and those among them that are judged now."""

    told: Told
    span: Span
    within: int

    @property
    def site(self) -> Snapshot:
        """The place."""
        return self.told.site

    @cached_property
    def due(self) -> tuple[Report, ...]:
        """The reports about the span that is due."""
        return self.told.about(self.span)

    @cached_property
    def current(self) -> tuple[Report, ...]:
        """The reports that are judged: those about the span that is due, and newer ones."""
        newer = (each for each in self.told.reports if each.span.end > self.span.end)
        return tuple(dict.fromkeys((*self.due, *newer)))


def owed(site: Snapshot, within: int) -> Owed | None:
    """What a place owes on the last day of the month; None before there was any such duty."""
    span = due(site.period.last, within)
    return Owed(told_of(site), span, within) if span is not None else None


def absent(owed: Owed, *, only: tuple[Page, ...] | None = None) -> Finding:
    """Why the report that is due is not there: dead, unread, a picture, empty, elsewhere, hidden, outdated, or missing."""
    bare = owed.told.bare if only is None else only
    return (
        next(_lost(owed, bare), None)
        or next(_unread(owed, bare), None)
        or _elsewhere(owed)
        or _hindered(owed)
        or next(_undated(owed, bare), None)
        or _old(owed)
    )


def lost_files(owed: Owed) -> Iterator[Finding]:
    """The files of the reports judged that do not open or could not be read, beside what could."""
    for page in dict.fromkeys(each.page for each in owed.current):
        yield from (_dead(lost) for lost in page.dead if _is_file(lost))
        for document in page.documents:
            doubt = document.reading.unread
            if doubt and not document.reading.media_type.startswith("image/"):
                yield untested("missing", document.cite(), note="附件无法读取（{doubt}），请人工查看", doubt=doubt)


def _is_file(lost: Unreached) -> bool:
    """Whether a dead link of a report leads to a part of it, and not to some other page of the site."""
    return lost.kind == "document" or (lost.kind == "page" and promises(lost.label))


def is_whole(report: Report) -> bool:
    """Whether everything of a report could be read, so that what is not in it is not there."""
    return not any(_is_file(lost) for lost in report.page.dead) and not any(
        each.reading.unread for each in (report.page, *report.page.documents)
    )


def _dead(lost: Unreached) -> Finding:
    if lost.reason.proves_absence:
        return failed("broken", lost.cite(), note="链接“{label}”打不开", label=lost.label or lost.url)
    return untested("missing", lost.cite(), note="未能打开：{reason}", reason=lost.reason)


def _is_due(words: str, owed: Owed) -> bool:
    """Whether words name a span that is due, or none at all."""
    spans = spans_in(words, owed.site.period.last)
    return not spans or any(span.holds(owed.span) or owed.span.holds(span) for span in spans)


def _lost(owed: Owed, bare: tuple[Page, ...]) -> Iterator[Finding]:
    """Links to the report that is due, or to a file of it, that lead nowhere."""
    pages = [page for page in bare if _is_due(page.title, owed)]
    yield from (_dead(lost) for page in pages for lost in page.dead if _is_file(lost))
    for lost in owed.site.unreached:
        named = promises(lost.label) or (is_in_column(lost.columns) and not is_other(lost.label))
        dated = spans_in(lost.label, owed.site.period.last)
        if named and dated and _is_due(lost.label, owed) and lost.reason is not Reason.OFFSITE:
            yield _dead(lost)


def _unread(owed: Owed, bare: tuple[Page, ...]) -> Iterator[Finding]:
    """Pages that are called the report that is due and of which nothing was read."""
    for page in (page for page in bare if _is_due(page.title, owed)):
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
    return not _is_due(lost.label, owed)


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
