"""What is said when something cannot be read or written: which file, what, what to do, and nothing in the system's own words."""

import errno
import os
import re
import sqlite3
from contextlib import closing

import pytest

from checker.store import Store
from crawler.warc import ArchiveDamaged
from reports.storage_words import BY_NUMBER, BY_WORDS, storage_words
from reports.wording import Wording

ZH = Wording("zh")
OURS = re.compile(r"Errno|No space|denied|Error")


@pytest.mark.parametrize("number", BY_NUMBER)
def test_every_error_of_a_disk_names_the_file_and_what_to_do(number):
    said = storage_words(OSError(number, os.strerror(number), "/w/var/x.xlsx"), ZH)
    assert "/w/var/x.xlsx" in said
    assert "请" in said
    assert not OURS.search(said)


def test_an_unknown_error_has_its_name():
    said = storage_words(OSError(errno.ENOTSUP, "no", "x"), ZH)
    assert "ENOTSUP" in said or "EOPNOTSUPP" in said


@pytest.mark.parametrize("words", [*BY_WORDS, "file is not a database"])
def test_errors_of_a_database_name_the_workspace(words, tmp_path):
    said = storage_words(sqlite3.OperationalError(words), ZH, tmp_path)
    assert str(tmp_path) in said
    assert not OURS.search(said)


def test_a_full_disk_says_how_much_is_left(tmp_path):
    error = OSError(errno.ENOSPC, "x", str(tmp_path / "a"))
    assert re.search(r"剩余 [0-9.]+ [KMG]iB", storage_words(error, ZH))


def test_the_database_that_is_damaged_is_found(tmp_path):
    (tmp_path / "archive").mkdir()
    for name in ("gongkai.sqlite", "archive/archive.db"):
        with closing(sqlite3.connect(tmp_path / name)) as db, db:
            db.execute("create table a (b)")
    (tmp_path / "archive" / "archive.db").write_bytes(b"rubbish" * 999)
    said = storage_words(sqlite3.DatabaseError("file is not a database"), ZH, tmp_path)
    assert str(tmp_path / "archive" / "archive.db") in said


def test_the_database_that_is_held_is_found(tmp_path):
    path = tmp_path / "gongkai.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert str(path) in storage_words(sqlite3.OperationalError("database is locked"), ZH, tmp_path)


def test_damaged_evidence_and_no_memory_are_told(tmp_path):
    assert "第 7 字节" in storage_words(ArchiveDamaged(tmp_path / "a.gz", 7, "the file is missing"), ZH)
    assert "内存不够" in storage_words(MemoryError(), ZH)


def test_results_of_a_newer_program_are_not_touched(tmp_path):
    path = tmp_path / "gongkai.sqlite"
    Store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError) as refused:
        Store(path)
    assert path.read_bytes() == before
    said = storage_words(refused.value, ZH, tmp_path)
    assert "更新版本" in said
    assert str(path) in said
