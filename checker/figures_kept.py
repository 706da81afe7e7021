"""The forms that people filled in, in SQLite beside the results: every file stays, the latest of a year counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from checker.adding import add, create
from checker.figures_form import Spot
from checker.kept import Kept, Row

TABLES: Mapping[str, Mapping[str, type]] = {
    "stated_files": {
        "number": int,
        "year": int,
        "form": str,
        "sha256": str,
        "name": str,
        "by": str,
        "filled": str,
        "on": str,
    },
    "stated_figures": {
        "number": int,
        "file": int,
        "block": str,
        "row": str,
        "column": str,
        "value": str,
        "cell": str,
    },
}


@dataclass(frozen=True)
class Stated:
    """What people state of a year in a file: who filled it in and when, when it was taken in, each figure and its cell there."""

    year: int
    form: str
    sha256: str
    name: str
    by: str
    filled: date
    on: date
    values: Mapping[Spot, Decimal] = field(default_factory=dict)
    cells: Mapping[Spot, str] = field(default_factory=dict)
    number: int = 0


class Figures:
    """The figures that people stated. Raises sqlite3.Error when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._kept = Kept(path)
        create(self._kept, TABLES, {})

    def close(self) -> None:
        """Closes the file."""
        self._kept.close()

    def of(self, year: int) -> list[Stated]:
        """Every file that was taken in for a year, in that order; the last one counts."""
        rows = self._kept.rows("stated_files", "year = ?", [year])
        return [self._stated(row) for row in list(rows)]

    def add(self, stated: Stated) -> None:
        """Takes in a file: all or nothing."""
        told = {name: getattr(stated, name) for name in ("year", "form", "sha256", "name", "by")}
        days = {"filled": str(stated.filled), "on": str(stated.on)}
        with self._kept.db.atomic():
            (number,) = add(self._kept, "stated_files", [{**told, **days}])
            add(self._kept, "stated_figures", [_row(number, stated, spot) for spot in stated.values])

    def _stated(self, row: Row) -> Stated:
        cells = list(self._kept.rows("stated_figures", "file = ?", [row["number"]]))
        spots = {Spot(each["block"], each["row"], each["column"]): each for each in cells}
        told = {name: row[name] for name in ("year", "form", "sha256", "name", "by", "number")}
        return Stated(
            **told,
            filled=date.fromisoformat(row["filled"]),
            on=date.fromisoformat(row["on"]),
            values={spot: Decimal(each["value"]) for spot, each in spots.items()},
            cells={spot: each["cell"] for spot, each in spots.items()},
        )


def _row(file: int, stated: Stated, spot: Spot) -> Row:
    value = format(stated.values[spot], "f")
    return {"file": file, **spot._asdict(), "value": value, "cell": stated.cells.get(spot, "")}
