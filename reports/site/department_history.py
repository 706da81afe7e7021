"""A department's months: marks, places and problems as they came and went, as a table that is a chart, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.ledger.cases import Case, What
from checker.scoring import DOUBTFUL, Verdict
from checker.year_months import weighs_alike
from crawler.period import Period
from crawler.snapshot import Place
from reports.history import Past
from reports.moves import earlier_of, move
from reports.site.values import Data, Month
from reports.standing import Standing
from reports.wording import DASH
from rules.finding import Outcome
from rules.rule import catalogue

OPENING = frozenset((What.OPENED, What.REOPENED))
SIGNS = {"doubt": "○", "none": "·", "absent": DASH}  # beside numbers of problems
Key = tuple[str, str, Place | None]  # rule, problem, place


@dataclass(frozen=True)
class Then:
    """A department in a month of the past; `past` is None for a month that was not checked."""

    period: Period
    past: Past | None
    standing: Standing | None


def months_of(id: str, month: Month) -> list[Then]:
    """Every calendar month from the first that is known to this one, also those under an id that it had before."""
    known = {each.period: each for each in month.past}
    at = min(known, default=month.results.period)
    found = []
    while at <= month.results.period:
        past = known.get(at)
        found.append(Then(at, past, earlier_of(month.standings[id], past.standings) if past else None))
        at = at.shift(1)
    return found


def history_data(id: str, month: Month) -> Data:
    """The months as rows, and the problems of all of them by month."""
    months = months_of(id, month)
    moved = _moved(month.docket.of(id))
    rows = [_row(each, before, moved, month) for before, each in zip([None, *months], months, strict=False)]
    problems = list(_problems(months, month))
    return {
        "months": [str(each.period) for each in months],
        "rows": rows,
        "now": [each for each in problems if each["now"]],
        "before": [each for each in problems if not each["now"]],
        "several": len(months) > 1,
    }


def _row(each: Then, before: Then | None, moved: Counter[tuple[Period, str]], month: Month) -> Data:
    wording, one = month.wording, each.standing
    row = {
        "month": str(each.period),
        "opened": moved[each.period, "opened"],
        "closed": moved[each.period, "closed"],
    }
    if one is None:
        words = "没有检查" if each.past is None else "不在名册中"
        return {**row, "told": False, "why": wording.say(words)}
    members = [other for other in each.past.standings.values() if other.group == one.group] if each.past else []
    return {
        **row,
        "told": True,
        "mark": wording.mark(one.mark.total),
        "exact": "" if one.mark.total is None else str(one.mark.total),
        "change": _change(one, each, before, month),
        "grade": wording.say(one.grade.name) if one.grade else DASH,
        "rank": f"{one.rank} / {sum(other.rank is not None for other in members)}" if one.rank else DASH,
        "unassessed": wording.percent(one.unassessed, 1),
        "problems": one.problems,
        "provisional": one.assessment.provisional,
    }


def _change(one: Standing, each: Then, before: Then | None, month: Month) -> str:
    if each.past is None or before is None or before.past is None or before.standing is None:
        return DASH
    alike = weighs_alike(before.past.results.scheme, each.past.results.scheme)
    difference = move(one, before.standing).points if alike else None
    if difference is None:
        return DASH
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return f"{sign}{month.wording.mark(abs(difference))}"


def _moved(cases: Sequence[Case]) -> Counter[tuple[Period, str]]:
    """How many cases the check of each month opened, and how many ended with it."""
    found: Counter[tuple[Period, str]] = Counter()
    for case in cases:
        for event, what in case.history:
            if what in OPENING:
                found[event.period, "opened"] += 1
        if case.ended is not None and not case.is_open:
            found[case.ended.period, "closed"] += 1
    return found


def _problems(months: Sequence[Then], month: Month) -> Iterator[Data]:
    """Each problem of any of the months, those that were found last first, and what each month says of it."""
    counted = {each.period: _counted(each.standing) for each in months}
    last = {key: period for period, found in counted.items() for key in found}
    for key in sorted(last, key=lambda key: (-_at(last[key]), key[0], key[1], str(key[2] or ""))):
        rule, problem, place = key
        cells = [_cell(key, each.standing, counted[each.period][key]) for each in months]
        is_now = counted[months[-1].period][key] > 0
        yield {
            "problem": month.wording.problem(rule, problem),
            "title": month.wording.rule_title(rule),
            "place": month.wording.place(place),
            "indicator": _indicator(rule, months[-1].standing) if is_now else "",
            "rule": rule if any(each.rule == rule for each in month.results.scheme.indicators) else "",
            "cells": cells,
            "now": is_now,
        }


def _at(period: Period) -> int:
    return period.year * 12 + period.month


def _indicator(rule: str, one: Standing | None) -> str:
    verdicts = one.assessment.verdicts if one else ()
    return next((each.indicator for each in verdicts if each.rule == rule and each.outcome is Outcome.FAILED), "")


def _counted(one: Standing | None) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for verdict in one.assessment.verdicts if one else ():
        for item in verdict.problems:
            if item.finding.problem:
                found[verdict.rule, item.finding.problem, item.finding.place] += 1
    return found


def _cell(key: Key, one: Standing | None, count: int) -> Data:
    """How often it was found in a month; where it was not: whether it could not be told, was looked for in vain, or was not looked for."""
    if count:
        return {"kind": "found", "text": str(count)}
    verdicts = one.assessment.verdicts if one else ()
    kind = _looked([each for each in verdicts if each.rule == key[0]], key)
    return {"kind": kind, "text": SIGNS[kind]}


def _looked(verdicts: Sequence[Verdict], key: Key) -> str:
    rule, (_, problem, place) = catalogue().get(key[0]), key
    items = [item for verdict in verdicts for item in verdict.weighed if item.finding.place is place]
    hiding = rule.hiding | rule.stops if rule else frozenset()  # beside these, nothing else could be seen
    if any(item.outcome is Outcome.FAILED and item.finding.problem in hiding for item in items):
        return "doubt"
    if any(item.outcome in DOUBTFUL and item.finding.problem in ("", problem) for item in items):
        return "doubt"
    return "none" if any(item.outcome is not Outcome.INAPPLICABLE for item in items) else "absent"
