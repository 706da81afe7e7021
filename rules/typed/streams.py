"""Tables whose cells stand one a line: labels and numbers in a stream, put back into rows.

A row is a label and the numbers behind it. Where blank cells were dropped, rows are shorter than others, and nobody can
tell which column a number belongs to: such rows are kept as they are and named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rules.phrases import squeeze
from rules.typed.lines import is_value

MOST_CELLS = 40_000
MOST_COLUMNS = 17
_COUNTED = 3  # numbers in a row that count rows, where the first row, a total, has none
_TITLE = re.compile(r"(?:表|公开|说明|附件\d*|统计)$|^附[件表]|单位[::].{0,12}元|^[(]?(?:金额)?单位[::]")
_FIRST_HEADER = re.compile(
    r"(?:项目|科目|单位|部门|年度|类别|内容|名称|指标|费用|序号)(?:名称|类别|内容|项目)?|(?:支出|经费|费用|预算)(?:项目|科目|类别)|(?:预算|编报)?单位(?:名称)?"
)
_REMARKS = re.compile(r"备\s*注|说明|备注说明|(?:增减(?:变化)?)?原因(?:说明)?")
_CODE = re.compile(r"(?:预算)?(?:单位|部门)(?:编码|代码|编号)")
_SERIAL = re.compile(r"序号|编号|行次|栏次")
_HEADERISH = re.compile(
    r"(?:预算|决算|执行|金额|安排|支出)数?[额]?(?:[(].{1,4}[)])?$|^(?:本年|上年|20\d\d年)|[(][百千万亿]?万?元[)]$|%$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BODY = re.compile(r"(?:[局委办厅院所站队处校馆]|中心|政府)(?:[(（](?:本级|机关)[)）]|本级|机关)?$")
_COST = re.compile(r"(?:费用?|经费|支出|计|购置|运行|维护|接待|出国|[(（].{1,4}[)）])$")
_OPEN_END, _OPEN_START = re.compile(r"[及和与、(·]$|公务用?$"), re.compile(r"[)及和与、]|[(]境|(?:费用?|经费|支出|用)$")


@dataclass
class _Row:
    labels: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Stream:
    """Rows of a table that was a stream; `lost` are the numbers of those that lack cells, `above` what stood before it."""

    rows: tuple[tuple[str, ...], ...]
    lost: frozenset[int]
    above: tuple[str, ...] = ()


def streams(cells: Sequence[str]) -> list[Stream]:
    """The tables in a stream of cells; "" is a cell that is known to be blank, or that only fills a row up."""
    found: list[Stream] = []
    above: list[str] = []
    for raw in _parts(cells[:MOST_CELLS]):
        part = _without_codes(_without_serials(_with_years(raw)))
        stream = _regular(part, above) or _stream(part, above)
        if stream is not None:
            found.append(stream)
        above = [cell for cell in part if cell][-3:] if stream is None else []
    return found


def _parts(cells: Sequence[str]) -> Iterable[list[str]]:
    """The stream cut before each title or line of a unit that follows numbers."""
    part: list[str] = []
    counted = 0
    for cell in cells:
        if counted > 1 and _TITLE.search(squeeze(cell)):
            yield part
            part, counted = [], 0
        part.append(cell)
        counted += is_value(cell)
    yield part


def _regular(cells: list[str], before: Sequence[str]) -> Stream | None:
    """A stream in which every row has as many cells as the next: a label, then numbers and blanks."""
    marks = "".join("_" if not cell else "9" if is_value(cell) else "a" for cell in cells) + "_" * ("" in cells)
    best = max((body for width in range(2, MOST_COLUMNS) for body in _bodies(marks, width)), default=None)
    if best is None or best.numbers < marks.count("9"):
        return None
    size, end = best.width, best.start + best.width * best.count
    padded = [*cells, ""]
    rows = [padded[at : at + size] for at in range(best.start, end, size)]
    above, header = _split(_whole([cell for cell in cells[: best.start] if cell]))
    is_framed = size > 2 and cells[max(0, best.start - 1) : best.start] == [""] and not any(row[-1] for row in rows)
    size -= is_framed
    while size > max(2, len(header)) and not any(row[size - 1] for row in rows):
        size -= 1
    whole = _framed(cells[: best.start], header) if is_framed else [tuple(header)] if header else []
    whole += [tuple(row[:size]) for row in rows]
    after = [(cell,) for cell in cells[end:] if cell][:6] if "" not in cells else []
    lost = frozenset(range(len(whole), len(whole) + len(after)))
    return Stream((*whole, *after), lost, (*before, *above)[-3:])


def _framed(cells: Sequence[str], header: list[str]) -> list[tuple[str, ...]]:
    """A header whose lines blanks divide, as they divide the rows below it."""
    lines: list[list[str]] = [[]]
    for cell in _whole(list(cells)):
        lines = [*lines, []] if not cell else [*lines[:-1], [*lines[-1], cell]]
    kept: list[tuple[str, ...]] = []
    left = len(header)
    for line in reversed(lines):
        if line and left > 0:
            kept.insert(0, tuple(line[-left:]))
            left -= len(line)
    return kept


@dataclass(frozen=True, order=True)
class _Body:
    """A run of rows of one width in a stream; the more numbers it holds, the better."""

    numbers: int
    width: int
    start: int
    count: int


def _bodies(marks: str, width: int) -> Iterable[_Body]:
    for match in re.finditer(rf"(?:a[9_]{{{width - 1}}}){{2,}}(?=a|_*$)", marks):
        count = len(match[0]) // width
        if count > 2 or width > 2:
            yield _Body(match[0].count("9"), width, match.start(), count)


def _stream(cells: list[str], before: Sequence[str]) -> Stream | None:
    """A stream whose blank cells are not all there."""
    rows = _rows(_whole(cells))
    if sum(len(row.values) for row in rows) < 2:
        return None
    first = rows[0]
    above, header = _split(first.labels)
    if len(first.values) > 2 and (len(rows) == 1 or (len(header) > 3 and not any(row.values for row in rows[1:]))):
        header = [label for label in header if not _SERIAL.fullmatch(squeeze(label))]
        name = (header.pop(),) if _is_named(header) else ()
        values = _without_numbers(first.values)
        lost = frozenset[int]() if "" in values else frozenset((1,))
        return Stream((tuple(header), (*name, *values)), lost, (*before, *above)[-3:])
    is_unnamed = not header or _HEADERISH.fullmatch(squeeze(header[-1])) is not None
    first.labels = ["" if is_unnamed else header.pop()]
    return _listed(header, rows, (*before, *above)[-3:])


def _is_named(header: list[str]) -> bool:
    """Whether the last label before the numbers is no part of the header but the name of their row."""
    last, has_names = squeeze(header[-1]), _FIRST_HEADER.fullmatch(squeeze(header[0])) is not None
    return len(header) > 3 and (_BODY.search(last) is not None or (has_names and _COST.search(last) is None))


def _listed(header: list[str], rows: list[_Row], above: tuple[str, ...]) -> Stream | None:
    """A header and a row for each label; a label without numbers is a row of blanks that were dropped.

    Of a column of remarks, too, whose words would be labels: it has no numbers, so that its own label heads none.
    """
    flat: list[tuple[str, list[str]]] = []
    for row in rows:
        flat += [(label, []) for label in row.labels[:-1]]
        flat.append((row.labels[-1] if row.labels else "", row.values))
    counts = Counter(len(values) for _, values in flat if values)
    if not counts:
        return None
    usual = max(counts, key=lambda size: (counts[size], size))
    width = len(header) - 1 if len(header) - 1 in counts else usual
    if len(header) == width + 2 and _REMARKS.fullmatch(squeeze(header[-1])):
        header = header[:-1]
    is_sure = width == len(header) - 1 or all(size <= width or size % width == 0 for size in counts)
    lines: list[tuple[str, ...]] = [tuple(header)] if header else []
    lost: set[int] = set()
    for label, values in flat:
        more = len(values) > width and len(values) % width == 0
        parts = [values[at : at + width] for at in range(0, len(values), width)] if more else [values]
        for name, part in zip([label, *[""] * len(parts)], parts, strict=False):
            if len(part) != width or not is_sure:
                lost.add(len(lines))
            lines.append((name, *part))
    return Stream(tuple(lines), frozenset(lost), above)


def _rows(cells: list[str]) -> list[_Row]:
    """Each run of labels with the run of numbers behind it; blanks before the first number are no cells."""
    rows: list[_Row] = []
    has_number = False
    for cell in cells:
        is_number = cell == "" or is_value(cell)
        has_number |= bool(cell) and is_number
        if is_number and not (rows and has_number):
            continue
        if not is_number and (not rows or rows[-1].values):
            rows.append(_Row())
        (rows[-1].values if is_number else rows[-1].labels).append(cell)
    return rows


def _split(labels: list[str]) -> tuple[list[str], list[str]]:
    """What stands above a table, and its header: from the last 项目 or the like on, else behind its title."""
    plain = [squeeze(label) for label in labels]
    starts = [at for at, text in enumerate(plain) if _FIRST_HEADER.fullmatch(text)]
    titles = [at + 1 for at, text in enumerate(plain) if _TITLE.search(text)]
    start = starts[0] if starts and (not titles or starts[-1] >= titles[-1]) else max(titles, default=0)
    if starts and titles and starts[0] < titles[-1] <= starts[-1]:
        start = next(at for at in starts if at >= titles[-1])
    if start and _SERIAL.fullmatch(plain[start - 1]):
        start -= 1
    return labels[:start], labels[start:]


def _whole(cells: list[str]) -> list[str]:
    """Labels that a line end broke in two, joined."""
    whole: list[str] = []
    for cell in cells:
        last = whole[-1] if whole else ""
        broken = last and cell and not is_value(last) and not is_value(cell)
        if broken and (_OPEN_END.search(squeeze(last)) or _OPEN_START.match(squeeze(cell))):
            whole[-1] = last + cell
        else:
            whole.append(cell)
    return whole


def _with_years(cells: list[str]) -> list[str]:
    """Bare years that head columns, written as such (2013 becomes 2013年)."""
    plain = [squeeze(cell) for cell in cells]
    dated = list(cells)
    for at, text in enumerate(plain):
        before = plain[at - 1] if at else ""
        if _YEAR.fullmatch(text) and (_FIRST_HEADER.fullmatch(before) or (at and dated[at - 1].endswith("年"))):
            dated[at] = text + "年"
    return dated


def _without_serials(cells: list[str]) -> list[str]:
    """The stream without the running numbers of a column 序号 that stands first."""
    plain = [squeeze(cell) for cell in cells]
    start = next((at for at, text in enumerate(plain) if _SERIAL.fullmatch(text)), -1)
    first = next((at for at in range(max(start, 0), len(plain)) if is_value(cells[at])), len(plain))
    if start < 0 or not (start + 1 < len(plain) and _FIRST_HEADER.fullmatch(plain[start + 1])):
        return cells
    kept, expected = [cell for at, cell in enumerate(cells[:first]) if at != start], 1
    for at in range(first, len(cells)):
        is_label_next = at + 1 < len(cells) and cells[at + 1] != "" and not is_value(cells[at + 1])
        if plain[at] == str(expected) and is_label_next:
            expected += 1
        else:
            kept.append(cells[at])
    return kept if plain[first : first + 1] == ["1"] or expected > _COUNTED else cells


def _without_codes(cells: list[str]) -> list[str]:
    """The stream without a column of bodies' codes: its label, and each number of many digits that a name follows."""
    if not any(_CODE.fullmatch(squeeze(cell)) for cell in cells):
        return cells
    named = [bool(after) and not is_value(after) for after in [*cells[1:], ""]]
    is_code = [cell.isdecimal() and len(cell) > 2 and follows for cell, follows in zip(cells, named, strict=True)]
    kept = zip(cells, is_code, strict=True)
    return [cell for cell, code in kept if not code and not _CODE.fullmatch(squeeze(cell))]


def _without_numbers(values: list[str]) -> list[str]:
    """The values without a row 1 2 3 … that numbers their columns, and without blanks at their end.

    Behind such a row a blank may divide rows or be a cell: then all blanks are dropped.
    """
    plain = [squeeze(value) for value in values]
    size = next((at for at, text in enumerate(plain) if text != str(at + 1)), len(plain))
    rest = values[size:] if size >= 3 and any(values[size:]) else values
    if rest[0] == "":
        rest = rest[1 : size + 1] if any(rest[size : size + 1]) else [value for value in rest if value]
    while not rest[-1]:
        rest = rest[:-1]
    return rest
