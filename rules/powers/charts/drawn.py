"""What a chart shows: its steps, and whether it is one at all."""

from __future__ import annotations

from decimal import Decimal

from crawler.snapshot import Document
from rules.flowcharts import STEPS, is_chart

__all__ = ["is_chart", "shows_steps", "steps_of"]

SURE = Decimal("0.8")  # of the words of a step in a picture
FEWEST_STEPS = 3  # of a chart: something comes in, is decided on and goes out


def steps_of(document: Document) -> list[str]:
    """The steps that a chart shows: words with a frame around them, else all boxes, else the steps that its text names."""
    boxes = document.reading.boxes
    framed = [box.text for box in boxes if box.framed] or [box.text for box in boxes]
    return framed or [step for step in STEPS if step in document.text]


def shows_steps(document: Document) -> bool:
    """Whether a picture is surely a chart: it has several framed words, or names several steps."""
    sure = [box for box in document.reading.boxes if Decimal(box.confidence or 1) >= SURE]
    named = sum(any(step in box.text for box in sure) for step in STEPS)
    return max(named, sum(box.framed for box in sure)) >= FEWEST_STEPS
