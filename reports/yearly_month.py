"""The arithmetic of a month online: indicators, sums, what does not apply shared out, bonuses, vetoes, the mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from checker.indicator import Sort
from checker.scheme import FULL, Sharing
from checker.scoring import ZERO, Score
from checker.year_months import Judged, Line, MonthMark, base
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT
from reports.wording import Wording, plain
from reports.yearly_words import LEFT, figure


def month_lines(month: MonthMark, wording: Wording) -> Iterator[RenderableType]:
    """A month that was judged, line by line, with what it gives to the year."""
    one, say = month.judged, wording.say
    if one is None:
        return
    yield Text(f"\n{month.period}", style="bold")
    yield _indicators(one.lines, wording)
    none = [f"{line.indicator}" for line in one.lines if line.sort is not Sort.VETO and not line.score.possible]
    if none:
        yield Wrapped(Text(say("不适用：{names}", names=say("、").join(none)), style=DIM))
    if one.rulings:
        yield Text(say("其中 {count} 处按督查员的裁定计", count=str(one.rulings)), style=DIM)
    yield from _vetoes(one, wording)
    yield from (Wrapped(Text(line)) for line in _mark(one, wording))
    if month.left is not None:
        yield Wrapped(Text(say("不计入年度：{why}", why=say(LEFT[month.left])), style=DOUBT))
    elif one.mark.total is not None and one.mark.total > FULL:
        yield Text(say("计入年度 {mark}（最多 100）", mark=figure(month.mark)))


def _indicators(lines: Sequence[Line], wording: Wording) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 1), header_style=DIM)
    grid.add_column(wording.say("指标"), overflow="fold")
    for words in ("满分", "可评", "得分"):
        grid.add_column(wording.say(words), justify="right", no_wrap=True)
    for line in lines:
        if line.score.possible:
            title = Text(f"{line.indicator} {wording.say(line.title)}")
            if line.sort is Sort.BONUS:
                title.append(f"　{wording.say('加分')}", style=DIM)
            grid.add_row(title, *(Text(figure(each)) for each in _figures(line.score)))
    return grid


def _figures(score: Score) -> tuple[Decimal, Decimal, Decimal]:
    return score.possible, score.assessable, score.earned


def _vetoes(one: Judged, wording: Wording) -> Iterator[RenderableType]:
    say = wording.say
    for line in one.lines:
        values = {"name": f"{line.indicator} {say(line.title)}"}
        if line.vetoes:
            yield Wrapped(Text(say("单项否决：{name}", **values), style=BAD))
        elif line.may_veto:
            yield Wrapped(Text(say("可能单项否决，还没有核实：{name}", **values), style=DOUBT))


def _mark(one: Judged, wording: Wording) -> Iterator[str]:
    say, mark, score = wording.say, one.mark, base(one)
    deducting = [line.score for line in one.lines if line.sort is Sort.DEDUCT and line.score.possible]
    if len(deducting) > 1:
        for words, name in (("满分", "possible"), ("可评", "assessable"), ("得分", "earned")):
            parts = " + ".join(figure(getattr(each, name)) for each in deducting)
            yield say("{part}合计：{sum} ＝ {total}", part=say(words), sum=parts, total=figure(getattr(score, name)))
    if mark.vetoes:
        yield say("本月成绩：单项否决，{mark}", mark=figure(mark.total))
    elif mark.total is None:
        yield say("本月成绩：没有可评的分，没有成绩")
    elif one.scheme.sharing is Sharing.SCALE:
        yield from _with_bonus(one, figure(score.earned), figure(score.assessable), wording)
    else:
        yield from _spread(one, wording)


def _spread(one: Judged, wording: Wording) -> Iterator[str]:
    """Points of what does not apply stay with their group as long as anything of it applies."""
    say, weights = wording.say, one.scheme.group_points()
    alive = sum((weights[group] for group in one.groups), ZERO)
    dead = [group for group in weights if group not in one.groups]
    if dead:
        yield say("没有一项适用的一级指标，分值由其余的分担：{names}", names=say("、").join(map(plain, dead)))
    for group, score in one.groups.items():
        share = FULL * weights[group] / alive
        name, full = plain(group), figure(share)
        yield say(
            "{group} 的满分：100 × {weight} ÷ {alive} ＝ {full}",
            group=name,
            weight=figure(weights[group]),
            alive=figure(alive),
            full=full,
        )
        for words, value in (("可评", score.assessable), ("得分", score.earned)):
            parts = {"value": figure(value), "possible": figure(score.possible), "full": full}
            result = figure(value * share / score.possible)
            yield say(
                "{group} 的{part}：{value} × {full} ÷ {possible} ＝ {result}",
                group=name,
                part=say(words),
                result=result,
                **parts,
            )
    shares = [score.out_of(FULL * weights[group] / alive) for group, score in one.groups.items()]
    earned, assessable = (
        " + ".join(figure(getattr(each, name)) for each in shares) for name in ("earned", "assessable")
    )
    yield from _with_bonus(one, f"({earned})", f"({assessable})", wording)


def _with_bonus(one: Judged, earned: str, assessable: str, wording: Wording) -> Iterator[str]:
    """The mark as 100 times earned by assessable, and what bonuses make of it."""
    say, mark = wording.say, one.mark
    bonuses = [line for line in one.lines if line.sort is Sort.BONUS and line.score.possible]
    values = {"earned": earned, "assessable": assessable, "mark": str(mark.total)}
    if not mark.bonus:
        yield say("本月成绩：100 × {earned} ÷ {assessable} ＝ {mark}", **values)
        if bonuses and one.scheme.bonus_above:
            yield say("成绩超过 {least} 分才能加分", least=figure(one.scheme.bonus_above))
        return
    parts = " + ".join(figure(line.score.earned) for line in bonuses)
    yield say("加分：{sum} ＝ {total}", sum=parts, total=figure(mark.bonus))
    scored = (mark.score.rate or ZERO) * FULL + mark.bonus
    if scored > mark.at_most:
        yield say(
            "100 × {earned} ÷ {assessable} + {bonus} ＝ {raw}", bonus=figure(mark.bonus), raw=figure(scored), **values
        )
        yield say("本月成绩：最高 {mark}", **values)
    else:
        yield say("本月成绩：100 × {earned} ÷ {assessable} + {bonus} ＝ {mark}", bonus=figure(mark.bonus), **values)
