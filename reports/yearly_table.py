"""The city's year on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.groups import ORDER
from checker.scheme import Scheme
from checker.year import Cell, CellName, Year
from checker.year_months import Left, MonthMark, Reason, Why
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, GOOD, header, matrix_line
from reports.wording import DASH, Wording, plain
from reports.yearly_words import CELLS, LEFT, WHY, figure, of, spans

CITY_WIDE = (Left.TO_COME, Left.NOT_CRAWLED, Left.NOT_CHECKED, Left.NO_SCHEME)


def table(found: Sequence[Year], wording: Wording) -> RenderableType:
    """Groups one after another, best first, with what is left out, and why totals are provisional."""
    scheme = found[0].scheme
    title = Text(wording.say("{year} 年度考核成绩", year=str(scheme.year)), style="bold")
    parts: list[RenderableType] = [title, Wrapped(Text(matrix_line(scheme, wording), style=DIM))]
    for group in ORDER:
        members = [each for each in found if each.group == group]
        if members:
            parts += [Text(f"\n{wording.say(group)}", style="bold"), _table(members, scheme, wording)]
    return Group(*parts, Text(), *_notes(found, scheme, wording))


def _table(members: Sequence[Year], scheme: Scheme, wording: Wording) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    grid.add_column(wording.say("名次"), justify="right", no_wrap=True)
    grid.add_column(wording.say("单位"), overflow="fold", min_width=10)
    for cell in members[0].cells:
        weight = figure(getattr(scheme.matrix, cell.name))
        head = header(CELLS[cell.name], wording)
        head = f"{head[:2]}\n{head[2:]}" if wording.language == "zh" else head
        grid.add_column(f"{head}\n/{weight}", justify="right", no_wrap=True)
    for words in ("已评/100", "得分率", "总分"):
        grid.add_column(header(words, wording), justify="right", no_wrap=True)
    grid.add_column(wording.say("等次"), no_wrap=True)
    grid.add_column("", no_wrap=True)
    for each in members:
        grid.add_row(*_row(each, wording))
    return grid


def _row(each: Year, wording: Wording) -> Iterator[Text]:
    yield Text(str(each.rank) if each.rank else DASH, style="bold")
    yield Text(plain(each.department.name))
    for cell in each.cells:
        yield _points(cell, wording)
    yield Text(figure(each.score.assessable), style=DIM if each.is_whole else DOUBT)
    yield Text(wording.mark(each.mark), style="" if each.mark is not None else DIM)
    yield Text(wording.mark(each.total), style="bold" if each.total is not None else DIM)
    yield Text(wording.say(each.grade.name) if each.grade else DASH, style=_style(each))
    yield Text(wording.either("暂定", "prov.") if each.provisional else "", style=DOUBT)


def _points(cell: Cell, wording: Wording) -> Text:
    if not cell.is_owed:
        return Text(wording.say("不适用"), style=DIM)
    return Text(wording.mark(cell.points), style="" if cell.points is not None else DOUBT)


def _style(each: Year) -> str:
    if each.grade is None:
        return DIM
    place = each.scheme.grades.index(each.grade)
    return GOOD if place == 0 else BAD if place == len(each.scheme.grades) - 1 else DOUBT


def _notes(found: Sequence[Year], scheme: Scheme, wording: Wording) -> Iterator[RenderableType]:
    say = wording.say
    yield from _left_out(found, wording)
    yield from _provisional(found, wording)
    for words, unranked in (
        ("得分的部分不足一半权重，不排名：{names}", [each for each in found if not each.is_rankable]),
        ("同组多数单位已有得分的格还没有得分，不排名：{names}", [y for y in found if y.is_rankable and y.rank is None]),
    ):
        if unranked:
            names = say("、").join(plain(each.department.name) for each in unranked)
            yield Wrapped(Text(say(words, names=names)))
    for group in ORDER:
        chosen = next((each for each in found if each.group == group and each.rank is not None), None)
        if chosen is not None and len(chosen.basket) < len(CellName):
            names = say("、").join(say(CELLS[name]) for name in chosen.basket)
            yield Wrapped(Text(say("{group}的名次只比多数单位已有得分的：{names}", group=say(group), names=names)))
    if any(not cell.is_owed and cell.weight for each in found for cell in each.cells):
        yield Wrapped(Text(say("不适用的一格没有应查的内容，权重按比例分给其余各格。"), style=DIM))
    told = say("还没有得分的一格（—）既不得分也不扣分；得分率＝100×各格得分之和÷已评的权重；各格都有得分才有总分。")
    yield Wrapped(Text(told, style=DIM))
    hint = say("逐行算式：gongkai year {year} --explain 单位", year=str(scheme.year))
    yield Wrapped(Text(hint, style=DIM))


def _left_out(found: Sequence[Year], wording: Wording) -> Iterator[RenderableType]:
    """The months that are left out: of everyone, then of single departments."""
    say, months = wording.say, [month for each in found for month in each.months]
    heading = Text(say("不计入平均的月份"), style="bold")
    lines: list[RenderableType] = []
    for left in Left:
        if left in CITY_WIDE:
            periods = sorted({month.period for month in months if month.left is left})
            names = spans(periods, wording)
        else:
            names = [_named(each, left, wording) for each in found if any(m.left is left for m in each.months)]
        if names:
            told = (wording.listed if left in CITY_WIDE else wording.joined)(names)
            line = say("{why}：{names}", why=say(LEFT[left]), names=told)
            lines.append(Padding(Wrapped(Text(line)), (0, 0, 0, 2)))
    if lines:
        yield heading
        yield from lines


def _named(each: Year, left: Left, wording: Wording) -> str:
    months: list[MonthMark] = [month for month in each.months if month.left is left]
    return f"{plain(each.department.name)} {wording.say('、').join(spans([month.period for month in months], wording))}"


def _provisional(found: Sequence[Year], wording: Wording) -> Iterator[RenderableType]:
    """Each reason with how much there is of it, and how many departments it concerns."""
    say = wording.say
    counts: dict[Reason, int] = {}
    bodies: dict[Reason, set[str]] = {}
    for each in found:
        for reason in each.reasons:
            kind = Reason(reason.why, reason.of if reason.why is Why.NO_MARK else "", 0)
            counts[kind] = counts.get(kind, 0) + reason.count
            bodies.setdefault(kind, set()).add(each.department.id)
    if counts:
        yield Text(say("成绩暂定的原因"), style="bold")
    for kind in sorted(counts, key=lambda kind: list(Why).index(kind.why)):
        told = say(WHY[kind.why], count=str(counts[kind]))
        told = say("{of}：{told}", of=of(kind.of, wording), told=told) if kind.of else told
        told = say("{told}（{count} 个单位）", told=told, count=str(len(bodies[kind])))
        yield Padding(Wrapped(Text(told)), (0, 0, 0, 2))
