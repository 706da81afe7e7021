"""One department's month on the terminal (成绩单): its mark, its topics, and below them all that is not well, with the proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from checker.marks import group_scores
from checker.scheme import FULL, Scheme, Sharing
from checker.scoring import ZERO, Assessment
from crawler.period import Period
from reports.docket_view import Docket
from reports.lines import Flow, Wrapped
from reports.marks import (
    ABOUT,
    BAD,
    DIM,
    DOUBT,
    DOWN,
    GOOD,
    UP,
    Legible,
    bar,
    colour,
    flags,
    grade_style,
    matrix_line,
    sharing_line,
    signed,
)
from reports.moves import UNCOMPARED, Move
from reports.remedies import unread, what_to_do
from reports.scorecard_topics import details, key, overview
from reports.standing import Standing, standing
from reports.wording import DASH, Wording, plain
from reports.yearly_words import WHY, figure


@dataclass(frozen=True)
class Around:
    """What a scorecard tells beside the month itself: the place among how many, the step from the month before, the ledger.

    `asked` is what a command needs beside the department to speak of the same month, `where` of the same workspace, "" where
    both are the usual ones.
    """

    standing: Standing
    peers: int
    move: Move
    since: Period
    docket: Docket | None = None
    asked: str = ""
    where: str = ""


def scorecard(assessment: Assessment, scheme: Scheme, wording: Wording, around: Around | None = None) -> RenderableType:
    """Marks by topic, what was lost and why, what could not be checked, each with the page that proves it."""
    docket = around.docket if around else None
    parts: list[RenderableType] = [_headline(assessment, scheme, wording, around), Text()]
    parts += [overview(assessment, scheme, wording), *key(wording), *details(assessment, scheme, docket, wording)]
    parts += [Text(), *told] if (told := list(what_to_do(unread(assessment), wording))) else []
    return Legible(Group(*parts, *(_further(assessment, wording, around) if around else ())))


def _headline(assessment: Assessment, scheme: Scheme, wording: Wording, around: Around | None) -> Panel:
    one = around.standing if around else standing(assessment, scheme)
    say, online = wording.say, one.online
    about = ABOUT if assessment.provisional and one.mark.total is not None else ""
    line = Text(say("成绩 {mark}", mark=about + wording.mark(one.mark.total)), style="bold")
    line.append(f"　{say(one.grade.name) if one.grade else DASH}　", style=grade_style(one.grade, scheme))
    line.append_text(flags(one.mark, wording, provisional=assessment.provisional))
    body: list[RenderableType] = [line, *(_placed(one, around, wording) if around else ()), bar(online, 40)]
    words = say(
        "网上 {earned} 分，可评 {assessable} 分，满分 70 分",
        earned=wording.mark(online.earned if one.mark.total is not None else None),
        assessable=wording.mark(online.assessable),
    )
    body += [Wrapped(Text(words)), *_arithmetic(one, scheme, wording)]
    dim = (say("实地和年终见 gongkai year"), matrix_line(scheme, wording), sharing_line(scheme, wording))
    body += [Wrapped(Text(words, style=DIM)) for words in dim]
    title = Text(f"{plain(assessment.department.name)}　{assessment.period}")
    return Panel(Group(*body), title=title, title_align="left", border_style=DIM)


def _placed(one: Standing, around: Around, wording: Wording) -> Iterator[RenderableType]:
    """The place in the group, and the step from the month before."""
    say, step = wording.say, around.move
    values = {"group": say(one.group), "count": str(around.peers), "rank": str(one.rank or DASH)}
    words = "{group} {count} 个单位中排第 {rank}" if one.rank else "可评的分不足一半，不排名，不定等次"
    told = [Text(say(words, **values), style="" if one.rank else DOUBT)]
    if step.places:
        told.append(Text(f"{UP if step.places > 0 else DOWN}{abs(step.places)}", style=colour(step.places)))
    since = str(around.since)
    if step.missing is not None:
        told.append(Text(say(UNCOMPARED[step.missing], since=since), style=DIM))
    elif step.before is not None:
        points = signed(step.points, wording, provisional=step.provisional)
        about = ABOUT if step.before.assessment.provisional else ""
        was = about + wording.mark(step.before.mark.total)
        values = {"points": points, "since": since, "mark": was}
        told.append(Text(say("比 {since} 的 {mark}：{points}", **values), style=colour(step.points)))
    yield Flow(told)


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
    reasons = wording.joined(say(WHY[each.why], count=str(each.count)) for each in one.reasons)
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


def _further(assessment: Assessment, wording: Wording, around: Around) -> Iterator[RenderableType]:
    """Where more is to be read of the same month."""
    id, asked = assessment.department.id, around.asked + around.where
    indicator = next((each.indicator for each in assessment.verdicts), "")
    since = around.since if around.move.before else None
    ways = [
        ("一项指标的经过、扣分标准和当时的页面", f"gongkai explain {id} {indicator}{asked}"),
        ("全部证据的文件夹，可以交给单位", f"gongkai evidence {id}{asked}"),
        ("整改台账", f"gongkai ledger {id}{around.where}"),
    ]
    if since is not None:
        ways.append(("与上月比较：改正了什么，新出现什么", f"gongkai show {id} --diff {since}{asked}"))
    yield Text(f"\n{wording.say('想看更多')}", style="bold")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style=DIM, overflow="fold")
    grid.add_column(overflow="fold")
    for words, command in ways:
        grid.add_row(wording.say(words), Text(command))
    yield grid
