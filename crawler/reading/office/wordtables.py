"""Tables of Word documents as full rectangles in which a merged cell is repeated wherever it reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from crawler.reading import limits
from crawler.reading.pages import grids

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INNER = frozenset(f"{W}{name}" for name in ("tbl", "p", "tblPr", "trPr", "tcPr", "del", "moveFrom"))


def read(table: etree._Element, say: Callable[[etree._Element], str]) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """The rows of a table, and as lines of text, in which a merged cell is said once; `say` gives the words of a cell.

    Raises LimitReached.
    """
    taken: grids.Places = {}
    lines = []
    above: dict[int, str] = {}
    for y, row in enumerate(_members(table, f"{W}tr")):
        x = _number(row, "trPr", "gridBefore", 0)
        merged: dict[int, str] = {}
        said: list[str] = []
        last = ""
        for cell in _members(row, f"{W}tc"):
            text = say(cell)
            below, beside = _state(cell, "vMerge"), _state(cell, "hMerge")
            text = above.get(x, text) if below == "continue" else last if beside == "continue" else text
            said += [text] if "continue" not in (below if x in above else "", beside) else []
            merged |= {x: text} if below else {}
            wide = _number(cell, "tcPr", "gridSpan", 1)
            grids.place(taken, (y, x), text, wide, 1)
            last, x = text, x + wide
        above = merged
        lines.append("\t".join(said).strip())
    return grids.rectangle(taken), [line for line in lines if line]


def _members(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those wrapped in content controls and insertions; none deleted."""
    for child in parent:
        if child.tag == tag:
            if child.find(f"{W}trPr/{W}del") is None and child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif isinstance(child.tag, str) and child.tag not in INNER:
            yield from _members(child, tag)


def _state(cell: etree._Element, name: str) -> str:
    """ "restart", "continue", or "" for a cell that is not merged."""
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return "" if merge is None else merge.get(f"{W}val") or "continue"


def _number(node: etree._Element, holder: str, name: str, default: int) -> int:
    found = node.find(f"{W}{holder}/{W}{name}")
    value = (found.get(f"{W}val") or "") if found is not None else ""
    if value.isascii() and value.isdigit() and len(value) < 8:
        return min(max(int(value), default), limits.SPAN)
    return default
