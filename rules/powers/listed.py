"""Lists of powers: their items, from tables of every kind."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.reading.value import Table
from crawler.snapshot import Document, Page, Snapshot
from rules.powers.item import Item
from rules.tables import column_named, tables_of
from rules.topics import pages_on

NAME_HEADERS = (
    "职权名称",
    "权力名称",
    "项目名称",
    "事项名称",
    "审批项目",
    "许可事项",
    "职权事项",
    "权力事项",
)
CLASS_HEADERS = ("类型", "类别")
CODE_HEADERS = ("编码", "编号")


def items(site: Snapshot) -> list[Item]:
    """The power items that the department lists, on this place or else on the other one; each name once."""
    for place in (site, site.elsewhere):
        pages = list(pages_on(place, "power-list")) if place is not None else []
        found = {item.name: item for page in pages for item in items_of(page)}
        if found:
            return list(found.values())
    return []


def items_of(page: Page) -> Iterator[Item]:
    """The items that a page and its files list."""
    for source in (page, *page.documents):
        for table in tables_of(source):
            yield from _rows(table, source)


def _rows(table: Table, source: Document) -> Iterator[Item]:
    header = column_named(table, NAME_HEADERS)
    if header is None:
        return
    kind, code = column_named(table, CLASS_HEADERS), column_named(table, CODE_HEADERS)
    for row in table.rows[header[0] + 1 :]:
        name = row[header[1]].strip() if header[1] < len(row) else ""
        if name and len(set(row)) > 1 and not column_named(Table((row,)), NAME_HEADERS):
            yield Item(name, _cell(row, kind), _cell(row, code), source)


def _cell(row: tuple[str, ...], at: tuple[int, int] | None) -> str:
    return row[at[1]].strip() if at is not None and at[1] < len(row) else ""
