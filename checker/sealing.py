"""Seals on the file of results: on what people decided row by row, on what the program found month by month.

They are made in the transaction that writes, so that what changes on the disk afterwards never gets one. Of results there is one
for each table and month; they can be computed again, what people said cannot. A file from before there were seals gets them when
it is first opened to be written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from checker.counted import rows as counted
from checker.counted.rows import unlike
from crawler.sealed import OTHER, Fault, Value, seal, statements, unsound

TABLE = """CREATE TABLE IF NOT EXISTS seals (
    name TEXT NOT NULL, row TEXT NOT NULL, sha256 BLOB NOT NULL, PRIMARY KEY (name, row)) WITHOUT ROWID"""
KEYS: Mapping[str, tuple[str, ...]] = {"received": ("sha256", "settles"), "answers": ("appeal",)}
NUMBER = ("number",)
MONTHLY: Mapping[str, str] = {  # what a check replaces month by month, and in which order its rows are
    **dict.fromkeys(("schemes", "assessments", "verdicts", "findings", "citations", "figures", "relooks"), "rowid"),
    **{"item_months": "item", "looked": "what, department, place", "told": "number"},
}
LOST = "the table of seals is gone"
GONE, UNKNOWN, ROWS = "the row is gone", "no seal knows this row", "the rows are not those that were written"


def prepare(db: sqlite3.Connection) -> None:
    """Makes the seals of a file that has none, and notes how all of its tables were made, within the transaction that makes them.

    Raises sqlite3.Error, so of a file that had seals and has none now: as it is, it must not get others.
    """
    tables = set(_tables(db))
    if "seals" not in tables:
        if _was_sealed(db):
            raise sqlite3.DatabaseError(LOST)
        db.execute(TABLE)
        for name in sorted(tables - set(MONTHLY) - {counted.ITEMS}):
            _put(db, name, dict(_rows(db, name)))
    for name in sorted(tables & set(MONTHLY)):
        sealed = {row for (row,) in db.execute("SELECT row FROM seals WHERE name = ?", (name,))}
        _put(db, name, {month: _month(db, name, month) for month in _months(db, name) if month not in sealed})
    db.execute(f"PRAGMA application_id = {statements(db, _tables(db))}")


def sealed_rows(db: sqlite3.Connection, name: str, where: str = "", values: Iterable[str | int] = ()) -> None:
    """Seals rows that were just added, within the transaction that adds them."""
    _put(db, name, dict(_rows(db, name, where, tuple(values))))


def sealed_month(db: sqlite3.Connection, month: str) -> None:
    """Seals the results of a month, within the transaction that replaces them."""
    for name in MONTHLY:
        _put(db, name, {month: _month(db, name, month)})


def resealed(db: sqlite3.Connection, name: str) -> None:
    """Forgets the seals of results whose table got a column that says something of months from before it."""
    if "seals" in set(_tables(db)):
        db.execute("DELETE FROM seals WHERE name = ?", (name,))


def broken(path: Path) -> Iterator[Fault]:
    """Every row of the file that is not as it was written; nothing is changed. Raises sqlite3.Error when it cannot be opened."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.text_factory = lambda text: text.decode("utf-8", "backslashreplace")  # what is damaged may be no text
        tables = set(_known(db))
        if "seals" not in tables:
            yield from [Fault("sqlite_master", "", "", LOST)] * _was_sealed(db)
            return
        yield from _guarded("", unsound(db, tables))
        yield from _guarded("seals", _strangers(db, tables))
        for name in sorted(tables - {"seals", counted.ITEMS}):
            yield from _guarded(name, _months_broken(db, name) if name in MONTHLY else _rows_broken(db, name))
        if counted.ITEMS in tables:
            yield from _guarded(counted.ITEMS, unlike(db))


def _was_sealed(db: sqlite3.Connection) -> bool:
    (made,) = db.execute("PRAGMA application_id").fetchone()
    return bool(made)


def _known(db: sqlite3.Connection) -> list[str]:
    try:
        return _tables(db)
    except UnicodeDecodeError as error:  # what SQLite says of a damaged file quotes it
        raise sqlite3.DatabaseError(f"its tables are damaged: {error}") from error


def _guarded(name: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    try:
        yield from faults
    except LookupError as error:
        yield Fault(name, "", "", f"there is no {error}"[:300])
    except (sqlite3.Error, TypeError, ValueError, OverflowError) as error:  # a damaged file may hold anything anywhere
        yield Fault(name, "", "", f"SQLite says: {error}"[:300])


def _rows_broken(db: sqlite3.Connection, name: str) -> Iterator[Fault]:
    kept = _seals(db, name)
    for row, digest in _rows(db, name):
        wanted = kept.pop(row, None)
        if wanted != digest:
            yield Fault(name, row, "", UNKNOWN if wanted is None else OTHER)
    yield from (Fault(name, row, "", GONE) for row in kept)


def _months_broken(db: sqlite3.Connection, name: str) -> Iterator[Fault]:
    kept = _seals(db, name)
    for month in sorted({*kept, *_months(db, name)}):
        if kept.get(month) != _month(db, name, month):
            yield Fault(name, month, "", ROWS)


def _strangers(db: sqlite3.Connection, tables: Set[str]) -> Iterator[Fault]:
    """Seals of no table, and those of months of which no table says anything: there they were others'."""
    months = {month for name in sorted(tables & MONTHLY.keys()) for month in _months(db, name)}
    for name, row in db.execute("SELECT name, row FROM seals ORDER BY name, row").fetchall():
        if name not in tables or (name in MONTHLY and row not in months):
            yield Fault("seals", f"{name}/{row}", "", GONE)


def _seals(db: sqlite3.Connection, name: str) -> dict[str, bytes]:
    return dict(db.execute("SELECT row, sha256 FROM seals WHERE name = ? ORDER BY row", (name,)))


def _put(db: sqlite3.Connection, name: str, seals: Mapping[str, bytes]) -> None:
    db.executemany("INSERT OR REPLACE INTO seals VALUES (?, ?, ?)", ((name, row, each) for row, each in seals.items()))


def _tables(db: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return [name for (name,) in db.execute(sql)]


def _months(db: sqlite3.Connection, name: str) -> list[str]:
    return [month for (month,) in db.execute(f"SELECT DISTINCT period FROM {name}")]  # noqa: S608 - our own names


def _month(db: sqlite3.Connection, name: str, month: str) -> bytes:
    """The seal of what a table says of a month."""
    whole = sha256()
    for row in _named(db, name, f"WHERE period = ? ORDER BY {MONTHLY[name]}", (month,)):
        whole.update(seal(row))
    return whole.digest()


def _rows(
    db: sqlite3.Connection, name: str, where: str = "", values: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, bytes]]:
    for row in _named(db, name, where, values):
        yield "/".join(str(row[each]) for each in KEYS.get(name, NUMBER)), seal(row)


def _named(db: sqlite3.Connection, name: str, where: str, values: tuple[str | int, ...]) -> Iterator[dict[str, Value]]:
    found = db.execute(f"SELECT * FROM {name} {where}", values)  # noqa: S608 - our own names
    names = [each[0] for each in found.description]
    return (dict(zip(names, row, strict=True)) for row in found)
