"""The rows of a weekly report: what it says of each of its days, in a table or in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from crawler.reading.value import Table
from rules.air.period.headers import header_depth, stacked
from rules.air.period.labels import LEVELS, grade_word
from rules.air.period.spans import plain
from rules.air.period.value import Daily, Span
from rules.phrases import squeeze

_HEADS = {
    "day": r"日期|时间|监测日期|月日|日报日期|星期",
    "index": r"(?:空气)?(?:质量|污染)?指数(?:\(?(?:AQI|API)\)?)?(?:值)?|AQI(?:指数|值)?|API(?:指数|值)?|(?:AQI|API)\(.{2,8}\)",
    "primary": r"首要污染物(?:名称)?|主要污染物",
    "grade": r"(?:空气)?(?:环境)?(?:质量)?(?:状况|类别|评价|级别及状况|状态|描述)",
    "level": r"(?:空气)?(?:环境)?(?:质量)?(?:级别|等级|指数级别)",
    "area": r"监测(?:点|站)(?:位|点)?(?:名称)?|点位(?:名称)?|站点|区域|城市|县区|县\(市、?区\)|地区",
}
LONGEST = 16  # days: a table of a month is one of daily bulletins
_LEVEL = re.compile(r"(VI|IV|V|III|II|I|[一二三四五六1-6])(?:[12]|\([12]\))?(?:级)?")
_DAY = re.compile(
    r"(?:(?P<year>20\d\d)[年./-])?(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?(?:\(?(?:星期|周).\)?)?|(?P<only>\d{1,2})日?(?:\(?(?:星期|周).\)?)?"
)
_SAID = re.compile(
    r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?:星期|周).\))?[^。;\d]{0,24}?"
    r"(?:空气质量指数|空气污染指数|污染指数|指数|AQI|API)(?:\(?(?:AQI|API)\)?)?(?:为|是|:)?(?P<index>\d{1,3})(?![\d.%\-—~至])(?P<rest>[^。;\d]{0,40})"
)


def dailies(table: Table, span: Span) -> list[Daily]:
    """What a table says of single days of a span that is no longer than a week or two; none for any other table."""
    if span.length > LONGEST:
        return []
    depth = header_depth(table) or 1
    stacks = [stacked(table, at, depth) for at in range(max(map(len, table.rows), default=0))]
    columns = {name: _column(name, stacks) for name in _HEADS}
    indexes = [at for at, stack in enumerate(stacks) if _is_headed("index", stack)]
    if columns["day"] is None or not indexes:
        return list(_across(table, span))
    found = []
    for row in table.rows[depth:]:
        for at in indexes:
            area = _part(stacks[at]) if len(indexes) > 1 else ""
            cells = {name: _cell(row, place) for name, place in columns.items() if place is not None}
            found.append(_row(row, {**cells, "index": _cell(row, at)}, area, span, table.where))
    return [daily for daily in found if daily is not None]


def _column(name: str, stacks: Sequence[Sequence[str]]) -> int | None:
    return next((at for at, stack in enumerate(stacks) if _is_headed(name, stack)), None)


def _is_headed(name: str, stack: Sequence[str]) -> bool:
    return any(re.fullmatch(_HEADS[name], cell) for cell in stack)


def _part(stack: Sequence[str]) -> str:
    """The station or area that the header of one of several indexes names."""
    return next((cell for cell in reversed(stack) if not re.fullmatch(_HEADS["index"], cell)), "")


def _row(row: Sequence[str], cells: Mapping[str, str], area: str, span: Span, where: str) -> Daily | None:
    day, index = day_of(cells.get("day", ""), span), re.fullmatch(r"\d{1,3}", cells["index"])
    if day is None or index is None:
        return None
    grade = grade_of(cells.get("grade") or cells.get("level") or "")
    quote = " ".join(cell.strip() for cell in row if cell.strip())
    level = level_of(cells.get("level", ""))
    if area and not is_mean(area):
        grade, level = "", None  # which of several indexes a grade belongs to is not said
    return Daily(
        day, int(index[0]), grade, level, cells.get("primary", ""), area or cells.get("area", ""), where, quote
    )


def is_mean(area: str) -> bool:
    """Whether a column is the mean of several stations."""
    return re.search("均值|平均|全市|城区|市区|综合|全县", area) is not None


def grade_of(text: str) -> str:
    """The word of a grade that stands in a cell; "" where only a level does."""
    word = grade_word(text)
    return "" if word.endswith("级") or (word in "优良" and word not in text) else word


def level_of(text: str) -> int | None:
    """The level that stands in a cell, 1 to 6."""
    match = _LEVEL.match(text)
    return LEVELS[match[1]] if match else None


def _across(table: Table, span: Span) -> Iterator[Daily]:
    """Reads a table whose columns are days."""
    head = next(
        (row for row in table.rows[:2] if sum(day_of(squeeze(cell), span) is not None for cell in row) >= 3), None
    )
    if head is None:
        return
    rows = {
        name: row
        for name in ("index", "grade", "level", "primary")
        for row in table.rows
        if re.fullmatch(_HEADS[name], squeeze(row[0] if row else ""))
    }
    for at, cell in enumerate(head):
        day, index = day_of(squeeze(cell), span), _cell(rows.get("index", ()), at)
        if at and day is not None and re.fullmatch(r"\d{1,3}", index):
            grade = grade_of(_cell(rows.get("grade", ()), at) or _cell(rows.get("level", ()), at))
            primary = _cell(rows.get("primary", ()), at)
            yield Daily(
                day,
                int(index),
                grade,
                level_of(_cell(rows.get("level", ()), at)),
                primary,
                "",
                table.where,
                f"{cell.strip()} {index}",
            )


def _cell(row: Sequence[str], at: int) -> str:
    return squeeze(row[at]) if at < len(row) else ""


def day_of(cell: str, span: Span) -> date | None:
    """The day of a span that a cell names: 2013-07-08, 7月8日, 7.8, 8日; None for any other."""
    match = _DAY.fullmatch(plain(cell))
    if match is None:
        return None
    return _in(span, match["month"], match["day"] or match["only"])


def _in(span: Span, month: str | None, day: str) -> date | None:
    for number in range(span.length):
        each = date.fromordinal(span.first.toordinal() + number)
        if each.day == int(day) and (month is None or each.month == int(month)):
            return each
    return None


def told(text: str, span: Span) -> list[Daily]:
    """What sentences say of single days: 7月8日空气污染指数为45，首要污染物无，优。"""
    if span.length > LONGEST:
        return []
    found = []
    for line in text.splitlines():
        for match in _SAID.finditer(plain(line)):
            day = _in(span, match["month"], match["day"])
            if day is not None:
                found.append(Daily(day, int(match["index"]), grade_of(match["rest"]), quote=line.strip()[:200]))
    return found
