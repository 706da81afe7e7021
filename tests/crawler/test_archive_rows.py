"""What is asked of an archive is answered from this site's and this month's last visit, and from no other."""

import sqlite3
from collections import Counter
from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from crawler import archive as module
from crawler.archive import Archive, Capture, Known, Visit
from crawler.keeping import Finished, Keeper, Kept, Step
from crawler.period import CHINA, Period
from crawler.scope import address_key
from crawler.snapshot import Reason
from crawler.warc import Spot, info_record

JUNE, JULY, AUGUST = Period(2013, 6), Period(2013, 7), Period(2013, 8)
MOMENT = datetime(2013, 7, 5, 9, tzinfo=CHINA)
HOME = "http://a.cn/"


def columns(url, minute=0, **changes):
    """All that the row of a capture says, each column something else."""
    return {
        "url": url, "final_url": f"{url}#final", "label": "三公经费", "seen_on": HOME, "depth": 2, "kind": "page",
        "status": 200, "reason": "", "note": "said", "media_type": "text/html", "sha256": f"of {url}", "size": 9,
        "fetched": (MOMENT + timedelta(minutes=minute)).isoformat(), "last_modified": "Fri", "etag": '"1"',
        "stored": MOMENT.replace(day=4).isoformat(),
    } | changes  # fmt: skip


def keep(archive, period, site, *rows, again=False):
    """A visit of a site that met these addresses; what is good lies where June keeps it."""
    keeper = Keeper(archive, period, "test")
    keeper.begin(site, HOME, MOMENT, again=again)
    for row in rows:
        read = not row["reason"] and row["sha256"]
        kept = Kept(row, body=Spot("w", 3, 4) if read else None, leads=Spot("l", 5, 6) if read else None)
        keeper.apply(Step(site, (kept,)))
    keeper.close()


@pytest.fixture
def archive(tmp_path):
    """Two sites and two months, one of them visited again, and a page of each kind."""
    with Archive(tmp_path) as archive:
        keep(archive, JUNE, "czj", columns("http://a.cn/june", depth=0))
        keep(archive, JULY, "czj", columns("http://a.cn/before", depth=0, reason="dns"), columns("http://a.cn/b"))
        keep(
            archive, JULY, "czj",
            columns("http://a.cn/", 1, depth=0, note="tls_expired; more"),
            columns("http://a.cn/b", 2, depth=0, reason="gone", status=404, note="tls_weak"),
            columns("http://a.cn/c", 3, reason="gone", status=None, note="not tls_b", size=1),
            columns("http://a.cn/d", 4, note="tls_expired", size=30),
            columns("http://a.cn/e", 5, note="tlsx", sha256=""),
            again=True,
        )  # fmt: skip
        keep(archive, JULY, "hbj", columns("http://a.cn/b", note="tls_other"))
        yield archive


def urls(captures):
    return [each.url.removeprefix(HOME) for each in captures]


def test_a_capture_is_what_was_kept_of_it(archive):
    said = columns("http://a.cn/", 1, depth=0, note="tls_expired; more")
    said |= {"fetched": MOMENT + timedelta(minutes=1), "stored": MOMENT.replace(day=4)}
    places = {"warc": "w", "offset": 3, "length": 4, "leads": "l", "leads_offset": 5, "leads_length": 6}
    nowhere = {"record": "", "record_offset": 0, "record_length": 0}
    first, second, *_ = archive.captures("czj", JULY)
    assert first == Capture(id=4, period="2013-07", site="czj", **said, **places, **nowhere)
    assert first.spot == Spot("w", 3, 4)
    assert (first.reason, second.reason, type(second.reason)) == ("", "gone", Reason)
    assert second.spot == Spot()
    assert archive.body(second) == b""


def test_a_row_that_is_longer_or_shorter_than_a_capture_is_none():
    row = tuple(range(len(fields(Capture))))
    for wrong in (row[:-1], (*row, 0)):
        with pytest.raises(ValueError, match=r"zip\(\)"):
            module._capture(wrong)


def test_captures_are_those_of_the_last_visit_in_the_order_in_which_they_were_met(archive):
    assert urls(archive.captures("czj", JULY)) == ["", "b", "c", "d", "e"]
    assert urls(archive.captures("czj", JUNE)) == ["june"]
    assert urls(archive.captures("hbj", JULY)) == ["b"]
    wanted = [f"{HOME}{name}" for name in ("d", "b", "b", "before", "june", "x")]
    assert urls(archive.captures_of("czj", JULY, iter(wanted))) == ["b", "d"]
    assert urls(archive.captures_of("hbj", JULY, wanted)) == ["b"]
    assert list(archive.captures_of("hbj", JUNE, wanted)) == []
    assert [each.id for each in archive.captures_by_id(iter([8, 1, 4, 4, 99]))] == [1, 4, 8]


def test_reasons_are_counted_and_what_was_brought_so_far(archive):
    assert archive.reasons("czj", JULY) == {"": 3, "gone": 2}
    assert archive.reasons("czj", AUGUST) == archive.reasons("x", JULY) == {}
    brought = archive.brought("czj", JULY)
    assert (brought.reasons, brought.size) == (Counter({"": 3, "gone": 2}), 9 + 9 + 1 + 30 + 9)
    assert list(brought.moments) == [MOMENT + timedelta(minutes=number) for number in range(1, 6)]
    assert (brought.pace, archive.brought("czj", AUGUST).ended) == (60.0, 0)


def test_faults_of_certificates_are_told_once_without_what_follows(archive):
    assert archive.tls_faults("czj", JULY) == ("tls_expired", "tls_weak")
    assert archive.tls_faults("hbj", JULY) == ("tls_other",)
    assert archive.tls_faults("czj", JUNE) == ()


def test_the_last_month_before_knows_its_good_addresses(archive):
    def known(name, size):
        stored = MOMENT.replace(day=4).isoformat()
        url = f"{HOME}{name}"
        return Known(f"{url}#final", '"1"', "Fri", f"of {url}", size, "text/html", stored, "w", 3, 4, "l", 5, 6)

    assert archive.known("czj", AUGUST) == archive.known("czj", Period(2014, 1)) == [known("", 9), known("d", 30)]
    assert archive.known("czj", JULY) == [known("june", 9)]
    assert archive.known("hbj", JULY) == archive.known("x", AUGUST) == []


def test_a_visit_is_what_was_said_of_it(archive):
    begun = Visit("2013-07", "czj", HOME, MOMENT, None, 0, "", "", 0.0)
    assert archive.visit("czj", JULY) == begun
    keeper = Keeper(archive, JULY, "test")
    for seconds in (2.5, 1.5):
        keeper.apply(Step("czj", finished=Finished(MOMENT.replace(hour=11), 5, "rules", "note", seconds)))
    keeper.close()
    assert archive.visit("czj", JULY) == Visit(
        "2013-07", "czj", HOME, MOMENT, MOMENT.replace(hour=11), 5, "rules", "note", 4.0
    )
    assert archive.visit("czj", AUGUST) is None
    assert archive.visit("x", JULY) is None


def test_why_the_first_page_was_not_read_is_that_of_the_first(archive):
    assert archive.first_reason("czj", JULY) == ""
    assert archive.first_reason("czj", AUGUST) is None
    keep(archive, AUGUST, "czj", columns("http://a.cn/x"), columns("http://a.cn/", depth=0, reason="dns"))
    assert archive.first_reason("czj", AUGUST) == "dns"


def test_what_was_met_is_what_was_asked_for_or_is_still_to_be_asked(archive):
    key = address_key("http://a.cn/waiting/index.html")
    row = ("2013-07", "czj", key, "u", "", "p", "", 0, 0, "", 1)
    archive.db.execute(f"INSERT INTO frontier VALUES (1, {', '.join('?' * len(row))})", row)
    assert archive.has_met("czj", JULY, "https://www.a.cn/waiting/")
    assert archive.has_met("czj", JULY, "http://A.cn/x/../c#y") is True
    assert archive.has_met("czj", JULY, "http://a.cn/before") is False
    for site, period in (("hbj", JULY), ("czj", JUNE)):
        assert not archive.has_met(site, period, "http://a.cn/waiting/")
        assert not archive.has_met(site, period, "http://a.cn/c")


def test_a_month_is_told_from_any_other_by_its_visits_and_their_last_captures(archive):
    started = MOMENT.isoformat(timespec="seconds")
    assert archive.marks(JULY) == [("czj", HOME, started, None, 8), ("hbj", HOME, started, None, 9)]
    assert archive.marks(JUNE) == [("czj", HOME, started, None, 1)]
    assert archive.marks(AUGUST) == []
    keep(archive, Period(2012, 12), "czj")
    assert archive.periods() == [Period(2012, 12), JUNE, JULY]


def test_a_reading_of_any_edition_is_found_under_its_address_or_under_any(archive):
    archive.keep_readings("1", iter([("a", "u", b"{}"), ("b", "", b"[]")]))
    archive.keep_readings("1", [("a", "v", b"{v}")])
    assert archive.any_reading("a", "u") == b"{}"
    assert archive.any_reading("a", "v") == b"{v}"
    assert archive.any_reading("b", "u") == b"[]"
    assert archive.any_reading("a", "x") is archive.any_reading("c", "u") is None
    archive.keep_readings("1", [("a", "u", b"{1}")])
    archive.keep_readings("2", [("b", "", b"[2]")])
    assert archive.reading("a", "1", "u") == b"{1}"
    assert (archive.any_reading("b", "x"), archive.reading("b", "1", "")) == (b"[2]", None)
    archive.db.execute("UPDATE readings SET reading = x'00'")
    assert archive.any_reading("b", "u") is None


def test_readings_are_kept_all_or_none(archive):
    archive.keep_readings("1", [("a", "u", b"{}")])
    refused = "WHEN NEW.sha256 = 'b' BEGIN SELECT RAISE(ABORT, 'full'); END"
    archive.db.execute(f"CREATE TRIGGER full BEFORE INSERT ON readings {refused}")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        archive.keep_readings("2", [("a", "u", b"{2}"), ("b", "", b"[]")])
    assert archive.db.execute("SELECT sha256, version FROM readings").fetchall() == [("a", "1")]
    assert archive.reading("a", "1", "u") == b"{}"


def test_the_file_is_made_safe_and_waited_for(archive):
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    assert [archive.db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["delete", 2, 1, 30_000]
    assert archive.db.conn.isolation_level is None


@pytest.mark.parametrize(
    ("fault", "raised", "said"),
    [
        (sqlite3.OperationalError("disk I/O error"), sqlite3.OperationalError, "disk I/O error"),
        (
            UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"),
            sqlite3.DatabaseError,
            "archive.db: 'utf-8' codec can't decode byte 0xff in position 0: invalid",
        ),
    ],
)
def test_a_file_that_cannot_be_opened_is_closed(tmp_path, monkeypatch, fault, raised, said):
    seen = []

    def prepare(db):
        seen.append(db)
        raise fault

    monkeypatch.setattr(module, "prepare", prepare)
    with pytest.raises(raised) as error:
        Archive(tmp_path / "a" / "b")
    assert (type(error.value), str(error.value)) == (raised, said)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        seen[0].execute("SELECT 1")


def test_an_archive_is_closed_when_it_is_left(tmp_path):
    with Archive(tmp_path) as archive:
        assert archive.folder == tmp_path
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        archive.db.execute("SELECT 1")


def test_a_body_is_read_from_where_its_capture_says(archive):
    keeper = Keeper(archive, AUGUST, "test")
    keeper.begin("czj", HOME, MOMENT)
    record = info_record("2013-08", "czj", "x", MOMENT)
    keeper.apply(Step("czj", (Kept(columns("http://a.cn/", sha256="ab"), record),)))
    keeper.close()
    (capture,) = archive.captures("czj", AUGUST)
    with pytest.raises(module.ArchiveDamaged) as damage:
        archive.body(capture)
    path = archive.folder / "warc/2013-08/czj.warc.gz"
    assert (damage.value.path, damage.value.offset) == (path, capture.offset)
    assert damage.value.what == "the body is not the one that was stored"
