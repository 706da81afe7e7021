"""Enterprises that the report before names and the report that is due does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Page
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.pollution.kinds import is_name, kind_in, same_name
from rules.pollution.owed import Owed, is_whole
from rules.pollution.reports import Report, is_report, reports_on
from rules.pollution.span import QUARTER

MOST = 10  # more enterprises gone than this are told together
_ALL = re.compile(
    "(?:监测)?(?:完成|开展)率(?:为|达|达到)?100%|(?:对|开展|监测)[^,。]{0,12}(?:全部|所有)(?:国控|省控|市控|重点)?(?:企业|污染源|排污单位)"
)


def gone(owed: Owed) -> Iterator[Finding]:
    """A finding for each enterprise of the quarter before that this one does not name with a word.

    Lists are drawn up anew each year, and what is measured each month need not be the same: neither tells of anybody gone.
    """
    now, before = owed.due, _before(owed)
    if owed.span.months != QUARTER or owed.span.first == 1 or not before or not all(is_whole(each) for each in now):
        return
    kinds = {row.kind for each in now for row in each.rows}
    words = squeeze("".join(text for each in now for _, text in each.texts))
    here = {same_name(row.enterprise) for each in now for row in each.rows}
    missed: dict[str, tuple[str, Report]] = {}
    for report in before:
        for row in report.rows:
            is_here = same_name(row.enterprise) in here or same_name(row.enterprise) in words or row.enterprise in words
            if not is_here and is_name(row.enterprise) and row.kind in kinds:
                missed.setdefault(same_name(row.enterprise), (row.enterprise, report))
    yield from _kinds(owed, before, kinds, words)
    if here and missed:
        yield from _told(owed, list(missed.values()), len(here), is_all=_ALL.search(words) is not None)


def _kinds(owed: Owed, before: Sequence[Report], kinds: set[str], words: str) -> Iterator[Finding]:
    """The kinds of polluters of which the quarter before told and this one does not say a word."""
    for kind in dict.fromkeys(row.kind for report in before for row in report.rows if is_name(row.enterprise)):
        if kind and kinds - {""} and kind not in kinds and kind_in(kind) == kind and kind not in words:
            report = next(each for each in before if any(row.kind == kind for row in each.rows))
            note = "{before}公布了{kind}的监测信息，{span}的没有"
            values = {"before": str(report.span), "kind": kind, "span": str(owed.span)}
            yield cant_tell("enterprise-gone", owed.due[0].cite(), report.cite(), note=note, subject=kind, **values)


def _told(owed: Owed, missed: Sequence[tuple[str, Report]], here: int, *, is_all: bool) -> Iterator[Finding]:
    cited = owed.due[0].cite()
    if len(missed) > MOST or len(missed) > here:
        names = "、".join(name for name, _ in missed[:3])
        note = "{before}公布的企业有 {count} 家不在{span}的监测信息中，如：{names}；名单可能不同，请人工核实"
        values = {"before": str(missed[0][1].span), "span": str(owed.span), "count": str(len(missed)), "names": names}
        yield cant_tell("enterprise-gone", cited, missed[0][1].cite(missed[0][0]), note=note, **values)
        return
    for name, report in missed:
        values = {"enterprise": name, "before": str(report.span), "span": str(owed.span)}
        note = "“{enterprise}”在{before}的监测信息中，{span}的没有提到"
        tell = failed if is_all else cant_tell
        yield tell("enterprise-gone", cited, report.cite(name), note=note, subject=name, **values)


def _before(owed: Owed) -> tuple[Report, ...]:
    """The reports about the quarter before, on the place now or when it was last visited."""
    wanted = owed.span.before()
    here = [each for each in owed.told.reports if each.span == wanted]
    known = {report.page.url for report in here}
    then = [page for page in owed.site.previous if page.place is owed.site.place and page.url not in known]
    return tuple(here) + tuple(each for page in then for each in _read(page, owed) if each.span == wanted)


def _read(page: Page, owed: Owed) -> Iterator[Report]:
    if is_report(page):
        yield from reports_on(page, owed.site.period.last)
