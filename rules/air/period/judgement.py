"""Everything that is to be said of the reports of a place in a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from crawler.snapshot import Place, Snapshot
from rules.air.bulletin import Bulletin
from rules.air.period.against import dailies_differ, places_differ, rows_differ
from rules.air.period.grades import wrong_grade
from rules.air.period.moved import wrong_change
from rules.air.period.owing import broken, cycles, due, is_on, late, missing, unreadable
from rules.air.period.parts import months_differ
from rules.air.period.rates import wrong_rate
from rules.air.period.reports import has_figures, in_question, reports
from rules.air.period.sums import wrong_days
from rules.air.period.value import Report
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested

Dailies = Callable[[Snapshot], Sequence[Bulletin]]


def judged(site: Snapshot, dailies: Dailies, *, owed: str, publish_within: int) -> Iterator[Finding]:
    """What is wrong with the reports that fall into the month, else that they are in order.

    `dailies` reads the daily bulletins of a place, `owed` names the cycles whose reports are owed online.
    """
    known = reports(site)
    first, last = site.period.first, site.period.last
    now = [report for report in known if in_question(report, first, last, publish_within)]
    found = [*missing(site, owed, publish_within, known), *broken(site, known, first - timedelta(days=1), last)]
    found += late(site, owed, publish_within, now)
    bulletins = dailies(site) if now else ()
    for report in now:
        found += [*contents(report, bulletins), *_only_words(report, owed)]
    if site.place is Place.PORTAL and site.elsewhere is not None:
        others = reports(site.elsewhere)
        found += [finding for report in now for finding in places_differ(report, others)]
    spans = due(site, owed, publish_within, known)
    there = [report for report in known if any(is_on(report, span) for span in spans)]
    yield from _once(found) or [_nothing_wrong(now or there, owed)]


def contents(report: Report, bulletins: Sequence[Bulletin]) -> Iterator[Finding]:
    """What is wrong with what a report says."""
    if not report.is_filled:
        yield _empty(report)
        return
    yield from wrong_days(report)
    yield from rows_differ(report)
    yield from months_differ(report)
    yield from wrong_rate(report)
    yield from wrong_grade(report)
    yield from wrong_change(report)
    pages = {source.url for source in report.sources}
    yield from dailies_differ(report, [each for each in bulletins if each.source.url not in pages])


def _empty(report: Report) -> Finding:
    """A report without any figure: untested where something of it could not be read."""
    pictured = [image for source in report.sources for image in source.reading.images]
    unread = unreadable(report)
    dead = [lost for source in report.sources for lost in getattr(source, "dead", ())]
    gone = [lost for lost in dead if lost.reason.proves_absence]
    if gone and len(gone) == len(dead) and not unread:
        note = "正文没有数据，附件打不开：{reason}"
        return failed(
            "broken", report.source.cite(), gone[0].cite(), note=note, subject=report.name, reason=gone[0].reason
        )
    if unread or dead or pictured:
        note = "正文没有数据，附件或图片未能读出"
        cites = [source.cite() for source in unread] + [lost.cite() for lost in dead[:2]]
        return untested("no-field", *(cites or [report.source.cite()]), note=note, subject=report.name)
    note = "没有天数、比例、浓度、指数或级别"
    return failed("no-field", *(source.cite() for source in report.sources[:3]), note=note, subject=report.name)


def _only_words(report: Report, owed: str) -> Iterator[Finding]:
    """A doubt where a report that is owed praises the air and gives no number."""
    if report.cycle in cycles(owed) and report.is_filled and not has_figures(report) and _is_all_read(report):
        note = "只有文字评价，没有天数、比例、浓度或指数"
        yield cant_tell("no-field", *(source.cite() for source in report.sources[:3]), note=note, subject=report.name)


def _is_all_read(report: Report) -> bool:
    pictured = any(source.reading.images or getattr(source, "dead", ()) for source in report.sources)
    return not pictured and not unreadable(report)


def _once(found: Sequence[Finding]) -> list[Finding]:
    """Each problem of a subject once, the surest statement of it."""
    order = {"failed": 0, "cantTell": 1, "untested": 2}
    best: dict[tuple[str, str], Finding] = {}
    for finding in found:
        key = (finding.problem, finding.subject)
        if key not in best or order[finding.outcome] < order[best[key].outcome]:
            best[key] = finding
    return list(best.values())


def _nothing_wrong(now: Sequence[Report], owed: str) -> Finding:
    if now:
        names = "、".join(dict.fromkeys(report.name for report in now))
        return passed(*(report.source.cite() for report in now[:5]), note="{names}的报告，所写各数相符", names=names)
    if cycles(owed):
        return inapplicable("本月没有到期的报告")
    return inapplicable("没有网上公布的义务，本月也没有公布")
