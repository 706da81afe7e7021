"""The three public expenses as one document prints them: in tables, in sentences, with last year's beside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reports.samplecity.dice import dice
from reports.samplecity.documents import Paper, Rows
from reports.samplecity.manners import LABELS, Manner, manner
from reports.samplecity.money import (
    ABROAD,
    BOUGHT,
    CARS,
    COUNTS_FROM,
    NOTHING,
    ORDER,
    RECEPTION,
    RUN,
    TOTAL,
    Counts,
    Figures,
    counts,
    figures,
    spent,
)  # fmt: skip

Heads = dict[str, int | None]
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
TERMS = (
    "因公出国（境）费，指单位工作人员公务出国（境）的住宿费、旅费、伙食补助费、杂费、培训费等支出。",
    "公务接待费，指单位按规定开支的各类公务接待（含外宾接待）支出。",
    "公务用车购置及运行维护费，指公务用车购置费及燃料费、维修费、过路过桥费、保险费等支出。",
)


@dataclass(frozen=True)
class Statement:
    """What one document says: figures by head (None is a blank cell), heads left out, whether units are told.

    `last` are last year's figures, `plan` the budget beside final accounts; `others` meetings and training.
    What is only slipped into words: `said` are figures that sentences tell otherwise, `misstated` what is wrong
    with a head's change, `hollow` a head whose clause is an unfilled template.
    """

    org: str
    year: int
    figures: Heads
    manner: Manner
    last: Heads = field(default_factory=dict)
    plan: Heads = field(default_factory=dict)
    counts: Counts | None = None
    others: tuple[tuple[str, int], ...] = ()
    omitted: tuple[str, ...] = ()
    without_unit: bool = False
    blanks_told: bool = True
    final: bool = False
    said: Heads = field(default_factory=dict)
    misstated: Heads = field(default_factory=dict)
    hollow: str = ""

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

    def change(self, head: str) -> int:
        """By how much a head is more than last year, as it is stated."""
        return (self.figures[head] or 0) - (self.last[head] or 0) + (self.misstated.get(head) or 0)


def plain(seed: int, slot: tuple[str, str], year: int, *, final: bool, org: str = "", nil: bool = False) -> Statement:
    """The statement of a body's year, without a fault, in the manner of a place."""
    body, place = slot

    def known(kind: Figures) -> Heads:
        return (NOTHING if nil else kind).by_head()

    how = manner(seed, body, place, year, final=final)
    chance, source = dice(seed, body, year, final, "others"), spent if final else figures
    others = (("会议费", chance.randrange(50, 900)), ("培训费", chance.randrange(30, 600)))
    counted = Counts(held=0) if nil else counts(seed, body, year)
    return Statement(
        org,
        year,
        known(source(seed, body, year)),
        replace(how, compared=False, changed=False, planned=False) if nil else how,
        last=known(source(seed, body, year - 1)),
        plan=known(figures(seed, body, year)) if final else {},
        counts=counted if final and year >= COUNTS_FROM else None,
        others=others if chance.random() < 0.12 else (),
        final=final,
    )


def printed(value: int, unit: str, *, grouped: bool) -> str:
    """Hundredths of 万元 in a unit."""
    if unit == "元":
        return f"{value * 100:,}" if grouped else f"{value * 100}.00"
    return f"{value / 100:,.2f}" if grouped else f"{value / 100:.2f}"


def cell(statement: Statement, head: str) -> str:
    """What is printed for a head."""
    value, how = statement.figures[head], statement.manner
    if value is not None and head == TOTAL and how.off_by_one:
        value += 1
    return _cell(value, how)


def _cell(value: int | None, how: Manner) -> str:
    if not value:
        return "" if value is None else how.zero
    text = printed(value, how.unit, grouped=how.grouped)
    return text.translate(WIDE) if how.wide else text


def label(statement: Statement, head: str) -> str:
    """What a head is called in a table."""
    return LABELS[statement.manner.labels][ORDER.index(head)]


def rows(statement: Statement) -> Rows:
    """A table with a row for each head; sometimes with last year's figures or the budget beside."""
    return (("项目", *_header(statement)), *(_row(statement, head) for head in statement.heads))


def _header(statement: Statement) -> tuple[str, ...]:
    how, year, kind = statement.manner, statement.year, statement.kind
    before = (f"{year - 1}年{kind}数",) if how.compared else (f"{year}年预算数",) if how.planned else ()
    return (*before, f"{year}年{kind}数", *(("增减额", "增减率（%）") if how.changed else ()))


def _row(statement: Statement, head: str) -> tuple[str, ...]:
    how = statement.manner
    beside = statement.last if how.compared else statement.plan if how.planned else {}
    before = (_cell(beside[head], how),) if beside else ()
    change = (_cell(statement.change(head), how), percent(statement, head)) if how.changed else ()
    return (label(statement, head), *before, cell(statement, head), *change)


def percent(statement: Statement, head: str) -> str:
    """A head's change in percent of last year; a dash where there was nothing, and of a change that is misstated the true one."""
    before, now = statement.last[head] or 0, statement.figures[head] or 0
    return f"{(now - before) * 100 / before:.2f}" if before else "—"


def columns(statement: Statement) -> Rows:
    """The same as a table with a column for each head."""
    heads = statement.heads
    return (
        ("单位名称", *(label(statement, head) for head in heads)),
        (statement.org, *(cell(statement, head) for head in heads)),
    )


def told(statement: Statement) -> tuple[str, ...]:
    """What stands around a table: declarations of nil, the same in sentences, explanations."""
    blank = [head for head in (ABROAD, BOUGHT) if head in statement.heads and cell(statement, head) == ""]
    said = {ABROAD: "没有安排因公出国（境）计划", BOUGHT: "无新购公务用车计划"}
    declared = (f"说明：{statement.year}年{'，'.join(said[head] for head in blank)}。",) if blank else ()
    again = narrative(statement) if statement.manner.narrated else ()
    terms = TERMS if statement.manner.long else ()
    return (*(declared if statement.blanks_told else ()), *again, *_besides(statement), *terms)


def sheet(statement: Statement, title: str, *, across: bool = False) -> Paper:
    """The paper with the table of the three public expenses."""
    unit = () if statement.without_unit else (f"编制单位：{statement.org}    单位：{statement.manner.unit}",)
    return Paper(title, (*unit, columns(statement) if across else rows(statement), *told(statement)))


def sentences(statement: Statement) -> tuple[str, ...]:
    """The figures told in words alone."""
    return (*narrative(statement), *_besides(statement), "各项经费均按照厉行节约的要求从严从紧安排。")


def narrative(statement: Statement) -> tuple[str, ...]:
    """Each head in a sentence; with its change and the reason for it where last year is told."""
    whole = f"{statement.year}年，{statement.org}“三公”经费{statement.kind}合计{_clause(statement, TOTAL)}。"
    if statement.manner.compared:
        return (whole, *_one_by_one(statement))
    parts = [_named(statement, head) for head in (ABROAD, RECEPTION, CARS) if head not in statement.omitted]
    inner = [_named(statement, head) for head in (BOUGHT, RUN) if head in statement.heads]
    if inner and CARS in statement.heads:
        parts[-1] += f"（其中：{'，'.join(inner)}）"
    elif inner:
        parts += inner
    return (whole, f"其中：{'；'.join(parts)}。")


def _one_by_one(statement: Statement) -> list[str]:
    shown = [head for head in (ABROAD, RECEPTION, CARS, BOUGHT, RUN) if head in statement.heads]
    numbers = iter("一二三四五")
    return [
        f"{'其中：' if head in (BOUGHT, RUN) else f'（{next(numbers)}）'}{_named(statement, head)}。" for head in shown
    ]


def _named(statement: Statement, head: str) -> str:
    return LABELS[0][ORDER.index(head)].removeprefix("其中：") + _clause(statement, head)


def _clause(statement: Statement, head: str) -> str:
    """A head's sum in a sentence, and what became of it since last year."""
    unit = statement.manner.unit
    if head == statement.hollow:
        return f"{_sum(statement, head)}，占“三公”经费的 %，比上年减少 {unit}，下降 %"
    return _sum(statement, head) + (_since(statement, head) if statement.manner.compared else "")


def _sum(statement: Statement, head: str) -> str:
    value = statement.said.get(head, statement.figures[head])
    if not value:
        return "零元" if statement.manner.zero in ("—", "") else f"0{statement.manner.unit}"
    told_so = replace(statement, figures={**statement.figures, **statement.said})
    return cell(told_so, head) + statement.manner.unit


def _since(statement: Statement, head: str) -> str:
    change, how = statement.change(head), statement.manner
    if not change:
        return "，与上年持平"
    more = change > 0
    share = percent(statement, head).removeprefix("-")
    rate = f"，{'增长' if more else '下降'}{share}%" if share != "—" else ""
    moved = f"比上年{'增加' if more else '减少'}{_cell(abs(change), how)}{how.unit}"
    return f"，{moved}{rate}，主要原因是{_REASONS[head][not more]}"


_REASONS = {
    TOTAL: ("工作任务增加，相关支出相应增加", "认真落实厉行节约的要求，压缩一般性支出"),
    ABROAD: ("上级安排的出访任务增加", "出访任务减少"),
    RECEPTION: ("上级检查和业务交流增多", "严格执行接待标准，压缩接待开支"),
    CARS: ("车辆老旧，维修费用增加", "加强车辆管理，节约用车开支"),
    BOUGHT: ("按规定更新报废车辆", "没有车辆更新任务"),
    RUN: ("车辆老旧，维修费用增加", "加强车辆管理，节约用车开支"),
}


def _besides(statement: Statement) -> tuple[str, ...]:
    """What final accounts count, and meetings and training now and then."""
    lines = []
    if (known := statement.counts) is not None:
        lines.append(
            f"{statement.year}年因公出国（境）团组{known.groups}个、{known.persons}人次；公务用车购置{known.bought}辆，"
            f"年末公务用车保有量{known.held}辆；国内公务接待{known.batches}批次、{known.guests}人次。"
        )
    if statement.others and not statement.without_unit:
        how = statement.manner
        sums = "，".join(f"{name}{statement.kind}{_cell(value, how)}{how.unit}" for name, value in statement.others)
        lines.append(f"另外，{statement.year}年{sums}。")
    return tuple(lines)
