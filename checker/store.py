"""Assessments in SQLite, one row for each verdict, finding, citation and figure, so that every mark can be queried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from checker.assessed import assessed
from checker.counted import rows as counted_rows
from checker.counted.whole import MonthCounted
from checker.kept import Kept
from checker.ledger.rows import look, look_row, matter
from checker.rows import KEYS, TABLES, Row, department, figure_row, figures, flatten
from checker.scheme import Scheme, kept_scheme
from checker.scoring import Assessment, Verdict, Weighed
from checker.sealing import prepare, resealed, sealed_month
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place

if TYPE_CHECKING:
    from checker.counted.told import Line, What
    from checker.counted.value import Looked, Seen
    from checker.ledger.events import Matter
    from checker.ledger.looks import Look
    from rules.accounts.judging.collected import Collected

FORMER = {"read_by": "text", "sort": "deduct"}  # what new columns hold of months from before them
EMPTY: Mapping[type, str | int] = {str: "", int: 0}
Figures = Mapping[str, "Sequence[Collected]"]
Relooks = Mapping["Matter", "Look"]
COUNTED: Mapping[str, Sequence[str]] = {"items": (), "item_months": (), "looked": (), "told": ()}  # made by what counts


class Store:
    """The results of every month. Raises sqlite3.Error when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._kept = Kept(path)
        if not self._kept.has({**TABLES, **COUNTED, "seals": ()}):
            with self._kept.at_once():
                self._make()

    def _make(self) -> None:
        for name, columns in TABLES.items():
            table = self._kept.db.table(name)
            table.create(columns, pk=KEYS[name], not_null=set(columns), if_not_exists=True)
            for column in sorted(set(columns) - set(table.columns_dict)):  # a file from before there was such a column
                table.add_column(column, columns[column], not_null_default=FORMER.get(column, EMPTY[columns[column]]))
                resealed(self._kept.conn, name)
        for statement in counted_rows.TABLES.split(";"):  # a script would end the transaction
            self._kept.conn.execute(statement)
        prepare(self._kept.conn)

    def close(self) -> None:
        """Closes the file."""
        self._kept.close()

    def periods(self) -> list[Period]:
        """The months that have been checked, oldest first."""
        rows = self._kept.query("select distinct period from assessments order by period")
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
        db = self._kept.db
        with db.atomic():
            for name in TABLES:
                db.execute(f"delete from {name} where period = ?", [str(period)])  # noqa: S608 - our own names
                db.table(name).insert_all(rows[name], pk=KEYS[name])
            counted_rows.keep(self._kept.conn, period, counted or MonthCounted())
            sealed_month(self._kept.conn, str(period))

    def digests(self) -> dict[Period, str]:
        """The digest of the results of each month that has been checked, oldest first; "" of months from before there were any."""
        rows = self._kept.query("select period, digest from schemes order by period")
        return {Period.parse(row["period"]): row["digest"] for row in rows}

    def items(self, year: int) -> list[Seen]:
        """The pieces of information that any month of a year showed, with all months until its end that showed them."""
        return counted_rows.seen(self._kept.conn, year)

    def looked(self, until: int) -> list[Looked]:
        """How far each site could be read in each month until the end of a year."""
        return counted_rows.looked(self._kept.conn, until)

    def told(self, year: int) -> dict[Period, list[Line]]:
        """The talks, letters, powers and charts that each month of a year told of."""
        return counted_rows.told(self._kept.conn, year)

    def looked_for(self, year: int) -> dict[Period, list[tuple[What, str, Place]]]:
        """At which sites these were looked for in each month of a year."""
        return counted_rows.looked_for(self._kept.conn, year)

    def assessments(self, period: Period, only: str = "", *, cited: bool = True) -> list[Assessment]:
        """A month's results in roster order, or that of the department with the id `only`; empty when it has not been checked.

        Without `cited` nothing of what findings cite is read: for marks, which do not hang on it.
        """
        return assessed(self._kept.conn, period, only, cited=cited)

    def departments(self, period: Period) -> list[Department]:
        """Who was judged in a month, as the roster had them then and in its order."""
        sql = "select roster from assessments where period = ? order by position"
        return [department(row["roster"]) for row in self._kept.query(sql, [str(period)])]

    def scheme(self, period: Period) -> Scheme | None:
        """The scheme by which a month was judged, as it was then; None for a month that was not, or before schemes were kept."""
        kept = next(self._kept.rows("schemes", "period = ?", [str(period)], order="period"), None)
        return kept_scheme(kept["text"], kept["id"]) if kept else None

    def figures(self, period: Period) -> dict[str, list[Collected]]:
        """The figures that were read in a month, by body."""
        return figures(self._kept.rows("figures", "period = ?", [str(period)], order="rowid"))

    def relooks(self, period: Period) -> dict[Matter, Look]:
        """What a month said of the cases that were open before it."""
        rows = self._kept.rows("relooks", "period = ?", [str(period)], order="rowid")
        return {matter(row): look(row) for row in rows}

    def disclosed(self, kind: str, year: int, until: Period) -> dict[str, list[Collected]]:
        """What each body's own budget or accounts of a year said when they were read last, no later than a month."""
        rows = self._kept.query(
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
        rows = self._kept.query(sql, {"period": str(period)})
        return {(row["url"], datetime.fromisoformat(row["fetched"])) for row in rows if row["fetched"]}


def findings_of(assessments: Iterable[Assessment]) -> Iterator[tuple[Assessment, Verdict, Weighed]]:
    """Every finding of a month with what it belongs to."""
    for assessment in assessments:
        for each in assessment.verdicts:
            for item in each.weighed:
                yield assessment, each, item
