"""The cells of a schedule that stand in columns, as labels with the numbers behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules.accounts.schedules.sheet import COUNT, HAN, LINES, Rows, Segment, Sheet, rises
from rules.accounts.schedules.stream import streamed
from rules.amounts import Amount, amount
from rules.phrases import squeeze

_DIGIT = re.compile(r"\d")
_FRAME = re.compile(
    r"(?:单位|部门|日期|名称|时间|编制|填报)[^:]{0,6}:|公开\d+表|^单位$|^[(]?单位.{0,6}元[)]?$|^\d*表\d*$"
)
_CODES = re.compile(r"编码|代码|^[类款项]$")
_NAMES = re.compile(r"名称$|^项目(?:[(].*[)])?$")


def sheet_of(rows: Rows, kept: bool, typed: bool = False) -> Sheet:
    """The segments of a schedule; `kept` says that each cell stands in its column, blanks too.

    `typed`: what a merged cell reaches over is blank in its header.
    """
    return _ruled(rows, typed) if kept else streamed(rows)


def _ruled(rows: Rows, typed: bool) -> Sheet:
    width = max(map(len, rows), default=0)
    cells = [[squeeze(cell) for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    numbered = {x for row in cells[:8] for x, cell in enumerate(row) if LINES.match(cell)}
    numbered |= {x for x in range(width) if _counts_lines([row[x] for row in cells])}
    size = next((y for y, row in enumerate(cells) if _is_data(row, numbered)), len(cells))
    header = _spread(cells[:size]) if typed else cells[:size]
    paths = tuple(_path(header, x) for x in range(width))
    codes = {x for x, path in enumerate(paths) if path and _CODES.search(path[-1])}
    body = [
        ["" if x in numbered or (x in codes and _DIGIT.search(cell)) else cell for x, cell in enumerate(row)]
        for row in cells
    ]
    skipped = numbered | codes | {x for x, path in enumerate(paths) if path and _NAMES.search(path[-1])}
    found = [
        segment for row, raw in zip(body[size:], rows[size:], strict=True) for segment in _of_row(row, raw, skipped)
    ]
    return Sheet(tuple(found), paths)


def _spread(header: Sequence[list[str]]) -> list[list[str]]:
    """The rows of a header with each blank filled from its left, but for the last row of words."""
    last = max((y for y, row in enumerate(header) if "栏次" not in row and any(map(HAN.search, row))), default=0)
    found = []
    for y, row in enumerate(header):
        spread = list(row)
        for x in range(1, len(row)):
            if y < last and not row[x] and not any(map(_FRAME.search, row)):
                spread[x] = spread[x - 1]
        found.append(spread)
    return found


def _counts_lines(column: Sequence[str]) -> bool:
    """Whether a column holds no figures, but the numbers of lines: whole numbers, each one more than the one above."""
    numbers = [cell for cell in column if amount(cell) is not None and _DIGIT.search(cell)]
    counts = [int(cell) for cell in numbers if COUNT.match(cell)]
    steps = sum(after == before + 1 for before, after in pairwise(counts))
    return len(counts) > 2 and len(counts) == len(numbers) and steps * 5 >= (len(counts) - 1) * 4


def _is_data(row: Sequence[str], numbered: set[int]) -> bool:
    """Whether a row states figures: a number outside the columns that count lines, and not only the numbers of columns."""
    numbers = [
        cell for x, cell in enumerate(row) if x not in numbered and amount(cell) is not None and re.search(r"\d", cell)
    ]
    counted = all(COUNT.match(cell) for cell in numbers) and rises([int(cell) for cell in dict.fromkeys(numbers)])
    return (
        bool(numbers)
        and "栏次" not in row
        and not (counted and (len(set(numbers)) > 1 or not any(map(HAN.search, row))))
    )


def _path(header: Sequence[Sequence[str]], x: int) -> tuple[str, ...]:
    """The words above a column, outermost first, without titles over the whole table."""
    words = [row[x] for row in header if row[x] and not _is_title(row, row[x]) and "栏次" not in row]
    return tuple(dict.fromkeys(words))


def _is_title(row: Sequence[str], cell: str) -> bool:
    """Whether a cell stands over the whole table, or only says what the table is."""
    over_all = row.count(cell) >= max(len(row) - 1, 3) or len({*row} - {""}) == 1
    return over_all or cell.endswith("表") or _FRAME.search(cell) is not None


def _of_row(row: Sequence[str], raw: Sequence[str], skipped: set[int]) -> Iterator[Segment]:
    quote = " ".join(dict.fromkeys(cell.strip() for cell in raw if cell.strip()))
    label, column, values = "", -1, list[tuple[int, Amount | None]]()
    for x, cell in enumerate(row):
        if (not cell and x in skipped) or (cell == label and label and not values):
            continue
        found = amount(cell)
        if cell and found is None and not re.fullmatch(r"[-+]?[\d.,]+%", cell):
            if label:
                yield Segment(label, tuple(values), quote, column)
            label, column, values = cell, x, []
        else:
            values.append((x, found))
    if label:
        yield Segment(label, tuple(values), quote, column)
