"""A trial of a rulebook for people to read, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checker.groups import ORDER
from reports import rulebooks_words as words
from reports.lines import Wrapped
from reports.marks import DIM
from reports.rulebooks_trial import Changed, Cost, Side, Trial
from reports.wording import DASH, Wording, plain

MOST = 30  # indicators that the table shows; the JSON has all
CAUSES = 3  # of a department


def show_trial(trial: Trial, wording: Wording) -> RenderableType:
    """Marks and ranks before and after by group, then the indicators that make the difference, those that make most first."""
    before, after = trial.before.scheme.id, trial.after.scheme.id
    period = str(trial.before.period)
    title = wording.say("{period} 试算：{before} → {after}", period=period, before=before, after=after)
    note = "只是试算，没有改动任何已保存的结果。成绩为当月网上检查，百分制。"
    parts: list[RenderableType] = [Text(title, style="bold"), Wrapped(Text(wording.say(note), style=DIM))]
    for name in ORDER:
        members = [each for each in trial.departments if each.group == name]
        if members:
            parts += [Text(f"\n{wording.say(name)}", style="bold"), _departments(members, wording)]
    if trial.indicators:
        parts += [Text(f"\n{wording.say('哪些指标使成绩改变')}", style="bold"), _indicators(trial, wording)]
    else:
        parts.append(Text(f"\n{wording.say('成绩没有改变')}"))
    return Group(*parts, *_notes(trial, wording))


def _notes(trial: Trial, wording: Wording) -> Iterator[RenderableType]:
    if len(trial.indicators) > MOST:
        number = str(len(trial.indicators) - MOST)
        yield Text(wording.say("另有 {number} 项变化较小的指标，见 --format json", number=number), style=DIM)
    if trial.indicators:
        note = "失分为各单位成绩中因该指标失去的分之和，加分为负；没有该指标或未能评定的为“—”。"
        yield Wrapped(Text(wording.say(note), style=DIM))
    if trial.orphans > 0:
        note = "{number} 条裁定在这个方案中没有对应的检查发现，试算时没有计入"
        yield Wrapped(Text(wording.say(note, number=str(trial.orphans))))


def _table(wording: Wording, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style=DIM)
    for label in columns:
        is_name = label in ("单位", "指标")
        table.add_column(wording.say(label), justify="left" if is_name else "right", no_wrap=not is_name)
    return table


def _departments(members: Sequence[Changed], wording: Wording) -> Table:
    table = _table(wording, "单位", "名次", "成绩", "变化")
    for each in members:
        name = Text(plain(each.department.name))
        for line in (_state(each, wording), _causes(each, wording)):
            if line:
                name.append(f"\n{line}", style=DIM)
        table.add_row(
            Wrapped(name),
            Text(_pair(_rank(each.before), _rank(each.after))),
            Text(_pair(wording.mark(each.before.mark.total), wording.mark(each.after.mark.total))),
            Text(_signed(each.change, wording), style="bold"),
        )
    return table


def _pair(before: str, after: str) -> str:
    return f"{before} → {after}"


def _rank(side: Side) -> str:
    return str(side.rank) if side.rank else DASH


def _signed(value: Decimal | None, wording: Wording) -> str:
    shown = wording.mark(value)
    if not shown.strip("-0."):
        return shown.removeprefix("-")
    return f"+{shown}" if value is not None and value > 0 else shown.replace("-", "−")


def _state(each: Changed, wording: Wording) -> str:
    """What else holds: the grade before and after, vetoes, and whether the mark is final."""
    told = [_pair(*(words.own(side.grade, wording) for side in (each.before, each.after)))]
    for template, ids in (
        ("否决：{ids}", each.after.mark.vetoes),
        ("可能否决：{ids}", each.after.mark.may_veto),
    ):
        if ids:
            told.append(wording.say(template, ids=" ".join(ids)))
    if each.after.is_provisional:
        told.append(wording.say("暂定"))
    return "　".join(told)


def _causes(each: Changed, wording: Wording) -> str:
    return "　".join(
        f"{cost.indicator} {_signed(-cost.change, wording)}" for cost in each.costs[:CAUSES] if cost.change
    )


def _indicators(trial: Trial, wording: Wording) -> Table:
    table = _table(wording, "指标", "失分", "问题", "单位数")
    for cost in trial.indicators[:MOST]:
        table.add_row(
            Wrapped(Text(f"{cost.indicator}　{words.own(cost.title, wording)}")),
            Text(_pair(wording.mark(cost.before), wording.mark(cost.after))),
            Text(_pair(*map(str, cost.problems))),
            Text(str(trial.bodies[cost.indicator])),
        )
    return table


def trial_values(trial: Trial) -> dict[str, Any]:
    """The same as JSON, with every indicator of every department."""
    return {
        "period": str(trial.before.period),
        "before": trial.before.scheme.id,
        "after": trial.after.scheme.id,
        "departments": [_department(each) for each in trial.departments],
        "indicators": [{**_cost(each), "departments": trial.bodies[each.indicator]} for each in trial.indicators],
        "rulings_without_finding": max(trial.orphans, 0),
    }


def _department(each: Changed) -> dict[str, Any]:
    return {
        "department": each.department.id,
        "name": each.department.name,
        "group": each.group,
        "change": _decimal(each.change),
        "before": _side(each.before),
        "after": _side(each.after),
        "indicators": [_cost(cost) for cost in each.costs],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "mark": _decimal(side.mark.total),
        "rank": side.rank,
        "grade": side.grade or None,
        "provisional": side.is_provisional,
        "vetoes": list(side.mark.vetoes),
        "may_veto": list(side.mark.may_veto),
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "indicator": cost.indicator,
        "title": cost.title,
        "lost_before": _decimal(cost.before),
        "lost_after": _decimal(cost.after),
        "problems_before": cost.problems[0],
        "problems_after": cost.problems[1],
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else words.figure(value)
