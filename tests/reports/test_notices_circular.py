"""The circular to all: ranks as the ranking prints them, problems that stand, what was put right, and what is nobody's fault."""

import json
from dataclasses import replace
from datetime import date

import docx
import pytest

from checker.ledger.events import Event, Kind
from reports.letters.circular import NAMES
from reports.notices_files import CIRCULAR
from rules.finding import passed, untested
from tests.reports.judged import JULY, cited
from tests.reports.noticed import AUGUST, GAP, OTHER, add, caller, check, city, events, letter, letters, papers, text


@pytest.fixture
def folder(tmp_path):
    return city(tmp_path)


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def tables(folder, name="circular-1", period="2013-07"):
    found = docx.Document(str(folder / "var/notices" / period / f"{name}.docx")).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_ranks_are_those_of_the_ranking_and_good_practice_is_fact(folder, call):
    check(folder, (GAP, OTHER))
    code, said = call("--circular")
    assert code == 0
    assert "伊春市政务公开办通报〔2013〕1号" in said
    told = letter(folder, "circular-1")
    assert "关于2013年7月\n政务公开网上检查情况的通报" in told  # no line of one or two characters
    assert "对2个单位（部门2个）" in told
    assert "发现问题2处" in told
    ranks, problems, _ = tables(folder)
    assert [row[:3] for row in ranks[1:]] == [["1", "示例市财政局", "100.00"], ["2", "示例市环境保护局", "90.00"]]
    assert "可评的指标全部合规的单位：示例市财政局。" in told
    assert problems[1][2:] == ["1", "2", "示例市环境保护局（2处）"]
    assert "本月新立2条，本月没有经复查销号的条目。台账中现有2条尚未销号。" in told
    assert "尚未通知的2条" in told


def test_it_is_recorded_under_a_number_of_its_own_and_written_again_as_it_was(folder, call):
    check(folder, (GAP,))
    call()
    call("--circular")
    assert [(each.kind, each.serial) for each in papers(folder)] == [("notice", 1), (CIRCULAR, 1)]
    before = letters(folder)["circular-1.docx"]
    check(folder, (passed(),))
    code, said = call("--circular", on="2013-08-20")
    assert code == 0
    assert "照原样写出" in said
    assert letters(folder)["circular-1.docx"] == before
    assert len(papers(folder)) == 2


def test_an_office_may_number_circulars_in_its_own_way_or_not_at_all(folder, call):
    check(folder, (GAP,))
    with (folder / "gongkai.toml").open("a", encoding="utf-8") as file:
        file.write('\n[notice]\ncircular = ""\n')
    assert call("--circular")[0] == 0
    assert "通报〔" not in letter(folder, "circular-1")
    assert papers(folder)[0].serial == 1


def test_a_draft_is_not_recorded(folder, call):
    check(folder, (GAP,))
    assert call("--circular", "--draft")[0] == 0
    assert "草稿（没有编号，不作为依据）" in text(folder / "var/notices/2013-07/draft/circular.docx")
    assert papers(folder) == []


def test_what_could_not_be_checked_and_what_is_disputed_is_held_against_nobody(folder, call):
    check(folder, (untested("missing-day", cited("x"), note="服务器出错"),))
    call("--circular")
    told = letter(folder, "circular-1")
    assert "未能检测1处，均不作为问题" in told
    assert "示例市环境保护局：1处（服务器出错）。" in told
    assert "本月没有发现需要通报的问题" in told


def test_only_what_a_check_found_after_its_time_was_over_is_called_overdue(folder, call):
    check(folder, (GAP,), other=(OTHER,))
    call()
    call("--circular", on="2013-08-30")
    assert "逾期未整改的单位" not in letter(folder, "circular-1")  # over, but nobody has looked
    check(folder, (GAP,), AUGUST, date(2013, 9, 2), other=(passed(cited("好")),))
    call("--circular", period="2013-08", on="2013-09-03")
    told = letter(folder, "circular-2", "2013-08")
    assert "逾期未整改的单位：示例市环境保护局1条。" in told
    assert "复查时看到已经整改、予以销号1条" in told
    assert "通知整改的问题已全部改正、没有逾期的单位：示例市财政局。" in told
    row = tables(folder, "circular-2", "2013-08")[2][1]
    assert row[0] == "1"
    assert row[3:7] == ["伊春市政务公开办整改〔2013〕1号（2013年8月5日）", "2013年8月12日", "16", "通报"]


def test_what_was_closed_since_is_not_named_as_overdue(folder, call):
    check(folder, (GAP,))
    call()
    check(folder, (GAP,), AUGUST, date(2013, 9, 2))
    add(folder, Event(0, 1, Kind.CLOSED, AUGUST, date(2013, 9, 20), "李", "不再适用"))
    call("--circular", period="2013-08", on="2013-09-03")
    assert "逾期未整改的单位" not in letter(folder, "circular-1", "2013-08")


def test_gains_are_of_final_marks_of_both_months(folder, call):
    check(folder, (GAP, OTHER))
    check(folder, (GAP,), AUGUST, date(2013, 9, 2))
    call("--circular", period="2013-08", on="2013-09-03")
    assert "与上月相比提高最多的单位：示例市环境保护局（90.00→95.00，提高5.00分）。" in letter(
        folder, "circular-1", "2013-08"
    )
    check(folder, (GAP, untested("missing-day", cited("x"), note="服务器出错")), AUGUST, date(2013, 9, 4))
    call("--circular", "--draft", period="2013-08", on="2013-09-05")
    assert "与上月相比" not in text(folder / "var/notices/2013-08/draft/circular.docx")


def test_it_goes_to_all(folder, call):
    check(folder, (GAP,))
    assert call("--circular", "hbj")[0] == 2


def test_every_field_is_known_to_the_check_of_templates(folder, call):
    check(folder, (GAP,))
    call()
    check(folder, (GAP,), AUGUST, date(2013, 9, 2))
    call("--circular", period="2013-08", on="2013-09-03")
    fields = json.loads(papers(folder)[-1].content)

    def names(value):
        if isinstance(value, dict):
            return {*value, *(name for each in value.values() for name in names(each))}
        return {name for each in value for name in names(each)} if isinstance(value, list) else set()

    assert names(fields) <= NAMES
    assert events(folder, Kind.NOTIFIED)[0].period == JULY
    assert replace(papers(folder)[0]).kind == "notice"
