"""The grid of the air calendar: a month on the terminal, seven days in a line, each in the colour of its grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from reports.air_colours import colour, ink
from reports.air_days import Calendar, Cell
from reports.air_words import DIFFER, SHORT, STATES, UNSURE, WEEKDAYS, differs, marks, short_grade
from reports.marks import BAD, DIM, DOUBT
from reports.wording import Wording, width
from rules.air.daily.day import PARTLY
from rules.air.standards import Grade, Standard
from rules.finding import Outcome

LEAST, USUAL, ROOMY, MOST = (
    5,
    9,
    10,
    15,
)  # columns of a day: index and a mark; with its grade; with blanks; no more than this


class Grid:
    """Seven columns from Monday to Sunday; a week has a line for the days and one for each place."""

    def __init__(self, found: Calendar, wording: Wording) -> None:
        self._found, self._wording = found, wording
        self._labels = [wording.say(SHORT[column.place]) for column in found.columns]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._table(self._room(options.max_width))

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        least = self._label + len(WEEKDAYS) * (LEAST + 1)
        return Measurement(least, max(least, options.max_width))

    @property
    def _label(self) -> int:
        return max(map(width, self._labels), default=0)

    def _room(self, columns: int) -> int:
        """What a day may take, so that seven fit beside the labels with a blank between any two."""
        return max(LEAST, min(MOST, (columns - self._label - len(WEEKDAYS)) // len(WEEKDAYS)))

    def _table(self, room: int) -> Table:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(width=self._label, style=DIM)
        for _ in WEEKDAYS:
            table.add_column(width=room, no_wrap=True)
        table.add_row("", *(Text(self._wording.say(words), style=DIM) for words in WEEKDAYS))
        for week in _weeks(list(self._found.period.days())):
            shown = [[column.cells[day.day - 1] if day else None for day in week] for column in self._found.columns]
            table.add_row("", *(self._head(day, shown, at) for at, day in enumerate(week)))
            for label, days in zip(self._labels, shown, strict=True):
                table.add_row(label, *(_cell(day, room, self._wording) if day else "" for day in days))
        return table

    def _head(self, day: date | None, shown: Sequence[Sequence[Cell | None]], at: int) -> Text:
        head = Text(str(day.day) if day else "", style="bold")
        if differs(each for days in shown if (each := days[at])):
            head.append(f" {DIFFER}", style=f"bold {BAD}")
        return head


def _weeks(days: Sequence[date]) -> Iterator[list[date | None]]:
    places: list[date | None] = [*[None] * days[0].weekday(), *days]
    places += [None] * (-len(places) % len(WEEKDAYS))
    for start in range(0, len(places), len(WEEKDAYS)):
        yield places[start : start + len(WEEKDAYS)]


def _cell(cell: Cell, room: int, wording: Wording) -> Text:
    """A day of a place: index and grade on the grade's colour, then as many marks as there is room for; or its state."""
    bulletin, found = cell.bulletin, marks(cell)
    if bulletin is None or bulletin.index is None:
        text = state_text(cell, wording)
        return text.append_text(_marks(found, room - text.cell_len, wording))
    grade = short_grade(bulletin, wording)
    words = f"{bulletin.index:>3}{' ' if room >= ROOMY and grade else ''}{grade}"
    if width(words) + 2 * bool(found) > room:
        words = f"{bulletin.index:>3}"
    wide = 7 + (room >= ROOMY) if room >= USUAL and len(found) < 2 else 0
    chip = words + " " * (wide - width(words))
    return (
        Text()
        .append(chip, style=painted(cell.rated))
        .append_text(_marks(found, room - max(wide, width(words)), wording))
    )


def state_text(cell: Cell, wording: Wording) -> Text:
    """What stands for a day that has no index."""
    words, style, _ = STATES[cell.state]
    accused = any(each.outcome is Outcome.FAILED for each in cell.findings)
    return Text().append(wording.say(words), style=f"bold {BAD}" if cell.state == PARTLY and accused else style)


def painted(known: tuple[Standard, Grade] | None) -> str:
    """The style of a grade's colour, with an ink that can be read on it; "" where no grade is known."""
    ground = colour(*known) if known else ""
    return f"{ink(ground)} on {ground}" if ground else ""


def _marks(found: Sequence[str], room: int, wording: Wording) -> Text:
    """As many marks as there is room for, a blank before them where it costs none."""
    words = {mark: wording.say(mark) for mark in found}
    text = Text(" " if words and sum(map(width, words.values())) < room else "")
    for mark, said in words.items():
        if text.cell_len + width(said) <= room:
            text.append(said, style=DOUBT if mark == UNSURE else f"bold {BAD}")
    return text
