"""Tables of a page: data tables told from layout, merged cells resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from crawler.reading import limits
from crawler.reading.pages import flow
from crawler.reading.value import Table

UNIT = re.compile(r"(?:计量|金额)?单\s*位\s*[（(]?\s*[:：]\s*\S")
CAPTION_LENGTH = 80
PROSE = 400  # characters in one cell; a cell of data that is longer stands in a table with many cells
PROSE_SHARE = 0.7
LINK_SHARE = 0.6
LAYOUT = "h1, h2, h3, ul, ol, form, hr"  # what lays out a page; among many cells a list in one of them is content
CELLS_A_LAYOUT = 6  # a table of data has so many cells at least for each of these in it
FIELDS = "input:not([type=hidden]), select, textarea, button"
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
SECTIONS = frozenset(("thead", "tbody", "tfoot"))
OWN_CELLS = 3  # a table that holds others is one of data when it has so many cells of its own for each that holds one
NUMBER = re.compile(r"^(?!(?:19|20)\d\d$)[-+]?\d[\d,，. ]*%?$")
MOST_PARTS = 500  # tables that follow each other as parts of one
BETWEEN = frozenset(("-text", "-comment", "_comment", "br"))

Places = dict[tuple[int, int], str]
Rows = tuple[tuple[str, ...], ...]
Cell = tuple[str, int, int]  # text, columns that it covers, rows that it covers; 0 rows reach to the end


@dataclass(frozen=True)
class Grid:
    """A data table's node and what it says; `more` are the nodes of its continuations."""

    node: LexborNode
    table: Table
    more: tuple[LexborNode, ...] = ()


def resolve(*sections: list[list[Cell]]) -> Rows:
    """Rows of cells as a full rectangle in which a merged cell is repeated wherever it reaches; none reaches out of its section.

    Columns in which no cell begins, or none says anything, are left out: colspan="9" over four columns makes no nine. So are
    rows without cells, unless cells above reach through the whole of them.
    Raises LimitReached.
    """
    taken: Places = {}
    columns: set[int] = set()
    lines: list[int] = []
    first = 0
    for cells in sections:
        for y, row in enumerate(cells, first):
            x = 0
            for text, across, down in row:
                while (y, x) in taken:
                    x += 1
                columns.add(x)
                left = first + len(cells) - y
                place(taken, (y, x), text, across, min(down or left, left))
                x += across
            lines.append(y if row else ~y)
        first += len(cells)
    return _spoken(taken, sorted(columns), lines)


def place(taken: Places, at: tuple[int, int], text: str, across: int, down: int) -> None:
    """Put a cell's text in every place that it covers and that no cell before it has. Raises LimitReached."""
    if len(taken) + across * down > limits.TABLE_CELLS:
        raise limits.LimitReached("cells")
    for dy in range(down):
        for dx in range(across):
            taken.setdefault((at[0] + dy, at[1] + dx), text)


def rectangle(taken: Places) -> Rows:
    """The places as rows of one length; rows without any text are left out. Raises LimitReached."""
    height, width = (1 + max((place[axis] for place in taken), default=-1) for axis in (0, 1))
    lines = sorted({y for y, _ in taken})
    if len(lines) * width > limits.TABLE_CELLS or height > limits.SHEET_CELLS:
        raise limits.LimitReached("cells")
    rows = (tuple(taken.get((y, x), "") for x in range(width)) for y in lines)
    return tuple(row for row in rows if any(row))


def find(root: LexborNode) -> tuple[list[Grid], bool]:
    """The data tables in a page, and whether all could be read within their limits."""
    found: list[Grid] = []
    every = root.css("table")
    complete = len(every) <= limits.PAGE_TABLES
    outer, held = _outer(root), 0
    for node in every[: limits.PAGE_TABLES]:
        holders = outer.get(node.mem_id, set())
        rows = own_rows(node)
        if holders and not _has_own_cells(rows, holders, ruled=_is_ruled(node)):
            continue
        held += len(node.css("*")) if holders else 0
        try:
            if holders and held > limits.HELD_NODES:
                raise limits.LimitReached("tables in tables")
            cells = resolve(*_cells(rows))
        except limits.LimitReached:
            complete = False
            continue
        if _is_data(cells, node):
            _add(found, Grid(node, Table(cells, _own_caption(node))))
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


def with_unit(said: str, below: str) -> str:
    """A caption, with the unit out of the line below its table where it says none."""
    if UNIT.search(said) or len(below) > CAPTION_LENGTH or not (unit := UNIT.search(below)):
        return said
    return f"{said} {below[unit.start() :]}".strip()


def _spoken(taken: Places, columns: list[int], lines: list[int]) -> Rows:
    """The rows and columns that say something; a row without cells of its own comes as its complement."""
    if len(lines) * len(columns) > limits.TABLE_CELLS:
        raise limits.LimitReached("cells")
    lines = [y if y >= 0 else ~y for y in lines if y >= 0 or all((~y, x) in taken for x in columns)]
    rows = [row for y in lines if any(row := tuple(taken.get((y, x), "") for x in columns))]
    if len(rows) == 1:
        return tuple(rows)  # a label whose value is empty must not take the next one's
    said = [x for x in range(len(columns)) if any(row[x] for row in rows)]
    return tuple(rows) if len(said) == len(columns) else tuple(tuple(row[x] for x in said) for row in rows)


def _outer(root: LexborNode) -> dict[int, set[int]]:
    """By the id of a table that holds others: which of its cells do."""
    found: dict[int, set[int]] = {}
    known: set[int] = set()
    for node in root.css("table table"):
        cell, above = node, node.parent
        while above is not None and above.tag != "table" and above.mem_id not in known:
            known.add(above.mem_id)
            cell, above = (above if above.tag in flow.CELLS else cell), above.parent
        if above is not None and above.tag == "table":
            found.setdefault(above.mem_id, set()).add(cell.mem_id)
    return found


def own_rows(table: LexborNode) -> list[list[LexborNode]]:
    """The rows of each section in the order in which they are shown; those of tables in its cells are not its own."""
    loose: list[LexborNode] = []
    sections: list[tuple[str, list[LexborNode]]] = []
    for child in table.iter():
        if child.tag in SECTIONS:
            sections.append((child.tag or "", [row for row in child.iter() if row.tag == "tr"]))
        elif child.tag == "tr":
            loose.append(child)
    names = [name for name, _ in sections]
    if "thead" in names:
        sections.insert(0, sections.pop(names.index("thead")))
    if "tfoot" in names:
        place = next(n for n, (name, _) in enumerate(sections) if name == "tfoot")
        sections.append(sections.pop(place))
    return [*([loose] if loose else []), *(rows for _, rows in sections)]


def _cells(sections: list[list[LexborNode]]) -> Iterator[list[list[Cell]]]:
    for rows in sections:
        yield [
            [_cell(cell) for cell in row.iter() if cell.tag in flow.CELLS and not _is_hidden(cell)]
            for row in rows
            if not _is_hidden(row)
        ]


def _cell(node: LexborNode) -> Cell:
    said = node.attributes
    return flow.words(node).replace("\t", " "), span(said.get("colspan")) or 1, span(said.get("rowspan"))


def _is_hidden(node: LexborNode) -> bool:
    said = node.attributes
    return "hidden" in said or bool(HIDDEN.search(said.get("style") or ""))


def span(value: str | None) -> int:
    """1 when not said; rowspan="0" reaches to the end of its section, and is 0 here."""
    digits = re.match(r"\s*(\d{1,6})", value) if value else None
    return min(int(digits[1]), limits.SPAN) if digits else 1


def _is_ruled(table: LexborNode) -> bool:
    """Whether lines are drawn between its cells, which no frame of a layout has."""
    return (table.attributes.get("border") or "0").strip() not in ("", "0", "0px")


def _has_own_cells(sections: list[list[LexborNode]], holders: set[int], *, ruled: bool) -> bool:
    """Whether a table that holds others has cells enough of its own to be more than their frame."""
    wide = [row for rows in sections for row in rows if sum(cell.tag in flow.CELLS for cell in row.iter()) > 1]
    if len(wide) < 2:
        return False
    cells = [cell for row in wide for cell in row.iter() if cell.tag in flow.CELLS]
    own = [cell for cell in cells if cell.mem_id not in holders and cell.text(strip=True)]
    inside = sum(len(cell.text(strip=True)) for cell in cells if cell.mem_id in holders)
    return len(own) >= OWN_CELLS * len(holders) and (
        (ruled and inside <= PROSE) or inside <= sum(len(cell.text(strip=True)) for cell in own)
    )


def _is_data(rows: Rows, node: LexborNode) -> bool:
    """Two columns or more, not one long prose with a frame, not a form, a gallery, a menu or a list of links."""
    texts = {cell for row in rows for cell in row if cell}
    if not rows or len(rows[0]) < 2 or len(texts) < 2:
        return False
    if len(node.css(LAYOUT)) * CELLS_A_LAYOUT > len(texts):
        return False
    if 2 * len(node.css(FIELDS)) >= len(texts) or 2 * len(node.css("img")) > len(rows) * len(rows[0]):
        return False
    total, longest = sum(map(len, texts)), max(map(len, texts))
    if longest > PROSE and longest > PROSE_SHARE * total:
        return False
    linked = sum(len(anchor.text(strip=True)) for anchor in node.css("a"))
    return linked <= LINK_SHARE * total


def _own_caption(node: LexborNode) -> str:
    found = node.css_first("caption")
    return flow.words(found) if found else ""


def _add(found: list[Grid], grid: Grid) -> None:
    """Keep a table; one that directly follows another of the same columns and brings no header of its own continues it."""
    last = found[-1] if found else None
    if last is None or not _continues(last, grid):
        found.append(grid)
        return
    table = replace(last.table, rows=last.table.rows + grid.table.rows)
    found[-1] = Grid(last.node, table, (*last.more, grid.node))


def _continues(last: Grid, grid: Grid) -> bool:
    above, below = last.table.rows, grid.table.rows
    if len(above[0]) != len(below[0]) or grid.table.caption or len(last.more) > MOST_PARTS:
        return False
    if not any(map(NUMBER.match, below[0])) or any(map(NUMBER.match, above[0])):
        return False
    node = grid.node.prev
    while node is not None and node.tag in BETWEEN and not (node.text() or "").strip():
        node = node.prev
    return node is not None and node.mem_id == (last.more or (last.node,))[-1].mem_id
