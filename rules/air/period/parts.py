"""Whether the months of a report make the quarter or year that it gives beside them."""

from __future__ import annotations

from collections.abc import Iterator

from rules.air.period.saying import about, cited, say
from rules.air.period.spans import of_months
from rules.air.period.sums import PROBLEM, good_days
from rules.air.period.value import Report, Span, Tally
from rules.finding import Finding, cant_tell

SUMS = ("合计", "总计")


def months_differ(report: Report) -> Iterator[Finding]:
    """A finding where the good days of all months are not those of the whole; a doubt unless the whole is called their sum."""
    for whole in report.tallies:
        good, months = good_days(whole), _months(whole.span)
        parts = [good_days(each) for month in months for each in report.tallies if _is_of(each, month, whole)]
        told = [each for each in parts if each is not None]
        if good is None or not months or len(told) != len(months) or sum(told) == good:
            continue
        is_sum = any(quote.startswith(SUMS) for quote in whole.quotes)
        tell = say(report, whole) if is_sum else cant_tell
        values = {"sum": str(sum(told)), "said": str(good), "span": whole.span.name}
        note = "各月优良天数相加是 {sum} 天，{span}写的是 {said} 天"
        yield tell(PROBLEM, *cited(report, whole), note=note, subject=about(whole), **values)


def _months(span: Span) -> list[Span]:
    """The months of a span of several whole ones within a year."""
    if span != of_months(span.first.year, span.first.month, span.last.month) or span.first.month == span.last.month:
        return []
    return [of_months(span.first.year, month, month) for month in range(span.first.month, span.last.month + 1)]


def _is_of(tally: Tally, month: Span, whole: Tally) -> bool:
    return tally.span == month and tally.area == whole.area
