"""Numbers in the cells of a report's tables, and the rows in which a text sets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from crawler.snapshot import Document
from rules.phrases import squeeze

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?(?:件|条|次|人次|人|个|份|篇|项|宗|起|场|万?元)?")
_CELLS = re.compile(r"[|\t\u3000]+|\s{2,}|(?<=\S)\s(?=[\d\-－—])")
_NIL = frozenset(("零", "〇"))
LONGEST_CELL = 60

Cells = tuple[str, ...]


def number(cell: str) -> Decimal | None:
    """The number that a cell holds; None for a blank, a dash and anything else that is no single number."""
    text = squeeze(cell)
    if text in _NIL:
        return Decimal(0)
    match = _NUMBER.fullmatch(text) if len(text) <= LONGEST_CELL else None
    return Decimal(match[1].replace(",", "") + (match[2] or "")) if match else None


def is_label(cell: str) -> bool:
    """Whether a cell holds words and no number."""
    return re.search("[一-龥]", cell) is not None and number(cell) is None


def table_rows(document: Document) -> Iterator[list[Cells]]:
    """The rows of each table of a document, with squeezed cells."""
    for table in document.tables:
        yield [tuple(map(squeeze, row)) for row in table.rows]


def text_tokens(text: str) -> list[str]:
    """What a text sets one after another as cells: lines, parts between bars and wide gaps; squeezed, blanks left out."""
    found: list[str] = []
    for line in text.splitlines():
        if len(line) > 2000:
            continue
        found += [cell for part in _CELLS.split(line) if (cell := squeeze(part).strip("|"))]
    return found


def distinct(cells: Sequence[str]) -> list[str]:
    """The cells that hold words, each once where a merged cell is repeated."""
    found: list[str] = []
    for cell in cells:
        if cell and (not found or found[-1] != cell):
            found.append(cell)
    return found
