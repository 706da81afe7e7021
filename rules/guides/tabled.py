"""Tables that hold many guides: a row for each item and a column for each element, or a column for each item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.guides.sections import ROW, Part
from rules.guides.wording import CORE, roles_of
from rules.phrases import squeeze

DEEPEST_HEAD = 6  # rows among which the header begins
Named = tuple[str, list[Part]]  # an item's name and its parts


def table_guides(document: Document) -> tuple[list[Named], set[str]]:
    """The guides that tables of a document hold item by item, and the squeezed cells of these tables."""
    found: list[Named] = []
    cells: set[str] = set()
    for table in document.tables:
        named = _by_row(table.rows) or _by_row(_turned(table))
        if named:
            found += named
            cells |= {squeeze(cell) for row in table.rows for cell in row}
    return found, cells


def _turned(table: Table) -> Sequence[tuple[str, ...]]:
    """The table with its columns as rows, when it has several columns of contents behind one of headings; else nothing."""
    width = min((len(row) for row in table.rows), default=0)
    if any(roles_of(cell) for row in table.rows for cell in row[1:] if cell != row[0]):
        return []
    turned = [tuple(row[column] for row in table.rows) for column in range(width)]
    return turned if len(set(turned)) >= 3 else []


def _by_row(rows: Sequence[tuple[str, ...]]) -> list[Named]:
    head = next((n for n, row in enumerate(rows[:DEEPEST_HEAD]) if _is_head(row)), None)
    if head is None:
        return []
    labels = rows[head]
    roles = [roles_of(cell) for cell in labels]
    name = next(n for n, role in enumerate(roles) if "name" in role)
    found: dict[str, list[Part]] = {}
    for row in rows[head + 1 :]:
        called = row[name].strip() if name < len(row) else ""
        if called and not roles_of(called) and len(set(row)) > 1:
            found.setdefault(called, []).extend(_parts(labels, roles, row))
    return list(found.items())


def _parts(labels: Sequence[str], roles: Sequence[tuple[str, ...]], row: Sequence[str]) -> Iterator[Part]:
    """The parts of an item's row; a column without a heading of a guide is left out."""
    for label, role, cell in zip(labels, roles, row, strict=False):
        if role:
            yield Part(role, label.strip(), ROW, 0, "", [cell.strip()])


def _is_head(row: Sequence[str]) -> bool:
    """Whether most cells of a row are headings, a name and what must be handed in among them."""
    cells = [cell for cell in dict.fromkeys(row) if cell.strip()]
    known = [role for cell in cells for role in roles_of(cell)]
    enough = len(known) >= 4 and sum(bool(roles_of(cell)) for cell in cells) * 10 >= len(cells) * 6
    return enough and {"name", "materials"} <= set(known) and len(set(known) & set(CORE)) >= 2
