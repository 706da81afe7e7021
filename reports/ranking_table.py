"""The table of the ranking: as many columns as the terminal has room for, and lines without a table where it has little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checker.scheme import Scheme
from reports.costs import lost_by_theme
from reports.lines import Flow, Wrapped
from reports.marks import (
    ABOUT,
    BAD,
    DIM,
    DOUBT,
    DOWN,
    MINUS,
    SAME,
    UP,
    Fitting,
    bar,
    colour,
    flags,
    grade_style,
    header,
    signed,
)
from reports.moves import Move, Moves
from reports.standing import Standing, shown
from reports.themes import theme_words
from reports.wording import DASH, Wording, plain, width

LONG, SHORT = 24, 10  # columns of a bar
WIDEST = 32  # columns of a name before it is folded
HALF = Decimal("0.005")  # what is less would be printed as nought
UNBROKEN = frozenset(("失分最多的领域",))  # headings of columns that are wide anyway


@dataclass(frozen=True)
class Ranked:
    """A month's standings with their moves, and the words and the scheme by which they are shown."""

    found: Sequence[Standing]
    moved: Moves
    scheme: Scheme
    wording: Wording

    @property
    def name_width(self) -> int:
        """Columns that the longest name takes, up to where names are folded."""
        names = (plain(each.assessment.department.name) for each in self.found)
        return min(max(map(width, names), default=0), WIDEST)

    def move(self, each: Standing) -> Move:
        """How a department moved."""
        return self.moved[each.assessment.department.id]


Cell = Callable[[Ranked, Standing], RenderableType]


@dataclass(frozen=True)
class Column:
    """A column: its heading, the cell of a department, and on which side it stands."""

    heading: str
    cell: Cell
    right: bool = True


def rank(ranked: Ranked, each: Standing) -> Text:
    """The place in the group, a dash for none."""
    return Text(str(each.rank) if each.rank else DASH, style="bold")


def places(ranked: Ranked, each: Standing) -> Text:
    """By how many places it rose or fell."""
    step = ranked.move(each).places
    if step is None:
        return Text(DASH, style=DIM)
    sign = SAME if not step else UP if step > 0 else DOWN
    return Text(f"{sign}{abs(step) or ''}", style=colour(step))


def named(ranked: Ranked, each: Standing) -> Text:
    """What it is called, and below that what is special about its mark."""
    name, told = _name(each), noted(ranked, each, provisional=False)
    return name.append("\n").append_text(told) if told else name


def _name(each: Standing) -> Text:
    return Text(plain(each.assessment.department.name))


def mark(ranked: Ranked, each: Standing) -> Text:
    """The mark, "~" before one that is not final; none of who could hardly be assessed: it would look like one of all it owes."""
    total = each.mark.total if each.is_rankable else None
    about = ABOUT if each.assessment.provisional and total is not None else ""
    style = f"bold {grade_style(each.grade, ranked.scheme)}" if total is not None else DIM
    return Text(f"{about}{ranked.wording.mark(total)}", style=style)


def step(ranked: Ranked, each: Standing) -> Text:
    """By how many points it differs from the month before."""
    move = ranked.move(each)
    return Text(signed(move.points, ranked.wording, provisional=move.provisional), style=colour(move.points))


def grade(ranked: Ranked, each: Standing) -> Text:
    """The grade."""
    words = ranked.wording.say(each.grade.name) if each.grade else DASH
    return Text(words, style=grade_style(each.grade, ranked.scheme))


def problems(ranked: Ranked, each: Standing) -> Text:
    """How many problems it has."""
    return Text(str(each.problems), style=BAD if each.problems else DIM)


def unassessed(ranked: Ranked, each: Standing) -> Text:
    """The share of the points that could not be assessed."""
    return Text(share(each, ranked.wording), style=DOUBT if each.unassessed else DIM)


def share(each: Standing, wording: Wording) -> str:
    """The share of the points that could not be assessed; what is not nought is not printed as if it were."""
    nearly = each.unassessed is not None and 0 < each.unassessed < HALF
    return wording.percent(each.unassessed, 1 if nearly else 0)


def online(ranked: Ranked, each: Standing) -> Text:
    """What is earned of the year's 70 online points."""
    return Text(ranked.wording.mark(each.online.earned if each.mark.total is not None else None))


def assessable(ranked: Ranked, each: Standing) -> Text:
    """What could be assessed of them."""
    return Text(ranked.wording.mark(each.online.assessable), style=DIM)


def dearest(ranked: Ranked, each: Standing, most: int = 1) -> Text:
    """The topics that cost it most of its mark."""
    lost = list(lost_by_theme(each.assessment, ranked.scheme).items())[:most]
    told = [f"{theme_words(theme, ranked.wording)} {MINUS}{ranked.wording.mark(cost)}" for theme, cost in lost]
    return Text(ranked.wording.say("、").join(told), style=DIM)


def noted(ranked: Ranked, each: Standing, *, provisional: bool = True) -> Text:
    """What is special about its mark."""
    told = flags(each.mark, ranked.wording, provisional=provisional and each.assessment.provisional)
    if each.mark.total is None or each.is_rankable:
        return told
    return told.append(" " if told else "").append(ranked.wording.say("可评不足一半"), style=DOUBT)


def _bar(columns: int) -> Column:
    return Column("", lambda ranked, each: bar(each.online, columns), right=False)


NAME, FLAGGED = Column("单位", lambda ranked, each: _name(each), right=False), Column("单位", named, right=False)
FIRST = (Column("名次", rank), Column("升降", places, right=False))
LAST = (Column("成绩", mark), Column("比上月", step), Column("等次", grade, right=False))
COUNTS = (Column("问题", problems), Column("未评", unassessed))
YEAR = (Column("网上得分/70", online), Column("可评", assessable))
NOTED, DEAREST = Column("备注", noted, right=False), Column("失分最多的领域", dearest, right=False)
DEARER = Column("失分最多的领域", lambda ranked, each: dearest(ranked, each, 2), right=False)
SETS: Sequence[Sequence[Column]] = (
    (*FIRST, NAME, _bar(LONG), *LAST, *COUNTS, *YEAR, NOTED, DEARER),
    (*FIRST, NAME, _bar(LONG), *LAST, *COUNTS, NOTED, DEAREST),
    (*FIRST, NAME, _bar(LONG), *LAST, *COUNTS, NOTED),
    (*FIRST, FLAGGED, _bar(SHORT), *LAST, *COUNTS),
    (*FIRST, FLAGGED, *LAST, *COUNTS),
)


def table(ranked: Ranked) -> RenderableType:
    """Everyone, group by group, in as many columns as there is room for."""
    return Fitting(*(_table(ranked, columns) for columns in SETS), _lines(ranked))


def _table(ranked: Ranked, columns: Sequence[Column]) -> Table:
    say = ranked.wording.say
    drawn = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    for column in columns:
        is_name = column.heading == NAME.heading
        heading = say(column.heading) if column.heading in UNBROKEN else header(column.heading, ranked.wording)
        drawn.add_column(
            heading,
            justify="right" if column.right else "left",
            no_wrap=not is_name,
            overflow="fold",
            min_width=ranked.name_width if is_name else None,
            max_width=WIDEST if is_name else None,
        )
    at = next(number for number, column in enumerate(columns) if column.heading == NAME.heading)
    for number, (group, members) in enumerate(shown(ranked.found)):
        if number:
            drawn.add_row()
        drawn.add_row(*[""] * at, Text(group_words(group, members, ranked.wording), style="bold"))
        for each in members:
            drawn.add_row(*(column.cell(ranked, each) for column in columns))
    return drawn


def group_words(group: str, members: Sequence[Standing], wording: Wording) -> str:
    """What a group is called, and how many are in it."""
    return wording.say("{group}（{count} 个）", group=wording.say(group), count=str(len(members)))


def _lines(ranked: Ranked) -> RenderableType:
    """Two or three lines for each, where there is no room for a table."""
    parts: list[RenderableType] = []
    for number, (group, members) in enumerate(shown(ranked.found)):
        parts.append(Text(("\n" if number else "") + group_words(group, members, ranked.wording), style="bold"))
        parts += [_entry(ranked, each) for each in members]
    return Group(*parts)


def _entry(ranked: Ranked, each: Standing) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", width=3)
    grid.add_column(ratio=1)
    grid.add_row(rank(ranked, each), Wrapped(_name(each)))
    told = [
        mark(ranked, each),
        step(ranked, each),
        places(ranked, each),
        grade(ranked, each),
        _labelled("问题", problems(ranked, each), ranked.wording),
        _labelled("未评", unassessed(ranked, each), ranked.wording),
    ]
    grid.add_row("", Flow([part for part in (*told, noted(ranked, each)) if part], gap="  "))
    grid.add_row("", bar(each.online, LONG))
    return grid


def _labelled(heading: str, cell: Text, wording: Wording) -> Text:
    return Text().append(f"{wording.say(heading)} ", style=DIM).append_text(cell)
