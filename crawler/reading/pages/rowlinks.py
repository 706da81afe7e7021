"""Links and pictures that stand in a row of a table: what the row says of itself, and below which head they stand.

A form says one thing in each row: there the label beside, or alone in the row above, is the head, and the rows above say whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading import limits
from crawler.reading.pages import flow, grids
from crawler.reading.pages.links import address, target
from crawler.reading.value import RowLink

FEWEST = 3  # cells of a row of a list; with fewer it lays out a page or says one thing of one thing
LONGEST = 200  # characters of a cell that are kept
LABEL = 14  # characters of a label of a form
WORDS = re.compile(f"[{flow.CJK}]")
ABOVE = 40  # cells above a row of a form that are kept

Cells = dict[int, tuple[LexborNode, str]]


def row_links(tree: LexborHTMLParser, found: list[grids.Grid], base: str, encoding: str) -> tuple[RowLink, ...]:
    """Every link and picture in a row of the data tables, up to the limit."""
    links: dict[RowLink, None] = {}
    for grid in found:
        for node in (grid.node, *grid.more):
            if node.css_first("a[href], img[src]") is None:
                continue
            for link in _in_table(node, base, encoding):
                if len(links) >= limits.PAGE_LINKS:
                    return tuple(links)
                links.setdefault(link)
    return tuple(links)


def _in_table(table: LexborNode, base: str, encoding: str) -> Iterator[RowLink]:
    heads: Cells = {}
    above: tuple[str, ...] = ()
    alone = ""
    for row in _rows(table):
        heads = heads or (row if len(row) >= FEWEST else {})
        said = tuple(text for _, (_, text) in sorted(row.items()))
        if len(row) < FEWEST:
            head = said[0] if len(said) > 1 else alone
            yield from _in_form(row, head, above, base, encoding)
        above, alone = (*said, *above)[:ABOVE], said[0] if len(said) == 1 else ""
        if len(row) < FEWEST:
            continue
        for column, (cell, text) in row.items():
            head = heads[column][1] if column in heads and row is not heads else ""
            for where in _addresses(cell):
                if url := address(where, base, encoding):
                    yield RowLink(url, text, head, said)


def _in_form(row: Cells, head: str, above: tuple[str, ...], base: str, encoding: str) -> Iterator[RowLink]:
    """Those in the last cell of a row of a form below or beside its label; `above` are the cells above, the nearest first."""
    if not row or len(head) > LABEL or not WORDS.search(head):
        return
    cell, text = row[max(row)]
    for where in _addresses(cell):
        if url := address(where, base, encoding):
            yield RowLink(url, text, head, above)


def _addresses(cell: LexborNode) -> Iterator[str]:
    for node in cell.css("a"):
        yield target(node)
    for node in cell.css("img[src]"):
        yield node.attributes.get("src") or ""


def _rows(table: LexborNode) -> Iterator[Cells]:
    """The cells of each row by column, those that reach down from above with them."""
    down: dict[int, tuple[int, LexborNode, str]] = {}
    for section in grids.own_rows(table):
        for row in section:
            cells: Cells = {column: (node, text) for column, (_, node, text) in down.items()}
            down = {column: (left - 1, node, text) for column, (left, node, text) in down.items() if left > 1}
            column = 0
            for cell in row.iter():
                if cell.tag not in flow.CELLS:
                    continue
                while column in cells:
                    column += 1
                text = flow.words(cell).replace("\t", " ").strip()[:LONGEST]
                reach = grids.span(cell.attributes.get("rowspan"))
                cells[column] = (cell, text)
                if reach > 1:
                    down[column] = (reach - 1, cell, text)
                column += grids.span(cell.attributes.get("colspan")) or 1
            yield cells
