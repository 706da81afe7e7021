"""Whether numbers that must add up do: a total and its parts, with blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.reports_yearly.disputes import RESULTS as ENDINGS
from rules.reports_yearly.disputes import Disputes
from rules.reports_yearly.requests import COLUMNS, DONE, LEFT, NEW, OLD, Requests, Values

Number = Decimal | None


@dataclass(frozen=True)
class Breach:
    """An identity that does not hold: where, what is stated, and what the other side gives.

    `row` and `column` are the cells that it covers, "" for a whole row or column.
    """

    row: str
    column: str
    stated: Decimal
    summed: Decimal


def differs(total: Number, parts: Sequence[Number]) -> tuple[Decimal, Decimal] | None:
    """Total and sum where they differ; None where they agree, or where a blank leaves it open.

    With a blank among the parts only parts that already exceed the total differ from it.
    """
    known = [part for part in parts if part is not None]
    summed = sum(known, Decimal(0))
    if total is None or total == summed or not known or (len(known) < len(parts) and summed < total):
        return None
    return total, summed


def _both(left: Sequence[Number], right: Sequence[Number]) -> tuple[Decimal, Decimal] | None:
    """The two sides of an equation of sums where they differ; None where they agree or a number is blank."""
    if any(each is None for each in (*left, *right)):
        return None
    one, other = (sum((each or Decimal(0) for each in side), Decimal(0)) for side in (left, right))
    return None if one == other else (one, other)


def request_breaches(table: Requests) -> tuple[list[Breach], int]:
    """The identities of table three that do not hold, and how many were looked at."""
    found: list[Breach] = []
    for row, values in table.rows.items():
        found += _breach(row, "", differs(values[-1], values[:-1]))
    for at, column in enumerate(COLUMNS):
        found += _of_column(table, at, column)
    return found, len(table.rows) + len(COLUMNS) * 2


def _of_column(table: Requests, at: int, column: str) -> Iterator[Breach]:
    rows = table.rows
    if table.results is not None and DONE in rows:
        yield from _breach(DONE, column, differs(rows[DONE][at], [rows[name][at] for name in table.results]))
    if all(name in rows for name in (NEW, OLD, DONE, LEFT)):
        left, right = ([rows[name][at] for name in pair] for pair in ((NEW, OLD), (DONE, LEFT)))
        yield from _breach("", column, _both(left, right))


def _breach(row: str, column: str, sides: tuple[Decimal, Decimal] | None) -> list[Breach]:
    return [] if sides is None else [Breach(row, column, *sides)]


def dispute_breaches(table: Disputes) -> list[Breach]:
    """The groups of table four whose four results do not give their total."""
    return [
        breach
        for group, values in table.groups.items()
        if len(values) == len(ENDINGS)
        for breach in _breach(group, "总计", differs(values[-1], values[:-1]))
    ]


def located(breaches: Sequence[Breach]) -> list[tuple[str, Breach]]:
    """Each breach with the cell to look at; those of one row and one column are one, at the cell where both meet."""
    rows = {each.row for each in breaches if not each.column}
    columns = {each.column for each in breaches if each.column}
    if len(rows) == 1 and len(columns) == 1:
        row, column = *rows, *columns
        return [(f"{row}·{column}", next(each for each in breaches if not each.column))]
    found: dict[str, Breach] = {}
    for each in breaches:
        where = f"{each.row}·总计" if not each.column else f"{each.row}·{each.column}" if each.row else each.column
        found.setdefault(where, each)
    return list(found.items())


def is_whole(values: Values) -> bool:
    """Whether a row has no blank."""
    return all(value is not None for value in values)
