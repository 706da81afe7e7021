"""The cells of a schedule as labels with the numbers behind them, ruled or run out cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rules.amounts import Amount, amount
from rules.phrases import squeeze

Rows = Sequence[tuple[str, ...]]
_LOOSE = re.compile(r"[ \u3000\u00a0]+")
_GLUED = re.compile(r"^(\D{2,30}?)([-+]?\d[\d,]*\.\d{1,6})$")
_COMMA = re.compile(r"(?<=\d),[ \u3000\u00a0]+(?=\d{3}\b)")
_COUNT = re.compile(r"^\d{1,3}$")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"^[1-5]\d{2}(?:\d{2}){0,2}$")
_LINES = re.compile(r"^(?:行次|序号|序列)$")
_FRAME = re.compile(
    r"(?:单位|部门|日期|名称|时间|编制|填报)[^:]{0,6}:|公开\d+表|^单位$|^[(]?单位.{0,6}元[)]?$|^\d*表\d*$"
)
_CODES = re.compile(r"编码|代码|^[类款项]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Segment:
    """A label, the numbers behind it by column (in a stream: by their order; None for a blank), and the row that says so."""

    label: str
    values: tuple[tuple[int, Amount | None], ...]
    quote: str
    column: int = -1


@dataclass(frozen=True)
class Sheet:
    """A schedule as segments. `paths` are the words above each column; in a stream `header` are the words before all numbers."""

    segments: tuple[Segment, ...]
    paths: tuple[tuple[str, ...], ...] = ()
    header: tuple[str, ...] = ()

    @property
    def is_stream(self) -> bool:
        """Whether columns are not known, only the order of cells."""
        return not self.paths

    @cached_property
    def split(self) -> int:
        """The column in which the expenditure half of a table begins; -1 when its header does not say."""
        sides = [self._first("收入"), self._first("支出")]
        return sides[1] if -1 < sides[0] < sides[1] else -1

    def _first(self, word: str) -> int:
        exact = re.compile(rf"^(?:本年)?(?:预算|决算)?{word}(?:预算|决算|部分|项目|内容|类别)?$")
        return next((i for i, path in enumerate(self.paths) if any(exact.match(said) for said in path)), -1)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every number that is a figure."""
        return tuple(found for segment in self.segments for _, found in segment.values if found is not None)


def sheet_of(rows: Rows, kept: bool) -> Sheet:
    """The segments of a schedule; `kept` says that each cell stands in its column, blanks too."""
    return _ruled(rows) if kept else _streamed(rows)


def _ruled(rows: Rows) -> Sheet:
    width = max(map(len, rows), default=0)
    cells = [[squeeze(cell) for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    numbered = {x for row in cells[:8] for x, cell in enumerate(row) if _LINES.match(cell)}
    numbered |= {x for x in range(width) if _counts_lines([row[x] for row in cells])}
    size = next((y for y, row in enumerate(cells) if _is_data(row, numbered)), len(cells))
    paths = tuple(_path(cells[:size], x) for x in range(width))
    skipped = numbered | {x for x, path in enumerate(paths) if path and _CODES.search(path[-1])}
    found = [
        segment for row, raw in zip(cells[size:], rows[size:], strict=True) for segment in _of_row(row, raw, skipped)
    ]
    return Sheet(tuple(found), paths)


def _counts_lines(column: Sequence[str]) -> bool:
    """Whether a column holds no figures, but the numbers of lines: whole numbers, each one more than the one above."""
    numbers = [cell for cell in column if amount(cell) is not None and _DIGIT.search(cell)]
    counts = [int(cell) for cell in numbers if _COUNT.match(cell)]
    steps = sum(after == before + 1 for before, after in pairwise(counts))
    return len(counts) > 2 and len(counts) == len(numbers) and steps * 5 >= (len(counts) - 1) * 4


def _is_data(row: Sequence[str], numbered: set[int]) -> bool:
    """Whether a row states figures: a number outside the columns that count lines, and not only the numbers of columns."""
    numbers = [
        cell for x, cell in enumerate(row) if x not in numbered and amount(cell) is not None and re.search(r"\d", cell)
    ]
    counted = all(_COUNT.match(cell) for cell in numbers) and _rises([int(cell) for cell in dict.fromkeys(numbers)])
    return (
        bool(numbers)
        and "栏次" not in row
        and not (counted and (len(set(numbers)) > 1 or not any(map(_HAN.search, row))))
    )


def _rises(numbers: Sequence[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(numbers))


def _path(header: Sequence[Sequence[str]], x: int) -> tuple[str, ...]:
    """The words above a column, outermost first, without titles over the whole table."""
    words = [row[x] for row in header if row[x] and not _is_title(row, row[x]) and "栏次" not in row]
    return tuple(dict.fromkeys(words))


def _is_title(row: Sequence[str], cell: str) -> bool:
    """Whether a cell stands over the whole table, or only says what the table is."""
    over_all = row.count(cell) >= max(len(row) - 1, 3) or len({*row} - {""}) == 1
    return over_all or cell.endswith("表") or _FRAME.search(cell) is not None


def _of_row(row: Sequence[str], raw: Sequence[str], skipped: set[int]) -> Iterator[Segment]:
    quote = " ".join(dict.fromkeys(cell.strip() for cell in raw if cell.strip()))
    label, column, values = "", -1, list[tuple[int, Amount | None]]()
    for x, cell in enumerate(row):
        if x in skipped or (cell == label and label and not values):
            continue
        found = amount(cell)
        if cell and found is None and not re.fullmatch(r"[-+]?[\d.,]+%", cell):
            if label:
                yield Segment(label, tuple(values), quote, column)
            label, column, values = cell, x, []
        else:
            values.append((x, found))
    if label:
        yield Segment(label, tuple(values), quote, column)


Token = str | Amount | None


def _streamed(rows: Rows) -> Sheet:
    tokens = _unruled([token for row in rows for token in _tokens(row)])
    pairs = pairwise(tokens)
    start = next((i for i, (said, after) in enumerate(pairs) if isinstance(said, str) and isinstance(after, Amount)), 0)
    header = tuple(token for token in tokens[:start] if isinstance(token, str))
    found: list[Segment] = []
    label, numbers = "", list[Amount | None]()
    for token in [*tokens[start:], ""]:
        if not isinstance(token, str):
            numbers.append(token)
            continue
        if label:
            found.append(_segment(label, numbers))
        label, numbers = token, []
    return Sheet(tuple(found), (), header)


def _segment(label: str, numbers: Sequence[Amount | None]) -> Segment:
    said = " ".join([label, *(found.raw for found in numbers if found)])
    return Segment(label, tuple(enumerate(numbers)), said)


def _tokens(row: Sequence[str]) -> Iterator[Token]:
    """The labels and numbers of a row; words set apart letter by letter are one, blanks between full cells stay."""
    pieces: list[str] = []
    filled = sum(bool(cell) for cell in row)
    for cell in row:
        parts = _LOOSE.split(_COMMA.sub(",", cell))
        numbers = all(amount(part) for part in parts)
        apart = numbers or (amount(cell) is None and (len(parts) > 2 or re.search(r"\d", cell)))
        pieces += parts if apart else [cell]
    for piece in _joined(pieces):
        if piece or filled > 2:
            yield from _token(piece)


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces with single letters that follow each other put together: 合 计."""
    run = ""
    for piece in pieces:
        text = squeeze(piece)
        if len(text) == 1 and _HAN.match(text):
            run += text
            continue
        if run:
            yield run
        run = ""
        yield text
    if run:
        yield run


def _token(text: str) -> Iterator[Token]:
    glued = _GLUED.match(text)
    found = amount(text) if not _HAN.search(text) or re.search(r"\d", text) else None
    if found is not None or not text or re.fullmatch(r"[-+]?[\d.,]+%", text):
        yield found
    elif glued and _HAN.search(glued[1]):
        yield glued[1]
        yield amount(glued[2])
    else:
        yield text


def _unruled(tokens: list[Token]) -> list[Token]:
    """A stream without the numbers of columns and lines and the codes of its rows.

    Where figures carry no decimals, they cannot be told from the numbers of lines: then none is left.
    """
    words = [token for token in tokens[:120] if isinstance(token, str)]
    exact = any(isinstance(token, Amount) and "." in token.raw for token in tokens)
    tokens = _without_columns(tokens)
    if any(map(_LINES.match, words)) or (exact and _is_counted(tokens)):
        tokens = _without_lines(tokens) if exact else list(words)
    if exact and any("编码" in word or "代码" in word or "科目" in word for word in words):
        followed = zip(tokens, [*tokens[1:], None], strict=True)
        return [each for each, after in followed if not (_said(each, _CODE) and isinstance(after, str))]
    return tokens


def _said(token: Token, pattern: re.Pattern[str]) -> bool:
    return isinstance(token, Amount) and pattern.match(token.raw) is not None


def _is_counted(tokens: Sequence[Token]) -> bool:
    """Whether most labels have a whole number right behind them, each another: the number of their line."""
    behind = [after for before, after in pairwise(tokens) if isinstance(before, str) and isinstance(after, Amount)]
    counts = [int(each.raw) for each in behind if _COUNT.match(each.raw)]
    return len(counts) > 3 and len(set(counts)) == len(counts) and len(counts) * 10 >= len(behind) * 7


def _without_columns(tokens: Sequence[Token]) -> list[Token]:
    """A stream without the numbers of columns: behind 栏次, or two and more that rise from 1."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and _said(tokens[end], _COUNT):
            end += 1
        run = [int(token.raw) for token in tokens[place:end] if isinstance(token, Amount)]
        behind = place > 0 and isinstance(tokens[place - 1], str) and "栏次" in str(tokens[place - 1])
        if run and (behind or (run[0] == 1 and len(run) > 1)) and _rises(run):
            place = end
            continue
        kept.append(tokens[place])
        place += 1
    return [each for each in kept if each != "栏次"]


def _without_lines(tokens: Sequence[Token]) -> list[Token]:
    """A stream without the numbers of its lines: two rising counts, one for each half."""
    left, right = 0, 0
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        count = int(token.raw) if isinstance(token, Amount) and _COUNT.match(token.raw) else 0
        behind_label = place > 0 and isinstance(tokens[place - 1], str)
        if not count or not (behind_label or count in (left + 1, right + 1)):
            kept.append(token)
        elif count == right + 1 or count > left + 12:
            right = count
        else:
            left = max(left, count)
    return kept
