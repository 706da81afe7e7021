"""What tables say of the days of a span: a column for each number, or a row for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from crawler.reading.value import Table
from rules.air.period.headers import header_depth, stacked
from rules.air.period.labels import Label, bare_level, cell_label, cell_unit
from rules.air.period.sheet import Column, Sheet, are_shares
from rules.air.period.spans import first_span, plain
from rules.air.period.value import Span, Tally
from rules.phrases import squeeze

_CHANGE = re.compile(
    r"同比|环比|变化|增减|升降|增幅|变幅|降幅|较上|较去|比上|比去|与上|与去|排名|名次|目标|考核要求|累计完成"
)
_SINGLE = re.compile(
    r"\(?(?:SO2|NO2|PM10|PM2\.5|CO|O3(?:[-_]?8h)?|二氧化硫|二氧化氮|一氧化碳|臭氧|可吸入颗粒物|细颗粒物)[^天]{0,12}"
)
_WATER = re.compile("断面|水质|水源|水库|河流|流域|湖泊|噪声|降水|声环境|点位数|企业")
_SUM = re.compile("合计|累计|总计|小计|全年|年初|今年以来")
_SO_FAR = re.compile("累计|年初|今年以来")
_LIMIT = re.compile("标准|限值")
_SERIAL = re.compile(r"序号|编号|排名|名次|排序")
_SHARE = re.compile(r"(?:所?占)?(?:比例|比率|占比|百分比|百分率)(?:\(?%\)?)?|%")
_DAYS = re.compile(r"天数|日数|天数?\(?[天日d]\)?")


def tallies(table: Table, base: Span, of_air: bool = False) -> list[Tally]:
    """What a table says of days, by span and area; `base` is the span of the report, for rows that name none.

    `of_air` says that everything in its document is about air, so that no word in the table need say so.
    """
    depth = header_depth(table)
    if not _is_of_air(table, depth, of_air):
        return []
    sheet = Sheet(base, table.where)
    columns = _columns(table, depth, base)
    if depth and len({column.label for column in columns.values()}) >= 2:
        _by_row(table, depth, columns, sheet)
    else:
        _by_column(table, sheet)
    return [tally for tally in sheet.tallies() if tally.says_anything]


def _is_of_air(table: Table, depth: int, of_air: bool) -> bool:
    """Whether a table may count days of air: neither sections of rivers nor noise, and days or air named over it."""
    above = "".join(squeeze(cell) for row in table.rows[: max(depth, 2)] for cell in row) + squeeze(table.caption)
    beside = "".join(squeeze(row[0]) for row in table.rows if row)
    if _WATER.search(above + beside):
        return False
    return of_air or re.search("天|日数|空气|AQI|API", above + beside) is not None


def _columns(table: Table, depth: int, base: Span) -> dict[int, Column]:
    """What each column counts; one of shares is of what the column before it counts."""
    columns: dict[int, Column] = {}
    levels = any(re.search("级别|等级", squeeze(cell)) for row in table.rows[:depth] for cell in row)
    for at in range(max(map(len, table.rows), default=0)):
        stack = stacked(table, at, depth)
        column = _column(stack, table.caption, base, levels)
        before = columns.get(at - 1)
        if column is None and before is not None and stack and _SHARE.fullmatch(stack[-1]):
            column = replace(before, unit="%")
        if column is not None:
            columns[at] = column
    graded = sum(column.label.kind == "grade" for column in columns.values())
    for at in range(max(map(len, table.rows), default=0)) if graded >= 2 else ():
        if at not in columns and re.fullmatch("合计|总计|总天数", "".join(stacked(table, at, depth)[-1:])):
            columns[at] = Column(Label("valid"), "天")
    return columns


def _column(stack: Sequence[str], caption: str, base: Span, levels: bool) -> Column | None:
    """What a column counts by its header; None for changes, ranks, single pollutants and whatever is no number of days."""
    if any(_CHANGE.search(cell) or _SINGLE.fullmatch(cell) for cell in stack):
        return None
    label = next((found for cell in reversed(stack) if (found := cell_label(cell)) is not None), None)
    if label is None and levels and stack:
        label = bare_level(stack[-1])
    if label is None:
        return None
    if any(_SO_FAR.search(cell) for cell in stack):
        return Column(label, cell_unit(stack[-1]), Span(date(base.last.year, 1, 1), base.last))
    unit = next((unit for cell in reversed(stack) if (unit := cell_unit(cell))), "") or cell_unit(caption)
    named = [span for cell in stack if (span := first_span(plain(cell), base.last.year, base)) is not None]
    return Column(label, unit, named[0] if named else None)


def _by_row(table: Table, depth: int, columns: Mapping[int, Column], sheet: Sheet) -> None:
    """Reads a table with a row for each span or area."""
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
        _take_row(row, _of_row(row, names, columns), span, area, sheet)


def _take_row(row: Sequence[str], columns: Mapping[int, Column], span: Span | None, area: str, sheet: Sheet) -> None:
    quote = " ".join(cell.strip() for cell in row if cell.strip())
    for at, column in columns.items():
        if at < len(row):
            sheet.take(column, span, area, row[at], quote)


def _of_row(row: Sequence[str], names: Sequence[str], columns: Mapping[int, Column]) -> Mapping[int, Column]:
    """The columns with the unit of one row: it is called 天数 or 比例, or its numbers make a hundred."""
    unit = (
        "%"
        if any(_SHARE.fullmatch(name) for name in names)
        else "天"
        if any(_DAYS.fullmatch(name) for name in names)
        else ""
    )
    bare = [at for at, column in columns.items() if column.label.kind == "grade" and not column.unit and at < len(row)]
    if not unit and are_shares([row[at] for at in bare]):
        unit = "%"
    return {at: column if column.unit or not unit else replace(column, unit=unit) for at, column in columns.items()}


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
        elif not area and re.fullmatch(r"[一-龥A-Za-z()、·#\d]{1,14}", name) and not _is_no_area(name):
            area = name
    return span, area


def _is_no_area(name: str) -> bool:
    return re.fullmatch(r"本月|本期|\d+", name) is not None or bool(_DAYS.fullmatch(name) or _SHARE.fullmatch(name))


def _by_column(table: Table, sheet: Sheet) -> None:
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
            sheet.take(Column(label, unit or cell_unit(row[after - 1])), span, area, row[place], quote)


def _row_label(row: Sequence[str]) -> tuple[Label, int] | None:
    """What the numbers of a row count, and where they begin."""
    for at, cell in enumerate(row[:3]):
        label = cell_label(cell)
        if label is not None and not any(_is_else(squeeze(each)) for each in row[: at + 1]):
            return label, at + 1
    return None


def _is_else(cell: str) -> bool:
    return _CHANGE.search(cell) is not None or _SINGLE.fullmatch(cell) is not None
