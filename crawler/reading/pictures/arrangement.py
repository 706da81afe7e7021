"""From recognised words and the areas drawn around them to tables, boxes of a chart, and text in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from crawler.reading import doubts
from crawler.reading.pages import flow, grids
from crawler.reading.pictures.lineart import NEAR, Area, Art, Rect, edges, nearness, tables
from crawler.reading.value import Box, Seen, Table

T = TypeVar("T")
FIGURE = re.compile(r"[.,]*\d[\d.,]*")
WRITTEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\d{1,4}(?:\.\d{1,2}){2,}")  # or a day, or a numbering
GAP = re.compile(r"\d[.,]? [.,]?\d")
READABLE = 0.5  # words with less confidence than this are left out, and doubted
MARK = 0.95  # heads of arrows are taken for single characters with less confidence than this
SURE_FIGURE = 0.9  # the least sure character of a line with figures
SURE = 0.8  # the mean of a line, and every character of a label in a table
UNSURE_SHARE = 0.05  # of all characters in lines that are less sure
APART = 1.5  # heights between words of one line that are words of two cells
TALLEST = 8  # lines in a frame; more is a page with a border around it
COLUMN_LINES = 4  # fewer beside each other are rows of a table without lines
FILLED = 0.7  # of its column's width is a line of prose; a cell of a table is shorter


@dataclass(frozen=True)
class Word:
    """A line of recognised words, with the mean and the least of its characters' confidences, and its figures' least."""

    text: str
    rect: Rect
    mean: float
    least: float
    figures: float


@dataclass(frozen=True)
class Block:
    """What is read in one go: its lines of text, its boxes, and its table when it is one.

    `whole` says that the cells of the table fill it without a gap, none over another.
    """

    rect: Rect
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    table: Table | None = None
    whole: bool = True


def arrange(words: Sequence[Word], art: Art, page: int, *, complete: bool = True) -> Seen:
    """Everything that was seen, in reading order, with the doubts that remain."""
    words = [word for word in words if not _is_mark(word)]
    clear = [word for word in words if word.mean >= READABLE]
    if not clear:
        return Seen()
    near = nearness([word.rect for word in clear])
    loose, framed = _sorted_out(clear, art)
    ruled = tables(list(art.areas), near)
    blocks = [_tabled(group, framed, near, page) for group in ruled]
    celled = {area for group in ruled for area in group}
    for area, held in framed.items():
        if area not in celled and _is_page(held):
            loose += held
        elif area not in celled:
            blocks.append(_framed(area, held, page))
    stray = any(block.rect.holds(word.rect) for word in loose for block in blocks if block.table)
    missed = any(art.marked(area) for area in celled if area not in framed)
    faint = any(_is_faint(word) for area in celled for word in framed.get(area, ()))
    unsure = stray or missed or faint or _is_unsure(words) or not all(block.whole for block in blocks)
    ordered = _in_order([*filter(None, blocks), *_loose(loose, page)])
    lines = [line for block in ordered for line in block.lines]
    return Seen(
        "\n".join(lines),
        _captioned(ordered, near / NEAR),
        tuple(box for block in ordered for box in block.boxes),
        f"{_mean(clear):.3f}",
        (*((doubts.UNSURE,) if unsure or any(map(_is_odd, lines)) else ()), *(() if complete else (doubts.LIMIT,))),
    )


def _is_mark(word: Word) -> bool:
    """Whether it is the head of an arrow or another mark: one doubtful character that is no figure."""
    return len(word.text) == 1 and not word.text.isdigit() and word.mean < MARK


def _sorted_out(words: Sequence[Word], art: Art) -> tuple[list[Word], dict[Area, list[Word]]]:
    loose: list[Word] = []
    framed: dict[Area, list[Word]] = {}
    for word in words:
        area = art.around(word.rect)
        if area is None:
            loose.append(word)
        else:
            framed.setdefault(area, []).append(word)
    return loose, framed


def _mean(words: Sequence[Word]) -> float:
    total = sum(len(word.text) for word in words)
    return sum(word.mean * len(word.text) for word in words) / total


def _is_unsure(words: Sequence[Word]) -> bool:
    """Whether a figure is, or many words are."""
    total = sum(len(word.text) for word in words)
    weak = sum(len(word.text) for word in words if word.mean < SURE)
    return weak > UNSURE_SHARE * total or any(word.figures < SURE_FIGURE for word in words)


def _is_faint(word: Word) -> bool:
    """Whether a label has an unsure character, as where two labels run together; figures have a test of their own."""
    return word.least < SURE and not any(map(str.isdigit, word.text))


def _is_odd(line: str) -> bool:
    """Whether a line has a figure that is not written as figures are: points and commas at wrong places, or a gap."""
    found = (figure.rstrip(".,") for figure in FIGURE.findall(line))
    return GAP.search(line) is not None or not all(WRITTEN.fullmatch(figure) for figure in found)


def _is_page(held: Sequence[Word]) -> bool:
    return len(_rows(held, lambda word: word.rect)) > TALLEST


def _rows(items: Iterable[T], place: Callable[[T], Rect]) -> list[list[T]]:
    """Things that stand beside each other, from top to bottom, each row from left to right."""
    rows: list[list[T]] = []
    for item in sorted(items, key=lambda item: place(item).middle[1]):
        rect = place(item)
        last = place(rows[-1][0]) if rows else rect
        if rows and last.shared(rect)[1] >= 0.5 * min(last.height, rect.height):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: place(item).left) for row in rows]


def _line(words: Sequence[Word]) -> str:
    """The words of one line; a wide gap between them is a tab."""
    text, last = "", None
    for word in words:
        gap = word.rect.left - last.rect.right if last else 0
        wide = last is not None and gap > APART * min(word.rect.height, last.rect.height)
        text = f"{text}\t{word.text}" if wide else flow.join([text, word.text]) if text else word.text
        last = word
    return text


def _box(words: Sequence[Word], page: int, framed: bool = False) -> Box:
    rect = words[0].rect
    for word in words:
        rect = rect.with_(word.rect)
    text = flow.join([_line(row) for row in _rows(words, lambda word: word.rect)])
    least = min(word.least for word in words)
    return Box(text.replace("\t", " "), *rect, page, f"{least:.3f}", framed)


def _framed(area: Area, held: Sequence[Word], page: int) -> Block:
    box = _box(held, page, framed=True)
    return Block(area.rect, (box.text,), (box,))


def _tabled(group: Sequence[Area], framed: dict[Area, list[Word]], near: float, page: int) -> Block:
    """The table whose cells are these areas; a cell that reaches over several places is repeated in each."""
    across = edges([edge for area in group for edge in (area.rect.left, area.rect.right)], near)
    down = edges([edge for area in group for edge in (area.rect.top, area.rect.bottom)], near)
    taken: grids.Places = {}
    boxes: list[tuple[int, int, Box]] = []
    places = 0
    for area in group:
        left, right = _nearest(across, area.rect.left), _nearest(across, area.rect.right)
        top, bottom = _nearest(down, area.rect.top), _nearest(down, area.rect.bottom)
        box = _box(framed[area], page) if area in framed else None
        wide, high = max(1, right - left), max(1, bottom - top)
        places += wide * high
        grids.place(taken, (top, left), box.text if box else "", wide, high)
        boxes += [(top, left, box)] if box else []
    boxes.sort(key=lambda item: item[:2])
    rows = grids.rectangle(taken)
    rect = Rect(*(round(edge) for edge in (across[0], down[0], across[-1], down[-1])))
    lines = ["\t".join(box.text for y, _, box in boxes if y == top) for top in sorted({y for y, _, _ in boxes})]
    whole = places == len(taken) == (len(across) - 1) * (len(down) - 1)
    return Block(rect, tuple(lines), tuple(box for _, _, box in boxes), Table(rows), whole)


def _nearest(places: Sequence[float], at: int) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - at))


def _loose(words: Sequence[Word], page: int) -> list[Block]:
    """Words around which nothing is drawn: line by line, and a column of prose as a whole."""
    rows = _rows(words, lambda word: word.rect)
    gutter = _gutter(words)
    if gutter is None:
        return [_lines([row], page) for row in rows]
    blocks: list[Block] = []
    beside: list[list[Word]] = []
    for row in [*rows, []]:
        if row and all(word.rect.right <= gutter or word.rect.left >= gutter for word in row):
            beside.append(row)
            continue
        sides = ([[word for word in each if side == (word.rect.left >= gutter)] for each in beside] for side in (0, 1))
        blocks += [_lines([each for each in side if each], page) for side in sides if any(side)]
        blocks += [_lines([row], page)] if row else []
        beside = []
    return blocks


def _lines(rows: Sequence[Sequence[Word]], page: int) -> Block:
    rect = rows[0][0].rect
    for word in (word for row in rows for word in row):
        rect = rect.with_(word.rect)
    return Block(rect, tuple(map(_line, rows)), tuple(_box([word], page) for row in rows for word in row))


def _gutter(words: Sequence[Word]) -> int | None:
    """Where a page is parted into two columns of prose: few lines cross it, and those beside it fill their columns."""
    if len(words) < 2 * COLUMN_LINES:
        return None
    left, right = min(word.rect.left for word in words), max(word.rect.right for word in words)
    inner = {word.rect.left - 1 for word in words if 0.35 < (word.rect.left - left) / (right - left) < 0.65}
    crossed = {at: sum(word.rect.left < at < word.rect.right for word in words) for at in inner}
    gutter = min(crossed, key=lambda at: (crossed[at], at), default=None)
    if gutter is None or crossed[gutter] * 4 > len(words):
        return None
    for side, edge in (
        ([w.rect for w in words if w.rect.right <= gutter], left),
        ([w.rect for w in words if w.rect.left >= gutter], right),
    ):
        if len(side) < COLUMN_LINES or median(rect.width for rect in side) < FILLED * abs(gutter - edge):
            return None
    return gutter


def _in_order(blocks: Sequence[Block]) -> list[Block]:
    return [block for row in _rows(blocks, lambda block: block.rect) for block in row]


def _captioned(blocks: Sequence[Block], size: float) -> tuple[Table, ...]:
    """The tables, each with the line that stands above it."""
    found = []
    for number, block in enumerate(blocks):
        if block.table is not None:
            above = [line for other in blocks[max(0, number - 3) : number] if not other.table for line in other.lines]
            found.append(Table(block.table.rows, grids.caption(above)))
    return tuple(found)
