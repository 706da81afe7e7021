"""What the keeper writes of a step, row by row: everything, of its own site and month only, under its seal."""

import hashlib

import pytest

from crawler.archive import Archive
from crawler.families import Lead
from crawler.frontier import Changes, Row, State
from crawler.keeping import AskedRobots, Keeper, Kept, Step
from crawler.politeness import Rest
from crawler.promise import Move
from crawler.sealed import seal
from crawler.warc import Spot, read_record
from tests.crawler.rows_kept import FILE, HOME, JULY, JUNE, MOMENT, STAMP, columns, record, row, rows


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path) as archive:
        yield archive


@pytest.fixture
def keeper(archive):
    keeper = Keeper(archive, JULY, "gongkai 1")
    keeper.begin("czj", HOME, MOMENT)
    yield keeper
    keeper.close()


def test_where_records_lie_is_what_captures_and_rows_of_records_say(keeper, archive):
    kept = (
        Kept(columns("plain"), record("answer"), record("leads")),
        Kept(columns("shown"), record("source"), None, shown=record("as shown")),
        Kept(columns("same"), record("same"), None, Spot("w", 1, 2), Spot("l", 3, 4), shown=record("never")),
        Kept(columns("fresh"), record("a"), record("bc"), None, Spot("l", 5, 6)),
        Kept(columns("nothing", status=None)),
    )
    keeper.apply(Step("czj", kept))
    opening = archive.folder / FILE
    keeper.flush()
    whole = opening.read_bytes()
    start = len(whole) - len("answerleadssourceas shownsameabc")
    assert whole[start:] == b"answerleadssourceas shownsameabc"
    places = [start + number for number in (0, 6, 11, 17, 25, 29, 30)]
    said = ("answer", "leads", "source", "as shown", "same", "a", "bc")
    assert rows(archive, "records") == [
        (FILE, 0, start, hashlib.sha256(whole[:start]).hexdigest()),
        *((FILE, place, len(text), f"sha256 of {text}") for place, text in zip(places, said, strict=True)),
    ]
    names = (
        "warc",
        "offset",
        "length",
        "record",
        "record_offset",
        "record_length",
        "leads",
        "leads_offset",
        "leads_length",
    )
    assert rows(archive, "captures", *names) == [
        (FILE, places[0], 6, FILE, places[0], 6, FILE, places[1], 5),
        (FILE, places[3], 8, FILE, places[2], 6, "", 0, 0),
        ("w", 1, 2, FILE, places[4], 4, "l", 3, 4),
        (FILE, places[5], 1, FILE, places[5], 1, FILE, places[6], 2),
        ("", 0, 0, "", 0, 0, "", 0, 0),
    ]
    assert rows(archive, "warcs") == [(FILE, len(whole), "")]


def test_every_column_of_a_capture_is_kept_under_its_seal(keeper, archive):
    keeper.apply(Step("czj", (Kept(columns()),)))
    found = archive.db.execute("SELECT * FROM captures")
    (said,) = (dict(zip([each[0] for each in found.description], row, strict=True)) for row in found)
    assert {name: said[name] for name in columns()} == columns()
    assert (said["period"], said["site"], said["current"]) == ("2013-07", "czj", 1)
    assert said["seal"] == seal(said)


def test_a_file_begins_with_who_wrote_it_and_when_its_first_answer_came(keeper, archive):
    keeper.apply(Step("czj", (Kept(columns(), record("x")),)))
    keeper.flush()
    (_, offset, length, _), *_ = rows(archive, "records")
    head, block = read_record(archive.folder, Spot(FILE, offset, length))
    assert block.startswith(b"software: gongkai 1\r\n")
    assert block.endswith(b"isPartOf: 2013-07/czj\r\n")
    assert b"WARC-Date: 2013-07-05T01:00:00Z" in head
    keeper.close()
    again = Keeper(archive, JULY, "gongkai 2")
    again.apply(Step("czj", (Kept(columns("b"), record("y")),)))
    again.close()
    assert len(rows(archive, "records")) == 3


def test_a_second_attempt_takes_the_place_of_the_first_at_its_address(keeper, archive):
    for number, period in ((1, JULY), (2, JUNE)):
        other = Keeper(archive, period, "test")
        other.apply(Step("hbj" if number == 1 else "czj", (Kept(columns("a")),)))
        other.close()
    keeper.apply(Step("czj", (Kept(columns("a", reason="dns")), Kept(columns("b")))))
    keeper.apply(Step("czj", (Kept(columns("a"), again=True),)))
    said = rows(archive, "captures", "period", "site", "url", "current")
    assert [each[3] for each in said] == [1, 1, 0, 1, 1]


def test_what_a_frontier_noted_is_kept_in_its_order_and_elsewhere_nothing_changes(keeper, archive):
    july, other = Keeper(archive, JULY, "test"), Keeper(archive, JUNE, "test")
    added = tuple((row(name, around="s", promise=number), State.OPEN) for number, name in enumerate("abcd"))
    added += ((row("e", around="t", promise=2), State.OPEN), (row("f", around="s", promise=2), State.LATER))
    for each, site in ((july, "hbj"), (other, "czj"), (keeper, "czj")):
        each.apply(Step(site, changes=Changes(added=added)))
    before = {
        key: [each for each in rows(archive, "frontier") if each[1:3] == key]
        for key in (("2013-07", "hbj"), ("2013-06", "czj"))
    }
    assert all(before.values())
    long = "长" * 301
    raised = Row("a.cn/b", Lead(f"{HOME}B", long, hop=True), "S", 7, 99, "S")
    keeper.apply(
        Step(
            "czj",
            changes=Changes(
                moved=(("s", Move(1, 3, 100)), ("t", Move(0, 2, -5))),
                added=((row("a", promise=55), State.OPEN), (row("g", long, around="z"), State.NOTED)),
                raised=(raised,),
                ended=(("a.cn/c", State.DONE), ("a.cn/e", State.LATER)),
            ),
        )
    )
    for each in (july, other):
        each.close()
    ours = [each[3:] for each in rows(archive, "frontier") if each[1:3] == ("2013-07", "czj")]
    usual = row("a").lead.way
    assert ours == [
        ("a.cn/a", f"{HOME}a", "l", usual, "s", 1, 0, "s", State.OPEN),
        ("a.cn/b", f"{HOME}B", long[:300], raised.lead.way, "S", 7, 99, "S", State.OPEN),
        ("a.cn/c", f"{HOME}c", "l", usual, "s", 1, 102, "s", State.DONE),
        ("a.cn/d", f"{HOME}d", "l", usual, "s", 1, 103, "s", State.OPEN),
        ("a.cn/e", f"{HOME}e", "l", usual, "s", 1, -3, "t", State.LATER),
        ("a.cn/f", f"{HOME}f", "l", usual, "s", 1, 2, "s", State.LATER),
        ("a.cn/g", f"{HOME}g", long[:300], usual, "s", 1, 0, "z", State.NOTED),
    ]
    for key, kept in before.items():
        assert [each for each in rows(archive, "frontier") if each[1:3] == key] == kept


def test_what_hosts_and_machines_said_is_kept_as_they_said_it(keeper, archive):
    rules = AskedRobots("a.cn", STAMP, b"User-agent: *", record("answer"), "rules", "robots_disallowed", "n")
    closed = AskedRobots("b.cn:81", STAMP, None, None, "closed", "timeout", "")
    rests = (Rest("1.2.3.4 a", MOMENT, 60.5), Rest("", MOMENT, 1.0))
    keeper.apply(Step("czj", robots=(rules, closed), nowhere="shown", rests=rests))
    sealed = seal({"origin": "a.cn", "fetched": STAMP, "body": b"User-agent: *"})
    assert rows(archive, "robots") == [("a.cn", STAMP, b"User-agent: *", sealed)]
    assert rows(archive, "hosts") == [
        ("2013-07", "a.cn", STAMP, "rules", "robots_disallowed", "n"),
        ("2013-07", "b.cn:81", STAMP, "closed", "timeout", ""),
    ]
    assert sorted(rows(archive, "rests")) == [("", MOMENT.isoformat(), 1.0), ("1.2.3.4 a", MOMENT.isoformat(), 60.5)]
    assert rows(archive, "nowhere") == [("2013-07", "czj", "shown")]
    assert [each[3] for each in rows(archive, "records")][1:] == ["sha256 of answer"]
    empty = AskedRobots("a.cn", "later", b"", None, "free", "", "")
    keeper.apply(Step("czj", robots=(empty,), nowhere="other", rests=(Rest("", MOMENT, 2.0),)))
    assert rows(archive, "robots", "fetched", "body") == [("later", b"")]
    assert rows(archive, "hosts", "asked", "state")[0] == ("later", "free")
    assert rows(archive, "nowhere", "said") == [("other",)]
    assert sorted(rows(archive, "rests", "machine", "seconds")) == [("", 2.0), ("1.2.3.4 a", 60.5)]
