"""Enterprises that the report before names and the report that is due does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.snapshot import Page
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.pollution.kinds import is_name, same_name
from rules.pollution.owed import Owed, is_whole
from rules.pollution.reports import Report, is_report, reports_on
from rules.pollution.span import QUARTER, Span

MOST = 10  # more enterprises gone than this are told together
_ALL = re.compile(
    "(?:监测)?(?:完成|开展)率(?:为|达|达到)?100%|(?:对|开展|监测)[^,。]{0,12}(?:全部|所有)(?:国控|省控|市控|重点)?(?:企业|污染源|排污单位)"
)


def gone(owed: Owed) -> Iterator[Finding]:
    """A finding for each enterprise of the quarter before that this one does not name with a word, once a quarter is whole.

    Lists are drawn up anew each year, and what is measured each month need not be the same: neither tells of anybody gone.
    """
    span = Span.quarter(owed.span.year, (owed.span.last + 2) // QUARTER)
    now = _of_quarter(owed, span)
    before = _before(owed, span.before())
    if owed.span.last != span.last or owed.span.months > QUARTER or span.first == 1 or not now or not before:
        return
    if not all(is_whole(each) for each in now):
        return
    told = _Told(owed, span, now, before)
    yield from _kinds(told)
    yield from _enterprises(told)


@dataclass(frozen=True)
class _Told:
    """The reports of two quarters, one after the other."""

    owed: Owed
    span: Span
    now: tuple[Report, ...]
    before: tuple[Report, ...]

    @cached_property
    def words(self) -> str:
        """All that the later reports say."""
        return squeeze("".join(text for each in self.now for _, text in each.texts))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of polluters in the later reports."""
        return frozenset(row.kind for each in self.now for row in each.rows)


def _of_quarter(owed: Owed, span: Span) -> tuple[Report, ...]:
    """The reports about a quarter, where they tell of all of its months."""
    found = [each for each in owed.told.reports if span.holds(each.span)]
    months = {month for each in found for month in range(each.span.first, each.span.last + 1)}
    return tuple(found) if len(months) == QUARTER else ()


def _enterprises(told: _Told) -> Iterator[Finding]:
    here = {same_name(row.enterprise) for each in told.now for row in each.rows}
    missed: dict[str, tuple[str, Report]] = {}
    for report in told.before:
        for row in report.rows:
            name = same_name(row.enterprise)
            is_here = name in here or name in told.words or row.enterprise in told.words
            if not is_here and is_name(row.enterprise) and row.kind in told.kinds:
                missed.setdefault(name, (row.enterprise, report))
    if here and missed:
        yield from _missed(told, list(missed.values()), len(here))


def _kinds(told: _Told) -> Iterator[Finding]:
    """The kinds of polluters of which the quarter before told and this one does not say a word."""
    for kind in dict.fromkeys(row.kind for report in told.before for row in report.rows if is_name(row.enterprise)):
        if kind and told.kinds - {""} and kind not in told.kinds and kind not in told.words:
            report = next(each for each in told.before if any(row.kind == kind for row in each.rows))
            note = "{before}公布了{kind}的监测信息，{span}的没有"
            values = {"before": str(report.span), "kind": kind, "span": str(told.span)}
            yield cant_tell("enterprise-gone", told.now[0].cite(), report.cite(), note=note, subject=kind, **values)


def _missed(told: _Told, missed: Sequence[tuple[str, Report]], here: int) -> Iterator[Finding]:
    cited = told.now[0].cite()
    if len(missed) > MOST or len(missed) > here:
        names = "、".join(name for name, _ in missed[:3])
        note = "{before}公布的企业有 {count} 家不在{span}的监测信息中，如：{names}；名单可能不同，请人工核实"
        values = {"before": str(missed[0][1].span), "span": str(told.span), "count": str(len(missed)), "names": names}
        yield cant_tell("enterprise-gone", cited, missed[0][1].cite(missed[0][0]), note=note, **values)
        return
    tell = failed if _ALL.search(told.words) else cant_tell
    for name, report in missed:
        values = {"enterprise": name, "before": str(report.span), "span": str(told.span)}
        note = "“{enterprise}”在{before}的监测信息中，{span}的没有提到"
        yield tell("enterprise-gone", cited, report.cite(name), note=note, subject=name, **values)


def _before(owed: Owed, wanted: Span) -> tuple[Report, ...]:
    """The reports about the quarter before, on the place now or when it was last visited."""
    here = [each for each in owed.told.reports if wanted.holds(each.span)]
    known = {report.page.url for report in here}
    then = [page for page in owed.site.previous if page.place is owed.site.place and page.url not in known]
    return tuple(here) + tuple(each for page in then for each in _read(page, owed) if wanted.holds(each.span))


def _read(page: Page, owed: Owed) -> Iterator[Report]:
    if is_report(page):
        yield from reports_on(page, owed.site.period.last)
