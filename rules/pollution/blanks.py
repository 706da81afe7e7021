"""Blank cells in columns that reports fill for others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rules.finding import Finding, cant_tell, failed
from rules.pollution.figures import measured, multiple
from rules.pollution.heads import is_between
from rules.pollution.monitored import Monitored, Sheet
from rules.pollution.reports import Report
from rules.pollution.sheets import is_monitoring
from rules.pollution.silent import tells_nothing
from rules.pollution.standards import field_name, fields_asked
from rules.pollution.unmonitored import is_unmonitored
from rules.pollution.verdicts import over, verdict_of

HABIT = 3  # more than one blank in so many is a way of writing
FEW = 3
BLANKED = ("enterprise", "point", "day", "pollutant", "value", "limit", "verdict")


def blank(report: Report) -> Iterator[Finding]:
    """The fields that a table has and leaves blank for some of its rows, each field once."""
    for sheet in report.sheets:
        if not is_monitoring(sheet):
            continue
        asked = {"verdict" if role == "result" else role for role in fields_asked(report.span.end)}
        rows = [row for row in sheet.rows if _is_result(row)]
        for role in (each for each in BLANKED if each in asked and each in sheet.roles):
            empty = [row for row in rows if _is_blank(row, role)]
            if empty:
                yield _blank(sheet, role, empty, rows)
        if "value" not in asked:
            yield from _unasked(sheet, rows)
        if "multiple" in sheet.roles and "multiple" in asked:
            empty = [row for row in rows if _lacks_multiple(row)]
            if empty:
                yield _blank(sheet, "multiple", empty, [row for row in rows if over(row)])


def _unasked(sheet: Sheet, rows: Sequence[Monitored]) -> Iterator[Finding]:
    """Figures left blank beside verdicts, where nobody asked for figures and a table gives those of nearly all others."""
    empty = [row for row in rows if "value" in sheet.roles and _is_blank(row, "value") and _has_verdict(row)]
    if not empty or len(empty) * HABIT > len(rows):
        return
    values = {"field": field_name("value"), "count": str(len(empty)), "names": _names(empty)}
    note = "{count} 行的“{field}”为空，如：{names}；当时只要求公布监测结果，请人工核实"
    yield cant_tell("blank-field", *(row.cite() for row in empty[:3]), note=note, subject=values["field"], **values)


def _has_verdict(row: Monitored) -> bool:
    return verdict_of(row) is not None and "for all" not in row.cells


def _names(rows: Sequence[Monitored]) -> str:
    return "、".join(list(dict.fromkeys(row.enterprise or row.pollutant for row in rows))[:FEW])


def _is_result(row: Monitored) -> bool:
    """Whether a row is one about a measurement; where nothing was measured there are no fields to give."""
    return "total" not in row.cells and not is_unmonitored(row) and not tells_nothing(row)


def _is_blank(row: Monitored, role: str) -> bool:
    """Whether a cell is blank that should not be; what has neither limit nor verdict is measured without one (流量, 水温)."""
    if role in row.carried or row.cells.get(role) is None or row.cells[role].strip():
        return False
    if role == "verdict":
        return "value" not in row.cells or (measured(row.cells["value"]) is not None and _has(row, "limit"))
    return role not in ("limit", "value") or _has(row, "verdict")


def _has(row: Monitored, role: str) -> bool:
    """Whether a row says something in a column, or has none of it."""
    return role not in row.cells or bool(row.cells[role].strip())


def _lacks_multiple(row: Monitored) -> bool:
    """Whether a figure is surely over its limit and nobody says by how many times."""
    said = row.cells.get("multiple", "")
    return over(row) is True and multiple(said) is None and not re.search(r"\d", said) and not is_between(row.pollutant)


def _blank(sheet: Sheet, role: str, empty: Sequence[Monitored], rows: Sequence[Monitored]) -> Finding:
    name = field_name(role)
    cited = tuple(row.cite() for row in empty[:3])
    values = {"field": name, "count": str(len(empty)), "names": _names(empty)}
    is_habit = len(empty) > 2 and len(empty) * HABIT > len(rows) and role != "multiple"
    is_dashed = any(row.cells.get(role, "").strip() for row in empty)
    if is_dashed:
        note = "{count} 行超过限值，“{field}”只写了横线，如：{names}，请人工核实"
        return cant_tell("blank-field", *cited, note=note, subject=name, **values)
    if is_habit or sheet.where.startswith("文中") or sheet.source.reading.unread:
        note = "{count} 行的“{field}”为空，如：{names}；可能与上一行相同或没有读全，请人工核实"
        return cant_tell("blank-field", *cited, note=note, subject=name, **values)
    return failed("blank-field", *cited, note="{count} 行的“{field}”为空，如：{names}", subject=name, **values)
