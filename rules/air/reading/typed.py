"""Tables of bulletins that are typed as text: a line of heads with gaps between, and below it a line for each city or day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.reading.value import Table
from rules.air.reading.heads import head
from rules.phrases import squeeze

FEWEST = 3  # heads of a line that begins a table
_GAP = re.compile(r"[\s|｜│]+")
_GLUED = re.compile(r"^([一-龥]{2,8})(\d{1,3})$")


def typed(lines: Sequence[str]) -> Iterator[Table]:
    """The tables in lines of text, squeezed cells; what stands in one cell a line is not among them."""
    heads: list[str] = []
    rows: list[tuple[str, ...]] = []
    above = ""
    for line in lines:
        cells = [cell for part in _GAP.split(line) if (cell := squeeze(part))]
        if sum(head(cell).kind != "" for cell in cells) >= max(FEWEST, len(cells) - 1):
            yield from _table(heads, rows, above)
            heads, rows = cells, []
        elif heads and (fitted := _fitted(cells, len(heads))):
            rows.append(fitted)
        elif heads and not rows and len(cells) <= 2 and cells and all(head(cell).kind for cell in cells):
            heads = _broken(heads, cells)
        elif cells:
            yield from _table(heads, rows, above)
            heads, rows = [], []
            above = squeeze(line)
    yield from _table(heads, rows, above)


def _broken(heads: list[str], cells: list[str]) -> list[str]:
    """Heads of which the last is broken over two lines (空气质量 / 级别 状况)."""
    return [*heads[:-1], heads[-1] + cells[0], *cells[1:]]


def _fitted(cells: list[str], width: int) -> tuple[str, ...]:
    """The cells of a line in as many columns as there are heads; a city that runs into its figure is taken apart."""
    if len(cells) == width - 1 and (match := _GLUED.match(cells[0])):
        cells = [match[1], match[2], *cells[1:]]
    return tuple(cells) if len(cells) == width else ()


def _table(heads: list[str], rows: list[tuple[str, ...]], above: str) -> Iterator[Table]:
    if rows:
        yield Table((tuple(heads), *rows), above, "文中")
