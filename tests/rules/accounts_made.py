"""Whole budgets and final accounts made up: consistent by construction, set in every form that officials use.

A form is a list of schedules; each has a name, a unit line, header rows and rows of cells in which a merged cell is repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from itertools import pairwise

from crawler.reading import read
from crawler.reading.value import Reading, Table
from crawler.snapshot import Document, Place

FETCHED = datetime(2020, 1, 1)
Row = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One schedule as printed."""

    name: str
    unit: str
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Made:
    """Amounts in 分 (a hundredth of 元): what the general budget and the fund gave and what else came in, how it was spent."""

    basic_staff: int
    basic_running: int
    project: int
    fund: int
    own: int
    upward: int
    opening: int
    closing: int
    three_public: int = 0
    unit: str = "万元"
    style: str = "plain"  # plain, grouped, short (no zeros behind)
    planted: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def basic(self) -> int:
        return self.basic_staff + self.basic_running

    @property
    def general(self) -> int:
        return self.basic + self.project

    @property
    def spent(self) -> int:
        return self.general + self.fund + self.own + self.upward

    @property
    def income(self) -> int:
        return self.spent + self.closing - self.opening

    @property
    def total(self) -> int:
        return self.spent + self.closing

    def say(self, schedule: str, label: str, value: int) -> str:
        """A figure as it is printed in a schedule, with what was planted there."""
        value += self.planted.get((schedule, label), 0)
        exact = Decimal(value) / (100 if self.unit == "元" else 1000000)
        shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        text = f"{shown:,}" if self.style == "grouped" else f"{shown}"
        return text.rstrip("0").rstrip(".") if self.style == "short" and "." in text else text


def final_accounts(made: Made, counted: bool = True) -> tuple[Sheet, ...]:
    """The eight schedules of final accounts, by the ministry's forms; `counted`: lines are numbered (行次)."""
    return (
        _balance(made, "收入支出决算总表", "决算数", counted),
        _income(made, "收入决算表"),
        _expenditure(made, "支出决算表"),
        _appropriation(made, "财政拨款收入支出决算总表", "决算数", counted),
        _general(made, "一般公共预算财政拨款支出决算表"),
        _basic_final(made, "一般公共预算财政拨款基本支出决算表"),
        _three_public(made, "一般公共预算财政拨款“三公”经费支出决算表", "决算数"),
        _fund(made, "政府性基金预算财政拨款收入支出决算表"),
    )


def budget(made: Made, names: Sequence[str]) -> tuple[Sheet, ...]:
    """The eight schedules of a budget, by the names of one family."""
    return (
        _balance(made, names[0], "预算数", False),
        _income(made, names[1]),
        _expenditure(made, names[2]),
        _appropriation(made, names[3], "预算数", False),
        _general(made, names[4]),
        _basic_budget(made, names[5]),
        _three_public(made, names[6], "预算数"),
        _fund(made, names[7]),
    )


FAMILY_A = (
    "部门收支总表", "部门收入总表", "部门支出总表", "财政拨款收支总表", "一般公共预算支出表", "一般公共预算基本支出表",
    "一般公共预算“三公”经费支出表", "政府性基金预算支出表",
)  # fmt: skip
FAMILY_B = (
    "收支总体情况表", "收入总体情况表", "支出总体情况表", "财政拨款收支总体情况表", "一般公共预算支出情况表（按功能分类科目）",
    "一般公共预算基本支出情况表（按支出经济分类科目）", "一般公共预算安排的行政经费及“三公”经费预算表", "政府性基金预算支出情况表",
)  # fmt: skip


def _halves(counted: bool, column: str, last: Sequence[str]) -> tuple[Row, ...]:
    left = ("项目", "行次", column) if counted else ("项目", column)
    right = ("项目", "行次", *last) if counted else ("项目", *last)
    ordinals = (("栏次", "", "1", "栏次", "", *[str(n + 2) for n in range(len(last))]),) if counted else ()
    return (("收入",) * len(left) + ("支出",) * len(right), left + right, *ordinals)


def _sides(pairs: Sequence[tuple[Row, Row]], counted: bool) -> tuple[Row, ...]:
    """Rows of two halves; each half is (label, figures…)."""
    rows = []
    for number, (left, right) in enumerate(pairs, 1):
        if counted:
            left = (left[0], str(number), *left[1:])
            right = (right[0], str(number + 30), *right[1:])
        rows.append((*left, *right))
    return tuple(rows)


def _balance(made: Made, name: str, column: str, counted: bool) -> Sheet:
    say = lambda label, value: made.say(name, label, value)  # noqa: E731
    pairs = [
        (
            ("一、财政拨款收入", say("拨款", made.income - made.own)),
            ("一、一般公共服务支出", say("服务", made.spent - made.fund)),
        ),
        (("二、上级补助收入", ""), ("二、外交支出", "")),
        (("三、事业收入", say("事业收入", made.own)), ("三、城乡社区支出", say("社区", made.fund))),
        (("", ""), ("四、住房保障支出", "")),
        (("本年收入合计", say("本年收入合计", made.income)), ("本年支出合计", say("本年支出合计", made.spent))),
        (("使用非财政拨款结余", ""), ("结余分配", "")),
        (
            ("年初结转和结余", say("年初结转和结余", made.opening)),
            ("年末结转和结余", say("年末结转和结余", made.closing)),
        ),
        (("", ""), ("", "")),
    ]
    total = ("总计", "总计") if column == "决算数" else ("收入总计", "支出总计")
    pairs.append(((total[0], say("收入总计", made.total)), (total[1], say("支出总计", made.total))))
    return Sheet(
        name,
        made.unit,
        _halves(counted, column, [column]),
        _sides(pairs, counted),
        "注：本表反映部门本年度的总收支情况。",
    )


def _appropriation(made: Made, name: str, column: str, counted: bool) -> Sheet:
    say = lambda label, value: made.say(name, label, value)  # noqa: E731
    given = made.general + made.fund
    both = (say("合计", given), say("一般公共预算", made.general), say("基金", made.fund))
    pairs = [
        (("一、一般公共预算财政拨款", say("拨款", made.general)), ("一、一般公共服务支出", both[1], both[1], "")),
        (("二、政府性基金预算财政拨款", say("基金收入", made.fund)), ("二、城乡社区支出", both[2], "", both[2])),
        (("本年收入合计", say("本年收入合计", given)), ("本年支出合计", *both)),
        (
            ("年初财政拨款结转和结余", say("年初", 0)),
            ("年末财政拨款结转和结余", say("年末", 0), say("年末", 0), say("年末", 0)),
        ),
        (("总计", say("收入总计", given)), ("总计", *both)),
    ]
    last = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款")
    return Sheet(name, made.unit, _halves(counted, column, last), _sides(pairs, counted))


def _income(made: Made, name: str) -> Sheet:
    columns = ("本年收入合计", "财政拨款收入", "事业收入")
    header = (("项目", "项目", *columns), ("功能分类科目编码", "科目名称", *columns), ("栏次", "栏次", "1", "2", "3"))
    figures = [made.say(name, label, value) for label, value in
               (("合计", made.income), ("拨款", made.income - made.own), ("事业收入", made.own))]  # fmt: skip
    return Sheet(name, made.unit, header, (("合计", "合计", *figures), ("201", "一般公共服务支出", *figures)))


def _expenditure(made: Made, name: str) -> Sheet:
    columns = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出")
    header = (
        ("项目", "项目", *columns),
        ("功能分类科目编码", "科目名称", *columns),
        ("栏次", "栏次", "1", "2", "3", "4"),
    )
    parts = (
        ("合计", made.spent),
        ("基本支出", made.basic),
        ("项目支出", made.spent - made.basic - made.upward),
        ("上缴", made.upward),
    )
    figures = [made.say(name, label, value) for label, value in parts]
    return Sheet(name, made.unit, header, (("合计", "合计", *figures), ("201", "一般公共服务支出", *figures)))


def _general(made: Made, name: str) -> Sheet:
    columns = ("小计", "基本支出", "项目支出")
    header = (
        ("项目", "项目", "本年支出", "本年支出", "本年支出"),
        ("功能分类科目编码", "科目名称", *columns),
        ("栏次", "栏次", "1", "2", "3"),
    )
    figures = [made.say(name, label, value) for label, value in
               (("合计", made.general), ("基本支出", made.basic), ("项目支出", made.project))]  # fmt: skip
    return Sheet(name, made.unit, header, (("合计", "合计", *figures), ("201", "一般公共服务支出", *figures)))


def _basic_final(made: Made, name: str) -> Sheet:
    staff, running = made.say(name, "人员经费", made.basic_staff), made.say(name, "公用经费", made.basic_running)
    header = (("人员经费", "人员经费", "人员经费", "公用经费", "公用经费", "公用经费"),
              ("科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"))  # fmt: skip
    rows = (
        ("301", "工资福利支出", staff, "302", "商品和服务支出", running),
        ("30101", "基本工资", staff, "30201", "办公费", running),
        ("人员经费合计", "人员经费合计", staff, "公用经费合计", "公用经费合计", running),
    )
    return Sheet(name, made.unit, header, rows)


def _basic_budget(made: Made, name: str) -> Sheet:
    header = (("科目编码", "科目名称", "合计", "人员经费", "公用经费"),)
    figures = [made.say(name, label, value) for label, value in
               (("合计", made.basic), ("人员经费", made.basic_staff), ("公用经费", made.basic_running))]  # fmt: skip
    return Sheet(
        name, made.unit, header, (("合计", "合计", *figures), ("301", "工资福利支出", figures[1], figures[1], ""))
    )


def _three_public(made: Made, name: str, column: str) -> Sheet:
    total = made.say(name, "合计", made.three_public)
    rows = (("合计", total), ("1、因公出国（境）费", "0"), ("2、公务接待费", total), ("3、公务用车购置及运行费", "0"))
    return Sheet(name, made.unit, (("项目", column),), rows)


def _fund(made: Made, name: str) -> Sheet:
    columns = ("小计", "基本支出", "项目支出")
    header = (
        ("项目", "项目", "本年收入", "本年支出", "本年支出", "本年支出"),
        ("科目编码", "科目名称", "本年收入", *columns),
        ("栏次", "栏次", "1", "2", "3", "4"),
    )
    if not made.fund:
        return Sheet(
            name, made.unit, header, (("合计", "合计", "", "", "", ""),), "注：本部门没有政府性基金收支，故本表无数据。"
        )
    value = made.say(name, "合计", made.fund)
    zero = made.say(name, "基本支出", 0)
    return Sheet(
        name,
        made.unit,
        header,
        (("合计", "合计", value, value, zero, value), ("212", "城乡社区支出", value, value, zero, value)),
    )


def planted(made: Made, schedule: str, label: str, by: int) -> Made:
    """The same accounts with one figure changed."""
    return replace(made, planted={**made.planted, (schedule, label): by})


def _document(text: str, title: str, tables: tuple[Table, ...] = ()) -> Document:
    return Document(
        "http://own/", Place.OWN, FETCHED, "", title, Reading("text/plain", title=title, text=text, tables=tables)
    )


def _once(row: Row) -> list[str]:
    """A row with a merged cell once."""
    return [
        cell
        for number, cell in enumerate(row)
        if not number or not cell or cell != row[number - 1] or cell[0] in "-0123456789"
    ]


def _flat(sheet: Sheet) -> list[list[str]]:
    """The rows of a schedule with each merged cell once, also where it reaches down."""
    rows = [_once(row) for row in (*sheet.header, *sheet.rows)]
    size = len(sheet.header)
    for above, below in pairwise(rows[:size]):
        below[:] = [cell for cell in below if cell not in above or cell in ("项目", "行次")]
    return rows


def as_page(sheets: Sequence[Sheet], title: str) -> Document:
    """A web page with ruled tables, each name in a paragraph above."""
    parts = [
        f"<h1>{escape(title)}</h1><p>目录</p>",
        *[f"<p>{n}、{escape(each.name)}</p>" for n, each in enumerate(sheets, 1)],
    ]
    for each in sheets:
        rows = "".join(_html_row(row) for row in (*each.header, *each.rows))
        parts.append(f"<p>{escape(each.name)}</p><p>单位：{each.unit}</p><table>{rows}</table><p>{each.note}</p>")
    body = f"<html><head><title>{escape(title)}</title></head><body>{''.join(parts)}</body></html>".encode()
    return Document("http://own/", Place.OWN, FETCHED, "", title, read(body, url="http://own/", name="a.html"))


def _html_row(row: Row) -> str:
    cells: list[list[object]] = []
    for cell in row:
        if cells and cell and cells[-1][0] == cell and cell[0] not in "-0123456789":
            cells[-1][1] = int(str(cells[-1][1])) + 1
        else:
            cells.append([cell, 1])
    return "<tr>" + "".join(f"<td colspan={wide}>{escape(str(cell))}</td>" for cell, wide in cells) + "</tr>"


def as_book(sheets: Sequence[Sheet], title: str) -> Document:
    """A spreadsheet: a sheet for each schedule, its name in the first row."""
    tables = []
    for number, each in enumerate(sheets, 1):
        width = len(each.rows[0])
        rows = ((each.name,) * width, ("单位：" + each.unit,) + ("",) * (width - 1), *each.header, *each.rows)
        rows += ((each.note,) * width,) if each.note else ()
        tables.append(Table(rows, where=f"表{number}"))
    text = "\n".join("\t".join(row).rstrip("\t") for table in tables for row in table.rows)
    return _document(text, title, tuple(tables))


def as_lines(sheets: Sequence[Sheet], title: str) -> Document:
    """Text with one cell a line; a blank cell leaves nothing."""
    lines = [title, "目录", *[f"{n}、{each.name}" for n, each in enumerate(sheets, 1)], "第二部分 报表"]
    for each in sheets:
        lines += [each.name, "单位：" + each.unit]
        lines += [cell for row in _flat(each) for cell in row if cell]
        lines += [each.note] if each.note else []
    return _document("\n".join([*lines, "第三部分 情况说明"]), title)


def as_bars(sheets: Sequence[Sheet], title: str) -> Document:
    """Text with one cell and a bar a line, a row of blanks as bars."""
    lines = [title]
    for each in sheets:
        lines += [each.name, f"单位：{each.unit} |"]
        for row in _flat(each):
            lines += [f"{cell} |" if cell else "|" for cell in row]
        lines += [each.note] if each.note else []
    return _document("\n".join(lines), title)


def as_rows(sheets: Sequence[Sheet], title: str, gap: str = "\t") -> Document:
    """Text with a row a line, its cells apart by tabs or bars; blanks stay."""
    lines = [title]
    for each in sheets:
        lines += [each.name, "单位：" + each.unit]
        lines += [gap.join(row) for row in (*each.header, *each.rows)]
        lines += [each.note] if each.note else []
    return _document("\n".join(lines), title)


def as_ended(sheets: Sequence[Sheet], title: str) -> Document:
    """Text with a row a line and a bar behind each cell; a merged cell leaves blanks or one blank at the end of its row."""
    lines = [title]
    for number, each in enumerate(sheets):
        lines += [f"{each.name} | 公开{number + 1:02}表 |", f"单位：{each.unit} |"]
        for row in (*each.header, *each.rows):
            blanked = [
                cell if not place or cell != row[place - 1] or cell[:1].isdigit() else ""
                for place, cell in enumerate(row)
            ]
            lines.append(" | ".join(blanked) + " |")
        lines += [each.note] if each.note else []
    return _document("\n".join(lines), title)


def as_print(sheets: Sequence[Sheet], title: str) -> Document:
    """Text as out of a PDF: a row a line, one space between cells, blanks gone."""
    lines = [title]
    for each in sheets:
        lines += [each.name, "单位：" + each.unit]
        lines += [" ".join(cell for cell in row if cell) for row in _flat(each)]
        lines += [each.note] if each.note else []
    return _document("\n".join(lines), title)


FORMS: dict[str, Callable[[Sequence[Sheet], str], Document]] = {
    "page": as_page,
    "book": as_book,
    "lines": as_lines,
    "bars": as_bars,
    "tabs": as_rows,
    "pipes": lambda sheets, title: as_rows(sheets, title, " | "),
    "ended": as_ended,
    "print": as_print,
}
