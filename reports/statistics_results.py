"""The city's table of the three public expenses for other programs: amounts are strings that hold decimals, in 万元."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TextIO

from checker.disclosures import Entry
from checker.outliers import Outlier
from checker.statistics import Row, Statistics, Sum, percent
from reports.results import decimal, safe_cell
from rules.accounts.heads import NAMES
from rules.accounts.judging.collected import Collected
from rules.amounts import UNITS

UNIT = next(unit for unit, size in UNITS.items() if size == 1)
FLAT = ("department", "name", "parent", "status", *NAMES, "last_total", "last_source", "change", "percent", "sites")


def write(table: Statistics, form: str, out: TextIO) -> None:
    """Writes the table as json, or its rows as csv in which no text can be taken for a formula."""
    if form == "json":
        out.write(json.dumps(as_object(table), ensure_ascii=False, indent=2) + "\n")
        return
    writer = csv.writer(out)
    names = (*FLAT, "counted", "held_by", "alone", "computed", "differs", "outliers")
    writer.writerow(names)
    for row in table.rows:
        told = _body(row)
        writer.writerow([_cell(name, told[name]) for name in names])


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value if name in (*NAMES, "last_total", "change", "percent") else safe_cell(value)
    return json.dumps(value, ensure_ascii=False)


def as_object(table: Statistics) -> dict[str, Any]:
    """The whole table as one object."""
    return {
        "topic": "three-public",
        "kind": table.kind,
        "year": table.year,
        "period": str(table.period),
        "unit": UNIT,
        "bodies": [_body(row) for row in table.rows],
        "sums": {each.name: _sum(each) for each in table.sums},
    }


def _body(row: Row) -> dict[str, Any]:
    shown = row.shown
    return {
        "department": row.department.id,
        "name": row.department.name,
        "parent": row.department.parent or None,
        "status": row.status,
        **{head: _value(shown.entries.get(head)) for head in NAMES},
        "last_total": _amount(row.last),
        "last_source": shown.last_from or None,
        "change": _amount(row.change),
        "percent": _percent(percent(row.change, row.last)),
        "sites": sorted(str(place) for place in shown.places),
        "counted": row.counted,
        "held_by": row.held_by or None,
        "alone": shown.alone,
        "computed": [head for head, entry in shown.entries.items() if entry.is_computed],
        "differs": [
            {"head": one.head, "own": _amount(one.value), "portal": _amount(other.value)}
            for one, other in shown.differing
        ],
        "outliers": [_outlier(each) for each in row.outliers],
        "units_sum": _amount(row.smaller),
        "evidence": _evidence(shown.entries),
    }


def _sum(each: Sum) -> dict[str, Any]:
    change = each.this - each.last
    return {
        "bodies": each.bodies,
        "read": each.read,
        "heads": {
            head: {"sum": _amount(value) if count else None, "bodies": count}
            for head, (value, count) in each.heads.items()
        },
        "compared": {
            "bodies": each.compared,
            "total": _amount(each.this) if each.compared else None,
            "last_total": _amount(each.last) if each.compared else None,
            "change": _amount(change) if each.compared else None,
            "percent": _percent(percent(change, each.last)) if each.compared else None,
        },
    }


def _outlier(outlier: Outlier) -> dict[str, Any]:
    return {
        "head": outlier.figure.head,
        "size": outlier.size,
        "against": outlier.against,
        "value": _amount(outlier.figure.value),
        "other": _amount(outlier.other.value),
        "times": _percent(outlier.times),
        "site": str(outlier.figure.place),
        "evidence": [_cited(outlier.figure), _cited(outlier.other)],
    }


def _evidence(entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """Where each figure stands, once."""
    return [_cited(each) for each in dict.fromkeys(figure for entry in entries.values() for figure in entry.basis)]


def _cited(figure: Collected) -> dict[str, Any]:
    cited = figure.cited
    return {
        "head": figure.head,
        "printed": figure.printed,
        "unit": figure.unit or None,
        "url": cited.url,
        "fetched": cited.fetched.isoformat(timespec="seconds") if cited.fetched else None,
        "sha256": cited.sha256 or None,
        "quote": cited.quote,
        "where": cited.where,
        "site": str(cited.place),
        "read_by": cited.read_by,
    }


def _value(entry: Entry | None) -> str | None:
    return _amount(entry.value) if entry else None


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else decimal(value)


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
