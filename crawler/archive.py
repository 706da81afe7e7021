"""What was kept: WARC files with every answer, and an SQLite file that says what they hold and where."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlite_utils

from crawler.period import Period
from crawler.snapshot import Reason
from crawler.warc import ArchiveDamaged, Headers, WarcFile, info_record, read_body, response_record

__all__ = ["Archive", "ArchiveDamaged", "Capture", "Keeper", "Visit"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS captures (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL,
    label TEXT NOT NULL, seen_on TEXT NOT NULL, depth INTEGER NOT NULL, kind TEXT NOT NULL,
    status INTEGER CHECK (status BETWEEN 100 AND 999), reason TEXT NOT NULL, note TEXT NOT NULL,
    media_type TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, fetched TEXT,
    last_modified TEXT NOT NULL, etag TEXT NOT NULL,
    warc TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX IF NOT EXISTS captures_by_site ON captures (period, site, id);
CREATE TABLE IF NOT EXISTS visits (
    period TEXT NOT NULL, site TEXT NOT NULL, home TEXT NOT NULL, started TEXT NOT NULL, finished TEXT,
    pages INTEGER NOT NULL, robots TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (period, site)
) STRICT;
CREATE TABLE IF NOT EXISTS warcs (path TEXT PRIMARY KEY, committed INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frontier (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, site TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL,
    label TEXT NOT NULL, seen_on TEXT NOT NULL, depth INTEGER NOT NULL, promise INTEGER NOT NULL, kind TEXT NOT NULL,
    open INTEGER NOT NULL DEFAULT 1, UNIQUE (period, site, key)
) STRICT;
CREATE INDEX IF NOT EXISTS frontier_by_promise ON frontier (period, site, promise DESC, depth, id) WHERE open;
CREATE TABLE IF NOT EXISTS readings (
    sha256 TEXT NOT NULL, version TEXT NOT NULL, url TEXT NOT NULL, reading BLOB NOT NULL,
    PRIMARY KEY (sha256, version, url)
) STRICT, WITHOUT ROWID;
"""
FORMAT = 1  # PRAGMA user_version; raised whenever the tables change


@dataclass(frozen=True)
class Capture:
    """One address in one month: what came back, or (with a `reason`) why nothing did.

    `label` is the text of the link that led to it on the page `seen_on`; `media_type`
    is what the site declared; `fetched` is in China Standard Time; `sha256` is of the
    body without any coding, and "" when there was no answer.
    """

    id: int
    period: str
    site: str
    url: str
    final_url: str
    label: str
    seen_on: str
    depth: int
    kind: str
    status: int | None
    reason: Reason | str
    note: str
    media_type: str
    sha256: str
    size: int
    fetched: datetime
    last_modified: str
    etag: str
    warc: str
    offset: int
    length: int


COLUMNS = ", ".join(f'"{field.name}"' for field in fields(Capture))


@dataclass(frozen=True)
class Visit:
    """How far the crawl of one site got in one month; `finished` is None while it can be resumed."""

    period: str
    site: str
    home: str
    started: datetime
    finished: datetime | None
    pages: int
    robots: str
    note: str


class Archive:
    """The evidence in a folder. Errors of the disk or of SQLite are raised as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "archive.db", timeout=30, isolation_level=None)
        self.db = sqlite_utils.Database(connection)
        for pragma in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON"):
            self.db.execute(f"PRAGMA {pragma}")
        self._prepare()

    def _prepare(self) -> None:
        (found,) = self.db.execute("PRAGMA user_version").fetchone()
        if found > FORMAT:
            self.close()
            raise sqlite3.DatabaseError(f"archive.db was written by a newer program (format {found})")
        if found < FORMAT:
            with self.db.atomic():
                self.db.executescript(SCHEMA)
                self.db.execute(f"PRAGMA user_version = {FORMAT}")

    def captures(self, site: str, period: Period) -> Iterator[Capture]:
        """Everything that the latest crawl of a site in a month met, in the order in which it was met."""
        sql = f"SELECT {COLUMNS} FROM captures WHERE period = ? AND site = ? AND current ORDER BY id"  # noqa: S608
        for row in self.db.execute(sql, (str(period), site)):
            yield _capture(row)

    def body(self, capture: Capture) -> bytes:
        """The bytes that an answer held. Raises ArchiveDamaged when they are not what was stored."""
        if not capture.warc:
            return b""
        return read_body(self.folder / capture.warc, capture.offset, capture.length, capture.sha256)

    def visit(self, site: str, period: Period) -> Visit | None:
        """How far the crawl of a site got in a month, or None when it was never begun."""
        sql = "SELECT period, site, home, started, finished, pages, robots, note FROM visits WHERE period=? AND site=?"
        row = self.db.execute(sql, (str(period), site)).fetchone()
        return _visit(row) if row else None

    def periods(self) -> list[Period]:
        """The months in which anything was crawled, oldest first."""
        return [Period.parse(row[0]) for row in self.db.execute("SELECT DISTINCT period FROM visits ORDER BY period")]

    def reading(self, sha256: str, version: str, url: str) -> bytes | None:
        """What a version of the readers made of these bytes under this address, when it was kept."""
        sql = "SELECT reading FROM readings WHERE sha256 = ? AND version = ? AND url = ?"
        row = self.db.execute(sql, (sha256, version, url)).fetchone()
        return bytes(row[0]) if row else None

    def keep_readings(self, rows: Iterable[tuple[str, str, str, bytes]]) -> None:
        """Keeps readings: (sha256, version of the readers, url, JSON bytes) each."""
        with self.db.atomic():
            self.db.conn.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Closes the SQLite file."""
        self.db.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _capture(row: tuple[Any, ...]) -> Capture:
    named = dict(zip((field.name for field in fields(Capture)), row, strict=True))
    named["fetched"] = datetime.fromisoformat(named["fetched"])
    named["reason"] = Reason(named["reason"]) if named["reason"] else ""
    return Capture(**named)


def _visit(row: tuple[Any, ...]) -> Visit:
    period, site, home, started, finished, *rest = row
    ended = datetime.fromisoformat(finished) if finished else None
    return Visit(period, site, home, datetime.fromisoformat(started), ended, *rest)


class Keeper:
    """The one writer of a month. Nothing lasts before `flush`: bytes first, then the rows that point to them.

    Records are appended and made durable, and only then are their rows committed,
    in one transaction with the frontier's. A kill at any moment so leaves at most
    bytes that no row knows; they are cut off when the file is next opened.
    """

    def __init__(self, archive: Archive, period: Period, software: str) -> None:
        self.archive, self.period, self._software = archive, str(period), software
        self._files: dict[str, WarcFile] = {}

    def write(self, sql: str, *rows: tuple[Any, ...]) -> None:
        """Runs a statement once for each row, inside the transaction that `flush` ends."""
        if not self.archive.db.conn.in_transaction:
            self.archive.db.begin()
        self.archive.db.conn.executemany(sql, rows)

    def store(
        self, site: str, url: str, fetched: datetime, status: int, headers: Headers, body: bytes
    ) -> tuple[str, int, int]:
        """Appends an answer to the site's file; returns the file, offset and length for its row."""
        name = f"warc/{self.period}/{site}.warc.gz"
        file = self._files.get(name) or self._open(name, site, fetched)
        return (name, *file.append(response_record(url, fetched, status, headers, body)))

    def _open(self, name: str, site: str, moment: datetime) -> WarcFile:
        row = self.archive.db.execute("SELECT committed FROM warcs WHERE path = ?", (name,)).fetchone()
        file = self._files[name] = WarcFile(self.archive.folder / name, row[0] if row else 0)
        if not row:
            file.append(info_record(self.period, site, self._software, moment))
        return file

    def keep(self, **columns: Any) -> None:
        """Adds a row to the captures; `columns` are named as in Capture."""
        columns["fetched"] = columns["fetched"].isoformat(timespec="seconds")
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        self.write(f"INSERT INTO captures (period, {names}) VALUES (?, {marks})", (self.period, *columns.values()))  # noqa: S608

    def begin(self, site: str, home: str, moment: datetime, again: bool = False) -> bool:
        """Opens or resumes the visit of a site; returns whether there is anything to do. `again` starts it anew."""
        known = self.archive.visit(site, Period.parse(self.period))
        if known and known.home == home and not again:
            return known.finished is None
        if known:
            self.write("UPDATE captures SET current = 0 WHERE period = ? AND site = ?", (self.period, site))
            self.write("DELETE FROM frontier WHERE period = ? AND site = ?", (self.period, site))
        row = (self.period, site, home, moment.isoformat(timespec="seconds"))
        self.write("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, NULL, 0, '', '')", row)
        return True

    def finish(self, site: str, moment: datetime, pages: int, robots: str) -> None:
        """Closes the visit of a site."""
        sql = "UPDATE visits SET finished = ?, pages = ?, robots = ? WHERE period = ? AND site = ?"
        self.write(sql, (moment.isoformat(timespec="seconds"), pages, robots, self.period, site))

    def flush(self) -> None:
        """Makes everything so far last."""
        if not self.archive.db.conn.in_transaction:
            return
        for name, file in self._files.items():
            end = file.sync()
            self.archive.db.conn.execute("INSERT OR REPLACE INTO warcs VALUES (?, ?)", (name, end))
        self.archive.db.commit()

    def close(self) -> None:
        """Flushes and closes the files."""
        self.flush()
        for file in self._files.values():
            file.close()
