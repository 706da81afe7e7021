"""Whether what is said of a figure agrees with its limit: kept or not, and by how many times it is over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from decimal import Decimal

from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.pollution.conclusions import is_kept
from rules.pollution.figures import ENDLESS, Limit, Measured, is_over, limit, measured, multiple, step_of
from rules.pollution.heads import is_between
from rules.pollution.monitored import Monitored
from rules.pollution.reports import Report

_INLET = re.compile("进[水口]|入口|原水|处理前")
_MORE_IS_BETTER = re.compile("溶解氧|余氯|去除|效率|透明度")
MANY = 20  # findings of one sort; more are told in one


def verdict_of(row: Monitored) -> bool | None:
    """Whether a row says that its limit was kept."""
    return is_kept(row.cells.get("verdict", ""), row.cells.get("asked", ""))


def wrong_verdicts(reports: Sequence[Report]) -> Iterator[Finding]:
    """The enterprises of which it is said that they keep a limit that they do not, or the other way round."""
    groups = [(report, rows) for report in reports for rows in sampled_together(report.rows)]
    apart = {_form_of(row) for _, rows in groups if {True, False} <= set(map(verdict_of, rows)) for row in rows}
    found: dict[str, tuple[Report, Finding]] = {}
    for report, rows in groups:
        for finding in _kept_but_over(rows):
            found.setdefault(finding.subject, (report, finding))
    for report in reports:
        for rows in of_each(report.rows):
            for finding in _over_but_kept(rows, apart):
                found.setdefault(finding.subject, (report, finding))
    for report in reports:
        yield from few([finding for told, finding in found.values() if told is report], "wrong-verdict", report)


def of_each(rows: Iterable[Monitored]) -> list[list[Monitored]]:
    """The rows of one enterprise each, in one document."""
    found: dict[tuple[str, str], list[Monitored]] = defaultdict(list)
    for row in rows:
        found[row.source.url, row.enterprise].append(row)
    return list(found.values())


def _form_of(row: Monitored) -> frozenset[str]:
    """The columns of the table in which a row stands: tables of one form are filled in in one way."""
    return frozenset(row.cells)


def over(row: Monitored) -> bool | None:
    """Whether the figure of a row is surely over its limit, or surely not; None where that is not sure."""
    figure, allowed = figures_of(row)
    if figure is None or allowed is None:
        return None
    told = is_over(figure, allowed)
    return None if told and is_near(figure, allowed) else told


def figures_of(row: Monitored) -> tuple[Measured | None, Limit | None]:
    """The figure and the limit of a row where they are told in one unit."""
    if _INLET.search(squeeze(row.cells.get("point", ""))) or _MORE_IS_BETTER.search(row.pollutant):
        return None, None
    if row.value_unit and row.limit_unit and row.value_unit != row.limit_unit:
        return None, None
    allowed = limit(row.cells.get("limit", ""))
    if allowed and 0 < allowed.low < allowed.high < ENDLESS and not is_between(row.pollutant):
        allowed = Limit(Decimal(0), allowed.low, allowed.high)
    return measured(row.cells.get("value", "")), allowed


def is_near(figure: Measured, allowed: Limit) -> bool:
    """Whether a figure is over only by what rounding to the digits of the limit takes away (GB/T 8170 修约值比较法)."""
    if not figure.is_plain:
        return False
    half = step_of(allowed.high) / 2
    return (
        allowed.lenient < figure.low < allowed.lenient + half
        or allowed.low - step_of(allowed.low) / 2 <= figure.high < allowed.low
    )


def sampled_together(rows: Iterable[Monitored]) -> list[list[Monitored]]:
    """The rows of one sampling each: of these, one verdict may be said of all together."""
    found: dict[tuple[str, ...], list[Monitored]] = defaultdict(list)
    for row in rows:
        found[row.source.url, row.enterprise, row.cells.get("point", ""), row.cells.get("day", "")].append(row)
    return list(found.values())


def _kept_but_over(rows: list[Monitored]) -> Iterator[Finding]:
    for row in rows:
        figure, allowed = figures_of(row)
        if verdict_of(row) is not True or figure is None or allowed is None or not is_over(figure, allowed):
            continue
        values = told_by(row)
        cited = row.cite()
        if is_near(figure, allowed):
            note = "{enterprise}{pollutant}为 {value}，限值 {limit}，评价为“{verdict}”；按限值的位数修约后或许达标，请人工核实"
        elif row.is_raw:
            note = "{enterprise}{pollutant}的实测浓度为 {value}，限值 {limit}，评价为“{verdict}”；折算后的浓度没有公开，请人工核实"
        else:
            note = "{enterprise}{pollutant}为 {value}，超过限值 {limit}，却评价为“{verdict}”"
            yield failed("wrong-verdict", cited, note=note, subject=row.enterprise, **values)
            return
        yield cant_tell("wrong-verdict", cited, note=note, subject=row.enterprise, **values)


def _over_but_kept(rows: list[Monitored], apart: Container[frozenset[str]]) -> Iterator[Finding]:
    """A verdict of 超标 where the figure is within its limit; one may be said of all that was sampled at an enterprise.

    `apart` are the forms of tables in which figures of one sampling are seen to have verdicts of their own.
    """
    blamed = [row for row in rows if verdict_of(row) is False]
    within = [row for row in blamed if over(row) is False and not row.is_raw and not _is_told_why(row)]
    if not within:
        return
    row, may_be_shared = within[0], len(blamed) == len(rows) > len(within)
    if may_be_shared and ("for all" in row.cells or not apart):
        return
    note = "{enterprise}{pollutant}为 {value}，没有超过限值 {limit}，却评价为“{verdict}”"
    tell: Callable[..., Finding] = failed
    is_of_all = "for all" in row.cells  # what else was measured may not be shown
    if row.kind == "废气" or is_of_all or (may_be_shared and _form_of(row) not in apart):
        note = (
            "{enterprise}{pollutant}为 {value}，没有超过限值 {limit}，却评价为“{verdict}”；或许另有一项超标，请人工核实"
        )
        tell = cant_tell
    yield tell("wrong-verdict", row.cite(), note=note, subject=row.enterprise, **told_by(row))


def _is_told_why(row: Monitored) -> bool:
    """Whether a row says itself what is over its limit, or by how many times."""
    return bool(row.cells.get("over")) or multiple(row.cells.get("multiple", "")) not in (None, Decimal(0))


def told_by(row: Monitored) -> dict[str, str]:
    """What a row tells, by the names that notes give it."""
    told = {role: row.cells.get(role, "") for role in ("value", "limit", "verdict")}
    return {**told, "enterprise": row.enterprise, "pollutant": row.pollutant}


def few(found: list[Finding], problem: str, report: Report) -> Iterator[Finding]:
    """The findings one by one, or together where there are very many."""
    if len(found) <= MANY:
        yield from found
        return
    cited = [citation for finding in found[:3] for citation in finding.evidence]
    names = "、".join(finding.subject for finding in found[:3])
    tell = failed if all(str(finding.outcome) == "failed" for finding in found) else cant_tell
    note = "{span}有 {count} 家企业如此，如：{names}。{first}"
    first = str(found[0])
    yield tell(problem, *cited, note=note, span=str(report.span), count=str(len(found)), names=names, first=first)
