"""Tables of a PDF that run over its pages, put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.reading.pages.flow import join
from crawler.reading.pages.grids import UNIT
from crawler.reading.pdf.cells import Found, Rows, inside, is_number
from crawler.reading.pdf.lines import lines
from crawler.reading.pdf.page import Sheet
from crawler.reading.pdf.running import CONTINUED, is_furniture
from crawler.reading.value import Table

NEAR = 3.0  # points by which the edges of a column may differ from page to page
PADDING = 0.6  # of the size: the room that a cell leaves at its sides
HEAD = 6  # rows that a repeated head may have
KIND = 0.7  # of what stands in a column: then it is a column of figures, or one of words
SEVERAL = 2  # fewer words or figures do not show what a column holds


@dataclass(frozen=True)
class Part:
    """A table, the sheets of its first and last page, and what it says so far."""

    first: Sheet
    last: Sheet
    opening: Found
    closing: Found
    rows: Rows

    @property
    def table(self) -> Table:
        """What a reading holds of it."""
        pages = str(self.first.number) if self.first is self.last else f"{self.first.number}–{self.last.number}"
        return Table(self.rows, self.first.caption(self.opening), f"第{pages}页")


def joined(sheets: Sequence[Sheet]) -> list[Table]:
    """All tables; one that goes on at the top of the next page in the same columns is one table, its repeated head left out."""
    heads = _running(sheets)
    done: list[Part] = []
    open_part: Part | None = None
    for sheet in sheets:
        for number, found in enumerate(sheet.tables):
            if open_part and number == 0 and _goes_on(open_part, sheet, found, heads):
                open_part = _longer(open_part, sheet, found)
            else:
                done += [open_part] if open_part else []
                open_part = Part(sheet, sheet, found, found, found.rows)
    return [part.table for part in [*done, *([open_part] if open_part else [])]]


def _running(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The first and last lines that stand on two pages or more."""
    seen: dict[str, int] = {}
    for sheet in sheets:
        for text in {line.text for line in (*sheet.lines[:2], *sheet.lines[-2:])}:
            seen[text] = seen.get(text, 0) + 1
    return frozenset(text for text, count in seen.items() if count > 1)


def _goes_on(part: Part, sheet: Sheet, found: Found, heads: frozenset[str]) -> bool:
    """Whether a sheet's first table continues a part: the next page, the same columns, nothing else between."""
    if sheet.number != part.last.number + 1 or part.last.tables[-1] is not part.closing:
        return False
    if len(part.closing.xs) != len(found.xs) or part.last.script.frame.turn != sheet.script.frame.turn:
        return False
    if not _are_alike(part.closing, found):
        return False
    if _is_other(part.rows, found.rows):
        return False
    below = [text for text in _texts(part.last, part.closing, after=True) if text not in heads]
    above = list(_texts(sheet, found, after=False))
    before = set(_texts(part.first, part.opening, after=False))
    if any(CONTINUED.search(text) for text in above):
        return all(map(is_furniture, below))
    fresh = [text for text in above if text not in before and (text not in heads or UNIT.search(text))]
    return all(map(is_furniture, (*below, *fresh)))


def _are_alike(one: Found, other: Found) -> bool:
    """Whether the columns of two tables are the same: their edges, or the places of their words where no line parts them."""
    if one.spans and other.spans:
        return all(
            (min(a[1], b[1]) > max(a[0], b[0])) == (x == y)
            for x, a in enumerate(one.spans)
            for y, b in enumerate(other.spans)
        )
    shift = other.xs[0] - one.xs[0]
    return all(abs(a - b - shift) <= NEAR for a, b in zip(other.xs, one.xs, strict=True))


def _is_other(rows: Rows, more: Rows) -> bool:
    """Whether rows in equal columns are another table: one with its own head, or further columns for the same rows.

    A wide sheet is printed in that way: first its left columns on all pages that they need, then its right ones.
    """
    repeated = _repeated(rows, more)
    kinds = [_holds_figures(row[x] for row in rows) for x in range(len(rows[0]))]
    more = more[repeated:]
    others = [_holds_figures(row[x] for row in more) for x in range(len(kinds))]
    if any(None not in pair and pair[0] != pair[1] for pair in zip(kinds, others, strict=True)):
        return True
    if not repeated and more and _is_head(more[0], kinds):
        return True
    labels = [row[0] for row in more]
    return len(set(labels)) > SEVERAL and labels == [row[0] for row in rows[-len(labels) :]]


def _holds_figures(texts: Iterable[str]) -> bool | None:
    """Whether a column holds figures, or words; None where it is mixed or nearly empty."""
    found = [is_number(text) for text in texts if text]
    if len(found) < SEVERAL or (1 - KIND) * len(found) < sum(found) < KIND * len(found):
        return None
    return sum(found) >= KIND * len(found)


def _is_head(row: tuple[str, ...], kinds: Sequence[bool | None]) -> bool:
    """Whether a row has words in most columns that hold figures, and no figure."""
    words = [text for text, figures in zip(row, kinds, strict=True) if figures and text]
    return len(words) >= SEVERAL and 2 * len(words) > kinds.count(True) and not any(map(is_number, filter(None, row)))


def _texts(sheet: Sheet, found: Found, *, after: bool) -> Iterator[str]:
    """The lines below a table, or above it."""
    for line in sheet.lines:
        if line.base > found.box[3] if after else line.base < found.box[1]:
            yield line.text


def _longer(part: Part, sheet: Sheet, found: Found) -> Part:
    rows = found.rows[_repeated(part.rows, found.rows) :]
    if rows and _is_rest(part, rows[0]):
        whole = tuple(join(list(filter(None, pair))) for pair in zip(part.rows[-1], rows[0], strict=True))
        return replace(part, last=sheet, closing=found, rows=(*part.rows[:-1], whole, *rows[1:]))
    return replace(part, last=sheet, closing=found, rows=part.rows + rows)


def _is_rest(part: Part, row: tuple[str, ...]) -> bool:
    """Whether a row is the rest of the one that the end of the page cut: words only, each below words that fill their column."""
    last = part.rows[-1]
    filled = [x for x, text in enumerate(row) if text]
    if len(filled) >= sum(map(bool, last)) or any(not last[x] or is_number(row[x]) for x in filled):
        return False
    return all(_fills(part.last, part.closing, x) for x in filled)


def _fills(sheet: Sheet, found: Found, column: int) -> bool:
    """Whether the last line in a column of a table ends where its column ends, so that words had to be broken."""
    _, top, _, bottom = found.box
    left, right = found.xs[column], found.xs[column + 1]
    written = lines(inside(sheet.script.upright, (left, top, right, bottom)))
    if not written:
        return False
    begin, _, end, _ = written[-1].box
    return right - end <= written[-1].size + min(begin - left, PADDING * written[-1].size)


def _repeated(rows: Rows, more: Rows) -> int:
    """How many rows at the beginning of a part are those at the beginning of the table."""
    most = 0
    while most < min(len(rows), len(more), HEAD) and rows[most] == more[most]:
        most += 1
    return most
