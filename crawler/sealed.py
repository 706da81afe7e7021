"""Seals on what archive.db says, and their check, with Python's standard library alone.

    python3 sealed.py FOLDER [--period 2013-07] [--site czj]

verify.py, beside it, holds the records of the WARC files against their digests; this holds the rows of archive.db against
theirs. A capture gets its seal, the SHA-256 of all that its row says, when it is kept. When a visit ends, it gets one over its
own row, over every capture and over what was still to be asked: a row that is gone or was added is found, too. A reading
carries its seal in front of its bytes, robots.txt has one, and `application_id` is a checksum of the tables' statements.
Nothing is changed. The exit code is 0 when all is as it was, 6 when anything is damaged.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

WHOLE, DAMAGED = 0, 6
LENGTH = 32  # bytes of a seal
SINCE = 3  # the format of archive.db since which there are seals
MOST = 100  # faults that SQLite lists
AT_ONCE = 200  # rows read at a time
A_STEP = 8  # records that are kept of a site at a time, at most
AT_MOST = 1 << 25  # bytes looked at of what a kill left
UNSEALED = frozenset(("id", "current", "seal"))  # of a row's columns
TABLES = frozenset(
    ("captures", "visits", "warcs", "records", "frontier", "robots", "readings", "hosts", "rests", "nowhere")
)
NO_SEAL, OTHER, ROWS = "it has no seal", "it is not what was written", "there are rows too many or too few, or others"
Value = str | int | float | bytes | None


@dataclass(frozen=True)
class Fault:
    """One row that is not as it was: its table, what it is called there, the address that it is about, what is wrong."""

    table: str
    name: str
    address: str
    what: str

    def __str__(self) -> str:
        named = f"{self.table} {self.name}".strip()
        return f"{named}{f' ({self.address})' if self.address else ''}: {self.what}"


def seal(row: Mapping[str, Any]) -> bytes:
    """The seal of a row: of the columns that say anything, so that it holds when a later version adds one."""
    said = sorted((name, value) for name, value in row.items() if name not in UNSEALED and value not in ("", 0))
    return sha256(json.dumps([[name, _told(value)] for name, value in said]).encode()).digest()


def _told(value: Value) -> str | int | float | None:
    return f"0x{value.hex()}" if isinstance(value, bytes) else value


def seal_of_visit(db: sqlite3.Connection, period: str, site: str) -> bytes:
    """The seal of a visit as it stands in the database."""
    whole, where, key = sha256(), "WHERE period = ? AND site = ?", (period, site)
    for row in _rows(db, f"SELECT * FROM visits {where}", key):  # noqa: S608 - our own names
        whole.update(seal(row))
    for id, current, sealed in db.execute(f"SELECT id, current, seal FROM captures {where} ORDER BY id", key):  # noqa: S608
        whole.update(f"{id} {current} ".encode() + bytes(sealed))
    for row in _rows(db, f"SELECT * FROM frontier {where} ORDER BY id", key):  # noqa: S608
        whole.update(seal(row))
    return whole.digest()


def sealed_reading(sha256_of_bytes: str, version: str, url: str, reading: bytes) -> bytes:
    """A reading as it is kept, its seal in front."""
    return sha256("\0".join((sha256_of_bytes, version, url, "")).encode() + reading).digest() + reading


def opened_reading(sha256_of_bytes: str, version: str, url: str, kept: bytes) -> bytes | None:
    """The reading in what is kept; None when it is not what was kept, so that it is read anew."""
    reading = kept[LENGTH:]
    return reading if sealed_reading(sha256_of_bytes, version, url, reading) == kept else None


def statements(db: sqlite3.Connection, tables: Collection[str]) -> int:
    """A checksum of the statements that made some tables, their indexes and triggers: a signed number of 32 bits."""
    found = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name")
    told = "\n".join("\t".join(row) for row in found if row[2] in tables)
    number = zlib.crc32(told.encode("utf-8", "replace"))
    return number - (1 << 32) if number >> 31 else number


def unsound(db: sqlite3.Connection, tables: Collection[str]) -> Iterator[Fault]:
    """What SQLite itself finds wrong with some tables and their indexes, and what makes them others than those that were made."""
    for table in sorted(tables):
        for (told,) in db.execute(f"PRAGMA integrity_check({table})").fetchmany(MOST):
            if told != "ok":
                yield Fault(table, "", "", f"SQLite says: {told}"[:300])
    (made,) = db.execute("PRAGMA application_id").fetchone()
    if made != statements(db, tables):
        yield Fault("sqlite_master", "", "", "the tables are not those that were made")


def seals(db: sqlite3.Connection, period: str = "", site: str = "") -> Iterator[Fault]:
    """Every row of an archive that is not as it was, of one month or site when it is named.

    No table is read for longer than a crawl that goes on can wait.
    """
    db.text_factory = lambda text: text.decode("utf-8", "backslashreplace")  # what is damaged may be no text
    if not _has_seals(db):
        return
    yield from _guarded("", unsound(db, TABLES))
    yield from _guarded("captures", _captures(db, period, site))
    yield from _guarded("visits", _visits(db, period, site))
    if not period and not site:
        yield from _guarded("robots", _robots(db))
        yield from _guarded("readings", _readings(db))


def _has_seals(db: sqlite3.Connection) -> bool:
    """Whether the archive was written since there are seals; when that cannot be told, it is looked at."""
    try:
        columns = {row[1] for row in db.execute("PRAGMA table_info(captures)")}
        (version,) = db.execute("PRAGMA user_version").fetchone()
    except (sqlite3.Error, ValueError):
        return True
    return "seal" in columns or version >= SINCE


def _guarded(table: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    try:
        yield from faults
    except LookupError as error:
        yield Fault(table, "", "", f"there is no {error}"[:300])
    except (
        sqlite3.Error,
        TypeError,
        ValueError,
        OverflowError,
    ) as error:  # a damaged database may hold anything anywhere
        yield Fault(table, "", "", f"SQLite says: {error}"[:300])


def _captures(db: sqlite3.Connection, period: str, site: str) -> Iterator[Fault]:
    sql = "SELECT * FROM captures WHERE id > ? AND (? = '' OR period = ?) AND (? = '' OR site = ?) ORDER BY id LIMIT ?"
    last = -1
    while rows := list(_rows(db, sql, (last, period, period, site, site, AT_ONCE))):
        for row in rows:
            if fault := _fault(row["seal"], seal(row)):
                yield Fault("captures", str(row["id"]), str(row["url"]), fault)
        last = _onwards(last, int(rows[-1]["id"] or 0))


def _visits(db: sqlite3.Connection, period: str, site: str) -> Iterator[Fault]:
    where = "WHERE (? = '' OR period = ?) AND (? = '' OR site = ?)"
    for key in db.execute(f"SELECT period, site FROM visits {where}", (period, period, site, site)).fetchall():  # noqa: S608
        db.execute("BEGIN")  # what goes on is seen before a step or after it
        sql = "SELECT home, finished, seal FROM visits WHERE period = ? AND site = ?"
        home, finished, kept = db.execute(sql, key).fetchone() or ("", None, b"")
        wanted = b"" if finished is None else seal_of_visit(db, *key)
        db.execute("COMMIT")
        if kept != wanted:
            yield Fault("visits", "/".join(key), str(home), ROWS if kept and wanted else NO_SEAL)
    sql = "SELECT DISTINCT period, site FROM captures EXCEPT SELECT period, site FROM visits"
    for month, name in db.execute(sql).fetchall():
        if period in ("", month) and site in ("", name):
            yield Fault("visits", f"{month}/{name}", "", "there are captures, and no visit")


def _robots(db: sqlite3.Connection) -> Iterator[Fault]:
    for row in list(_rows(db, "SELECT * FROM robots ORDER BY origin")):
        if fault := _fault(row["seal"], seal(row)):
            yield Fault("robots", "", str(row["origin"]), fault)


def _readings(db: sqlite3.Connection) -> Iterator[Fault]:
    # as bytes: a name that is no longer text would come back as another one, and be read for ever
    key = "CAST(sha256 AS BLOB), CAST(version AS BLOB), CAST(url AS BLOB)"
    after = "(sha256, version, url) > (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))"
    sql = f"SELECT sha256, version, url, reading, {key} FROM readings WHERE {after} ORDER BY 1, 2, 3 LIMIT ?"  # noqa: S608 - our own names
    last = (b"", b"", b"")
    while rows := db.execute(sql, (*last, AT_ONCE)).fetchall():
        for digest, version, url, kept, *_ in rows:
            if opened_reading(digest, version, url, bytes(kept)) is None:
                yield Fault("readings", str(digest), str(url), OTHER)
        last = _onwards(last, rows[-1][4:])


def _onwards(before: Any, found: Any) -> Any:
    """Where the next rows begin; ValueError when a damaged table would be read in a circle."""
    if found <= before:
        raise ValueError("the rows are not in their order")
    return found


def beyond(db: sqlite3.Connection, folder: Path, period: str = "", site: str = "") -> Iterator[Fault]:
    """Files that go on, after the last record of an unfinished visit, for longer than a kill leaves: archive.db is older than they are.

    What a cluster sends is kept many records at a time; of its months nothing is said.
    """
    yield from _guarded("warcs", _beyond(db, folder, period, site))


def _beyond(db: sqlite3.Connection, folder: Path, period: str, site: str) -> Iterator[Fault]:
    where = "finished IS NULL AND (? = '' OR period = ?) AND (? = '' OR site = ?)"
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'taken'").fetchone():
        where += " AND period NOT IN (SELECT period FROM taken)"
    visits = db.execute(f"SELECT period, site FROM visits WHERE {where}", (period, period, site, site)).fetchall()  # noqa: S608
    for month, name in visits:
        path = f"warc/{month}/{name}.warc.gz"
        (committed,) = db.execute("SELECT max(committed) FROM warcs WHERE path = ?", (path,)).fetchone()
        if (count := _members(folder / path, committed or 0)) > A_STEP:
            yield Fault("warcs", path, str(committed or 0), f"{count} records follow that no row knows")


def _members(path: Path, offset: int) -> int:
    """How many whole gzip members follow in a file, no more than can be told from what a kill leaves."""
    count = 0
    if path.is_file():
        with path.open("rb") as file:
            file.seek(offset)
            rest = file.read(AT_MOST)
        while rest and count <= A_STEP:
            unpacker = zlib.decompressobj(31)
            try:
                while rest and not unpacker.eof:
                    unpacker.decompress(rest, AT_MOST)
                    rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            except zlib.error:
                break
            count += unpacker.eof
    return count


def _fault(kept: Value, wanted: bytes) -> str:
    return "" if kept == wanted else OTHER if kept else NO_SEAL


def _rows(db: sqlite3.Connection, sql: str, values: Sequence[str | int] = ()) -> Iterator[dict[str, Value]]:
    found = db.execute(sql, values)
    names = [each[0] for each in found.description]
    return (dict(zip(names, row, strict=True)) for row in found)


def main() -> int:
    """Checks the folder that is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--period", default="")
    parser.add_argument("--site", default="")
    options = parser.parse_args()
    damaged = 0
    try:
        with closing(sqlite3.connect(f"{(options.folder / 'archive.db').resolve().as_uri()}?mode=ro", uri=True)) as db:
            asked = (options.period, options.site)
            for fault in chain(seals(db, *asked), beyond(db, options.folder, *asked)):
                damaged += 1
                sys.stdout.write(f"{str(fault).encode('unicode_escape').decode()}\n")
    except (OSError, sqlite3.Error) as error:
        sys.stderr.write(f"{error}\n")
        return DAMAGED
    sys.stdout.write(f"{damaged} damaged\n")
    return DAMAGED if damaged else WHOLE


if __name__ == "__main__":
    sys.exit(main())
