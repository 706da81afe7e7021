"""Spreadsheets: .xls, .xlsx, .xlsb and .ods by python-calamine, looked over before they are opened."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

import python_calamine

from crawler.reading import doubts, limits, sniff
from crawler.reading.archives import bundle
from crawler.reading.office import biff, biff12, cells, farcells
from crawler.reading.office.story import ReadPart
from crawler.reading.pages import grids
from crawler.reading.text import titles
from crawler.reading.value import Reading, Table

NUMBERS = re.compile(r"\d")
DRAWN = re.compile(r"xl/(?:media|charts|drawings)/|Pictures/.", re.IGNORECASE)
PICTURES = re.compile(
    r"(?:xl/media|Pictures)/[^/]+\.(?!emf$|wmf$)\w+$", re.IGNORECASE
)  # metafiles: nobody here reads them
CHART = python_calamine.SheetTypeEnum.ChartSheet  # of an .xlsb, its reader fails on it
Looks = dict[str, cells.Sheet]
Rows = tuple[tuple[str, ...], ...]
Range = tuple[tuple[int, int], tuple[int, int]]


def read(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """All sheets, hidden ones too, which their `where` says; `read_part` reads the pictures of a workbook without a word.

    Raises Encrypted, LimitReached, Unsafe, CalamineError.
    """
    parts = _Parts(body) if body.startswith(sniff.OLE_MARK) else _opened(body)
    try:
        book = python_calamine.load_workbook(io.BytesIO(parts.body))
    except python_calamine.PasswordError as fault:
        raise limits.Encrypted from fault
    names = book.sheet_names[: limits.SHEETS]
    if body.startswith(sniff.OLE_MARK) and (seen := biff.look(body)) and len(seen) == len(names):
        parts.looks = dict(zip(names, seen, strict=True))
        parts.drawn = any(look.drawn for look in seen)
    sheets = [each for each in book.sheets_metadata[: limits.SHEETS] if media_type != sniff.XLSB or each.typ != CHART]
    tables: list[Table] = []
    room = limits.BOOK_CELLS
    for said in sheets:
        sheet = book.get_sheet_by_name(said.name)
        fits = (size := sheet.height * sheet.width) <= room
        tables += _tables(sheet, said, parts.looks) if fits else ()
        room -= size if fits else 0
        parts.cut |= not fits
    text = "\n".join("\t".join(row).rstrip("\t") for table in tables for row in table.rows)
    title = next(filter(None, (titles.of_rows(table.rows) for table in tables)), "")
    told = [doubts.LIMIT] if parts.cut or len(book.sheet_names) > limits.SHEETS else []
    if not text and parts.pictures and read_part:
        return _seen(parts, media_type, told, read_part)
    told += [] if text else [doubts.PICTURE if parts.drawn else doubts.EMPTY if names else doubts.DAMAGED]
    told += [doubts.UNCOMPUTED] if any(look.uncomputed for look in parts.looks.values()) else []
    told += [doubts.FORMATS] if NUMBERS.search(text) and any(sheet.name not in parts.looks for sheet in sheets) else []
    return Reading(media_type, title=title, text=text, tables=tuple(tables), doubts=tuple(told))


def _seen(parts: _Parts, media_type: str, told: list[str], read_part: ReadPart) -> Reading:
    """What the pictures say of a workbook that holds nothing else."""
    told += [doubts.LIMIT] if len(parts.pictures) > limits.PICTURES else []
    with zipfile.ZipFile(io.BytesIO(parts.body)) as file:
        found = [read_part(file.read(name), name.rpartition("/")[2]) for name in parts.pictures[: limits.PICTURES]]
    told += [doubt for reading in found for doubt in reading.doubts]
    by_eye = [reading for reading in found if reading.read_by != "text"]
    lines = [line for reading in found for line in reading.text.split("\n") if line]
    return Reading(
        media_type,
        title=titles.first(lines),
        text="\n".join(lines),
        tables=tuple(table for reading in found for table in reading.tables),
        boxes=tuple(box for reading in found for box in reading.boxes),
        doubts=tuple(dict.fromkeys(told)) or (() if lines else (doubts.PICTURE,)),
        read_by=by_eye[0].read_by if by_eye else "text",
        confidence=min((reading.confidence for reading in by_eye), default=""),
    )


@dataclass
class _Parts:
    """The file as it can be opened, what it holds beside the values of its cells, and whether rows were cut off."""

    body: bytes
    looks: Looks = field(default_factory=dict)
    drawn: bool = False
    cut: bool = False
    pictures: list[str] = field(default_factory=list)


def _opened(body: bytes) -> _Parts:
    bundle.check(body)
    body, cut = farcells.moved(body)
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        looks = biff12.look(parts) if biff12.BOOK in parts.namelist() else cells.look(parts)
        names = parts.namelist()
        return _Parts(body, looks, any(map(DRAWN.match, names)), cut, list(filter(PICTURES.match, names)))


def written(value: Any) -> str:
    """A cell's value as its shortest exact text."""
    if isinstance(value, str):  # most are; a sheet may have a million
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


@lru_cache(8192, typed=True)  # a few bytes may repeat a number down a million rows
def number(value: int | float) -> str:
    """12.5 for 12.50, 1000000 for 1e6, 0.3 for 0.1 + 0.2: fifteen digits as a spreadsheet shows, no exponent, no zeros behind."""
    exact = Decimal(value if isinstance(value, int) else f"{value:.15g}")
    if not exact.is_finite():
        return ""
    text = format(exact, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _tables(sheet: python_calamine.CalamineSheet, said: python_calamine.SheetMetadata, looks: Looks) -> Iterator[Table]:
    rows = [
        [written(value) if value != "" else "" for value in row] if row.count("") < len(row) else [""] * len(row)
        for row in sheet.to_python(skip_empty_area=True)
    ]
    look = looks.get(said.name, cells.Sheet())
    partly = False
    if sheet.start is not None:
        partly = _is_hiding(rows, look, sheet.start)
        for (y, x), text in look.shown.items():
            if 0 <= y - sheet.start[0] < len(rows) and 0 <= x - sheet.start[1] < len(rows[0]):
                rows[y - sheet.start[0]][x - sheet.start[1]] = text
        _repeat(rows, sheet.merged_cell_ranges or look.merged, sheet.start)
    hidden = said.visible != python_calamine.SheetVisibleEnum.Visible
    where = said.name + ("（隐藏）" if hidden else "（含隐藏的行列）" if partly else "")
    for part in _apart(rows):
        yield Table(part, caption=_caption(part, said.name), where=where)


def _is_hiding(rows: list[list[str]], look: cells.Sheet, start: tuple[int, int]) -> bool:
    """Whether a hidden row or column holds anything that was read."""
    down, across = (
        [(first - at, last + 1 - at) for first, last in runs]
        for runs, at in zip((look.hidden_rows, look.hidden_columns), start, strict=True)
    )
    if any(any(row) for first, last in down for row in rows[max(first, 0) : max(last, 0)]):
        return True
    return any(any(row[max(first, 0) : max(last, 0)]) for first, last in across[: limits.SPAN] for row in rows)


def _apart(rows: list[list[str]]) -> Iterator[Rows]:
    """The tables of a sheet: after a blank row, a title of one text with rows below it begins another; blank rows are left out."""
    parts: list[list[tuple[str, ...]]] = []
    for blank, block in itertools.groupby(rows, key=lambda row: not any(row)):
        if not blank:
            found = [tuple(row) for row in block]
            if parts and not (
                len(found) > 2 and len(parts[-1]) > 1 and _is_title(found[0]) and not _is_title(found[1])
            ):
                parts[-1] += found
            else:
                parts.append(found)
    return (tuple(part) for part in parts)


def _is_title(row: Sequence[str]) -> bool:
    """Whether a row holds one text alone, merged or not, which is no number."""
    texts = {cell for cell in row if cell}
    return len(texts) == 1 and not any(map(grids.NUMBER.match, texts))


def _caption(rows: Rows, name: str) -> str:
    """The title above a table with its unit, else the sheet's name with it."""
    title = next((cell for row in rows[:2] if len(rows) > 2 and _is_title(row) for cell in row if cell), "")
    unit = next(
        (
            cell
            for row in rows[:5]
            for cell in row
            if cell and len(cell) <= grids.CAPTION_LENGTH and grids.UNIT.search(cell)
        ),
        "",
    )
    title = title if len(title) <= grids.CAPTION_LENGTH and title != unit else ""
    return f"{title or name} {unit}".strip() if unit else title or name


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
