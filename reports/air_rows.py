"""A department's month of air day by day, for other programs."""

from __future__ import annotations

from crawler.snapshot import Place
from reports.air_days import SOUND, Calendar, Cell
from reports.results import Row, decimal
from reports.wording import Wording
from rules.air.bulletin import Bulletin
from rules.air.daily.units import settled
from rules.air.standards import Standard
from rules.finding import Finding


def air_rows(found: Calendar, wording: Wording) -> list[Row]:
    """A row for each day and place; numbers are strings that hold decimals, None for what is not stated."""
    return [_row(column.place, cell, wording) for column in found.columns for cell in column.cells]


def _row(place: Place, cell: Cell, wording: Wording) -> Row:
    return {
        "date": cell.day.isoformat(),
        "place": str(place),
        "state": cell.state,
        **_stated(cell),
        "problems": [_problem(each, wording) for each in cell.findings if each.outcome not in SOUND],
        "url": cell.bulletin.source.url if cell.bulletin else _cited(cell),
    }


def _stated(cell: Cell) -> Row:
    bulletin = cell.bulletin
    if bulletin is None:
        return dict.fromkeys(("index", "kind", "primary", "grade", "level")) | {"values": {}, "posted": None}
    return {
        "index": None if bulletin.index is None else str(bulletin.index),
        "kind": bulletin.kind or None,
        "primary": None if bulletin.primary is None else list(bulletin.primary),
        "grade": bulletin.grade or None,
        "level": None if bulletin.level is None else ".".join(filter(None, (str(bulletin.level), bulletin.sub))),
        "values": _values(bulletin, cell.standard),
        "posted": bulletin.posted.isoformat() if bulletin.posted else None,
    }


def _values(bulletin: Bulletin, standard: Standard | None) -> Row:
    """What is stated of each item: as printed, its concentration in µg/m³ (CO in mg/m³), and its partial index.

    The concentration is None where no unit gives one that can be.
    """
    usual = settled(bulletin, standard).bulletin.measured if standard else {}
    return {
        item: {
            "value": decimal(value) if item in usual and (value := usual[item].value) is not None else None,
            "printed": each.printed,
            "partial": None if each.partial is None else str(each.partial),
        }
        for item, each in bulletin.measured.items()
        if each.is_stated
    }


def _problem(finding: Finding, wording: Wording) -> Row:
    return {
        "name": finding.problem,
        "outcome": str(finding.outcome),
        "subject": finding.subject,
        "note": wording.finding(finding) if finding.note else "",
    }


def _cited(cell: Cell) -> str | None:
    return next((each.evidence[0].url for each in cell.findings if each.evidence), None)
