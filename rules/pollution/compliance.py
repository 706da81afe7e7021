"""Whether what reports say of limits kept is there, adds up, and agrees with what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from crawler.snapshot import Document
from rules.finding import Finding, cant_tell, failed
from rules.pollution.claims import claims, said_in
from rules.pollution.counting import OVER, Sentence, sentences
from rules.pollution.heads import pollutant_in, pollutants_in
from rules.pollution.kinds import kind_in
from rules.pollution.listed import listed_over
from rules.pollution.monitored import Monitored, Sheet
from rules.pollution.naming import tells_compliance
from rules.pollution.rates import Rate, count_in, is_of_rates, percent_in, rate_of_row, rates_in
from rules.pollution.reports import Report
from rules.pollution.span import spans_in
from rules.pollution.tallies import unequal
from rules.pollution.verdicts import over, verdict_of

_SAID = re.compile("(?:不|未)?达标|超标|(?:不)?符合[^。]{0,40}(?:标准|限值|要求)|(?:不)?合格")
_COUNTED = re.compile(
    r"\d+(?:家|座|个|次)|[一二三四五六七八九十两]家|均|全部|\d%|(?:企业|公司|厂).*[,:]|[,:].*(?:企业|公司|厂)"
)


def complies(report: Report) -> bool:
    """Whether a report says of enterprises that they keep their limits or do not: by verdicts, rates or words."""
    if any(is_of_rates(sheet) or _has_verdicts(sheet) for sheet in report.sheets):
        return True
    return any(_SAID.search(text) and _COUNTED.search(text) for _, text in said_in(report))


def _has_verdicts(sheet: Sheet) -> bool:
    return any(verdict_of(row) is not None or row.cells.get("over") for row in sheet.rows)


def untold(due: Sequence[Report], every: Sequence[Report]) -> Finding:
    """What to say where no report about what is due says how limits were kept."""
    report = next((each for each in due if tells_compliance(each.title)), None)
    if report is not None:
        note = "“{title}”没有写明达标情况"
        return failed("no-field", report.cite(), note=note, subject="达标情况", title=report.title)
    cited = [each.cite() for each in due[:3]]
    before = [
        each for each in every if each.span.end < due[0].span.begin and tells_compliance(each.title) and complies(each)
    ]
    if before:
        newest = max(before, key=lambda each: each.span.end)
        note = "最新的是{newest}，应已公开{span}的"
        return failed("outdated", newest.cite(), *cited, note=note, span=str(due[0].span), newest=str(newest.span))
    return failed("missing", *cited, note="{span}的监测信息没有写明企业是否达标", span=str(due[0].span))


def wrong_rates(report: Report) -> Iterator[Finding]:
    """The rates that are not what their parts give."""
    for sheet in report.sheets:
        for row in sheet.rows:
            rate = rate_of_row(row, _named(row))
            if rate is not None and not (rate.is_average and _is_mean(row, sheet)):
                yield from _wrong(rate, sheet.source, row.where)
    for document, sentence in _said(report):
        for rate in rates_in(sentence):
            yield from _wrong(rate, document, "")


def _wrong(rate: Rate, source: Document, where: str) -> Iterator[Finding]:
    if rate.agrees:
        return
    met, measured = rate.pairs[-1]
    values = {
        "rate": str(rate.printed),
        "exact": rate.exact,
        "met": str(met),
        "measured": str(measured),
        "words": rate.words,
    }
    cited = source.cite(rate.words[:20], where)
    if rate.is_cut or rate.is_average:
        note = "“{words}”：达标率写作 {rate}%，{met}/{measured} 为 {exact}%，可能是截尾或各企业的平均，请人工核实"
        yield cant_tell("wrong-rate", cited, note=note, **values)
    else:
        note = "“{words}”：达标率写作 {rate}%，{met}/{measured} 应为 {exact}%"
        yield failed("wrong-rate", cited, note=note, subject=rate.words[:40] if where else "", **values)


def _is_mean(row: Monitored, sheet: Sheet) -> bool:
    """Whether the rate of a total is the mean of the rates above it, as the rate of a region is defined."""
    own = percent_in(row.cells.get("rate", ""))
    parts = [percent_in(each.cells.get("rate", "")) for each in _parts(row, sheet)]
    known = [each for each in parts if each is not None]
    return own is not None and bool(known) and abs(sum(known, Decimal(0)) / len(known) - own) <= 1


def _parts(total: Monitored, sheet: Sheet) -> list[Monitored]:
    group = total.cells.get("group")
    return [row for row in sheet.rows if "total" not in row.cells and row.cells.get("group") == group]


def wrong_counts(report: Report) -> Iterator[Finding]:
    """Counts of limits kept and not kept that do not add up, in rows, in totals and in sentences."""
    for sheet in (each for each in report.sheets if is_of_rates(each)):
        for row in sheet.rows:
            yield from _row(row)
        totals = [row for row in sheet.rows if "total" in row.cells]
        groups = [row.cells.get("group") for row in totals]
        for total in totals if len(set(groups)) == len(groups) else []:
            yield from _total(total, sheet)
    for document, sentence in _said(report):
        yield from unequal(document, sentence)


def _row(row: Monitored) -> Iterator[Finding]:
    measured, met, over_count = (
        count_in(row.cells.get(role, "")) for role in ("measured_count", "met_count", "over_count")
    )
    cited = row.cite()
    values = {"name": _named(row), "measured": str(measured), "met": str(met), "over": str(over_count)}
    if measured is not None and met is not None and met > measured:
        note = "“{name}”：达标 {met} 多于监测 {measured}"
        yield failed("wrong-count", cited, note=note, subject=_named(row), **values)
    elif measured is not None and met is not None and over_count is not None and met + over_count != measured:
        note = "“{name}”：达标 {met} 与超标 {over} 之和不是 {measured}"
        yield failed("wrong-count", cited, note=note, subject=_named(row), **values)


def _total(total: Monitored, sheet: Sheet) -> Iterator[Finding]:
    """A total that is not the sum of what it is the total of."""
    names = {"measured_count": "监测", "met_count": "达标", "over_count": "超标"}
    for role, name in names.items():
        own, parts = count_in(total.cells.get(role, "")), [row.cells.get(role, "") for row in _parts(total, sheet)]
        known = [count for cell in parts if (count := count_in(cell)) is not None]
        if (
            own is None
            or len(known) < 2
            or len(known) < len([cell for cell in parts if re.search(r"\d", cell)])
            or sum(known) == own
        ):
            continue
        values = {"name": _named(total), "what": name, "own": str(own), "added": str(sum(known))}
        kinds = [kind_in(_named(row)) for row in _parts(total, sheet)]
        tell = cant_tell if all(kinds) and sum(known) > own else failed
        note = "“{name}”的{what}数为 {own}，各行之和为 {added}"
        yield tell(
            "wrong-count", total.source.cite(_named(total), total.where), note=note, subject=_named(total), **values
        )


def _named(row: Monitored) -> str:
    told = row.enterprise or row.cells.get("total", "") or row.cells.get("region", "") or row.cells.get("kind", "")
    return f"{told}{row.cells.get('group', '')}"


def contradictions(reports: Sequence[Report]) -> Iterator[Finding]:
    """Words that say that all keep their limits, where a table of the same span shows one that does not."""
    blamed = [row for report in reports for row in report.rows if _is_blamed(row)]
    for report in reports:
        for document, text in said_in(report):
            claim = next(claims(text), None)
            against = next((row for row in blamed if claim and _is_about(claim, text, row, report)), None)
            if against is not None:
                yield _contradicted(document, text, against)
                return
    found = next((finding for report in reports for finding in listed_over(report)), None)
    yield from _in_words(reports) if found is None else [found]


def _is_blamed(row: Monitored) -> bool:
    told = verdict_of(row)
    return told is False or (told is None and over(row) is True)


def _contradicted(document: Document, text: str, row: Monitored) -> Finding:
    note = "写明“{words}”，表中“{enterprise}”{pollutant}{verdict}"
    verdict = row.cells.get("verdict", "") or "超过限值"
    values = {"words": text[:60], "enterprise": row.enterprise, "pollutant": row.pollutant, "verdict": verdict}
    tell = cant_tell if row.source.reading.unread else failed
    return tell("contradiction", document.cite(text[:10]), row.cite(), note=note, subject=row.enterprise, **values)


def _in_words(reports: Sequence[Report]) -> Iterator[Finding]:
    """A sentence that counts enterprises over their limits, of the same kind of which another says that all kept them."""
    for report in reports:
        said = [sentence for _, sentence in _said(report)]
        over_kinds = {each.kind for sentence in said for each in sentence.counts if each.state == OVER and each.number}
        for document, text in said_in(report):
            claim = next(claims(text), "")
            kind = kind_in(claim)
            if claim and kind in over_kinds and (kind or len(over_kinds) == 1) and not pollutants_in(claim):
                note = "写明“{words}”，又写明有企业超标"
                yield cant_tell("contradiction", document.cite(text[:10]), note=note, words=text[:60])
                return


def _is_about(claim: str, text: str, row: Monitored, report: Report) -> bool:
    """Whether a claim speaks of what a row tells of: its kind of polluters, its pollutant, its months, its enterprise."""
    kind, spans = kind_in(claim), spans_in(text, report.span.end)
    if kind and kind != row.kind:
        return False
    if spans and not any(span.holds(report.span) or report.span.holds(span) for span in spans):
        return False
    counted = re.search(r"(\d+)(?:家|座|个)", claim)
    if counted and int(counted[1]) < len({each.enterprise for each in report.rows if not kind or each.kind == kind}):
        return False
    named = pollutants_in(claim)
    if named and row.pollutant and pollutant_in(row.pollutant) not in named:
        return False
    companies = re.findall("[一-龥]{2,20}(?:公司|处理厂|厂)", claim)
    return (
        not companies or "企业" in claim or any(row.enterprise in name or name in row.enterprise for name in companies)
    )


def _said(report: Report) -> Iterator[tuple[Document, Sentence]]:
    for document, text in report.texts:
        for sentence in sentences(text):
            yield document, sentence
