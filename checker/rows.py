"""Assessments as rows of tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checker.scoring import Assessment, Verdict, Weighed
from crawler.roster import Department
from crawler.snapshot import Citation, Place

if TYPE_CHECKING:
    from rules.accounts.judging.collected import Collected

TABLES: dict[str, dict[str, type]] = {
    "schemes": {"period": str, "id": str, "text": str, "digest": str},
    "assessments": {"period": str, "department": str, "scheme": str, "roster": str, "position": int},
    "verdicts": {
        "period": str,
        "department": str,
        "indicator": str,
        "rule": str,
        "title": str,
        "outcome": str,
        "earned": str,
        "assessable": str,
        "possible": str,
        "position": int,
        "sort": str,
        "vetoes": int,
        "may_veto": int,
    },
    "findings": {
        "period": str,
        "department": str,
        "indicator": str,
        "number": int,
        "place": str,
        "outcome": str,
        "problem": str,
        "subject": str,
        "note": str,
        "note_values": str,
        "deducted": str,
        "doubted": str,
        "explained": int,
    },
    "citations": {
        "period": str,
        "department": str,
        "indicator": str,
        "finding": int,
        "number": int,
        "url": str,
        "fetched": str,
        "sha256": str,
        "quote": str,
        "place": str,
        "location": str,
        "read_by": str,
    },
    "figures": {
        "period": str,
        "department": str,
        "kind": str,
        "year": int,
        "told_in": int,
        "head": str,
        "place": str,
        "value": str,
        "printed": str,
        "unit": str,
        "alone": int,
        "url": str,
        "fetched": str,
        "sha256": str,
        "quote": str,
        "location": str,
        "read_by": str,
    },
    "relooks": {
        "period": str,
        "department": str,
        "rule": str,
        "place": str,
        "problem": str,
        "subject": str,
        "kind": str,
        "indicator": str,
        "evidence": str,
        "of": str,
    },
}
KEYS = {
    "schemes": ("period",),
    "assessments": ("period", "department"),
    "verdicts": ("period", "department", "indicator"),
    "findings": ("period", "department", "indicator", "number"),
    "citations": ("period", "department", "indicator", "finding", "number"),
    "figures": ("period", "department", "kind", "year", "told_in", "head", "place"),
    "relooks": ("period", "department", "rule", "place", "problem", "subject"),
}
Row = dict[str, Any]


def flatten(assessment: Assessment, position: int, rows: dict[str, list[Row]]) -> None:
    """Adds the rows of an assessment to those of each table."""
    key = {"period": str(assessment.period), "department": assessment.department.id}
    roster = json.dumps(_plain(assessment.department), ensure_ascii=False)
    rows["assessments"].append({**key, "scheme": assessment.scheme, "roster": roster, "position": position})
    for place, verdict in enumerate(assessment.verdicts):
        marked = {**key, "indicator": verdict.indicator}
        rows["verdicts"].append({**marked, **_verdict_row(verdict), "position": place})
        for number, item in enumerate(verdict.weighed):
            rows["findings"].append({**marked, "number": number, **_finding_row(item)})
            cited = enumerate(item.finding.evidence)
            rows["citations"] += [{**marked, "finding": number, "number": n, **_citation_row(c)} for n, c in cited]


def _plain(department: Department) -> Row:
    return {**vars(department), "kinds": sorted(department.kinds)}


def department(roster: str) -> Department:
    """The department as the roster had it when it was judged."""
    data = json.loads(roster)
    return Department(
        **{
            **data,
            **{name: tuple(data.get(name, ())) for name in ("aliases", "former")},
            "kinds": frozenset(data["kinds"]),
        }
    )


def _verdict_row(verdict: Verdict) -> Row:
    score = verdict.score
    return {
        "rule": verdict.rule,
        "title": verdict.title,
        "outcome": verdict.outcome,
        "earned": str(score.earned),
        "assessable": str(score.assessable),
        "possible": str(score.possible),
        "sort": verdict.sort,
        "vetoes": int(verdict.vetoes),
        "may_veto": int(verdict.may_veto),
    }


def _finding_row(item: Weighed) -> Row:
    finding = item.finding
    return {
        "place": finding.place or "",
        "outcome": finding.outcome,
        "problem": finding.problem,
        "subject": finding.subject,
        "note": finding.note,
        "note_values": json.dumps(dict(finding.values), ensure_ascii=False),
        "deducted": str(item.deducted),
        "doubted": str(item.doubted),
        "explained": int(finding.explained),
    }


def _citation_row(citation: Citation) -> Row:
    return {
        "url": citation.url,
        "fetched": citation.fetched.isoformat() if citation.fetched else "",
        "sha256": citation.sha256,
        "quote": citation.quote,
        "place": citation.place,
        "location": citation.where,
        "read_by": citation.read_by,
    }


def figure_row(figure: Collected) -> Row:
    """The row of a figure, but for its month and body."""
    return {
        "kind": figure.kind,
        "year": figure.year,
        "told_in": figure.told_in,
        "head": figure.head,
        "value": "" if figure.value is None else str(figure.value),
        "printed": figure.printed,
        "unit": figure.unit,
        "alone": int(figure.alone),
        **_citation_row(figure.cited),
        "place": figure.place,
    }


def figures(rows: Iterable[Row]) -> dict[str, list[Collected]]:
    """The figures in rows, by body."""
    found: dict[str, list[Collected]] = {}
    for row in rows:
        found.setdefault(row["department"], []).append(_figure(row))
    return found


def _figure(row: Row) -> Collected:
    from rules.accounts.judging.collected import Collected

    value = Decimal(row["value"]) if row["value"] else None
    when = int(row["year"]), int(row["told_in"])
    place, alone = Place(row["place"]), bool(row["alone"])
    return Collected(*when, row["kind"], row["head"], value, row["printed"], row["unit"], place, _citation(row), alone)


def _citation(row: Row) -> Citation:
    fetched = datetime.fromisoformat(row["fetched"]) if row["fetched"] else None
    place = Place(row["place"])
    return Citation(row["url"], fetched, row["sha256"], row["quote"], place, row["location"], row["read_by"])
