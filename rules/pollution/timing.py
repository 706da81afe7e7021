"""Whether a report came before what it tells of was over, or later than it must."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.reading.doubts import DATES
from rules.finding import Finding, cant_tell, failed
from rules.pollution.owed import Owed
from rules.pollution.span import QUARTER, Span, spans_in
from rules.workdays import OFFICIAL


def early(owed: Owed) -> Iterator[Finding]:
    """Reports that are called those of a quarter or more and were made public before it was over."""
    for report in owed.current:
        span, published = report.span, report.published
        if published is None or span.months < QUARTER or not span.begin <= published < span.end:
            continue
        if any(
            span in spans_in(words, published)
            for words in (report.title, *(each.label for each in report.documents[1:]))
        ):
            note = "{span}的监测信息在 {published} 公开，当时这一期还没有结束，请人工核实"
            values = {"span": str(span), "published": str(published)}
            yield cant_tell("early", report.page.cite(), note=note, subject=str(span), **values)


def late(owed: Owed) -> Iterator[Finding]:
    """The report that is due, where every page about the whole of it appeared after the working days that are allowed."""
    dated = [report for report in owed.due if report.span == owed.span and report.published]
    if not dated or any(report.published is None for report in owed.due):
        return
    report = min(dated, key=lambda each: each.published or each.span.end)
    published = report.published
    over = published is not None and OFFICIAL.is_over(report.span.end, published, owed.within)
    if published is None or over is False:
        return
    cited, subject = report.page.cite(), str(report.span)
    values = {"span": subject, "published": str(published), "within": str(owed.within)}
    moved = any(each.span.end < report.span.begin and each.published == published for each in owed.told.reports)
    if over is None:
        note = "{span}的监测信息在 {published} 公开；{year} 年的节假日安排未知，算不出是否超过期满后 {within} 个工作日，请人工核实"
        year = str(OFFICIAL.unknown(report.span.end, published))
        yield cant_tell("late", cited, note=note, subject=subject, year=year, **values)
    elif moved or DATES in report.page.reading.doubts:
        note = (
            "{span}的监测信息在 {published} 公开，超过期满后 {within} 个工作日；页面的日期可能不是公开日期，请人工核实"
        )
        yield cant_tell("late", cited, note=note, subject=subject, **values)
    else:
        note = "{span}的监测信息在 {published} 公开，超过期满后 {within} 个工作日"
        yield failed("late", cited, note=note, subject=subject, **values)


def at_once(owed: Owed) -> Iterator[Finding]:
    """A month whose rule asks for a report each month, told of only with its quarter and too late for the first month of that."""
    days = [report.published for report in owed.due]
    if owed.span.months > 1 or not owed.due or any(report.span.months < QUARTER for report in owed.due):
        return
    report = owed.due[0]
    first = Span(report.span.year, report.span.first, report.span.first)
    if all(day and OFFICIAL.is_over(first.end, day, owed.within) for day in days):
        note = "{span}的监测信息在 {published} 一次性公开；应每月至少公开一次，不得在季度末或季度结束后一次性公开"
        values = {"span": str(report.span), "published": str(report.published)}
        yield failed("late", report.page.cite(), note=note, subject=str(report.span), **values)
