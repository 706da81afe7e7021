"""The city's ranking on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checker.scheme import Scheme
from checker.scoring import Assessment
from checker.store import findings_of
from reports.marks import BAD, DIM, DOUBT, GOOD, bar, matrix_line
from reports.standing import Standing, shown, standings
from reports.wording import Wording, plain
from rules.finding import Outcome

MOST_COMMON = 5


def ranking(assessments: Sequence[Assessment], scheme: Scheme, wording: Wording) -> RenderableType:
    """Groups one after another, best first, with a summary of what was found and what could not be checked."""
    period = str(assessments[0].period)
    title = Text(wording.say("{period} 网上检查排名", period=period), style="bold")
    parts: list[RenderableType] = [title, Text(matrix_line(scheme, wording), style=DIM)]
    for name, members in shown(standings(assessments, scheme)):
        parts += [Text(f"\n{wording.say(name)}", style="bold"), _table(members, wording)]
    return Group(*parts, *_summary(assessments, wording))


def _table(members: Sequence[Standing], wording: Wording) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style=DIM)
    for words, justify in (
        ("名次", "right"),
        ("单位", "left"),
        ("", "left"),
        ("网上得分/70", "right"),
        ("可评", "right"),
    ):
        table.add_column(wording.say(words), justify=justify, no_wrap=words != "单位")  # type: ignore[arg-type]
    for words in ("得分率", "问题", "未评"):
        table.add_column(wording.say(words), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for each in members:
        table.add_row(*_row(each, wording))
    return table


def _row(each: Standing, wording: Wording) -> list[RenderableType]:
    marked = each.rate is not None
    provisional = each.assessment.provisional
    return [
        Text(str(each.rank) if each.rank else "—", style="bold"),
        Text(plain(each.assessment.department.name)),
        bar(each.online, 14),
        Text(wording.mark(each.online.earned if marked else None), style="bold" if marked else DIM),
        Text(wording.mark(each.online.assessable), style=DIM),
        Text(wording.percent(each.rate), style=_style(each.rate)),
        Text(str(each.problems), style=BAD if each.problems else DIM),
        Text(wording.percent(each.unassessed, 0), style=DOUBT if each.unassessed else DIM),
        Text(wording.say("暂定") if provisional else "", style=DOUBT),
    ]


def _style(rate: Decimal | None) -> str:
    if rate is None:
        return DIM
    return GOOD if rate >= Decimal("0.9") else DOUBT if rate >= Decimal("0.6") else BAD


def _summary(assessments: Sequence[Assessment], wording: Wording) -> list[RenderableType]:
    outcomes = Counter(item.finding.outcome for _, _, item in findings_of(assessments))
    problems = Counter(
        (verdict.rule, item.finding.problem)
        for _, verdict, item in findings_of(assessments)
        if item.finding.outcome is Outcome.FAILED
    )
    counts = "　".join(f"{wording.outcome(outcome)} {outcomes[outcome]}" for outcome in Outcome if outcomes[outcome])
    lines: list[RenderableType] = [Text(f"\n{wording.say('检查发现')}　{counts}")]
    if problems:
        lines.append(Text(wording.say("最常见的问题"), style="bold"))
    for (rule, problem), count in problems.most_common(MOST_COMMON):
        lines.append(Text(f"  {count:>3} × {wording.problem(rule, problem)}"))
    lines.append(
        Text(wording.say("得分率＝得分÷可评分；未能检测的既不得分也不扣分，成绩暂定。实地检查未计入。"), style=DIM)
    )
    return lines
