"""What verify says of files, rows and what points to them, whole: the file, the byte, the address, the words, and the count."""

import sqlite3
import sys
from contextlib import closing

import pytest

from crawler import verify as module
from crawler.verify import Count, Damage, main, verify
from tests.crawler.evidence_rows import ASKED, FILE, GOOD, SIZE, URL, Site, sha256

CUT, OTHER = "the record is cut off", "the record is not the one that was written"
UNKNOWN, NOWHERE = "no row knows this file", "a capture points here, but no record begins here"
WHOLE, TWO = "the file as a whole is not the one that was finished", "more than one record lies here"
CLAIM, ELSEWHERE = "the body is not the one that its capture names", "the record is of another address than its capture"


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def test_records_are_walked_from_the_first_byte_to_the_last(site):
    site.visit()
    site.file(b"abc" + GOOD + b"de" + GOOD + b"fghi")
    for offset in (3, 5 + SIZE):
        site.record(GOOD, offset)
    assert site.said() == [
        (FILE, 0, "", "3 bytes that no row knows"),
        (FILE, 3 + SIZE, "", "2 bytes that no row knows"),
        (FILE, 5 + 2 * SIZE, "", "4 bytes that no row knows"),
    ]
    site.run('UPDATE records SET length = length + 5 WHERE "offset" = 3')
    assert site.said()[1:] == [
        (FILE, 3, URL, f"{OTHER}; more than one record lies here"),
        (FILE, 5 + SIZE, "", "3 bytes that no row knows"),
        (FILE, 5 + 2 * SIZE, "", "4 bytes that no row knows"),
    ]
    assert site.counted() == Count(1, 2, 0, 2 * SIZE + 5, 0)


def test_a_record_before_the_beginning_or_beyond_the_end_is_cut_off(site):
    site.visit()
    site.file(GOOD)
    site.record(GOOD, -1)
    site.record(GOOD, SIZE - 1)
    assert site.said() == [
        (FILE, -1, "", "1 bytes that no row knows"),
        (FILE, -1, "", CUT),
        (FILE, SIZE - 1, "", CUT),
    ]


def test_a_file_that_ends_too_early_or_too_late(site):
    site.visit()
    site.file(GOOD, committed=SIZE + 9)
    site.record(GOOD)
    assert site.said() == [(FILE, SIZE, "", f"the file ends here; {SIZE + 9} bytes were written")]
    site.run("UPDATE warcs SET committed = ?", SIZE)
    assert site.said() == []
    with (site.folder / FILE).open("ab") as file:
        file.write(b"more")
    assert site.said() == [(FILE, SIZE, "", "4 bytes that no row knows")]
    assert site.counted().leftover == 0
    site.run("UPDATE visits SET finished = NULL")
    assert site.said() == []
    assert site.counted() == Count(1, 1, 0, SIZE, 4)
    (site.folder / FILE).write_bytes(GOOD[:-1])
    assert site.counted().leftover == 0
    assert site.said() == [
        (FILE, SIZE - 1, "", f"the file ends here; {SIZE} bytes were written"),
        (FILE, 0, "", CUT),
    ]


def test_a_finished_file_has_a_digest_as_a_whole(site):
    site.visit()
    site.file(GOOD, whole=sha256(GOOD))
    site.record(GOOD)
    assert site.said() == []
    site.run("UPDATE warcs SET sha256 = 'ab'")
    assert site.said() == [(FILE, 0, "", WHOLE)]
    with (site.folder / FILE).open("ab") as file:
        file.write(b"x")
    assert site.said() == [(FILE, SIZE, "", "1 bytes that no row knows")]


def test_a_file_that_is_missing_takes_its_records_with_it(site):
    site.visit()
    site.file(GOOD)
    site.record(GOOD)
    site.record(GOOD, SIZE)
    (site.folder / FILE).unlink()
    assert site.said() == [(FILE, 0, "", "the file is missing, and 2 records with it")]
    assert site.counted() == Count()
    site.run("DELETE FROM warcs")
    assert site.said() == [(FILE, 0, "", UNKNOWN)]


def test_a_file_without_rows_is_known_only_while_its_visit_goes_on(site):
    site.file(GOOD)
    site.run("DELETE FROM warcs")
    assert site.said() == [(FILE, 0, "", UNKNOWN)]
    site.visit("2013-06", finished=None)
    site.visit("2013-07", "hbj", finished=None)
    assert site.said() == [(FILE, 0, "", UNKNOWN)]
    site.visit(finished=None)
    assert site.said() == []
    assert site.counted() == Count(1, leftover=SIZE)
    site.record(GOOD)
    assert site.said() == [(FILE, 0, "", UNKNOWN)]


@pytest.mark.parametrize(
    "path", ["warc/2013-07/.czj.warc.gz", "warc/2013-07/czj.gz", "warc/13-07/czj.warc.gz", "x/2013-07/czj.warc.gz"]
)
def test_a_row_of_what_is_no_file_of_ours_is_named_whatever_is_asked_for(site, path):
    site.visit()
    site.file(GOOD, path)
    site.record(GOOD, path=path)
    for more in ({}, {"period": "2013-08"}, {"site": "hbj"}):
        assert site.said(**more) == [(path, 0, "", UNKNOWN)]


def test_only_the_month_and_the_site_that_are_named_are_checked(site):
    for period in ("2013-07", "2013-08"):
        for name in ("czj", "hbj"):
            site.visit(period, name)
            path = f"warc/{period}/{name}.warc.gz"
            site.file(b"", path)
            site.record(GOOD, path=path)
            site.capture(9, 9, period=period, site=name, url=f"{period} {name}", warc=path)
            site.capture(period=period, site=name, warc=path)
    for more, count in (
        ({}, 4),
        ({"period": "2013-08"}, 2),
        ({"site": "hbj"}, 2),
        ({"period": "2013-07", "site": "czj"}, 1),
    ):
        said = site.said(**more)
        wanted = [
            (f"warc/{period}/{name}.warc.gz", f"{period} {name}")
            for period in ("2013-07", "2013-08")
            for name in ("czj", "hbj")
            if more.get("period", period) == period and more.get("site", name) == name
        ]
        assert len(wanted) == count == site.counted(**more).files
        assert [each for each in said if each[3] == NOWHERE] == [
            (path, 9, address, NOWHERE) for path, address in wanted
        ]
        assert {each[0] for each in said} == {path for path, _ in wanted}


@pytest.mark.parametrize("name", ["warc", "record", "leads"])
@pytest.mark.parametrize(
    ("change", "is_damage"),
    [
        ({}, False),
        ({"offset": 1}, True),
        ({"length": 1}, True),
        ({"": ""}, False),
        ({"": FILE.replace("czj", "hbj")}, True),
        ({"": FILE.replace("07", "08")}, True),
        ({"": FILE.replace("07", "06")}, False),
    ],
    ids=range(7),
)
def test_a_capture_points_to_a_record_of_its_site_that_is_no_younger(site, name, change, is_damage):
    start = "" if name == "warc" else f"{name}_"
    site.visit()
    for path in (FILE, FILE.replace("czj", "hbj"), FILE.replace("07", "08"), FILE.replace("07", "06")):
        site.file(GOOD, path)
        site.record(GOOD, path=path)
    spot = {name: FILE, f"{start}offset": 0, f"{start}length": SIZE}
    spot |= {f"{start}{part}" if part else name: value for part, value in change.items()}
    site.capture(**{"warc": "", "offset": 0, "length": 0} | spot)
    wanted = [(spot[name], spot[f"{start}offset"], ASKED, NOWHERE)]
    assert [each for each in site.said() if each[3] == NOWHERE] == (wanted if is_damage else [])
    site.run("UPDATE captures SET current = 0")
    assert NOWHERE not in {each[3] for each in site.said()}


def test_of_a_file_without_rows_for_records_the_records_are_those_that_captures_name(site):
    site.visit()
    site.file(b"abc" + GOOD + GOOD + b"def")
    site.capture(3 + SIZE)
    site.capture(3)
    site.capture(3, period="2013-08")
    site.visit("2013-08")
    assert site.said() == []
    assert site.counted() == Count(1, 2, 2, 2 * SIZE, 0)
    site.run("UPDATE captures SET sha256 = 'ab' WHERE period = '2013-08'")
    assert site.said() == [(FILE, 3, URL, CLAIM)]
    site.run("UPDATE captures SET sha256 = 'ab', period = '2013-06' WHERE period = '2013-08'")
    assert (FILE, 3, URL, CLAIM) not in site.said()


def test_what_sqlite_says_is_said(site):
    site.one(GOOD, body=b"body")
    long = "x" * 400
    with closing(sqlite3.connect(site.folder / "archive.db")) as db, db:
        db.execute(f"ALTER TABLE captures ADD COLUMN \"{long}\" TEXT NOT NULL DEFAULT ''")
        db.execute("PRAGMA writable_schema = 1")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'x\" TEXT', 'x\" INTEGER') WHERE name = 'captures'")
    said = f"SQLite says: non-INTEGER value in captures.{long}"[:300]
    assert site.said() == [("archive.db", 0, "", said)]


@pytest.mark.parametrize("error", [TypeError("no number"), ValueError("no number")])
def test_what_a_damaged_database_makes_of_python_is_an_error_of_sqlite(site, monkeypatch, error):
    def paths(*words):
        raise error

    monkeypatch.setattr(module, "_paths", paths)
    with pytest.raises(sqlite3.DatabaseError) as raised:
        site.said()
    assert str(raised.value) == "archive.db: no number"


def test_a_folder_without_an_archive_is_no_archive(tmp_path):
    with pytest.raises(FileNotFoundError) as raised:
        list(verify(tmp_path))
    assert str(raised.value) == f"{tmp_path / 'archive.db'} is not there"
    assert list(tmp_path.iterdir()) == []


def test_nothing_can_be_written_through_what_is_opened(site):
    with module.opened(site.folder / "archive.db") as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM visits")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        db.execute("SELECT 1")


def test_damage_is_told_with_its_address_where_there_is_one():
    assert str(Damage("a", 7, "u", "x")) == "a at byte 7 (u): x"
    assert str(Damage("a", 7, "", "x")) == "a at byte 7: x"


def called(monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["verify.py", *map(str, words)])
    code = main()
    return code, *capsys.readouterr()


def test_the_command_says_each_damage_on_a_line_and_what_was_checked(site, monkeypatch, capsys):
    site.one(GOOD, body=b"body")
    told = f"1 files, 1 records, 1 bodies, {SIZE} bytes, 0 bytes left by a kill: 0 damaged\n"
    assert called(monkeypatch, capsys, site.folder) == (0, told, "")
    with (site.folder / FILE).open("ab") as file:
        file.write(b"more")
    site.run("UPDATE captures SET final_url = '公\n'")
    damaged = f"{FILE} at byte {SIZE}: 4 bytes that no row knows\n{FILE} at byte 0 ({URL}): {ELSEWHERE}\n"
    assert called(monkeypatch, capsys, site.folder) == (6, damaged + told.replace(": 0 d", ": 2 d"), "")
    site.run("UPDATE visits SET finished = NULL")
    site.run("UPDATE captures SET final_url = ?", URL)
    assert called(monkeypatch, capsys, site.folder) == (0, told.replace("0 bytes left", "4 bytes left"), "")
    none = f"{told}".replace("1 ", "0 ").replace(f"{SIZE} bytes", "0 bytes")
    for words in (("--period", "2013-08"), ("--site", "hbj")):
        assert called(monkeypatch, capsys, site.folder, *words) == (0, none, "")


def test_the_command_looks_at_all_months_and_sites_unless_it_is_told_which(site, monkeypatch, capsys):
    site.one(GOOD, body=b"body")
    site.capture(9)
    line = f"{FILE} at byte 9 ({ASKED}): {NOWHERE}\n"
    for words, is_said in (
        ((), True),
        (("--period", "2013-08"), False),
        (("--period", "2013-07", "--site", "czj"), True),
    ):
        assert (line in called(monkeypatch, capsys, site.folder, *words)[1]) == is_said


def test_what_is_said_stays_on_its_line(site, monkeypatch, capsys):
    path = "warc/2013-07/公\n.warc.gz"
    site.run("INSERT INTO records VALUES (?, 0, 1, '')", path)
    said = "warc/2013-07/\\u516c\\n.warc.gz at byte 0: no row knows this file\n"
    assert called(monkeypatch, capsys, site.folder)[1].startswith(said)


def test_the_command_says_what_it_cannot_read(tmp_path, monkeypatch, capsys):
    missing = f"{tmp_path / 'archive.db'} is not there\n"
    assert called(monkeypatch, capsys, tmp_path) == (6, "", missing)
    (tmp_path / "archive.db").write_bytes(b"no database at all" * 100)
    assert called(monkeypatch, capsys, tmp_path) == (6, "", "file is not a database\n")


def test_the_command_says_how_it_is_called(monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        called(monkeypatch, capsys, "--help")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert module.__doc__.strip() in said
    assert all(word in said for word in ("usage: verify.py", "[--period PERIOD]", "[--site SITE]", " folder"))
