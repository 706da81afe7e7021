"""What was committed lasts, and nothing else does."""

import gzip
import hashlib
import sqlite3
from datetime import datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, ArchiveDamaged
from crawler.keeping import Finished, Keeper, Kept, Step
from crawler.period import CHINA, Period
from crawler.warc import response_record

MONTH = Period(2013, 7)
MOMENT = datetime(2013, 7, 5, 9, tzinfo=CHINA)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: a\rb: c\r\nContent-Encoding: gzip\r\n\r\n"


def keep(keeper, url, body, **changes):
    moment, sha256 = MOMENT.isoformat(), hashlib.sha256(body).hexdigest()
    columns = {
        "url": url, "final_url": url, "label": "", "seen_on": "", "depth": 0, "kind": "page",
        "status": 200, "reason": "", "note": "", "media_type": "text/html", "sha256": sha256,
        "size": len(body), "fetched": moment, "last_modified": "", "etag": "", "stored": moment,
    }  # fmt: skip
    record = response_record(url, MOMENT, HEAD, body, sha256)
    keeper.apply(Step("hbj", (Kept(columns | changes, record),)))


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path) as archive:
        yield archive


def test_what_was_kept_opens_again(archive):
    keeper = Keeper(archive, MONTH, "test")
    bodies = [b"<html>\r\n\r\none\r\n\r\n", b"", bytes(range(256)) * 50]
    for number, body in enumerate(bodies):
        keep(keeper, f"http://a.cn/{number}", body)
    keeper.close()
    assert [archive.body(capture) for capture in archive.captures("hbj", MONTH)] == bodies
    assert next(archive.captures("hbj", MONTH)).fetched == MOMENT


def test_other_programs_can_read_the_file(archive):
    keeper = Keeper(archive, MONTH, "test")
    keep(keeper, "http://a.cn/1", "公开".encode())
    keeper.close()
    with (archive.folder / "warc/2013-07/hbj.warc.gz").open("rb") as file:
        records = [
            (record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _ in records] == ["warcinfo", "response"]
    assert records[1][1] == "公开".encode()


def test_what_was_not_committed_is_cut_off(archive):
    keeper = Keeper(archive, MONTH, "test")
    keep(keeper, "http://a.cn/1", b"kept")
    keeper.flush()
    keep(keeper, "http://a.cn/2", b"lost")
    for file in keeper._files.values():
        file.sync()
        file.close()
    archive.close()
    with Archive(archive.folder) as again:
        keeper = Keeper(again, MONTH, "test")
        keep(keeper, "http://a.cn/3", b"new")
        keeper.close()
        assert [again.body(capture) for capture in again.captures("hbj", MONTH)] == [b"kept", b"new"]
    with (archive.folder / "warc/2013-07/hbj.warc.gz").open("rb") as file:
        assert b"lost" not in gzip.decompress(file.read())


@pytest.mark.parametrize("cut", [1, 9, 60])
def test_a_shorter_file_is_damage(archive, cut):
    keeper = Keeper(archive, MONTH, "test")
    keep(keeper, "http://a.cn/1", b"kept" * 100)
    keeper.close()
    path = archive.folder / "warc/2013-07/hbj.warc.gz"
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(ArchiveDamaged):
        archive.body(next(archive.captures("hbj", MONTH)))
    with pytest.raises(ArchiveDamaged):
        keep(Keeper(archive, MONTH, "test"), "http://a.cn/2", b"more")


def test_every_changed_byte_of_a_body_is_found(archive):
    keeper = Keeper(archive, MONTH, "test")
    keep(keeper, "http://a.cn/1", b"some evidence")
    keeper.close()
    capture = next(archive.captures("hbj", MONTH))
    path = archive.folder / capture.warc
    whole = path.read_bytes()
    silent = 0
    for place in range(capture.offset + 10, capture.offset + capture.length):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            silent += archive.body(capture) != b"some evidence"
        except ArchiveDamaged:
            continue
    assert not silent


def test_readings_and_periods(archive):
    assert archive.reading("a", "1", "u") is None
    archive.keep_readings("1", [("a", "u", b"{}"), ("b", "", b"[]")])
    assert (archive.reading("a", "1", "u"), archive.reading("a", "1", "elsewhere")) == (b"{}", None)
    assert archive.reading("b", "1", "anywhere") == b"[]"
    archive.keep_readings("2", [("a", "u", b"{2}")])
    assert (archive.reading("a", "1", "u"), archive.reading("a", "2", "u")) == (None, b"{2}")
    keeper = Keeper(archive, MONTH, "test")
    assert keeper.begin("hbj", "http://a.cn/", MOMENT)
    assert archive.visit("hbj", MONTH).finished is None
    keeper.apply(Step("hbj", finished=Finished(MOMENT, 3, "rules", "", 0.0)))
    keeper.flush()
    assert not keeper.begin("hbj", "http://a.cn/", MOMENT)
    assert keeper.begin("hbj", "http://moved.cn/", MOMENT)
    assert archive.periods() == [MONTH]


def test_a_newer_archive_is_refused(tmp_path):
    Archive(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "archive.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(sqlite3.DatabaseError, match="newer"):
        Archive(tmp_path)
