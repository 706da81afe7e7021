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
from reports.annual_tables import Line, Section, sections
from reports.annual_words import figure_state, open_identities, title, touched
from reports.annual_year import Annual
from reports.marks import BAD, DIM, DOUBT
from reports.wording import DASH, Wording

LABEL = 16  # columns that a row's name has at least


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
        yield from self._stated()

    def _stated(self) -> Iterator[RenderableType]:
        annual, say = self._annual, self._wording.say
        yield Text(figure_state(annual, self._wording), style="bold" if annual.stated else DOUBT)
        if annual.stated is None:
            return
        for block in annual.form.blocks:
            yield from self._block(block)
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

    def _block(self, block: Block) -> Iterator[RenderableType]:
        """The rows of a block that state anything."""
        say = self._wording.say
        table = _grid(say(block.title))
        table.add_column(say("项目"), ratio=1, overflow="fold")
        for column in block.columns:
            table.add_column(say(column.title), justify="right")
        for row in block.rows:
            told = [self._annual.figure(Spot(block.id, row.id, column.id)) for column in block.columns]
            if not row.head and any(value is not None for value in told):
                label = Text("　" * row.level + say(row.title))
                table.add_row(label, *(Text(DASH if each is None else number(each)) for each in told))
        yield table if table.row_count else Text(f"{say(block.title)}{say('：未填报')}", style=DOUBT)


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
