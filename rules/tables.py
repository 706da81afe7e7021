"""Tables: which row is the header, which cell answers which question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.typed.tables import typed_tables


def column_named(table: Table, words: Iterable[str]) -> tuple[int, int] | None:
    """(row, column) of the first header cell, in the first five rows, that holds one of these words; words go first."""
    for word in words:
        for number, row in enumerate(table.rows[:5]):
            for column, cell in enumerate(row):
                if word in squeeze(cell) and len(squeeze(cell)) <= len(word) + 8:
                    return number, column
    return None


def below(table: Table, row: int, column: int) -> Iterator[str]:
    """The cells under a header cell, each once where merged cells repeat."""
    last = ""
    for cells in table.rows[row + 1 :]:
        text = cells[column].strip() if column < len(cells) else ""
        if text and text != last:
            yield text
        last = text


def tables_of(document: Document) -> tuple[Table, ...]:
    """The tables of a document, then those that its text sets in lines and that are no copies of the former."""
    return document.tables + _typed(document.text, document.tables)


@lru_cache(maxsize=32)
def _typed(text: str, known: tuple[Table, ...]) -> tuple[Table, ...]:
    cells = {squeeze(cell) for table in known for row in table.rows for cell in row}
    return tuple(table for table in typed_tables(text) if not known or not _repeats(table, cells))


def _repeats(table: Table, cells: set[str]) -> bool:
    """Whether most that a typed table holds stands in tables already."""
    own = [text for row in table.rows for cell in row if (text := squeeze(cell))]
    return sum(text in cells for text in own) * 10 >= len(own) * 7
