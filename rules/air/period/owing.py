"""Which reports are owed online, which of them are there, and whether they came in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Document, Snapshot, Unreached
from rules.air.period.reports import Mention, is_report, mentions
from rules.air.period.spans import of_months, plain, titled
from rules.air.period.value import Report, Span
from rules.finding import Finding, cant_tell, failed, untested
from rules.topics import obstacle, searched

TOPIC = "air-quality-period"
MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
ENOUGH = 4  # days of a week that two ways of counting weeks have in common


def cycles(owed: str) -> tuple[str, ...]:
    """The cycles that a dial names. Raises ValueError for a word that is none."""
    named = tuple(owed.replace(",", " ").split())
    for word in named:
        if word != "weekly" and word not in MONTHS:
            raise ValueError(f"no cycle of reports: {word}")
    return named


def due(site: Snapshot, owed: str, publish_within: int, known: Sequence[Report]) -> list[Span]:
    """The spans whose reports fall due within the month: they ended so many days before a day of it."""
    within = timedelta(days=publish_within)
    first, last = site.period.first - within, site.period.last - within
    found: list[Span] = []
    for cycle in cycles(owed):
        found += _weeks(first, last, known) if cycle == "weekly" else _whole(first, last, MONTHS[cycle])
    return found


def _whole(first: date, last: date, months: int) -> Iterator[Span]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        if (month + 1) % months == 0:
            span = of_months(year, month + 2 - months, month + 1)
            if first <= span.last <= last:
                yield span


def _weeks(first: date, last: date, known: Sequence[Report]) -> Iterator[Span]:
    """The weeks that end between two days, as the place itself counts weeks, else from Monday to Sunday."""
    ends = Counter(report.span.last.weekday() for report in known if report.cycle == "weekly")
    weekday = ends.most_common(1)[0][0] if ends else 6
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day <= last:
        yield Span(day - timedelta(days=6), day)
        day += timedelta(days=7)


def missing(site: Snapshot, owed: str, publish_within: int, known: Sequence[Report]) -> Iterator[Finding]:
    """A finding for each report that is owed and not there; a doubt where something else speaks of its span."""
    spoken = mentions(site)
    for span in due(site, owed, publish_within, known):
        if any(is_on(report, span) for report in known) or any(_is_of(lost, span, site) for lost in _dead(site)):
            continue
        yield _missing(site, span, known, spoken)


def _missing(site: Snapshot, span: Span, known: Sequence[Report], spoken: Sequence[Mention]) -> Finding:
    named = next((lost for lost in site.unreached if not lost.reason.proves_absence and _is_of(lost, span, site)), None)
    lost = named or obstacle(site, TOPIC)
    if lost is not None:
        note = "可能登载的页面未能打开：{reason}"
        return untested("missing", lost.cite(), note=note, subject=span.name, reason=lost.reason)
    told = next((mention.source for mention in spoken if _overlap(mention.span, span) == span.length), None)
    if told is not None:
        note = "没有找到这一期报告，但有其他页面谈到这一时段的空气质量，需要核实"
        return cant_tell("missing", told.cite(), note=note, subject=span.name)
    unread = next((file for report in known for file in unreadable(report)), None)
    if unread is not None:
        note = "没有找到这一期报告，但有读不出文字的报告，需要核实"
        return cant_tell("missing", unread.cite(), note=note, subject=span.name)
    return failed("missing", *searched(site, TOPIC), note="在所列栏目中没有找到", subject=span.name)


def is_on(report: Report, span: Span) -> bool:
    """Whether a report is the one on a span; weeks are the same when most of their days are, or the number by which they go."""
    if span.cycle != "weekly":
        return report.span == span
    if report.cycle != "weekly":
        return False
    week = span.first.isocalendar().week
    return _overlap(report.span, span) >= ENOUGH or (
        report.number is not None and abs(report.number - week) <= 1 and _is_near(report, span)
    )


def _is_near(report: Report, span: Span) -> bool:
    return abs((report.span.first - span.first).days) <= 10


def _overlap(one: Span, other: Span) -> int:
    return max(0, (min(one.last, other.last) - max(one.first, other.first)).days + 1)


def unreadable(report: Report) -> list[Document]:
    """The files of a report, and its page, of which something or everything could not be read."""
    return [source for source in report.sources if source.reading.unread or not source.text.strip()]


def _dead(site: Snapshot) -> list[Unreached]:
    """Links of the place, to pages and files, that the site itself says lead nowhere."""
    found = [*site.unreached, *(lost for page in site.pages for lost in page.dead)]
    return [lost for lost in dict.fromkeys(found) if lost.reason.proves_absence]


def _is_of(lost: Unreached, span: Span, site: Snapshot) -> bool:
    """Whether the words of a link promise the report on a span."""
    return any(_same(mark, span) for mark in _promised(lost, site))


def _same(promised: Span, span: Span) -> bool:
    return promised == span or (span.cycle == "weekly" == promised.cycle and _overlap(promised, span) >= ENOUGH)


def _promised(lost: Unreached, site: Snapshot) -> list[Span]:
    label = plain(lost.label)
    return [mark.span for mark in titled(label, site.period.year)] if is_report(label) else []


def broken(site: Snapshot, known: Sequence[Report], first: date, last: date) -> Iterator[Finding]:
    """A finding for each link to a report on a span that ended between two days, which leads nowhere and stands nowhere else."""
    told: set[Span] = set()
    for lost in _dead(site):
        for span in _promised(lost, site)[:1]:
            if first <= span.last <= last and span not in told and not any(is_on(report, span) for report in known):
                told.add(span)
                note = "链接打不开：{reason}"
                yield failed("broken", lost.cite(), note=note, subject=span.name, reason=lost.reason)


def late(site: Snapshot, owed: str, publish_within: int, judged: Sequence[Report]) -> Iterator[Finding]:
    """A finding for each report that was posted later than it was owed; a doubt where many were posted on one day."""
    shared = Counter(report.posted for report in judged)
    for report in judged:
        limit = report.span.last + timedelta(days=publish_within)
        if report.cycle not in cycles(owed) or report.posted is None or report.posted <= limit:
            continue
        if report.posted not in site.period:
            continue  # told in the month in which it came
        is_moved = shared[report.posted] > 2
        values = {"posted": str(report.posted), "limit": str(limit)}
        note = (
            "{posted} 发布，应在 {limit} 前发布；同日发布了多期，可能是网站迁移"
            if is_moved
            else "{posted} 发布，应在 {limit} 前发布"
        )
        tell = cant_tell if is_moved or report.source.reading.published_from == "url" else failed
        yield tell("late", report.source.cite(), note=note, subject=report.name, **values)
