"""What is found of the yearly report of a place: that of the year that is owed, its form, its sums, its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from crawler.snapshot import Citation, Document, Page, Reason, Snapshot
from rules.dates import year_of
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.institutions.found import within
from rules.phrases import squeeze
from rules.reports_yearly import contents, timing
from rules.reports_yearly.declared import declared
from rules.reports_yearly.disputes import disputes_in
from rules.reports_yearly.forms import TABLES_FROM, deadline, is_government, parts_owed, tables_owed
from rules.reports_yearly.offered import TOPIC, Report, reports
from rules.reports_yearly.published import published_in
from rules.reports_yearly.requests import requests_in
from rules.reports_yearly.sums import carry_over, wrong_balance, wrong_sums
from rules.shown import absent, leading_out, lost_files, pictures, refers_to_file, unread
from rules.topics import obstacle, topics

LITTLE = 120  # squeezed characters beside its title that a report has at least
ENOUGH = 600  # characters of a report in sentences, beside which pictures hide nothing of it


def current(found: Sequence[Report], due: int | None) -> list[Report]:
    """The reports of the year that is owed, else those of the newest later one; the longest first."""
    sure = [each for each in found if each.certain and each.is_report and (each.year or 0) >= (due or 1)]
    now = [each for each in sure if each.year == due] or [each for each in sure if each.year == sure[0].year]
    tables = [each for each in found if now and each.certain and each.year == now[0].year and "统计表" in each.called]
    return [*now, *(each for each in tables if each not in now)]


def not_current(site: Snapshot, found: Sequence[Report], due: int) -> Finding:
    """What to say where no report of the year that is owed is shown."""
    for each in found:
        sure = each.certain and each.is_report
        if sure and each.year is None:
            note = "“{title}”没有写明是哪一年的报告，请人工核实"
            return cant_tell("outdated", each.page.cite(), note=note, title=each.called)
        if not sure and (each.year is None or each.year >= due):
            note = "只看到“{title}”，不能确定是不是本单位的年度报告，请人工核实"
            return cant_tell("missing", each.page.cite(), note=note, title=each.called)
    sure_ones = [each for each in found if each.certain and each.is_report]
    if not sure_ones:
        return absent(site, TOPIC)
    return next(_promised(site, due), None) or _outdated(site, sure_ones)


def _promised(site: Snapshot, due: int) -> Iterator[Finding]:
    """What to say of links that promise the report of the year and were not followed or lead away."""
    for lost in site.unreached:
        label = squeeze(lost.label)
        if not topics()[TOPIC].titled(label) or (year_of(label) or 0) < due:
            continue
        if lost.reason.proves_absence:
            yield failed("broken", lost.cite(), note="链接“{label}”打不开", label=lost.label)
        elif lost.reason is Reason.OFFSITE:
            yield cant_tell("missing", lost.cite(), note="登载在其他网站，请人工查看：{url}", url=lost.url)
        else:
            yield untested("outdated", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    for page, text, url in leading_out(site, TOPIC):
        if (year_of(squeeze(text)) or 0) >= due:
            yield cant_tell("missing", page.cite(text), note="登载在其他网站，请人工查看：{url}", url=url)


def _outdated(site: Snapshot, found: Sequence[Report]) -> Finding:
    lost = obstacle(site, TOPIC)
    if lost is not None:
        return untested("outdated", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    return failed("outdated", found[0].page.cite(), note="最新的是 {year} 年报告", year=str(found[0].year))


def judged(site: Snapshot, now: Sequence[Report], found: Sequence[Report]) -> Iterator[Finding]:
    """Everything that is wrong with the report of a year, or that it is in order."""
    year = now[0].year or 0
    pages = (*site.earlier, *site.previous, *(site.elsewhere.pages if site.elsewhere else ()))
    before = [*found, *reports(site, pages)]
    limit = deadline(year, is_government(site))
    wrong = [*_contents(site, now, before), *timing.late(now, limit, before)]
    yield from wrong or [_in_order(now, before)]


def _contents(site: Snapshot, now: Sequence[Report], before: Sequence[Report]) -> Iterator[Finding]:
    first = now[0]
    if all(len(squeeze(each.text)) < len(each.called) + LITTLE and not _is_terse(each) for each in now):
        yield from _without_words(site, first)
        return
    yield from _files(site, now)
    yield from _form(now)
    told: set[str] = set()
    for finding in chain.from_iterable(wrong_sums(each) for each in now):
        if finding.subject not in told:
            told.add(finding.subject)
            yield finding
    yield from carry_over(first, before)
    yield from wrong_balance(first, before)


def _is_terse(report: Report) -> bool:
    """Whether a report of few words has most parts of its form, and beside headings as many lines: 二、收费 / 无."""
    owed = len(parts_owed(year := report.year or 0))
    bare = {line for line in contents.headings(report.text) if "。" not in line}
    said = {*map(squeeze, report.text.splitlines())} - {*bare, report.called, ""}
    return len(contents.parts_lacking(contents.plain(report), year)) * 2 < owed <= len(said) * 2


def _files(site: Snapshot, now: Sequence[Report]) -> Iterator[Finding]:
    """The files of a report that do not open; of a government's report, which is to be had as a file, each is a download."""
    problem = "no-download" if is_government(site) else "broken"
    for lost in {lost.url: lost for each in now for lost in lost_files(each.page)}.values():
        label = lost.label or lost.url
        if lost.reason.proves_absence:
            yield failed(problem, lost.cite(), note="附件“{label}”打不开", label=label)
        elif lost.reason is not Reason.OFFSITE:
            note = "附件“{label}”未能打开：{reason}"
            yield untested(problem, lost.cite(), note=note, label=label, reason=lost.reason)


def _without_words(site: Snapshot, report: Report) -> Iterator[Finding]:
    """What to say of a report whose page shows no words of it."""
    page, title = report.page, report.called
    for lost in lost_files(page)[:1]:
        say = failed if lost.reason.proves_absence else untested
        yield say("broken", lost.cite(), note="附件“{label}”打不开", label=lost.label or lost.url)
        return
    found = unread(page)
    if pictures(page) or any(_is_picture(each) for each in (*report.parts, *page.documents)):
        yield cant_tell("picture", page.cite(), note="“{title}”的内容在图片里，请人工查看", title=title)
    elif found is not None:
        note = "“{title}”的内容无法读取（{doubt}），请人工查看"
        yield untested("empty", found[0].cite(), note=note, title=title, doubt=found[1])
    elif report.apart:
        note = "可能登载的页面未能打开：{reason}"
        yield untested("empty", report.apart[0].cite(), note=note, reason=report.apart[0].reason)
    elif refers_to_file(page):
        yield cant_tell("empty", page.cite(), note="“{title}”指向附件，但没有看到附件，请人工查看", title=title)
    else:
        yield within(site, [page], "empty") or failed("empty", page.cite(), note="“{title}”没有内容", title=title)


def _is_picture(document: Document) -> bool:
    return document.reading.media_type.startswith("image/") or (
        document.reading.pages > 0 and not document.text.strip()
    )


def _form(now: Sequence[Report]) -> Iterator[Finding]:
    """What a report lacks of the form of its year, a doubt where that may stand in what was not read."""
    first, year = now[0], now[0].year or 0
    text = "。".join(contents.plain(each) for each in now)
    left, sure = contents.unfilled(text)
    if left:
        yield _left_open(first, left, sure)
    elif _all_blank(now):
        note = "“{title}”的各表没有填写"
        yield failed("template", first.page.cite(), note=note, title=first.called)
        return
    hidden = _hidden(now, text, year)
    for part in contents.parts_lacking(text, year):
        yield _lacking("no-part", first, hidden, part.name, "没有“{what}”部分")
    yield from _tables_lacking(first, hidden, text, year)
    if "复议" in text or "诉" in text:
        documents = [part for each in now for part in each.parts]
        for matter in declared(documents).lacking:
            if any(disputes_in(each) for each in documents):
                note = "表四没有填写，也没有说明{what}情况，请人工核实"
                yield cant_tell("no-declaration", first.page.cite(), note=note, subject=matter, what=matter)
            else:
                yield _lacking("no-declaration", first, hidden, matter, "没有说明{what}情况，没有发生的也应说明")


def _tables_lacking(report: Report, hidden: Citation | None, text: str, year: int) -> Iterator[Finding]:
    """The tables of the form that are not to be seen: a failure where there is none at all, else a doubt about each."""
    owed = tables_owed(year)
    lacking = [table.name for table in owed if not table.words.search(text)]
    if lacking and len(lacking) == len(owed):
        yield _lacking("no-part", report, hidden, "表二、表三、表四", "没有按规定格式列出{what}")
        return
    for what in lacking:
        note = "没有看到{what}，请人工核实"
        yield cant_tell("no-part", report.page.cite(), note=note, subject=what, what=what)


def _left_open(report: Report, left: str, sure: bool) -> Finding:
    note = "有未填写的内容：“{words}”"
    if sure:
        return failed("template", report.page.cite(left), note=note, words=left)
    return cant_tell("template", report.page.cite(left), note="可能有未填写的内容：“{words}”，请人工核实", words=left)


def _lacking(problem: str, report: Report, hidden: Citation | None, what: str, note: str) -> Finding:
    if hidden is not None:
        doubt = "没有看到“{what}”，可能在未能读取的附件或图片里，请人工查看"
        return untested(problem, hidden, note=doubt, subject=what, what=what)
    return failed(problem, report.page.cite(), note=note, subject=what, what=what)


def _hidden(now: Sequence[Report], text: str, year: int) -> Citation | None:
    """What of a report was not read: a file, or pictures where its words are few or its tables are not to be seen."""
    for each in now:
        found = unread(each.page)
        if found is not None:
            return found[0].cite()
        if lost_files(each.page):
            return lost_files(each.page)[0].cite()
        if each.apart:
            return each.apart[0].cite()
    page = next((each.page for each in now if pictures(each.page)), None)
    tabled = year < TABLES_FROM or any(_tables(part) for each in now for part in each.parts)
    return page.cite() if page is not None and (len(text) < ENOUGH or not tabled) else None


def _tables(document: Document) -> bool:
    return requests_in(document) is not None or disputes_in(document) is not None


def _all_blank(now: Sequence[Report]) -> bool:
    """Whether the tables of the form are there and none of their cells holds a number."""
    filled: list[bool] = []
    for document in (part for each in now for part in each.parts if part.tables):
        published, requests, disputes = published_in(document), requests_in(document), disputes_in(document)
        filled += [published.filled] if published else []
        filled += [not requests.is_blank] if requests else []
        filled += (
            [any(value is not None for values in disputes.groups.values() for value in values)] if disputes else []
        )
    return len(filled) > 1 and not any(filled)


def _in_order(now: Sequence[Report], before: Sequence[Report]) -> Finding:
    first = now[0]
    day = timing.published(now)
    last = next((each for each in before if each.year == (first.year or 0) - 1 and each.text), None)
    values = {"year": str(first.year), "day": str(day) if day else "不详"}
    note = "{year}年报告，公开日期：{day}"
    if first.is_called_work_report:
        note = "{year}年报告，公开日期：{day}，题为“工作报告”"
    if last is not None:
        values["percent"] = str(contents.similarity(squeeze(first.text), squeeze(last.text)))
        note = "{year}年报告，公开日期：{day}，与上年报告相似度 {percent}%"
        if first.is_called_work_report:
            note = "{year}年报告，公开日期：{day}，题为“工作报告”，与上年报告相似度 {percent}%"
    return passed(*_cited(now), note=note, **values)


def _cited(now: Sequence[Report]) -> list[Citation]:
    pages: dict[str, Page] = {each.page.url: each.page for each in now}
    return [page.cite() for page in pages.values()][:3]
