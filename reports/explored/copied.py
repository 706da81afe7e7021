"""The file to ask questions of: a copy of the results at one moment, with tables in words beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from checker.casebook import Casebook
from checker.decisions import Decisions
from checker.figures_kept import Figures
from checker.removals import Removals
from checker.store import Store
from crawler.period import Period
from reports.docket_view import Docket
from reports.explored import told
from reports.history import Past
from reports.stored import results_in
from reports.whole import whole
from reports.wording import Wording

STEP = 2000  # pages copied at a time; between two, whoever writes may
PAUSE = 0.01  # seconds


def write_copy(
    path: Path,
    results: Path,
    periods: Iterable[Period],
    docket: Docket,
    wording: Wording,
) -> None:
    """Writes the file. Raises sqlite3.Error and OSError."""
    with whole(path) as temporary:
        address = f"file:{quote(str(results.absolute()))}?mode=ro"
        with (
            closing(sqlite3.connect(address, uri=True, timeout=30)) as source,
            closing(sqlite3.connect(temporary)) as copy,
        ):
            source.backup(copy, pages=STEP, sleep=PAUSE)
        for book in (
            Store,
            Casebook,
            Decisions,
            Figures,
            Removals,
        ):  # what an earlier version or a first month lacks is there, and empty
            book(temporary).close()
        with closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
            _fill(copy, [Past(results_in(temporary, period)) for period in periods], docket, wording)


def _fill(copy: sqlite3.Connection, months: list[Past], docket: Docket, wording: Wording) -> None:
    copy.execute("PRAGMA synchronous = OFF")
    copy.execute("BEGIN")
    for name, columns in told.TABLES.items():
        copy.execute(f"CREATE TABLE [{name}] ({columns})")
    _add(copy, "departments", told.departments(months, wording))
    _add(copy, "duties", told.duties(wording))
    _add(copy, "problems", told.problems(wording))
    _add(copy, "words", told.words(wording))
    _add(copy, "ledger", told.ledger(docket, wording))
    for month in months:
        for name, rows in told.month(month, wording).items():
            _add(copy, name, rows)
    for name, query in told.VIEWS.items():
        copy.execute(f"CREATE VIEW [{name}] AS {query}")
    for statement in ("CREATE INDEX checks_by_month ON checks (period, outcome, department)", "COMMIT", "ANALYZE"):
        copy.execute(statement)


def _add(copy: sqlite3.Connection, name: str, rows: told.Rows) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        copy.executemany(f"INSERT INTO [{name}] VALUES ({marks})", rows)  # noqa: S608 - our own names
