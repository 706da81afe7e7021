"""Tables drawn with box characters (┌─┬─┐), as typed texts of laws and decisions have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.reading.value import Table

_EDGES = re.compile("[│┃║├┤┼┝┥┿┠┨╂┣┫╋┌┐└┘┏┓┗┛┬┴┯┷┳┻]")
_RULE = "─━═-"
_TOP = re.compile("[┌┏]")
_END = re.compile("[└┗]")


def boxed_tables(text: str) -> Iterator[Table]:
    """The tables that a text draws; a cell that reaches over several rows is repeated in each."""
    if not _TOP.search(text):
        return
    lines: list[str] = []
    for line in text.splitlines():
        if _TOP.search(line):
            lines = []
        lines.append(line)
        if _END.search(line) and (rows := _rows(lines)):
            yield Table(rows, where="文中表格")
            lines = []


def _rows(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The rows between the rules: a rule that stops at a column leaves the cell in it open."""
    cells: list[str] = []
    rows: list[list[int]] = []
    open_cells: list[int] = []
    is_begun = False
    for line in filter(_EDGES.search, lines):
        parts = _EDGES.split(line.strip())[1:-1]
        if len(parts) < 2:
            continue
        ruled = [bool(part.strip()) and not part.strip(_RULE + " ") for part in parts]
        if len(parts) != len(open_cells):
            open_cells, is_begun = _new(cells, len(parts)), False
        if any(ruled):
            is_begun = False
            fresh = _new(cells, len(parts))
            open_cells = [fresh[n] if ruled[n] else open_cells[n] for n in range(len(parts))]
        for n, part in enumerate(parts):
            cells[open_cells[n]] += "" if ruled[n] else part.strip()
        if not is_begun and not any(ruled):
            rows.append(list(open_cells))
            is_begun = True
    return tuple(tuple(cells[n] for n in row) for row in rows)


def _new(cells: list[str], count: int) -> list[int]:
    """The places of so many blank cells, added at the end."""
    cells.extend([""] * count)
    return list(range(len(cells) - count, len(cells)))
