"""What is found of a place's reports on water: none, only old ones, rates and classes that do not hold, files lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.shown import absent, broken, documents, lost_files, pictures, refers_to_file, unread, unreadable
from rules.surroundings.rates import Verdict, contradicted, rates
from rules.surroundings.spans import Span
from rules.surroundings.waterclasses import clashes
from rules.surroundings.waterreports import RESULT, TOPIC, Report, fields_lacking
from rules.topics import obstacle

MOST = 3  # pages cited


def presence(site: Snapshot, found: Sequence[Report], due: Span | None) -> Finding | None:
    """What is to say of the quarter that is owed; None where a report on water to drink covers a part of it, or none is owed."""
    if due is None:
        return None if found else inapplicable("2016年以前没有规定公开饮用水水质的时间")
    if not found:
        return absent(site, TOPIC)
    drinking = [each for each in found if each.is_drinking]
    if any(each.end is not None and each.end >= due[0] for each in drinking):
        return None
    lost = obstacle(site, TOPIC)
    if lost is not None:
        return untested("outdated", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    undated = next((each for each in drinking if each.end is None), None)
    if undated is not None:
        note = "“{title}”没有写明时间，请人工核实"
        return cant_tell("outdated", undated.page.cite(), note=note, title=undated.page.title)
    if not drinking:
        return _no_drinking(found)
    newest = drinking[0]
    note = "最新的截至 {end}，应有 {first} 以后的"
    return failed("outdated", newest.page.cite(), note=note, end=str(newest.end), first=str(due[0]))


def _no_drinking(found: Sequence[Report]) -> Finding:
    hidden = next((finding for each in found if (finding := unreadable(each.page, "missing"))), None)
    note = "只看到其他水质信息，没有看到饮用水水源的，请人工核实"
    return hidden or cant_tell("missing", *(each.page.cite() for each in found[:MOST]), note=note)


def contents(reports: Sequence[Report]) -> Iterator[Finding]:
    """What is wrong with what reports say, each by itself."""
    for report in reports:
        yield from broken(report.page, subject=report.page.title)
        yield from _fields(report)
        yield from (*_rates(report), *_classes(report))


def _fields(report: Report) -> Iterator[Finding]:
    page = report.page
    if unread(page) is not None or pictures(page) or lost_files(page) or refers_to_file(page):
        return
    for name in fields_lacking(report):
        note = "“{title}”没有写明{name}"
        say = failed if name == RESULT else cant_tell
        yield say("no-field", page.cite(), note=note, subject=f"{page.title}：{name}", title=page.title, name=name)


def _rates(report: Report) -> Iterator[Finding]:
    """The first rate of a report that does not follow from its parts, one that is surely wrong before a doubtful one."""
    title = report.page.title
    wrong = [
        (source, rate)
        for source in documents(report.page)
        for rate in rates(source)
        if rate.verdict is not Verdict.RIGHT
    ]
    for source, rate in sorted(wrong, key=lambda each: each[1].verdict is Verdict.CUT)[:1]:
        say = failed if rate.verdict is Verdict.WRONG else cant_tell
        note = "写明 {printed}%，按 {part} 和 {whole} 计算是 {exact}%"
        values = {"printed": str(rate.printed), "part": str(rate.part), "whole": str(rate.whole), "exact": rate.exact}
        yield say("wrong-rate", source.cite(rate.words, rate.where), note=note, subject=title, **values)
        return
    for source in documents(report.page):
        if (clash := contradicted(source)) is not None:
            note = "写明“{full}”，表中有不达标的"
            yield failed("wrong-rate", source.cite(clash[0]), note=note, subject=title, full=clash[0])
            return


def _classes(report: Report) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for document in documents(report.page):
        for clash in clashes(document, is_drinking=report.is_drinking):
            if (clash.place, clash.said) in told:
                continue
            told.add((clash.place, clash.said))
            say = failed if clash.is_sure else cant_tell
            note = "{place}的水质类别是 {found}，却写“{said}”"
            values = {"place": clash.place, "found": clash.found, "said": clash.said}
            subject = f"{report.page.title}：{clash.place}"
            yield say("wrong-class", document.cite(clash.words, clash.where), note=note, subject=subject, **values)


def shown(reports: Sequence[Report]) -> Finding:
    """That reports are there, and until when."""
    cited = tuple(each.page.cite() for each in reports[:MOST])
    return passed(*cited, note="{count} 份水质信息，最新的截至 {end}", count=str(len(reports)), end=str(reports[0].end))
