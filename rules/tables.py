"""Tables: which row is the header, which cell answers which question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze

_GAP = re.compile(r"\t+|\u3000{2,}| {3,}|[ \u3000]*[|｜│]+[ \u3000]*")


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
    """The tables of a document, else those that its text sets with tabs or wide spaces."""
    return document.tables or tuple(_typed(document.text))


def _typed(text: str) -> Iterator[Table]:
    """Tables typed as text: lines of several cells; one lone cell between such lines is a row with blanks."""
    lines = [[cell.strip() for cell in _GAP.split(line.strip())] for line in text.splitlines()]
    rows: list[list[str]] = []
    above = ""
    for number, cells in enumerate([*lines, [""]]):
        following = lines[number + 1] if number + 1 < len(lines) else []
        if len(cells) > 1 or (rows and len(following) > 1):
            rows.append(cells)
            continue
        if len(rows) > 1:
            yield _rectangle(rows, above)
        rows = []
        above = " ".join(cells)


def _rectangle(rows: list[list[str]], caption: str) -> Table:
    width = max(map(len, rows))
    return Table(tuple((*row, *[""] * (width - len(row))) for row in rows), caption)
