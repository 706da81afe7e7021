"""Good practice, by facts alone: full marks, all put right without delay, the largest gain since the month before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from checker.ledger.cases import Case, State, seen_on
from checker.ledger.events import Kind
from checker.year_months import weighs_alike
from reports.letters.words import ZH
from reports.notices_month import Month
from reports.standing import Standing, standings
from reports.stored import Results
from reports.wording import plain

Fields = dict[str, Any]
BEST = 3


def good(month: Month, places: Sequence[Standing], earlier: Results | None) -> Fields:
    """The fields that tell of good practice; lists are empty where nothing shows it."""
    return {
        "full": [
            f"{_name(each)}{'（暂定）' if each.assessment.provisional else ''}" for each in places if _is_full(each)
        ],
        "timely": list(_timely(month)),
        "improved": _improved(month, places, earlier) if earlier else [],
    }


def _name(each: Standing) -> str:
    return plain(each.assessment.department.name)


def _is_full(each: Standing) -> bool:
    """Whether nothing was found wrong in all that could be assessed, and that was enough to rank by."""
    score = each.mark.score
    return each.is_rankable and not each.problems and not each.mark.vetoes and score.earned == score.assessable


def _timely(month: Month) -> Iterator[str]:
    """Those who have put right all that they were notified of, some of it seen this month, and none found after its time was over."""
    for id, department in month.departments.items():
        notified = [each for each in month.cases if each.matter.department == id and each.notified is not None]
        seen = any(each.ended is not None and each.ended.period == month.period for each in notified)
        if seen and all(each.state is State.RECTIFIED and not _was_late(each) for each in notified):
            yield plain(department.name)


def _was_late(case: Case) -> bool:
    found = [event for event, _ in case.history if event.kind is Kind.FOUND]
    return case.due is not None and any(seen_on(event) > case.due for event in found)


def _improved(month: Month, places: Sequence[Standing], earlier: Results) -> list[Fields]:
    """The largest gains of marks that are final in both months, under the same prices; equal gains are named together."""
    if not weighs_alike(month.scheme, earlier.scheme):
        return []
    before = {each.assessment.department.id: each for each in standings(earlier.assessments, earlier.scheme)}
    gains: list[tuple[Decimal, Standing, Standing]] = []
    for each in places:
        last = before.get(each.assessment.department.id)
        if last is not None and _is_final(each) and _is_final(last):
            gains.append(((each.mark.total or Decimal(0)) - (last.mark.total or Decimal(0)), each, last))
    best = sorted({gain for gain, _, _ in gains if gain > 0}, reverse=True)[:BEST]
    return [
        {"name": _name(now), "before": ZH.mark(last.mark.total), "now": ZH.mark(now.mark.total), "gain": ZH.mark(gain)}
        for gain, now, last in sorted(gains, key=lambda one: -one[0])
        if gain in best
    ]


def _is_final(each: Standing) -> bool:
    return each.is_rankable and each.mark.total is not None and not each.assessment.provisional
