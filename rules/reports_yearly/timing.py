"""When a report appeared, and whether that was in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Page
from rules.dates import days
from rules.finding import Finding, cant_tell, failed
from rules.reports_yearly.offered import Report

LONG = timedelta(days=300)  # a day so long after the last one is more likely that of a move of the site
APART = timedelta(days=60)  # between signing and publishing; more tells of a report that was put up again
SURE = frozenset(("label", "meta", "line"))  # where a day of publication is printed


def published(reports: Sequence[Report]) -> date | None:
    """The day on which the first of some reports of a year appeared; None where one of them has no day."""
    known = [each.page.published for each in reports]
    return None if any(day is None for day in known) else min((day for day in known if day), default=None)


def late(reports: Sequence[Report], limit: date, before: Sequence[Report]) -> Iterator[Finding]:
    """A finding where a report appeared after its last day, a doubt where its day may not be that of its first appearance."""
    day = published(reports)
    if day is None or day <= limit:
        return
    first = min(reports, key=lambda each: each.page.published or date.max)
    values = {"published": str(day), "limit": str(limit)}
    seen = [each.page.published for each in before if each.year == first.year]
    if any(each is not None and each <= limit for each in seen):
        return
    if _may_be_older(first, day, limit):
        note = "页面日期为 {published}，晚于 {limit}；可能在此之前已公开过，请人工核实"
        yield cant_tell("late", first.page.cite(), note=note, **values)
    else:
        yield failed("late", first.page.cite(), note="{published} 公开，晚于规定的 {limit}", **values)


def _may_be_older(report: Report, day: date, limit: date) -> bool:
    page = report.page
    signed = [*_signed(page, limit), *filter(None, (page.reading.written,))]
    again = any(each <= limit and day - each > APART for each in signed)
    return day - limit > LONG or page.reading.published_from not in SURE or again


def _signed(page: Page, limit: date) -> list[date]:
    """The days with which the text of a page ends."""
    lines = [line for line in page.text.splitlines() if line.strip()][-6:]
    return [day for line in lines if len(line) < 40 for day in days(line, limit.year) if day.year == limit.year]
