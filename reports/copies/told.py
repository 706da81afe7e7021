"""What a reader made of a file, as safe markup: its lines, rows of tables as rows, and the quoted words marked in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from crawler.reading.value import Reading
from reports.copies.marks import Marks
from reports.copies.values import Quote, Where
from reports.copies.words import Found, How, Piece, Words

MOST, AROUND = 3_000, 150  # lines that are shown whole; of more, so many before and after each quote
LONGEST = 20_000  # characters of one line
FIRST = 200  # lines from the beginning, where more is left out


@dataclass(frozen=True)
class Told:
    """Safe markup of a reading, and where each quote is in it."""

    markup: str
    places: Mapping[str, Where]


def told(reading: Reading, quotes: Sequence[Quote], anchors: Collection[str] | None = None) -> Told:
    """The text of a reading, in which the quotes are marked, with their anchors, or with these of them."""
    lines = [line[:LONGEST] for line in reading.text.replace("\r\n", "\n").split("\n")]
    pieces = list(_pieces(lines))
    words, marks = Words(pieces), Marks()
    found = {quote.anchor: each for quote in quotes if (each := words.find(quote.words))}
    for name, each in found.items():
        marks.add(name if anchors is None or name in anchors else "", each)
    shown = _near(len(lines), {pieces[span.piece].row for each in found.values() for span in each.spans})
    places = {name: _where(each) for name, each in found.items()}
    return Told("".join(_markup(lines, marks, shown)), places)


def _where(found: Found) -> Where:
    return Where.PARTS if found.how is How.PARTS else Where.HERE


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """Each cell of each line; the number of the line is the row."""
    count = 0
    for row, line in enumerate(lines):
        for number, cell in enumerate(line.split("\t")):
            yield Piece(cell, begins=number == 0, cell=count, row=row)
            count += 1


def _near(count: int, hit: set[int]) -> list[int]:
    """The lines that are shown."""
    if count <= MOST:
        return list(range(count))
    around = (number for row in hit for number in range(row - AROUND, row + AROUND + 1))
    return sorted({*range(FIRST), *(number for number in around if 0 <= number < count)})


def _markup(lines: Sequence[str], marks: Marks, shown: Sequence[int]) -> Iterator[str]:
    """Lines as paragraphs, lines with cells as rows of a table; what is left out is a gap."""
    firsts = list(accumulate((line.count("\t") + 1 for line in lines), initial=0))
    last, in_table = -1, False
    for row in shown:
        cells = lines[row].split("\t")
        is_row = len(cells) > 1
        if in_table and not (is_row and row == last + 1):
            yield "</table>"
            in_table = False
        if row != last + 1:
            yield '<p class="gap">…</p>'
        if is_row and not in_table:
            yield "<table>"
            in_table = True
        inner = [marks.markup(firsts[row] + number, cell) for number, cell in enumerate(cells)]
        yield f"<tr>{''.join(f'<td>{each}</td>' for each in inner)}</tr>" if is_row else f"<p>{inner[0]}</p>"
        last = row
    if in_table:
        yield "</table>"
    if shown and last < len(lines) - 1:
        yield '<p class="gap">…</p>'
