"""Tables of a day's air in every shape: a row or column a day, a row or column a pollutant, labels beside their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from crawler.reading.value import Table
from rules.air.reading.amounts import Units, units
from rules.air.reading.days import Known, is_hourly, named, of_cell
from rules.air.reading.draft import Draft, looks_filled
from rules.air.reading.heads import NONE, Head, head, joined
from rules.phrases import squeeze

CONTEXT = frozenset(("day", "month", "area", "posted", "periods", "hour", "items", "other", "unit", ""))
STATED = frozenset(("index", "level", "grade", "colour", "primary", "exceeding", "value", "partial"))
DEEPEST = 4  # rows of heads
_SCALE = re.compile(r"\d[-~～—–至到]+\d|[<>≤≥大小]")
Row = tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with squeezed cells of one width, what its caption and banners say, and what is known of its days."""

    rows: tuple[Row, ...]
    known: Known
    given: Units
    where: str
    above: str
    day: date | None = None


def drafts(table: Table, known: Known, around: str = "") -> list[Draft]:
    """What a table says, a draft for each day and area; `around` is what the document says of units."""
    width = max(map(len, table.rows), default=0)
    rows = tuple(tuple(squeeze(cell) for cell in (*row, *[""] * (width - len(row)))) for row in table.rows)
    above = squeeze(table.caption)
    text = above + "。" + "".join(cell for row in rows if _is_banner(row) for cell in row[:1])
    grid = Grid(rows, known.narrowed(above), units(text).over(units(around)), table.where, above + around)
    found = _by_heads(grid) or _turned(grid) or _labelled(grid) or _matrix(grid)
    return [draft for draft in found if draft.says_something and not _is_of_scale(draft)]


def _is_of_scale(draft: Draft) -> bool:
    """Whether a row explains a range of the index, and tells of no day."""
    return _SCALE.search(draft.printed) is not None and not draft.day and not draft.measured


def _is_banner(row: Row) -> bool:
    return len({cell for cell in row if cell}) == 1 and (len(row) == 1 or len(row[0]) > 4 or not any(row[1:]))


def _heads(row: Row) -> list[Head]:
    return [head(cell) for cell in row]


def _is_head(row: Row) -> bool:
    """Whether a row holds heads of columns: two different ones, and hardly anything else."""
    told = dict(_labels(row))
    rest = {cell for cell in row if cell and cell not in told}
    values = {cell for cell in rest if re.search(r"\d", cell) or looks_filled(cell)}
    kinds = {(each.kind, each.item) for each in told.values()}
    return len(kinds) >= 2 and len(told) > 2 * len(values) and len(told) >= len(rest)


def _labels(row: Row) -> Iterator[tuple[str, Head]]:
    """The cells that are labels; a pollutant behind the word for the primary one is what is said of it."""
    before = ""
    for cell in row:
        each = head(cell)
        if each.kind and not (each.item and before in ("primary", "exceeding")):
            yield cell, each
        before = each.kind if cell else before


def _by_heads(grid: Grid) -> list[Draft]:
    """Rows below heads of columns; a later row of heads begins anew, and a banner between rows may name another month."""
    found: list[Draft] = []
    above: list[Row] = []
    columns: list[Head] = []
    known, day, was_head = grid.known, grid.day, False
    for number, row in enumerate(grid.rows):
        if _is_banner(row):
            known, day = _banner(row, known, day)
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
        if columns:
            part = Grid((row,), known, grid.given, f"{grid.where} 第{number + 1}行".strip(), grid.above, day)
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


def _banner(row: Row, known: Known, day: date | None) -> tuple[Known, date | None]:
    text = next(cell for cell in row if cell)
    said = named(text, known)
    return known.narrowed(text), said[0] if len(said) == 1 and "发布" not in text else day


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
    day, area, known = grid.day, "", grid.known
    label = NONE
    draft = Draft(where=grid.where, quote="\t".join(cells))
    for cell, each in zip(cells, heads, strict=True):
        if each.kind == "month" and cell:
            known = known.narrowed(cell if "月" in cell else f"{cell}月")
        elif each.kind == "day" and cell:
            if is_hourly(cell) or (stated := of_cell(cell, known)) is None:
                return None
            day = stated
        elif each.kind == "hour" and cell:
            return None
        elif each.kind == "area":
            area = area or cell
        elif each.kind == "items":
            label = head(cell)
    has_days = any(each.kind == "day" for each in heads)
    if has_days and day is None:
        return None
    draft.day, draft.area = day, area
    for cell, each in _once(cells, heads):
        draft.take(_of_label(label, each, any(one.kind == "partial" for one in heads)), cell, grid.given)
    draft.offers |= {each.kind for each in heads if each.kind in ("area", "periods")}
    return draft


def _once(cells: Row, heads: Sequence[Head]) -> Iterator[tuple[str, Head]]:
    """The cells with their heads, a merged one once."""
    for (each, _), group in groupby(zip(heads, cells, strict=True)):
        yield next(group)[1], each


def _of_label(label: Head, each: Head, has_partials: bool = True) -> Head:
    """What a cell holds in a row with a label of its own: its item, under a head of concentrations or partial indexes."""
    if label.kind not in STATED:
        return each
    if label.item:
        kind = {"conc": "value", "": "value", "partial": "partial"}.get(each.kind, "")
        kind = "partial" if each.kind == "index" and not has_partials else kind
        return Head(kind, label.item, each.units.over(label.units)) if kind else each
    return label if each.kind in ("conc", "partial", "index", "value", "") else NONE


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


def _turned(grid: Grid) -> list[Draft]:
    """Labels in the first columns, and a column a day, an area, or 浓度 and 分指数."""
    labels = _label_columns(grid)
    if labels != [0] and labels != [0, 1]:
        return []
    first = labels[-1] + 1
    if first >= len(grid.rows[0]):
        return []
    stub = [joined(row[:first]) for row in grid.rows]
    found: dict[tuple[date | None, str], Draft] = {}
    for at in range(first, len(grid.rows[0])):
        draft = _of_column(at, first, stub, grid)
        if draft is None:
            continue
        key = draft.day, draft.area
        if key in found and draft.quote != found[key].quote:
            found[key].complete(draft)
        found.setdefault(key, draft)
    return list(found.values())


def _label_columns(grid: Grid) -> list[int]:
    """The columns in which most cells are labels of what is stated."""
    found = []
    for at in range(len(grid.rows[0]) if grid.rows else 0):
        cells = [row[at] for row in grid.rows if row[at] and not _is_banner(row)]
        kinds = {(each.kind, each.item) for cell in cells if (each := head(cell)).kind}
        told = sum(head(cell).kind != "" for cell in cells)
        if len(kinds) >= 2 and told * 2 > len(cells):
            found.append(at)
    return found


def _of_column(at: int, first: int, stub: Sequence[Head], grid: Grid) -> Draft | None:
    day, area, known, over = grid.day, "", grid.known, NONE
    draft = Draft(where=f"{grid.where} 第{at + 1}列".strip())
    shown = []
    for row, label in zip(grid.rows, stub, strict=True):
        cell = row[at]
        if _is_banner(row) and not label.kind:
            known, day = _banner(row, known, day)
        elif label.kind == "day" and cell:
            day = of_cell(cell, known) or day
        elif label.kind == "area":
            area = cell or area
        elif label.kind in ("", "items", "month", "unit") and (each := head(cell)).kind:
            over = each
        elif label.kind in ("", "items", "month", "unit") and (stated := of_cell(cell, known)):
            day = stated
        elif label.kind in STATED:
            shown.append(cell)
            draft.take(_of_label(label, over) if over.kind in ("conc", "partial", "index") else label, cell, grid.given)
    draft.day, draft.area, draft.quote = day, area, "\t".join(shown)
    return draft if over.kind not in ("unit", "other", "posted") else None


def _labelled(grid: Grid) -> list[Draft]:
    """A form: labels, each with its value to the right of it."""
    draft = Draft(day=grid.day, where=grid.where)
    for row in grid.rows:
        for label, cell in pairwise(row):
            each = head(label)
            if each.kind == "day" and not head(cell).kind:
                draft.day = draft.day or of_cell(cell, grid.known)
            elif each.kind == "area" and not head(cell).kind:
                draft.area = draft.area or cell
            elif each.kind in STATED and cell != label and (each.kind == "primary" or not head(cell).kind):
                draft.take(each, cell, grid.given)
    draft.quote = "\t".join(cell for row in grid.rows for cell in row)[:200]
    return [draft] if draft.says_something else []


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
