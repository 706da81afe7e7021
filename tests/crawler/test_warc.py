"""What stands in each kind of record, word for word, and what is said of one that is not there whole."""

import gzip
import hashlib
import os
from datetime import UTC, datetime
from uuid import UUID

import pytest
from isal import isal_zlib

from crawler import warc
from crawler.period import CHINA
from crawler.warc import (
    ArchiveDamaged,
    Record,
    Records,
    Spot,
    WarcFile,
    body_of,
    conversion_record,
    info_record,
    opened,
    outlinks_record,
    read_body,
    read_record,
    repeated_record,
    response_record,
    set_aside,
    unmodified_record,
)

MOMENT = datetime(2013, 7, 5, 9, tzinfo=CHINA)
FIRST = ("http://a.cn/old", datetime(2013, 6, 5, 23, 59, 58, tzinfo=UTC))
URL = "http://a.cn/x"
HEAD = (
    b"HTTP/1.1 200 OK\nContent-Type: text/html\r\nX: a\rb: c\r\nContent-Encoding : gzip\r\nTRANSFER-ENCODING: chunked\r\n"
    b"content-length: 7\r\n \r\nX-Content-Length: 7\r\n\r\n"
)
NAME = UUID(int=7)
KEPT = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: a b: c\r\nX-Archive-Orig-Content-Encoding : gzip\r\n"
    b"X-Archive-Orig-TRANSFER-ENCODING: chunked\r\nX-Archive-Orig-content-length: 7\r\nX-Content-Length: 7\r\n"
)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def told(record):
    """The fields of a record in their order, without those that every record has, and its block."""
    head, block = opened(record.data)
    first, *lines = head.decode().split("\r\n")
    assert first == "WARC/1.1"
    assert record.sha256 == sha256(record.data)
    named = dict(line.split(": ", 1) for line in lines)
    assert len(named) == len(lines)
    common = {name: named.pop(name) for name in ("WARC-Record-ID", "WARC-Date", "WARC-Block-Digest", "Content-Length")}
    assert common == {
        "WARC-Record-ID": record.id,
        "WARC-Date": "2013-07-05T01:00:00Z",
        "WARC-Block-Digest": f"sha256:{sha256(block)}",
        "Content-Length": str(len(block)),
    }
    return named, block


RESPONSE = {
    "WARC-Type": "response",
    "WARC-Target-URI": URL,
    "WARC-Payload-Digest": "sha256:ab",
    "Content-Type": "application/http; msgtype=response",
}
REVISIT = {
    "WARC-Type": "revisit",
    "WARC-Target-URI": URL,
    "WARC-Payload-Digest": "sha256:ab",
    "WARC-Refers-To-Target-URI": "http://a.cn/old",
    "WARC-Refers-To-Date": "2013-06-05T23:59:58Z",
}


def test_an_answer_says_of_which_address_it_is_and_what_is_no_longer_true_of_its_body_has_another_name():
    block = KEPT + b"Content-Length: 4\r\n\r\nbody"
    assert told(response_record(URL, MOMENT, HEAD, b"body", "ab")) == (RESPONSE, block)
    cut = response_record(URL, MOMENT, HEAD, b"body", "ab", "length")
    assert told(cut) == (RESPONSE | {"WARC-Truncated": "length"}, block)


def test_an_answer_with_the_bytes_of_an_earlier_one_refers_to_it_and_has_no_body():
    named = REVISIT | {
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "WARC-Truncated": "length",
        "Content-Type": "application/http; msgtype=response",
    }
    assert told(repeated_record(URL, MOMENT, HEAD, "ab", FIRST)) == (named, KEPT + b"\r\n")


def test_that_nothing_was_modified_refers_to_what_was_not_and_keeps_what_the_site_said_beside_an_empty_block():
    named = REVISIT | {
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
        "X-Archive-Orig-Head": r'"HTTP/1.1 304 \u00d6\r\n\r\n"',
    }
    assert told(unmodified_record(URL, MOMENT, b"HTTP/1.1 304 \xd6\r\n\r\n", "ab", FIRST)) == (named, b"")


def test_what_a_browser_showed_refers_to_what_the_site_answered():
    source = response_record(URL, MOMENT, HEAD, b"body", "ab")
    assert told(conversion_record(URL, MOMENT, b"shown", "cd", source)) == (
        {
            "WARC-Type": "conversion",
            "WARC-Target-URI": URL,
            "WARC-Refers-To": source.id,
            "WARC-Payload-Digest": "sha256:cd",
            "Content-Type": "text/html; charset=utf-8",
        },
        b"shown",
    )


def test_where_a_page_leads_is_kept_in_utf_8_and_what_is_none_is_a_question_mark():
    named = {"WARC-Type": "metadata", "WARC-Target-URI": "http://a.cn/?", "Content-Type": "application/warc-fields"}
    assert told(outlinks_record("http://a.cn/\ud800", MOMENT, "a: 公开\ud800")) == (named, "a: 公开?".encode())


def test_a_file_says_first_who_wrote_it():
    record = info_record("2013-07", "czj", "gongkai 1", MOMENT, NAME)
    block = b"software: gongkai 1\r\nformat: WARC File Format 1.1\r\nisPartOf: 2013-07/czj\r\n"
    assert told(record) == ({"WARC-Type": "warcinfo", "Content-Type": "application/warc-fields"}, block)
    assert record.id == f"<urn:uuid:{NAME}>"


def test_every_record_has_a_name_of_its_own_of_the_fourth_version(monkeypatch):
    assert len({info_record("2013-07", "czj", "t", MOMENT).id for _ in range(50)}) == 50
    monkeypatch.setattr(warc.secrets, "token_hex", lambda count: "0123456789abcdef" * (count // 8))
    record = info_record("2013-07", "czj", "t", MOMENT)
    assert record.id == "<urn:uuid:01234567-89ab-4def-a123-456789abcdef>"
    assert UUID(record.id[10:-1]).version == 4


def test_no_value_begins_a_line_of_its_own():
    named, _ = told(outlinks_record("http://a.cn/\r\nWARC-Type: response\x85x", MOMENT, ""))
    assert named["WARC-Target-URI"] == "http://a.cn/ WARC-Type: response x"


def test_a_record_is_one_member_that_any_gzip_opens_and_ends_with_an_empty_line():
    record = response_record(URL, MOMENT, HEAD, b"a\r\n\r\nb\r\n\r\n", "ab")
    assert gzip.decompress(record.data).endswith(b"\r\n\r\na\r\n\r\nb\r\n\r\n\r\n\r\n")
    assert len(response_record(URL, MOMENT, HEAD, b"x" * 10_000, "ab").data) < 1000
    assert body_of(*opened(record.data)) == b"a\r\n\r\nb\r\n\r\n"
    assert body_of(b"Content-Type: text/html", b"a\r\n\r\nb") == b"a\r\n\r\nb"


@pytest.fixture
def folder(tmp_path):
    """Two files of a month, with an answer in each."""
    for name in ("one", "two"):
        file = WarcFile(tmp_path / f"warc/2013-07/{name}.warc.gz", 0)
        assert file.append(Record(b"before", "", "")) == (0, 6)
        record = response_record(URL, MOMENT, HEAD, name.encode(), sha256(name.encode()))
        assert file.append(record) == (6, len(record.data))
        assert file.sync() == 6 + len(record.data)
        file.close()
    return tmp_path


def spot(folder, name):
    path = f"warc/2013-07/{name}.warc.gz"
    return Spot(path, 6, (folder / path).stat().st_size - 6)


def test_one_reads_from_file_to_file_and_back_and_the_last_one_is_closed(folder):
    records = Records(folder)
    for name in ("one", "one", "two", "one"):
        assert body_of(*records.read(spot(folder, name))) == name.encode()
        assert records.raw(spot(folder, name))[:2] == b"\x1f\x8b"
    last = records._file
    records.close()
    assert last.closed
    records.close()
    assert body_of(*records.read(spot(folder, "one"))) == b"one"
    records.close()


def test_what_was_appended_since_it_was_opened_is_read(folder):
    records, place = Records(folder), spot(folder, "one")
    assert records.raw(place)
    with (folder / place.path).open("r+b") as file:
        file.seek(place.offset)
        file.write(b"??")
    assert records.raw(place)[:2] == b"??"
    records.close()


def damage(call, *words):
    with pytest.raises(ArchiveDamaged) as raised:
        call(*words)
    error = raised.value
    assert str(error) == f"{error.path} at byte {error.offset}: {error.what}"
    return error.path, error.offset, error.what


def test_damage_is_named_by_file_and_place_and_kind(folder):
    place = spot(folder, "one")
    path = folder / place.path
    missing = Spot("warc/2013-07/three.warc.gz", 3, 4)
    for call, more in ((read_record, ()), (read_body, ("ab",)), (lambda *words: Records(words[0]).raw(words[1]), ())):
        assert damage(call, folder, missing, *more) == (folder / missing.path, 3, "the file is missing")
    assert damage(read_body, folder, place, "ab") == (path, 6, "the body is not the one that was stored")
    assert read_body(folder, place, sha256(b"one")) == b"one"
    for wrong in (Spot(place.path, 0, 6), Spot(place.path, 6, place.length - 9)):
        found, offset, what = damage(read_record, folder, wrong)
        with pytest.raises(isal_zlib.IsalError) as said:
            opened(path.read_bytes()[wrong.offset : wrong.offset + wrong.length])
        assert (found, offset, what) == (path, wrong.offset, str(said.value))


def test_no_file_stays_open_after_a_record_was_read(folder):
    before = set(os.listdir("/proc/self/fd"))
    read_record(folder, spot(folder, "one"))
    damage(read_record, folder, Spot("warc/2013-07/one.warc.gz", 1, 5))
    assert set(os.listdir("/proc/self/fd")) <= before


def test_a_file_shorter_than_what_was_committed_is_left_as_it_is(tmp_path):
    path = tmp_path / "warc/2013-07/czj.warc.gz"
    said = "the file is shorter than what was committed"
    assert damage(WarcFile, path, 1) == (path, 1, said)
    assert not path.parent.exists()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"ab")
    assert damage(WarcFile, path, 3) == (path, 3, said)
    WarcFile(path, 2).close()
    assert path.read_bytes() == b"ab"
    assert not (tmp_path / "cut").exists()


def test_what_was_not_committed_is_cut_off_and_set_aside(tmp_path):
    path = tmp_path / "warc/2013-07/b.c.warc.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"keptlost")
    file = WarcFile(path, 4)
    assert file.append(Record(b"new", "", "")) == (4, 3)
    assert file.sync() == 7
    file.close()
    assert path.read_bytes() == b"keptnew"
    assert set_aside(path) == tmp_path / "cut/2013-07/b"
    assert (tmp_path / "cut/2013-07/b/4.gz").read_bytes() == b"lost"
    WarcFile(path, 4).close()
    assert (tmp_path / "cut/2013-07/b/4.gz").read_bytes() == b"new"


def test_what_was_appended_is_made_durable_once_and_the_name_of_a_new_file_with_it(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(warc.os, "fsync", lambda number: synced.append(os.readlink(f"/proc/self/fd/{number}")))
    path = tmp_path / "warc/2013-07/czj.warc.gz"
    file = WarcFile(path, 0)
    assert (file.path, file.dirty, file.is_new, file.sync(), synced) == (path, False, True, 0, [])
    for end, places in ((3, [path, path.parent]), (6, [path])):
        file.append(Record(b"abc", "", ""))
        assert file.dirty is True
        assert (file.sync(), file.sync(), file.dirty, file.is_new) == (end, end, False, False)
        assert path.stat().st_size == end
        assert synced == [str(place) for place in places]
        synced.clear()
    file.close()
    again = WarcFile(path, 3)
    assert (again.is_new, again.dirty) == (False, False)
    again.close()
    assert synced == [str(tmp_path / "cut/2013-07/czj/3.gz")]


def test_no_folder_stays_open_after_a_new_file(tmp_path):
    before = set(os.listdir("/proc/self/fd"))
    file = WarcFile(tmp_path / "warc/2013-07/czj.warc.gz", 0)
    file.append(Record(b"abc", "", ""))
    file.sync()
    file.close()
    assert set(os.listdir("/proc/self/fd")) <= before
