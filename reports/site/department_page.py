"""The report's page of each department: its marks, what was found, its cases and its months."""

from __future__ import annotations

from collections.abc import Iterator

from reports.site.values import Data, Leaf, Month
from reports.standing import Standing
from reports.wording import plain


def department_leaves(month: Month) -> Iterator[Leaf]:
    """A page for each department that was judged, in the order of the ranking."""
    for id, each in month.standings.items():
        yield Leaf(f"department/{id}.html", plain(each.assessment.department.name), _data(each, month))


def _data(each: Standing, month: Month) -> Data:
    wording = month.wording
    verdicts = [
        {
            "indicator": verdict.indicator,
            "title": wording.say(verdict.title),
            "outcome": wording.outcome(verdict.outcome),
        }
        for verdict in each.assessment.verdicts
    ]
    return {"mark": wording.mark(each.mark.total), "verdicts": verdicts}
