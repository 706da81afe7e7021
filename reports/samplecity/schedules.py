"""A department's budget and final accounts as tables: one of income and expenditure at first, eight or nine later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from reports.samplecity.dice import dice
from reports.samplecity.documents import Rows
from reports.samplecity.manners import manner
from reports.samplecity.money import Accounts, figures, final_accounts, planned_accounts, spent
from reports.samplecity.statements import printed

BALANCE, INCOME, EXPENDITURE, APPROPRIATION = "balance", "income", "expenditure", "appropriation"
GENERAL, BASIC, THREE_PUBLIC, FUND, STATE = "general", "basic", "three-public", "fund", "state-capital"
ROLES = {
    BALANCE: "收支总表",
    INCOME: "收入总表",
    EXPENDITURE: "支出总表",
    APPROPRIATION: "财政拨款收支总表",
    GENERAL: "一般公共预算支出表",
    BASIC: "一般公共预算基本支出表",
    THREE_PUBLIC: "“三公”经费支出表",
    FUND: "政府性基金预算支出表",
    STATE: "国有资本经营预算支出表",
}
WHOLE_FROM, STATE_CAPITAL_FROM = 2015, 2020
SETTLED_FROM = {False: 2017, True: 2016}  # until then what is lacking but the first is a matter of the province
CAPTIONS = (
    "部门收支总表 部门收入总表 部门支出总表 财政拨款收支总表 一般公共预算支出表 一般公共预算基本支出表 "
    "一般公共预算“三公”经费支出表 政府性基金预算支出表 国有资本经营预算支出表".split(),
    "收支总体情况表 收入总体情况表 支出总体情况表 财政拨款收支总体情况表 一般公共预算支出情况表 一般公共预算基本支出情况表 "
    "一般公共预算“三公”经费支出情况表 政府性基金预算支出情况表 国有资本经营预算支出情况表".split(),
)
FINAL_CAPTIONS = (
    "收入支出决算总表 收入决算表 支出决算表 财政拨款收入支出决算总表 一般公共预算财政拨款支出决算表 "
    "一般公共预算财政拨款基本支出决算表 财政拨款“三公”经费支出决算表 政府性基金预算财政拨款收入支出决算表 "
    "国有资本经营预算财政拨款支出决算表"
).split()


def roles(year: int, *, final: bool) -> tuple[str, ...]:
    """The schedules that a year's budget or final accounts must hold: two at first, by the budget law of 2015 all."""
    if year < WHOLE_FROM:
        return BALANCE, THREE_PUBLIC
    return tuple(ROLES)[: 9 if final and year >= STATE_CAPITAL_FROM else 8]


@dataclass(frozen=True)
class Book:
    """A body's accounts of a year as one place prints them; `more` is income that no expenditure meets."""

    accounts: Accounts
    year: int
    final: bool
    unit: str
    grouped: bool
    family: int
    reception: int = 0
    run: int = 0
    more: int = 0

    def sum(self, value: int) -> str:
        """A sum as this place prints it."""
        return printed(value, self.unit, grouped=self.grouped) if value else "0"

    def caption(self, role: str) -> str:
        """What a schedule is called here."""
        return (FINAL_CAPTIONS if self.final else CAPTIONS[self.family])[tuple(ROLES).index(role)]

    @property
    def header(self) -> str:
        """What stands over a column of sums."""
        return "决算数" if self.final else "预算数"


@lru_cache(maxsize=4096)
def book(seed: int, slot: tuple[str, str], year: int, *, final: bool, nil: bool = False) -> Book:
    """The accounts of a body's year, without a fault, in the manner of a place."""
    body, place = slot
    how = manner(seed, body, place, year, final=final)
    paid = (spent if final else figures)(seed, body, year)
    known = (final_accounts if final else planned_accounts)(seed, body, year)
    family = dice(seed, body, "captions").randrange(2)
    shown = Book(known, year, final, how.unit, how.grouped, family, paid.reception, paid.run)
    return replace(shown, reception=0, run=0) if nil else shown


def _stacked(left: list[tuple[str, str]], right: list[tuple[str, str]], header: str) -> Rows:
    """Income at the left, expenditure at the right; the last of both are the totals."""
    size = max(len(left), len(right))
    sides = [[*side[:-1], *[("", "")] * (size - len(side)), side[-1]] for side in (left, right)]
    return (("收入", header, "支出", header), *((*a, *b) for a, b in zip(*sides, strict=True)))


def _balance(book: Book) -> Rows:
    known, s = book.accounts, book.sum
    left = [("一、财政拨款收入", s(known.granted + known.fund)), ("二、其他收入", s(known.other + book.more))]
    right = [("一、基本支出", s(known.basic)), ("二、项目支出", s(known.project + known.fund))]
    if book.final:
        left += [("本年收入合计", s(known.income + book.more)), ("年初结转和结余", s(known.before))]
        right += [("本年支出合计", s(known.expenditure)), ("年末结转和结余", s(known.after))]
    left.append(("收入总计", s(known.income + known.before + book.more)))
    right.append(("支出总计", s(known.expenditure + known.after)))
    return _stacked(left, right, book.header)


def _split(book: Book) -> list[tuple[str, str, int, int]]:
    """(code, name, basic, project) of what the general budget pays for, by function."""
    known = book.accounts
    pensions, medicine, housing = (known.basic * share // 100 for share in (8, 5, 7))
    return [
        ("2010301", "行政运行", known.basic - pensions - medicine - housing, 0),
        ("2010302", "一般行政管理事务", 0, known.project - known.other),
        ("2080505", "机关事业单位基本养老保险缴费支出", pensions, 0),
        ("2101101", "行政单位医疗", medicine, 0),
        ("2210201", "住房公积金", housing, 0),
    ]


def _by_function(book: Book, lines: list[tuple[str, str, int, int]]) -> Rows:
    s = book.sum
    basic, project = sum(line[2] for line in lines), sum(line[3] for line in lines)
    body = ((code, name, s(one + two), s(one), s(two)) for code, name, one, two in lines)
    head = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    return (head, *body, ("", "合计", s(basic + project), s(basic), s(project)))


def _all_lines(book: Book) -> list[tuple[str, str, int, int]]:
    known = book.accounts
    code, name, basic, project = (lines := _split(book))[1]
    lines[1] = code, name, basic, project + known.other
    return [*lines, ("2120801", "征地和拆迁补偿支出", 0, known.fund)] if known.fund else lines


def _income(book: Book) -> Rows:
    known, s = book.accounts, book.sum
    granted, other = known.granted + known.fund, known.other + book.more
    head = ("科目编码", "科目名称", "合计", "财政拨款收入", "其他收入")
    lines = [("201", "一般公共服务支出", known.granted, other)]
    lines += [("212", "城乡社区支出", known.fund, 0)] if known.fund else []
    body = ((code, name, s(one + two), s(one), s(two)) for code, name, one, two in lines)
    return (head, *body, ("", "合计", s(granted + other), s(granted), s(other)))


CLASSES = (("201", "一般公共服务支出"), ("208", "社会保障和就业支出"), ("210", "卫生健康支出"), ("221", "住房保障支出"))


def _appropriation(book: Book) -> Rows:
    """What the treasury gives at the left; at the right what becomes of it by function, in all and by budget."""
    known, s = book.accounts, book.sum
    left = [("一、一般公共预算财政拨款", s(known.granted)), ("二、政府性基金预算财政拨款", s(known.fund))]
    sums = {code: sum(line[2] + line[3] for line in _split(book) if line[0].startswith(code)) for code, _ in CLASSES}
    right = [
        (f"{n}、{name}", s(sums[code]), s(sums[code]), "0") for n, (code, name) in zip("一二三四", CLASSES, strict=True)
    ]
    right.append(("五、城乡社区支出", s(known.fund), "0", s(known.fund)))
    left += [("", "")] * (len(right) - len(left))
    if book.final:
        left += [("本年收入合计", s(known.granted + known.fund)), ("年初财政拨款结转和结余", s(known.before))]
        right.append(("本年支出合计", s(known.general + known.fund), s(known.general), s(known.fund)))
        right.append(("年末财政拨款结转和结余", s(known.after), s(known.after), "0"))
    left.append(("收入总计", s(known.granted + known.fund + known.before)))
    whole = known.general + known.after
    right.append(("支出总计", s(whole + known.fund), s(whole), s(known.fund)))
    head = ("收入", book.header, "支出", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款")
    return (head, *((*a, *b) for a, b in zip(left, right, strict=True)))


def _basic(book: Book) -> Rows:
    known, s = book.accounts, book.sum
    first = known.personnel * 6 // 10
    lines = [
        ("30101", "基本工资", first, 0),
        ("30102", "津贴补贴", known.personnel - first, 0),
        ("30201", "办公费", 0, known.public - book.reception - book.run),
    ]
    lines += [("30217", "公务接待费", 0, book.reception)] if book.reception else []
    lines += [("30231", "公务用车运行维护费", 0, book.run)] if book.run else []
    body = ((code, name, s(one + two), s(one), s(two)) for code, name, one, two in lines)
    head = ("科目编码", "科目名称", "合计", "人员经费", "公用经费")
    return (head, *body, ("", "合计", s(known.basic), s(known.personnel), s(known.public)))


def _fund(book: Book) -> Rows:
    known = book.accounts
    return _by_function(book, [("2120801", "征地和拆迁补偿支出", 0, known.fund)]) if known.fund else blank()


def blank() -> Rows:
    """A schedule without figures."""
    return (("科目编码", "科目名称", "合计", "基本支出", "项目支出"), ("", "", "", "", ""), ("", "合计", "", "", ""))


WRITTEN: dict[str, Callable[[Book], Rows]] = {
    BALANCE: _balance,
    INCOME: _income,
    EXPENDITURE: lambda book: _by_function(book, _all_lines(book)),
    APPROPRIATION: _appropriation,
    GENERAL: lambda book: _by_function(book, _split(book)),
    BASIC: _basic,
    FUND: _fund,
    STATE: lambda _: blank(),
}


@lru_cache(maxsize=4096)
def schedule(book: Book, role: str) -> Rows:
    """A schedule's table; that of the three public expenses is a statement's own."""
    return WRITTEN[role](book)


def is_blank(book: Book, role: str) -> bool:
    """Whether there is nothing to show in a schedule, which a note must say."""
    return role == STATE or (role == FUND and not book.accounts.fund)


def why_blank(role: str, year: int) -> str:
    """The note below an empty schedule."""
    name = ROLES[role].removesuffix("支出表")
    return f"说明：{year}年本单位没有{name}安排的支出，本表无数据。"
