"""The assessments of a month, or of one department in it, out of their tables.

Thousands of rows are read for one answer: each is taken as SQLite gives it, its columns in the order in which they are asked for.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from checker.indicator import Sort
from checker.rows import department
from checker.scoring import Assessment, Score, Verdict, Weighed
from crawler.period import Period
from crawler.snapshot import Citation, Place
from rules.finding import Finding, Outcome

OUTCOMES = {str(each): each for each in Outcome}
PLACES = {str(each): each for each in Place}
SORTS = {"": Sort.DEDUCT, **{str(each): each for each in Sort}}
ASSESSED = "select department, scheme, roster from assessments where {} order by position"
JUDGED = """select department, indicator, rule, title, earned, assessable, possible, sort, vetoes, may_veto
    from verdicts where {} order by position"""
FOUND = """select department, indicator, number, outcome, problem, note, note_values, subject, place, explained, deducted, doubted
    from findings where {} order by number"""
CITED = """select department, indicator, finding, url, fetched, sha256, quote, place, location, read_by
    from citations where {} order by number"""
Rows = Iterable[Sequence[Any]]


def assessed(db: sqlite3.Connection, period: Period, only: str = "", *, cited: bool = True) -> list[Assessment]:
    """The assessments of a month in roster order, or that of the department with the id `only`; `cited` with what findings cite."""
    where, values = ("period = ? and department = ?", (str(period), only)) if only else ("period = ?", (str(period),))
    evidence = _citations(db.execute(CITED.format(where), values)) if cited else {}
    weighed = _findings(db.execute(FOUND.format(where), values), evidence)
    verdicts = _verdicts(db.execute(JUDGED.format(where), values), weighed)
    return [
        Assessment(department(roster), period, scheme, tuple(verdicts.get(id, ())))
        for id, scheme, roster in db.execute(ASSESSED.format(where), values)
    ]


def _citations(rows: Rows) -> dict[tuple[str, str, int], list[Citation]]:
    """What each finding cites."""
    found: dict[tuple[str, str, int], list[Citation]] = {}
    for id, indicator, finding, url, fetched, sha256, quote, place, where, read_by in rows:
        when = datetime.fromisoformat(fetched) if fetched else None
        one = Citation(url, when, sha256, quote, PLACES[place], where, read_by)
        found.setdefault((id, indicator, finding), []).append(one)
    return found


def _findings(rows: Rows, evidence: dict[tuple[str, str, int], list[Citation]]) -> dict[tuple[str, str], list[Weighed]]:
    """The weighed findings of each verdict."""
    found: dict[tuple[str, str], list[Weighed]] = {}
    for id, indicator, number, outcome, problem, note, told, subject, place, explained, deducted, doubted in rows:
        cited = tuple(evidence.get((id, indicator, number), ()))
        values = {} if told == "{}" else json.loads(told)
        where = PLACES[place] if place else None
        finding = Finding(OUTCOMES[outcome], problem, cited, note, values, subject, where, bool(explained))
        found.setdefault((id, indicator), []).append(Weighed(finding, Decimal(deducted), Decimal(doubted)))
    return found


def _verdicts(rows: Rows, weighed: dict[tuple[str, str], list[Weighed]]) -> dict[str, list[Verdict]]:
    """The verdicts on each department."""
    found: dict[str, list[Verdict]] = {}
    for id, indicator, rule, title, earned, assessable, possible, sort, vetoes, may_veto in rows:
        items = tuple(weighed.get((id, indicator), ()))
        score = Score(Decimal(earned), Decimal(assessable), Decimal(possible))
        one = Verdict(indicator, rule, title, items, score, SORTS[sort], bool(vetoes), bool(may_veto))
        found.setdefault(id, []).append(one)
    return found
