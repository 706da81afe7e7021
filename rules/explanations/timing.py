"""Whether an explanation is of the time that is judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from crawler.snapshot import Snapshot
from rules.dates import days, years
from rules.explanations.matter import Match
from rules.explanations.statements import Statement
from rules.finding import Finding
from rules.published.items import months_before
from rules.surroundings.spans import Span, span_of

YEAR = 12
LATE = 3  # months after which a month or a quarter says nothing of the present one


def in_time(site: Snapshot, statement: Statement, finding: Finding, dials: Mapping[str, Any]) -> Match:
    """How surely a statement speaks of the time judged: it names it, or was published in it and names none."""
    start = _start(site, finding, dials)
    named, asked = _named(statement), _asked(finding)
    day = statement.day
    if statement.stands:
        return Match.PERHAPS
    if day is not None and statement.at.fetched is not None and day > statement.at.fetched.date():
        return Match.PERHAPS if named is None or _meet(named, (start, site.period.last)) else Match.NO
    if asked is not None:
        return _of(asked, named, day)
    if named is None:
        return Match.PERHAPS if day is None else Match.YES if day > start else _lately(site, day, dials)
    return _within(site, named, day, start, _due(finding), dials)


def _lately(site: Snapshot, day: date, dials: Mapping[str, Any]) -> Match:
    """Of the months before this year, where the rule does not say how far back it looks."""
    is_near = "quiet_months" not in dials and day > months_before(site.period.last, YEAR)
    return Match.PERHAPS if is_near else Match.NO


def _of(asked: Span, named: Span | None, day: date | None) -> Match:
    """Where one day, month or year is owed: whether it is spoken of."""
    if named is None:
        return Match.PERHAPS if day is None or day >= asked[0] else Match.NO
    return Match.YES if named[0] <= asked[0] and asked[1] <= named[1] else Match.NO


def _within(
    site: Snapshot, named: Span, day: date | None, start: date, due: int | None, dials: Mapping[str, Any]
) -> Match:
    last = site.period.last
    if due is not None and named[0].year == named[1].year == due:
        return Match.YES
    if not _meet(named, (start, last)):
        is_of_year_before = named[1].year == site.period.year - 1 and day is not None and day > start
        if is_of_year_before or named[0] > last:
            return Match.PERHAPS if is_of_year_before else Match.NO
        return _lately(site, min(named[1], day or named[1]), dials)
    is_year = (named[1] - named[0]).days > 300
    return Match.YES if is_year or "quiet_months" in dials or named[1] > months_before(last, LATE) else Match.PERHAPS


def _start(site: Snapshot, finding: Finding, dials: Mapping[str, Any]) -> date:
    """The day after which something counts: so many months back as the rule asks, else the last of the year before."""
    since = next(days(finding.values.get("since", ""), 1), None)
    if since is not None and since.year > 1:
        return since
    months = dials.get("quiet_months")
    if isinstance(months, int):
        return months_before(site.period.last, months)
    return date(site.period.year - 1, 12, 31)


def _named(statement: Statement) -> Span | None:
    """The time that its title names, else the first that its sentences name."""
    called = span_of(statement.title, statement.day)
    if called is not None:
        return called
    said = (span_of(nil.sentence, statement.day) for nil in statement.nils)
    return next((span for span in said if span is not None), None)


def _asked(finding: Finding) -> Span | None:
    """The day or the time that the subject of a finding is."""
    day = next(days(finding.subject, 1), None)
    if day is not None and day.year > 1:
        return day, day
    return span_of(finding.subject, None)


def _due(finding: Finding) -> int | None:
    """The year that is owed, where the finding says it."""
    told = finding.values.get("due", "")
    return next(iter(years(told)), int(told) if told.isdecimal() and len(told) == 4 else None)


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] < one[1]
