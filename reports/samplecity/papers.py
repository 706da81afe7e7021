"""The papers of departments: income and expenditure alone, or everything that a year asks for in one."""

from __future__ import annotations

from collections.abc import Iterator

from reports.samplecity.documents import Paper, Rows
from reports.samplecity.entries import Entry
from reports.samplecity.schedules import BALANCE, THREE_PUBLIC, Book, is_blank, roles, schedule, why_blank
from reports.samplecity.statements import Statement, rows, told

NIL_BUDGET = (
    "{org}{year}年没有安排“三公”经费预算。",
    "经核实，{year}年度本单位无“三公”经费预算支出，特此说明。",
    "{org}{year}年未安排因公出国（境）费、公务接待费、公务用车购置及运行维护费，“三公”经费预算为零元。",
    "本单位{year}年没有“三公”经费预算安排。",
)
NIL_FINAL = (
    "{org}{year}年没有发生“三公”经费支出，“三公”经费决算为零元。",
    "经核实，{year}年度本单位无“三公”经费支出，特此说明。",
    "{org}{year}年未发生因公出国（境）费、公务接待费、公务用车购置及运行维护费，“三公”经费决算为0元。",
    "本单位{year}年没有发生“三公”经费支出。",
)


def alone(entry: Entry, title: str) -> Paper:
    """A department's income and expenditure."""
    hushed = entry.kind == "no-unit" and entry.is_about("department")
    unit = () if hushed else (f"编制单位：{entry.org}    单位：{entry.book.unit}",)
    name = () if "总表" in title else (f"{entry.year}年{_balance_name(entry)}",)
    return Paper(title, (*name, *unit, schedule(entry.book, BALANCE), *(() if hushed else _totals(entry.book))))


def _balance_name(entry: Entry) -> str:
    return "收入支出决算总表" if entry.final else "收支预算总表"


def whole(entry: Entry, title: str) -> Paper:
    """A department's whole budget or final accounts: what it does, its schedules, the three public expenses."""
    statement, kind = entry.statement, "决算" if entry.final else "预算"
    duties = f"贯彻执行国家有关法律法规和方针政策，承担{entry.org}职责范围内的管理和服务工作。"
    unit = "" if statement.without_unit else f"    单位：{statement.manner.unit}"
    if not entry.is_grown:
        return Paper(title, (*_early(entry, statement, unit, duties), *_nil(entry), *told(statement)))
    blocks: list[str | Rows] = [f"第一部分 {entry.org}概况", duties, f"第二部分 {entry.year}年部门{kind}表"]
    left_out = entry.gap if entry.kind == "no-table" else ""
    held = [role for role in roles(entry.year, final=entry.final) if role != left_out]
    for number, role in enumerate(held, 1):
        blocks += _schedule(entry, statement, role, f"{number}. {{}}{unit}")
    totals = () if statement.without_unit else _totals(entry.book)
    blocks += [f"第三部分 {entry.year}年部门{kind}情况说明", *totals, *_nil(entry), *told(statement)]
    return Paper(title, tuple(blocks))


def _early(entry: Entry, statement: Statement, unit: str, duties: str) -> Iterator[str | Rows]:
    book, kind = entry.book, "决算" if entry.final else "预算"
    numbers = iter("一二三")
    yield f"{next(numbers)}、主要职责。{duties}"
    if entry.kind != "no-table":
        yield f"{next(numbers)}、{entry.year}年{_balance_name(entry)}{unit}"
        yield _unfilled(schedule(book, BALANCE)) if entry.gap == BALANCE else schedule(book, BALANCE)
    yield f"{next(numbers)}、{entry.year}年“三公”经费{kind}表{unit}"
    yield rows(statement)


def _schedule(entry: Entry, statement: Statement, role: str, caption: str) -> Iterator[str | Rows]:
    yield caption.format(entry.book.caption(role))
    yield rows(statement) if role == THREE_PUBLIC else schedule(entry.book, role)
    if is_blank(entry.book, role) and entry.gap != role:
        yield why_blank(role, entry.year)


def _unfilled(table: Rows) -> Rows:
    """The table without its figures."""
    return (table[0], *(tuple("" if n % 2 else text for n, text in enumerate(row)) for row in table[1:]))


def _nil(entry: Entry) -> tuple[str, ...]:
    if not entry.nil:
        return ()
    return ((NIL_FINAL if entry.final else NIL_BUDGET)[3].format(year=entry.year),)


def _totals(book: Book) -> tuple[str, ...]:
    """Income and expenditure in a sentence; nothing where they do not agree."""
    known, kind = book.accounts, "决算" if book.final else "预算"
    if book.more:
        return ()
    total = book.sum(known.income + known.before)
    return (f"{book.year}年收入{kind}总计{total}{book.unit}，支出{kind}总计{total}{book.unit}。",)
