"""A department's month of air on the terminal: the calendar, its counts, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.period import Period
from reports.air_days import ABSENT, PERIOD_RULE, RULE, SOUND, Calendar, Column, day_of, rest_of
from reports.air_grid import Grid, painted
from reports.air_words import DIFFER, MEANINGS, SHORT, STATES, differs, marks, ranges, together
from reports.lines import Flow, Wrapped
from reports.marks import BAD, DIM, DOUBT, GOOD, Sign
from reports.wording import Wording, plain
from rules.air.daily.day import THERE
from rules.air.period.value import Report
from rules.finding import Finding, Outcome


def air_table(found: Calendar, wording: Wording) -> RenderableType:
    """The month as a grid, below it the counts of each place, what is wrong day by day, the reports, and a legend."""
    name = plain(found.department.name)
    title = wording.say("{name}　{period}　空气质量日历", name=name, period=str(found.period))
    parts: list[RenderableType] = [Text(title, style="bold"), Text(), Grid(found, wording), Text()]
    parts += [_counts(column, wording) for column in found.columns]
    parts += [line for column in found.columns for line in _ways(column, wording)]
    wrong = list(_wrong(found, wording))
    if wrong:
        parts += [Text(), Text(wording.say("问题和疑点"), style="bold"), *wrong]
    reports = list(_reports(found, wording))
    if reports:
        parts += [Text(), Text(wording.say("周报、月报、季报"), style="bold"), *reports]
    return Group(*parts, Text(), *_legend(found, wording))


def _counts(column: Column, wording: Wording) -> Flow:
    given, every = len(column.of(THERE)), len(column.cells)
    values = {"place": wording.place(column.place), "given": str(given), "days": str(every)}
    full = GOOD if given == every else ""
    parts = [Text(wording.say("{place}：{given}/{days} 天有指数", **values), style=full)]
    for state, (words, style, _) in STATES.items():
        days = column.of(state)
        if days:
            told = {"words": wording.say(words), "count": str(len(days)), "which": together(days, wording)}
            parts.append(Text(wording.say("{words} {count} 天（{which}）", **told), style=style))
    if column.area:
        parts.append(Text(wording.say("按“{area}”的日报", area=plain(column.area)), style=DIM))
    return Flow(parts)


def _ways(column: Column, wording: Wording) -> Iterator[Wrapped]:
    words = {"widget": "插件", "picture": "图片", "link": "其他平台"}
    for each in column.elsewhere:
        way, url = wording.say(words.get(each.way, each.way)), plain(each.url)
        line = Text(wording.say("{place}以{way}公布：{url}", place=wording.place(column.place), way=way, url=url))
        if each.lost is not None:
            line.append(wording.say("（打不开：{reason}）", reason=wording.reason(each.lost.reason)), style=BAD)
        yield Wrapped(line)


def _wrong(found: Calendar, wording: Wording) -> Iterator[RenderableType]:
    """What was found wrong or doubtful beside missing days; days and places of which the same is said stand together."""
    said: dict[tuple[str, ...], list[Finding]] = {}
    for column in found.columns:
        for each in (*column.findings, *(each for cell in column.cells for each in cell.findings)):
            if each.outcome not in SOUND and not (each.problem == ABSENT and each.outcome is Outcome.FAILED):
                key = (column.place, each.outcome, each.problem, rest_of(each), _note(each, wording))
                said.setdefault(key, []).append(each)
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for (_, *same), each_place in said.items():
        groups.setdefault((*same, tuple(map(day_of, each_place))), []).extend(each_place)
    for group in sorted(groups.values(), key=lambda group: day_of(group[0]) or date.min):
        yield _wrong_line(group, wording)


def _note(finding: Finding, wording: Wording) -> str:
    return wording.finding(finding) if finding.note else ""


def _wrong_line(group: Sequence[Finding], wording: Wording) -> RenderableType:
    line = Text()
    days = sorted({day for each in group if (day := day_of(each))})
    if days:
        line.append(f"{together(days, wording)}　", style="bold")
    places = dict.fromkeys(each.place for each in group if each.place)
    line.append(f"{wording.say('、').join(wording.say(SHORT[place]) for place in places)}　", style=DIM)
    return _signed(group[0], line.append_text(_told(group[0], plain(rest_of(group[0])), RULE, wording)))


def _told(finding: Finding, subject: str, rule: str, wording: Wording) -> Text:
    """Outcome, problem, what it concerns and the note, as on the scorecard."""
    line = Text()
    if finding.outcome in (Outcome.CANT_TELL, Outcome.UNTESTED):
        line.append(f"{wording.outcome(finding.outcome)}　", style=DOUBT)
    line.append(wording.problem(rule, finding.problem) if finding.problem else wording.outcome(finding.outcome))
    if subject:
        line.append(f"{wording.say('：')}{subject}", style="bold")
    if finding.note:
        line.append(f"　{wording.finding(finding)}")
    return line


def _signed(finding: Finding, line: Text) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row(Sign(finding.outcome), Wrapped(line))
    return Padding(grid, (0, 0, 0, 1))


def _reports(found: Calendar, wording: Wording) -> Iterator[RenderableType]:
    """The reports on weeks, months and more of this month or posted in it, how many there are besides, and what is wrong."""
    for column in found.columns:
        lately = [each for each in column.reports if _is_of(each, found.period)]
        parts = [Text(wording.say(SHORT[column.place]), style=DIM), *(_report(each, wording) for each in lately)]
        if len(lately) < len(column.reports):
            others = str(len(column.reports) - len(lately))
            parts.append(Text(wording.say("另有 {count} 份更早的", count=others), style=DIM))
        if column.reports:
            yield Padding(Flow(parts), (0, 0, 0, 3))
    for finding in found.periods:
        if finding.outcome not in SOUND:
            line = Text(f"{wording.say(SHORT[finding.place])}　" if finding.place else "", style=DIM)
            yield _signed(
                finding,
                Text()
                .append_text(line)
                .append_text(_told(finding, wording.subject(plain(finding.subject)), PERIOD_RULE, wording)),
            )


def _is_of(report: Report, period: Period) -> bool:
    """Whether a report is about days of a month, or was posted in it."""
    about = report.span.first <= period.last and period.first <= report.span.last
    return about or (report.posted is not None and report.posted in period)


def _report(report: Report, wording: Wording) -> Text:
    posted = wording.say("（{day} 发布）", day=wording.day(report.posted)) if report.posted else ""
    return Text().append(plain(report.name)).append(posted, style=DIM)


def _legend(found: Calendar, wording: Wording) -> Iterator[Flow]:
    chips = []
    for standard, grade, first in ranges(found):
        upto = wording.say("以上") if grade is standard.grades[-1] else f"–{grade.upto}"
        chip = Text().append(f" {first}{upto} ", style=painted((standard, grade)))
        chips.append(chip.append(f" {wording.say(grade.words[0])}"))
    yield Flow(chips)
    cells = [cell for column in found.columns for cell in column.cells]
    states = {cell.state for cell in cells}
    meanings = {words: told for state, (words, _, told) in STATES.items() if state in states}
    shown = {mark for cell in cells for mark in marks(cell)} | ({DIFFER} if differs(cells) else set())
    meanings |= {mark: told for mark, told in MEANINGS.items() if mark in shown}
    told = (wording.say("{mark}：{meaning}", mark=wording.say(a), meaning=wording.say(b)) for a, b in meanings.items())
    yield Flow([Text(each, style=DIM) for each in told])
