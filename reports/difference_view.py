"""Two months of a department on the terminal: the marks and why they differ, topic by topic, and what became of each problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from checker.scheme import Scheme
from checker.scoring import Score
from checker.year_months import weighs_alike
from reports.difference import Fate
from reports.difference_entries import FATES, Compared, fate_lines
from reports.difference_marks import Difference, Step, Topic, What
from reports.lines import Flow, Wrapped
from reports.marks import (
    ABOUT,
    DIM,
    DOUBT,
    DOWN,
    GOOD,
    UP,
    Fitting,
    Legible,
    bar,
    colour,
    grade_style,
    signed,
)
from reports.rulebooks_compared import ADDED, CHANGED, REMOVED, compared
from reports.standing import Standing
from reports.themes import theme_words
from reports.wording import DASH, Wording, plain

SHORT = 10  # columns of a bar
STEPS: Mapping[Fate | What, str] = {
    **{fate: words for fate, (_, _, words) in FATES.items()},
    What.PRICE: "仍然存在的，扣分变了",
    What.WEIGHT: "仍然存在的，可评的分变了，同样的扣分折合不同",
    What.BONUS: "加分",
    What.VETO: "单项否决",
    What.CAP: "最高分以上不计",
    What.REST: "四舍五入",
}


def difference_view(shown: Compared, wording: Wording) -> RenderableType:
    """What differs, the marks first, then the topics, then every problem by what became of it."""
    parts: list[RenderableType] = [_headline(shown, wording), *_schemes(shown.difference, wording)]
    parts += [*_steps(shown, wording), *_topics(shown, wording)]
    for fate in FATES:
        parts += fate_lines(fate, shown, wording)
    if not shown.difference.entries:
        parts.append(Text(f"\n{wording.say('两个月都没有发现问题，也都查清了')}", style=GOOD))
    return Legible(Group(*parts))


def _headline(shown: Compared, wording: Wording) -> Panel:
    say, one = wording.say, shown.difference
    before, after = shown.standings
    style = colour(one.points)
    line = Text(say("成绩 {then} → {now}", then=_mark(before, wording), now=_mark(after, wording)), style="bold")
    line.append(f"　{signed(one.points, wording, provisional=one.provisional)}", style=f"bold {style}")
    rows: list[RenderableType] = [line, Flow(list(_placed(shown, wording)))]
    if not one.is_enough:
        rows.append(Wrapped(Text(say("有一个月可评的分不足一半：成绩之差说明不了什么"), style=DOUBT)))
    elif one.provisional:
        rows.append(Wrapped(Text(say("有一个月的成绩暂定，成绩之差也是暂定的"), style=DOUBT)))
    name = plain(after.assessment.department.name)
    title = say("{name}　{then} 与 {now} 比较", name=name, **shown.periods)
    return Panel(Group(*rows), title=Text(title), title_align="left", border_style=DIM)


def _mark(one: Standing, wording: Wording) -> str:
    total = one.mark.total
    return (ABOUT if one.assessment.provisional and total is not None else "") + wording.mark(total)


def _placed(shown: Compared, wording: Wording) -> Iterator[Text]:
    before, after = shown.standings
    say = wording.say
    grades = [say(each.grade.name) if each.grade else DASH for each in shown.standings]
    yield Text(
        say("等次 {then} → {now}", then=grades[0], now=grades[1]),
        style=grade_style(after.grade, shown.difference.now.scheme),
    )
    ranks = [str(each.rank) if each.rank else DASH for each in shown.standings]
    told = Text(say("名次 {then} → {now}", then=ranks[0], now=ranks[1]))
    if before.rank and after.rank and before.group == after.group and before.rank != after.rank:
        step = before.rank - after.rank
        told.append(f" {UP if step > 0 else DOWN}{abs(step)}", style=colour(step))
    yield told


def _schemes(one: Difference, wording: Wording) -> Iterator[RenderableType]:
    """That the two months were judged by different rulebooks, and how much differs in them."""
    before, after = one.then.scheme, one.now.scheme
    if weighs_alike(before, after):
        return
    yield Text()
    yield Wrapped(Text(_differing(before, after, wording), style=DOUBT))


def _differing(before: Scheme, after: Scheme, wording: Wording) -> str:
    found = compared(before, after)
    counts = {how: str(sum(each.how == how for each in found)) for how in (ADDED, REMOVED, CHANGED)}
    names = {"before": before.id, "after": after.id}
    words = "两个月的考核方案不同（{before} → {after}：新增 {added}、取消 {removed}、改动 {changed}），成绩之差有一部分来自方案"
    if before.id == after.id:
        words = (
            "两个月之间考核方案 {after} 改过（新增 {added}、取消 {removed}、改动 {changed}），成绩之差有一部分来自方案"
        )
    return wording.say(words, **names, **counts)


def _steps(shown: Compared, wording: Wording) -> Iterator[RenderableType]:
    """How the difference comes about, in lines that add up."""
    one, say = shown.difference, wording.say
    if one.points is None:
        yield Text(f"\n{say('有一个月没有成绩（没有可评的分），不能相减')}", style=DOUBT)
        return
    yield Text(f"\n{say('成绩之差的由来')}", style="bold")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    for step in one.steps:
        grid.add_row(
            Text(signed(step.points, wording), style=colour(step.points)), Wrapped(Text(_step(step, one, wording)))
        )
    grid.add_row(Text(signed(one.points, wording), style="bold"), Text(say("合计"), style="bold"))
    yield Padding(grid, (0, 0, 0, 2))


def _step(step: Step, one: Difference, wording: Wording) -> str:
    told = wording.say(STEPS[step.what])
    if not isinstance(step.what, Fate):
        return told
    return wording.say("{what}（{count} 处）", what=told, count=str(len(one.of(step.what))))


def _topics(shown: Compared, wording: Wording) -> Iterator[RenderableType]:
    """Each topic in both months; those that are alike in both are left out."""
    topics = [each for each in shown.difference.topics if each.points or each.then != each.now]
    if topics:
        yield Text(f"\n{wording.say('有变化的领域（得到 / 可评）')}", style="bold")
        ways = (_table(topics, shown, wording, columns) for columns in (SHORT, 0))
        yield Padding(Fitting(*ways), (0, 0, 0, 2))


def _table(topics: Sequence[Topic], shown: Compared, wording: Wording, columns: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    table.add_column(wording.say("领域"), overflow="fold", min_width=8)
    for period in shown.periods.values():
        if columns:
            table.add_column("", no_wrap=True)
        table.add_column(period, justify="right", no_wrap=True)
    table.add_column(wording.say("对成绩"), justify="right", no_wrap=True)
    for each in topics:
        cells: list[RenderableType] = []
        for score in (each.then, each.now):
            cells += [bar(score or Score(), columns)] if columns else []
            cells.append(Text(_earned(score, wording), style="" if score else DIM))
        change = Text(signed(each.points, wording), style=colour(each.points))
        table.add_row(Text(theme_words(each.theme, wording)), *cells, change)
    return table


def _earned(score: Score | None, wording: Wording) -> str:
    if score is None:
        return DASH
    return f"{wording.mark(score.earned if score.assessable else None)} / {wording.mark(score.assessable)}"
