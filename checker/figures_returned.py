"""The form as it comes back filled in: what stands in each cell, who filled it in, and all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checker.figures_checks import Judged, State, judged, words
from checker.figures_form import Form, Kind, Relation, Row, Spot
from checker.returns_values import Unclear, check_name, day, is_blank, name
from checker.returns_words import narrow
from crawler.reading.office.workbook import At, Cell, Sheet, Workbook, address
from crawler.reading.office.workbook import Kind as Holds
from crawler.refusal import Fault

MARK = "gongkai-figures"  # stands where the ids of a sheet's rows and columns meet
STAMP, SIGNED = "stamp", "signed"  # names of the two tables that hold no figures
BY, ON = "by", "on"
NUMBER = re.compile(r"(-?)([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(\.[0-9]{1,6})?")
ANEW = "请用 gongkai statistics --form 重新写出填报表再填"
MOST_NAMED = 8
MOST_PERCENT = Decimal(100)


@dataclass(frozen=True)
class Known:
    """What a form that comes back must be: of this year, this city, filled in between these days."""

    form: Form
    city: str
    today: date
    last: Mapping[Spot, Decimal] | None


@dataclass
class Filled:
    """What a form says: its figures and where each stands, who filled it in and when; faults refuse it, warnings do not."""

    by: str = ""
    on: date | None = None
    values: dict[Spot, Decimal] = field(default_factory=dict)
    cells: dict[Spot, str] = field(default_factory=dict)
    formulas: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """A sheet of the form: which row and which column is whose."""

    sheet: Sheet
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    corner: At

    def cell(self, row: str, column: str) -> Cell | None:
        """What stands in a cell; None where there is nothing, or no such cell."""
        if row not in self.rows or column not in self.columns:
            return None
        return self.sheet.cells.get((self.rows[row], self.columns[column]))

    def where(self, row: str, column: str) -> str:
        """Where a cell stands, as people say it: 统计表!D22."""
        return f"{self.sheet.name}!{address((self.rows.get(row, 0), self.columns.get(column, 0)))}"


def filled(book: Workbook, known: Known) -> Filled:
    """What a workbook says, with every fault at once."""
    found = Filled()
    grids: dict[str, Grid] = {}
    for id, grid in (each for sheet in book.sheets for each in _grids(sheet)):
        if id in grids:
            values = {"other": grids[id].sheet.name}
            found.faults.append(Fault("与“{other}”是同一张表", "请只留一张", grid.sheet.name, None, values))
        grids[id] = grid
    if STAMP not in grids:
        found.faults.append(Fault("不是本程序写出的填报表", ANEW, ""))
        return found
    found.faults += _stamped(grids[STAMP], known)
    if found.faults:
        return found
    _signed(grids.get(SIGNED), known, found)
    for block in known.form.blocks:
        if block.id in grids:
            _figures(grids[block.id], known.form, block.id, found)
        else:
            values = {"sheet": block.title}
            found.faults.append(Fault("缺少“{sheet}”这张表", ANEW, "", None, values))
    if not found.values and not found.faults:
        found.faults.append(Fault("一个数字也没有填", "请填写后再读入；没有统计的留空", ""))
    _add_up(known, found)
    return found


def _grids(sheet: Sheet) -> Iterator[tuple[str, Grid]]:
    """The table of a sheet: its ids stand beside and above its cells, out of people's sight."""
    for (y, x), cell in sheet.cells.items():
        if cell.text.startswith(f"{MARK}:"):
            rows = {each.text: at for (at, left), each in sheet.cells.items() if left == x and at > y}
            columns = {each.text: at for (top, at), each in sheet.cells.items() if top == y and at > x}
            yield cell.text.partition(":")[2], Grid(sheet, rows, columns, (y, x))
            return


def _stamped(grid: Grid, known: Known) -> Iterator[Fault]:
    """Whether it is the form of this year, of this city, as the program writes it now."""
    asked = {"year": str(known.form.year), "city": known.city, "form": known.form.digest}
    told = {key: cell.text if (cell := grid.cell(key, "value")) else "" for key in asked}
    where = grid.sheet.name
    values = {"given": told["year"], "asked": asked["year"]}
    if told["year"] != asked["year"]:
        yield Fault("填报表是 {given} 年的，要读入的是 {asked} 年", "请核对 --year，或换一个文件", where, None, values)
    elif told["form"] != asked["form"]:
        yield Fault("填报表的式样是旧的", ANEW, where)
    if told["city"] != asked["city"]:
        values = {"given": told["city"], "asked": asked["city"]}
        yield Fault("填报表是“{given}”的，这个工作区是“{asked}”的", "请核对工作区，或换一个文件", where, None, values)


def _signed(grid: Grid | None, known: Known, found: Filled) -> None:
    """Who filled it in, and when."""
    if grid is None:
        found.faults.append(Fault("缺少填报人和填报日期", ANEW, ""))
        return
    by, on = (grid.cell(key, "value") for key in (BY, ON))
    try:
        found.by = name(by, "填报人") if by else ""
        if found.by:
            check_name(found.by, "姓名")
        else:
            found.faults.append(Fault("没有填报人", "请写全名", grid.where(BY, "value")))
    except Unclear as unclear:
        found.faults.append(_unclear(unclear, grid.where(BY, "value")))
    try:
        found.on = day(on, "填报日期") if on else None
        if fault := _day_fault(found.on, known, grid.where(ON, "value")):
            found.faults.append(fault)
    except Unclear as unclear:
        found.faults.append(_unclear(unclear, grid.where(ON, "value")))


def _day_fault(on: date | None, known: Known, where: str) -> Fault | None:
    if on is None:
        return Fault("没有填报日期", "请写年月日，例如 {day}", where, None, {"day": str(known.today)})
    if not date(known.form.year, 1, 1) <= on <= known.today:
        values = {"day": str(on), "first": f"{known.form.year}-01-01", "last": str(known.today)}
        return Fault("填报日期 {day} 不对", "应在 {first} 到 {last} 之间", where, None, values)
    return None


def _unclear(unclear: Unclear, where: str) -> Fault:
    return Fault(unclear.what, unclear.remedy, where, None, unclear.values)


def _figures(grid: Grid, form: Form, block: str, found: Filled) -> None:
    """The numbers of a sheet; whatever stands beside its cells is told."""
    spots = [spot for spot in form.rows if spot.block == block]
    lost = [spot for spot in spots if spot.row not in grid.rows or spot.column not in grid.columns]
    if lost:
        rows = dict.fromkeys(form.rows[spot].short or form.rows[spot].title for spot in lost)
        values = {"rows": list(rows)[:MOST_NAMED]}
        found.faults.append(Fault("缺少行或列：{rows}", ANEW, grid.sheet.name, None, values))
        return
    for spot in spots:
        cell, where = grid.cell(spot.row, spot.column), grid.where(spot.row, spot.column)
        found.cells[spot] = where
        try:
            value = figure(cell, form.kind(spot), form.rows[spot]) if cell else None
        except Unclear as unclear:
            found.faults.append(_unclear(unclear, where))
            continue
        if value is not None and cell is not None:
            found.values[spot] = value
            found.formulas += cell.formula
    found.faults += _outside(grid, spots)


def _outside(grid: Grid, spots: Sequence[Spot]) -> Iterator[Fault]:
    """Numbers that stand where none is read: nobody should believe that they were taken in."""
    inside = {(grid.rows[spot.row], grid.columns[spot.column]) for spot in spots}
    for at, cell in grid.sheet.cells.items():
        beyond = at[0] > grid.corner[0] and at[1] > grid.corner[1] and at not in inside
        if beyond and cell.kind is Holds.NUMBER and not cell.formula:
            values = {"text": cell.text}
            where = f"{grid.sheet.name}!{address(at)}"
            yield Fault("这一格不填数字：{text}", "请删除，或填到对应的行和列", where, None, values)


def figure(cell: Cell, kind: Kind, row: Row) -> Decimal | None:
    """The number in a cell, None when it is blank. Raises Unclear for what is no number of that kind."""
    if is_blank(cell):
        return None
    values = {"text": cell.shown or cell.text}
    if cell.kind is Holds.UNCOMPUTED:
        raise Unclear("公式没有保存结果", "请用 Excel、WPS 或 LibreOffice 打开后保存，或直接填数字")
    if cell.kind is Holds.ERROR:
        raise Unclear("是错误值 {text}", "请重新填写", **values)
    if cell.kind in (Holds.DATE, Holds.TIME):
        raise Unclear("变成了日期：{text}", "请把单元格格式改为常规，重新填写数字", **values)
    text = _bare(cell, kind, row)
    if ("%" in text or "%" in cell.shown) and kind is not Kind.RATE:
        raise Unclear("是百分数：{text}", "请填数，不填百分数", **values)
    if kind is Kind.RATE and "%" in cell.shown and "%" not in text:
        text = cell.shown  # 0.9 that is shown as 90%
    match = NUMBER.fullmatch(text.rstrip("%").rstrip())
    if match is None or cell.kind is Holds.BOOLEAN:
        raise Unclear("不是数：{text}", "请只填数字；没有发生的填 0，没有统计的留空", **values)
    value = Decimal("".join(part or "" for part in match.groups()).replace(",", ""))
    _check(value, kind, values)
    return value


def _bare(cell: Cell, kind: Kind, row: Row) -> str:
    """The text without the row's own unit behind it: 10件."""
    text = narrow(cell.text).replace("，", ",")
    return text if kind is Kind.RATE else text.removesuffix(row.unit).rstrip()


def _check(value: Decimal, kind: Kind, values: Mapping[str, str]) -> None:
    if value < 0 and kind is not Kind.CHANGE:
        raise Unclear("是负数：{text}", "请填 0 或正数", **values)
    if kind in (Kind.WHOLE, Kind.CHANGE) and value != value.to_integral_value():
        raise Unclear("不是整数：{text}", "这一格只填整数", **values)
    if kind is Kind.RATE and value > MOST_PERCENT:
        raise Unclear("超过了 100%：{text}", "请填 0 到 100 之间的数", **values)


def _add_up(known: Known, found: Filled) -> None:
    """What does not add up, each with the identity, both sums and the cells."""
    for each in judged(known.form, found.values, known.last):
        if each.state is State.BROKEN:
            fault = _broken(known.form, each, found)
            (found.warnings if each.check.warns else found.faults).append(fault)


def _broken(form: Form, told: Judged, found: Filled) -> Fault:
    check = told.check
    values: dict[str, Sequence[str]] = {**words(form, told)}
    terms = [*check.left, *check.right]
    cells = [found.cells.get(term.spot, "") for term in terms if not term.last and term.spot in found.values]
    values["cells"] = [*cells[:MOST_NAMED], *(["…"] if len(cells) > MOST_NAMED else [])]
    what = {
        Relation.EQUAL: "“{identity}”不成立：左边 {left}，右边 {right}",
        Relation.AT_LEAST: "“{identity}”不成立：左边 {left}，右边 {right}",
        Relation.BOTH: "“{identity}”应当同为 0 或同不为 0：前者 {left}，后者 {right}",
        Relation.NEEDS: "“{identity}”：前者 {left}，后者却是 {right}",
    }[check.relation]
    if check.rate:
        what = "写明的解决率是 {rate}%，按所填的数只有 {percent}%（{left}，共 {right}）"
    return Fault(what, "请核对 {cells}", found.cells.get(check.at, ""), None, values)
