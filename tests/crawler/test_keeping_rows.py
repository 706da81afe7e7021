"""What the keeper writes, row by row: everything of a step, of its own site and month only, and a seal on what is sealed."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from crawler.archive import Archive, ArchiveDamaged
from crawler.families import Lead
from crawler.frontier import Changes, Row, State
from crawler.keeping import SYNCS, AskedRobots, Finished, Keeper, Kept, Step
from crawler.period import CHINA, Period
from crawler.politeness import Rest
from crawler.promise import Move
from crawler.sealed import seal, seal_of_visit, seals
from crawler.warc import Record, Spot, read_record

JUNE, JULY = Period(2013, 6), Period(2013, 7)
MOMENT = datetime(2013, 7, 5, 9, 0, 0, 123456, tzinfo=CHINA)
STAMP = "2013-07-05T09:00:00+08:00"
HOME = "http://a.cn/x/"
FILE = "warc/2013-07/czj.warc.gz"


def columns(name="a", **changes):
    return {
        "url": f"{HOME}{name}", "final_url": "f", "label": "l", "seen_on": "s", "depth": 1, "kind": "page", "status": 200,
        "reason": "", "note": "n", "media_type": "m", "sha256": "h", "size": 2, "fetched": STAMP, "last_modified": "lm",
        "stored": STAMP, "etag": "e",
    } | changes  # fmt: skip


def record(text):
    return Record(text.encode(), f"sha256 of {text}", "")


def row(name, label="l", **more):
    return Row(f"a.cn/{name}", Lead(f"{HOME}{name}", label), "s", 1, **more)


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


def rows(archive, table, *names):
    """A table in its order, some columns of it or all."""
    asked = ", ".join(f'"{name}"' for name in names) or "*"
    return archive.db.execute(f"SELECT {asked} FROM {table}").fetchall()


def tables(archive):
    return {
        name: rows(archive, name) for name in ("captures", "visits", "frontier", "nowhere", "hosts", "robots", "rests")
    }


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


def said_of(keeper, site, home):
    """A visit under way: one capture, one address to ask, what its host said and what it shows for nowhere."""
    keeper.begin(site, home, MOMENT)
    heard = AskedRobots(home.split("/")[2], STAMP, None, None, "free", "", "")
    changes = Changes(added=((row(site), State.OPEN),))
    keeper.apply(Step(site, (Kept(columns(site)),), changes, (heard,), nowhere="shown"))


def test_a_visit_is_begun_once_and_begun_anew_it_forgets_its_own_alone(archive):
    keepers = [Keeper(archive, period, "test") for period in (JUNE, JULY)]
    for keeper in keepers:
        said_of(keeper, "czj", HOME)
        said_of(keeper, "hbj", "http://b.cn/")
    keeper = keepers[1]
    before = tables(archive)
    assert before["visits"][-2] == ("2013-07", "czj", HOME, STAMP, None, 0, "", "", 0.0, b"")
    assert keeper.begin("czj", HOME, MOMENT) is True
    assert tables(archive) == before
    later = MOMENT.replace(hour=11)
    assert keeper.begin("czj", HOME, later, again=True) is True
    after = tables(archive)
    ours = ("2013-07", "czj")
    for name in ("frontier", "nowhere"):
        start = 1 if name == "frontier" else 0
        assert after[name] == [each for each in before[name] if each[start : start + 2] != ours]
        assert len(after[name]) == 3
    assert [each[:2] for each in after["hosts"]] == [("2013-06", "a.cn"), ("2013-06", "b.cn"), ("2013-07", "b.cn")]
    assert rows(archive, "captures", "period", "site", "current") == [
        ("2013-06", "czj", 1), ("2013-06", "hbj", 1), ("2013-07", "czj", 0), ("2013-07", "hbj", 1),
    ]  # fmt: skip
    assert sorted(after["visits"]) == sorted(
        [each for each in before["visits"] if each[:2] != ours]
        + [(*ours, HOME, later.isoformat(timespec="seconds"), None, 0, "", "", 0.0, b"")]
    )
    for each in keepers:
        each.close()


def test_a_finished_visit_is_resumed_only_at_another_home_or_when_it_is_asked_for(keeper):
    keeper.apply(Step("czj", finished=Finished(MOMENT, 1, "", "", 1.0)))
    assert keeper.begin("czj", HOME, MOMENT) is False
    assert keeper.begin("czj", "no address", MOMENT) is True
    assert keeper.archive.visit("czj", JULY).home == "no address"
    assert keeper.begin("czj", "no address", MOMENT, again=True) is True


def test_a_visit_that_ends_seals_itself_and_its_file(keeper, archive):
    keeper.begin("hbj", "http://b.cn/", MOMENT)
    keeper.apply(Step("czj", (Kept(columns(), record("x")),), Changes(added=((row("a"), State.DONE),))))
    keeper.apply(Step("czj", finished=Finished(MOMENT, 3, "rules", "note", 2.5)))
    whole = (archive.folder / FILE).read_bytes()
    assert rows(archive, "warcs") == [(FILE, len(whole), hashlib.sha256(whole).hexdigest())]
    sealed = seal_of_visit(archive.db.conn, "2013-07", "czj")
    assert rows(archive, "visits") == [
        ("2013-07", "czj", HOME, STAMP, STAMP, 3, "rules", "note", 2.5, sealed),
        ("2013-07", "hbj", "http://b.cn/", STAMP, None, 0, "", "", 0.0, b""),
    ]
    keeper.apply(Step("czj", finished=Finished(MOMENT, 4, "", "", 1.0)))
    assert rows(archive, "visits", "pages", "robots", "note", "seconds")[0] == (4, "", "", 3.5)
    keeper.apply(Step("czj", (Kept(columns("b"), record("more")),)))
    assert (archive.folder / FILE).read_bytes()[: len(whole)] == whole
    keeper.apply(Step("czj", finished=Finished(MOMENT, 5, "", "", 0.0)))
    keeper.flush()
    assert list(seals(archive.db.conn)) == []


def test_all_files_are_made_durable_however_many_there_are(archive):
    keeper = Keeper(archive, JULY, "test")
    sites = [f"s{number:02}" for number in range(2 * SYNCS + 1)]
    for number, site in enumerate(sites):
        keeper.begin(site, HOME, MOMENT)
        keeper.apply(Step(site, (Kept(columns(), record("x" * number + "y")),)))
    keeper.flush()
    assert not any(file.dirty for file in keeper._files.values())
    sizes = [
        (f"warc/2013-07/{site}.warc.gz", (archive.folder / f"warc/2013-07/{site}.warc.gz").stat().st_size)
        for site in sites
    ]
    assert sorted(rows(archive, "warcs", "path", "committed")) == sizes
    keeper.apply(Step("s03", (Kept(columns("b"), record("more")),)))
    keeper.close()
    assert sorted(rows(archive, "warcs", "path", "committed"))[3] == (sizes[3][0], sizes[3][1] + 4)


def others_see(archive, table):
    with closing(sqlite3.connect(archive.folder / "archive.db")) as db:
        return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_nothing_lasts_before_it_is_flushed_and_then_everything_does(archive):
    keeper = Keeper(archive, JULY, "test")
    keeper.flush()
    keeper.begin("czj", HOME, MOMENT)
    keeper.apply(Step("czj", (Kept(columns(), record("x")),)))
    assert (others_see(archive, "visits"), others_see(archive, "captures")) == (0, 0)
    keeper.flush()
    assert (others_see(archive, "visits"), others_see(archive, "captures")) == (1, 1)
    assert not archive.db.conn.in_transaction
    keeper.close()


def test_whoever_hands_over_notes_it_within_and_whoever_watches_is_told_after(archive):
    saw, order = [], []
    keeper = Keeper(archive, JULY, "test", lambda step: (saw.append(step), order.append("saw")))
    keeper.begin("czj", HOME, MOMENT)
    step = Step("czj", (Kept(columns()),))
    keeper.apply(step, lambda: order.append(f"took {len(rows(archive, 'captures'))} {archive.db.conn.in_transaction}"))
    assert (saw, order) == ([step], ["took 1 True", "saw"])

    def refuse():
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        keeper.apply(Step("czj", (Kept(columns("b")),)), refuse)
    keeper.apply(step)
    keeper.flush()
    keeper.close()
    assert (len(saw), others_see(archive, "captures"), archive.db.conn.in_transaction) == (1, 0, False)


def test_files_are_closed_though_what_they_hold_is_given_up(archive, monkeypatch):
    keeper = Keeper(archive, JULY, "test")
    keeper.begin("czj", HOME, MOMENT)
    keeper.apply(Step("czj", (Kept(columns(), record("x")),)))
    (file,) = keeper._files.values()

    def refuse():
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(file, "sync", refuse)
        with pytest.raises(OSError, match="full"):
            keeper.close()
    assert file._file.closed
    assert not archive.db.conn.in_transaction
    with pytest.raises(RuntimeError, match="shutdown"):
        keeper._threads.submit(int)


def test_a_file_that_is_shorter_than_its_rows_is_damage_and_nothing_of_the_step_lasts(archive):
    keeper = Keeper(archive, JULY, "test")
    keeper.begin("czj", HOME, MOMENT)
    keeper.apply(Step("czj", (Kept(columns(), record("x")),)))
    keeper.close()
    size = (archive.folder / FILE).stat().st_size
    (archive.folder / FILE).write_bytes(b"")
    keeper = Keeper(archive, JULY, "test")
    with pytest.raises(ArchiveDamaged) as damage:
        keeper.apply(Step("czj", (Kept(columns("b"), record("y")),)))
    assert (damage.value.path, damage.value.offset) == (archive.folder / FILE, size)
    keeper.close()
    assert others_see(archive, "captures") == 1
