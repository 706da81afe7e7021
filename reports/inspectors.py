"""Who inspects whom (inspectors.csv): a line for each inspector and department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.grid import Row, table
from crawler.refusal import Fault, Refusal
from crawler.roster import Department

HEADERS: Mapping[str, str] = {"督查员": "inspector", "单位编号": "department"}
FILES = ("inspectors.csv", "inspectors.xlsx")


@dataclass(frozen=True)
class Inspector:
    """An inspector, and the ids of the departments that are theirs, in the file's order."""

    name: str
    departments: tuple[str, ...]


def inspectors_file(folder: Path) -> Path:
    """The file in a workspace: the .xlsx where there is only that."""
    plain, spreadsheet = (folder / name for name in FILES)
    return spreadsheet if spreadsheet.is_file() and not plain.is_file() else plain


def read_inspectors(path: Path, departments: Sequence[Department]) -> tuple[Inspector, ...]:
    """The inspectors of a file, in its order, a department named twice by one of them once; none when there is no such file.

    Raises Refusal with every fault of the file: unreadable, a missing column, an unknown department, no name.
    """
    if not path.is_file():
        return ()
    rows = list(table(path, HEADERS))
    known = {each.id for each in departments}
    faults = [fault for row in rows for fault in _faults(path.name, row, known)]
    if faults:
        raise Refusal(*faults)
    found: dict[str, dict[str, None]] = {}
    for _, cells in rows:
        found.setdefault(cells["inspector"], {})[cells["department"]] = None
    return tuple(Inspector(name, tuple(theirs)) for name, theirs in found.items())


def _faults(name: str, row: Row, known: set[str]) -> Iterator[Fault]:
    number, cells = row
    if not cells["inspector"]:
        yield Fault("督查员的姓名为空", "请填写姓名", name, number)
    if cells["department"] not in known:
        values = {"id": cells["department"]}
        yield Fault("名册中没有编号“{id}”", "请填写名册中的单位编号", name, number, values)
