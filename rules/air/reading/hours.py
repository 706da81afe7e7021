"""The day of a span of hours whose ends say hardly more than the day of the month (8日12时至9日12时)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rules.air.reading.days import Known, of_cell, spans
from rules.dates import plain_years

LATEST = 4  # days between the beginning of the hours and the day of issue
_DAY = r"(?:(?P<m{n}>1[0-2]|0?[1-9])月)?(?P<d{n}>3[01]|[12]\d|0?[1-9])(?:日[,:]?|[,:])"
_HOUR = r"(?P<h{n}>2[0-4]|1\d|0?\d)(?:[时点]|:00)(?:00分?|整)?"
_SPAN = re.compile(
    _DAY.format(n=1) + _HOUR.format(n=1) + rf"(?:至|到|~|-|—|–|－|―|～)+(?:{_DAY.format(n=2)})?" + _HOUR.format(n=2)
)


def of_hours(cell: str, known: Known, issued: date | None) -> date | None:
    """The day of a squeezed cell of hours: that on which they end, of a whole day from midnight that day; None where it is unknown.

    `issued` is the day on which the row says that it was issued: the hours lie before it.
    """
    text = plain_years(cell)
    match = _SPAN.fullmatch(text)
    if match is None:
        return of_cell(cell, known) if len(spans(text, known)) > 1 else None
    length = timedelta(days=int(match["d2"] or match["d1"]) != int(match["d1"]))
    for begin in _beginnings(match, known, issued):
        if _is_from(match, begin, begin + length):
            is_of_begin = int(match["h1"]) == 0 and int(match["h2"]) in (0, 24)
            return begin if is_of_begin else begin + length
    return None


def _beginnings(match: re.Match[str], known: Known, issued: date | None) -> list[date]:
    if issued:
        return [issued - timedelta(days=back) for back in range(LATEST)]
    month = int(match["m1"] or known.month)
    day = known.day(month, int(match["d1"])) if month else None
    return [day] if day else []


def _is_from(match: re.Match[str], begin: date, end: date) -> bool:
    """Whether a span may lie between two days, by the days and months that it names."""
    named = ((match["m1"], begin.month), (match["d1"], begin.day), (match["m2"], end.month), (match["d2"], end.day))
    return all(said is None or int(said) == true for said, true in named)
