"""Data tables of web pages: merged cells repeated, layout tables left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.value import Table

MOST_CELLS = 200_000  # a page that claims more is an attack or a mistake, and its rest is left out
MOST_SPAN = 1000  # as browsers bound it
LONGEST_CELL = 400  # a cell with more text than this is layout
LONGEST_CAPTION = 200
Grid = dict[tuple[int, int], str]


def tables_in(tree: LexborHTMLParser) -> Iterator[Table]:
    """The data tables of a page, innermost only, in order, each with the words just above it as caption."""
    for node in tree.css("table"):
        if node.css_first("table table") is None and _is_innermost(node):
            rows = _rows(node)
            if _is_data(rows):
                yield Table(rows, _caption(node, rows))


def _is_innermost(node: LexborNode) -> bool:
    return len(node.css("table")) <= 1


def _rows(node: LexborNode) -> tuple[tuple[str, ...], ...]:
    grid: Grid = {}
    for number, row in enumerate(node.css("tr")):
        column = 0
        for cell in row.iter():
            if cell.tag not in ("td", "th"):
                continue
            while (number, column) in grid:
                column += 1
            column += _place(grid, number, column, cell)
            if len(grid) > MOST_CELLS:
                return _as_rows(grid)
    return _as_rows(grid)


def _place(grid: Grid, row: int, column: int, cell: LexborNode) -> int:
    text = re.sub(r"\s+", " ", cell.text(separator=" ")).strip()
    down, across = _span(cell, "rowspan"), _span(cell, "colspan")
    for below in range(down):
        for beside in range(across):
            grid.setdefault((row + below, column + beside), text)
    return across


def _span(cell: LexborNode, name: str) -> int:
    match = re.match(r"\s*(\d{1,4})", cell.attributes.get(name) or "")
    return min(max(int(match[1]), 1), MOST_SPAN) if match else 1


def _as_rows(grid: Grid) -> tuple[tuple[str, ...], ...]:
    height = max((row for row, _ in grid), default=-1) + 1
    width = max((column for _, column in grid), default=-1) + 1
    rows = (tuple(grid.get((row, column), "") for column in range(width)) for row in range(height))
    return tuple(row for row in rows if any(row))


def _is_data(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Two rows and two columns at least, and no cell so long that the table only lays out the page."""
    cells = [cell for row in rows for cell in row]
    return len(rows) > 1 and len(rows[0]) > 1 and not any(len(cell) > LONGEST_CELL for cell in cells[:400])


def _caption(node: LexborNode, rows: tuple[tuple[str, ...], ...]) -> str:
    """The <caption>, else up to two short blocks above the table: its name and its unit."""
    own = node.css_first("caption")
    words = [own.text().strip()] if own else []
    above = _before(node)
    for _ in range(2):
        text = re.sub(r"\s+", " ", above.text(separator=" ")).strip() if above is not None else ""
        if not text or len(text) > LONGEST_CAPTION or (above is not None and above.tag == "table"):
            break
        words.insert(0, text)
        above = _before(above) if above is not None else None
    return " ".join(words)


def _before(node: LexborNode) -> LexborNode | None:
    """The element before a node, or before the wrapper that holds nothing but it."""
    while node is not None:
        previous = node.prev
        while previous is not None and previous.tag == "-text" and not (previous.text_content or "").strip():
            previous = previous.prev
        if previous is not None:
            return previous
        if node.parent is None or node.parent.tag in ("body", "html", "td"):
            return None
        node = node.parent
    return None
