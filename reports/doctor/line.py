"""One thing that was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.refusal import Fault


@dataclass(frozen=True)
class Line:
    """What was found of a subject; where it is not fit, the fault says what to do."""

    subject: str
    fit: bool
    found: Fault


def good(subject: str, said: str, **values: Sequence[str]) -> Line:
    """What is as it should be, or does no harm."""
    return Line(subject, True, Fault(said, "", values=values))


def bad(subject: str, said: str, remedy: str, **values: Sequence[str]) -> Line:
    """What needs care, and what to do."""
    return Line(subject, False, Fault(said, remedy, values=values))
