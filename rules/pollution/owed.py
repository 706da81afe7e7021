"""What a place owes in a month: the span whose report is due, the reports about it, and what of them could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from crawler.reading.doubts import FORMATS, leaves_unread
from crawler.snapshot import Document, Page, Snapshot, Unreached
from rules.finding import Finding, failed, untested
from rules.phrases import squeeze
from rules.pollution.deadline import due
from rules.pollution.naming import promises, tells_compliance
from rules.pollution.reports import Report, Told, told_of
from rules.pollution.span import Span, spans_in

TOPIC = "pollution-source-monitoring"
HABIT = 2  # so many reports of single months show that a place tells each month


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
    told = told_of(site)
    is_habit = sum(report.span.months == 1 for report in told.reports) >= HABIT
    span = due(site.period.last, within, is_habit=is_habit)
    return Owed(told, span, within) if span is not None else None


def owed_of_results(site: Snapshot, within: int) -> Owed | None:
    """The same for what was measured: where that stands on pages of its own, pages that only sum it up are none of it."""
    whole = owed(site, within)
    if whole is None:
        return None
    reports = [each for each in whole.told.reports if _measures(each)]
    return replace(whole, told=replace(whole.told, reports=tuple(reports) or whole.told.reports))


def owed_of_rates(site: Snapshot, within: int) -> Owed | None:
    """The same for how limits were kept: by quarters where the place tells of them by quarters, as no rule names months for that."""
    whole = owed(site, within)
    if whole is None or whole.span.months > 1:
        return whole
    tells = [each for each in whole.told.reports if tells_compliance(each.title)]
    quarter = due(site.period.last, within, in_quarters=True)
    if quarter is None or not tells or any(each.span.months == 1 for each in tells):
        return whole
    return replace(whole, span=quarter)


def _measures(report: Report) -> bool:
    """Whether a report tells what was measured, and not only how many kept their limits."""
    return bool(report.rows) or "监测" in squeeze(report.title) or not tells_compliance(report.title)


def lost_files(owed: Owed) -> Iterator[Finding]:
    """The files of the reports judged that do not open or could not be read, beside what could."""
    for page in _pages(owed):
        yield from (dead(lost) for lost in page.dead if is_file(lost))
        for document in page.documents:
            doubt = unread(document)
            if doubt and not document.reading.media_type.startswith("image/"):
                yield untested("missing", document.cite(), note="附件无法读取（{doubt}），请人工查看", doubt=doubt)


def _pages(owed: Owed) -> tuple[Page, ...]:
    """The pages of the reports judged, and those that are called what is due and tell nothing themselves."""
    bare = (page for page in owed.told.bare if spans_in(page.title, owed.site.period.last) and is_due(page.title, owed))
    return tuple({page.url: page for page in (*(each.page for each in owed.current), *bare)}.values())


def unread(document: Document) -> str:
    """The first doubt with which words or figures of a document may not have been read, or ""; how they look is no matter."""
    doubts = (doubt for doubt in document.reading.doubts if leaves_unread(doubt))
    return next((doubt for doubt in doubts if doubt != FORMATS), "")


def is_file(lost: Unreached) -> bool:
    """Whether a dead link of a report leads to a part of it, and not to some other page of the site."""
    return lost.kind == "document" or (lost.kind == "page" and promises(lost.label))


def is_whole(report: Report) -> bool:
    """Whether everything of a report could be read, so that what is not in it is not there."""
    return not any(is_file(lost) for lost in report.page.dead) and not any(
        unread(each) for each in (report.page, *report.page.documents)
    )


def dead(lost: Unreached) -> Finding:
    """What to say of a link that leads nowhere."""
    if lost.reason.proves_absence:
        return failed("broken", lost.cite(), note="链接“{label}”打不开", label=lost.label or lost.url)
    return untested("missing", lost.cite(), note="未能打开：{reason}", reason=lost.reason)


def is_due(words: str, owed: Owed) -> bool:
    """Whether words name a span that is due, or none at all."""
    spans = spans_in(words, owed.site.period.last)
    return not spans or any(span.holds(owed.span) or owed.span.holds(span) for span in spans)
