"""A department's year as arithmetic, each line of which can be reckoned again from what is printed (算式)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.year import DAILY, ON_SITE, ONLINE, YEAR_END, CellName, Year
from checker.year_months import Left
from reports.lines import Wrapped
from reports.marks import DIM, DOUBT, matrix_line
from reports.wording import Wording, plain
from reports.yearly_month import month_lines
from reports.yearly_onsite import stage_lines, stray_lines
from reports.yearly_words import CELLS, LEFT, figure, reasons, spans

SECTIONS = ("一、日常网上", "二、日常实地", "三、年终网上", "四、年终实地")
PARTS = (("网上", ONLINE), ("实地", ON_SITE), ("日常", DAILY), ("年终", YEAR_END))


def arithmetic(year: Year, wording: Wording) -> RenderableType:
    """The whole year: months, visits, year-end, the four products, the total, and why it is provisional."""
    say = wording.say
    name, id = plain(year.department.name), year.department.id
    title = say("{name}（{id}）{year} 年度成绩的算式", name=name, id=id, year=str(year.scheme.year))
    parts: list[RenderableType] = [
        Text(title, style="bold"),
        Wrapped(Text(matrix_line(year.scheme, wording), style=DIM)),
    ]
    lines = _daily(year, wording), _on_site(year, wording), _year_end(year, wording), _inspection(year, wording)
    for cell, heading, told in zip(year.cells, SECTIONS, lines, strict=True):
        words = say("{heading}（权重 {weight}）", heading=say(heading), weight=figure(cell.weight))
        parts += [Text(f"\n{words}", style="bold"), *told]
    parts += [*stray_lines(year.strays, wording), Text(f"\n{say('五、总分')}", style="bold"), *_total(year, wording)]
    return Group(*parts, *_reasons(year, wording))


def _daily(year: Year, wording: Wording) -> Iterator[RenderableType]:
    say = wording.say
    for month in year.months:
        if month.judged is not None:
            yield from month_lines(month, wording)
    if any(month.judged for month in year.months):
        told = say("每项的扣分、证据和裁定：gongkai show {id} --period YYYY-MM", id=year.department.id)
        yield Wrapped(Text(f"\n{told}", style=DIM))
    for left in Left:
        periods = [month.period for month in year.months if month.left is left]
        if periods:
            named = say("、").join(spans(periods, wording))
            yield Wrapped(Text(say("{months} 不计入：{why}", months=named, why=say(LEFT[left])), style=DOUBT))
    yield _mean([month.mark for month in year.months], year.cells[0].mark, wording)


def _on_site(year: Year, wording: Wording) -> Iterator[RenderableType]:
    owing = [stage for stage in year.stages if stage.lines]
    if not owing:
        yield Text(wording.say("全年没有应在实地查看的事项"), style=DIM)
        return
    for stage in owing:
        yield Text(stage.name, style="bold")
        yield from stage_lines(stage, wording)
    yield _mean([stage.mark for stage in owing], year.cells[1].mark, wording)


def _mean(marks: Sequence[Decimal | None], mean: Decimal | None, wording: Wording) -> RenderableType:
    counted = [figure(mark) for mark in marks if mark is not None]
    if not counted:
        return Text(wording.say("没有计入的月份，这一格没有得分"), style=DOUBT)
    told = wording.say(
        "各月平均：({sum}) ÷ {count} ＝ {mean}", sum=" + ".join(counted), count=str(len(counted)), mean=figure(mean)
    )
    return Wrapped(Text(told, style="bold"))


def _year_end(year: Year, wording: Wording) -> Iterator[RenderableType]:
    say, month, period = wording.say, year.year_end, str(year.year_end.period)
    if month.judged is not None and month not in year.months:
        yield from month_lines(month, wording)
    if month.left is None:
        told = say("{month} 的检查为年终检查，成绩 {mark}", month=period, mark=figure(month.mark))
        yield Wrapped(Text(told, style="bold"))
    else:
        told = say("{month} 的检查为年终检查，没有得分：{why}", month=period, why=say(LEFT[month.left]))
        yield Wrapped(Text(told, style=DOUBT))


def _inspection(year: Year, wording: Wording) -> Iterator[RenderableType]:
    if year.inspection.lines:
        yield from stage_lines(year.inspection, wording)
    else:
        yield Text(wording.say("没有年终实地查看的事项"), style=DIM)


def _total(year: Year, wording: Wording) -> Iterator[RenderableType]:
    say = wording.say
    marked = [cell for cell in year.cells if cell.is_owed and cell.mark is not None]
    for cell in year.cells:
        name = say(CELLS[cell.name])
        if cell in marked:
            values = {"weight": figure(cell.weight), "mark": figure(cell.mark), "points": figure(cell.points)}
            yield Text(say("{cell}：{weight} × {mark} ÷ 100 ＝ {points}", cell=name, **values))
        elif cell.is_owed:
            yield Text(say("{cell}：还没有得分，暂不计", cell=name), style=DOUBT)
        else:
            told = say(
                "{cell}：没有应查的内容，{weight} 的权重按比例分给其余各格", cell=name, weight=figure(cell.weight)
            )
            yield Wrapped(Text(told, style=DIM))
    for words, names in PARTS:
        yield from _part(year, say(words), names, wording)
    yield from _sum(year, [figure(cell.points) for cell in marked], [figure(cell.weight) for cell in marked], wording)


def _part(year: Year, words: str, names: tuple[CellName, ...], wording: Wording) -> Iterator[RenderableType]:
    points = [
        figure(cell.points) for cell in year.cells if cell.name in names and cell.is_owed and cell.mark is not None
    ]
    if points:
        score = year.part(names)
        values = {"sum": " + ".join(points), "points": figure(score.earned), "marked": figure(score.assessable)}
        yield Text(wording.say("{part}：{sum} ＝ {points}（计入的权重 {marked}）", part=words, **values), style=DIM)


def _sum(year: Year, points: Sequence[str], weights: Sequence[str], wording: Wording) -> Iterator[RenderableType]:
    say = wording.say
    if year.mark is None:
        yield Text(say("总分：没有得分，不计为 0"), style="bold")
        return
    values = {"points": " + ".join(points), "weights": " + ".join(weights), "total": str(year.mark)}
    if year.is_whole:
        yield Wrapped(Text(say("总分：100 × ({points}) ÷ ({weights}) ＝ {total}", **values), style="bold"))
    else:
        yield Wrapped(Text(say("得分率：100 × ({points}) ÷ ({weights}) ＝ {total}", **values), style="bold"))
        yield Text(say("总分：还有没有得分的格，没有总分"), style=DOUBT)
    if year.grade is not None:
        least = figure(year.grade.at_least)
        yield Text(say("等次：{grade}（{least} 分以上）", grade=say(year.grade.name), least=least))
    yield from _place(year, wording)


def _place(year: Year, wording: Wording) -> Iterator[RenderableType]:
    say = wording.say
    if not year.is_rankable:
        yield Text(say("不排名：有得分的各格不足一半权重"), style=DOUBT)
    elif year.rank is None:
        yield Text(say("不排名：同组多数单位已有得分的格还没有得分"), style=DOUBT)
    else:
        yield Text(say("名次：{group}第 {rank} 名", group=say(year.group), rank=str(year.rank)))
    if year.rank is not None and year.compared != year.mark:
        names = say("、").join(say(CELLS[name]) for name in year.basket)
        told = say("名次只比多数单位已有得分的格（{names}），这里为 {mark}", names=names, mark=str(year.compared))
        yield Wrapped(Text(told, style=DIM))


def _reasons(year: Year, wording: Wording) -> Iterator[RenderableType]:
    if not year.reasons:
        yield Text(wording.say("全部查清，成绩已定"))
        return
    yield Text(f"\n{wording.say('成绩暂定，因为')}", style=f"bold {DOUBT}")
    for told in reasons(year.reasons, wording):
        yield Padding(Wrapped(Text(told)), (0, 0, 0, 2))
