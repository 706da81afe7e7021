"""Why: the whole story of one mark."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.indicator import Indicator
from checker.scoring import Assessment, Verdict, Weighed
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, Sign
from reports.wording import Wording, plain


def explain_verdict(assessment: Assessment, verdict: Verdict, indicator: Indicator, wording: Wording) -> RenderableType:
    """Each finding with its price and its evidence, and the sum that makes the mark."""
    score = verdict.score
    places = "、".join(wording.place(place) for place in indicator.places)
    name = f"{plain(assessment.department.name)}　{assessment.period}　{verdict.indicator} {wording.say(verdict.title)}"
    rule = wording.say(
        "规则 {rule}，满分 {points} 分，由以下各处平分：{places}",
        rule=verdict.rule,
        points=wording.mark(indicator.points),
        places=places,
    )
    lost = sum((item.deducted for item in verdict.weighed), Decimal(0))
    arithmetic = wording.say(
        "应得 {possible} − 不能评定 {doubt} ＝ 可评 {assessable}；可评 − 扣分 {lost} ＝ 得分 {earned}",
        possible=wording.mark(score.possible),
        doubt=wording.mark(score.possible - score.assessable),
        assessable=wording.mark(score.assessable),
        lost=wording.mark(lost),
        earned=wording.mark(score.earned if score.assessable else None),
    )
    source = wording.say("分值来源：{source}", source=indicator.source)
    items = (_story(verdict, item, wording) for item in verdict.weighed)
    return Group(
        Text(name, style="bold"), Text(rule), Text(source, style=DIM), *items, Text(arithmetic, style="bold"), Text()
    )


def _story(verdict: Verdict, item: Weighed, wording: Wording) -> RenderableType:
    finding = item.finding
    grid = Table.grid(padding=(0, 1))
    line = Text(f"{wording.place(finding.place)}　{wording.outcome(finding.outcome)}")
    if finding.problem:
        line.append(f"　{wording.problem(verdict.rule, finding.problem)}")
    if finding.subject:
        line.append(f"：{plain(finding.subject)}", style="bold")
    note = wording.finding(finding)
    line.append(f"　{note}" if note else "")
    if item.deducted:
        line.append(f"　{wording.say('扣 {mark} 分', mark=wording.mark(item.deducted))}", style=BAD)
    if item.doubted:
        line.append(f"　{wording.say('{mark} 分不能评定', mark=wording.mark(item.doubted))}", style=DOUBT)
    grid.add_row(Sign(finding.outcome), Wrapped(line))
    for citation in finding.evidence:
        grid.add_row("", Wrapped(Text(plain(citation.url), style="underline")))
        digest = f"SHA-256 {citation.sha256}" if citation.sha256 else wording.say("没有取得内容")
        grid.add_row("", Wrapped(Text(f"{wording.day(citation.fetched)}　{digest}", style=DIM)))
        grid.add_row("", Wrapped(Text(f"“{plain(citation.quote)}”{plain(citation.where)}", style=DIM)))
    return Padding(grid, (0, 0, 0, 2))
