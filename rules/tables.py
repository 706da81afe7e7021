"""Tables: which row is the header, which cell answers which question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.typed.tables import typed_tables

_CARD = re.compile(
    "(?:索引号|信息索取号|发[布文](?:机构|机关|单位|日期)|(?:成文|生成|公开|生效)日期|信息分类|主题分类|名称|文号|主题词)(?::|$)"
)
LONGEST_CARD = 12  # rows


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


def data_tables(document: Document) -> tuple[Table, ...]:
    """The tables of a document without the card of the catalogue (索引号, 发布机构, 名称 …) above it."""
    return tuple(table for table in document.tables if not _is_card(table))


def _is_card(table: Table) -> bool:
    cells = [text for row in table.rows for cell in row if (text := squeeze(cell))]
    return len(table.rows) <= LONGEST_CARD and sum(_CARD.match(cell) is not None for cell in cells) >= 2


def tables_of(document: Document) -> tuple[Table, ...]:
    """The data tables of a document, then those that its text sets in lines and that are no copies of the former."""
    tables = data_tables(document)
    return tables + _typed(document.text, tables)


@lru_cache(maxsize=32)
def _typed(text: str, known: tuple[Table, ...]) -> tuple[Table, ...]:
    cells = {squeeze(cell) for table in known for row in table.rows for cell in row}
    return tuple(table for table in typed_tables(text) if not known or not _repeats(table, cells))


def _repeats(table: Table, cells: set[str]) -> bool:
    """Whether most that a typed table holds stands in tables already."""
    own = [text for row in table.rows for cell in row if (text := squeeze(cell))]
    return sum(text in cells for text in own) * 10 >= len(own) * 7
