"""The months until this one, as tables from which charts are drawn: a month that was not checked is a gap and never a 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from checker.ledger.cases import Case, What
from checker.ledger.events import Kind
from checker.scoring import Score
from crawler.period import Period
from reports.docket_view import Docket
from reports.history import Past
from reports.site.compared import marks, mean, open_share
from reports.site.values import Data, Month
from reports.standing import Standing
from reports.wording import DASH, Wording

OPENING = (What.OPENED, What.REOPENED)
ENDING = (Kind.RECTIFIED, Kind.WITHDRAWN, Kind.CLOSED)


def calendar(past: Sequence[Past]) -> Iterator[tuple[Period, Past | None]]:
    """Every month from the first that was checked to the last, with what is known of it."""
    known = {each.period: each for each in past}
    at = past[0].period if past else None
    while at is not None and at <= past[-1].period:
        yield at, known.get(at)
        at = at.shift(1)


def trend(month: Month) -> Data | None:
    """The city over the months; None while there is only one."""
    if len(month.past) < 2:
        return None
    rows = list(_rows(month))
    known = [row["least"]["value"] for row in rows if row["least"]["value"]]
    floor = max(int(min(map(Decimal, known)) // 10 * 10) - 10, 0) if known else 0
    return {"rows": rows, "floor": floor, "gaps": any(not row["checked"] for row in rows)}


def _rows(month: Month) -> Iterator[Data]:
    wording, before = month.wording, None
    for period, past in calendar(month.past):
        said = ""
        if past is not None:
            if before is not None and before.results.scheme != past.results.scheme:
                said = wording.say("考核方案有变")
            before = past
        yield {"month": str(period), "checked": past is not None, "mark": said, **_told(period, past, month)}


def _told(period: Period, past: Past | None, month: Month) -> Data:
    wording, standings = month.wording, list(past.standings.values()) if past else []
    found = marks(standings)
    shares = composition(standings)
    return {
        "mean": number(mean(found), wording),
        "most": number(max(found, default=None), wording),
        "least": number(min(found, default=None), wording),
        "compared": count(len(found) if past else None),
        "provisional": count(sum(each.assessment.provisional for each in standings) if past else None),
        "problems": count(sum(each.problems for each in standings) if past else None),
        "cases": count(open_after(month.docket, period) if past else None),
        "earned": number(shares and shares[0], wording, 1),
        "lost": number(shares and shares[1], wording, 1),
        "open": number(shares and shares[2], wording, 1),
    }


def composition(standings: Iterable[Standing]) -> tuple[Decimal, Decimal, Decimal] | None:
    """Of a hundred points: earned, lost, and not assessed, each department with the same weight; None where nothing was owed."""
    whole = sum((each.online for each in standings), Score())
    unassessed = open_share(whole)
    if unassessed is None:
        return None
    earned = whole.earned * 100 / whole.possible
    return earned, 100 - unassessed * 100 - earned, unassessed * 100


def open_after(docket: Docket, period: Period) -> int | None:
    """How many cases were open by all that was told up to a month; None where the ledger was not kept yet, or not so far."""
    told = [event.period for case in docket.cases for event, _ in case.history]
    if docket.until is None or period > docket.until or period < min(told, default=docket.until):
        return None
    return sum(_is_open(case, period) for case in docket.cases)


def _is_open(case: Case, until: Period) -> bool:
    is_open = False
    for event, what in case.history:
        if event.period <= until:
            is_open = what in OPENING or (is_open and event.kind not in ENDING)
    return is_open


def number(value: Decimal | None, wording: Wording, places: int = 2) -> Data:
    """A number of a table: what is shown, and what it is drawn and sorted by; nothing where it is not known."""
    return {"words": wording.mark(value, places), "value": "" if value is None else f"{value:.4f}"}


def count(value: int | None) -> Data:
    """A count of a table; nothing where it is not known."""
    return {"words": DASH if value is None else str(value), "value": "" if value is None else str(value)}
