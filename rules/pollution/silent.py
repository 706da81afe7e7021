"""Enterprises that a table lists without a figure, a verdict or a reason, where it gives them of the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.pollution.kinds import is_name, name_of, same_name
from rules.pollution.monitored import Monitored
from rules.pollution.owed import is_whole
from rules.pollution.reports import Report
from rules.pollution.unmonitored import is_unmonitored

_TELLING = ("value", "verdict", "multiple", "over", "note", "reason", "standard", "kind")
_DASHES = "-—–－─/\\／ 　"
_STOPPED = re.compile("停产|停业|停运|停机|关停|关闭|搬迁|空白|未填|未(?:开展|进行)?监测|不具备|没有监测|未生产")
FEWEST = 2  # other enterprises of which something is told
HABIT = 3  # more than one silent row in so many is a way of writing


def tells_nothing(row: Monitored) -> bool:
    """Whether a row names an enterprise and neither what was measured nor a figure, a verdict, a reason or a note."""
    return _is_silent(row) and not row.pollutant.strip(_DASHES)


def _is_silent(row: Monitored) -> bool:
    return not is_unmonitored(row) and not any(_cell(row, role).strip(_DASHES) for role in _TELLING)


def _cell(row: Monitored, role: str) -> str:
    """What a row itself says in a column, not what was carried from the row above it."""
    return row.cells.get(role, "").strip() if role not in row.carried else ""


def silent(reports: Sequence[Report]) -> Iterator[Finding]:
    """The enterprises of which a table with figures or verdicts gives neither, nor any reason, and no other report does."""
    told = {same_name(row.enterprise) for report in reports for row in report.rows if not _is_silent(row)}
    for report in reports:
        rows: dict[str, list[Monitored]] = defaultdict(list)
        for row in (row for sheet in report.sheets if sheet.roles & {"value", "verdict"} for row in sheet.rows):
            if "total" not in row.cells and is_name(row.enterprise):
                rows[row.enterprise].append(row)
        quiet = [name for name in rows if same_name(name) not in told and not _is_told_aside(name, rows[name])]
        if len(told & set(map(same_name, rows))) >= FEWEST:
            is_habit = len(quiet) * HABIT > len(rows)
            yield from (_unexplained(rows[name], report, is_habit=is_habit) for name in quiet)


def _is_told_aside(name: str, rows: Sequence[Monitored]) -> bool:
    """Whether a line about an enterprise holds more than its known cells: a column whose head is not known tells of it."""
    known = {squeeze(text) for row in rows for text in row.cells.values()}
    lines = [line for line in rows[0].source.text.splitlines() if name in squeeze(line) and "\t" in line.strip()]
    cells = (squeeze(cell) for line in lines for cell in line.split("\t"))
    return any(
        cell.strip(_DASHES) and cell not in known and not cell.isdecimal() and name_of(cell) != name for cell in cells
    )


def _unexplained(rows: Sequence[Monitored], report: Report, *, is_habit: bool) -> Finding:
    row = rows[0]
    said = [squeeze(line) for _, text in report.texts for line in text.splitlines() if "\t" not in line.strip()]
    is_explained = any(_STOPPED.search(line) or row.enterprise in line for line in said)
    is_blank = all(tells_nothing(each) and not _is_dashed(each) for each in rows) or len(
        {each.where for each in rows}
    ) < len(rows)
    is_read = is_whole(report) and not row.source.reading.unread and row.where
    if is_habit or is_explained or not (is_blank and is_read):
        note = "“{enterprise}”没有监测结果，也没有看到未监测的原因，请人工核实"
        return cant_tell("no-reason", row.cite(), note=note, subject=row.enterprise, enterprise=row.enterprise)
    note = "“{enterprise}”一行没有监测结果，也没有写明未监测的原因"
    return failed("no-reason", row.cite(), note=note, subject=row.enterprise, enterprise=row.enterprise)


def _is_dashed(row: Monitored) -> bool:
    return any(_cell(row, role) for role in _TELLING)
