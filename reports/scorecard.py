"""One department's month on the terminal (成绩单)."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from checker.indicator import Sort
from checker.marks import group_scores
from checker.scheme import FULL, Scheme, Sharing
from checker.scoring import DOUBTFUL, ZERO, Assessment, Verdict
from reports.finding_lines import item_lines
from reports.lines import Wrapped
from reports.marks import (
    BAD,
    DIM,
    DOUBT,
    GOOD,
    Sign,
    bar,
    flags,
    grade_style,
    matrix_line,
    sharing_line,
)
from reports.standing import Standing, standing
from reports.wording import DASH, Wording, plain
from reports.yearly_words import WHY, figure


def scorecard(assessment: Assessment, scheme: Scheme, wording: Wording) -> RenderableType:
    """Marks by indicator, what was lost and why, what could not be checked, each with the page that proves it."""
    parts: list[RenderableType] = [_headline(assessment, scheme, wording)]
    for verdict in assessment.verdicts:
        parts.append(_verdict(verdict, wording))
    doubtful = [(v, i) for v in assessment.verdicts for i in v.weighed if i.outcome in DOUBTFUL]
    if doubtful:
        parts += [Text(f"\n{wording.say('未能检测或待核实（既不得分也不扣分）')}", style="bold")]
        parts += [item_lines(verdict, item, wording) for verdict, item in doubtful]
    return Group(*parts)


def _headline(assessment: Assessment, scheme: Scheme, wording: Wording) -> Panel:
    one = standing(assessment, scheme)
    say, online = wording.say, one.online
    line = Text(say("成绩 {mark}", mark=wording.mark(one.mark.total)), style="bold")
    line.append(f"　{say(one.grade.name) if one.grade else DASH}　", style=grade_style(one.grade, scheme))
    line.append_text(flags(one.mark, wording, provisional=assessment.provisional))
    words = say(
        "网上 {earned} 分，可评 {assessable} 分，满分 70 分",
        earned=wording.mark(online.earned if one.mark.total is not None else None),
        assessable=wording.mark(online.assessable),
    )
    body: list[RenderableType] = [line, Text(words), bar(online, 40), *_arithmetic(one, scheme, wording)]
    dim = (say("实地和年终见 gongkai year"), matrix_line(scheme, wording), sharing_line(scheme, wording))
    body += [Wrapped(Text(words, style=DIM)) for words in dim]
    title = Text(f"{plain(assessment.department.name)}　{assessment.period}")
    return Panel(Group(*body), title=title, title_align="left", border_style=DIM)


def _arithmetic(one: Standing, scheme: Scheme, wording: Wording) -> Iterator[RenderableType]:
    """What makes the mark more than the sum of its indicators: vetoes, groups, bonuses; and why it is provisional."""
    say, titles = wording.say, {each.id: each.title for each in scheme.indicators}
    for ids, words, style in ((one.mark.vetoes, "单项否决", BAD), (one.mark.may_veto, "可能否决", DOUBT)):
        if ids:
            names = say("、").join(f"{id} {say(titles[id])}" for id in ids)
            yield Wrapped(Text(say("{what}：{names}", what=say(words), names=names), style=style))
    if scheme.sharing is Sharing.SPREAD:
        yield from (Wrapped(Text(told)) for told in _groups(one, scheme, wording))
    if one.mark.bonus or one.mark.bonus_open:
        earned, doubt = figure(one.mark.bonus), figure(one.mark.bonus_open)
        told = say(
            "加分 {earned}，另有 {doubt} 待核实；最高 {most}", earned=earned, doubt=doubt, most=figure(scheme.at_most)
        )
        yield Wrapped(Text(told, style=GOOD))
    reasons = wording.either("；", "; ").join(say(WHY[each.why], count=str(each.count)) for each in one.reasons)
    if reasons:
        yield Wrapped(Text(say("暂定：{reasons}", reasons=reasons), style=DOUBT))


def _groups(one: Standing, scheme: Scheme, wording: Wording) -> Iterator[str]:
    """Each group with its points after sharing, and what was earned of them."""
    say, weights = wording.say, scheme.group_points()
    scores = group_scores(one.assessment, scheme)
    alive = sum((weights[group] for group in scores), ZERO)
    for group, score in scores.items():
        shared = score.out_of(FULL * weights[group] / alive)
        values = {"earned": wording.mark(shared.earned), "assessable": wording.mark(shared.assessable)}
        yield say(
            "{group}：{earned} / {assessable} 可评 / {possible}",
            group=plain(group),
            possible=wording.mark(shared.possible),
            **values,
        )


def _verdict(verdict: Verdict, wording: Wording) -> RenderableType:
    head = Table.grid(padding=(0, 1))
    head.add_column(width=1)
    head.add_column(ratio=1)
    title = Text(f"{verdict.indicator} {wording.say(verdict.title)}", style="bold")
    head.add_row(Sign(verdict.outcome), Wrapped(title))
    head.add_row("", _score(verdict, wording))
    told = [item for item in verdict.weighed if item.outcome not in DOUBTFUL]
    return Group(Text(), head, *(item_lines(verdict, item, wording) for item in told))


def _score(verdict: Verdict, wording: Wording) -> RenderableType:
    say, score = wording.say, verdict.score
    if verdict.sort is Sort.VETO:
        if verdict.vetoes:
            return Text(say("单项否决：全部成绩为 0"), style=f"bold {BAD}")
        return (
            Text(say("可能单项否决，还没有核实"), style=DOUBT)
            if verdict.may_veto
            else Text(say("单项否决项，没有触发"), style=DIM)
        )
    if not score.possible:
        return Text(say("不适用"), style=DIM)
    marks = say(
        "{earned} / {assessable} 可评 / {possible}",
        earned=wording.mark(score.earned if score.assessable else None),
        assessable=wording.mark(score.assessable),
        possible=wording.mark(score.possible),
    )
    line = Table.grid(padding=(0, 2))
    words = Text(marks)
    for holds, told, style in (
        (verdict.sort is Sort.BONUS, "加分项", GOOD),
        (verdict.vetoes, "单项否决：全部成绩为 0", f"bold {BAD}"),
        (verdict.may_veto, "可能单项否决，还没有核实", DOUBT),
    ):
        if holds:
            words.append("　").append(say(told), style=style)
    line.add_row(bar(score, 24), words)
    return line
