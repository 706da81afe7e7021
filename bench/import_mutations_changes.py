"""What becomes of a workbook between its export and its return: each change in words, and whether it leaves the meaning plain."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum

from bench.import_mutations_book import BLANK, Book, Cell, Column, Raw, Row, Sheet, Value
from bench.import_mutations_city import City
from bench.import_mutations_reader import FORM, UNSEEN, WORDS, inputs

PEOPLE = ("张三", "李建国", "王小红", "欧阳文")
REASONS = ("当日网站维护，有公告", "材料已于9月30日公布，见截图", "链接已修复；与事实不符", "=公开栏有存档", "情节轻微")
ENGLISH = {
    "单位编号": "Department id",
    "督查员意见": "Inspector's decision",
    "改为扣分": "Changed to",
    "理由": "Reason",
    "姓名": "Name",
    "日期": "Date",
    "编号": "Key",
}


class Grade(IntEnum):
    """How plainly a file still says what it said: as plainly as before; so that a person sees it; or who knows."""

    PLAIN = 0
    READABLE = 1
    ANY = 2


@dataclass
class Case:
    """A workbook on its way. `form` is how it is saved, `spoil` what is done to the bytes; `lost` says that nobody can read those."""

    book: Book
    chance: random.Random
    city: City
    told: list[str] = field(default_factory=list)
    form: str = "xlsx"
    spoil: list[Callable[[bytes], bytes]] = field(default_factory=list)
    lost: str = ""
    only: str = ""  # of a .csv: the sheet that is left

    def sheets(self) -> list[Sheet]:
        """The sheets that people fill in."""
        return [sheet for sheet in self.book.sheets if sheet.role in FORM and len(sheet.rows) > sheet.head + 1]

    def some(self) -> Sheet:
        """One of them, those with more lines more often."""
        every = self.sheets()
        return self.chance.choices(every, [len(sheet.rows) for sheet in every])[0]

    def spoken(self, sheet: Sheet, *roles: str) -> list[Row]:
        """The rows in which all of these columns say something, by default the decision."""
        at = [sheet.at(role) for role in roles or (decision(sheet),)]
        if None in at:
            return []
        return [
            row
            for row in sheet.lines
            if all(not row.cells[x].blank and not row.cells[x].formula for x in at if x is not None)
        ]


def decision(sheet: Sheet) -> str:
    """The column of a sheet's decisions."""
    return WORDS[sheet.role][0] if sheet.role in WORDS else "结果"


def amount(sheet: Sheet) -> str:
    """The column of a sheet's points."""
    return "得分" if sheet.role == "实地检查" else "改为扣分"


Change = Callable[[Case], str | None]


@dataclass(frozen=True)
class Mutation:
    """A change: its name in the table, when it is made (0 in cells, 1 in rows and columns, 2 in sheets, 3 in the file), how often."""

    name: str
    change: Change
    grade: Grade
    stage: int
    weight: float = 1.0


MUTATIONS: dict[str, Mutation] = {}


def mutation(name: str, grade: Grade, stage: int, weight: float = 1.0) -> Callable[[Change], Change]:
    """Enters a change, which returns what it did, or None when there was nothing to do it to."""

    def enter(change: Change) -> Change:
        MUTATIONS[name] = Mutation(name, change, grade, stage, weight)
        return change

    return enter


def fill(case: Case, people: Sequence[str] = PEOPLE) -> None:
    """Writes decisions, marks and answers as inspectors would."""
    chance = case.chance
    share = chance.choice((0.03, 0.08, 0.2))
    for sheet in case.sheets():
        for row in sheet.lines:
            at = row.cells[sheet.at("编号") or 0].text
            filled = any(not row.cells[sheet.at(role) or 0].blank for role in ("姓名",))
            if at and not filled and chance.random() < (0.7 if sheet.role in ("申诉", "实地检查") else share):
                _fill_row(case, sheet, row, at, people)


def _fill_row(case: Case, sheet: Sheet, row: Row, id: str, people: Sequence[str]) -> None:
    chance = case.chance
    if sheet.role == "实地检查":
        _mark(sheet, row, case, id)
    else:
        line = (
            next(each for each in case.city.appeals.values() if each.id == id)
            if sheet.role == "申诉"
            else case.city.lines[id]
        )
        word = chance.choice([word for word in WORDS[sheet.role][1] if line.problem or word != "属实"])
        write(sheet, row, decision(sheet), word)
        if word == "改为":
            write(sheet, row, "改为扣分", Raw(str(price(line.most, chance))))
        if word != "维持" or sheet.role == "申诉" or chance.random() < 0.3:
            write(sheet, row, "理由", chance.choice(REASONS))
    write(sheet, row, "姓名", chance.choice(people))
    write(sheet, row, "日期", _day(chance))


def price(most: Decimal, chance: random.Random) -> Decimal:
    """A price that may be written: of tenths and quarters, up to the most."""
    step = chance.choice((Decimal("0.25"), Decimal("0.1"), Decimal("0.5")))
    return step * chance.randint(0, int(most / step))


def _mark(sheet: Sheet, row: Row, case: Case, id: str) -> None:
    chance, line = case.chance, case.city.lines[id]
    if line.answers:
        word, worth = chance.choice([*line.answers, (UNSEEN, None)])
        write(sheet, row, "结果", word)
        score = row.cells[sheet.at("得分") or 0]
        if score.formula and score.value is not None:
            write(sheet, row, "得分", "" if worth is None else Raw(str(worth)), formula=score.formula)
    elif chance.random() < 0.15:
        write(sheet, row, "结果", UNSEEN)
    else:
        write(sheet, row, "得分", Raw(str(price(line.most, chance))))
    write(sheet, row, "日期、版面或地点", chance.choice(("9月6日第3版", "一楼大厅", "档案馆二楼")))
    if chance.random() < 0.4:
        write(sheet, row, "情况", chance.choice(("内容齐全", "缺一项")))


def _day(chance: random.Random) -> Value:
    on = date(2013, 10, 8) + timedelta(chance.randrange(10))
    return chance.choice(
        (on, on, on, on, str(on), f"{on.year}年{on.month}月{on.day}日", f"{on.year}/{on.month}/{on.day}")
    )


def write(
    sheet: Sheet,
    row: Row,
    role: str,
    value: Value,
    means: Sequence[object] | None = None,
    *,
    style: str = "",
    formula: str = "",
) -> None:
    """Writes into a cell of a row, in the style that it has."""
    at = sheet.at(role)
    assert at is not None
    before = row.cells[at]
    sheet.put(row, at, Cell(value, style or before.style, formula, None if means is None else tuple(means)))


def said(row: Row, sheet: Sheet, role: str) -> str:
    """What a row says in a column."""
    at = sheet.at(role)
    return "" if at is None else row.cells[at].text


# --- Rows


def _key(cell: Cell) -> tuple[bool, str]:
    return cell.blank, cell.text


def _order(sheet: Sheet, rows: list[Row], chance: random.Random) -> list[int]:
    """The rows in another order: by a column, up or down, or at random."""
    numbers = list(range(len(rows)))
    if chance.random() < 0.3:
        chance.shuffle(numbers)
        return numbers
    at = chance.randrange(len(sheet.columns))
    return sorted(numbers, key=lambda number: _key(rows[number].cells[at]), reverse=chance.random() < 0.5)


def _reorder(sheet: Sheet, columns: Sequence[int], chance: random.Random) -> None:
    """Sorts some columns and leaves the others."""
    rows = list(sheet.lines)
    order = _order(sheet, rows, chance)
    before = [row.cells[:] for row in rows]
    for row, number in zip(rows, order, strict=True):
        for at in columns:
            row.cells[at] = before[number][at]
    sheet.changed = True


@mutation("rows sorted", Grade.PLAIN, 1, 2)
def sort_rows(case: Case) -> str:
    sheet = case.some()
    rows = list(sheet.lines)
    sheet.rows[sheet.head + 1 :] = [rows[number] for number in _order(sheet, rows, case.chance)]
    sheet.changed = True
    return f"{sheet.name}: whole rows sorted"


@mutation("some columns sorted", Grade.ANY, 1, 2)
def sort_some(case: Case) -> str:
    sheet = case.some()
    first = case.chance.randrange(len(sheet.columns) - 1)
    last = case.chance.randrange(first + 1, len(sheet.columns) + 1)
    _reorder(sheet, range(first, last), case.chance)
    return f"{sheet.name}: only columns {first}–{last - 1} sorted"


@mutation("all but the keys sorted", Grade.ANY, 1)
def sort_all_but_keys(case: Case) -> str:
    sheet = case.some()
    _reorder(sheet, [at for at, column in enumerate(sheet.columns) if column.role != "编号"], case.chance)
    return f"{sheet.name}: sorted without the column of the keys"


@mutation("inputs sorted", Grade.ANY, 1)
def sort_inputs(case: Case) -> str:
    sheet = case.some()
    _reorder(sheet, [at for at, column in enumerate(sheet.columns) if column.role in inputs(sheet.role)], case.chance)
    return f"{sheet.name}: only the inputs sorted"


@mutation("keys sorted", Grade.ANY, 1)
def sort_keys(case: Case) -> str:
    sheet = case.some()
    _reorder(sheet, [at for at, column in enumerate(sheet.columns) if column.role == "编号"], case.chance)
    return f"{sheet.name}: only the keys sorted"


@mutation("one input column sorted", Grade.ANY, 1)
def sort_one_input(case: Case) -> str:
    sheet = case.some()
    role = case.chance.choice(inputs(sheet.role))
    _reorder(sheet, [at for at, column in enumerate(sheet.columns) if column.role == role], case.chance)
    return f"{sheet.name}: only {role} sorted"


@mutation("rows deleted", Grade.READABLE, 1)
def delete_rows(case: Case) -> str:
    sheet = case.some()
    share = case.chance.random()
    sheet.rows[sheet.head + 1 :] = [row for row in sheet.lines if case.chance.random() > share]
    sheet.changed = True
    return f"{sheet.name}: {share:.0%} of the rows deleted"


@mutation("silent rows deleted", Grade.PLAIN, 1)
def delete_silent(case: Case) -> str:
    for sheet in case.sheets():
        at = [at for at, column in enumerate(sheet.columns) if column.role in inputs(sheet.role)]
        sheet.rows[sheet.head + 1 :] = [row for row in sheet.lines if any(not row.cells[x].blank for x in at)]
        sheet.changed = True
    return "rows in which nothing is decided deleted from all sheets"


@mutation("rows duplicated", Grade.READABLE, 1)
def duplicate_rows(case: Case) -> str:
    sheet = case.some()
    rows = list(sheet.lines)
    for row in case.chance.sample(rows, min(3, len(rows))):
        sheet.rows.insert(case.chance.randrange(sheet.head + 1, len(sheet.rows) + 1), row.copy())
    sheet.changed = True
    return f"{sheet.name}: rows duplicated"


@mutation("row duplicated and edited", Grade.ANY, 1, 2)
def duplicate_edited(case: Case) -> str | None:
    sheet = case.some()
    rows = case.spoken(sheet)
    if not rows:
        return None
    row = case.chance.choice(rows)
    twin = row.copy()
    sheet.rows.insert(case.chance.randrange(sheet.head + 1, len(sheet.rows) + 1), twin)
    what = _edit(case, sheet, twin)
    return f"{sheet.name}: a row duplicated, in the copy {what}"


def _edit(case: Case, sheet: Sheet, row: Row) -> str:
    """Changes what a row says into something else that may be said."""
    if case.chance.random() < 0.4 and sheet.at("姓名") is not None:
        write(sheet, row, "姓名", case.chance.choice([name for name in PEOPLE if name != said(row, sheet, "姓名")]))
    if sheet.role in WORDS and sheet.at(decision(sheet)) is not None:
        others = [word for word in WORDS[sheet.role][1][:2] if word != said(row, sheet, decision(sheet))]
        write(sheet, row, decision(sheet), others[0])
        if sheet.at("改为扣分") is not None:
            write(sheet, row, "改为扣分", None)
        if sheet.at("理由") is not None:
            write(sheet, row, "理由", "复查后另有意见")
    elif sheet.at("情况") is not None:
        write(sheet, row, "情况", "复查后另有情况")
    return "something else decided"


@mutation("rows swapped", Grade.PLAIN, 1)
def swap_rows(case: Case) -> str | None:
    sheet = case.some()
    if len(sheet.rows) < sheet.head + 3:
        return None
    a, b = case.chance.sample(range(sheet.head + 1, len(sheet.rows)), 2)
    sheet.rows[a], sheet.rows[b] = sheet.rows[b], sheet.rows[a]
    sheet.changed = True
    return f"{sheet.name}: two rows swapped"


@mutation("inputs of two rows swapped", Grade.ANY, 1)
def swap_inputs(case: Case) -> str | None:
    sheet = case.some()
    return _swap(case, sheet, inputs(sheet.role))


@mutation("cells of two rows swapped", Grade.ANY, 1)
def swap_cells(case: Case) -> str | None:
    sheet = case.some()
    form = FORM[sheet.role]
    return _swap(case, sheet, case.chance.sample(form, case.chance.randint(1, 4)))


def _swap(case: Case, sheet: Sheet, columns: Sequence[str]) -> str | None:
    rows, spoken = list(sheet.lines), case.spoken(sheet)
    if len(rows) < 2 or not spoken:
        return None
    a = case.chance.choice(spoken)
    b = case.chance.choice([row for row in rows if row is not a])
    for role in columns:
        at = sheet.at(role)
        if at is not None:
            a.cells[at], b.cells[at] = b.cells[at], a.cells[at]
    sheet.changed = True
    return f"{sheet.name}: {'、'.join(columns)} of two rows swapped"


@mutation("cells shifted down", Grade.ANY, 1, 2)
def shift_down(case: Case) -> str | None:
    sheet = case.some()
    rows = list(sheet.lines)
    if len(rows) < 4:
        return None
    choice = case.chance.choice(("inputs", "one input", "keys", "words"))
    names = {
        "inputs": inputs(sheet.role),
        "one input": (case.chance.choice(inputs(sheet.role)),),
        "keys": ("编号",),
        "words": FORM[sheet.role][:6],
    }[choice]
    start = case.chance.randrange(len(rows) - 1)
    up = case.chance.random() < 0.5
    for at in [at for at, column in enumerate(sheet.columns) if column.role in names]:
        cells = [row.cells[at] for row in rows[start:]]
        moved = [*cells[1:], BLANK] if up else [BLANK, *cells[:-1]]
        for row, cell in zip(rows[start:], moved, strict=True):
            row.cells[at] = cell
    sheet.changed = True
    return f"{sheet.name}: {choice} shifted {'up' if up else 'down'} by one from row {start + 2}"


@mutation("cells shifted right", Grade.ANY, 1)
def shift_right(case: Case) -> str | None:
    sheet = case.some()
    rows = case.spoken(sheet)
    if not rows:
        return None
    for row in rows if case.chance.random() < 0.2 else [case.chance.choice(rows)]:
        first = case.chance.randrange(len(row.cells))
        cells = [BLANK, *row.cells[first:-1]] if case.chance.random() < 0.6 else [*row.cells[first + 1 :], BLANK]
        row.cells[first:] = [replace(cell, means=None) for cell in cells]
    sheet.changed = True
    return f"{sheet.name}: cells of a row shifted by one column"


@mutation("blank rows between", Grade.READABLE, 1)
def blank_rows(case: Case) -> str:
    sheet = case.some()
    for _ in range(case.chance.randint(1, 4)):
        at = case.chance.randrange(sheet.head + 1, len(sheet.rows) + 1)
        sheet.rows.insert(at, Row([BLANK] * len(sheet.columns)))
    sheet.changed = True
    return f"{sheet.name}: blank rows inserted"


@mutation("a total or note below", Grade.READABLE, 1)
def note_below(case: Case) -> str:
    sheet = case.some()
    row = Row([BLANK] * len(sheet.columns))
    row.cells[0] = Cell(case.chance.choice(("合计", "填表说明：以上意见经集体研究", "制表人：张三", "小计")))
    sheet.rows += [Row([BLANK] * len(sheet.columns)), row]
    sheet.changed = True
    return f"{sheet.name}: {row.cells[0].text} below the table"


@mutation("a row written by hand", Grade.ANY, 1)
def handwritten(case: Case) -> str | None:
    sheet = case.some()
    rows = case.spoken(sheet)
    if not rows:
        return None
    row = Row([replace(cell) for cell in case.chance.choice(rows).cells])
    sheet.rows.append(row)
    keep = {*inputs(sheet.role), "单位编号", "单位"}
    row.cells = [cell if column.role in keep else BLANK for cell, column in zip(row.cells, sheet.columns, strict=True)]
    sheet.changed = True
    return f"{sheet.name}: a decision on a row of its own, without a key"


@mutation("rows of another sheet", Grade.ANY, 1)
def foreign_rows(case: Case) -> str | None:
    pair = [sheet for sheet in case.sheets() if sheet.role in ("检查发现", "无法检测")]
    if len(pair) < 2:
        return None
    a, b = case.chance.sample(pair, 2)
    rows = case.spoken(a)
    if not rows:
        return None
    row = case.chance.choice(rows)
    cells = [replace(cell, means=None) for cell in row.cells[: len(b.columns)]]
    b.rows.append(Row(cells + [BLANK] * (len(b.columns) - len(cells))))
    a.rows.remove(row)
    a.changed = b.changed = True
    return f"a row of {a.name} cut out and pasted below {b.name}"


@mutation("header repeated", Grade.READABLE, 1)
def header_again(case: Case) -> str | None:
    sheet = case.some()
    if sheet.head < 0:
        return None
    sheet.rows.insert(case.chance.randrange(sheet.head + 2, len(sheet.rows) + 1), sheet.rows[sheet.head].copy())
    sheet.changed = True
    return f"{sheet.name}: the header stands a second time among the rows"


@mutation("rows hidden by a filter", Grade.PLAIN, 1)
def filter_rows(case: Case) -> str:
    sheet = case.some()
    for row in sheet.lines:
        row.hidden = case.chance.random() < 0.6
    sheet.changed = True
    return f"{sheet.name}: rows hidden by a filter"


@mutation("cells merged", Grade.ANY, 1, 2)
def merge(case: Case) -> str | None:
    sheet = case.some()
    if len(sheet.rows) < sheet.head + 5:
        return None
    top = case.chance.randrange(sheet.head + 1, len(sheet.rows) - 3)
    bottom = top + case.chance.choice((0, 1, 2))
    left = case.chance.randrange(len(sheet.columns) - 1)
    right = left + case.chance.choice((0, 1)) if bottom > top else left + 1
    for y in range(top, bottom + 1):
        for x in range(left, right + 1):
            if (y, x) != (top, left):
                cell = sheet.rows[y].cells[x]
                sheet.rows[y].cells[x] = Cell(None, cell.style)
    sheet.merges.append((top, left, bottom, right))
    sheet.changed = True
    return f"{sheet.name}: cells merged in rows {top + 1}–{bottom + 1}, columns {left + 1}–{right + 1}"


@mutation("names or dates merged", Grade.ANY, 1)
def merge_names(case: Case) -> str | None:
    """One name over several rows: what a person reads for all of them."""
    sheet = case.some()
    at = sheet.at(case.chance.choice(("姓名", "日期")))
    if at is None or len(sheet.rows) < sheet.head + 6:
        return None
    top = case.chance.randrange(sheet.head + 1, len(sheet.rows) - 4)
    first = sheet.rows[top].cells[at]
    means = None if first.blank else first.means or (first.value,)
    for row in sheet.rows[top + 1 : top + 4]:
        row.cells[at] = Cell(None, row.cells[at].style, "", means)
    sheet.merges.append((top, at, top + 3, at))
    sheet.changed = True
    return f"{sheet.name}: one {sheet.columns[at].role} merged over rows {top + 1}–{top + 4}"


# --- Columns


def _move(sheet: Sheet, order: Sequence[int]) -> None:
    sheet.columns = [sheet.columns[at] for at in order]
    for row in sheet.rows:
        row.cells = [row.cells[at] for at in order]
    sheet.changed = True


@mutation("columns moved", Grade.PLAIN, 1, 2)
def move_columns(case: Case) -> str:
    sheet = case.some()
    order = list(range(len(sheet.columns)))
    if case.chance.random() < 0.4:
        case.chance.shuffle(order)
    else:
        order.insert(case.chance.randrange(len(order)), order.pop(case.chance.randrange(len(order))))
    _move(sheet, order)
    return f"{sheet.name}: columns moved"


@mutation("columns hidden", Grade.PLAIN, 1)
def hide_columns(case: Case) -> str:
    sheet = case.some()
    for column in case.chance.sample(sheet.columns, case.chance.randint(1, len(sheet.columns) // 2)):
        column.hidden = True
    sheet.changed = True
    return f"{sheet.name}: columns hidden"


def _insert(sheet: Sheet, at: int, cells: Sequence[Cell]) -> None:
    sheet.columns.insert(at, Column(""))
    for row, cell in zip(sheet.rows, cells, strict=True):
        row.cells.insert(at, cell)
    sheet.changed = True


@mutation("column inserted", Grade.PLAIN, 1)
def insert_column(case: Case) -> str:
    sheet = case.some()
    words = [BLANK] * len(sheet.rows)
    if case.chance.random() < 0.6 and sheet.head >= 0:
        words = [Cell(case.chance.choice(("", "已电话核实", "见附件", "3"))) for _ in sheet.rows]
        words[: sheet.head + 1] = [BLANK] * (sheet.head + 1)
        words[sheet.head] = Cell(case.chance.choice(("备注", "序号", "科室意见")))
    _insert(sheet, case.chance.randrange(len(sheet.columns) + 1), words)
    return f"{sheet.name}: a column inserted"


@mutation("header renamed", Grade.READABLE, 1)
def rename_header(case: Case) -> str | None:
    sheet = case.some()
    if sheet.head < 0:
        return None
    at = case.chance.randrange(len(sheet.columns))
    before = sheet.rows[sheet.head].cells[at]
    new = case.chance.choice((f"{before.text}（必填）", f"*{before.text}", f"{before.text[:-1]}", "意见", "备注"))
    sheet.put(sheet.rows[sheet.head], at, replace(before, value=new))
    return f"{sheet.name}: the header {before.text} is now {new}"


@mutation("two headers swapped", Grade.ANY, 1)
def swap_headers(case: Case) -> str | None:
    sheet = case.some()
    if sheet.head < 0:
        return None
    near = [
        at
        for at, column in enumerate(sheet.columns)
        if column.role in inputs(sheet.role) or column.role in ("单价", "扣分", "满分")
    ]
    if len(near) < 2:
        return None
    a, b = case.chance.sample(near, 2)
    cells = sheet.rows[sheet.head].cells
    cells[a], cells[b] = cells[b], cells[a]
    sheet.columns[a], sheet.columns[b] = sheet.columns[b], sheet.columns[a]
    for row in sheet.lines:
        for at in (a, b):
            row.cells[at] = replace(row.cells[at], means=None)
    sheet.changed = True
    return f"{sheet.name}: the headers {cells[b].text} and {cells[a].text} swapped"


@mutation("column deleted", Grade.ANY, 1, 2)
def delete_column(case: Case) -> str:
    sheet = case.some()
    at = case.chance.randrange(len(sheet.columns))
    gone = sheet.columns[at].role
    _move(sheet, [x for x in range(len(sheet.columns)) if x != at])
    return f"{sheet.name}: the column {gone} deleted"


@mutation("column duplicated", Grade.ANY, 1)
def duplicate_column(case: Case) -> str:
    sheet = case.some()
    at = case.chance.randrange(len(sheet.columns))
    _insert(sheet, at + 1, [row.cells[at] for row in sheet.rows])
    return f"{sheet.name}: the column {sheet.columns[at].role} duplicated"


@mutation("column duplicated and edited", Grade.ANY, 1)
def duplicate_column_edited(case: Case) -> str | None:
    """Two columns of decisions: what one of them says, nobody knows which, can't be taken."""
    sheet = case.some()
    role = case.chance.choice((decision(sheet), amount(sheet)))
    at = sheet.at(role)
    rows = case.spoken(sheet, role)
    if at is None or not rows or sheet.head < 0:
        return None
    changed = case.chance.choice(rows)
    cells = [row.cells[at] for row in sheet.rows]
    number = next(number for number, row in enumerate(sheet.rows) if row is changed)
    before = cells[number]
    words = [word for word in ("维持", "撤销", "属实", "不属实", UNSEEN, "是", "否") if word != before.text]
    other = Raw("0.05") if role == amount(sheet) else next(word for word in words if word in _offered(case, sheet))
    cells[number] = replace(before, value=other, means=None)
    _insert(sheet, at + case.chance.choice((0, 1)), cells)
    changed.cells[sheet.at(role) or 0] = replace(before, means=())
    return f"{sheet.name}: the column {role} duplicated, and other words in one of them"


def _offered(case: Case, sheet: Sheet) -> Sequence[str]:
    return WORDS[sheet.role][1] if sheet.role in WORDS else (UNSEEN, "是", "否")


# --- The header


@mutation("header pushed down", Grade.READABLE, 1)
def push_header(case: Case) -> str:
    sheet = case.some()
    count = case.chance.randint(1, 3)
    above = [Row([BLANK] * len(sheet.columns)) for _ in range(count)]
    if case.chance.random() < 0.6:
        above[0].cells[0] = Cell("青石市2013年9月网上检查督查意见表")
    sheet.rows[:0] = above
    sheet.head += count
    sheet.merges = [(top + count, left, bottom + count, right) for top, left, bottom, right in sheet.merges]
    sheet.changed = True
    return f"{sheet.name}: {count} rows above the header"


@mutation("header in English", Grade.READABLE, 1)
def english_header(case: Case) -> str | None:
    sheet = case.some()
    if sheet.head < 0:
        return None
    head = sheet.rows[sheet.head]
    head.cells = [replace(cell, value=ENGLISH.get(cell.text, cell.value)) for cell in head.cells]
    sheet.changed = True
    return f"{sheet.name}: the header in English"


@mutation("header with spaces", Grade.READABLE, 1)
def spaced_header(case: Case) -> str | None:
    sheet = case.some()
    if sheet.head < 0:
        return None
    head = sheet.rows[sheet.head]
    way = case.chance.choice(
        (" ".join, "\u3000".join, "\n".join, lambda text: f"\u3000{text} ", lambda text: f"{text}\u200b")
    )
    head.cells = [replace(cell, value=way(cell.text)) if cell.text else cell for cell in head.cells]
    sheet.changed = True
    return f"{sheet.name}: spaces in the header"


@mutation("header deleted", Grade.ANY, 1)
def delete_header(case: Case) -> str | None:
    sheet = case.some()
    if sheet.head < 0:
        return None
    del sheet.rows[sheet.head]
    sheet.head = -1
    sheet.merges = []
    sheet.changed = True
    return f"{sheet.name}: the header deleted"


@mutation("the words edited", Grade.READABLE, 0)
def edit_words(case: Case) -> str | None:
    sheet = case.some()
    rows = case.spoken(sheet)
    roles = [
        role
        for role in ("说明", "原文", "原因", "证据网址", "登载处", "依据", "申诉理由")
        if sheet.at(role) is not None
    ]
    if not rows or not roles:
        return None
    for row in case.chance.sample(rows, min(3, len(rows))):
        role = case.chance.choice(roles)
        write(sheet, row, role, said(row, sheet, role) + "（已核对）")
    return f"{sheet.name}: a remark added to {role}"
