"""Every damaged byte is found and named; what is whole is silent; nothing but the standard library is needed."""

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import verify as module
from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.verify import Count, verify
from tests.crawler.little_site import page, serve, settings
from tests.tries import tries

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
FILE = "warc/2013-07/czj.warc.gz"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Two months of a little site."""
    folder = tmp_path_factory.mktemp("whole")
    pages = {
        "/": page(("/a.html", "三公经费"), ("/b.pdf", "附件"), title="首页"),
        "/a.html": page(title="甲"),
        "/b.pdf": b"%PDF-1.4",
    }
    with serve(pages) as site, Archive(folder) as archive:
        for month in (JULY, AUGUST):
            crawl([Target("czj", site.home)], month, archive, settings())
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


def rows(folder, path=FILE):
    with sqlite3.connect(folder / "archive.db") as db:
        return db.execute('SELECT "offset", length FROM records WHERE path = ? ORDER BY "offset"', (path,)).fetchall()


def test_what_is_whole_is_silent(whole):
    count = Count()
    assert list(verify(whole, count=count)) == []
    assert (count.files, count.bodies, count.leftover) == (2, 3, 0)
    assert count.records == len(rows(whole)) + len(rows(whole, "warc/2013-08/czj.warc.gz"))


def test_every_changed_byte_is_found_and_named(folder):
    good = (folder / FILE).read_bytes()
    places = rows(folder)
    chosen = sorted(
        {*random.Random(7).sample(range(len(good)), 150), *(offset + n for offset, _ in places for n in range(10))}
    )
    for place in chosen:
        bad = bytearray(good)
        bad[place] ^= 1 << (place % 8)
        (folder / FILE).write_bytes(bad)
        named = {damage.offset for damage in verify(folder) if "as a whole" not in damage.what and damage.path == FILE}
        assert named == {offset for offset, length in places if offset <= place < offset + length}, place


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.99])
def test_what_was_cut_off_is_named(folder, keep):
    good = (folder / FILE).read_bytes()
    size = int(len(good) * keep)
    (folder / FILE).write_bytes(good[:size])
    named = {damage.offset for damage in verify(folder) if "cut off" in damage.what}
    assert named == {offset for offset, length in rows(folder) if offset + length > size}


def test_bytes_that_no_row_knows(folder):
    offset, length = rows(folder)[2]
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute('DELETE FROM records WHERE path = ? AND "offset" = ?', (FILE, offset))
        db.execute("UPDATE captures SET record = '', leads = ''")
    said = [damage for damage in verify(folder) if damage.path == FILE]
    assert any(damage.offset == offset and f"{length} bytes that no row knows" in damage.what for damage in said)


def test_what_a_kill_left_is_no_damage(folder):
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE visits SET finished = NULL WHERE period = '2013-07'")
        db.execute("INSERT INTO visits VALUES ('2013-09', 'czj', '', '', NULL, 0, '', '', 0, x'')")
    new = folder / "warc/2013-09/czj.warc.gz"
    new.parent.mkdir()
    for path in (folder / FILE, new):
        with path.open("ab") as file:
            file.write(b"half a record")
    count = Count()
    assert not list(verify(folder, count=count))
    assert count.leftover == 26


def test_what_was_added_to_a_finished_file_is_damage(folder):
    end = (folder / FILE).stat().st_size
    with (folder / FILE).open("ab") as file:
        file.write(b"half a record")
    assert [(each.offset, each.what) for each in verify(folder)] == [(end, "13 bytes that no row knows")]


def test_a_kill_in_the_middle_of_a_transaction(folder):
    """SQLite would have to write before it can read; whoever checks writes nothing."""
    script = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute('BEGIN');"
        "db.execute('PRAGMA cache_size = 1'); db.execute('UPDATE captures SET sha256 = ?, note = ?', ('ab', 'x' * 50000));"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(folder / "archive.db")], check=False)
    assert (folder / "archive.db-journal").stat().st_size
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert list(verify(folder)) == []
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_nothing_is_written_where_nothing_may_be_written(folder):
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    for path in (folder / "archive.db", folder):
        path.chmod(0o444 if path.is_file() else 0o555)
    assert alone(folder).returncode == 0
    folder.chmod(0o755)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in before} == before
    assert set(before) == {path for path in folder.rglob("*") if path.is_file()}


ROW = "(SELECT id FROM captures WHERE url LIKE '%a.html' AND period = '2013-07')"
OTHER = "(SELECT {} FROM captures WHERE url LIKE '%b.pdf' AND period = '2013-07')"
MOVED = ", ".join(f'"{name}" = {OTHER.format(chr(34) + name + chr(34))}' for name in ("offset", "length", "sha256"))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (f"UPDATE captures SET {MOVED} WHERE id = {ROW}", "the record is of another address than its capture"),
        (
            f'UPDATE captures SET "offset" = leads_offset, length = leads_length WHERE id = {ROW}',
            "the body is not the one",
        ),
        (f"UPDATE captures SET length = length - 1 WHERE id = {ROW}", "no record begins here"),
        (f"UPDATE captures SET leads_length = 0 WHERE id = {ROW}", "no record begins here"),
        (f"UPDATE captures SET warc = 'warc/2013-06/czj.warc.gz' WHERE id = {ROW}", "no record begins here"),
        (f"UPDATE captures SET warc = 'warc/2013-08/czj.warc.gz' WHERE id = {ROW}", "no record begins here"),
        ("UPDATE records SET path = '../' || path WHERE path LIKE '%2013-07%'", "no row knows this file"),
        ("UPDATE warcs SET path = 'warc/x/' || path WHERE path LIKE '%2013-07%'", "no row knows this file"),
        ('UPDATE records SET "offset" = -1 WHERE "offset" = 0', "the record is cut off"),
        ('UPDATE records SET length = -1 WHERE "offset" = 0', "bytes that no row knows"),
        ("UPDATE records SET sha256 = 'ab' WHERE \"offset\" = 0", "not the one that was written"),
        (
            "DELETE FROM records WHERE path LIKE '%2013-07%'; DELETE FROM warcs WHERE path LIKE '%2013-07%'",
            "no row knows",
        ),
        ("DELETE FROM captures WHERE period = '2013-07'", "what it repeats is in no record"),
    ],
)
def test_rows_that_say_something_else(folder, sql, said):
    with sqlite3.connect(folder / "archive.db") as db:
        db.executescript(sql)
    assert any(said in damage.what for damage in verify(folder))
    assert alone(folder).returncode == 6


def test_an_older_month_that_is_gone_with_its_rows(folder):
    (folder / FILE).unlink()
    with sqlite3.connect(folder / "archive.db") as db:
        for table in ("records", "warcs"):
            db.execute(f"DELETE FROM {table} WHERE path = ?", (FILE,))
        db.execute("DELETE FROM captures WHERE period = '2013-07'")
        db.execute("DELETE FROM visits WHERE period = '2013-07'")
    assert {damage.what for damage in verify(folder)} >= {"a capture points here, but no record begins here"}


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("flip"), st.integers(0), st.integers(0, 7)),
        st.tuples(st.just("cut"), st.integers(0), st.just(0)),
        st.tuples(st.just("drop"), st.integers(0), st.integers(1, 9)),
        st.tuples(st.just("add"), st.integers(0), st.integers(1, 9)),
    ),
    min_size=1,
    max_size=3,
)


@tries(60, suppress_health_check=list(hypothesis.HealthCheck))
@given(change=CHANGES, month=st.sampled_from([FILE, "warc/2013-08/czj.warc.gz"]))
def test_no_change_of_the_bytes_goes_unseen(whole, tmp_path_factory, change, month):
    """Whatever is flipped, cut off, taken out or put in: it is named, and what lies before it is not."""
    good = (whole / month).read_bytes()
    bad = bytearray(good)
    for what, place, number in change:
        place %= len(bad) + 1
        if what == "flip" and place < len(bad):
            bad[place] ^= 1 << number
        elif what == "cut":
            del bad[place:]
        elif what == "drop":
            del bad[place : place + number]
        elif what == "add":
            bad[place:place] = bytes(range(number))
    folder = tmp_path_factory.getbasetemp() / "changed"
    shutil.copytree(whole, folder, dirs_exist_ok=True)
    (folder / month).write_bytes(bad)
    named = [damage for damage in verify(folder) if damage.path == month]
    (folder / month).write_bytes(good)
    assert bool(named) == (bad != good)
    same = next((n for n, (a, b) in enumerate(zip(good, bad, strict=False)) if a != b), min(len(good), len(bad)))
    untouched = {offset for offset, length in rows(whole, month) if offset + length <= same}
    assert not untouched & {damage.offset for damage in named if "as a whole" not in damage.what}


def test_a_file_that_is_gone_and_one_that_came(folder):
    (folder / "warc/2013-07/new.warc.gz").write_bytes((folder / FILE).read_bytes())
    (folder / FILE).unlink()
    said = {damage.path: damage.what for damage in verify(folder)}
    assert "missing" in said[FILE]
    assert "no row knows" in said["warc/2013-07/new.warc.gz"]


def test_a_capture_that_points_elsewhere(folder):
    with sqlite3.connect(folder / "archive.db") as db:
        (id,) = db.execute("SELECT id FROM captures WHERE url LIKE '%a.html' AND period = '2013-07'").fetchone()
        db.execute('UPDATE captures SET "offset" = "offset" + 1 WHERE id = ?', (id,))
    assert [damage.what for damage in verify(folder)] == ["a capture points here, but no record begins here"]


def test_a_body_swapped_for_another_is_found(folder):
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE captures SET sha256 = 'ab' WHERE url LIKE '%a.html' AND period = '2013-07'")
    assert "the body is not the one that its capture names" in {damage.what for damage in verify(folder)}


def test_a_bomb_in_a_record_stays_small(folder):
    import gzip
    import tracemalloc

    offset, length = rows(folder)[2]
    bomb = gzip.compress(b"WARC/1.1\r\nContent-Length: 9\r\n\r\n" + bytes(200_000_000), 9)
    good = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(good[:offset] + bomb[:length].ljust(length, b"\0") + good[offset + length :])
    tracemalloc.start()
    said = list(verify(folder))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert offset in {damage.offset for damage in said}
    assert peak < 20_000_000


def test_a_damaged_database_is_an_error_of_sqlite(whole, tmp_path):
    """Whatever it holds then, whoever checks is told, and is not handed a bug."""
    (tmp_path / "archive.db").write_bytes(good := (whole / "archive.db").read_bytes())
    dice, used = random.Random(7), [place for place, byte in enumerate(good) if byte]
    for _ in range(300):
        bad = bytearray(good)
        bad[dice.choice(used)] ^= 1 << dice.randrange(8)
        (tmp_path / "archive.db").write_bytes(bad)
        with suppress(sqlite3.Error):
            assert list(verify(tmp_path))


def alone(folder, *more):
    return subprocess.run(
        [sys.executable, "-I", "-S", str(Path(module.__file__)), str(folder), *more],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_standard_library_is_enough(folder):
    found = alone(folder)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.endswith("0 damaged\n")
    with (folder / FILE).open("r+b") as file:
        file.seek(rows(folder)[3][0] + 20)
        file.write(b"??")
    found = alone(folder)
    assert found.returncode == 6
    assert f"{FILE} at byte {rows(folder)[3][0]}" in found.stdout
    assert alone(folder, "--period", "2013-08").returncode == 0
    assert alone(folder / "nowhere").returncode == 6
