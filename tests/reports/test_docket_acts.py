"""Replies, closings and closings taken back: all that is asked is recorded with who and why, or nothing is."""

import hashlib
from datetime import date

import pytest

from checker.ledger.events import Kind
from reports.workspace import read
from tests.reports.dockets import (
    AUGUST,
    CLOSED,
    DISPUTED,
    GONE,
    HARM,
    JULY,
    LATE,
    NOTIFIED,
    OVERDUE,
    PAST,
    RECTIFIED,
    REPLIED,
    caller,
    events,
    told,
)
from tests.reports.test_docket import rows

SAID = ("--says", "已于9月12日补发", "--by", "办公室")
WHY = ("--reason", "已书面说明", "--by", "张三")


@pytest.fixture
def folder(tmp_path):
    return told(tmp_path / "w")


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def added(folder, before):
    return events(folder)[len(before) :]


def test_a_reply_is_recorded_for_the_cases_that_it_names(call, folder):
    before = events(folder)
    code, said, _ = call("reply", "市环保局", str(OVERDUE), str(LATE), str(OVERDUE), *SAID)
    assert code == 0
    assert "条目 1、2" in said
    assert [(each.case, each.kind, each.period, each.on, each.by, each.says) for each in added(folder, before)] == [
        (case, Kind.REPLIED, AUGUST, date(2013, 9, 20), "办公室", "已于9月12日补发") for case in (OVERDUE, LATE)
    ]
    assert {rows(call)[each]["state"] for each in (OVERDUE, LATE)} == {"replied"}
    assert call("ledger", "1")[1].count("已于9月12日补发") == 1


def test_a_reply_that_names_no_case_is_for_all_that_wait_for_one(call, folder):
    before = events(folder)
    assert call("reply", "hbj", *SAID)[0] == 0
    assert [each.case for each in added(folder, before)] == [OVERDUE, LATE, DISPUTED]  # REPLIED has one already


@pytest.mark.parametrize("named", [(), (str(OVERDUE), str(LATE), str(DISPUTED))])
def test_the_same_reply_again_adds_nothing(call, folder, tmp_path, named):
    (tmp_path / "a.txt").write_text("函", "utf-8")
    words = ("reply", "hbj", *named, *SAID, "--evidence", str(tmp_path / "a.txt"))
    assert call(*words)[0] == 0
    before = events(folder)
    code, said, _ = call(*words, as_of="2013-09-23")
    assert code == 0
    assert "没有重复登记" in said
    assert added(folder, before) == []
    assert call("reply", "hbj", str(LATE), "--says", "又补了一份", "--by", "办公室")[0] == 0
    assert [each.case for each in added(folder, before)] == [LATE]


def test_a_reply_after_another_look_is_a_new_one_though_its_words_are_the_same(call, folder):
    words = ("reply", "hbj", str(OVERDUE), *SAID)
    assert call(*words, as_of="2013-08-30")[0] == 0
    assert [each.period for each in events(folder, OVERDUE) if each.kind is Kind.REPLIED] == [JULY]
    assert call(*words)[0] == 0
    assert [each.period for each in events(folder, OVERDUE) if each.kind is Kind.REPLIED] == [JULY, AUGUST]


def test_files_are_kept_by_their_bytes_and_their_names_are_only_text(call, folder, tmp_path):
    name = "..；回复[bold]<b>.docx"
    (tmp_path / name).write_bytes(b"words")
    digest = hashlib.sha256(b"words").hexdigest()
    code, said, _ = call("reply", "hbj", str(OVERDUE), *SAID, "--evidence", str(tmp_path / name))
    assert code == 0
    assert digest in said
    assert (folder / "var/replies" / digest).read_bytes() == b"words"
    (reply,) = [each for each in events(folder, OVERDUE) if each.kind is Kind.REPLIED]
    assert [(each.name, each.sha256) for each in reply.handed] == [(name, digest)]
    story = "".join(call("ledger", "1")[1].split())
    assert name in story
    assert "文件完好" in story
    (folder / "var/replies" / digest).write_bytes(b"others")
    assert "文件已损坏" in "".join(call("ledger", "1")[1].split())


def test_a_file_that_cannot_be_had_leaves_everything_as_it_was(call, folder, tmp_path):
    before = events(folder)
    assert call("reply", "hbj", *SAID, "--evidence", str(tmp_path / "none"))[0] == 4
    assert added(folder, before) == []


REFUSED = {
    "cases that there are not, all at once": (("reply", "hbj", "1", "77", "99", *SAID), "没有条目 77、99"),
    "another department's": (("reply", "hbj", str(HARM), *SAID), "条目 5 是示例市财政局的，不是示例市环境保护局的"),
    "one that is closed": (("reply", "czj", str(RECTIFIED), *SAID), "条目 4 已经销号（2013-09-04"),
    "one of which nobody was notified": (("reply", "czj", str(HARM), *SAID), "条目 5 还没有发出整改通知"),
    "a second closing": (("close", str(CLOSED), *WHY), "条目 8 已经销号（2013-09-09 张三 销号"),
    "a closing of what there is not": (("close", "1", "77", *WHY), "没有条目 77"),
    "taking back what is open": (("reopen", str(OVERDUE), *WHY), "条目 1 没有销号（逾期未整改）"),
    "taking back what a check saw": (("reopen", str(RECTIFIED), *WHY), "条目 4 不是由人销号的（已整改，销号）"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(call, folder, words, said):
    before = events(folder)
    code, _, complaint = call(*words)
    assert code == 4
    assert said in complaint
    assert added(folder, before) == []


def test_every_fault_is_told_at_once(call):
    complaint = call("reply", "hbj", "77", str(RECTIFIED), str(HARM), "88", *SAID)[2]
    assert len(complaint.splitlines()) == 3


BLANK = [("--says", " ", "--by", "甲"), ("--says", "好", "--by", "\n"), ("--says", "好" * 2001, "--by", "甲")]


@pytest.mark.parametrize("words", BLANK)
def test_blank_words_and_novels_are_wrong_usage(call, folder, words):
    before = events(folder)
    assert call("reply", "hbj", *words)[0] == 2
    assert call("close", "1", "--reason", words[1], "--by", words[3])[0] == 2
    assert call("reopen", "8", "--reason", words[1], "--by", words[3])[0] == 2
    assert added(folder, before) == []


def test_nothing_that_waits_is_refused_with_what_to_do(call, folder):
    before = events(folder)
    assert call("reply", "hbj", *SAID)[0] == 0
    code, _, said = call("reply", "hbj", "--says", "别的话", "--by", "乙")
    assert code == 4
    assert "没有等待回复的条目" in said
    assert len(added(folder, before)) == 3


def test_a_case_is_closed_by_a_person_and_the_closing_taken_back(call, folder):
    before = events(folder)
    code, said, _ = call("close", str(PAST), str(NOTIFIED), *WHY)
    assert code == 0
    assert "条目 9：以后的检查再发现同样的问题，会重新记入" in said  # PAST stays closed
    assert {rows(call, "--all")[each]["state"] for each in (PAST, NOTIFIED)} == {"closed"}
    assert "2013-09-20张三销号：已书面说明" in "".join(call("ledger", str(PAST))[1].split())
    assert call("reopen", str(PAST), *WHY)[0] == 0
    row = rows(call)[PAST]
    assert (row["state"], row["times"], row["notified"]) == ("opened", 2, None)
    kinds = [(each.case, each.kind, each.period) for each in added(folder, before)]
    assert kinds == [(PAST, Kind.CLOSED, AUGUST), (NOTIFIED, Kind.CLOSED, AUGUST), (PAST, Kind.REOPENED, AUGUST)]


def test_what_happened_on_an_earlier_day_takes_its_place_in_the_story(call, folder):
    assert call("reply", "hbj", str(LATE), *SAID, as_of="2013-08-20")[0] == 0
    assert [each["kind"] for each in rows(call)[LATE]["events"]] == ["found", "notified", "replied", "unknown"]
    assert rows(call)[LATE]["state"] == "replied"


def test_a_department_that_is_gone_can_still_reply(call, folder):
    assert call("reply", "jtj", str(GONE), *SAID)[0] == 0
    assert rows(call)[GONE]["state"] == "replied"


def test_acts_take_the_lock(call, folder):
    with read(folder).lock():
        assert call("reply", "hbj", *SAID)[0] == 5
        assert call("close", "1", *WHY)[0] == 5
        assert call("reopen", str(CLOSED), *WHY)[0] == 5


def test_a_reply_to_what_was_replied_to_can_be_added_by_its_number(call, folder):
    before = events(folder)
    assert call("reply", "hbj", str(REPLIED), *SAID)[0] == 0
    assert [each.case for each in added(folder, before)] == [REPLIED]
