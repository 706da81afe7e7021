"""The city's ranking on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.rulings import Decision
from checker.scheme import Scheme
from checker.scoring import Assessment
from checker.store import findings_of
from checker.year_months import Why
from reports.lines import Flow, Wrapped
from reports.marks import BAD, DIM, DOUBT, Fitting, bar, flags, grade_style, header, matrix_line, sharing_line
from reports.standing import Standing, shown, standings
from reports.wording import DASH, Wording, plain
from reports.yearly_words import WHY
from rules.finding import Outcome

MOST_COMMON = 5
WIDE = 104  # columns that a table with bars needs
RULED = {Decision.UPHELD: "维持", Decision.REVOKED: "撤销", Decision.CHANGED: "改为", Decision.CONFIRMED: "属实"}


def ranking(assessments: Sequence[Assessment], scheme: Scheme, wording: Wording) -> RenderableType:
    """Groups one after another, best first, with a summary of what was found and what could not be checked."""
    period = str(assessments[0].period)
    title = Text(wording.say("{period} 网上检查排名", period=period), style="bold")
    parts: list[RenderableType] = [title, Wrapped(Text(matrix_line(scheme, wording), style=DIM))]
    found = standings(assessments, scheme)
    for name, members in shown(found):
        tables = (_table(members, scheme, wording, with_bar=with_bar) for with_bar in (True, False))
        parts += [Text(f"\n{wording.say(name)}", style="bold"), Fitting(WIDE, *tables)]
    return Group(*parts, *_summary(assessments, wording), *_provisional(found, wording), *_notes(scheme, wording))


def _table(members: Sequence[Standing], scheme: Scheme, wording: Wording, *, with_bar: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    table.add_column(wording.say("名次"), justify="right", no_wrap=True)
    table.add_column(wording.say("单位"), overflow="fold", min_width=10)
    if with_bar:
        table.add_column("", no_wrap=True)
    table.add_column(wording.say("成绩"), justify="right", no_wrap=True)
    table.add_column(wording.say("等次"), no_wrap=True)
    for words in ("网上得分/70", "可评", "问题", "未评"):
        table.add_column(header(words, wording), justify="right", no_wrap=True)
    table.add_column("")
    for each in members:
        table.add_row(*_row(each, scheme, wording, with_bar=with_bar))
    return table


def _row(each: Standing, scheme: Scheme, wording: Wording, *, with_bar: bool) -> Iterator[RenderableType]:
    mark = each.mark
    style = grade_style(each.grade, scheme)
    yield Text(str(each.rank) if each.rank else DASH, style="bold")
    yield Text(plain(each.assessment.department.name))
    if with_bar:
        yield bar(each.online, 14)
    yield Text(wording.mark(mark.total), style=f"bold {style}" if mark.total is not None else DIM)
    yield Text(wording.say(each.grade.name) if each.grade else DASH, style=style)
    yield Text(wording.mark(each.online.earned if mark.total is not None else None))
    yield Text(wording.mark(each.online.assessable), style=DIM)
    yield Text(str(each.problems), style=BAD if each.problems else DIM)
    yield Text(wording.percent(each.unassessed, 0), style=DOUBT if each.unassessed else DIM)
    yield flags(mark, wording, provisional=each.assessment.provisional)


def _summary(assessments: Sequence[Assessment], wording: Wording) -> Iterator[RenderableType]:
    items = [(verdict, item) for _, verdict, item in findings_of(assessments)]
    outcomes = Counter(item.outcome for _, item in items)
    counts = [Text(f"{wording.outcome(outcome)} {outcomes[outcome]}") for outcome in Outcome if outcomes[outcome]]
    yield Text()
    yield Flow([Text(wording.say("检查发现")), *counts])
    rulings = Counter(item.ruling.decision for _, item in items if item.ruling)
    if rulings:
        told = [Text(f"{wording.say(words)} {rulings[kind]}") for kind, words in RULED.items() if rulings[kind]]
        yield Flow([Text(wording.say("裁定")), *told])
    found = ((verdict.rule, item.finding.problem) for verdict, item in items if item.outcome is Outcome.FAILED)
    problems = Counter(each for each in found if each[1])
    if problems:
        yield Text(wording.say("最常见的问题"), style="bold")
    for (rule, problem), count in problems.most_common(MOST_COMMON):
        yield Text(f"  {count:>3} × {wording.problem(rule, problem)}")


def _provisional(found: Sequence[Standing], wording: Wording) -> Iterator[RenderableType]:
    counts: Counter[Why] = Counter()
    bodies: Counter[Why] = Counter()
    for each in found:
        for reason in each.reasons:
            counts[reason.why] += reason.count
            bodies[reason.why] += 1
    if counts:
        yield Text(wording.say("成绩暂定的原因"), style="bold")
    for why in Why:
        if counts[why]:
            told = wording.say(WHY[why], count=str(counts[why]))
            told = wording.say("{told}（{count} 个单位）", told=told, count=str(bodies[why]))
            yield Padding(Wrapped(Text(told)), (0, 0, 0, 2))
    unranked = [plain(each.assessment.department.name) for each in found if each.rank is None]
    if unranked:
        names = wording.say("、").join(unranked)
        yield Wrapped(Text(wording.say("可评的分不足一半，不排名：{names}", names=names)))


def _notes(scheme: Scheme, wording: Wording) -> Iterator[RenderableType]:
    say = wording.say
    for told in (
        say("成绩＝100×得分÷可评的分，两位小数；成绩相同名次相同。未能检测或待核实的既不得分也不扣分，成绩暂定。"),
        sharing_line(scheme, wording),
        say("实地检查和年终未计入，见 gongkai year。"),
    ):
        yield Wrapped(Text(told, style=DIM))
