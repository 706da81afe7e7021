"""The ledger on the terminal: counts, a table by department, and the cases below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from checker.ledger.cases import Case, State
from crawler.roster import Department
from reports.docket_view import EXPIRED, GRAVITY, Docket, closed_in, counts, longest
from reports.docket_words import SHORT, STATES, duty, limit, limit_line, notes, seen, what_is_it
from reports.lines import Flow, Wrapped
from reports.marks import BAD, DIM, DOUBT, GOOD, header
from reports.wording import DASH, Wording, plain

HUGE, NUMBER = 1000, 4  # columns in which every table fits, and of a case's number
GONE = (
    "这些单位已不在名册中，条目不会再复查：{ids}。有接续单位的，在名册中把旧编号写进接续单位的“原编号”列，"
    "下次检查后条目转入；没有接续单位的，核实后由人销号（gongkai close）。"
)
STYLES = {
    State.OPENED: "",
    State.NOTIFIED: "cyan",
    State.DISPUTED: DOUBT,
    State.REPLIED: "cyan",
    State.DUE: DOUBT,
    State.OVERDUE: f"bold {BAD}",
}


def head(docket: Docket, wording: Wording) -> Iterator[RenderableType]:
    """The title, up to when anything is told, and how many cases are in each state."""
    say = wording.say
    yield Text(say("{city}整改台账", city=plain(docket.city)), style="bold")
    values = {"day": wording.day(docket.as_of), "period": str(docket.until or DASH)}
    yield Wrapped(Text(say("截至 {day}，检查到 {period}", **values), style=DIM))
    number = counts(docket.cases)
    total = sum(number[state] for state in GRAVITY)
    parts = [Text(say("未销号 {count} 件", count=str(total)), style="bold")]
    parts += [
        Text(say("{state} {count}", state=say(STATES[state]), count=str(number[state])), style=STYLES[state])
        for state in GRAVITY
        if number[state]
    ]
    year = str(docket.as_of.year)
    parts.append(
        Text(say("{year} 年销号 {count}", year=year, count=str(closed_in(docket.cases, docket.as_of.year))), style=GOOD)
    )
    yield Flow(parts)


def listing(docket: Docket, shown: Docket, wording: Wording) -> RenderableType:
    """The head and the table of `docket`, and the cases of `shown`, department after department."""
    parts: list[RenderableType] = [*head(docket, wording)]
    if docket.cases:
        parts += [Text(), _Fitting(*(_table(docket, wording, states) for states in (GRAVITY, EXPIRED)))]
        told = "最久：最早的未销号条目已有多少个工作日；“?”表示其间有节假日安排未知的年份。"
        parts.append(Wrapped(Text(wording.say(told), style=DIM)))
    for department, cases in shown.by_department():
        parts += [Text(), Wrapped(_body(department, cases, shown, wording))]
        parts += [_case(case, shown, wording) for case in cases]
    if not shown.cases:
        parts += [Text(), Text(wording.say("没有这样的条目"))]
    return Group(*parts, *_gone(shown, wording), *_hints(shown, wording))


class _Fitting:
    """The first of some tables that is not too wide, else the last."""

    def __init__(self, *tables: Table) -> None:
        self._tables = tables

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        fitting = (each for each in self._tables if _width(each, console, options) <= options.max_width)
        yield next(fitting, self._tables[-1])


def _width(table: Table, console: Console, options: ConsoleOptions) -> int:
    return Measurement.get(console, options.update_width(HUGE), table).maximum


def _table(docket: Docket, wording: Wording, shown: Sequence[State]) -> Table:
    """Department by department: what is open, what of it is in these states, what was closed, and the oldest."""
    say, found = wording.say, counts(docket.cases)
    states = [state for state in shown if found[state]]
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    table.add_column(say("单位"), overflow="fold", min_width=10)
    for words in ("未销号", *(SHORT[state] for state in states), "本年 销号", "最久"):
        table.add_column(header(words, wording), justify="right", no_wrap=True)
    for department, cases in docket.by_department():
        table.add_row(*_row(department, cases, states, docket, wording))
    return table


def _row(
    department: Department, cases: Sequence[Case], states: Sequence[State], docket: Docket, wording: Wording
) -> Iterator[Text]:
    number, done, told = counts(cases), closed_in(cases, docket.as_of.year), longest(docket, cases)
    total = sum(case.is_open for case in cases)
    yield Text(plain(department.name))
    yield Text(str(total), style="bold" if total else DIM)
    yield from (Text(str(number[state] or DASH), style=STYLES[state] if number[state] else DIM) for state in states)
    yield Text(str(done or DASH), style=GOOD if done else DIM)
    yield Text(DASH if told is None else "?" if told[0] is None else str(told[0]), style=DIM)


def _body(department: Department, cases: Sequence[Case], shown: Docket, wording: Wording) -> Text:
    title = Text(plain(department.name), style="bold")
    title.append(f"　{department.id}　", style=DIM)
    title.append(wording.say("{count} 件", count=str(len(cases))), style=DIM)
    if department.id in shown.gone:
        title.append(f"　{wording.say('已不在名册中')}", style=DOUBT)
    return title


def _case(case: Case, docket: Docket, wording: Wording) -> RenderableType:
    first = Text(wording.say(STATES[case.state]), style=STYLES.get(case.state, GOOD))
    first.append(f"　{duty(case, docket, wording)}　{wording.place(case.matter.place)}", style=f"not bold {DIM}")
    told = Text(seen(case, wording), style=DIM)
    if case.is_open:
        told.append(f"　{limit_line(case, docket, wording)}", style=BAD if case.state is State.OVERDUE else "not dim")
    if case.step:
        told.append(f"　{wording.say('已进入：{step}', step=plain(case.step))}", style=BAD)
    lines = [first, Text(what_is_it(case, wording)), told]
    lines += [Text(words, style=DOUBT if case.is_open else DIM) for words in notes(case, docket, wording)]
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=NUMBER, justify="right")
    grid.add_column(ratio=1)
    for at, line in enumerate(lines):
        grid.add_row(Text("" if at else str(case.number), style="bold"), Wrapped(line))
    return grid


def _gone(shown: Docket, wording: Wording) -> Iterator[RenderableType]:
    """What to do about departments that are no longer in the roster."""
    gone = sorted({case.matter.department for case in shown.cases if case.is_open} & shown.gone)
    if not gone:
        return
    values = {"ids": gone}
    yield Text()
    yield Wrapped(Text(wording.say(GONE, **values), style=DOUBT))


def _hints(shown: Docket, wording: Wording) -> Iterator[RenderableType]:
    """What the words of two states mean that are easily mistaken for each other, and where more is to be seen."""
    say, states = wording.say, {case.state for case in shown.cases}
    told = []
    if State.DUE in states:
        told.append(say("“期限已过，待复查”：期限过后还没有一次检查看到问题仍在，不算逾期。"))
    if any(limit(case, shown, wording) == say("方案没有规定期限") for case in shown.cases if case.is_open):
        told.append(say("没有规定期限的条目不会逾期。"))
    if shown.cases:
        told.append(say("一个条目的经过和证据：gongkai ledger 号数"))
    yield Text()
    yield from (Wrapped(Text(words, style=DIM)) for words in told)
