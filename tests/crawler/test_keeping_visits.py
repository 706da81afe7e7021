"""How visits begin and end, and what lasts of them: everything that was flushed, and nothing of what failed."""

import hashlib
import sqlite3
from contextlib import closing

import pytest

from crawler.archive import Archive, ArchiveDamaged
from crawler.frontier import Changes, State
from crawler.keeping import SYNCS, AskedRobots, Finished, Keeper, Kept, Step
from crawler.sealed import seal_of_visit, seals
from tests.crawler.rows_kept import FILE, HOME, JULY, JUNE, MOMENT, STAMP, columns, record, row, rows, tables


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
