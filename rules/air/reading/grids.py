"""Tables of a day's air in every shape: a row or column a day, a row or column a pollutant, labels beside their values."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from crawler.reading.value import Table
from rules.air.reading.amounts import UNSAID, Units, units
from rules.air.reading.columns import by_heads
from rules.air.reading.days import Known, flat, named, of_cell
from rules.air.reading.draft import Draft
from rules.air.reading.grid import ISSUED, Grid, is_banner
from rules.air.reading.heads import NONE, Head, head
from rules.air.reading.names import primary_of
from rules.air.reading.turned import labelled, turned
from rules.phrases import squeeze

WIDEST = 150  # columns; days, stations and pollutants of a month are fewer
FEWEST_DAYS = 4  # of a calendar
FEWEST_HEADS = 3  # days in a row that heads columns
_SCALE = re.compile(r"\d[-~～—–至到]+\d|[<>≤≥大小]")
_CALENDAR_DAY = re.compile(r"(\d{1,2})日?[\s,，:：]+(.+)", re.DOTALL)


def drafts(table: Table, known: Known, given: Units = UNSAID, title: str = "") -> list[Draft]:
    """What a table says, a draft for each day and area; `given` are the units of which the document tells, `title` is its own."""
    above = squeeze(table.caption)
    if re.search("预报|预测|未来|明[日天]|实时|[时点](?:数据|实况)", above) and "日报" not in above:
        return []
    width = max(map(len, table.rows), default=0)
    if width > WIDEST:
        return []
    rows = tuple(tuple(flat(cell) for cell in (*row, *[""] * (width - len(row)))) for row in table.rows)
    text = above + "。" + "".join(cell for row in rows if is_banner(row) for cell in row[:1])
    grid = Grid(
        rows,
        known.narrowed(above),
        units(text).over(given),
        table.where,
        above + title,
        _day_above(above, known),
    )
    parts = _stacked(grid)
    found = _calendar(table, grid) or [
        draft for part in parts for draft in by_heads(part) or turned(part) or labelled(part) or _matrix(part)
    ]
    return [draft for draft in found if draft.says_something and not _is_of_scale(draft)]


def _stacked(grid: Grid) -> list[Grid]:
    """The parts of a table too wide for its page: each begins anew with a row of days under the same label."""
    starts = [
        number
        for number, row in enumerate(grid.rows)
        if head(row[0]).kind == "day" and sum(of_cell(cell, grid.known) is not None for cell in row[1:]) >= FEWEST_HEADS
    ]
    if len(starts) < 2:
        return [grid]
    ends = [*starts[1:], len(grid.rows)]
    return [replace(grid, rows=grid.rows[start:end]) for start, end in zip([0, *starts[1:]], ends, strict=True)]


def _day_above(above: str, known: Known) -> date | None:
    """The one day that a caption names, which is not when it was posted."""
    said = named(above, known)
    return said[0] if len(said) == 1 and not ISSUED.search(above) else None


def _is_of_scale(draft: Draft) -> bool:
    """Whether a row explains a range of the index, and tells of no day."""
    return _SCALE.search(draft.printed) is not None and not draft.day and not draft.measured


def _matrix(grid: Grid) -> list[Draft]:
    """Indexes alone: a row a day and a column an area, or the other way round."""
    if not re.search("指数|AQI|API", grid.above) or len(grid.rows) < 2:
        return []
    top = grid.rows[0]
    found = []
    for number, row in enumerate(grid.rows[1:], start=2):
        for at in range(1, len(row)):
            if not re.fullmatch(r"\d{1,3}", row[at]):
                continue
            day, area = of_cell(row[0], grid.known), top[at]
            if day is None:
                day, area = of_cell(top[at], grid.known), row[0]
            if day is not None and area and not head(area).kind:
                draft = Draft(day=day, area=area, where=f"{grid.where} 第{number}行".strip(), quote="\t".join(row))
                draft.take_index(Head("index"), row[at])
                found.append(draft)
    return found


def _calendar(table: Table, grid: Grid) -> list[Draft]:
    """A calendar: cells that begin with their day and say the rest themselves."""
    cells = [cell for row in table.rows for cell in row]
    found = [draft for cell in cells if (draft := _of_calendar(cell, grid)) is not None]
    return found if len(found) >= FEWEST_DAYS and len(found) * 2 >= sum(bool(cell.strip()) for cell in cells) else []


def _of_calendar(cell: str, grid: Grid) -> Draft | None:
    match = _CALENDAR_DAY.fullmatch(cell.strip())
    day = of_cell(match[1], grid.known) if match else None
    if match is None or day is None:
        return None
    draft = Draft(day=day, where=grid.where, quote=squeeze(cell))
    for line in map(squeeze, re.split(r"\n|(?<=\d)\s+|\s+(?=\D)(?!\d)", match[2])):
        if re.search(r"(?:^|AQI|API|指数)\D{0,3}\d{1,3}$", line):
            draft.take_index(head(re.sub(r"\d", "", line)), line)
        elif re.fullmatch(r"\D*\d{0,2}\D*", line):
            draft.take_grade(NONE, line)
            draft.primary = draft.primary or primary_of(re.sub("首要污染物:?", "", line)) or None
    return draft if draft.printed else None
