"""Letters to departments: who is told what, under which number, until when; and what is never said."""

import json
import sqlite3
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import docx
import openpyxl
import pytest

from checker.casebook import Casebook
from checker.decided import named
from checker.ledger.events import Event, Kind
from crawler.period import Period
from reports import notices
from reports.cli import main
from reports.letters.notice import NAMES
from reports.notices_month import waiting
from reports.workspace import read
from rules.finding import failed, passed, untested
from tests.reports.judged import HBJ, JULY, cited
from tests.reports.noticed import (
    AUGUST,
    GAP,
    LATE,
    OTHER,
    add,
    caller,
    check,
    city,
    events,
    letter,
    letters,
    month,
    papers,
    text,
)


@pytest.fixture
def folder(tmp_path):
    return city(tmp_path)


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def test_a_letter_says_what_is_wrong_what_proves_it_what_is_asked_and_until_when(folder, call):
    check(folder, (GAP,))
    code, said = call()
    assert code == 0
    assert "伊春市政务公开办整改〔2013〕1号　示例市环境保护局：新通知 1 条，催办 0 条" in said
    told = letter(folder)
    for words in (
        "伊春市政务公开办公室",
        "政务公开整改通知书",
        "示例市环境保护局：",
        "2013年7月网上检查",
        "第1号（城市空气环境质量日报）：5个工作日内改正，至2013年8月12日。",
        "C1-1 城市空气环境质量日报",
        "2013-07-09（没有 7月9日 的日报）",
        "http://hbj.example/7.htm\n2013年8月1日02:10取得 第2行 “7月9日 无”",
        "每天一份空气质量日报",
        "提出申诉",
        "整改情况反馈表",
        "2013年8月5日",
    ):
        assert words in told, words
    (event,) = events(folder, Kind.NOTIFIED)
    assert (event.paper, event.within, event.due) == ("伊春市政务公开办整改〔2013〕1号", 5, date(2013, 8, 12))
    assert (event.period, event.on) == (JULY, date(2013, 8, 5))


def test_the_same_command_again_writes_the_same_letter_and_tells_nothing_new(folder, call):
    check(folder, (GAP,))
    call()
    before = letters(folder)
    (folder / "var/notices/2013-07/hbj-1.docx").unlink()
    code, said = call(on="2013-09-30")
    assert code == 0
    assert "没有需要通知或催办的条目" in said
    assert letters(folder) == before
    assert len(papers(folder)) == 1
    assert call("czj")[0] == 0


def test_numbers_of_a_year_follow_each_other_without_a_gap(folder, call):
    check(folder, (GAP,), other=(OTHER,))
    call("czj")
    call()
    check(folder, (GAP, OTHER))
    call(on="2013-08-06")
    assert [(each.department, each.serial) for each in papers(folder)] == [("czj", 1), ("hbj", 2), ("hbj", 3)]
    assert "2013-07-10" in letter(folder, "hbj-3")
    assert "2013-07-09" not in letter(folder, "hbj-3")
    check(folder, (GAP, OTHER, replace(OTHER, subject="x")), Period(2013, 12), date(2014, 1, 3))
    call(period="2013-12", on="2014-01-05")
    assert (papers(folder)[-1].year, papers(folder)[-1].serial) == (2014, 1)


def test_a_stop_between_the_ledger_and_the_files_loses_no_letter_and_no_number(folder, call, monkeypatch):
    check(folder, (GAP,), other=(OTHER,))
    with monkeypatch.context() as patched:
        patched.setattr(notices, "write_letters", lambda *_: (_ for _ in ()).throw(OSError("full")))
        assert call()[0] == 6
    assert letters(folder) == {}
    assert len(papers(folder)) == 2
    assert call(on="2013-08-09")[0] == 0
    assert list(letters(folder)) == ["czj-2.docx", "hbj-1.docx"]
    assert "2013年8月5日" in letter(folder)
    assert len(events(folder, Kind.NOTIFIED)) == 2


def test_what_the_ledger_could_not_take_is_not_printed(folder, call, monkeypatch):
    check(folder, (GAP,))

    def full(*_):
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(Casebook, "add", full)
        assert call()[0] == 6
    assert letters(folder) == {}
    assert papers(folder) == []


def test_a_draft_has_no_number_and_is_not_recorded(folder, call):
    check(folder, (GAP,))
    code, said = call("--draft")
    assert code == 0
    assert "草稿 1 份" in said
    told = text(folder / "var/notices/2013-07/draft/hbj.docx")
    assert "草稿（没有编号，不作为依据）" in told
    assert "号　" not in told
    assert papers(folder) == []
    assert events(folder, Kind.NOTIFIED) == []


def test_nothing_to_notify_is_said_and_is_no_fault(folder, call):
    check(folder, (passed(),))
    assert call() == (0, "没有需要通知或催办的条目\n")
    assert not (folder / "var/notices").exists() or letters(folder) == {}


def test_what_could_not_be_checked_accuses_nobody(folder, call):
    check(folder, (untested("missing-day", cited("x"), note="服务器出错"),))
    assert "没有需要通知" in call()[1]


def test_what_was_found_before_and_could_not_be_looked_at_now_is_told_without_a_time(folder, call):
    check(folder, (GAP, OTHER))
    check(
        folder,
        (OTHER, untested("missing-day", cited("x"), note="服务器出错", subject="2013-07-09")),
        AUGUST,
        date(2013, 9, 2),
    )
    call(period="2013-08", on="2013-09-03")
    told = letter(folder, "hbj-1", "2013-08")
    assert "以前发现、本次未能复查的问题（1条）" in told
    assert [each.case for each in events(folder, Kind.NOTIFIED)] == [2]
    form = docx.Document(str(folder / "var/notices/2013-08/hbj-1.docx")).tables[1]
    assert [row.cells[0].text for row in form.rows] == ["条目号", "2"]


def test_what_is_in_dispute_stands_apart_and_no_time_runs(folder, call):
    check(folder, (GAP, OTHER))
    (found, _) = events(folder, Kind.FOUND)
    add(folder, replace(found, open=("appeal",)))
    call()
    assert "申诉或复核中的问题（1条）" in letter(folder)
    assert [each.case for each in events(folder, Kind.NOTIFIED)] == [2]


def test_an_appeal_of_which_the_ledger_has_not_heard_counts_as_well(folder, call, capsys):
    check(folder, (GAP,))
    judged = month(HBJ, (GAP,), JULY)
    ((name, _),) = named(judged, judged.verdicts[0])
    words = ["appeal", "hbj", str(name), "--reason", "当天已公开", "--by", "王"]
    assert main([*words, "--workspace", str(folder), "--period", "2013-07", "--as-of", "2013-08-05"]) == 0
    capsys.readouterr()
    assert "没有需要通知" in call()[1]


def test_what_cannot_be_put_right_any_more_asks_for_a_written_explanation(folder, call):
    check(folder, (LATE,))
    call()
    told = letter(folder)
    assert "已经不能补正、需要书面说明的问题（1条）" in told
    assert "5个工作日内书面说明，至2013年8月12日" in told
    assert events(folder, Kind.NOTIFIED)[0].due == date(2013, 8, 12)


def test_overdue_ones_are_reminded_of_once_for_each_check_with_the_step_reached(folder, call):
    check(folder, (GAP,))
    call()
    assert "没有需要通知" in call(on="2013-08-20")[1]  # over, but nobody has looked since
    check(folder, (GAP,), AUGUST, date(2013, 9, 2))
    code, said = call(period="2013-08", on="2013-09-03")
    assert code == 0
    assert "新通知 0 条，催办 1 条" in said
    told = letter(folder, "hbj-2", "2013-08")
    assert "政务公开整改催办通知书（通报）" in told
    assert "曾以伊春市政务公开办整改〔2013〕1号（2013年8月5日）通知，时限为2013年8月12日，已超过16个工作日" in told
    assert "按考核方案，现予通报" in told
    (reminder,) = events(folder, Kind.REMINDED)
    assert reminder.paper == "伊春市政务公开办整改〔2013〕2号"
    assert "没有需要通知" in call(period="2013-08", on="2013-09-04")[1]
    assert [each.paper for each in events(folder, Kind.ESCALATED)] == ["通报"]


def test_a_step_reached_since_the_check_is_noted_with_the_letter(folder, call):
    check(folder, (GAP,))
    call()
    check(folder, (GAP,), AUGUST, date(2013, 8, 14))
    call(period="2013-08", on="2013-08-15")
    assert "政务公开整改催办通知书" in letter(folder, "hbj-2", "2013-08")
    assert events(folder, Kind.ESCALATED) == []
    call(period="2013-08", on="2013-08-19")
    assert "政务公开整改催办通知书（督办）" in letter(folder, "hbj-3", "2013-08")
    assert [each.paper for each in events(folder, Kind.ESCALATED)] == ["督办"]
    assert "没有需要通知" in call(period="2013-08", on="2013-08-20")[1]


def test_what_was_replied_to_and_is_found_again_is_told_without_a_new_time(folder, call):
    check(folder, (GAP,))
    call()
    add(folder, Event(0, 1, Kind.REPLIED, JULY, date(2013, 8, 7), "王", "已补"))
    assert "没有需要通知" in call(on="2013-08-07")[1]
    check(folder, (GAP,), AUGUST, date(2013, 8, 9))
    call(on="2013-08-09", period="2013-08")
    told = letter(folder, "hbj-2", "2013-08")
    assert "已经回复、复查时仍然存在的问题（1条）" in told
    assert "你单位2013年8月7日回复" in told
    assert "时限仍为2013年8月12日" in told
    assert len(events(folder, Kind.NOTIFIED)) == 1


def test_what_a_later_check_found_is_reminded_of_in_the_letter_of_that_month(folder, call):
    check(folder, (GAP,))
    call()
    check(folder, (GAP,), AUGUST, date(2013, 9, 2))
    assert "没有需要通知" in call(on="2013-09-03")[1]


def test_letters_are_chinese_in_any_language(folder, call):
    check(folder, (GAP,))
    assert call(lang="en")[0] == 0
    assert "政务公开整改通知书" in letter(folder)
    assert "缺少当日空气质量日报" in letter(folder)


def test_an_earlier_day_does_not_notify_twice(folder, call):
    check(folder, (GAP,))
    call(on="2013-08-20")
    assert "没有需要通知" in call(on="2013-08-06")[1]


def test_a_later_check_that_saw_it_put_right_withdraws_the_accusation(folder, call):
    check(folder, (GAP,))
    check(folder, (passed(cited("7月9日 52 优"), subject="2013-07-09"),), AUGUST, date(2013, 9, 2))
    assert "没有需要通知" in call(on="2013-09-03")[1]


def test_where_the_holidays_of_a_year_are_not_known_it_says_so(folder, call):
    check(folder, (GAP,), Period(2026, 11), date(2026, 12, 20))
    call(period="2026-11", on="2026-12-29")
    assert "5个工作日内改正，2027年的节假日安排尚不知道，届满日期不能算出" in letter(folder, "hbj-1", "2026-11")
    (event,) = events(folder, Kind.NOTIFIED)
    assert (event.within, event.due) == (5, None)


def test_text_of_sites_is_text_and_nothing_else(folder, call):
    hostile = "{{ 7*7 }}{% for x in y %}{_{ <w:p/> &lt; \x00\x07\x0c\u202e\ud800 \"'“”"
    gap = failed(
        "missing-day", cited("{{ 7*7 }}</w:t>", url="http://x/{{a}}?b=1&c=<d>"), subject=hostile.replace("\ud800", "")
    )
    long = failed("missing-day", cited("长" * 500), subject="很长" * 2000)
    check(folder, (gap, long))
    assert call()[0] == 0
    told = letter(folder)
    assert "{{ 7*7 }}{% for x in y %}{_{ <w:p/> &lt; \"'“”" in " ".join(told.split())
    assert "http://x/{{a}}?b=1&c=<d>" in told
    assert "“{{ 7*7 }}</w:t>”" in told
    assert "49" not in told
    assert max(map(len, told.splitlines())) < 400


def test_sixty_cases_repeat_the_head_and_tear_no_row(folder, call):
    check(folder, tuple(failed("missing-day", cited(str(n)), subject=f"第{n}项") for n in range(60)))
    call()
    document = docx.Document(str(folder / "var/notices/2013-07/hbj-1.docx"))
    listed, form = document.tables[:2]
    assert len(listed.rows) == len(form.rows) == 61
    for table in (listed, form):
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_list_for_the_clerk_has_every_letter_of_the_month(folder, call):
    check(folder, (GAP,), other=(OTHER,))
    call()
    call("--circular")
    sheet = openpyxl.load_workbook(folder / "var/notices/2013-07/清单.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[1:4]] == [
        "伊春市政务公开办整改〔2013〕1号",
        "伊春市政务公开办整改〔2013〕2号",
        "伊春市政务公开办通报〔2013〕1号",
    ]
    assert rows[1][5:8] == [1, 0, "2013年8月12日"]
    assert rows[4][0] == "共 3 份"


def test_a_letter_that_a_person_has_changed_is_left_alone(folder, call):
    check(folder, (GAP,))
    call()
    path = folder / "var/notices/2013-07/hbj-1.docx"
    changed = docx.Document(str(path))
    changed.add_paragraph("手写")
    changed.save(str(path))
    assert "已被人改过，没有覆盖" in call()[1]
    assert "手写" in letter(folder)


def test_every_field_of_a_letter_is_known_to_the_check_of_templates(folder, call):
    check(folder, (GAP,))
    call()
    (paper,) = papers(folder)
    fields = json.loads(paper.content)
    names = {*fields, *fields["rows"][0], *fields["rows"][0]["proofs"][0], *fields["ordinals"], "draft"}
    assert names <= NAMES


def test_a_run_can_ask_how_many_cases_wait(folder, call):
    check(folder, (GAP,), other=(OTHER,))
    session = SimpleNamespace(today=date(2013, 8, 5), period=JULY)
    told = waiting(session, read(folder))
    assert (told.notify, told.remind, told.departments) == (2, 0, 2)
    call()
    assert waiting(session, read(folder)).notify == 0


def test_a_month_that_was_not_checked_is_refused(folder, call):
    assert call(period="2013-06")[0] == 4


def test_letters_of_one_month_written_in_two_years_lie_side_by_side(folder, call):
    """Serials begin anew each year: the first letter of 2014 on a month of 2013 is no other's file."""
    check(folder, (GAP,))
    call()
    check(folder, (GAP, OTHER), on=date(2014, 1, 2))
    assert "没有覆盖" not in call(on="2014-01-03")[1]
    assert list(letters(folder)) == ["hbj-1.docx", "hbj-2014-1.docx"]
    assert "2014年1月3日" in letter(folder, "hbj-2014-1")
    assert "没有覆盖" not in call(on="2014-01-03")[1]


@pytest.mark.parametrize("words", [(), ("--draft",), ("--circular",)], ids=["notice", "draft", "circular"])
def test_nothing_is_written_as_of_a_day_before_the_ledger_heard_of_the_month(folder, call, words):
    check(folder, (GAP,), on=date(2013, 9, 2))
    code, said = call(*words)
    assert code == 4
    assert "2013-07 的检查在 2013-09-02 才记入台账，文书的日期不能是 2013-08-05" in said
    assert not letters(folder)
    assert not papers(folder)


def test_a_month_that_was_not_checked_is_refused_with_the_last_that_was(folder, call):
    check(folder, (GAP,))
    code, said = call(period="2013-09", on="2013-10-08")
    assert code == 4
    assert "2013-09 还没有检查。最近检查过的是 2013-07：用 --period 2013-07" in said
