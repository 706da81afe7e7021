"""One department's month on the terminal (成绩单)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from checker.matrix import ONLINE
from checker.scheme import Scheme
from checker.scoring import Assessment, Verdict, Weighed
from crawler.snapshot import Citation
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, Sign, bar, matrix_line
from reports.wording import Wording, plain
from rules.finding import Outcome

DOUBTFUL = (Outcome.CANT_TELL, Outcome.UNTESTED)
MOST_CITED = 2


def scorecard(assessment: Assessment, scheme: Scheme, wording: Wording) -> RenderableType:
    """Marks by indicator, what was lost and why, what could not be checked, each with the page that proves it."""
    parts: list[RenderableType] = [_headline(assessment, scheme, wording)]
    for verdict in assessment.verdicts:
        parts.append(_verdict(verdict, wording))
    doubtful = [(v, i) for v in assessment.verdicts for i in v.weighed if i.finding.outcome in DOUBTFUL]
    if doubtful:
        parts += [Text(f"\n{wording.say('未能检测或待核实（既不得分也不扣分）')}", style="bold")]
        parts += [_item(verdict, item, wording) for verdict, item in doubtful]
    return Group(*parts)


def _headline(assessment: Assessment, scheme: Scheme, wording: Wording) -> Panel:
    online = assessment.score.out_of(ONLINE)
    earned = wording.mark(online.earned if online.assessable else None)
    words = wording.say(
        "网上 {earned} 分，可评 {assessable} 分，满分 70 分", earned=earned, assessable=wording.mark(online.assessable)
    )
    line = Text(words, style="bold")
    if assessment.provisional:
        line.append(f"　{wording.say('暂定')}", style=DOUBT)
    onsite = wording.say("实地 —　年终 —　（尚未评定，不计为 0）")
    body = Group(line, bar(online, 40), Text(onsite, style=DIM), Text(matrix_line(scheme, wording), style=DIM))
    title = Text(f"{plain(assessment.department.name)}　{assessment.period}")
    return Panel(body, title=title, title_align="left", border_style=DIM)


def _verdict(verdict: Verdict, wording: Wording) -> RenderableType:
    score = verdict.score
    head = Table.grid(padding=(0, 1))
    head.add_column(width=1)
    head.add_column(ratio=1)
    marks = wording.say(
        "{earned} / {assessable} 可评 / {possible}",
        earned=wording.mark(score.earned if score.assessable else None),
        assessable=wording.mark(score.assessable),
        possible=wording.mark(score.possible),
    )
    title = Text(f"{verdict.indicator} {wording.say(verdict.title)}", style="bold")
    head.add_row(Sign(verdict.outcome), Wrapped(title))
    line = Table.grid(padding=(0, 2))
    line.add_row(bar(score, 24), Text(marks))
    head.add_row("", line)
    told = [item for item in verdict.weighed if item.finding.outcome not in DOUBTFUL]
    return Group(Text(), head, *(_item(verdict, item, wording) for item in told))


def _item(verdict: Verdict, item: Weighed, wording: Wording) -> RenderableType:
    finding = item.finding
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    line = Text(f"{wording.place(finding.place)}　", style=DIM)
    if item.deducted:
        line.append(f"−{wording.mark(item.deducted)}　", style=f"bold {BAD}")
    if finding.outcome in DOUBTFUL:
        line.append(f"{wording.outcome(finding.outcome)}　", style=DOUBT)
    line.append(wording.problem(verdict.rule, finding.problem) if finding.problem else wording.outcome(finding.outcome))
    if finding.subject:
        line.append(f"：{plain(finding.subject)}", style="bold")
    note = wording.finding(finding)
    if note:
        line.append(f"　{note}")
    grid.add_row(Sign(finding.outcome), Wrapped(line))
    for cited in _cited(finding.evidence, wording):
        grid.add_row("", Wrapped(cited))
    return Padding(grid, (0, 0, 0, 2))


def _cited(evidence: Sequence[Citation], wording: Wording) -> Iterator[Text]:
    for citation in evidence[:MOST_CITED]:
        line = Text().append(plain(citation.url), style=f"{DIM} underline")
        if citation.quote:
            line.append(f"　“{plain(citation.quote)[:60]}”", style=DIM)
        yield line
    if len(evidence) > MOST_CITED:
        yield Text(wording.say("另有 {count} 处证据", count=str(len(evidence) - MOST_CITED)), style=DIM)
