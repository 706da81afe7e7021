"""Records: what a document tells of one thing after another, in a table of any form or as labels with values.

A rule names the fields that it asks for; here they are found in header rows of one or two lines, in cards with the labels
at the left, and in lines such as `建设地址：……`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.tables import tables_of

HEADS_WITHIN = 8  # rows of a table in which its header stands
LONGEST_LABEL = 24  # squeezed characters of a header cell or label
_BLANK = re.compile(r"[-—–―_/\\.。、]*|暂无|无数据|待定|不详|空")
_AMONG = re.compile(r"^[\d一二三四五六七八九十]{0,3}[、.)]?([^:：]{2,24})[:：](.*)$")


@dataclass(frozen=True)
class Field:
    """One thing to be told: its name in the duty, words of which one stands in its label, and words that must not."""

    name: str
    words: tuple[str, ...]
    but: tuple[str, ...] = ()

    def labels(self, label: str) -> bool:
        """Whether a squeezed label names this field."""
        if not label or len(label) > LONGEST_LABEL:
            return False
        for word in self.words:
            if word in label:
                return not any(other in label for other in self.but)
        return False


@dataclass(frozen=True)
class Record:
    """What is told of one thing, by field name; `where` names the table and the row, "" for lines of text."""

    values: Mapping[str, str]
    where: str = ""

    def told(self, name: str) -> str:
        """What it says of a field, "" for nothing or a mere dash."""
        value = self.values.get(name, "").strip()
        return "" if is_blank(value) else value


@dataclass(frozen=True)
class Records:
    """The records of one table or text: which fields it has room for, and what it tells, in order."""

    document: Document
    heads: frozenset[str]
    rows: tuple[Record, ...]

    def blanks(self, name: str) -> tuple[Record, ...]:
        """The records that have room for a field and leave it empty."""
        return tuple(row for row in self.rows if name in row.values and not row.told(name))


def is_blank(value: str) -> bool:
    """Whether a cell says nothing: empty, dashes, 暂无."""
    return _BLANK.fullmatch(squeeze(value)) is not None


def records(document: Document, fields: Sequence[Field]) -> tuple[Records, ...]:
    """What a document tells in its tables; in its lines of labels where no table has two of the fields."""
    found = tuple(each for table in tables_of(document) if (each := _of_table(document, table, fields)) is not None)
    return found or tuple(_of_lines(document, fields))


def _of_table(document: Document, table: Table, fields: Sequence[Field]) -> Records | None:
    heads = max(
        range(min(HEADS_WITHIN, len(table.rows))), key=lambda n: len(_named(table.rows[n], fields)), default=None
    )
    named = _named(table.rows[heads], fields) if heads is not None else {}
    card = _card(table, fields)
    if heads is None or max(len(named), len(card)) < 2:
        return None
    if len(card) > len(named):
        return Records(document, frozenset(card), (Record(card, table.where),))
    first = heads + 1
    if first < len(table.rows) and len(below := _joined(table.rows[heads], table.rows[first], fields)) > len(named):
        named, first = below, first + 1
    rows = tuple(_rows(table, named, first))
    return Records(document, frozenset(named), rows)


def _named(cells: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """For each field the first cell of a row that names it."""
    found: dict[str, int] = {}
    for column, cell in enumerate(map(squeeze, cells)):
        name = next((field.name for field in fields if field.name not in found and field.labels(cell)), None)
        if name is not None and (column == 0 or cell != squeeze(cells[column - 1])):
            found[name] = column
    return found


def _joined(above: Sequence[str], below: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """The same of a header of two lines: what stands under a merged cell says more than the cell."""
    pairs = [(up, low) for up, low in zip(above, below, strict=False)]
    if any(re.fullmatch(r"[\d.,%]+", squeeze(low)) for _, low in pairs):
        return {}
    return _named([low if squeeze(low) != squeeze(up) and low.strip() else up for up, low in pairs], fields)


def _rows(table: Table, named: Mapping[str, int], first: int) -> Iterator[Record]:
    for number, cells in enumerate(table.rows[first:], first + 1):
        values = {name: cells[column] if column < len(cells) else "" for name, column in named.items()}
        texts = {squeeze(cell) for cell in cells if not is_blank(cell)}
        if len(texts) > 1 and not any(re.match("合计|总计|小计|注:|备注:|填表", text) for text in texts):
            yield Record(values, f"{table.where} 第{number}行".strip())


def _card(table: Table, fields: Sequence[Field]) -> dict[str, str]:
    """What a table tells whose labels stand at the left of their values, in one or more pairs a row."""
    found: dict[str, str] = {}
    for cells in table.rows:
        for label, value in pairwise(cells):
            name = next((field.name for field in fields if field.labels(squeeze(label))), None)
            labels = any(field.labels(squeeze(value)) for field in fields)
            if name is not None and name not in found and squeeze(value) != squeeze(label) and not labels:
                found[name] = value
    return found


def _of_lines(document: Document, fields: Sequence[Field]) -> Iterator[Records]:
    """The records of a text in which labels stand before a colon; a label that comes again begins another record."""
    rows: list[dict[str, str]] = [{}]
    for line in document.text.splitlines():
        told = _AMONG.match(squeeze(line))
        name = next((field.name for field in fields if told and field.labels(told[1])), None)
        if told is None or name is None:
            continue
        if name in rows[-1]:
            rows.append({})
        rows[-1][name] = told[2]
    if len(rows[0]) >= 2:
        heads = frozenset(name for row in rows for name in row)
        yield Records(document, heads, tuple(Record(row) for row in rows))
