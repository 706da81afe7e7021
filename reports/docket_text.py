"""The ledger on the terminal: counts, a table by department, and the cases below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from checker.ledger.cases import Case, State
from crawler.roster import Department
from reports.docket_cases import STYLES, Cases
from reports.docket_view import EXPIRED, GRAVITY, Docket, closed_in, counts, longest
from reports.docket_words import SHORT, STATES, limit
from reports.lines import Flow, Wrapped
from reports.marks import DIM, DOUBT, GOOD, header
from reports.wording import DASH, Wording, plain

HUGE = 1000  # columns in which every table fits
GONE = (
    "这些单位已不在名册中，条目不会再复查：{ids}。有接续单位的，在名册中把旧编号写进接续单位的“原编号”列，"
    "下次检查后条目转入；没有接续单位的，核实后由人销号（gongkai close）。"
)
BAR = 20  # columns of the bar of a department
FILLS: Mapping[State, tuple[str, str]] = {
    State.OVERDUE: ("█", "#"),
    State.DUE: ("▓", "%"),
    State.REPLIED: ("▒", "+"),
    State.NOTIFIED: ("░", "-"),
    State.DISPUTED: ("▒", "+"),
    State.OPENED: ("·", "."),
}


class Which(Enum):
    """Which cases are listed."""

    OPEN = 0
    ALL = 1
    EXPIRED = 2


NONE: Mapping[Which, str] = {
    Which.OPEN: "没有未销号的条目",
    Which.ALL: "没有条目",
    Which.EXPIRED: "没有期限已过的条目",
}


def head(docket: Docket, wording: Wording) -> Iterator[RenderableType]:
    """The title, up to when anything is told, and how many cases are in each state."""
    say = wording.say
    title = Text(say("{city}整改台账", city=plain(docket.city)), style="bold")
    departments = docket.by_department()
    if len(departments) == 1:
        title.append(f"　{plain(departments[0][0].name)}")
    yield Wrapped(title)
    values = {"day": wording.day(docket.as_of), "period": str(docket.until or DASH)}
    yield Wrapped(Text(say("截至 {day}，检查到 {period}", **values), style=DIM))
    yield _Counts(docket, wording)


class _Counts:
    """How many cases are in each state, with the sign that it has in the bars."""

    def __init__(self, docket: Docket, wording: Wording) -> None:
        self._docket, self._wording = docket, wording

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        say, docket = self._wording.say, self._docket
        number, year = counts(docket.cases), docket.as_of.year
        total = sum(number[state] for state in GRAVITY)
        parts = [Text(say("未销号 {count} 件", count=str(total)), style="bold")]
        for state in GRAVITY:
            if number[state]:
                told = say("{state} {count}", state=say(STATES[state]), count=str(number[state]))
                parts.append(Text(f"{FILLS[state][options.ascii_only]} {told}", style=STYLES[state]))
        closed = str(closed_in(docket.cases, year))
        parts.append(Text(say("{year} 年销号 {count}", year=str(year), count=closed), style=GOOD))
        yield Flow(parts)


def listing(docket: Docket, shown: Docket, wording: Wording, which: Which = Which.OPEN) -> RenderableType:
    """The head and the table of `docket`, and the cases of `shown`, department after department."""
    parts: list[RenderableType] = [*head(docket, wording)]
    if len(docket.by_department()) > 1 and (shown.cases or which is not Which.EXPIRED):
        counted = docket if which is Which.ALL else _with(docket, shown, which)
        parts += [Text(), *_overview(counted, docket, wording, EXPIRED if which is Which.EXPIRED else GRAVITY)]
    elif told := _oldest(docket, wording):
        parts.append(Text(told, style=DIM))
    for department, cases in shown.by_department():
        parts += [Text(), Wrapped(_body(department, cases, shown, wording)), Cases(cases, shown, wording)]
    if not shown.cases:
        parts += [Text(), Wrapped(Text(wording.say(NONE[which]), style=GOOD if docket.cases else ""))]
    return Group(*parts, *_gone(shown, wording), *_hints(shown, wording))


def _with(docket: Docket, shown: Docket, which: Which) -> Docket:
    """The docket of those departments of which there is something to count."""
    year, named = docket.as_of.year, {case.matter.department for case in shown.cases}
    if which is Which.OPEN:
        named |= {each.id for each, cases in docket.by_department() if closed_in(cases, year)}
    return docket.only(lambda case: case.matter.department in named)


def _overview(counted: Docket, docket: Docket, wording: Wording, states: Sequence[State]) -> Iterator[RenderableType]:
    yield _Fitting(
        *(
            _table(counted, wording, some, bars=bars)
            for some, bars in ((states, True), (states, False), (EXPIRED, False))
        )
    )
    told = "最久：最早的未销号条目已有多少个工作日；“?”表示其间有节假日安排未知的年份。"
    yield Wrapped(Text(wording.say(told), style=DIM))
    if rest := len(docket.by_department()) - len(counted.by_department()):
        words = (
            "其余 {number} 个单位没有期限已过的条目" if states is EXPIRED else "其余 {number} 个单位没有未销号的条目"
        )
        yield Wrapped(Text(wording.say(words, number=str(rest)), style=DIM))


def _oldest(docket: Docket, wording: Wording) -> str:
    """How long the oldest open case of a single department is open, "" where that is not known."""
    told = longest(docket, docket.cases)
    if told is None or told[0] is None:
        return ""
    return wording.say("最早的未销号条目已有 {days} 个工作日", days=str(told[0]))


class _Fitting:
    """The first of some tables that is not too wide, else the last."""

    def __init__(self, *tables: Table) -> None:
        self._tables = tables

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        fitting = (each for each in self._tables if _width(each, console, options) <= options.max_width)
        yield next(fitting, self._tables[-1])


def _width(table: Table, console: Console, options: ConsoleOptions) -> int:
    return Measurement.get(console, options.update_width(HUGE), table).maximum


def _table(docket: Docket, wording: Wording, shown: Sequence[State], *, bars: bool) -> Table:
    """Department by department: what is open, what of it is in these states, what was closed, and the oldest."""
    say, found = wording.say, counts(docket.cases)
    states = [state for state in shown if found[state]]
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    table.add_column(say("单位"), overflow="fold", min_width=10)
    if bars:
        table.add_column("", no_wrap=True)
    for words in ("未销号", *(SHORT[state] for state in states), "本年 销号", "最久"):
        table.add_column(header(words, wording), justify="right", no_wrap=True)
    by_department = docket.by_department()
    most = max((sum(case.is_open for case in cases) for _, cases in by_department), default=0)
    for department, cases in by_department:
        name, *numbers = _row(department, cases, states, docket, wording)
        table.add_row(name, *([_Stack(counts(cases), most)] if bars else []), *numbers)
    return table


class _Stack:
    """How many cases there are in each state, as a bar: the graver, the fuller."""

    def __init__(self, number: Mapping[State, int], most: int) -> None:
        self._number, self._scale = number, min(BAR / most, 1) if most else 1

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text, ends = Text(), 0.0
        for state in GRAVITY:
            ends += self._number.get(state, 0) * self._scale
            sign = FILLS[state][options.ascii_only]
            text.append(sign * max(round(ends) - len(text), 1 if self._number.get(state) else 0), style=STYLES[state])
        yield text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(BAR + len(GRAVITY), BAR + len(GRAVITY))


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
