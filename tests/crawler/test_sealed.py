"""What rows say is sealed when it is written; older files get their seals once; what is cut off is set aside."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bench.proofs.evidence_made import made
from checker.sealing import broken
from checker.store import Store
from crawler import sealed as module
from crawler.archive import Archive
from crawler.period import CHINA, Period
from crawler.sealed import beyond, seals
from crawler.warc import WarcFile, info_record
from reports.cli import main

JULY = Period(2013, 7)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return made(tmp_path_factory.mktemp("sealed"), large=100)


@pytest.fixture
def var(world):
    """The folder, which is put back after the test."""
    yield world.var
    for name in world.good:
        world.restore(name)


def changed(path, sql):
    with closing(sqlite3.connect(path)) as db:
        db.executescript(sql)
        db.commit()


def faults(var):
    with closing(sqlite3.connect(var / "archive" / "archive.db")) as db:
        return [(each.table, each.name, each.what) for each in seals(db)]


def test_what_is_whole_is_silent(var):
    assert faults(var) == []
    assert list(broken(var / "gongkai.sqlite")) == []


def test_a_changed_row_is_named_by_its_number_and_its_visit(var):
    changed(var / "archive/archive.db", "UPDATE captures SET note = 'x' WHERE id = 3")
    assert faults(var) == [("captures", "3", module.OTHER)]


def test_a_row_without_seal_is_named(var):
    changed(var / "archive/archive.db", "UPDATE captures SET seal = x'' WHERE id = 3")
    assert ("captures", "3", module.NO_SEAL) in faults(var)


@pytest.mark.parametrize("column", ["seal", "id", "url"])
def test_a_column_whose_name_is_damaged_is_named(var, column):
    """A flipped bit in the text by which a table was made gives its column another name."""
    sql = (
        "PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = replace(sql, '{} ', '{} ') WHERE name = 'captures'"
    )
    changed(var / "archive" / "archive.db", sql.format(column, f"{column[:-1]}x"))
    assert any(table == "captures" for table, _, _ in faults(var))


def test_a_damaged_reading_is_read_anew(var):
    with Archive(var / "archive") as archive:
        sha256, version, url = archive.db.execute("SELECT sha256, version, url FROM readings LIMIT 1").fetchone()
        assert archive.reading(sha256, version, url)
        archive.db.execute("UPDATE readings SET reading = x'00' WHERE sha256 = ? AND url = ?", (sha256, url))
        assert archive.reading(sha256, version, url) is None


def test_a_reading_whose_name_is_no_longer_text_is_named_once(var):
    last = "sha256 = (SELECT max(sha256) FROM readings)"
    changed(var / "archive/archive.db", f"UPDATE readings SET sha256 = CAST(X'B1' AS TEXT) WHERE {last}")
    assert faults(var) == [("readings", "\\xb1", module.OTHER)]


def test_a_table_that_leads_in_a_circle_is_named_and_left(var, monkeypatch):
    usual = module._rows
    monkeypatch.setattr(module, "_rows", lambda db, sql, values=(): usual(db, sql, (-1, *values[1:])))
    ((table, _, what),) = [each for each in faults(var) if each[0] == "captures"]
    assert (table, what) == ("captures", "SQLite says: the rows are not in their order")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("UPDATE seals SET row = '2003-07' WHERE name = 'relooks'", "relooks/2003-07"),
        ("UPDATE seals SET name = 'relooked' WHERE name = 'relooks'", "relooked/2013-07"),
    ],
)
def test_a_seal_of_what_there_is_not_is_named(var, change, name):
    changed(var / "gongkai.sqlite", change)
    assert [(each.table, each.name) for each in broken(var / "gongkai.sqlite")] == [("seals", name)]


def test_results_whose_seals_are_gone_are_not_older_ones(var):
    changed(var / "gongkai.sqlite", "ALTER TABLE seals RENAME TO sealed")
    assert [each.table for each in broken(var / "gongkai.sqlite")] == ["sqlite_master"]
    with pytest.raises(sqlite3.DatabaseError, match="seals"):
        Store(var / "gongkai.sqlite")


def test_the_making_of_a_table_that_is_no_evidence_is_sealed_too(var):
    changed(var / "archive/archive.db", "ALTER TABLE rests RENAME COLUMN said TO saie")
    assert [table for table, *_ in faults(var)] == ["sqlite_master"]


def test_an_archive_of_the_format_before_gets_its_seals(var):
    path = var / "archive/archive.db"
    for table in ("captures", "visits", "robots"):
        changed(path, f"ALTER TABLE {table} DROP COLUMN seal")
    changed(
        path, "UPDATE readings SET reading = substr(reading, 33); PRAGMA user_version = 2; PRAGMA application_id = 0"
    )
    assert faults(var) == []  # nothing is known of it
    with Archive(var / "archive") as archive:
        assert archive.visit("czj", JULY)
        assert all(
            archive.reading(*row) for row in archive.db.execute("SELECT sha256, version, url FROM readings").fetchall()
        )
    assert faults(var) == []


def test_results_from_before_there_were_seals_get_theirs(var):
    from checker.store import Store

    path = var / "gongkai.sqlite"
    changed(path, "DROP TABLE seals; PRAGMA application_id = 0")
    assert list(broken(path)) == []  # nothing is known of it
    Store(path).close()
    assert list(broken(path)) == []
    changed(path, "DELETE FROM verdicts")
    assert [(each.table, each.name) for each in broken(path)] == [("verdicts", "2013-07")]


def test_what_is_cut_off_is_set_aside(tmp_path):
    path = tmp_path / "archive/warc/2013-07/czj.warc.gz"
    file = WarcFile(path, 0)
    file.append(info_record("2013-07", "czj", "test", datetime(2013, 8, 1, tzinfo=CHINA)))
    end = file.sync()
    file.close()
    with path.open("ab") as more:
        more.write(b"half a record")
    WarcFile(path, end).close()
    assert path.stat().st_size == end
    assert (tmp_path / f"archive/cut/2013-07/czj/{end}.gz").read_bytes() == b"half a record"


def test_rows_of_a_backup_that_was_made_during_the_visit(var):
    path = var / "archive/archive.db"
    end = "SELECT \"offset\" + length FROM records WHERE path LIKE '%07/%' ORDER BY 1 LIMIT 1"
    changed(path, f"UPDATE visits SET finished = NULL, seal = x''; UPDATE warcs SET committed = ({end})")
    with closing(sqlite3.connect(path)) as db:
        said = [each.what for each in beyond(db, path.parent, "2013-07")]
    assert said == ["9 records follow that no row knows"]


def test_the_standard_library_is_enough(var):
    command = [sys.executable, "-I", "-S", str(Path(module.__file__)), str(var / "archive")]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == "0 damaged\n"
    changed(var / "archive/archive.db", "UPDATE captures SET note = 'x' WHERE id = 3")
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout.splitlines()[-1]) == (6, "1 damaged")


def test_the_command_names_rows_of_both_databases_and_files_handed_in(var, capsys):
    call = ["verify", "--workspace", str(var.parent), "--lang", "zh"]
    assert main(call) == 0
    changed(var / "archive/archive.db", "UPDATE captures SET note = 'x' WHERE id = 3")
    changed(var / "gongkai.sqlite", "UPDATE verdicts SET earned = possible")
    next((var / "appeals").iterdir()).write_bytes(b"another scan")
    assert main(call) == 6
    said = capsys.readouterr().out
    assert "archive/archive.db captures 3：内容与写入时不一致" in said
    assert "gongkai.sqlite verdicts 2013-07：内容与写入时不一致" in said
    assert "gongkai.sqlite appeals 1：文件与提交时不一致" in said


def test_a_store_that_cannot_be_read_hides_no_other(var, capsys):
    (var / "gongkai.sqlite").write_bytes(b"no database at all" * 100)
    changed(var / "archive/archive.db", "UPDATE captures SET note = 'x' WHERE id = 3")
    assert main(["verify", "--workspace", str(var.parent), "--lang", "zh"]) == 6
    said = capsys.readouterr().out
    assert "captures 3" in said
    assert "gongkai.sqlite: 数据文件损坏" in said
