"""Tables with heads over their columns: a row a day, an area or a pollutant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from rules.air.reading.amounts import units
from rules.air.reading.days import is_hourly, of_cell
from rules.air.reading.draft import Draft, looks_filled
from rules.air.reading.grid import STATED, Grid, Row, banner, is_banner, of_label
from rules.air.reading.heads import NONE, Head, head, joined
from rules.air.reading.hours import of_hours

DEEPEST = 4  # rows of heads
_OF_HOURS = re.compile(r"\d日?[,:]?\d{1,2}(?:[时点]|:\d\d).*\d(?:[时点]|:\d\d)")
_SIGNED = re.compile(
    "(?:审核|审定|审批|复核|校核|签发|批准|填报|填表|填写|制表|编制|报送|上报|值班|联系|负责|分析)(?:人员?|单位|日期|时间|电话)?:"
)


def by_heads(grid: Grid) -> list[Draft]:
    """Rows below heads of columns; a later row of heads begins anew, and a banner between rows may name another month."""
    found: list[Draft] = []
    above: list[Row] = []
    columns: list[Head] = []
    known, day, was_head = grid.known, grid.day, False
    for number, row in enumerate(grid.rows):
        if is_banner(row):
            known, day = banner(row, known, day)
            was_head = False
            continue
        if (_is_head(row) and not _is_label_row(row, columns)) or (
            was_head and len(above) < DEEPEST and _continues(row, above)
        ):
            above = [*above, row] if was_head else [row]
            filled = [*(_spread(one, row) for one in above[:-1]), row]
            columns = [joined([each[at] for each in filled]) for at in range(len(row))]
            was_head = True
            continue
        was_head = False
        if columns and not _SIGNED.match(next(filter(None, row), "")):
            part = grid.at(f"{number + 1}行", known, day)
            found += _of_row(row, columns, above, part)
    return _merged_items(found) if any(each.kind == "items" for each in columns) else found


def _spread(over: Row, below: Row) -> Row:
    """A row of heads with blanks filled from the left where the row below goes into parts (浓度, 分指数)."""
    found: list[str] = []
    for cell, under in zip(over, below, strict=True):
        parted = head(under).kind in ("conc", "partial", "level", "grade", "colour")
        found.append(cell or (found[-1] if found and parted else ""))
    return tuple(found)


def _is_label_row(row: Row, columns: Sequence[Head]) -> bool:
    """Whether a row below a head of pollutants is one with a label of its own (首要污染物, 级别), and no new head."""
    at = next((at for at, each in enumerate(columns) if each.kind == "items"), None)
    return at is not None and head(row[at]).kind in STATED


def _is_head(row: Row) -> bool:
    """Whether a row holds heads of columns: two different ones, and hardly anything else."""
    told = dict(_labels(row))
    rest = {cell for cell in row if cell and cell not in told}
    values = {cell for cell in rest if re.search(r"\d", cell) or looks_filled(cell)}
    kinds = {(each.kind, each.item) for each in told.values()}
    return len(kinds) >= 2 and len(told) > 2 * len(values) and len(told) >= len(rest)


def _labels(row: Row) -> Iterator[tuple[str, Head]]:
    """The cells that are labels; pollutants behind the word for the primary one are what is said of it."""
    cells = [(cell, head(cell)) for cell in row if cell]
    for at, (cell, each) in enumerate(cells):
        said = (
            at > 0
            and cells[at - 1][1].kind in ("primary", "exceeding")
            and not (cells[at + 1 :] and cells[at + 1][1].item)
        )
        if each.kind and not (each.item and (said or cells[0][1].kind in ("primary", "exceeding"))):
            yield cell, each


def _continues(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row below heads holds more of them: averages, units, 浓度 and 分指数, and no value."""
    told = [cell for cell, over in zip(row, above[-1], strict=True) if cell and cell != over]
    return bool(told) and all(head(cell).kind or re.search("平均|小时|均值", cell) for cell in told)


def _of_row(row: Row, columns: Sequence[Head], above: Sequence[Row], grid: Grid) -> Iterator[Draft]:
    """The drafts of a row: one, or several where the heads repeat themselves side by side."""
    for first, last in _panels(columns):
        cells, heads = row[first:last], columns[first:last]
        draft = _filled(cells, heads, [each[first:last] for each in above], grid)
        if draft is not None:
            yield draft


def _panels(columns: Sequence[Head]) -> list[tuple[int, int]]:
    """Where the panels of a table begin and end: each day column that is followed by an index of its own begins one."""
    starts = [
        at for at, each in enumerate(columns) if each.kind in ("day", "month") and (at == 0 or columns[at - 1] != each)
    ]
    starts = [at for at in starts if not (at and columns[at - 1].kind == "month")]
    ends = [*starts[1:], len(columns)] if starts else []
    whole = [(at, end) for at, end in zip(starts, ends, strict=True) if any(h.kind in STATED for h in columns[at:end])]
    return [(0, whole[1][0]), *whole[1:]] if len(whole) > 1 else [(0, len(columns))]


def _filled(cells: Row, heads: Sequence[Head], above: Sequence[Row], grid: Grid) -> Draft | None:
    day, area, known, given = grid.day, "", grid.known, grid.given
    label = NONE
    draft = Draft(where=grid.where, quote="\t".join(cells))
    for cell, each in zip(cells, heads, strict=True):
        if each.kind == "month" and cell:
            known = known.narrowed(cell if "月" in cell else f"{cell}月")
        elif each.kind == "day" and cell:
            stated = of_hours(cell, known, of_cell(_under("posted", cells, heads), known)) or of_cell(cell, known)
            if is_hourly(cell) or stated is None:
                return None
            day = stated
        elif each.kind == "hour" and cell:
            return None
        elif each.kind == "area":
            area = cell or area
        elif each.kind == "unit":
            given = units(cell).over(given)
        elif each.kind == "items":
            label = head(cell)
            given = label.units.over(given) if label.kind in ("conc", "unit") else given
    if day is None and any(each.kind == "day" for each in heads):
        return None
    if day is None:
        day, is_told = _by_issue(cells, heads, grid)
        if not is_told:
            return None
    draft.day, draft.area = day, area
    has_partials = any(each.kind == "partial" for each in heads)
    for cell, each in _once(cells, heads):
        draft.take(of_label(label, each, has_partials), cell, given)
    draft.offers |= {each.kind for each in heads if each.kind in ("area", "periods")}
    return draft


def _by_issue(cells: Row, heads: Sequence[Head], grid: Grid) -> tuple[date | None, bool]:
    """The day of a row that has no column of days but hours or an issue, and whether the row may be taken.

    Where rows are of several issues each is named by its own; a row among several hours that are not understood is no one's.
    """
    hours, stated = _under("periods", cells, heads), _under("posted", cells, heads)
    issued = of_cell(stated, grid.known)
    day = of_hours(hours, grid.known, issued)
    if day is not None or len(cells) < len(grid.rows[0]):
        return day, True
    others = [(_under("posted", row, heads), _under("periods", row, heads)) for row in grid.rows]
    if issued and len({other for other, _ in others if of_cell(other, grid.known)}) > 1:
        return issued, True
    return None, not _OF_HOURS.search(hours) or len({other for _, other in others if _OF_HOURS.search(other)}) < 2


def _under(kind: str, cells: Row, heads: Sequence[Head]) -> str:
    """The cell under a head of a kind, "" for none."""
    return next((cell for cell, each in zip(cells, heads, strict=True) if each.kind == kind), "")


def _once(cells: Row, heads: Sequence[Head]) -> Iterator[tuple[str, Head]]:
    """The cells with their heads, a merged one once."""
    for (each, _), group in groupby(zip(heads, cells, strict=True)):
        yield next(group)[1], each


def _merged_items(found: list[Draft]) -> list[Draft]:
    """The drafts of rows of pollutants, joined where they are of one day and area."""
    joined_up: dict[tuple[date | None, str], Draft] = {}
    for draft in found:
        key = draft.day, draft.area
        if key in joined_up:
            joined_up[key].complete(draft)
        else:
            joined_up[key] = draft
    return list(joined_up.values())
