"""Cases of the ledger on the terminal: one under the other where it is narrow, in columns where it is wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from checker.ledger.cases import Case, State
from reports.docket_view import Docket
from reports.docket_words import STATES, duty, found, limit, limit_line, notes, seen, what_is_it
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, GOOD
from reports.wording import Wording, plain, width

NUMBER = 4  # columns of a case's number
WIDE = 96  # columns from which cases are shown in columns
LIMIT, SEEN = 20, 30  # columns of what is said of the time set, and of when it was found
STYLES = {
    State.OPENED: "",
    State.NOTIFIED: "cyan",
    State.DISPUTED: DOUBT,
    State.REPLIED: "cyan",
    State.DUE: DOUBT,
    State.OVERDUE: f"bold {BAD}",
}


class Cases:
    """Some cases of one department."""

    def __init__(self, cases: Sequence[Case], docket: Docket, wording: Wording) -> None:
        self._cases, self._docket, self._wording = cases, docket, wording

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._in_columns() if options.max_width >= WIDE else self._in_lines()

    def _in_lines(self) -> Table:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=NUMBER, justify="right")
        grid.add_column(ratio=1)
        for case in self._cases:
            for at, line in enumerate(self._lines(case)):
                grid.add_row(Text("" if at else str(case.number), style="bold"), Wrapped(line))
        return grid

    def _lines(self, case: Case) -> Iterator[Text]:
        yield self._state(case).append(f"　{what_is_it(case, self._wording)}", style="bold default")
        yield self._duty(case)
        told = Text(seen(case, self._wording), style=DIM)
        if case.is_open:
            late = BAD if case.state is State.OVERDUE else "not dim"
            told.append(f"　{limit_line(case, self._docket, self._wording)}", style=f"not dim {late}")
        yield told
        yield from self._more(case)

    def _in_columns(self) -> Table:
        table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False, expand=True)
        table.add_column(width=NUMBER, justify="right")
        table.add_column(width=max(width(self._wording.say(STATES[case.state])) for case in self._cases))
        table.add_column(ratio=1)
        table.add_column(width=SEEN)
        table.add_column(width=LIMIT)
        for case in self._cases:
            number = Text(str(case.number), style="bold")
            when, time = (self._stacked(each) for each in (self._seen(case), self._limit(case)))
            what = [Text(what_is_it(case, self._wording), style="bold"), self._duty(case), *self._more(case)]
            table.add_row(number, Wrapped(self._state(case)), self._stacked(what), when, time)
        return table

    @staticmethod
    def _stacked(lines: Sequence[Text]) -> RenderableType:
        stack = Table.grid()
        stack.add_column()
        for line in lines:
            stack.add_row(Wrapped(line))
        return stack

    def _state(self, case: Case) -> Text:
        return Text(self._wording.say(STATES[case.state]), style=STYLES.get(case.state, GOOD))

    def _duty(self, case: Case) -> Text:
        place = self._wording.place(case.matter.place)
        return Text(f"{duty(case, self._docket, self._wording)}　{place}", style=DIM)

    def _seen(self, case: Case) -> list[Text]:
        first, *rest = found(case, self._wording)
        return [Text(first), *(Text(words, style=DIM) for words in rest)]

    def _limit(self, case: Case) -> list[Text]:
        if not case.is_open:
            return []
        say, late = self._wording.say, self._docket.late(case)
        until = limit(case, self._docket, self._wording)
        if case.due and case.state is not State.DISPUTED:
            until = say("期限 {limit}", limit=until)
        lines = [Text(until, style=BAD if case.state is State.OVERDUE else "")]
        if late:
            lines.append(Text(say("已过 {days} 个工作日", days=str(late)), style=STYLES[case.state]))
        return lines

    def _more(self, case: Case) -> Iterator[Text]:
        """What else must be known."""
        if case.step:
            yield Text(self._wording.say("已进入：{step}", step=self._wording.say(plain(case.step))), style=BAD)
        style = DOUBT if case.is_open else DIM
        yield from (Text(words, style=style) for words in notes(case, self._docket, self._wording))
