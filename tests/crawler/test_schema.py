"""An archive of any older format becomes one of today, whole or not at all, and loses nothing."""

import sqlite3
from contextlib import closing

import pytest

from crawler import schema
from crawler.archive import Archive
from crawler.period import Period
from crawler.schema import FORMAT
from crawler.sealed import TABLES, sealed_reading, seals, statements

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
FORMAT_1 = """
CREATE TABLE captures (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL,
    label TEXT NOT NULL, seen_on TEXT NOT NULL, depth INTEGER NOT NULL, kind TEXT NOT NULL,
    status INTEGER CHECK (status BETWEEN 100 AND 999), reason TEXT NOT NULL, note TEXT NOT NULL,
    media_type TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, fetched TEXT,
    last_modified TEXT NOT NULL, etag TEXT NOT NULL,
    warc TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX captures_by_site ON captures (period, site, id);
CREATE TABLE visits (
    period TEXT NOT NULL, site TEXT NOT NULL, home TEXT NOT NULL, started TEXT NOT NULL, finished TEXT,
    pages INTEGER NOT NULL, robots TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (period, site)
) STRICT;
CREATE TABLE warcs (path TEXT PRIMARY KEY, committed INTEGER NOT NULL) STRICT;
CREATE TABLE frontier (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, site TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL,
    label TEXT NOT NULL, seen_on TEXT NOT NULL, depth INTEGER NOT NULL, promise INTEGER NOT NULL, kind TEXT NOT NULL,
    open INTEGER NOT NULL DEFAULT 1, UNIQUE (period, site, key)
) STRICT;
CREATE INDEX frontier_by_promise ON frontier (period, site, promise DESC, depth, id) WHERE open;
CREATE TABLE readings (
    sha256 TEXT NOT NULL, version TEXT NOT NULL, url TEXT NOT NULL, reading BLOB NOT NULL,
    PRIMARY KEY (sha256, version, url)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
"""
ROWS = """
INSERT INTO captures VALUES (1, '2013-07', 'czj', 'u', 'f', 'l', 's', 0, 'page', 200, '', '', 't', 'ab', 7,
    '2013-07-05T09:00:00+08:00', 'm', 'e', 'warc/2013-07/czj.warc.gz', 70, 80, 1);
INSERT INTO captures VALUES (2, '2013-08', 'czj', 'u', 'f', 'l', 's', 0, 'page', 200, '', '', 't', 'ab', 7,
    '2013-08-05T09:00:00+08:00', 'm', 'e', 'warc/2013-08/czj.warc.gz', 90, 95, 1);
INSERT INTO visits VALUES ('2013-07', 'czj', 'http://a.cn/', '2013-07-05T08:00:00+08:00', '2013-07-05T10:00:00+08:00', 1, 'none', '');
INSERT INTO visits VALUES ('2013-08', 'czj', 'http://a.cn/', '2013-08-05T08:00:00+08:00', NULL, 0, '', '');
INSERT INTO warcs VALUES ('warc/2013-07/czj.warc.gz', 150);
INSERT INTO frontier VALUES (1, '2013-08', 'czj', 'k', 'u', 'l', 's', 0, 0, 'page', 1);
INSERT INTO readings VALUES ('ab', '1', 'u', x'7b7d');
"""


def older(folder, sql):
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.executescript(sql)


def rows(folder, sql):
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return db.execute(sql).fetchall()


def made(folder):
    """The names and columns of all tables, in their order."""
    names = [name for (name,) in rows(folder, "SELECT name FROM sqlite_master ORDER BY name")]
    return {name: [row[1:6] for row in rows(folder, f"PRAGMA table_info({name})")] for name in names}


def checked(folder):
    """What tells that a file is one of today: its format, and no fault of seals or tables."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        (application_id,) = db.execute("PRAGMA application_id").fetchone()
        assert application_id == statements(db, TABLES) != 0
        (version,) = db.execute("PRAGMA user_version").fetchone()
        assert list(seals(db)) == []
        return version


def test_a_new_archive_has_all_tables_and_is_of_todays_format(tmp_path):
    Archive(tmp_path).close()
    assert checked(tmp_path) == FORMAT == 3
    names = {name for name in made(tmp_path) if not name.startswith("sqlite_")}
    assert names == TABLES | {"captures_by_site"}


def test_an_archive_of_the_first_format_becomes_one_of_today(tmp_path):
    older(tmp_path, FORMAT_1 + ROWS)
    with Archive(tmp_path) as archive:
        (july,) = archive.captures("czj", JULY)
        assert list(archive.captures("czj", AUGUST)) == []
        assert (july.stored, july.record, july.record_offset, july.record_length) == (july.fetched, july.warc, 70, 80)
        assert (july.leads, july.leads_offset, july.leads_length) == ("", 0, 0)
        assert (archive.visit("czj", JULY).seconds, archive.visit("czj", AUGUST).finished) == (0.0, None)
        assert archive.reading("ab", "1", "u") == b"{}"
    assert rows(tmp_path, "SELECT * FROM warcs") == [("warc/2013-07/czj.warc.gz", 150, "")]
    assert rows(tmp_path, "SELECT * FROM frontier") == []
    assert checked(tmp_path) == FORMAT
    new = tmp_path / "new"
    Archive(new).close()
    before, after = made(new), made(tmp_path)
    assert {name: sorted(columns) for name, columns in before.items()} == {
        name: sorted(columns) for name, columns in after.items()
    }


def without_seals(folder):
    """An archive of the format before the seals, from one of today."""
    older(folder, FORMAT_1 + ROWS)
    Archive(folder).close()
    tables = "".join(f"ALTER TABLE {name} DROP COLUMN seal;" for name in ("captures", "visits", "robots"))
    bare = (
        "UPDATE readings SET reading = substr(reading, 33); INSERT INTO robots VALUES ('a.cn', '2013-07-05', x'00ff');"
    )
    older(folder, tables + bare + "PRAGMA user_version = 2; PRAGMA application_id = 0;")


def test_an_archive_of_the_second_format_gets_a_seal_on_every_row_of_a_visit_that_ended(tmp_path):
    without_seals(tmp_path)
    bare = rows(tmp_path, "SELECT * FROM captures ORDER BY id")
    Archive(tmp_path).close()
    assert checked(tmp_path) == FORMAT
    assert [row[:-1] for row in rows(tmp_path, "SELECT * FROM captures ORDER BY id")] == bare
    sealed = "SELECT length(seal) FROM {} ORDER BY 1"
    assert [rows(tmp_path, sealed.format(name)) for name in ("captures", "visits", "robots")] == [
        [(32,), (32,)],
        [(0,), (32,)],
        [(32,)],
    ]
    assert rows(tmp_path, "SELECT reading FROM readings") == [(sealed_reading("ab", "1", "u", b"{}"),)]


def test_what_cannot_be_brought_up_to_date_stays_as_it_was(tmp_path, monkeypatch):
    def full(db):
        raise sqlite3.OperationalError("database or disk is full")

    older(tmp_path, FORMAT_1 + ROWS)
    before = made(tmp_path)
    monkeypatch.setattr(schema, "_seal_all", full)
    with pytest.raises(sqlite3.OperationalError, match=r"^database or disk is full$"):
        Archive(tmp_path)
    assert made(tmp_path) == before
    assert rows(tmp_path, "PRAGMA user_version") == [(1,)]


def test_nothing_is_sealed_anew_in_an_archive_of_today(tmp_path):
    without_seals(tmp_path)
    Archive(tmp_path).close()
    older(tmp_path, "UPDATE captures SET note = 'x' WHERE id = 1")
    Archive(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        assert [(each.table, each.name) for each in seals(db)] == [("captures", "1")]


def test_an_archive_of_a_format_to_come_is_left_as_it_is(tmp_path):
    Archive(tmp_path).close()
    older(tmp_path, f"PRAGMA user_version = {FORMAT + 1}")
    before = (tmp_path / "archive.db").read_bytes()
    with pytest.raises(sqlite3.DatabaseError) as raised:
        Archive(tmp_path)
    assert str(raised.value) == f"archive.db was written by a newer program (format {FORMAT + 1})"
    assert (tmp_path / "archive.db").read_bytes() == before
