"""Spreadsheets: .xls, .xlsx, .xlsb and .ods by python-calamine, looked over before they are opened."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import python_calamine

from crawler.reading import bundle, limits, sniff
from crawler.reading.value import Reading, Table

REFERENCE = re.compile(rb"""<(?:\w+:)?c\b[^>]{0,60}?\br=["']([A-Z]{1,3})(\d{1,7})["']""")
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
Range = tuple[tuple[int, int], tuple[int, int]]


def read(body: bytes, media_type: str) -> Reading:
    """All sheets, hidden ones too; a sheet's name is its caption and its `where`. Raises Encrypted, LimitReached, Unsafe, CalamineError."""
    if not body.startswith(sniff.OLE_MARK):
        bundle.check(body)
        _check_sheets(body)
    try:
        book = python_calamine.load_workbook(io.BytesIO(body))
    except python_calamine.PasswordError as fault:
        raise limits.Encrypted from fault
    tables = [
        table
        for name in book.sheet_names[: limits.SHEETS]
        if (table := _table(book.get_sheet_by_name(name), name)).rows
    ]
    text = "\n".join("\t".join(row).rstrip("\t") for table in tables for row in table.rows)
    title = next((cell for table in tables for row in table.rows[:3] for cell in row if len(cell) > 3), "")
    doubts = ("parse_limit",) if len(book.sheet_names) > limits.SHEETS else () if text else ("empty",)
    return Reading(media_type, title=title, text=text, tables=tuple(tables), doubts=doubts)


def written(value: Any) -> str:
    """A cell's value as its shortest exact text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip() if not isinstance(value, timedelta) else str(value)


def number(value: int | float) -> str:
    """12.5 for 12.50, 1000000 for 1e6: never an exponent, never a trailing zero."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return ""
    text = format(exact, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _check_sheets(body: bytes) -> None:
    """Refuse a sheet whose cells lie so far apart that the reader's rectangle would not fit, whatever its header claims."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            if SHEET_PART.match(name):
                _check_area(parts.read(name), name)


def _check_area(content: bytes, name: str) -> None:
    rows, columns = set(), set()
    for letters, digits in REFERENCE.findall(content):
        columns.add(letters)
        rows.add(int(digits))
    if rows:
        places = [_column(letters) for letters in columns]
        if (max(rows) - min(rows) + 1) * (max(places) - min(places) + 1) > limits.SHEET_CELLS:
            raise limits.LimitReached(name)


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def _table(sheet: python_calamine.CalamineSheet, name: str) -> Table:
    rows = [[written(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
    if sheet.start is not None:
        _repeat(rows, sheet.merged_cell_ranges or [], sheet.start)
    kept = tuple(tuple(row) for row in rows if any(row))
    return Table(kept, caption=name, where=name)


def _repeat(rows: list[list[str]], merged: list[Range], start: tuple[int, int]) -> None:
    budget = limits.TABLE_CELLS
    for (top, left), (bottom, right) in merged:
        y0, x0 = top - start[0], left - start[1]
        if y0 < 0 or x0 < 0 or y0 >= len(rows) or x0 >= len(rows[y0]) or not (text := rows[y0][x0]):
            continue
        for y in range(y0, min(bottom - start[0] + 1, len(rows))):
            for x in range(x0, min(right - start[1] + 1, len(rows[y]))):
                rows[y][x] = text
                budget -= 1
                if budget < 0:
                    raise limits.LimitReached("merged cells")
