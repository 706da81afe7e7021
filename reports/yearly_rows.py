"""A year for other programs: marks of everyone with every figure that they come from.

`online`, `on_site`, `daily` and `year_end` are the points earned out of 70, 30, 80 and 20: the sums of `points` of two cells
each, null when neither has a mark. What is not marked yet, or not owed, is not in them; `marked` and `owed` say how much weight
of the 100 is. The `mark` is 100 times the sum of all points by `marked`, to two places. It is the `total` once all that is owed
is marked. What ranks is `compared`, the same of the cells `compared_by` alone: those that most of the group have marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.indicator import Sort
from checker.scoring import Score
from checker.visits import Disagreement, SiteMark
from checker.year import DAILY, ON_SITE, ONLINE, YEAR_END, CellName, Year
from checker.year_months import Judged, Line, MonthMark
from checker.year_site import SiteLine, Stage
from reports.wording import Wording
from reports.yearly_words import LEFT, figure, reason

Row = dict[str, Any]


def rows(found: Sequence[Year], wording: Wording, *, in_full: bool = False) -> list[Row]:
    """One object for each department; `in_full` with the indicators of each month."""
    return [_row(each, wording, in_full) for each in found]


def _row(each: Year, wording: Wording, in_full: bool) -> Row:
    score = each.score
    return {
        "department": each.department.id,
        "name": each.department.name,
        "group": wording.say(each.group),
        "year": each.scheme.year,
        "scheme": each.scheme.id,
        "online": _part(each, ONLINE),
        "on_site": _part(each, ON_SITE),
        "daily": _part(each, DAILY),
        "year_end": _part(each, YEAR_END),
        "marked": figure(score.assessable),
        "owed": figure(score.possible),
        "mark": None if each.mark is None else str(each.mark),
        "compared": None if each.compared is None else str(each.compared),
        "compared_by": [str(name) for name in each.basket],
        "total": None if each.total is None else str(each.total),
        "grade": wording.say(each.grade.name) if each.grade else None,
        "provisional": each.provisional,
        "rank": each.rank,
        "reasons": [
            {"why": str(one.why), "of": one.of, "count": one.count, "note": reason(one, wording)}
            for one in each.reasons
        ],
        "cells": {
            str(cell.name): {
                "weight": figure(cell.weight),
                "owed": cell.is_owed,
                "mark": _figure(cell.mark),
                "points": _figure(cell.points) if cell.is_owed else None,
            }
            for cell in each.cells
        },
        "months": [_month(month, wording, in_full) for month in each.months],
        "year_end_online": _month(each.year_end, wording, in_full),
        "on_site_months": [_stage(stage) for stage in each.stages if stage.lines],
        "year_end_on_site": _stage(each.inspection),
        "not_owed": [_said(said) for said in each.strays],
    }


def _part(each: Year, names: tuple[CellName, ...]) -> str | None:
    score = each.part(names)
    return (
        figure(score.earned) if any(c.name in names and c.is_owed and c.mark is not None for c in each.cells) else None
    )


def _figure(value: Any) -> str | None:
    return None if value is None else figure(value)


def _month(month: MonthMark, wording: Wording, in_full: bool) -> Row:
    row: Row = {
        "period": str(month.period),
        "mark": None if month.mark is None else wording.mark(month.mark),
        "left_out": str(month.left) if month.left else None,
        "note": wording.say(LEFT[month.left]) if month.left else "",
    }
    return row | _judged(month.judged, in_full) if month.judged else row


def _judged(one: Judged, in_full: bool) -> Row:
    mark = one.mark
    row: Row = {
        "scheme": one.scheme.id,
        **_score(mark.score),
        "bonus": figure(mark.bonus),
        "vetoes": list(mark.vetoes),
        "may_veto": list(mark.may_veto),
        "rulings": one.rulings,
        "provisional": bool(one.reasons),
    }
    return row | {"indicators": [_line(line) for line in one.lines]} if in_full else row


def _score(score: Score) -> Row:
    return {"earned": figure(score.earned), "assessable": figure(score.assessable), "possible": figure(score.possible)}


def _line(line: Line) -> Row:
    row = {"indicator": line.indicator, "title": line.title, "group": line.group, "sort": str(line.sort)}
    return {**row, "vetoes": line.vetoes} if line.sort is Sort.VETO else {**row, **_score(line.score)}


def _stage(stage: Stage) -> Row:
    return {
        "stage": stage.name,
        "mark": _figure(stage.mark),
        "points": figure(stage.points),
        "possible": figure(stage.possible),
        "lines": [_site_line(line) for line in stage.lines],
        "visits": [
            {
                "day": str(visit.day),
                "by": visit.by,
                "lines": visit.lines,
                "points": figure(visit.points),
                "possible": figure(visit.possible),
            }
            for visit in stage.visits
        ],
    }


def _site_line(line: SiteLine) -> Row:
    owed = {"matter": line.matter.id, "first": str(line.span.first), "last": str(line.span.last)}
    return {**owed, **_said(line.said)} if line.said else {**owed, "state": "unmarked"}


def _said(said: SiteMark | Disagreement) -> Row:
    if isinstance(said, Disagreement):
        return {"state": "disagreement", "key": said.marks[0].key, "marks": [_site_mark(each) for each in said.marks]}
    return {"state": "marked" if said.points is not None else "not-seen", "key": said.key, **_site_mark(said)}


def _site_mark(mark: SiteMark) -> Row:
    return {
        "answer": mark.answer,
        "points": _figure(mark.points),
        "possible": figure(mark.possible),
        "seen": mark.seen,
        "note": mark.note,
        "by": mark.by,
        "on": str(mark.on),
        "source": mark.source,
    }
