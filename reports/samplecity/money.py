"""The three public expenses of a body for a year, and the ways in which it writes them down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from reports.samplecity.dice import dice
from reports.samplecity.documents import Paper, Rows

TOTAL, ABROAD, RECEPTION, CARS, BOUGHT, RUN = "total", "abroad", "reception", "cars", "bought", "run"
HEADS = {
    ABROAD: "因公出国（境）费",
    RECEPTION: "公务接待费",
    CARS: "公务用车购置及运行维护费",
    BOUGHT: "公务用车购置费",
    RUN: "公务用车运行维护费",
}
SPLIT_FROM = 2014
LABELS = (
    (
        "合计",
        "因公出国（境）费",
        "公务接待费",
        "公务用车购置及运行维护费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
    ),
    (
        "总计",
        "1、因公出国(境)费用",
        "2、公务接待费",
        "3、公务用车购置及运行费",
        "（1）公务用车购置费",
        "（2）公务用车运行费",
    ),
    (
        "“三公”经费合计",
        "一、因公出国（境）费用",
        "二、公务接待费用",
        "三、公务用车购置及运行维护费",
        "其中：购置费",
        "运行维护费",
    ),
    ("小计", "因公出国(境)经费", "公务接待经费", "公务用车费", "公务用车购置", "公务用车运行维护"),
)
ORDER = (TOTAL, ABROAD, RECEPTION, CARS, BOUGHT, RUN)
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
TERMS = (
    "因公出国（境）费，指单位工作人员公务出国（境）的住宿费、旅费、伙食补助费、杂费、培训费等支出。",
    "公务接待费，指单位按规定开支的各类公务接待（含外宾接待）支出。",
    "公务用车购置及运行维护费，指公务用车购置费及燃料费、维修费、过路过桥费、保险费等支出。",
)


@dataclass(frozen=True)
class Figures:
    """What is planned, in hundredths of 万元."""

    abroad: int
    reception: int
    bought: int
    run: int

    @property
    def cars(self) -> int:
        """Cars bought and run."""
        return self.bought + self.run

    @property
    def total(self) -> int:
        """All three."""
        return self.abroad + self.reception + self.cars

    def by_head(self) -> dict[str, int | None]:
        """Each head's figure and the total."""
        return {head: getattr(self, head) for head in ORDER}


@dataclass(frozen=True)
class Manner:
    """How a body likes to print figures."""

    unit: str = "万元"
    labels: int = 0
    zero: str = "0"
    grouped: bool = False
    wide: bool = False
    split: bool = True
    total_last: bool = False
    off_by_one: bool = False
    compared: bool = False
    long: bool = False


@dataclass(frozen=True)
class Statement:
    """What one document says: figures by head (None is a blank cell), heads left out, whether units are told."""

    org: str
    year: int
    figures: dict[str, int | None]
    manner: Manner
    omitted: tuple[str, ...] = ()
    without_unit: bool = False
    blanks_told: bool = True
    final: bool = False

    @property
    def heads(self) -> list[str]:
        """The heads that are listed, in the order of the page."""
        heads = [head for head in ORDER if head not in self.omitted]
        if not self.manner.split:
            heads = [head for head in heads if head not in (BOUGHT, RUN)]
        return heads[1:] + heads[:1] if self.manner.total_last else heads

    @property
    def kind(self) -> str:
        """预算 or 决算."""
        return "决算" if self.final else "预算"


def figures(seed: int, body: str, year: int) -> Figures:
    """What a body planned for a year; most plan no travel abroad and buy no car."""
    chance = dice(seed, body, year, "figures")
    abroad = chance.choice((0, 0, chance.randrange(100, 1200, 5)))
    bought = chance.choice((0, 0, chance.randrange(1200, 3600, 10)))
    return Figures(abroad, chance.randrange(80, 2600), bought, chance.randrange(300, 9000))


def manner(seed: int, body: str, place: str, year: int) -> Manner:
    """How a body prints its figures there that year."""
    chance = dice(seed, body, place, year, "manner")
    return Manner(
        unit=chance.choice(("万元", "万元", "万元", "元")),
        labels=chance.randrange(len(LABELS)),
        zero=chance.choice(("0", "0.00", "—", "", "0")),
        grouped=chance.random() < 0.6,
        wide=chance.random() < 0.08,
        split=year >= SPLIT_FROM or chance.random() < 0.5,
        total_last=chance.random() < 0.35,
        off_by_one=chance.random() < 0.12,
        compared=chance.random() < 0.15,
        long=chance.random() < 0.4,
    )


def flawed(statement: Statement, kind: str, chance: Random) -> tuple[Statement, tuple[str, ...]]:
    """The statement with a fault of figures in it, and the heads that the fault is about."""
    shape = FLAWS.get(kind)
    return shape(statement, chance) if shape else (statement, ())


def _mismatch(statement: Statement, chance: Random) -> tuple[Statement, tuple[str, ...]]:
    wrong = (statement.figures[TOTAL] or 0) + chance.randrange(60, 400)
    return _with(statement, {TOTAL: wrong}), ("合计",)


def _cars(statement: Statement, chance: Random) -> tuple[Statement, tuple[str, ...]]:
    more = chance.randrange(60, 300)
    raised: dict[str, int | None] = {head: (statement.figures[head] or 0) + more for head in (CARS, TOTAL)}
    split = replace(statement, manner=replace(statement.manner, split=True))
    return _with(split, raised), (HEADS[CARS],)


def _incomplete(statement: Statement, chance: Random) -> tuple[Statement, tuple[str, ...]]:
    single = [ABROAD, RECEPTION, *((BOUGHT, RUN) if statement.year >= SPLIT_FROM else (CARS,))]
    gone = chance.sample(single, 2 if chance.random() < 0.2 else 1)
    counted = sum(statement.figures[head] or 0 for head in (ABROAD, RECEPTION, CARS) if head not in gone)
    omitted = (*gone, *((BOUGHT, RUN) if CARS in gone else ()))
    return _with(replace(statement, omitted=omitted), {TOTAL: counted}), tuple(HEADS[head] for head in gone)


def _blank(statement: Statement, chance: Random) -> tuple[Statement, tuple[str, ...]]:
    head = chance.choice((ABROAD, RECEPTION))
    left = (statement.figures[TOTAL] or 0) - (statement.figures[head] or 0)
    shown = replace(statement.manner, zero="0", compared=False)
    hushed = replace(statement, blanks_told=False, manner=shown)
    return _with(hushed, {head: None, TOTAL: left}), (HEADS[head],)


def _empty(statement: Statement, _: Random) -> tuple[Statement, tuple[str, ...]]:
    hushed = replace(statement, blanks_told=False, manner=replace(statement.manner, compared=False))
    return _with(hushed, dict.fromkeys(ORDER)), ()


def _no_unit(statement: Statement, _: Random) -> tuple[Statement, tuple[str, ...]]:
    return replace(statement, without_unit=True), ()


FLAWS = {
    "mismatch": _mismatch,
    "cars": _cars,
    "incomplete": _incomplete,
    "blank": _blank,
    "empty": _empty,
    "no-unit": _no_unit,
}


def _with(statement: Statement, changed: dict[str, int | None]) -> Statement:
    exact = replace(statement.manner, off_by_one=False)
    return replace(statement, figures={**statement.figures, **changed}, manner=exact)


def cell(statement: Statement, head: str) -> str:
    """What is printed for a head."""
    value, how = statement.figures[head], statement.manner
    if value is None:
        return ""
    if head == TOTAL and how.off_by_one and how.unit == "万元":
        value += 1
    if value == 0:
        return how.zero
    printed = _printed(value, how)
    return printed.translate(WIDE) if how.wide else printed


def _printed(value: int, how: Manner) -> str:
    if how.unit == "元":
        return f"{value * 100:,}" if how.grouped else f"{value * 100}.00"
    return f"{value / 100:,.2f}" if how.grouped else f"{value / 100:.2f}"


def label(statement: Statement, head: str) -> str:
    """What a head is called in a table."""
    return LABELS[statement.manner.labels][ORDER.index(head)]


def rows(statement: Statement) -> Rows:
    """A table with a row for each head; sometimes with last year's figures beside."""
    lines = [("项目", *_years(statement))]
    for head in statement.heads:
        before = cell(_last_year(statement), head)
        lines.append((label(statement, head), *((before,) if _is_compared(statement) else ()), cell(statement, head)))
    return tuple(lines)


def _is_compared(statement: Statement) -> bool:
    return statement.manner.compared and statement.manner.zero != ""


def _years(statement: Statement) -> tuple[str, ...]:
    this = f"{statement.year}年{statement.kind}数"
    return (f"{statement.year - 1}年{statement.kind}数", this) if _is_compared(statement) else (this,)


def _last_year(statement: Statement) -> Statement:
    parts = {head: (statement.figures[head] or 0) * 105 // 100 for head in (ABROAD, RECEPTION, BOUGHT, RUN)}
    parts[CARS] = parts[BOUGHT] + parts[RUN]
    parts[TOTAL] = sum(parts[head] for head in (ABROAD, RECEPTION, CARS) if head not in statement.omitted)
    return replace(statement, figures=dict(parts))


def columns(statement: Statement) -> Rows:
    """The same as a table with a column for each head."""
    heads = statement.heads
    return (
        ("单位名称", *(label(statement, head) for head in heads)),
        (statement.org, *(cell(statement, head) for head in heads)),
    )


def told(statement: Statement) -> tuple[str, ...]:
    """What stands around a table: the unit before it, declarations of nil and explanations after it."""
    blank = [head for head in (ABROAD, BOUGHT) if head in statement.heads and cell(statement, head) == ""]
    said = {ABROAD: "没有安排因公出国（境）计划", BOUGHT: "无新购公务用车计划"}
    declared = [f"说明：{statement.year}年{'，'.join(said[head] for head in blank)}。"] if blank else []
    return (*(declared if statement.blanks_told else ()), *(TERMS if statement.manner.long else ()))


def sheet(statement: Statement, title: str, *, across: bool = False) -> Paper:
    """The paper with the table of the three public expenses."""
    unit = () if statement.without_unit else (f"编制单位：{statement.org}    单位：{statement.manner.unit}",)
    table = columns(statement) if across else rows(statement)
    return Paper(title, (*unit, table, *told(statement)))


def sentences(statement: Statement) -> tuple[str, ...]:
    """The figures told in words."""
    parts = [_clause(statement, head) for head in (ABROAD, RECEPTION, CARS) if head not in statement.omitted]
    inner = [_clause(statement, head) for head in (BOUGHT, RUN) if head in statement.heads]
    if inner and CARS in statement.heads:
        parts[-1] += f"（其中：{'，'.join(inner)}）"
    elif inner:
        parts += inner
    whole = f"{statement.year}年，{statement.org}“三公”经费{statement.kind}合计{_sum(statement, TOTAL)}。"
    return (whole, f"其中：{'；'.join(parts)}。", "各项经费均按照厉行节约的要求从严从紧安排。")


def _clause(statement: Statement, head: str) -> str:
    return HEADS[head] + _sum(statement, head)


def _sum(statement: Statement, head: str) -> str:
    value = statement.figures[head]
    if not value:
        return "零元" if statement.manner.zero in ("—", "") else f"0{statement.manner.unit}"
    return cell(statement, head) + statement.manner.unit
