"""The cells of .xlsx, .xls and .ods at their own places, for workbooks that come back: nothing is guessed, moved or repeated.

Values come from python-calamine; what it does not tell (formulas, percents, errors) is looked up in the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from crawler.reading import doubts, limits, plain, sniff
from crawler.reading.archives import bundle
from crawler.reading.office import biff, cells, farcells, locked
from crawler.reading.office.sheets import written
from crawler.reading.office.workbook import At, Cell, Kind, Merged, Sheet, listed
from crawler.reading.text import encoding
from crawler.reading.value import Reading

KINDS = frozenset((sniff.XLSX, sniff.XLS, sniff.ODS))
SHEET = python_calamine.SheetTypeEnum.WorkSheet  # neither charts nor the sheets of old macros
ERRORS = ("#", "Err:")


def read(body: bytes, media_type: str) -> Reading:
    """All sheets as `workbook.listed` has them; none for what is no workbook of these kinds.

    Raises Encrypted, LimitReached, Unsafe, CalamineError.
    """
    locked.check(body)
    if media_type not in KINDS:
        return Reading(media_type)
    looks = _of_binary(body) if body.startswith(sniff.OLE_MARK) else _of_parts(body)
    book = python_calamine.load_workbook(io.BytesIO(looks.body))
    if len(book.sheet_names) > limits.SHEETS or looks.cut:
        return Reading(media_type, doubts=(doubts.LIMIT,))
    said = [each for each in book.sheets_metadata if each.typ == SHEET]
    return Reading(media_type, tables=tuple(listed(_sheet(book, each, looks)) for each in said))


@dataclass
class _Looks:
    """What the file itself tells of each sheet: how cells are shown, which are formulas (and have no result), where they were."""

    body: bytes
    shown: Mapping[str, cells.Sheet] = field(default_factory=dict)
    formulas: dict[str, dict[At, bool]] = field(default_factory=dict)
    near: dict[str, farcells.Near] = field(default_factory=dict)
    cut: bool = False


def _of_binary(body: bytes) -> _Looks:
    """Of an .xls; the order of its sheets is that in which the reader names them."""
    names = python_calamine.load_workbook(io.BytesIO(body)).sheet_names
    shown, formulas = biff.look(body) or [], biff.formulas(body)
    found = {name: dict.fromkeys(places, True) for name, places in zip(names, formulas, strict=False)}
    return _Looks(body, dict(zip(names, shown, strict=False)), found)


def _of_parts(body: bytes) -> _Looks:
    bundle.check(body)
    moved = farcells.apart(body)
    with zipfile.ZipFile(io.BytesIO(moved.body)) as parts:
        looks = _Looks(moved.body, cut=moved.cut)
        looks.shown = cells.look(parts, looks.formulas)
        if "content.xml" in parts.namelist():
            looks.formulas = cells.open_formulas(plain.parse_xml(parts.read("content.xml")))
        else:
            names = cells.sheet_parts(parts).items()
            looks.near = {name: moved.near[part] for name, part in names if part in moved.near}
    return looks


def _sheet(book: python_calamine.CalamineWorkbook, said: python_calamine.SheetMetadata, looks: _Looks) -> Sheet:
    sheet = book.get_sheet_by_name(said.name)
    near, look = looks.near.get(said.name), looks.shown.get(said.name, cells.Sheet())
    values = _with_errors(dict(_values(sheet)), looks.formulas.get(said.name, {}), look.shown)
    found = {near.origin(at) if near else at: cell for at, cell in values.items()}
    ranges = sheet.merged_cell_ranges or look.merged
    merged = tuple(Merged(*(near.origin(corner) if near else corner for corner in each)) for each in ranges)
    hidden = said.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(encoding.clean(said.name), dict(sorted(found.items())), merged, hidden)


def _values(sheet: python_calamine.CalamineSheet) -> Iterator[tuple[At, Any]]:
    if sheet.start is not None:
        top, left = sheet.start
        for y, row in enumerate(sheet.to_python(skip_empty_area=True), top):
            yield from (((y, x), value) for x, value in enumerate(row, left) if value != "")


def _with_errors(values: Mapping[At, Any], formulas: Mapping[At, bool], shown: Mapping[At, str]) -> dict[At, Cell]:
    """The cells of values, and of formulas and errors that have none."""
    found = {at: _cell(value, shown.get(at, ""), formula=at in formulas) for at, value in values.items()}
    for at, text in shown.items():
        if text.startswith(ERRORS):
            found[at] = Cell(Kind.ERROR, text, formula=at in formulas)
    for at, has_result in formulas.items():
        if at not in found or not has_result:
            found[at] = Cell(Kind.UNCOMPUTED, "", formula=True)
    return found


def _cell(value: Any, shown: str, *, formula: bool) -> Cell:
    kind = next((kind for types, kind in TYPES if isinstance(value, types)), Kind.TEXT)
    text = encoding.clean(value) if isinstance(value, str) else written(value)
    return Cell(kind, text, shown if shown != text and kind is Kind.NUMBER else "", formula)


TYPES: tuple[tuple[type | tuple[type, ...], Kind], ...] = (
    (bool, Kind.BOOLEAN),
    ((int, float), Kind.NUMBER),
    ((datetime, date), Kind.DATE),
    ((time, timedelta), Kind.TIME),
)
