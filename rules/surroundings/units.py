"""The polluters that a list names: rows of its tables, or numbered lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.surroundings.classes import classes_in, classes_of
from rules.tables import tables_of

NAME = re.compile(
    "(?:企业|企事业|事业|排污|监管|管控|重点|污染源|法人)*(?:单位|企业|者|公司|污染源)(?:详细|全|法定)?名[称单](?:[(].*[)])?|名称|(?:重点)?(?:排污)?(?:单位|企业)"
)
NUMBER = re.compile("序号?|编号|No[.]?", re.IGNORECASE)
CLASS = re.compile(
    "(?!.*行业).*(?:类别|类型|要素|种类|分类).*|所属名录.*|(?:重点)?(?:排污|监管)(?:单位)?属性|纳入.*名录"
)
_BODY = re.compile(
    "(?:公司|厂|医院|院|中心|站|场|矿|集团|部|所|店|合作社|大学|学校|园|处|局|基地|库|队|分公司|项目)[)]?"
)
_LINE = re.compile(r"^(?:[(]?(\d{1,4})[)、.．]|(\d{1,4})\s)\s*(.{4,60}?)[;,。]?$")
_TICK = re.compile("[√✓✔☑●■○是1]")
HEAD_ROWS = 6
HEADING = 40  # characters of a line that may be a heading


@dataclass(frozen=True)
class Unit:
    """One row of a list: the name, the number before it ("" for none) and the classes that the row or its heading names."""

    name: str
    number: str
    classes: frozenset[str]
    source: Document
    where: str = ""


@dataclass(frozen=True)
class _Head:
    row: int
    name: int
    number: int | None
    classes: tuple[int, ...]
    ticked: tuple[tuple[int, frozenset[str]], ...]


def units(document: Document) -> list[Unit]:
    """The polluters that one page or file lists, in order."""
    found = [unit for table in tables_of(document) for unit in _rows(table, document)]
    return found or list(_lines(document))


def _rows(table: Table, document: Document) -> Iterator[Unit]:
    head = _head(table)
    if head is None:
        return
    over = classes_in(
        squeeze(f"{table.caption} {table.where} {document.label if document.label != document.url else ''}")
    )
    over |= frozenset() if head.row == 0 else _heading(table.rows[: head.row])
    for row in table.rows[head.row + 1 :]:
        cells = [squeeze(cell) for cell in row]
        name = cells[head.name] if head.name < len(cells) else ""
        if _is_heading(cells):
            over = classes_in(next(filter(None, cells), "")) or over
        elif name and not NAME.fullmatch(name):
            number = cells[head.number] if head.number is not None and head.number < len(cells) else ""
            yield Unit(name, number, _classes(cells, head) or over, document, table.where)


def _heading(rows: Sequence[Sequence[str]]) -> frozenset[str]:
    return classes_in(squeeze("".join(dict.fromkeys(cell for row in rows for cell in row))))


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether a row is one merged cell, as headings and sums are, or holds one cell only."""
    filled = {cell for cell in cells if cell}
    return len(cells) > 1 and len(filled) < 2


def _head(table: Table) -> _Head | None:
    for number, row in enumerate(table.rows[:HEAD_ROWS]):
        cells = [squeeze(cell) for cell in row]
        names = sorted((NAME.fullmatch(cell) is None, len(cell) < 4, place) for place, cell in enumerate(cells) if cell)
        named = [(short, place) for unlike, short, place in names if not unlike]
        if not named or (len(set(filter(None, cells))) < 2 and len(cells) > 1):
            continue
        counted = next((place for place, cell in enumerate(cells) if NUMBER.fullmatch(cell)), None)
        kinds = tuple(place for place, cell in enumerate(cells) if CLASS.fullmatch(cell))
        ticked = tuple(
            (place, classes_in(cell))
            for place, cell in enumerate(cells)
            if place not in kinds and classes_in(cell) and len(cell) < 16
        )
        return _Head(number, named[0][1], counted, kinds, ticked if len(ticked) > 1 else ())
    return None


def _classes(cells: Sequence[str], head: _Head) -> frozenset[str]:
    told = [classes_of(cells[place]) for place in head.classes if place < len(cells)]
    ticked = [kinds for place, kinds in head.ticked if place < len(cells) and _TICK.match(cells[place])]
    return frozenset().union(*told, *ticked)


def _lines(document: Document) -> Iterator[Unit]:
    """Numbered lines that each name a body, under the classes of the short line above them."""
    over: frozenset[str] = frozenset()
    for line in document.text.splitlines():
        found = _LINE.match(line.strip())
        if found and _BODY.search(squeeze(found[3])) and not re.search("[:：。]", found[3]):
            yield Unit(squeeze(found[3]), found[1] or found[2], over, document)
        elif len(line) < HEADING and not re.search("[,，。:]", line):
            over = classes_in(squeeze(line)) or over
