"""A workbook as its cells stand in it: sheets by name, each cell at its own place and with the kind of value that it holds.

The reading process hands it over as a `Reading` whose tables list cells instead of showing them: a row for each cell,
with its place, kind and texts, and a row for each merged range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from crawler.reading.value import Reading, Table

MERGED, HIDDEN = "merged", "hidden"
At = tuple[int, int]  # row and column, from 0


class Kind(StrEnum):
    """What a cell holds; UNCOMPUTED is a formula of which no result is kept."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    BOOLEAN = "boolean"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"


@dataclass(frozen=True)
class Cell:
    """A value as its exact text; `shown` is how a number is shown where that differs (95%), `formula` that it is a result."""

    kind: Kind
    text: str
    shown: str = ""
    formula: bool = False


@dataclass(frozen=True)
class Merged:
    """Cells that are shown as one: those from the first to the last corner."""

    first: At
    last: At


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet that hold anything, by their places."""

    name: str
    cells: Mapping[At, Cell] = field(default_factory=lambda: MappingProxyType({}))
    merged: tuple[Merged, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """All sheets of a file in their order; `doubt` is a name of `doubts.py` where they could not be read as they are."""

    media_type: str
    sheets: tuple[Sheet, ...] = ()
    doubt: str = ""


def address(at: At) -> str:
    """A place as spreadsheets name it: (16, 3) is D17."""
    row, column = at
    letters = ""
    number = column + 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return f"{letters}{row + 1}"


def listed(sheet: Sheet) -> Table:
    """The sheet as a table that lists its cells."""
    cells = (
        (str(row), str(column), cell.kind, cell.text, cell.shown, "=" * cell.formula)
        for (row, column), cell in sheet.cells.items()
    )
    merged = ((MERGED, *map(str, (*each.first, *each.last))) for each in sheet.merged)
    return Table((*cells, *merged), caption=HIDDEN * sheet.hidden, where=sheet.name)


def workbook(reading: Reading) -> Workbook:
    """The workbook that a reading lists."""
    return Workbook(reading.media_type, tuple(map(_sheet, reading.tables)), reading.doubts[0] if reading.doubts else "")


def _sheet(table: Table) -> Sheet:
    cells, merged = {}, []
    for row in table.rows:
        if row[0] == MERGED:
            top, left, bottom, right = map(int, row[1:])
            merged.append(Merged((top, left), (bottom, right)))
        else:
            cells[int(row[0]), int(row[1])] = Cell(Kind(row[2]), row[3], row[4], bool(row[5]))
    return Sheet(table.where, MappingProxyType(cells), tuple(merged), table.caption == HIDDEN)
