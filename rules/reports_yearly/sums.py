"""What is found of the sums of a report: in its three tables, in the table of statistics, in its sentences, and over the years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from crawler.snapshot import Document
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.reports_yearly.disputes import disputes_in
from rules.reports_yearly.figures import asked_in
from rules.reports_yearly.identities import Breach, differs, dispute_breaches, located, request_breaches
from rules.reports_yearly.offered import Report
from rules.reports_yearly.prose import CLOSE, Stated, stated_sums
from rules.reports_yearly.published import published_in
from rules.reports_yearly.requests import LEFT, NEW, OLD, Requests, requests_in
from rules.reports_yearly.statistics_form import LAWSUITS, REVIEWS, Sum, series_in, sums

_STATES = "写明 {total}，各项相加是 {sum}"
MANY = 3  # of so many identities of a table one may be broken before its reading is in doubt


def wrong_sums(report: Report) -> Iterator[Finding]:
    """Each sum of a report that does not come out, once."""
    told: set[str] = set()
    for document in report.parts:
        for finding in (
            *_in_requests(document),
            *_in_disputes(document),
            *_in_statistics(document),
            *_in_prose(document),
        ):
            if finding.subject not in told:
                told.add(finding.subject)
                yield finding


def _in_requests(document: Document) -> Iterator[Finding]:
    table = requests_in(document)
    if table is None:
        return
    breaches, looked = request_breaches(table)
    if len(breaches) * MANY > looked:
        note = "表三有 {count} 处合计不符，可能是读取有误，请人工核对"
        yield cant_tell("wrong-sum", document.cite(NEW), note=note, subject="表三", count=str(len(breaches)))
        return
    for where, breach in located(breaches):
        yield _wrong(document, f"表三 {where}", breach, _said(breach))
    yield from _against_prose(document, table)


def _said(breach: Breach) -> str:
    if not breach.row:
        return "第一项加第二项是 {total}，第三项加第四项是 {sum}"
    return _STATES if breach.column else "总计写明 {total}，各类申请人相加是 {sum}"


def _wrong(document: Document, subject: str, breach: Breach, note: str) -> Finding:
    words = breach.row.strip("（七）") or NEW
    values = {"total": str(breach.stated), "sum": str(breach.summed)}
    return failed("wrong-sum", document.cite(words), note=note, subject=subject, **values)


def _against_prose(document: Document, table: Requests) -> Iterator[Finding]:
    """A doubt where the sentences count other requests than the table does."""
    lines = (
        line
        for line in document.text.splitlines()
        if "申请" in line and "\t" not in line and re.search("[。，；,;]", line)
    )
    stated = asked_in("。".join(squeeze(line) for line in lines if "勾稽" not in line))
    new, old = table.at(NEW, "总计"), table.at(OLD, "总计") or Decimal(0)
    if stated is not None and new is not None and stated not in (new, new + old):
        note = "正文写明收到申请 {stated} 件，表三是 {new} 件，请人工核对"
        cited = document.cite(NEW)
        yield cant_tell("wrong-sum", cited, note=note, subject="正文与表三", stated=str(stated), new=str(new))


def _in_disputes(document: Document) -> Iterator[Finding]:
    table = disputes_in(document)
    for breach in dispute_breaches(table) if table else ():
        yield _wrong(document, f"表四 {breach.row}·总计", breach, _STATES)


def _in_statistics(document: Document) -> Iterator[Finding]:
    for entries in series_in(document):
        for each in sums(entries):
            sides = differs(each.total.value, [part.value for part in each.parts])
            if sides is None:
                continue
            say = failed if sides[1] > sides[0] or (each.exact and not _may_be_open(each)) else cant_tell
            values = {"total": str(sides[0]), "sum": str(sides[1])}
            yield say(
                "wrong-sum",
                document.cite(each.total.label),
                note=_STATES,
                subject=f"统计表 {each.total.label}",
                **values,
            )


def _may_be_open(each: Sum) -> bool:
    """Whether a total may count what has no result yet: reviews and lawsuits."""
    return REVIEWS.search(each.total.label) is not None or LAWSUITS.search(each.total.label) is not None


def _in_prose(document: Document) -> Iterator[Finding]:
    for stated in stated_sums(document.text):
        say = _weight(stated)
        if say is not None:
            values = {"total": str(stated.total), "sum": str(stated.summed)}
            subject = f"正文 {stated.words.rstrip(',;:(')[:30]}"
            yield say("wrong-sum", document.cite(str(stated.total)), note=_STATES, subject=subject, **values)


def _weight(stated: Stated) -> Callable[..., Finding] | None:
    if not stated.differs:
        return None
    if stated.claims_all and not stated.is_mixed:
        return failed
    near = abs(stated.total - stated.summed) <= CLOSE * stated.total and len(stated.parts) >= 3
    return cant_tell if stated.claims_all or stated.summed > stated.total or near else None


def carry_over(report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """A finding where the year does not begin with the requests with which the year before ended."""
    now = _table(report)
    if now is None or now.at(OLD, "总计") is None:
        return
    for each in earlier:
        before = _table(each) if report.year and each.year == report.year - 1 else None
        left = before.at(LEFT, "总计") if before else None
        if before is None or left is None:
            continue
        if left != now.at(OLD, "总计"):
            values = {"before": str(left), "now": str(now.at(OLD, "总计")), "year": str(each.year)}
            note = "{year}年报告结转下年 {before} 件，本年报告上年结转 {now} 件"
            yield failed("carry-over", now.document.cite(OLD), before.document.cite("结转下"), note=note, **values)
        return


def _table(report: Report) -> Requests | None:
    return next((found for part in report.parts if (found := requests_in(part)) is not None), None)


def wrong_balance(report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """A doubt where what is in force is not last year's with what was made and without what was repealed."""
    now = next((found for part in report.parts if (found := published_in(part)) is not None), None)
    year = report.year or 0
    before = next(
        (found for each in earlier if each.year == year - 1 for part in each.parts if (found := published_in(part))),
        None,
    )
    for kind, values in now.kinds.items() if now and before else ():
        last = before.kinds.get(kind, (None, None, None))[2] if before else None
        made, repealed, in_force = values
        if None in (last, made, repealed, in_force) or now is None or before is None:
            continue
        expected = Decimal(last or 0) + Decimal(made or 0) - Decimal(repealed or 0)
        if expected != in_force:
            note = "{kind}现行有效 {stated} 件，按上年数加制发减废止是 {sum} 件，请人工核对"
            cited = (now.document.cite(kind), before.document.cite(kind))
            values_ = {"kind": kind, "stated": str(in_force), "sum": str(expected)}
            yield cant_tell("wrong-balance", *cited, note=note, subject=kind, **values_)
