"""The facts of a chart."""

from __future__ import annotations

from crawler.snapshot import Document
from rules.flowcharts import names_chart
from rules.powers.charts.drawn import steps_of
from rules.powers.charts.part import Part, steps_in
from rules.powers.charts.parts import parts_of
from rules.powers.limits import Limit, first_of, limits_in
from rules.powers.naming.names import bare


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md for a chart: its item, its steps in their order, and how they were read.

    Beside them the limits that it states (`legal`, `promised`), and the same of each of several `charts` in one file.
    """
    parts = parts_of(document)
    shown = next((part for part in parts if steps_in(part)), parts[0] if parts else Part(""))
    name = next(filter(names_chart, (shown.name, document.title)), shown.name)
    steps = list(steps_in(shown)) or steps_of(document)
    if not name and not steps:
        return None
    found = _chart(document, name, steps, f"{name}\n{shown.text}")
    if len(parts) > 1:
        found["charts"] = [
            _chart(document, part.name, list(steps_in(part)), f"{part.name}\n{part.text}") for part in parts
        ]
    return found


def _chart(document: Document, name: str, steps: list[str], text: str) -> dict[str, object]:
    limits = first_of(limits_in(line) for line in text.splitlines())
    stated = {kind: _said(limit) for kind, limit in (("legal", limits.legal), ("promised", limits.promised)) if limit}
    read_by = document.reading.read_by if steps else None
    return {"item": bare(name) or name or None, "nodes": steps, "read_by": read_by, **stated}


def _said(limit: Limit) -> dict[str, str]:
    return {"days": str(limit.days), "unit": limit.unit}
