"""Totals of a table that its rows cannot give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.records import is_blank
from rules.tables import tables_of

_TOTAL = re.compile("(?:全[市县区州盟省])?(?:合计|总计|共计|总数)(?:[(].{0,8}[)])?")
_PART = re.compile("小计|其中|合计|总计")
_NUMBER = re.compile(r"([\d,]{1,12}(?:\.\d{1,4})?)(?:套|户|起|宗|人|件|间)?")
_FEWEST = 2  # rows without which nothing is summed
LONGEST = 200  # rows among which such that stand for others are looked for
MEANT = 200  # sums kept for one row


@dataclass(frozen=True)
class WrongSum:
    """A total and what its rows give; `is_sure` where nothing hints at rows that stand for others."""

    document: Document
    where: str
    head: str
    stated: Decimal
    summed: Decimal
    is_sure: bool


def wrong_sums(document: Document, heads: re.Pattern[str]) -> Iterator[WrongSum]:
    """The totals of the columns with such heads, in every table of a document, that differ from the sum of their rows."""
    for table in tables_of(document):
        totals = [number for number, row in enumerate(table.rows) if _is_total(row)]
        if len(totals) == 1 and totals[0] > 0:
            yield from _in_table(document, table, totals[0], heads)


def _is_total(row: Sequence[str]) -> bool:
    return any(_TOTAL.fullmatch(squeeze(cell)) for cell in row[:3])


def _in_table(document: Document, table: Table, total: int, heads: re.Pattern[str]) -> Iterator[WrongSum]:
    first = _first_row(table, total)
    rows = table.rows[first:total] if total > first else table.rows[total + 1 :]
    parts = [row for row in rows if any(_PART.search(squeeze(cell)) for cell in row[:3])]
    for column, cell in enumerate(table.rows[total]):
        head = _head(table, first, column)
        stated = number(cell)
        if stated is None or not heads.search(head):
            continue
        details = [_at(row, column) for row in rows if row not in parts]
        summed = sum((each for each in details if each is not None), Decimal(0))
        if len(details) < _FEWEST or any(each is None for each in details):
            continue
        once = [each for n, each in enumerate(details) if n == 0 or each != details[n - 1]]
        told = [_at(row, column) for row in parts]
        sums = {summed, _sum(once), _sum(told), summed + _sum(told)}
        if stated not in sums and not _reaches(stated, details):
            is_sure = not parts and not any(a == b and a for a, b in pairwise(details))
            yield WrongSum(document, table.where, head, stated, summed, is_sure)


def _reaches(stated: Decimal, details: Sequence[Decimal | None]) -> bool:
    """Whether rows give a total when some of them stand for those next to them, above or below, of which they are the sum."""
    values = [each for each in details if each is not None][:LONGEST]
    return any(stated in _given(list(each)) for each in (values, values[::-1]))


def _given(values: list[Decimal]) -> set[Decimal]:
    """The sums that rows may mean, each row taken for itself or for the rows after it that add up to it."""
    meant: list[set[Decimal]] = [set() for _ in range(len(values) + 1)]
    meant[0] = {Decimal(0)}
    for at, value in enumerate(values):
        ends = {at + 1}
        run = Decimal(0)
        for end in range(at + 1, len(values)):
            run += values[end]
            if run == value and value:
                ends.add(end + 1)
        for end in ends:
            meant[end] |= {before + value for before in list(meant[at])[:MEANT]}
    return meant[-1]


def _sum(values: Sequence[Decimal | None]) -> Decimal:
    return sum((each for each in values if each is not None), Decimal(0))


def _first_row(table: Table, total: int) -> int:
    """The first row below the heads: the first that holds a number in a column where the total has one."""
    columns = [column for column, cell in enumerate(table.rows[total]) if column and number(cell) is not None]
    for n, row in enumerate(table.rows):
        if any(column < len(row) and number(row[column]) is not None for column in columns):
            return n
    return total


def _head(table: Table, first: int, column: int) -> str:
    """The words above a column, those of merged heads once."""
    words = [squeeze(row[column]) for row in table.rows[:first] if column < len(row)]
    return "".join(dict.fromkeys(words))


def _at(row: Sequence[str], column: int) -> Decimal | None:
    """The number in a cell, nought for a blank one, None for one that is no number."""
    text = row[column] if column < len(row) else ""
    return Decimal(0) if is_blank(text) else number(text)


def number(text: str) -> Decimal | None:
    """The number that a cell holds alone or with a counting word; None for anything else."""
    found = _NUMBER.fullmatch(squeeze(text))
    return Decimal(found[1].replace(",", "")) if found and found[1].strip(",") else None
