"""The facts of a chart."""

from __future__ import annotations

from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.powers.chart import headings
from rules.powers.drawn import steps_of
from rules.powers.names import bare


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md for a chart: its item, its steps in their order, and how they were read."""
    name = next((line for line in (document.title, *headings(document.text)) if "流程" in squeeze(line)), "")
    if not name:
        return None
    steps = steps_of(document)
    return {"item": bare(name) or name, "nodes": steps, "read_by": document.reading.read_by if steps else None}
