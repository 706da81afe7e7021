"""The file of results, opened: SQLite itself reads it, sqlite-utils makes its tables and writes its rows.

sqlite-utils takes longer to import than most questions take to answer, so only who writes waits for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]
Values = Sequence[str | int] | Mapping[str, str | int]
FORMAT = 0  # PRAGMA user_version; raised whenever the tables change so that older programs would misread them
MADE = "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'"


class Kept:
    """The file, made when there is none. Raises sqlite3.Error when it cannot be read or written, or a newer program wrote it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.conn = sqlite3.connect(path, timeout=30)
        try:
            self.conn.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; SELECT 1 FROM sqlite_master;")
        except UnicodeDecodeError as error:  # what SQLite says of a damaged file quotes it
            self.conn.close()
            raise sqlite3.DatabaseError(f"{path.name}: {error}") from error
        (found,) = self.conn.execute("PRAGMA user_version").fetchone()
        if found > FORMAT:
            self.conn.close()
            raise sqlite3.DatabaseError(f"{path.name} was written by a newer program (format {found})")

    @cached_property
    def db(self) -> Database:
        """The file for who makes tables or writes rows."""
        from sqlite_utils import Database

        return Database(self.conn)

    def close(self) -> None:
        """Closes the file."""
        self.conn.close()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that is done within the block lasts, or nothing of it; whoever else wants to write waits."""
        with self.conn:
            self.conn.execute("BEGIN IMMEDIATE")
            yield

    def has(self, tables: Mapping[str, Iterable[str]], triggers: Iterable[str] = ()) -> bool:
        """Whether these tables with these columns, and these triggers, have been made."""
        made: dict[str, set[str]] = {}
        for table, column in self.conn.execute(MADE):
            made.setdefault(table, set()).add(column)
        guards = {name for (name,) in self.conn.execute("select name from sqlite_master where type = 'trigger'")}
        return guards.issuperset(triggers) and all(
            name in made and made[name].issuperset(columns) for name, columns in tables.items()
        )

    def query(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """The rows that a query finds, by the names of their columns."""
        found = self.conn.execute(sql, values)
        names = [each[0] for each in found.description]
        return (dict(zip(names, row, strict=True)) for row in found)

    def rows(self, table: str, where: str = "", values: Values = (), *, order: str = "number") -> Iterator[Row]:
        """The rows of one of our tables, those for which `where` holds."""
        condition = f" where {where}" if where else ""
        return self.query(f"select * from {table}{condition} order by {order}", values)  # noqa: S608 - our own names
