"""Who must publish: departments.csv or .xlsx, read whole or refused with every fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.grid import Row, is_web_address, table
from crawler.refusal import Fault, Refusal

HEADERS: Mapping[str, str] = {
    "编号": "id",
    "单位名称": "name",
    "别名": "aliases",
    "类别": "kinds",
    "主管单位": "parent",
    "网址": "home",
    "门户栏目": "portal",
}
OPTIONAL: Mapping[str, str] = {"原编号": "former"}
KINDS = frozenset(
    "department subordinate county township enterprise office budget-unit approving enforcing ecology housing "
    "food safety land price bidding education portal".split()
)


@dataclass(frozen=True)
class Department:
    """A body that must publish. Kinds are all that applicability looks at.

    `former` are the ids of bodies whose place it has taken, or that it had itself before: their cases are now its own.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    parent: str = ""
    home: str = ""
    portal: str = ""
    former: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, longest first."""
        return tuple(sorted({self.name, *self.aliases}, key=len, reverse=True))


def read_roster(path: Path) -> tuple[Department, ...]:
    """The departments of a roster file, in its order.

    Raises Refusal with every fault of the file: unreadable, a missing column, a
    duplicate or malformed id, an unknown kind, a malformed address, an unknown parent.
    """
    rows = list(table(path, HEADERS, OPTIONAL))
    if not rows:
        raise Refusal(Fault("表头下没有单位", "请至少填写一个单位", path.name, 2))
    faults = list(_faults(path.name, rows))
    if faults:
        raise Refusal(*faults)
    return tuple(_department(cells) for _, cells in rows)


def _faults(name: str, rows: list[Row]) -> Iterator[Fault]:
    ids = [cells["id"] for _, cells in rows]
    first = {id: number for number, id in reversed(list(zip((n for n, _ in rows), ids, strict=True)))}
    for number, cells in rows:
        for what, remedy, values in _row_faults(cells, first, number):
            yield Fault(what, remedy, name, number, values)


def _row_faults(
    cells: Mapping[str, str], first: Mapping[str, int], number: int
) -> Iterator[tuple[str, str, dict[str, str]]]:
    id, parent = cells["id"], cells["parent"]
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,31}", id):
        yield "编号“{id}”不合规", "编号用小写字母、数字、连字符，最长 32 个字符", {"id": id}
    elif first[id] != number:
        yield "编号“{id}”与第 {line} 行重复", "每个单位用自己的编号，旧编号不再使用", {"id": id, "line": str(first[id])}
    if not cells["name"]:
        yield "单位名称为空", "请填写单位全称", {}
    for kind in sorted(set(split(cells["kinds"])) - KINDS):
        yield "未知类别“{kind}”", "可用的类别：{known}", {"kind": kind, "known": " ".join(sorted(KINDS))}
    for column in ("home", "portal"):
        if cells[column] and not is_web_address(cells[column]):
            yield "网址“{url}”不合规", "请写完整的 http:// 或 https:// 地址，没有网站就留空", {"url": cells[column]}
    if parent and (parent not in first or parent == id):
        yield "主管单位“{parent}”不在名册中", "请填写名册中另一单位的编号，没有就留空", {"parent": parent}
    for former in split(cells.get("former", "")):
        if former in first:
            remedy = "原编号只写已不在名册中的单位，请删去其中一处"
            yield "原编号“{former}”还在名册中（第 {line} 行）", remedy, {"former": former, "line": str(first[former])}


def split(cell: str) -> Iterable[str]:
    """The parts of a cell that holds several values, divided by ASCII or full-width semicolons."""
    return [part.strip() for part in re.split("[;；]", cell) if part.strip()]


def _department(cells: Mapping[str, str]) -> Department:
    return Department(
        id=cells["id"],
        name=cells["name"],
        aliases=tuple(split(cells["aliases"])),
        kinds=frozenset(split(cells["kinds"])),
        parent=cells["parent"],
        home=cells["home"],
        portal=cells["portal"],
        former=tuple(split(cells.get("former", ""))),
    )
