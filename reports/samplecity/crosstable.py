"""The finance bureau's own form: a column for each head, the cars' columns under one merged heading."""

from __future__ import annotations

from html import escape

from reports.samplecity.money import BOUGHT, CARS, RUN
from reports.samplecity.statements import Statement, cell, label, told

SHORT = {CARS: "小计", BOUGHT: "购置费", RUN: "运行维护费"}


def crosstable(statement: Statement) -> str:
    """The body of a page with the form: the unit above it, explanations below it."""
    heads = statement.heads
    inner = [head for head in heads if head in SHORT]
    top = "".join(_top(statement, head, len(inner)) for head in heads if head not in (BOUGHT, RUN))
    second = "".join(f"<td>{SHORT[head]}</td>" for head in inner)
    values = "".join(f"<td>{escape(cell(statement, head))}</td>" for head in heads)
    rows = (f'<td rowspan="2">单位名称</td>{top}', second, f"<td>{statement.org}</td>{values}")
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    unit = "" if statement.without_unit else f'<p align="right">单位：{statement.manner.unit}</p>'
    after = "".join(f"<p>{line}</p>" for line in told(statement))
    return f'{unit}<table border="1" cellspacing="0">{table}</table>{after}'


def _top(statement: Statement, head: str, width: int) -> str:
    if head == CARS:
        return f'<td colspan="{width}">公务用车购置及运行维护费</td>'
    return f'<td rowspan="2">{escape(label(statement, head))}</td>'


def can_cross(statement: Statement) -> bool:
    """Whether the cars are listed and divided, which is what the form is made for."""
    return CARS in statement.heads and statement.manner.split
