"""The file of what people decided: only added to, all or nothing, and kept whatever happens to the results."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest

from checker.appeals import Appeal, Handed
from checker.decided import decided, named
from checker.decisions import TABLES, Decisions, Received
from checker.rulings import Decision, Ruling
from checker.store import Store
from checker.visits import SiteMark
from crawler.period import Period
from rules.finding import failed, passed
from tests.checker.test_decided import DAY, FAILURE, PERIOD, SCHEME, month, name, ruling, shown

RULING = Ruling(
    "2013-07/hbj/C1-1/0123456789", "abcd", Decision.CHANGED, Decimal("0.50"), "核实\n“好”", "甲", DAY, "f!D4"
)
MARK = SiteMark(
    "onsite/hbj/C1-week/2013-07-01", "2013-07", "有", Decimal(2), Decimal(2), "日报7版", "", "甲", DAY, "f!J4"
)
FILE = Received("a" * 64, "回收.xlsx", DAY, {"rulings": 1, "marks": 1})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "var" / "gongkai.sqlite"


@pytest.fixture
def kept(path):
    with closing(Decisions(path)) as decisions:
        yield decisions


def everything(path):
    with closing(sqlite3.connect(path)) as db:
        return {table: db.execute(f"select * from {table}").fetchall() for table in TABLES}


def filled(kept):
    kept.receive([FILE], [RULING], [MARK])
    appeal = kept.appeal(RULING.finding, "abcd", "已公开", "某局", DAY, [Handed("截图.png", "b" * 64)])
    kept.answer(appeal, replace(RULING, by="乙", settles=True, source="appeal 1"))
    return appeal


def test_what_goes_in_comes_out(kept):
    more = replace(RULING, decision=Decision.REVOKED, points=None, by="乙", settles=True)
    unseen = replace(MARK, answer="无法查看", points=None, settles=True)
    kept.receive([FILE], [RULING, more], [MARK, unseen])
    assert kept.rulings(PERIOD) == {RULING.finding: [RULING, more]}
    assert str(kept.rulings(PERIOD)[RULING.finding][0].points) == "0.50"
    assert kept.rulings(Period(2013, 8)) == {}
    assert kept.site_marks(["2013-07"]) == [MARK, unseen]
    assert kept.site_marks(["2013"]) == []
    assert kept.received() == [FILE]
    assert kept.was_received(FILE.sha256)
    assert not kept.was_received(FILE.sha256, settles=True)


def test_an_appeal_comes_out_with_its_answer(kept):
    handed = [Handed("截图.png", "b" * 64)]
    first = kept.appeal(RULING.finding, "abcd", "已公开", "某局", DAY, handed)
    assert first == Appeal(1, RULING.finding, "abcd", "已公开", "某局", DAY, tuple(handed))
    second = kept.appeal("2013-08/hbj/C1-1/0123456789", "abcd", "再申诉", "某局", DAY, [])
    answer = replace(RULING, by="乙", settles=True, source="appeal 1")
    kept.answer(first, answer)
    assert kept.appeals() == [replace(first, answer=answer), second]
    assert kept.appeals(Period(2013, 8)) == [second]
    assert kept.rulings(PERIOD) == {RULING.finding: [answer]}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("wrong", ["update {table} set rowid = rowid", "delete from {table}",
                                   "insert or replace into {table} select * from {table}",
                                   "replace into {table} select * from {table}"])  # fmt: skip
def test_nothing_is_changed_or_taken_away(path, kept, table, wrong):
    filled(kept)
    before = everything(path)
    assert before[table]
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        db.execute(wrong.format(table=table))
    assert everything(path) == before


def test_a_file_with_one_thing_that_cannot_be_kept_leaves_nothing(path, kept):
    before = everything(path)
    unkeepable = replace(MARK, note=object())
    with pytest.raises(sqlite3.Error):
        kept.receive([FILE], [RULING], [MARK, unkeepable])
    assert everything(path) == before


def test_the_same_file_is_taken_in_once_in_each_way(path, kept):
    kept.receive([FILE], [RULING], [])
    before = everything(path)
    with pytest.raises(sqlite3.IntegrityError):
        kept.receive([FILE], [replace(RULING, by="乙")], [MARK])
    with pytest.raises(sqlite3.IntegrityError):
        kept.receive([replace(FILE, sha256="c" * 64), FILE], [], [MARK])
    assert everything(path) == before
    kept.receive([replace(FILE, settles=True)], [replace(RULING, settles=True)], [])
    assert len(everything(path)["received"]) == 2


def test_an_appeal_is_answered_once_and_a_second_answer_leaves_no_ruling(path, kept):
    appeal = filled(kept)
    before = everything(path)
    with pytest.raises(sqlite3.IntegrityError):
        kept.answer(appeal, replace(RULING, by="丙"))
    assert everything(path) == before


def test_whoever_opens_the_file_again_finds_it_as_it_was(path, kept):
    filled(kept)
    before = everything(path)
    with closing(Decisions(path)) as again:
        assert again.rulings(PERIOD)[RULING.finding] == kept.rulings(PERIOD)[RULING.finding]
    assert everything(path) == before


def test_a_month_that_is_checked_again_keeps_all_decisions_and_they_count_again(path):
    first = month(FAILURE)
    said = ruling(name(first), Decision.REVOKED)
    with closing(Store(path)) as store, closing(Decisions(path)) as kept:
        store.save(PERIOD, [first], SCHEME)
        kept.receive([FILE], [said], [MARK])
        kept.appeal(said.finding, said.seen, "已公开", "某局", DAY, [])
        before = everything(path)

        def now():
            return decided(store.assessments(PERIOD), SCHEME, kept.rulings(PERIOD), kept.appeals(PERIOD))

        assert now().assessments[0].verdicts[0].score.earned == 20
        store.save(PERIOD, [month(passed())], SCHEME)
        assert now().orphans == (said,)
        store.save(PERIOD, [month(failed("small", shown(digest="7")))], SCHEME)
        assert now().assessments[0].verdicts[0].weighed[0].open == ("changed", "appeal")
        store.save(PERIOD, [first], SCHEME)
        assert now().assessments[0].verdicts[0].score.earned == 20
        assert everything(path) == before


def test_a_ruling_never_changes_what_the_machine_found(path):
    first = month(FAILURE)
    with closing(Store(path)) as store, closing(Decisions(path)) as kept:
        store.save(PERIOD, [first], SCHEME)
        kept.receive([FILE], [ruling(name(first), Decision.CHANGED, "2")], [])
        stored = store.assessments(PERIOD)
        decided(stored, SCHEME, kept.rulings(PERIOD))
        assert store.assessments(PERIOD) == stored == [first]


def test_the_name_of_a_finding_is_the_same_after_it_was_stored(path):
    first = month(FAILURE, FAILURE, portal=(FAILURE,))
    with closing(Store(path)) as store:
        store.save(PERIOD, [first], SCHEME)
        (stored,) = store.assessments(PERIOD)
    assert [n for n, _ in named(stored, stored.verdicts[0])] == [n for n, _ in named(first, first.verdicts[0])]
