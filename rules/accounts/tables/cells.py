"""A number of a table with its labels, and what cells are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rules.accounts.heads import count_of, other_of
from rules.accounts.tables.leaves import Path
from rules.amounts import amount
from rules.phrases import squeeze

_MEASURED = re.compile(r"\d[\d,]*(?:个|人次?|[辆台次家批]次?)")
_PERCENTAGE = re.compile(r"[(]?[-+−]?\d[\d,]{0,12}(?:\.\d{1,9})?%[)]?")


@dataclass(frozen=True)
class Cell:
    """A number, or the blank where one should stand, with the labels of its row and those above its column.

    `above` is None when nobody can tell which column it stands in, `text` None when a blank cell of its row was dropped.
    """

    text: str | None
    beside: Path
    above: Path | None
    row: int
    column: int


def subject_of(labels: Iterable[str]) -> str:
    """What labels name: a count, meetings or training, or nothing of these."""
    known = tuple(labels)
    return count_of(known) or other_of(known)


def is_number(cell: str) -> bool:
    """Whether a cell is an amount, a count with its measure, or a percentage."""
    text = squeeze(cell)
    return amount(cell) is not None or bool(_PERCENTAGE.fullmatch(text) or _MEASURED.fullmatch(text))


def path_of(cells: Iterable[str]) -> Path:
    """The words of cells, each once, as labels."""
    return tuple(dict.fromkeys(text for cell in cells if (text := cell.strip())))
