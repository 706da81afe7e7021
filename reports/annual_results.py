"""The year's statistics for other programs, as json or as csv: every number with its name."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TextIO

from checker.counted.told import Owed, Share, Tally
from checker.counted.value import Level
from checker.figures_checks import plain
from checker.figures_form import Spot
from reports.annual_tables import numbers, sections
from reports.annual_year import Annual
from reports.results import safe_cell
from reports.wording import Wording

HEADS = ("table", "row", "column", "value", "unit", "from")


def write(annual: Annual, form: str, out: TextIO, wording: Wording) -> None:
    """Writes the year as one json object, or as csv with a number a line; no text in it can be taken for a formula."""
    if form == "json":
        out.write(json.dumps(as_object(annual), ensure_ascii=False, indent=2) + "\n")
        return
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for row in number_rows(annual, wording):
        writer.writerow([safe_cell(cell) for cell in row])


def number_rows(annual: Annual, wording: Wording) -> Iterator[tuple[str, ...]]:
    """Counted numbers, then people's."""
    for name, value in numbers(sections(annual, wording)).items():
        if name[0] != "pair":
            table, row, column = name[0], "/".join(name[1:-1]), name[-1]
            yield table, row, column, "" if value is None else _text(value), "", "counted"
    for spot, about in annual.form.rows.items():
        if (known := annual.figure(spot)) is not None:
            source = "stated" if spot in annual.values else "added-up"
            yield spot.block, spot.row, spot.column, plain(known), about.unit, source


def _text(value: int | Decimal) -> str:
    return str(value) if isinstance(value, int) else plain(value)


def as_object(annual: Annual) -> dict[str, Any]:
    """The whole year as one object."""
    return {
        "topic": "annual-report",
        "city": annual.city,
        "year": annual.year,
        "as_of": str(annual.on),
        "checked": [str(each) for each in annual.checked],
        "items": _items(annual),
        "shares": [_share(each) for each in annual.counts.shares],
        "tallies": {str(what): _tally(each) for what, each in annual.tallies.items()},
        "stated": _stated(annual),
    }


def _items(annual: Annual) -> dict[str, Any]:
    count = annual.counts.count
    return {
        "total": count.total,
        "is_minimum": count.is_minimum,
        "levels": {str(level): count.of_level(level) for level in Level},
        "months": [
            {
                "period": str(month),
                **{str(level): count.numbers[level, month] for level in Level},
                "total": count.of_month(month),
            }
            for month in count.months
        ],
        "bodies": dict(count.by_body),
        "first_seen": count.first_seen,
        "undated": len(count.undated),
        "other_years": len(count.before) + len(count.after),
        "gaps": [
            {
                "period": str(each.looked.period),
                "department": each.looked.department,
                "site": str(each.looked.place),
                "reason": each.looked.reason,
                "later": str(each.later) if each.later else None,
            }
            for each in count.gaps
        ],
        "missing": [str(each) for each in count.missing],
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "rule": share.rule,
        "year": share.year,
        "owed": share.owed(),
        "bodies": [_owed(each) for each in share.rows],
    }


def _owed(owed: Owed) -> dict[str, Any]:
    return {
        "department": owed.department.id,
        "is_unit": owed.is_unit,
        "standing": str(owed.standing),
        "sites": {str(place): str(shown.standing) for place, shown in owed.places.items()},
        "evidence": [
            {"site": str(place), "url": each.url, "sha256": each.sha256}
            for place, shown in owed.places.items()
            for each in shown.evidence
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "met": tally.met if tally.looked else None,
        "open": tally.open,
        "unsure": tally.unsure,
        "looked": tally.looked,
        "lines": [
            {
                "department": each.department,
                "site": str(each.place),
                "title": each.title,
                "day": str(each.day) if each.day else None,
                "is_met": each.is_met,
                "is_sure": each.is_sure,
                "url": each.cited.url,
                "sha256": each.cited.sha256,
            }
            for each in tally.lines
        ],
    }


def _stated(annual: Annual) -> dict[str, Any] | None:
    stated = annual.stated
    if stated is None:
        return None
    return {
        "file": stated.name,
        "sha256": stated.sha256,
        "by": stated.by,
        "filled": str(stated.filled),
        "taken_in": str(stated.on),
        "figures": {str(spot): _figure(annual, spot) for spot in annual.form.rows if spot in annual.values},
        "added_up": {str(spot): plain(value) for spot, value in annual.summed.items()},
    }


def _figure(annual: Annual, spot: Spot) -> str:
    return plain(annual.values[spot])
