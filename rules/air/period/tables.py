"""What tables say of the days of a span: a column for each number, or a row for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from crawler.reading.value import Table
from rules.air.period.gathering import is_listed
from rules.air.period.labels import BAD, HEAVIEST, Label, cell_label, cell_unit
from rules.air.period.spans import first_span, plain
from rules.air.period.value import Share, Span, Tally
from rules.phrases import squeeze

_NUMBER = re.compile(r"(-?\d{1,4}(?:\.\d{1,3})?)(天|日|%)?")
_CHANGE = re.compile(
    r"同比|环比|变化|增减|升降|增幅|变幅|降幅|较上|较去|比上|比去|与上|与去|排名|名次|目标|考核要求|累计完成"
)
_SINGLE = re.compile(
    r"\(?(?:SO2|NO2|PM10|PM2\.5|CO|O3(?:[-_]?8h)?|二氧化硫|二氧化氮|一氧化碳|臭氧|可吸入颗粒物|细颗粒物)[^天]{0,12}"
)
_WATER = re.compile("断面|水质|水源|水库|河流|流域|湖泊|噪声|降水|声环境|点位数|企业")
_SUM = re.compile("合计|累计|总计|小计|全年|年初|今年以来")
_LIMIT = re.compile("标准|限值")
_MEAN = re.compile(r"平均|均值")
_SERIAL = re.compile(r"序号|编号|排名|名次|排序")
DEEPEST = 4  # rows of a header


@dataclass(frozen=True)
class _Column:
    """What the numbers of a column, or of a row, count: by which unit, of which span and area ("" and None: of the table's)."""

    label: Label
    unit: str = ""
    span: Span | None = None
    area: str = ""


@dataclass
class _Sheet:
    """The tallies of a table by span and area, while it is read."""

    base: Span
    where: str
    found: dict[tuple[Span, str], Tally] = field(default_factory=dict)

    def take(self, column: _Column, span: Span | None, area: str, cell: str, row: str) -> None:
        """Adds what one cell says."""
        key = (column.span or span or self.base, column.area or area)
        tally = self.found.get(key) or Tally(*key, where=self.where, is_average=_MEAN.search(key[1]) is not None)
        told = _with(tally, column.label, cell, column.unit)
        if told is not None:
            self.found[key] = replace(told, quotes=tally.quotes if row in tally.quotes else (*tally.quotes, row))

    def tallies(self) -> Iterator[Tally]:
        for told in self.found.values():
            apart = {"重度污染", "严重污染"} & set(told.by_grade)
            grades = {word: days for word, days in told.by_grade.items() if word != HEAVIEST or not apart}
            tally = replace(told, by_grade=grades)
            columns = sum(word in BAD for word in tally.by_grade)
            whole = {"优", "良"} <= set(tally.by_grade) and columns >= 3
            yield replace(tally, is_listed=whole or is_listed(tally))


def tallies(table: Table, base: Span) -> list[Tally]:
    """What a table says of days, by span and area; `base` is the span of the report, for rows that name none."""
    depth = header_depth(table)
    if not _is_of_air(table, depth):
        return []
    sheet = _Sheet(base, table.where)
    columns = {
        at: column
        for at in range(max(map(len, table.rows), default=0))
        if (column := _column(stacked(table, at, depth), table.caption, base)) is not None
    }
    if depth and len({column.label for column in columns.values()}) >= 2:
        _by_row(table, depth, columns, sheet)
    else:
        _by_column(table, sheet)
    return [tally for tally in sheet.tallies() if tally.says_anything]


def _is_of_air(table: Table, depth: int) -> bool:
    """Whether a table may count days of air: neither sections of rivers nor noise, and days or air named over it."""
    above = "".join(squeeze(cell) for row in table.rows[: max(depth, 2)] for cell in row) + squeeze(table.caption)
    beside = "".join(squeeze(row[0]) for row in table.rows if row)
    return not _WATER.search(above + beside) and re.search("天|日数|空气|AQI|API", above + beside) is not None


def header_depth(table: Table) -> int:
    """How many rows stand above the first one with numbers; 0 when none or too many do."""
    for number, row in enumerate(table.rows[: DEEPEST + 2]):
        cells = [squeeze(cell) for cell in row]
        if sum(_NUMBER.fullmatch(cell) is not None for cell in cells) >= 2:
            return number if number <= DEEPEST + 1 else 0
    return 0


def stacked(table: Table, at: int, depth: int) -> tuple[str, ...]:
    """The cells of the header above a column, from above, each once."""
    cells = [squeeze(row[at]) for row in table.rows[:depth] if at < len(row)]
    return tuple(cell for number, cell in enumerate(cells) if cell and cell not in cells[:number])


def _column(stack: Sequence[str], caption: str, base: Span) -> _Column | None:
    """What a column counts by its header; None for changes, ranks, single pollutants and whatever is no number of days."""
    if any(_CHANGE.search(cell) or _SINGLE.fullmatch(cell) for cell in stack):
        return None
    label = next((found for cell in reversed(stack) if (found := cell_label(cell)) is not None), None)
    if label is None:
        return None
    if any(re.search("累计|年初|今年以来", cell) for cell in stack):
        return _Column(label, cell_unit(stack[-1]), Span(date(base.last.year, 1, 1), base.last))
    unit = next((unit for cell in reversed(stack) if (unit := cell_unit(cell))), "") or cell_unit(caption)
    named = [span for cell in stack if (span := first_span(plain(cell), base.last.year, base)) is not None]
    return _Column(label, unit, named[0] if named else None)


def _by_row(table: Table, depth: int, columns: dict[int, _Column], sheet: _Sheet) -> None:
    first = min(columns)
    seen: list[Span] = []
    stacks = [stacked(table, at, depth) for at in range(first)]
    for row in table.rows[depth:]:
        names = _row_names(row, first, stacks)
        if any(_CHANGE.search(name) or _LIMIT.search(name) for name in names):
            continue
        span, area = _named(names, sheet.base)
        if span is None and _SUM.search(area):
            if not seen:
                continue  # the days of all areas together
            span, area = Span(min(each.first for each in seen), max(each.last for each in seen)), ""
        seen += [span] if span is not None else []
        quote = " ".join(cell.strip() for cell in row if cell.strip())
        for at, column in columns.items():
            if at < len(row):
                sheet.take(column, span, area, row[at], quote)


def _row_names(row: Sequence[str], first: int, stacks: Sequence[Sequence[str]]) -> list[str]:
    """The words before the numbers of a row; a bare number counts as a month only under a header that says so."""
    names = []
    for cell, stack in zip(row[:first], stacks, strict=False):
        name = plain(cell)
        if re.fullmatch(r"\d{1,2}(?:-\d{1,2})?", name):
            name = f"{name}月" if any(re.search("月|时间|时段|日期", head) for head in stack) else ""
        if name and not any(_SERIAL.search(head) for head in stack):
            names.append(name)
    return names


def _named(names: Sequence[str], base: Span) -> tuple[Span | None, str]:
    """The span and the area that the first cells of a row name."""
    span, area = None, ""
    for name in names:
        found = first_span(name, base.last.year, base)
        if found is not None:
            span = found
        elif not area and re.search("[一-龥]", name) and not re.fullmatch("本月|本期|天数", name):
            area = name
    return span, area


def _by_column(table: Table, sheet: _Sheet) -> None:
    """Reads a table with a row for each number."""
    labelled = [(at, found) for at, row in enumerate(table.rows) if (found := _row_label(row)) is not None]
    if len({label for _, (label, _) in labelled}) < 2:
        return
    head = table.rows[: labelled[0][0]]
    for at, (label, after) in labelled:
        row = table.rows[at]
        quote = " ".join(cell.strip() for cell in row if cell.strip())
        for place in range(after, len(row)):
            stack = [squeeze(each[place]) for each in head if place < len(each)]
            if any(_CHANGE.search(cell) for cell in stack) or squeeze(row[place]) in map(squeeze, row[:after]):
                continue
            span, area = _named([plain(cell) for cell in stack if not cell_unit(cell)], sheet.base)
            unit = next((unit for cell in reversed(stack) if (unit := cell_unit(cell))), "")
            sheet.take(_Column(label, unit or cell_unit(squeeze(row[after - 1]))), span, area, row[place], quote)


def _row_label(row: Sequence[str]) -> tuple[Label, int] | None:
    """What the numbers of a row count, and where they begin."""
    for at, cell in enumerate(row[:3]):
        label = cell_label(cell)
        if label is not None and not any(
            _CHANGE.search(squeeze(each)) or _SINGLE.fullmatch(squeeze(each)) for each in row[: at + 1]
        ):
            return label, at + 1
    return None


def number(cell: str) -> tuple[Decimal, str] | None:
    """The number of a cell with 天 or % when it says so; None for anything else."""
    match = _NUMBER.fullmatch(squeeze(cell))
    if match is None:
        return None
    return Decimal(match[1]), "天" if match[2] == "日" else match[2] or ""


def _with(tally: Tally, label: Label, cell: str, unit: str) -> Tally | None:
    """The tally with what a cell says, or None when it says nothing; where a table says a thing twice, the first stands."""
    both = re.fullmatch(r"(\d{1,3})天?\((\d{1,3}(?:\.\d+)?)%?\)", squeeze(cell))
    if both:
        told = _with(tally, label, both[1], "天")
        return _with(told or tally, label, f"{both[2]}%", "%")
    read = number(cell)
    if read is None or read[0] < 0:
        return None
    value, unit = read[0], read[1] or ("%" if label.kind in ("rate", "bad-rate") else unit)
    if unit == "%":
        return _with_share(tally, label, Share(value))
    if value != value.to_integral_value():
        return None
    if label.kind == "grade":
        return replace(tally, by_grade={label.word: int(value), **tally.by_grade})
    if label.kind not in ("valid", "days", "good", "bad") or getattr(tally, label.kind) is not None:
        return None
    return replace(tally, **{label.kind: int(value)})  # type: ignore[arg-type]


def _with_share(tally: Tally, label: Label, share: Share) -> Tally | None:
    if label.kind in ("rate", "good"):
        return None if tally.rate else replace(tally, rate=share)
    word = {"bad": "bad", "bad-rate": "bad", "grade": label.word}.get(label.kind, "")
    return replace(tally, shares={word: share, **tally.shares}) if word else None
