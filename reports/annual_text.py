"""The year's statistics on the terminal: a table for each matter, people's figures or that there are none, every gap said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.figures_checks import State, words
from checker.figures_checks import plain as number
from checker.figures_form import Block, Spot
from reports.annual_tables import Line, Section, colon, sections
from reports.annual_words import figure_state, open_identities, title, touched
from reports.annual_year import Annual
from reports.marks import BAD, DIM, DOUBT
from reports.wording import DASH, Wording

LABEL = 16  # columns that a row's name has at least
NUMBER, SPACE = 10, 3  # columns of a number of a wide table, and between two


class AnnualTables:
    """The statistics as rich shows them."""

    def __init__(self, annual: Annual, wording: Wording) -> None:
        self._annual, self._wording = annual, wording

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(title(self._annual, self._wording), style="bold")
        for section in sections(self._annual, self._wording):
            yield Text()
            if section.lines:
                yield _table(section)
            else:
                yield Text(f"{section.title}{self._wording.say('：没有可统计的')}", style=DOUBT)
            for note in section.notes:
                yield Padding(Text(note, style=DIM), (0, 0, 0, 2))
        yield Text()
        yield from self._stated(options.max_width)

    def _stated(self, columns: int) -> Iterator[RenderableType]:
        annual, say = self._annual, self._wording.say
        yield Text(figure_state(annual, self._wording), style="bold" if annual.stated else DOUBT)
        if annual.stated is None:
            return
        for block in annual.form.blocks:
            yield from self._block(block, columns)
        for each in annual.warnings:
            told = words(annual.form, each)
            what = say("“{identity}”：左边 {left}，右边 {right}", **told)
            yield Text(say("请核实：") + what, style=BAD)
        waiting = open_identities(annual)
        if waiting:
            about = touched(annual)
            held = str(sum(each.state is State.HOLDS for each in about))
            what = "应当相符的 {all} 组数字：相符 {held} 组，因留空不能核对 {open} 组"
            yield Text(say(what, all=str(len(about)), held=held, open=str(waiting)), style=DIM)

    def _block(self, block: Block, columns: int) -> Iterator[RenderableType]:
        """The rows and the columns of a block that state anything: as a table, row by row where the window is too narrow for one."""
        say, annual = self._wording.say, self._annual
        told = {spot: value for spot, _, _ in block.spots() if (value := annual.figure(spot)) is not None}
        shown = [each for each in block.columns if any(spot.column == each.id for spot in told)]
        rows = [each for each in block.rows if any(spot.row == each.id for spot in told)]
        if not told:
            yield Text(f"{say(block.title)}{say('：未填报')}", style=DOUBT)
            return
        table = _grid(say(block.title))
        table.add_column(say("项目"), min_width=LABEL, overflow="fold")
        for column in shown:
            table.add_column(say(column.title), justify="right", overflow="fold", max_width=NUMBER)
        for row in rows:
            values = [told.get(Spot(block.id, row.id, column.id)) for column in shown]
            table.add_row(Text("　" * row.level + say(row.title)), *(Text(_shown(each)) for each in values))
        if LABEL + len(shown) * (NUMBER + SPACE) <= columns:
            yield table
            return
        yield Text(say(block.title), style="bold")
        for row in rows:
            values_ = [(each, told.get(Spot(block.id, row.id, each.id))) for each in shown]
            parts = [f"{say(each.title)} {_shown(value)}" for each, value in values_ if value is not None]
            yield Padding(
                Text(f"{say(row.title)}{colon(self._wording)}{say('、').join(parts)}"), (0, 0, 0, 1 + row.level)
            )


def _grid(head: str) -> Table:
    return Table(title=head, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)


def _table(section: Section) -> Table:
    table = _grid(section.title)
    for at, head in enumerate(section.heads):
        table.add_column(head, justify="right" if at else "left", overflow="fold", min_width=0 if at else LABEL)
    for line in section.lines:
        table.add_row(Text(line.label), *map(Text, shown(line)), style="bold" if line.is_sum else "")
    return table


def shown(line: Line) -> Sequence[str]:
    """The numbers of a row as they are printed."""
    return [_shown(each.value) for each in line.numbers]


def _shown(value: int | Decimal | None) -> str:
    return DASH if value is None else f"{value}" if isinstance(value, int) else number(value)
