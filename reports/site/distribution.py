"""How marks are spread: how many departments in each step of five points, and in each grade."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.scheme import FULL, Scheme
from reports.site.values import Data
from reports.standing import Standing
from reports.wording import Wording

LOWEST, STEP = 60, 5


def distribution(standings: Sequence[Standing], scheme: Scheme, wording: Wording) -> Data | None:
    """Steps from the best down to the one of the lowest mark, each with how many marks are final and provisional; None of no mark.

    Who could not be compared is in no step, but counted apart.
    """
    compared = [each for each in standings if each.is_rankable and each.mark.total is not None]
    if not compared:
        return None
    edges = [0, *range(LOWEST, int(FULL) + 1, STEP)]
    found = [_step(each.mark.total or Decimal(0)) for each in compared]
    steps = [each for each in reversed(edges) if each >= min(found)]
    rows = []
    for edge in steps:
        here = [each for each, at in zip(compared, found, strict=True) if at == edge]
        provisional = sum(each.assessment.provisional for each in here)
        rows.append({"words": _words(edge, wording), "final": len(here) - provisional, "provisional": provisional})
    grades = [
        {"name": wording.say(grade.name), "count": sum(each.grade == grade for each in compared)}
        for grade in scheme.grades
    ]
    return {"rows": rows, "grades": grades, "apart": len(standings) - len(compared)}


def _step(mark: Decimal) -> int:
    """The lower edge of the step that a mark is in."""
    return 0 if mark < LOWEST else min(int(mark) // STEP * STEP, int(FULL))


def _words(edge: int, wording: Wording) -> str:
    if edge >= FULL:
        return wording.say("{mark} 分", mark=str(FULL))
    if not edge:
        return wording.say("不到 {mark} 分", mark=str(LOWEST))
    return f"{edge}–{edge + STEP - 1}.99"
