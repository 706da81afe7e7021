"""Number formats, errors and hidden rows of .xls ([MS-XLS]), which the reader of its values does not tell.

Only records of fixed form are looked at; no formula is taken apart, so that a broken one costs nothing.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from crawler.reading import limits
from crawler.reading.containers import ole
from crawler.reading.office import formats
from crawler.reading.office.cells import Sheet

BOF, END, BOUND, XF, FORMAT = 0x0809, 0x000A, 0x0085, 0x00E0, 0x041E
ROW, COLUMNS, NUMBER, RK, RKS, FORMULA, ERROR, DRAWING = 0x0208, 0x007D, 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205, 0x00EC
WIDE = 0x0600  # the version of Excel 97 and later; texts are in Unicode since then
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
Records = Iterator[tuple[int, bytes]]


@dataclass
class _Book:
    """What the first part of a workbook says: its sheets with their places, and the formats of its styles."""

    wide: bool = True
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    sheets: list[int] = field(default_factory=list)


def look(body: bytes) -> list[Sheet] | None:
    """What the cells of each sheet show; None where the file is too old or too broken to tell. Raises nothing."""
    try:
        content = _content(body)
        book = _book(content)
        known = formats.by_style(book.styles, book.codes)
        return [_sheet(content, at, known) for at in book.sheets[: limits.SHEETS]]
    except ole.BROKEN:
        return None


def formulas(body: bytes) -> list[list[tuple[int, int]]]:
    """The places of the formulas of each sheet; empty where the file is too old or too broken to tell. Raises nothing."""
    try:
        content = _content(body)
        sheets = _book(content).sheets[: limits.SHEETS]
        return [
            [struct.unpack_from("<HH", data) for kind, data in _records(content, at) if kind == FORMULA]
            for at in sheets
        ]
    except ole.BROKEN:
        return []


def _content(body: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(body)) as file:
        content: bytes = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
        return content


def rk(value: int) -> float:
    """The number that 30 bits of an RK record stand for ([MS-XLS] 2.5.217)."""
    number = float((value - (value >> 31 << 32)) >> 2)
    if not value & 2:
        number = struct.unpack("<d", bytes(4) + (value & 0xFFFFFFFC).to_bytes(4, "little"))[0]
    return number / 100 if value & 1 else number


def _records(content: bytes, at: int) -> Records:
    """The records from a place up to the end of its part; those of charts within it are left out."""
    depth = 0
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        depth += (kind == BOF) - (kind == END)
        if depth < 2:
            yield kind, content[at + 4 : at + 4 + size]
        if depth <= 0:
            return
        at += 4 + size


def _book(content: bytes) -> _Book:
    book = _Book()
    for kind, data in _records(content, 0):
        if kind == BOF:
            book.wide = int.from_bytes(data[:2], "little") >= WIDE
        elif kind == FORMAT and len(book.codes) < formats.FORMATS:
            book.codes[int.from_bytes(data[:2], "little")] = _text(data[2:], book.wide)
        elif kind == XF:
            book.styles.append(int.from_bytes(data[2:4], "little"))
        elif kind == BOUND:
            book.sheets.append(int.from_bytes(data[:4], "little"))
    return book


def _text(data: bytes, wide: bool) -> str:
    """A text behind its length; before Excel 97 one of a Chinese Windows, as nearly all files here are."""
    if not wide:
        return data[1 : 1 + data[0]].decode("gb18030", "replace")
    length = int.from_bytes(data[:2], "little")
    return (
        data[3 : 3 + 2 * length].decode("utf-16le", "replace")
        if data[2] & 1
        else data[3 : 3 + length].decode("latin-1")
    )


def _sheet(content: bytes, at: int, known: dict[int, formats.Format]) -> Sheet:
    sheet = Sheet()
    for kind, data in _records(content, at):
        if kind == DRAWING:
            sheet.drawn = True
        elif kind == ROW:
            row = int.from_bytes(data[:2], "little")
            sheet.hidden_rows += [(row, row)] * bool(data[12] & 0x20)
        elif kind == COLUMNS:
            first, last = struct.unpack_from("<HH", data)
            sheet.hidden_columns += [(first, last)] * (data[8] & 1)
        elif kind == RKS:
            _many(data, known, sheet)
        elif kind in (NUMBER, RK, FORMULA, ERROR):
            _cell(kind, data, known, sheet)
    return sheet


def _cell(kind: int, data: bytes, known: dict[int, formats.Format], sheet: Sheet) -> None:
    row, column, style = struct.unpack_from("<HHH", data)
    if kind == ERROR:
        if data[7]:
            sheet.shown[row, column] = ERRORS.get(data[6], "#N/A")
    elif kind == FORMULA and data[12:14] == b"\xff\xff":  # no number: the first byte says what it is instead
        if data[6] == 2:
            sheet.shown[row, column] = ERRORS.get(data[8], "#N/A")
    elif meant := known.get(style):
        value = rk(struct.unpack_from("<I", data, 6)[0]) if kind == RK else struct.unpack_from("<d", data, 6)[0]
        sheet.shown[row, column] = meant.show(repr(value))


def _many(data: bytes, known: dict[int, formats.Format], sheet: Sheet) -> None:
    row, column = struct.unpack_from("<HH", data)
    for at in range(4, len(data) - 2, 6):
        style, value = struct.unpack_from("<HI", data, at)
        if meant := known.get(style):
            sheet.shown[row, column] = meant.show(repr(rk(value)))
        column += 1
