"""The tables of archive.db, and how an older file becomes one of today."""

from __future__ import annotations

import sqlite3

import sqlite_utils

from crawler.sealed import TABLES as OURS
from crawler.sealed import seal, seal_of_visit, sealed_reading, statements

FORMAT = 3  # PRAGMA user_version; raised whenever the tables change
TABLES = """
CREATE TABLE IF NOT EXISTS captures (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL,
    label TEXT NOT NULL, seen_on TEXT NOT NULL, depth INTEGER NOT NULL, kind TEXT NOT NULL,
    status INTEGER CHECK (status BETWEEN 100 AND 999), reason TEXT NOT NULL, note TEXT NOT NULL,
    media_type TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, fetched TEXT,
    last_modified TEXT NOT NULL, etag TEXT NOT NULL,
    warc TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1,
    record TEXT NOT NULL DEFAULT '', record_offset INTEGER NOT NULL DEFAULT 0,
    record_length INTEGER NOT NULL DEFAULT 0,
    leads TEXT NOT NULL DEFAULT '', leads_offset INTEGER NOT NULL DEFAULT 0, leads_length INTEGER NOT NULL DEFAULT 0,
    stored TEXT NOT NULL DEFAULT '', seal BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX IF NOT EXISTS captures_by_site ON captures (period, site, id);
CREATE TABLE IF NOT EXISTS visits (
    period TEXT NOT NULL, site TEXT NOT NULL, home TEXT NOT NULL, started TEXT NOT NULL, finished TEXT,
    pages INTEGER NOT NULL, robots TEXT NOT NULL, note TEXT NOT NULL, seconds REAL NOT NULL DEFAULT 0,
    seal BLOB NOT NULL DEFAULT x'', PRIMARY KEY (period, site)
) STRICT;
CREATE TABLE IF NOT EXISTS warcs (
    path TEXT PRIMARY KEY, committed INTEGER NOT NULL, sha256 TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE IF NOT EXISTS records (
    path TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (path, "offset")
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frontier (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, site TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL,
    label TEXT NOT NULL, way TEXT NOT NULL, seen_on TEXT NOT NULL, depth INTEGER NOT NULL, promise INTEGER NOT NULL,
    around TEXT NOT NULL, state INTEGER NOT NULL, UNIQUE (period, site, key)
) STRICT;
CREATE TABLE IF NOT EXISTS robots (
    origin TEXT PRIMARY KEY, fetched TEXT NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TABLE IF NOT EXISTS hosts (
    period TEXT NOT NULL, origin TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    note TEXT NOT NULL, PRIMARY KEY (period, origin)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rests (machine TEXT PRIMARY KEY, said TEXT NOT NULL, seconds REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS nowhere (
    period TEXT NOT NULL, site TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (period, site)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS readings (
    sha256 TEXT NOT NULL, version TEXT NOT NULL, url TEXT NOT NULL, reading BLOB NOT NULL,
    PRIMARY KEY (sha256, version, url)
) STRICT, WITHOUT ROWID;
"""
FROM_1 = """
ALTER TABLE captures ADD COLUMN record TEXT NOT NULL DEFAULT '';
ALTER TABLE captures ADD COLUMN record_offset INTEGER NOT NULL DEFAULT 0;
ALTER TABLE captures ADD COLUMN record_length INTEGER NOT NULL DEFAULT 0;
ALTER TABLE captures ADD COLUMN leads TEXT NOT NULL DEFAULT '';
ALTER TABLE captures ADD COLUMN leads_offset INTEGER NOT NULL DEFAULT 0;
ALTER TABLE captures ADD COLUMN leads_length INTEGER NOT NULL DEFAULT 0;
ALTER TABLE captures ADD COLUMN stored TEXT NOT NULL DEFAULT '';
UPDATE captures SET stored = fetched, record = warc, record_offset = "offset", record_length = length;
ALTER TABLE visits ADD COLUMN seconds REAL NOT NULL DEFAULT 0;
ALTER TABLE warcs ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
UPDATE captures SET current = 0 WHERE (period, site) IN (SELECT period, site FROM visits WHERE finished IS NULL);
DROP TABLE frontier;
CREATE TABLE robots (origin TEXT PRIMARY KEY, fetched TEXT NOT NULL, body BLOB NOT NULL) STRICT;
"""


FROM_2 = """
ALTER TABLE captures ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
ALTER TABLE visits ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
ALTER TABLE robots ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
"""
OLDER = {1: FROM_1 + FROM_2, 2: FROM_2}


def prepare(db: sqlite_utils.Database) -> None:
    """Makes the tables, or brings an older file up to date in one transaction. Raises DatabaseError for a newer one."""
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if found > FORMAT:
        raise sqlite3.DatabaseError(f"archive.db was written by a newer program (format {found})")
    if found < FORMAT:
        with db.atomic():
            for statement in OLDER.get(found, "").split(";") + TABLES.split(";"):
                db.execute(statement)
            if found:
                _seal_all(db.conn)
            db.execute(f"PRAGMA application_id = {statements(db.conn, OURS)}")
            db.execute(f"PRAGMA user_version = {FORMAT}")


def _seal_all(db: sqlite3.Connection) -> None:
    """Seals what was kept before there were seals, as it is now."""
    for table in ("captures", "robots"):
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        said = ", ".join(f'"{name}"' for name in names)
        db.create_function("sealed", -1, lambda *row, names=names: seal(dict(zip(names, row, strict=True))))
        db.execute(f"UPDATE {table} SET seal = sealed({said})")  # noqa: S608 - our own names
    db.create_function("sealed_reading", 4, sealed_reading)
    db.execute("UPDATE readings SET reading = sealed_reading(sha256, version, url, reading)")
    for key in db.execute("SELECT period, site FROM visits WHERE finished IS NOT NULL").fetchall():
        db.execute("UPDATE visits SET seal = ? WHERE period = ? AND site = ?", (seal_of_visit(db, *key), *key))
