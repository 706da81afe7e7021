"""A table of cells without spaces, what its caption says, and what rows and labels of it are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from rules.air.reading.amounts import Units
from rules.air.reading.days import Known, named
from rules.air.reading.heads import NONE, Head

STATED = frozenset(("index", "level", "grade", "colour", "primary", "exceeding", "value", "partial"))
ISSUED = re.compile("发布|公布|更新|填报|制表|上报|报送")  # words of a day that is not the one told of
Row = tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with squeezed cells of one width, what its caption and banners say, and what is known of its days."""

    rows: tuple[Row, ...]
    known: Known
    given: Units
    where: str
    above: str
    day: date | None = None

    def at(self, place: str, known: Known, day: date | None) -> Grid:
        """The same for one row or column of it, with what banners above say."""
        return replace(self, known=known, day=day, where=f"{self.where} 第{place}".strip())


def is_banner(row: Row) -> bool:
    """Whether a row is one joined cell, as a title in a table is."""
    return len({cell for cell in row if cell}) == 1 and (len(row) == 1 or len(row[0]) > 4 or not any(row[1:]))


def banner(row: Row, known: Known, day: date | None) -> tuple[Known, date | None]:
    """What is known below a banner, and the day that it names."""
    text = next(cell for cell in row if cell)
    said = named(text, known)
    return known.narrowed(text), said[0] if len(said) == 1 and not ISSUED.search(text) else day


def of_label(label: Head, each: Head, has_partials: bool = True) -> Head:
    """What a cell holds in a row with a label of its own: its item, under a head of concentrations or partial indexes."""
    if label.kind not in STATED:
        return each
    if label.item:
        kind = {"conc": "value", "": "value", "partial": "partial"}.get(each.kind, "")
        kind = "partial" if each.kind == "index" and not has_partials else kind
        return Head(kind, label.item, each.units.over(label.units)) if kind else each
    if label.kind in ("partial", "index") and each.kind == "value":
        return replace(each, kind="partial")
    if each.kind == "index":
        return each
    return label if each.kind in ("conc", "partial", "value", "") else NONE
