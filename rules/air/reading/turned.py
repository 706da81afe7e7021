"""Tables with labels before their values: a column a day, an area, or 浓度 and 分指数; and forms with a label before each value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rules.air.reading.days import of_cell
from rules.air.reading.draft import Draft
from rules.air.reading.grid import STATED, Grid, banner, is_banner, of_label
from rules.air.reading.heads import NONE, Head, head, joined


def turned(grid: Grid) -> list[Draft]:
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
        cells = [row[at] for row in grid.rows if row[at] and not is_banner(row)]
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
        if is_banner(row) and not label.kind:
            known, day = banner(row, known, day)
        elif label.kind == "day" and cell:
            day = of_cell(cell, known) or day
        elif label.kind == "area":
            area = cell or area
        elif label.kind in ("", "items", "month", "unit") and (each := head(cell)).kind:
            over = each
        elif label.kind in ("", "items", "month", "unit") and (stated := of_cell(cell, known)):
            day = stated
        elif label.kind in ("", "items") and re.fullmatch("[一-龥]{2,12}", cell):
            area = cell
        elif label.kind in STATED:
            shown.append(cell)
            draft.take(of_label(label, over) if over.kind in ("conc", "partial", "index") else label, cell, grid.given)
    draft.day, draft.area, draft.quote = day, area, "\t".join(shown)
    return draft if over.kind not in ("unit", "other", "posted") else None


def labelled(grid: Grid) -> list[Draft]:
    """A form: labels, each with its value to the right of it."""
    draft = Draft(day=grid.day, where=grid.where)
    for row in grid.rows:
        for label, cell in pairwise(row):
            each = head(label)
            if each.kind == "day" and not head(cell).kind:
                draft.day = draft.day or of_cell(cell, grid.known)
            elif each.kind == "periods":
                draft.covers = draft.covers or of_cell(cell, grid.known)
            elif each.kind == "area" and not head(cell).kind:
                draft.area = draft.area or cell
            elif each.kind in STATED and cell != label and (each.kind == "primary" or not head(cell).kind):
                draft.take(each, cell, grid.given)
    draft.quote = "\t".join(cell for row in grid.rows for cell in row)[:200]
    return [draft] if draft.says_something else []
