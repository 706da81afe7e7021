"""The header of a table: how many rows it has, and what stands above a column."""

from __future__ import annotations

import re

from crawler.reading.value import Table
from rules.phrases import squeeze

NUMBER = re.compile(r"(-?\d{1,4}(?:\.\d{1,3})?)(天|日|%)?")
DEEPEST = 5  # rows of a header


def header_depth(table: Table) -> int:
    """How many rows stand above the first one with numbers; 0 when none or too many do."""
    for number, row in enumerate(table.rows[: DEEPEST + 1]):
        if sum(NUMBER.fullmatch(squeeze(cell)) is not None for cell in row) >= 2:
            return number
    return 0


def stacked(table: Table, at: int, depth: int) -> tuple[str, ...]:
    """The cells of the header above a column, from above, each once."""
    cells = [squeeze(row[at]) for row in table.rows[:depth] if at < len(row)]
    return tuple(cell for number, cell in enumerate(cells) if cell and cell not in cells[:number])
