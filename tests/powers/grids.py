"""Tables as they are described: a line for each row, | between cells, ^ for a cell merged with the one above, < with the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """Rows of cells, of which "^" and "<" are covered by others."""

    rows: tuple[tuple[str, ...], ...]

    @staticmethod
    def of(rows: Sequence[Sequence[str]]) -> Grid:
        """A table of rows, each as wide as the widest."""
        wide = max(map(len, rows))
        return Grid(tuple((*row, *[""] * (wide - len(row))) for row in rows))

    @staticmethod
    def told(text: str) -> Grid:
        """A table from its description; // is a new line in a cell."""
        rows = [[cell.strip().replace("//", "\n") for cell in line.split("|")] for line in text.strip().splitlines()]
        return Grid.of(rows)

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def at(self, y: int, x: int) -> tuple[str, int, int]:
        """Text, columns and rows of the cell that begins here; 0 columns: covered from the left, 0 rows: from above."""
        if self.rows[y][x] == "<":
            return "", 0, 1
        across = 1
        while x + across < self.width and self.rows[y][x + across] == "<":
            across += 1
        if self.rows[y][x] == "^":
            return "", across, 0
        down = 1
        while y + down < self.height and self.rows[y + down][x] == "^":
            down += 1
        return self.rows[y][x], across, down
