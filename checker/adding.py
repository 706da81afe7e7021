"""Tables to which rows are only ever added: SQLite itself refuses to change or delete what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.kept import Kept, Row
from checker.sealing import prepare, sealed_rows

NUMBERED = ("number",)
GUARDED = ("UPDATE", "DELETE", "AGAIN")
EMPTY: Mapping[type, str | int] = {str: "", int: 0}
ONCE = (
    "CREATE TRIGGER IF NOT EXISTS {name}_AGAIN BEFORE INSERT ON {name} WHEN EXISTS (SELECT 1 FROM {name} WHERE {same})"
    " BEGIN SELECT RAISE(ABORT, '{name} is only added to'); END"
)  # for INSERT OR REPLACE deletes without telling the trigger on DELETE
FOREVER = "CREATE TRIGGER IF NOT EXISTS {name}_{verb} BEFORE {verb} ON {name} BEGIN SELECT RAISE(ABORT, '{name} is only added to'); END"


def create(kept: Kept, tables: Mapping[str, Mapping[str, type]], keys: Mapping[str, tuple[str, ...]]) -> None:
    """Makes the tables and columns that are not there, with what guards them; those without a key of their own are numbered."""
    if kept.has({**tables, "seals": ()}, (f"{name}_{verb}" for name in tables for verb in GUARDED)):
        return
    with kept.at_once():
        _make(kept, tables, keys)


def _make(kept: Kept, tables: Mapping[str, Mapping[str, type]], keys: Mapping[str, tuple[str, ...]]) -> None:
    db = kept.db
    for name, columns in tables.items():
        key, table = keys.get(name, NUMBERED), db.table(name)
        table.create(dict(columns), pk=key, not_null=set(columns), if_not_exists=True)
        for column in sorted(set(columns) - set(table.columns_dict)):  # a file from before there was such a column
            table.add_column(column, columns[column], not_null_default=EMPTY[columns[column]])
        for verb in GUARDED[:2]:
            db.execute(FOREVER.format(name=name, verb=verb))
        db.execute(ONCE.format(name=name, same=" AND ".join(f"{each} = NEW.{each}" for each in key)))
    prepare(kept.conn)


def add(kept: Kept, name: str, rows: Iterable[Row]) -> list[int]:
    """Adds rows with the next numbers, which are returned."""
    first = next(kept.query(f"select coalesce(max(number), 0) + 1 as n from {name}"))["n"]  # noqa: S608 - our own names
    numbered = [{"number": number, **row} for number, row in enumerate(rows, first)]
    kept.db.table(name).insert_all(numbered)
    sealed_rows(kept.conn, name, "WHERE number >= ?", [first])
    return [row["number"] for row in numbered]


def add_one(kept: Kept, name: str, row: Row, key: Iterable[str]) -> None:
    """Adds a row that has a key of its own. Raises sqlite3.IntegrityError when there is one with that key."""
    names = tuple(key)
    kept.db.table(name).insert(row)
    where = " AND ".join(f"{each} = ?" for each in names)
    sealed_rows(kept.conn, name, f"WHERE {where}", [row[each] for each in names])
