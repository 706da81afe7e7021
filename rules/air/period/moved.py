"""Whether changes are what the two numbers beside them give, as far as their rounding lets one say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rules.air.period.saying import say
from rules.air.period.value import Change, Report
from rules.finding import Finding, cant_tell

PROBLEM = "wrong-change"


def wrong_change(report: Report) -> Iterator[Finding]:
    """A finding for each change that its two numbers do not give; a doubt where only the sign is another one."""
    for change in report.changes:
        if _is_right(change, change.by) or not change.before:
            continue
        values = {
            "now": f"{change.now}",
            "before": f"{change.before}",
            "said": f"{change.by}{_unit(change)}",
            "right": _right(change),
        }
        cite = report.source.cite(change.quote[:200], change.where)
        turned = _is_right(change, -change.by)
        tell = cant_tell if turned and change.where else say(report)
        note = "本期 {now}，对比期 {before}，应为 {right}，写的是 {said}"
        yield tell(PROBLEM, cite, note=note, subject=f"{report.name} {change.label}".strip(), **values)


def _unit(change: Change) -> str:
    return {"%": "%", "点": " 个百分点"}.get(change.unit, "")


def _right(change: Change) -> str:
    gap = change.now - change.before
    percent = (gap / change.before * 100).quantize(Decimal("0.1"))
    return f"{percent}%" if change.unit == "%" else f"{gap} 个百分点" if change.unit == "点" else f"{gap}"


def _is_right(change: Change, by: Decimal) -> bool:
    """Whether some numbers that print as these two give what is printed of the change."""
    ways = []
    if change.unit != "%" or change.now <= 100 >= change.before:
        ways.append(_gap(change))  # percentages are compared in points by many
    if change.unit in ("%", "?"):
        ways.append(_percent(change))
    half = _half(by)
    return any(low - half <= by <= high + half for low, high in ways)


def _gap(change: Change) -> tuple[Decimal, Decimal]:
    gap, slack = change.now - change.before, _half(change.now) + _half(change.before)
    if (
        change.unit == ""
        and change.now == change.now.to_integral_value()
        and change.before == change.before.to_integral_value()
    ):
        return gap, gap  # days are counted, not rounded
    return gap - slack, gap + slack


def _percent(change: Change) -> tuple[Decimal, Decimal]:
    now, before = _half(change.now), _half(change.before)
    if change.before <= before:
        return Decimal("-Infinity"), Decimal("Infinity")
    ends = [
        (a / b - 1) * 100
        for a in (change.now - now, change.now + now)
        for b in (change.before - before, change.before + before)
    ]
    return min(ends), max(ends)


def _half(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(min(0, int(number.as_tuple().exponent))) / 2
