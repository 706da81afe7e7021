"""Tables of a page: data tables told from layout, merged cells resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.reading import flow, limits
from crawler.reading.value import Table

UNIT = re.compile(r"(?:计量|金额)?单\s*位\s*[（(]?\s*[:：]\s*\S")
CAPTION_LENGTH = 80
PROSE = 400  # characters in one cell; a cell of data that is longer stands in a table with many cells
PROSE_SHARE = 0.7
LINK_SHARE = 0.6
LAYOUT = "h1, h2, h3, ul, ol, form, hr"  # what a table of data does not hold, and one that lays out a page does


@dataclass(frozen=True)
class Grid:
    """A data table's node and what it says."""

    node: LexborNode
    table: Table


Places = dict[tuple[int, int], str]


def resolve(cells: list[list[tuple[str, int, int]]]) -> tuple[tuple[str, ...], ...]:
    """Rows of (text, colspan, rowspan) as a full rectangle in which a merged cell is repeated wherever it reaches."""
    taken: Places = {}
    for y, row in enumerate(cells):
        x = 0
        for text, across, down in row:
            while (y, x) in taken:
                x += 1
            place(taken, (y, x), text, across, min(down or len(cells) - y, len(cells) - y))
            x += across
    return rectangle(taken)


def place(taken: Places, at: tuple[int, int], text: str, across: int, down: int) -> None:
    """Put a cell's text in every place that it covers. Raises LimitReached."""
    if len(taken) + across * down > limits.TABLE_CELLS:
        raise limits.LimitReached("cells")
    taken.update({(at[0] + dy, at[1] + dx): text for dy in range(down) for dx in range(across)})


def rectangle(taken: Places) -> tuple[tuple[str, ...], ...]:
    """The places as rows of one length; rows without any text are left out. Raises LimitReached."""
    height, width = (1 + max((place[axis] for place in taken), default=-1) for axis in (0, 1))
    lines = sorted({y for y, _ in taken})
    if len(lines) * width > limits.TABLE_CELLS or height > limits.SHEET_CELLS:
        raise limits.LimitReached("cells")
    rows = (tuple(taken.get((y, x), "") for x in range(width)) for y in lines)
    return tuple(row for row in rows if any(row))


def find(root: LexborNode) -> tuple[list[Grid], bool]:
    """The data tables in a page, and whether all could be read within their limits."""
    found, complete = [], True
    tables = root.css("table")
    for node in tables:
        if _nested(node):
            continue
        try:
            rows = resolve(_cells(node))
        except limits.LimitReached:
            complete = False
            continue
        if _is_data(rows, node):
            found.append(Grid(node, Table(rows, _own_caption(node))))
    return found, complete


def caption(above: list[str], head: str = "") -> str:
    """What stands just above a table: its unit line, else a short line that is no sentence."""
    for line in reversed(above[-2:]):
        if UNIT.search(line) and len(line) <= CAPTION_LENGTH:
            return line.replace("\t", " ")
    last = above[-1] if above else ""
    return head or (
        last.replace("\t", " ") if len(last) <= CAPTION_LENGTH and not last.endswith(("。", "；", "，", ";")) else ""
    )


def _nested(node: LexborNode) -> bool:
    return any(inner.mem_id != node.mem_id for inner in node.css("table"))


def _cells(table: LexborNode) -> list[list[tuple[str, int, int]]]:
    return [
        [
            (flow.words(cell), _span(cell, "colspan") or 1, _span(cell, "rowspan"))
            for cell in row.iter()
            if cell.tag in flow.CELLS
        ]
        for row in table.css("tr")
    ]


def _span(cell: LexborNode, name: str) -> int:
    """1 when not said; rowspan="0" reaches to the end of the table, and is 0 here."""
    value = cell.attributes.get(name)
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,6})", value)
    return min(int(digits[1]), limits.SPAN) if digits else 1


def _is_data(rows: tuple[tuple[str, ...], ...], node: LexborNode) -> bool:
    """Two columns or more, not one long prose with a frame, not a menu or a list of links."""
    texts = {cell for row in rows for cell in row if cell}
    if node.css_first(LAYOUT) is not None:
        return False
    if not rows or len(rows[0]) < 2 or len(texts) < 2:
        return False
    total, longest = sum(map(len, texts)), max(map(len, texts))
    if longest > PROSE and longest > PROSE_SHARE * total:
        return False
    linked = sum(len(anchor.text(strip=True)) for anchor in node.css("a"))
    return linked <= LINK_SHARE * total


def _own_caption(node: LexborNode) -> str:
    found = node.css_first("caption")
    return flow.words(found) if found else ""
