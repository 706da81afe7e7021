"""Whose row is whose in a table of many bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.accounts.heads import TOTAL, head_of
from rules.accounts.tables.cells import Cell, subject_of
from rules.accounts.tables.layout import Layout
from rules.accounts.tables.senses import sense_of
from rules.phrases import squeeze, unnumbered

_BODY = re.compile(
    r"(?:[局委办厅院所站队会处校馆室园社行团组]|中心|政府|机关|法院|公司|支队|大队|街道|[乡镇县区市])(?:[(](?:本级|机关|汇总)[)]|本级|机关)?$"
)
_OWN = re.compile(r"[(]?(?:本级|机关)[)]?$")
_BY_FUNCTION = re.compile(r"科目|功能分类|项目")


@dataclass(frozen=True)
class Bodies:
    """The numbers of a table, and the caption above it that may name the body."""

    layout: Layout
    caption: str

    @staticmethod
    def is_name(label: str) -> bool:
        """Whether a label of a row names a body, or whatever else is no head, year or kind."""
        text = unnumbered(label)
        if not text or head_of(text) or subject_of((text,)):
            return False
        sense = sense_of((text,))
        tells = sense.years or sense.when or sense.kind or sense.change or sense.skipped or sense.fund
        return bool(_BODY.search(text)) or not (tells or text.isdecimal())

    def own(self, names: Sequence[str]) -> list[Cell] | None:
        """The cells that are the body's own; None when the table is of many and none of them is this one."""
        cells = list(self.layout.cells)
        if not self.layout.across:
            return self._own_columns(cells, names)
        wanted = {squeeze(name) for name in names}
        rows = {cell.row: self._names(cell) for cell in cells}
        for form in (lambda text: text, lambda text: _OWN.sub("", text)):
            mine = {row for row, labels in rows.items() if any(form(label) in wanted for label in labels)}
            if mine:
                return [cell for cell in cells if cell.row in mine]
        bodies = {label for labels in rows.values() for label in labels[:1]}
        totals = [cell for cell in cells if any(head_of(label) == TOTAL for label in cell.beside)]
        if len(bodies) < 2:
            named = [cell for cell in cells if rows[cell.row]]
            return named or cells
        by_function = any(_BY_FUNCTION.search(text) for text in self.layout.header[:3])
        titled = squeeze(" ".join((self.caption, *self.layout.titles)))
        return totals if totals and (by_function or any(name in titled for name in wanted)) else None

    def _own_columns(self, cells: list[Cell], names: Sequence[str]) -> list[Cell]:
        """In a list of heads: the body's column where columns are bodies."""
        wanted = {squeeze(name) for name in names}
        mine = [cell for cell in cells if any(squeeze(label) in wanted for label in cell.above or ())]
        return mine or cells

    def _names(self, cell: Cell) -> list[str]:
        return [unnumbered(label) for label in cell.beside if self.is_name(label)]
