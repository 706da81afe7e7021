"""Whether the multiple by which a figure is over its limit (超标倍数) is (C - L) / L, as far as both are plain numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from rules.finding import Finding, failed
from rules.pollution.figures import exact_multiple, is_over, multiple, step_of
from rules.pollution.heads import is_between
from rules.pollution.monitored import Monitored
from rules.pollution.reports import Report
from rules.pollution.verdicts import few, figures_of, of_each, told_by


def wrong_multiples(report: Report) -> Iterator[Finding]:
    """The enterprises whose multiple over the limit is not that of the figures printed beside it."""
    found: dict[str, Finding] = {}
    for rows in of_each(report.rows):
        for row in rows:
            finding = None if _is_of_another(row, rows) else _wrong(row)
            if finding is not None:
                found.setdefault(finding.subject, finding)
    yield from few(list(found.values()), "wrong-multiple", report)


def _is_of_another(row: Monitored, rows: Sequence[Monitored]) -> bool:
    """Whether what a row prints is printed for others of its enterprise too and is right for one of them."""
    printed = row.cells.get("multiple", "")
    alike = [each for each in rows if each is not row and each.cells.get("multiple", "") == printed]
    return any(_is_right(each) for each in alike)


def _is_right(row: Monitored) -> bool:
    figure, allowed = figures_of(row)
    printed = multiple(row.cells.get("multiple", ""))
    exact = exact_multiple(figure, allowed) if figure and allowed else None
    if printed is None or exact is None or figure is None or allowed is None:
        return False
    return _agrees(printed, exact, step_of(figure.high) / 2 / allowed.high)


def _wrong(row: Monitored) -> Finding | None:
    """What is wrong with the multiple of a row."""
    figure, allowed = figures_of(row)
    printed = multiple(row.cells.get("multiple", ""))
    if figure is None or allowed is None or printed is None or is_between(row.pollutant) or row.is_raw:
        return None
    exact = exact_multiple(figure, allowed)
    values = {**told_by(row), "multiple": row.cells["multiple"]}
    if exact is None:
        if is_over(figure, allowed) is not False or printed == 0 or not figure.is_plain:
            return None
        note = "{enterprise}{pollutant}为 {value}，没有超过限值 {limit}，却写明超标 {multiple} 倍"
        return failed("wrong-multiple", row.cite(), note=note, subject=row.enterprise, **values)
    if _is_right(row):
        return None
    note = "{enterprise}{pollutant}为 {value}，限值 {limit}，超标倍数应为 {exact}，写作 {multiple}"
    rounded = str(exact.quantize(min(step_of(printed), Decimal("0.01"))))
    return failed("wrong-multiple", row.cite(), note=note, subject=row.enterprise, exact=rounded, **values)


def _agrees(printed: Decimal, exact: Decimal, slack: Decimal) -> bool:
    """Whether a printed multiple is the exact one, rounded or cut off; `slack` is what the rounding of the figure itself allows."""
    step = step_of(printed)
    cut = exact.quantize(step, rounding=ROUND_DOWN)
    return abs(printed - exact) <= step / 2 + slack or (printed == cut and printed > 0)
