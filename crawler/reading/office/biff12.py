"""Number formats, errors and hidden rows of .xlsb ([MS-XLSB]), which the reader of its values does not tell."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from crawler.reading import limits, plain
from crawler.reading.office import biff, formats
from crawler.reading.office.cells import Sheet

BOOK = "xl/workbook.bin"
RELATIONS, STYLES = "xl/_rels/workbook.bin.rels", "xl/styles.bin"
ROW, RK, ERROR, REAL, FORMULA, FORMULA_ERROR = 0, 2, 3, 5, 9, 11
FORMAT, STYLE, COLUMN, BOUND, STYLES_BEGIN, STYLES_END = 44, 47, 60, 156, 617, 618
BROKEN = (struct.error, LookupError, ValueError)


def look(parts: zipfile.ZipFile) -> dict[str, Sheet]:
    """By a sheet's name what its cells show; without those that are too broken to tell. Raises Unsafe, and what ZIPs raise."""
    names = set(parts.namelist())
    if not {BOOK, RELATIONS} <= names:
        return {}
    root = plain.parse_xml(parts.read(RELATIONS))
    targets = {each.get("Id"): each.get("Target") or "" for each in root}
    found: dict[str, Sheet] = {}
    try:
        known = _formats(parts.read(STYLES)) if STYLES in names else {}
        for kind, data in _records(parts.read(BOOK)):
            if kind == BOUND and len(found) < limits.SHEETS:
                relation, at = _text(data, 8)
                part = f"xl/{targets.get(relation, '')}"
                if part in names:
                    found[_text(data, at)[0]] = _sheet(parts.read(part), known)
    except BROKEN:
        return found
    return found


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        yield kind, content[at : at + size]
        at += size


def _number(content: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and the place behind it; raises IndexError."""
    number = 0
    for place in range(longest):
        number |= (content[at] & 0x7F) << 7 * place
        at += 1
        if content[at - 1] < 0x80:
            break
    return number, at


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text behind its length, and the place behind it."""
    end = at + 4 + 2 * int(struct.unpack_from("<I", data, at)[0])
    return data[at + 4 : end].decode("utf-16le", "replace"), end


def _formats(content: bytes) -> dict[int, formats.Format]:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    inside = False
    for kind, data in _records(content):
        inside = kind == STYLES_BEGIN or (inside and kind != STYLES_END)
        if kind == FORMAT and len(codes) < formats.FORMATS:
            codes[int.from_bytes(data[:2], "little")] = _text(data, 2)[0]
        elif kind == STYLE and inside:
            numbers.append(int.from_bytes(data[2:4], "little"))
    return formats.by_style(numbers, codes)


def _sheet(content: bytes, known: dict[int, formats.Format]) -> Sheet:
    sheet = Sheet()
    row = 0
    for kind, data in _records(content):
        if kind == ROW:
            row = int.from_bytes(data[:4], "little")
            sheet.hidden_rows += [(row, row)] * bool(data[11] & 0x10)
        elif kind == COLUMN:
            first, last = struct.unpack_from("<II", data)
            sheet.hidden_columns += [(first, last)] * (data[16] & 1)
        elif kind in (ERROR, FORMULA_ERROR):
            sheet.shown[row, int.from_bytes(data[:4], "little")] = biff.ERRORS.get(data[8], "#N/A")
        elif kind in (RK, REAL, FORMULA):
            column, style = struct.unpack_from("<II", data)
            if meant := known.get(style & 0xFFFFFF):
                value = (
                    biff.rk(struct.unpack_from("<I", data, 8)[0])
                    if kind == RK
                    else struct.unpack_from("<d", data, 8)[0]
                )
                sheet.shown[row, column] = meant.show(repr(value))
    return sheet
