"""The report's page of each department: its mark, what it must do, all that was found, its cases, its months, how to appeal."""

from __future__ import annotations

from collections.abc import Iterator

from reports.site.case_data import case_story, urgency
from reports.site.department_head import head_data
from reports.site.department_history import history_data
from reports.site.department_todo import todo_data
from reports.site.department_topics import doubts_data, topics_data
from reports.site.finding_data import rulings_on_gone
from reports.site.values import Data, Leaf, Month
from reports.standing import Standing
from reports.wording import plain


def department_leaves(month: Month) -> Iterator[Leaf]:
    """A page for each department that was judged, in the order of the ranking."""
    for id, each in month.standings.items():
        yield Leaf(f"department/{id}.html", plain(each.assessment.department.name), _data(each, month))


def _data(each: Standing, month: Month) -> Data:
    assessment, wording = each.assessment, month.wording
    topics = topics_data(assessment, month)
    cases = sorted(month.docket.of(assessment.department.id), key=urgency)
    stories = [case_story(case, month.docket, month, wording) for case in cases]
    return {
        "head": head_data(each, month),
        "todo": todo_data(assessment, month),
        "topics": topics,
        "doubts": list(doubts_data(topics)),
        "open_cases": [story for story in stories if story["open"]],
        "closed_cases": [story for story in stories if not story["open"]],
        "gone": list(rulings_on_gone(assessment, month)),
        "history": history_data(assessment.department.id, month),
        "docket_day": wording.day(month.docket.as_of),
        "docket_until": str(month.docket.until or ""),
    }
