"""Heads of expense laid out in tables: one row a head, or one column a head."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.reading.value import Table
from rules.accounts.heads import PARTS, TOTAL, deepest, head_of
from rules.accounts.value import Figure
from rules.amounts import Amount, amount
from rules.phrases import squeeze

Row = tuple[str, ...]
_BUDGET_COLUMN = re.compile("^(?:本年)?(?:预算|金额)|预算数|预算金额|决算数")


def expenses(table: Table, year: int | None, names: tuple[str, ...]) -> dict[str, Figure]:
    """The heads of a table about the three public expenses; empty for any other table.

    `year` chooses among the columns, `names` the row in a table of many bodies.
    """
    figures = _listed(table, year) or _across(table, names)
    return figures if figures and _is_about_them(table, figures) else {}


def _listed(table: Table, year: int | None) -> dict[str, Figure]:
    """Heads down a column: one row a head."""
    figures: dict[str, Figure] = {}
    column = _value_column(table, year)
    for row in table.rows:
        if len({head_of(cell) for cell in row} & set(PARTS)) > 1:
            return {}
        labels = [cell for cell in row[:3] if head_of(cell)]
        head = deepest(labels)
        if head and head not in figures and len(row) > 1:
            figures[head] = Figure(_choose(row, labels[-1], column), table.where)
    parts = [head for head in figures if head != TOTAL]
    return figures if len(parts) >= 2 or (parts and len(table.rows) <= 4) else {}


def _value_column(table: Table, year: int | None) -> int | None:
    """The column whose header names the budget of the year, when the header tells columns apart."""
    for row in table.rows[:4]:
        if sum(head_of(cell) != "" for cell in row) > 1:
            return None
        cells = [squeeze(cell) for cell in row]
        apart = len({*cells} - {""}) > 1
        named = [i for i, cell in enumerate(cells) if apart and year and str(year) in cell and "增减" not in cell]
        plain = [i for i, cell in enumerate(cells) if apart and _BUDGET_COLUMN.search(cell) and "上年" not in cell]
        if named or plain:
            return ([i for i in named if i in plain] or named or plain)[0]
    return None


def _choose(row: Row, label: str, column: int | None) -> Amount | None:
    if column is not None and column < len(row) and row[column] != label:
        return amount(row[column])
    after = row[row.index(label) + 1 :]
    return next((found for cell in after if cell != label and (found := amount(cell)) is not None), None)


def _across(table: Table, names: tuple[str, ...]) -> dict[str, Figure]:
    """Heads along a header of up to three levels: one row a body."""
    depth = next((size for size in (3, 2, 1) if _ends_header(table.rows, size)), 0)
    heads: dict[int, str] = {}
    for column in range(len(table.rows[0]) if depth else 0):
        head = deepest(row[column] for row in table.rows[:depth] if column < len(row))
        if head and head not in heads.values():
            heads[column] = head
    row = _own_row(table.rows[depth:], names, tuple(heads)) if len(heads) >= 2 else None
    if row is None:
        return {}
    cells = {head: row[column] if column < len(row) else "" for column, head in heads.items()}
    return {head: Figure(amount(cell), table.where) for head, cell in cells.items()}


def _ends_header(rows: tuple[Row, ...], size: int) -> bool:
    """Whether the row of that number is a header: it names two heads and holds no number."""
    if len(rows) < size:
        return False
    row = rows[size - 1]
    return len({head_of(cell) for cell in row} - {""}) >= 2 and not any(amount(cell) for cell in row)


def _own_row(rows: tuple[Row, ...], names: tuple[str, ...], columns: tuple[int, ...]) -> Row | None:
    wanted = {squeeze(name) for name in names}
    own = [row for row in rows if any(squeeze(cell) in wanted for cell in row)]
    filled = [row for row in rows if any(column < len(row) and amount(row[column]) for column in columns)]
    blank = [row for row in rows if any(cell.strip() for cell in row)]
    return next(iter(own or filled or blank or rows), None)


def _is_about_them(table: Table, figures: Mapping[str, Figure]) -> bool:
    """Whether a table is about these expenses, and not a budget by economic class that happens to name some."""
    if "三公" in squeeze(table.caption) or "三公" in squeeze(" ".join(table.rows[0])):
        return True
    rows = [row for row in table.rows if any(cell.strip() for cell in row)]
    named = sum(any(head_of(cell) for cell in row) for row in rows)
    return named * 2 >= len(rows) - 1 or len(figures) > len(rows)
