"""Which fields a document has room for, in tables of any form, as labels before colons, or in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.reading.value import Table
from crawler.snapshot import Document, Page
from rules.phrases import squeeze
from rules.records import HEADS_WITHIN, LONGEST_LABEL, Field, Record, Records, records
from rules.shown import documents, lost_files, pictures, refers_to_file, unread
from rules.tables import data_tables, tables_of

MUCH = 400  # characters of a page beside which its pictures only dress it
_PARTS = re.compile(r"[。;;\n\t|,,]")


@dataclass(frozen=True)
class Room:
    """What a page has room for: the fields in its heads and labels, and whether it has a table of them at all."""

    names: frozenset[str]
    has_table: bool


def room(page: Page, fields: Sequence[Field]) -> Room:
    """The fields for which a page or one of its files has a head, a label or a name before a colon."""
    names: set[str] = set()
    has_table = False
    for document in documents(page):
        for table in tables_of(document):
            told = _heads(table, fields)
            has_table = has_table or len(told) > 1
            names |= told
        names |= _labels(document, fields)
    return Room(frozenset(names), has_table)


def _heads(table: Table, fields: Sequence[Field]) -> set[str]:
    """Every field that a cell of the first rows, a label at the left of a row or the caption names; one cell may name two."""
    cells = {squeeze(cell) for row in table.rows[:HEADS_WITHIN] for cell in row}
    cells |= {squeeze(cell) for row in table.rows for cell in row[::2] if len(row) <= 6}
    short = [cell for cell in cells if cell and len(cell) <= LONGEST_LABEL]
    return {field.name for field in fields if any(field.labels(cell) for cell in short)}


def _labels(document: Document, fields: Sequence[Field]) -> set[str]:
    found: set[str] = set()
    for part in _PARTS.split(document.text[:200_000]):
        label, colon, value = squeeze(part[:80]).partition(":")
        if colon and value and label:
            found |= {field.name for field in fields if field.labels(label[-LONGEST_LABEL:])}
    return found


def is_whole(page: Page) -> bool:
    """Whether all that a page says was read: no file lost, unread or not found, and no picture in place of its words."""
    says_much = any(map(data_tables, documents(page))) or len(page.text) > MUCH
    return (
        unread(page) is None and not lost_files(page) and not refers_to_file(page) and (says_much or not pictures(page))
    )


def all_records(page: Page, fields: Sequence[Field]) -> Iterator[Records]:
    """What a page and its files tell in records; a file that repeats another is read once."""
    seen: set[str] = set()
    for document in documents(page):
        for each in records(document, fields):
            key = repr([sorted(row.values.items()) for row in each.rows])
            if key not in seen:
                seen.add(key)
                yield each


def blank_rows(told: Records, name: str, beside: str) -> tuple[Record, ...]:
    """The rows that leave a field blank which others fill, name their matter and tell most of the rest: no headings or signatures."""
    if not any(row.told(name) for row in told.rows):
        return ()
    return tuple(row for row in told.blanks(name) if row.told(beside) and _tells_most(row, told.heads))


def _tells_most(row: Record, heads: frozenset[str]) -> bool:
    return sum(bool(row.told(name)) for name in heads) * 2 >= len(heads)
