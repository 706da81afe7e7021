"""Sheets of .xlsx whose cells lie far apart: moved together, so that the rectangle around them fits into memory."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from crawler.reading import limits
from crawler.reading.office import cells

SHEET_PART = re.compile(r"xl[/\\]worksheets[/\\][^/\\]+\.xml$", re.IGNORECASE)
CELL = re.compile(rb"""(<(?:\w+:)?c\b[^>]{0,60}?\br=["'])([A-Z]{1,3})(\d{1,7})(?=["'])""")
ROW = re.compile(rb"""(<(?:\w+:)?row\b[^>]{0,200}?\br=["'])(\d{1,7})(?=["'])""")
MERGED = re.compile(
    rb"""(<(?:\w+:)?mergeCell\b[^>]{0,60}?\bref=["'])([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})(?=["'])"""
)
LONG = 1_048_576  # bytes; the sheets of an honest workbook seldom have more
HELD = re.compile(
    rb"<(?:v|is|f|sheetData)[\s>/]"
)  # a value, a text of its own, a formula; and what stands before all rows
ROWS_END = re.compile(rb"</(?:\w+:)?sheetData>")


@dataclass(frozen=True)
class Moved:
    """The workbook with a gap of one in place of each wider one in sheets too large: which these are, whether rows were cut off."""

    body: bytes
    near: Mapping[str, Near]

    @property
    def cut(self) -> bool:
        """Whether rows had to be cut off."""
        return any(each.rows_cut for each in self.near.values())


def moved(body: bytes) -> tuple[bytes, bool]:
    """The workbook moved together, and whether rows had to be cut off. Raises what ZIPs raise."""
    found = _moved(body, zipfile.ZipFile.read)
    return found.body, found.cut


def apart(body: bytes) -> Moved:
    """The workbook moved together, long sheets without rows that hold nothing; it tells where each cell was.

    Raises what ZIPs raise.
    """
    return _moved(body, _without_blanks)


def _moved(body: bytes, read: Callable[[zipfile.ZipFile, str], bytes]) -> Moved:
    changed: dict[str, bytes] = {}
    found: dict[str, Near] = {}
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in filter(SHEET_PART.match, parts.namelist()):
            content = read(parts, name)
            if len(content) < parts.getinfo(name).file_size:
                changed[name] = content
            if near := _near(content):
                found[name], changed[name] = near, near.write(content)
        return Moved(_packed(parts, changed) if changed else body, found)


def _without_blanks(parts: zipfile.ZipFile, name: str) -> bytes:
    """The sheet's part; a long one without rows that hold nothing, where all say their own places.

    It is never held as a whole: a sheet that is formatted down to its last row may be a hundred times what it holds.
    """
    if parts.getinfo(name).file_size < LONG:
        return parts.read(name)
    kept, left = [], b""
    with parts.open(name) as stream:
        while chunk := stream.read(LONG):
            rows, end, left = (left + chunk).rpartition(b"</row>")
            if rows.count(b"<row ") != rows.count(b'<row r="') or len(left) > 8 * LONG:
                return parts.read(name)
            kept += [row + end for row in rows.split(end) if HELD.search(row)] if end else []
    return b"".join(kept) + left


@dataclass(frozen=True)
class Near:
    """Rows and columns with cells or corners of merged ones, and their new numbers; rows behind the last are left out."""

    rows: list[int]
    columns: list[int]
    new_rows: list[int]
    new_columns: list[int]
    rows_cut: bool

    def write(self, content: bytes) -> bytes:
        """The sheet's part with its cells at their new places."""
        if self.rows_cut:
            content = self._shortened(content)
        content = ROW.sub(lambda each: each[1] + str(_at(int(each[2]), self.rows, self.new_rows)).encode(), content)
        content = CELL.sub(lambda each: each[1] + self._place(each[2], each[3]), content)
        return MERGED.sub(
            lambda each: each[1] + self._place(each[2], each[3]) + b":" + self._place(each[4], each[5]), content
        )

    def origin(self, at: tuple[int, int]) -> tuple[int, int]:
        """Where a cell was that stands there now: row and column from 0."""
        return self._rows.get(at[0], at[0]), self._columns.get(at[1], at[1])

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {new - 1: old - 1 for new, old in zip(self.new_rows, self.rows, strict=True)}

    @cached_property
    def _columns(self) -> dict[int, int]:
        return {new - 1: old - 1 for new, old in zip(self.new_columns, self.columns, strict=True)}

    def _place(self, letters: bytes, digits: bytes) -> bytes:
        column = _at(cells.column(letters), self.columns, self.new_columns)
        return cells.letters(column) + str(_at(int(digits), self.rows, self.new_rows)).encode()

    def _shortened(self, content: bytes) -> bytes:
        last = self.rows[-1]
        begin = next((each.start() for each in ROW.finditer(content) if int(each[2]) > last), len(content))
        end = next((each.start() for each in ROWS_END.finditer(content, begin)), len(content))
        return content[:begin] + content[end:]


def _near(content: bytes) -> Near | None:
    """Where the cells of a sheet may stand; None where its rectangle fits as it is."""
    rows, columns = set(), set()
    for _, letters, digits in CELL.findall(content):
        columns.add(letters)
        rows.add(int(digits))
    if not rows:
        return None
    across, down = sorted(map(cells.column, columns)), sorted(rows)
    if (down[-1] - down[0] + 1) * (across[-1] - across[0] + 1) <= limits.SHEET_CELLS:
        return None
    corners = MERGED.findall(content)[: limits.TABLE_CELLS]
    across = sorted({*across, *(cells.column(each[at]) for each in corners for at in (1, 3))})
    down = sorted({*down, *(int(each[at]) for each in corners for at in (2, 4))})
    new_columns, new_rows = _closed(across), _closed(down)
    most = limits.SHEET_CELLS // new_columns[-1]
    kept = bisect_right(new_rows, most)
    return Near(down[:kept], across, new_rows[:kept], new_columns, kept < len(down))


def _closed(numbers: list[int]) -> list[int]:
    """New numbers from 1 in the same order; between two that were not neighbours one stays free."""
    new, before = [1], numbers[0]
    for number in numbers[1:]:
        new.append(new[-1] + min(number - before, 2))
        before = number
    return new


def _at(number: int, numbers: list[int], new: list[int]) -> int:
    """The new number of a row or column, or of the last one before it that holds cells."""
    return new[max(bisect_right(numbers, number) - 1, 0)]


def _packed(parts: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in dict.fromkeys(parts.namelist()):
            made.writestr(name, changed.get(name) or parts.read(name))
    return out.getvalue()
