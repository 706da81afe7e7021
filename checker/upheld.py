"""Whether what was decided still has its evidence: what findings cite in the archive, what people handed in under its digest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import msgspec

from checker.appeals import Handed
from crawler.period import Period
from crawler.sealed import Fault

HANDED = msgspec.json.Decoder(tuple[Handed, ...])
LOST, MISSING, CHANGED = (
    "no capture holds what it cites",
    "the file is missing",
    "the file is not the one that was handed in",
)


@dataclass(frozen=True)
class Stores:
    """Where a workspace keeps results, evidence, and the files that came with appeals and replies."""

    results: Path
    archive: Path
    appeals: Path
    replies: Path


def unheld(stores: Stores) -> Iterator[Fault]:
    """What is cited or was handed in and is not there as it was. Raises sqlite3.Error."""
    try:
        yield from _unheld(stores)
    except (TypeError, ValueError) as error:  # a damaged file may hold anything anywhere
        raise sqlite3.DatabaseError(str(error)) from error


def _unheld(stores: Stores) -> Iterator[Fault]:
    with closing(sqlite3.connect(f"{stores.results.resolve().as_uri()}?mode=ro", uri=True)) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "citations" in tables and stores.archive.is_file():
            yield from _uncited(db, stores.archive)
        yield from _not_handed(db, "appeals", "evidence", stores.appeals) if "appeals" in tables else ()
        yield from _not_handed(db, "events", "handed", stores.replies) if "events" in tables else ()


def _uncited(db: sqlite3.Connection, archive: Path) -> Iterator[Fault]:
    """Citations of what is in no archive, but for those whose month was taken away by a person."""
    removed = set(_removed(db))
    sql = "SELECT url, sha256, fetched, min(period || '/' || department || '/' || indicator) FROM citations"
    wanted = {tuple(cited): first for *cited, first in db.execute(f"{sql} WHERE sha256 <> '' GROUP BY 1, 2, 3")}
    with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as kept:
        for each in kept.execute("SELECT url, sha256, fetched FROM captures WHERE sha256 <> ''"):
            wanted.pop(each, None)
    for (url, _, fetched), first in sorted(wanted.items(), key=lambda each: each[1]):
        if not removed & {first[:7], *_around(fetched)}:
            yield Fault("citations", first, url, LOST)


def _removed(db: sqlite3.Connection) -> Iterator[str]:
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'removals'").fetchone():
        yield from (period for (period,) in db.execute("SELECT period FROM removals"))


def _around(fetched: str) -> Iterator[str]:
    """The months in which something may have been visited that was fetched at a moment: a visit may go on into the next."""
    month = Period.parse(fetched[:7])
    yield from (str(month), str(month.shift(-1)))


def _not_handed(db: sqlite3.Connection, table: str, column: str, folder: Path) -> Iterator[Fault]:
    sql = f"SELECT number, {column} FROM {table} WHERE {column} NOT IN ('', '[]') ORDER BY number"  # noqa: S608 - our own names
    for number, told in db.execute(sql):
        for each in HANDED.decode(told):
            if fault := _fault(folder / each.sha256):
                yield Fault(table, str(number), each.sha256, fault)


def _fault(path: Path) -> str:
    if not path.is_file():
        return MISSING
    with path.open("rb") as file:
        return "" if file_digest(file, "sha256").hexdigest() == path.name else CHANGED
