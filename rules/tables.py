"""Tables: which row is the header, which cell answers which question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.reading.value import Table
from rules.phrases import squeeze


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
