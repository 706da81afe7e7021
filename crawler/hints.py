"""Where a column is known to live (columns.csv): addresses that the crawler visits whether or not a link leads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.grid import Row, is_web_address, table
from crawler.refusal import Fault, Refusal
from crawler.roster import Department

HEADERS: Mapping[str, str] = {"单位": "department", "栏目": "column", "网址": "url"}


@dataclass(frozen=True)
class Hint:
    """An address at which a department keeps a column: on its site, on the portal, or on a platform of somebody else."""

    department: str
    column: str
    url: str


def read_hints(path: Path, departments: Sequence[Department]) -> tuple[Hint, ...]:
    """The hints of a file, in its order; none when there is no such file.

    Raises Refusal with every fault of the file: unreadable, a missing column, an unknown department, a column without a
    name, a malformed address.
    """
    if not path.is_file():
        return ()
    rows = list(table(path, HEADERS))
    known = {each.id for each in departments}
    faults = [fault for row in rows for fault in _faults(path.name, row, known)]
    if faults:
        raise Refusal(*faults)
    return tuple(Hint(cells["department"], cells["column"], cells["url"]) for _, cells in rows)


def _faults(name: str, row: Row, known: set[str]) -> Iterator[Fault]:
    number, cells = row
    if cells["department"] not in known:
        values = {"id": cells["department"]}
        yield Fault("名册中没有编号“{id}”", "请填写名册中的单位编号", name, number, values)
    if not cells["column"]:
        yield Fault("栏目名称为空", "请填写栏目名称，例如“空气质量日报”", name, number)
    if not is_web_address(cells["url"]):
        values = {"url": cells["url"]}
        yield Fault("网址“{url}”不合规", "请写完整的 http:// 或 https:// 地址", name, number, values)
