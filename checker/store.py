"""Assessments in SQLite, one row for each verdict, finding, citation and figure, so that every mark can be queried."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlite_utils import Database

from checker.counted import rows as counted_rows
from checker.counted.told import Line, What
from checker.counted.value import Looked, Seen
from checker.counted.whole import MonthCounted
from checker.ledger.events import Matter
from checker.ledger.looks import Look
from checker.ledger.rows import look, look_row, matter
from checker.rows import ASSESSED, KEYS, TABLES, Row, department, figure_row, figures, flatten, grouped, verdict
from checker.scheme import Scheme, kept_scheme
from checker.scoring import Assessment, Verdict, Weighed
from crawler.period import Period
from crawler.snapshot import Place

if TYPE_CHECKING:
    from rules.accounts.judging.collected import Collected

FORMER = {"read_by": "text", "sort": "deduct"}  # what new columns hold of months from before them
EMPTY: Mapping[type, str | int] = {str: "", int: 0}
Figures = Mapping[str, "Sequence[Collected]"]
Relooks = Mapping[Matter, Look]


def connect(path: Path) -> Database:
    """The file of results, made when there is none. Raises sqlite3.Error when it cannot be read or written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=30)
    connection.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;")
    return Database(connection)


class Store:
    """The results of every month. Raises sqlite3.Error when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._db = connect(path)
        for name, columns in TABLES.items():
            table = self._db.table(name)
            table.create(columns, pk=KEYS[name], not_null=set(columns), if_not_exists=True)
            for column in sorted(set(columns) - set(table.columns_dict)):  # a file from before there was such a column
                table.add_column(column, columns[column], not_null_default=FORMER.get(column, EMPTY[columns[column]]))
        self._db.conn.executescript(counted_rows.TABLES)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def periods(self) -> list[Period]:
        """The months that have been checked, oldest first."""
        rows = self._db.query("select distinct period from assessments order by period")
        return [Period.parse(row["period"]) for row in rows]

    def save(
        self,
        period: Period,
        assessments: Iterable[Assessment],
        scheme: Scheme,
        figures: Figures | None = None,
        relooks: Relooks | None = None,
        counted: MonthCounted | None = None,
    ) -> None:
        """Replaces a month's results, with the scheme that weighed them, the figures read by body and the looks at open cases.

        With them goes what the annual report counts. All or nothing.
        """
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for position, assessment in enumerate(assessments):
            flatten(assessment, position, rows)
        for id, collected in (figures or {}).items():
            rows["figures"] += [{"period": str(period), "department": id, **figure_row(each)} for each in collected]
        rows["relooks"] = [{"period": str(period), **look_row(about, said)} for about, said in (relooks or {}).items()]
        digest = sha256(msgspec.json.encode(rows)).hexdigest()
        rows["schemes"].append({"period": str(period), "id": scheme.id, "text": scheme.text, "digest": digest})
        with self._db.atomic():
            for name in TABLES:
                self._db.execute(f"delete from {name} where period = ?", [str(period)])  # noqa: S608 - our own names
                self._db.table(name).insert_all(rows[name], pk=KEYS[name])
            counted_rows.keep(self._db.conn, period, counted or MonthCounted())

    def digests(self) -> dict[Period, str]:
        """The digest of the results of each month that has been checked, oldest first; "" of months from before there were any."""
        rows = self._db.table("schemes").rows_where(select="period, digest", order_by="period")
        return {Period.parse(row["period"]): row["digest"] for row in rows}

    def items(self, year: int) -> list[Seen]:
        """The pieces of information that any month of a year showed, with all months until its end that showed them."""
        return counted_rows.seen(self._db.conn, year)

    def looked(self, until: int) -> list[Looked]:
        """How far each site could be read in each month until the end of a year."""
        return counted_rows.looked(self._db.conn, until)

    def told(self, year: int) -> dict[Period, list[Line]]:
        """The talks, letters, powers and charts that each month of a year told of."""
        return counted_rows.told(self._db.conn, year)

    def looked_for(self, year: int) -> dict[Period, list[tuple[What, str, Place]]]:
        """At which sites these were looked for in each month of a year."""
        return counted_rows.looked_for(self._db.conn, year)

    def assessments(self, period: Period) -> list[Assessment]:
        """A month's results in roster order; empty when it has not been checked."""
        found = {name: self._rows(name, period) for name in ASSESSED}
        cited = grouped(found["citations"], "department", "indicator", "finding")
        weighed = grouped(found["findings"], "department", "indicator")
        verdicts = grouped(found["verdicts"], "department")
        return [
            Assessment(
                department(row["roster"]),
                period,
                row["scheme"],
                tuple(
                    verdict(each, weighed.get((each["department"], each["indicator"]), []), cited)
                    for each in verdicts.get((row["department"],), [])
                ),
            )
            for row in found["assessments"]
        ]

    def scheme(self, period: Period) -> Scheme | None:
        """The scheme by which a month was judged, as it was then; None for a month that was not, or before schemes were kept."""
        kept = next(self._db.table("schemes").rows_where("period = ?", [str(period)]), None)
        return kept_scheme(kept["text"], kept["id"]) if kept else None

    def figures(self, period: Period) -> dict[str, list[Collected]]:
        """The figures that were read in a month, by body."""
        return figures(self._db.table("figures").rows_where("period = ?", [str(period)], order_by="rowid"))

    def relooks(self, period: Period) -> dict[Matter, Look]:
        """What a month said of the cases that were open before it."""
        rows = self._db.table("relooks").rows_where("period = ?", [str(period)])
        return {matter(row): look(row) for row in rows}

    def disclosed(self, kind: str, year: int, until: Period) -> dict[str, list[Collected]]:
        """What each body's own budget or accounts of a year said when they were read last, no later than a month."""
        rows = self._db.query(
            "select * from figures join (select department as body, max(period) as newest from figures"
            " where kind = :kind and year = :year and told_in = :year and period <= :until group by department)"
            " on department = body and period = newest"
            " where kind = :kind and year = :year and told_in = :year order by figures.rowid",
            {"kind": kind, "year": year, "until": str(until)},
        )
        return figures(rows)

    def fetched(self, period: Period) -> set[tuple[str, datetime]]:
        """What a month's findings and figures cite: from which address it was fetched, and when."""
        sql = "select url, fetched from {} where period = :period"
        sql = " union ".join(map(sql.format, ("citations", "figures")))
        rows = self._db.query(sql, {"period": str(period)})
        return {(row["url"], datetime.fromisoformat(row["fetched"])) for row in rows if row["fetched"]}

    def _rows(self, name: str, period: Period) -> list[Row]:
        order = "position" if "position" in TABLES[name] else "number"
        return list(self._db.table(name).rows_where("period = ?", [str(period)], order_by=order))


def findings_of(assessments: Iterable[Assessment]) -> Iterator[tuple[Assessment, Verdict, Weighed]]:
    """Every finding of a month with what it belongs to."""
    for assessment in assessments:
        for each in assessment.verdicts:
            for item in each.weighed:
                yield assessment, each, item
