"""Who competes with whom (组别), and the ranks within a group."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crawler.roster import Department

DEPARTMENTS, SUBORDINATES, ENTERPRISES = "部门", "所属单位", "公共企事业单位"
COUNTIES, TOWNSHIPS = "县（市）区", "乡镇（街道）"
ORDER = (DEPARTMENTS, SUBORDINATES, COUNTIES, TOWNSHIPS, ENTERPRISES)
KINDS = (("county", COUNTIES), ("township", TOWNSHIPS), ("subordinate", SUBORDINATES), ("enterprise", ENTERPRISES))


def group_of(department: Department) -> str:
    """The group in which a department competes, by its kinds."""
    return next((group for kind, group in KINDS if kind in department.kinds), DEPARTMENTS)


def ranks(marks: Sequence[Decimal]) -> list[int]:
    """The rank of each mark among all of them, the best first; equal marks share one, and the next counts on from there."""
    ordered = sorted(marks, reverse=True)
    first = {mark: place for place, mark in reversed(list(enumerate(ordered, 1)))}
    return [first[mark] for mark in marks]
