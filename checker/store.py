"""Assessments in SQLite, one row for each verdict, finding, citation and figure, so that every mark can be queried."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checker.scoring import Assessment, Score, Verdict, Weighed
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from rules.accounts.judging.collected import Collected
from rules.finding import Finding, Outcome

TABLES: dict[str, dict[str, type]] = {
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
}
ASSESSED = ("assessments", "verdicts", "findings", "citations")
KEYS = {
    "assessments": ("period", "department"),
    "verdicts": ("period", "department", "indicator"),
    "findings": ("period", "department", "indicator", "number"),
    "citations": ("period", "department", "indicator", "finding", "number"),
    "figures": ("period", "department", "kind", "year", "told_in", "head", "place"),
}
Figures = Mapping[str, Sequence[Collected]]
Row = dict[str, Any]


class Store:
    """The results of every month. Raises sqlite3.Error when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30)
        connection.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;")
        self._db = Database(connection)
        for name, columns in TABLES.items():
            self._db.table(name).create(columns, pk=KEYS[name], not_null=set(columns), if_not_exists=True)
        if "read_by" not in self._db.table("citations").columns_dict:  # a file from before pictures were read
            self._db.table("citations").add_column("read_by", str, not_null_default="text")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def periods(self) -> list[Period]:
        """The months that have been checked, oldest first."""
        rows = self._db.query("select distinct period from assessments order by period")
        return [Period.parse(row["period"]) for row in rows]

    def save(self, period: Period, assessments: Iterable[Assessment], figures: Figures | None = None) -> None:
        """Replaces a month's results and the figures that were read in it, by body: all or nothing."""
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for position, assessment in enumerate(assessments):
            _flatten(assessment, position, rows)
        for id, collected in (figures or {}).items():
            rows["figures"] += [{"period": str(period), "department": id, **_figure_row(each)} for each in collected]
        with self._db.atomic():
            for name in TABLES:
                self._db.execute(f"delete from {name} where period = ?", [str(period)])  # noqa: S608 - our own names
                self._db.table(name).insert_all(rows[name], pk=KEYS[name])

    def assessments(self, period: Period) -> list[Assessment]:
        """A month's results in roster order; empty when it has not been checked."""
        found = {name: self._rows(name, period) for name in ASSESSED}
        cited = _grouped(found["citations"], "department", "indicator", "finding")
        weighed = _grouped(found["findings"], "department", "indicator")
        verdicts = _grouped(found["verdicts"], "department")
        return [
            Assessment(
                _department(row["roster"]),
                period,
                row["scheme"],
                tuple(
                    _verdict(each, weighed.get((each["department"], each["indicator"]), []), cited)
                    for each in verdicts.get((row["department"],), [])
                ),
            )
            for row in found["assessments"]
        ]

    def figures(self, period: Period) -> dict[str, list[Collected]]:
        """The figures that were read in a month, by body."""
        return _figures(self._db.table("figures").rows_where("period = ?", [str(period)], order_by="rowid"))

    def disclosed(self, kind: str, year: int, until: Period) -> dict[str, list[Collected]]:
        """What each body's own budget or accounts of a year said when they were read last, no later than a month."""
        rows = self._db.query(
            "select * from figures join (select department as body, max(period) as newest from figures"
            " where kind = :kind and year = :year and told_in = :year and period <= :until group by department)"
            " on department = body and period = newest"
            " where kind = :kind and year = :year and told_in = :year order by figures.rowid",
            {"kind": kind, "year": year, "until": str(until)},
        )
        return _figures(rows)

    def _rows(self, name: str, period: Period) -> list[Row]:
        order = "position" if "position" in TABLES[name] else "number"
        return list(self._db.table(name).rows_where("period = ?", [str(period)], order_by=order))


def _flatten(assessment: Assessment, position: int, rows: dict[str, list[Row]]) -> None:
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


def _department(roster: str) -> Department:
    data = json.loads(roster)
    return Department(**{**data, "aliases": tuple(data["aliases"]), "kinds": frozenset(data["kinds"])})


def _verdict_row(verdict: Verdict) -> Row:
    score = verdict.score
    return {
        "rule": verdict.rule,
        "title": verdict.title,
        "outcome": verdict.outcome,
        "earned": str(score.earned),
        "assessable": str(score.assessable),
        "possible": str(score.possible),
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


def _figure_row(figure: Collected) -> Row:
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


def _figures(rows: Iterable[Row]) -> dict[str, list[Collected]]:
    found: dict[str, list[Collected]] = {}
    for row in rows:
        found.setdefault(row["department"], []).append(_figure(row))
    return found


def _figure(row: Row) -> Collected:
    value = Decimal(row["value"]) if row["value"] else None
    when = int(row["year"]), int(row["told_in"])
    place, alone = Place(row["place"]), bool(row["alone"])
    return Collected(*when, row["kind"], row["head"], value, row["printed"], row["unit"], place, _citation(row), alone)


def _verdict(row: Row, findings: list[Row], cited: dict[tuple[Any, ...], list[Row]]) -> Verdict:
    score = Score(Decimal(row["earned"]), Decimal(row["assessable"]), Decimal(row["possible"]))
    key = (row["department"], row["indicator"])
    weighed = tuple(_weighed(each, cited.get((*key, each["number"]), [])) for each in findings)
    return Verdict(row["indicator"], row["rule"], row["title"], weighed, score)


def _weighed(row: Row, cited: list[Row]) -> Weighed:
    finding = Finding(
        Outcome(row["outcome"]),
        row["problem"],
        tuple(_citation(each) for each in cited),
        row["note"],
        json.loads(row["note_values"]),
        row["subject"],
        Place(row["place"]) if row["place"] else None,
    )
    return Weighed(finding, Decimal(row["deducted"]), Decimal(row["doubted"]))


def _citation(row: Row) -> Citation:
    fetched = datetime.fromisoformat(row["fetched"]) if row["fetched"] else None
    place = Place(row["place"])
    return Citation(row["url"], fetched, row["sha256"], row["quote"], place, row["location"], row["read_by"])


def _grouped(rows: Iterable[Row], *names: str) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups


def findings_of(assessments: Iterable[Assessment]) -> Iterator[tuple[Assessment, Verdict, Weighed]]:
    """Every finding of a month with what it belongs to."""
    for assessment in assessments:
        for verdict in assessment.verdicts:
            for item in verdict.weighed:
                yield assessment, verdict, item
