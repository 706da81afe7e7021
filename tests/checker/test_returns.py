"""What inspectors send back: what each row says, and everything that is refused, with its cell and its reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.returns import disagreements, returned
from checker.returns_form import DOUBTS, FOUND, ON_SITE
from checker.rulings import Decision, Ruling
from checker.visits import SiteMark
from crawler.reading.office.workbook import Cell, Kind
from reports.wording import Wording
from tests.checker.sent_back import (
    CHANGED,
    DAY,
    DOUBT,
    HALL,
    HEADS,
    LATE,
    MISSING,
    SIGNED,
    TODAY,
    UPHELD,
    VAGUE,
    WEEKLY,
    Sent,
    appealed,
    complaints,
    finding,
    known,
    line,
)
from tests.tries import tries


def refused(sent, *more, **how):
    """The one fault of a workbook, of which nothing else is then taken."""
    found = sent.read(*more, **how)
    (fault,) = complaints(found)
    return fault


def test_rows_say_what_was_decided_by_whom_when_and_in_which_cell_of_which_file():
    found = Sent().put(LATE, **UPHELD).put(MISSING, 督查员意见="撤销", 理由="已补", **SIGNED).read()
    assert complaints(found) == []
    assert found.rulings == [
        Ruling(LATE.name.key, "0001", Decision.UPHELD, None, "", "王强", DAY, "sha256:0123456789abcdef!检查发现!M2"),
        Ruling(
            MISSING.name.key, "0002", Decision.REVOKED, None, "已补", "王强", DAY, "sha256:0123456789abcdef!检查发现!M3"
        ),
    ]


def test_a_doubt_is_confirmed_denied_or_given_a_price():
    found = (
        Sent()
        .put(DOUBT, 核实结果="属实", **SIGNED)
        .put(VAGUE, 核实结果="改为", 改为扣分=1, 理由="看过", **SIGNED)
        .read()
    )
    assert [(each.decision, each.points) for each in found.rulings] == [
        (Decision.CONFIRMED, None),
        (Decision.CHANGED, 1),
    ]


def test_a_doubt_that_names_no_problem_cannot_be_confirmed():
    assert refused(Sent().put(VAGUE, 核实结果="属实", **SIGNED)).startswith("无法检测!L2 这一行没有说是哪个问题")


def test_a_workbook_that_nobody_wrote_in_says_nothing():
    found = Sent().put(LATE).put(DOUBT).put(WEEKLY).read()
    assert (found.said, found.faults, found.unsaid) == ([], [], 0)


def test_a_name_filled_down_beside_no_decision_says_nothing_and_is_counted():
    found = Sent().put(LATE, 姓名="王强").put(MISSING, **SIGNED).read()
    assert (found.said, found.faults, found.unsaid) == ([], [], 2)


@pytest.mark.parametrize("text", ["撤销", " 撤销　", "撤 销", "撤销\n", "Revoke", "REVOKE"])
def test_words_of_decision_are_known_with_spaces_and_in_english(text):
    assert Sent().put(LATE, 督查员意见=text, 理由="已补", **SIGNED).read().rulings[0].decision is Decision.REVOKED


@pytest.mark.parametrize("text", ["撤消", "同意", "√", "维持?", "维持/撤销", "不维持", "-", "1"])
def test_any_other_word_is_refused_with_the_list(text):
    found = Sent().put(LATE, 督查员意见=text, 理由="已补", **SIGNED).read()
    assert complaints(found) == [f"检查发现!M2 不认识的意见“{text}”"]
    assert Wording().say(found.faults[0].remedy, **found.faults[0].values) == "请从中选择：维持、撤销、改为"


@pytest.mark.parametrize("value", [2, "2", "２", " 2.0", "2.00", "２．０"])
def test_points_are_numbers_whether_typed_as_text_or_in_full_width(value):
    assert Sent().put(LATE, **{**CHANGED, "改为扣分": value}).read().rulings[0].points == Decimal(2)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2 分", "“改为扣分”不是数：2 分"),
        ("1,5", "“改为扣分”里有逗号，看不出是几：1,5"),
        ("1，5", "“改为扣分”里有逗号，看不出是几：1，5"),
        ("4%", "“改为扣分”是百分数：4%"),
        (Cell(Kind.NUMBER, "0.04", shown="4%"), "“改为扣分”是百分数：4%"),
        (Cell(Kind.NUMBER, "20000", shown="2"), "“改为扣分”显示为 2，实际是 20000"),
        (date(2013, 2, 1), "“改为扣分”变成了日期：2013-02-01"),
        (Cell(Kind.BOOLEAN, "TRUE"), "“改为扣分”不是数：TRUE"),
        (Cell(Kind.ERROR, "#REF!"), "“改为扣分”是错误值 #REF!"),
        (Cell(Kind.UNCOMPUTED, "", formula=True), "“改为扣分”是公式，没有保存结果"),
        (-1, "“改为扣分”是负数：-1"),
        ("二", "“改为扣分”不是数：二"),
        ("²", "“改为扣分”不是数：²"),
        ("①", "“改为扣分”不是数：①"),
        ("1e0", "“改为扣分”不是数：1e0"),
        ("优", "“改为扣分”不是数：优"),
        ("-", "“改为扣分”不是数：-"),
        (1.234, "扣分 1.234 多于两位小数"),
        (12, "改为扣 12 分，最多 8 分"),
        ("8.01", "改为扣 8.01 分，最多 8 分"),
        ("", "意见是“改为”，没有填改为多少分"),
    ],
)
def test_points_that_could_be_meant_otherwise_or_are_too_many_are_refused(value, said):
    assert refused(Sent().put(LATE, **{**CHANGED, "改为扣分": value})) == f"检查发现!N2 {said}"


def test_the_most_that_may_be_taken_is_told_so_that_it_may_be_written():
    third = finding(9, FOUND, "逾期", "x", Decimal(8) / 3)
    assert refused(Sent().put(third, **{**CHANGED, "改为扣分": 3}), third) == "检查发现!N2 改为扣 3 分，最多 2.66 分"
    assert Sent().put(third, **{**CHANGED, "改为扣分": 2.66}).read(third).rulings[0].points == Decimal("2.66")


def test_points_belong_to_change_alone():
    assert refused(Sent().put(LATE, **UPHELD, 改为扣分=2)) == "检查发现!N2 意见是“维持”，却填了扣分 2"


def test_a_formula_counts_by_the_result_that_is_kept_and_that_is_told():
    found = Sent().put(LATE, **{**CHANGED, "改为扣分": Cell(Kind.NUMBER, "1.5", formula=True)}).read()
    assert (found.rulings[0].points, found.formulas) == (Decimal("1.5"), 1)


@pytest.mark.parametrize(
    "text",
    [
        "2013-08-06",
        "2013-8-6",
        "2013/8/6",
        "2013.8.6",
        "2013年8月6日",
        "２０１３年８月６日",
        "２０１３－０８－０６",
        "20130806",
        " 2013-08-06 ",
    ],
)
def test_days_may_be_written_in_the_ways_in_which_officials_write_them(text):
    assert Sent().put(LATE, 督查员意见="维持", 姓名="王强", 日期=text).read().rulings[0].on == DAY


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("13-08-06", "“日期”只有两位数的年份：13-08-06"),
        ("8月6日", "“日期”不是日期：8月6日"),
        ("8/6/2013", "“日期”不是日期：8/6/2013"),
        ("2013-02-30", "“日期”不是日期：2013-02-30"),
        (41492, "“日期”不是日期：41492"),
        (Cell(Kind.BOOLEAN, "TRUE"), "“日期”不是日期：TRUE"),
        (date(2013, 8, 21), "日期 2013-08-21 还没有到"),
        (date(2013, 6, 30), "日期 2013-06-30 早于 2013-07-01"),
        ("", "没有填日期"),
    ],
)
def test_days_that_are_none_or_cannot_be_are_refused(value, said):
    assert refused(Sent().put(LATE, 督查员意见="维持", 姓名="王强", 日期=value)) == f"检查发现!Q2 {said}"


@pytest.mark.parametrize(
    ("value", "said"),
    [("", "没有填姓名"), ("同上", "“姓名”不是姓名：同上"), ("〃", "“姓名”不是姓名：〃"), (7, "“姓名”不是姓名：7")],
)
def test_a_decision_needs_a_name(value, said):
    assert refused(Sent().put(LATE, 督查员意见="维持", 姓名=value, 日期=DAY)) == f"检查发现!P2 {said}"


def test_spaces_in_a_chinese_name_do_not_make_another_person():
    assert Sent().put(LATE, 督查员意见="维持", 姓名="王　强 ", 日期=DAY).read().rulings[0].by == "王强"


@pytest.mark.parametrize("value", ["", "  ", "同上", "……"])
def test_what_takes_something_away_or_changes_it_needs_a_reason(value):
    assert refused(Sent().put(LATE, 督查员意见="撤销", 理由=value, **SIGNED)).startswith("检查发现!O2 ")
    assert Sent().put(LATE, 督查员意见="维持", **SIGNED).read().faults == []


def test_a_reason_stands_on_one_line_and_is_not_endless():
    assert (
        Sent().put(LATE, 督查员意见="撤销", 理由="第一行\n第二行", **SIGNED).read().rulings[0].reason == "第一行 第二行"
    )
    assert (
        refused(Sent().put(LATE, 督查员意见="撤销", 理由="核" * 2001, **SIGNED))
        == "检查发现!O2 “理由”有 2001 字，最多 2000 字"
    )


def test_a_reason_or_points_without_a_decision_are_refused():
    assert refused(Sent().put(LATE, 理由="再看", **SIGNED)) == "检查发现!M2 填了扣分或理由，却没有意见"


# --- Which line a row speaks of


@pytest.mark.parametrize(
    ("id", "near"),
    [
        (str(LATE.name)[:-4], True),
        (str(LATE.name).upper(), True),
        (str(LATE.name).replace("0", "O"), True),
        ("#########", True),
    ],
)
def test_an_id_that_is_not_whole_is_refused_with_the_one_that_it_may_be(id, near):
    found = Sent().put(LATE, **UPHELD, 编号=id).read()
    assert complaints(found) == [f"检查发现!R2 没有编号 {id}"]
    assert (str(LATE.name) in found.faults[0].values.get("near", "")) is near
    assert "near" not in Sent().add(FOUND, **UPHELD, 编号="2013-06/hbj/C1-1/0000000099~0001").read().faults[0].values


@pytest.mark.parametrize("way", ["  {} ", "{}\n", "　{}"])
def test_spaces_around_an_id_are_nothing(way):
    assert len(Sent().put(LATE, **UPHELD, 编号=way.format(LATE.name)).read().rulings) == 1


def test_what_was_checked_again_since_is_to_be_exported_again():
    found = Sent().put(LATE, **UPHELD, 编号=f"{LATE.name.key}~ffff").read()
    assert complaints(found) == ["检查发现!R2 这条检查发现在导出之后重新检查过，证据已变"]
    assert found.faults[0].remedy.startswith("请重新导出")


@pytest.mark.parametrize(("heading", "cell"), [("单位编号", "A"), ("指标", "C"), ("问题", "E"), ("对象", "F")])
def test_a_row_whose_words_are_not_those_of_its_id_is_refused(heading, cell):
    fault = refused(Sent().put(LATE, **UPHELD, **{heading: "别的"}))
    assert fault == f"检查发现!{cell}2 这一格与本行编号的“{heading}”不同，应为“{min(LATE.tells[heading])}”"


def test_evidence_that_belongs_to_another_line_is_refused_and_a_note_beside_it_is_not():
    assert "证据网址" in refused(Sent().put(LATE, **UPHELD, 证据网址="http://x/2"))
    assert Sent().put(LATE, **UPHELD, 证据网址="http://x/1 已打开").read().faults == []


def test_a_finding_on_the_sheet_of_another_kind_is_refused():
    assert refused(Sent().add(DOUBTS, 编号=str(LATE.name), 核实结果="不属实", 理由="看过", **SIGNED)).startswith(
        "无法检测!Q2 这个编号不在这张表中"
    )


def test_rows_may_be_sorted_columns_moved_inserted_and_left_out_that_nobody_writes_in():
    heads = {**HEADS, FOUND: ("编号", "日期", "备注", "姓名", "督查员意见", "改为扣分", "理由")}
    found = Sent(heads=heads).put(MISSING, **UPHELD).put(LATE, **CHANGED).read()
    assert [(each.finding, each.source[-5:]) for each in found.rulings] == [
        (MISSING.name.key, "发现!E2"),
        (LATE.name.key, "发现!E3"),
    ]


def test_the_header_may_stand_lower_and_have_remarks_widths_and_another_language():
    heads = {**HEADS, FOUND: ("Key", "督查员意见（必填）", "改为扣分", "理由", "姓名 ", "日 期")}
    found = (
        Sent(heads=heads, above=3)
        .add(FOUND, **{"Key": str(LATE.name), "督查员意见（必填）": "维持", "姓名 ": "王强", "日 期": DAY})
        .read()
    )
    assert found.rulings[0].source.endswith("检查发现!B5")


def test_a_column_that_is_gone_or_there_twice_is_a_fault():
    heads = {**HEADS, FOUND: ("编号", "督查员意见", "理由", "姓名", "日期")}
    assert refused(Sent(heads=heads).put(LATE, **UPHELD)) == "检查发现 缺少列：改为扣分"
    heads = {**HEADS, FOUND: (*HEADS[FOUND], "日期")}
    assert refused(Sent(heads=heads).put(LATE, **UPHELD)) == "检查发现!S1 有两列“日期”（另一列在 Q1）"


def test_cells_merged_over_rows_or_over_inputs_are_refused():
    assert refused(Sent(merged={FOUND: [((1, 12), (2, 12))]}).put(LATE, **UPHELD).put(MISSING)).startswith(
        "检查发现!M2 合并了单元格（到 M3）"
    )
    assert refused(Sent(merged={FOUND: [((1, 12), (1, 13))]}).put(LATE, **UPHELD)).startswith(
        "检查发现!M2 合并了单元格"
    )
    assert Sent(merged={FOUND: [((1, 1), (2, 1))]}).put(LATE, **UPHELD).read().faults == []


def test_the_same_line_twice_counts_once_when_both_say_the_same_and_is_refused_otherwise():
    assert len(Sent().put(LATE, **UPHELD).put(LATE, **UPHELD).read().rulings) == 1
    assert (
        refused(Sent().put(LATE, **UPHELD).put(LATE, **CHANGED))
        == "检查发现!M3 同一个编号填了两次，与 检查发现!M2 说的不同"
    )


def test_sums_and_notes_below_are_nothing_and_a_decision_without_an_id_is_refused():
    notes = (
        Sent()
        .put(LATE, **UPHELD)
        .add(FOUND, 单位编号="合计", 改为扣分=12)
        .add(FOUND, 单位="以上由王强填写")
        .add(FOUND, 理由="见附件")
    )
    assert (len(notes.read().rulings), notes.read().faults) == (1, [])
    assert refused(Sent().add(FOUND, **UPHELD)).startswith("检查发现!R2 这一行有意见，没有编号")
    assert refused(Sent().put(HALL, 编号="", 得分=5, **SIGNED)).startswith("实地检查!P2 这一行有意见，没有编号")


def test_a_header_on_every_printed_page_is_no_row():
    assert (
        Sent().put(LATE, **UPHELD).add(FOUND, **dict(zip(HEADS[FOUND], HEADS[FOUND], strict=True))).read().faults == []
    )


@pytest.mark.parametrize("id", [None, ""])
def test_rows_over_the_only_header_that_is_left_are_refused_and_not_passed_over(id):
    """The first header was deleted, the one of the second printed page was not."""
    again = dict(zip(HEADS[FOUND], HEADS[FOUND], strict=True))
    first = UPHELD if id is None else {**UPHELD, "编号": id}
    book = Sent().put(LATE, **first).add(FOUND, **again).put(MISSING, **UPHELD).book()
    cut = [
        replace(each, cells={at: cell for at, cell in each.cells.items() if at[0] or each.name != FOUND.sheet})
        for each in book.sheets
    ]
    found = returned(replace(book, sheets=tuple(cut)), known(), "sha256:0123456789abcdef")
    assert any(
        "表头上面还有内容行" in fault.what and fault.where.startswith(f"{FOUND.sheet}!") for fault in found.faults
    )


def test_a_sheet_under_another_name_in_which_something_is_decided_is_refused():
    assert (
        refused(Sent(names={FOUND: "检查发现 (2)"}).put(LATE, **UPHELD)) == "检查发现 (2)!M2 工作表名不对，其中有意见"
    )
    found = Sent(names={FOUND: "检查发现 (2)"}).put(LATE).read()
    assert (found.faults, found.absent) == ([], ["检查发现"])


def test_a_sheet_that_lost_its_name_and_its_head_is_refused_and_not_passed_over():
    """Sorted or cut in the field: nobody can say which column decides, and all marks in it would be lost without a word."""
    sent = Sent(names={ON_SITE: "实地检查 (2)"}).put(HALL, 得分=5, **SIGNED)
    book = sent.book()
    cut = [
        replace(each, cells={at: cell for at, cell in each.cells.items() if at[0] or each.name != "实地检查 (2)"})
        for each in book.sheets
    ]
    found = returned(replace(book, sheets=tuple(cut)), known(), "sha256:0123456789abcdef")
    assert any("也没有表头" in fault.what and "实地检查 (2)!" in fault.where for fault in found.faults)


# --- Which workbook it is


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("格式版本", "1"),
        ("城市", "别市"),
        ("期别", "2013-06"),
        ("考核方案", "national-2019"),
        ("方案摘要", "ffffffffffff"),
    ],
)
def test_another_citys_month_scheme_or_form_is_refused_before_any_row_is_read(label, value):
    sent = Sent().put(LATE, 督查员意见="？", **SIGNED)
    sent.stamps[label] = value
    assert refused(sent).startswith("版本 ")


def test_a_workbook_that_says_nothing_of_itself_is_refused():
    assert refused(Sent(stamps={}).put(LATE, **UPHELD)).startswith("版本 没有“版本”这张表")


def test_a_period_that_a_program_turned_into_a_day_is_still_that_period():
    sent = Sent().put(LATE, **UPHELD)
    sent.stamps["期别"] = date(2013, 7, 1)
    assert sent.read().faults == []


# --- What was said before


def ruled(decision, on=DAY, by="王强", points=None, reason=""):
    return Ruling(LATE.name.key, "0001", decision, points, reason, by, on, "x")


def test_the_same_words_of_the_same_person_change_nothing():
    old = finding(1, FOUND, "逾期公布", "7月3日", 8, ruled(Decision.UPHELD))
    found = Sent().put(LATE, **UPHELD).read(old)
    assert (found.rulings, found.unchanged) == ([], 1)


def test_another_day_or_another_person_is_a_new_word():
    old = finding(1, FOUND, "逾期公布", "7月3日", 8, ruled(Decision.UPHELD))
    assert len(Sent().put(LATE, **{**UPHELD, "日期": date(2013, 8, 7)}).read(old).rulings) == 1
    assert len(Sent().put(LATE, **{**UPHELD, "姓名": "李莉"}).read(old).rulings) == 1


def test_an_old_word_that_was_taken_back_since_does_not_return_by_an_old_workbook():
    words = ruled(Decision.UPHELD, date(2013, 8, 5)), ruled(Decision.REVOKED, reason="已补")
    old = finding(1, FOUND, "逾期公布", "7月3日", 8, *words)
    fault = refused(Sent().put(LATE, **{**UPHELD, "日期": date(2013, 8, 5)}), old)
    assert fault == "检查发现!M2 王强在 2013-08-06 已有新的意见"


def test_what_was_confirmed_as_a_doubt_and_is_found_now_is_unchanged_as_it_is_shown():
    old = finding(1, FOUND, "逾期公布", "7月3日", 8, ruled(Decision.CONFIRMED))
    assert Sent().put(LATE, **UPHELD).read(old).unchanged == 1


def test_one_person_who_says_two_things_in_two_files_is_refused_and_two_people_are_not():
    one, other = Sent().put(LATE, **UPHELD).read(), Sent().put(LATE, **CHANGED).read()
    someone = Sent().put(LATE, **{**CHANGED, "姓名": "李莉"}).read()
    assert [fault.where for fault in disagreements([("a", one), ("b", other)], settles=False)] == ["b 检查发现!M2"]
    assert list(disagreements([("a", one), ("b", someone)], settles=False)) == []
    assert len(list(disagreements([("a", one), ("b", someone)], settles=True))) == 1


# --- On site


def test_an_answer_is_worth_its_points_and_a_number_itself():
    found = (
        Sent()
        .put(WEEKLY, 结果="部分", 得分=Cell(Kind.NUMBER, "9", formula=True), 情况="缺一期", **SIGNED)
        .put(HALL, 得分="７．５", **SIGNED)
        .read()
    )
    source = "sha256:0123456789abcdef!实地检查!J"
    assert found.marks == [
        SiteMark(WEEKLY.key, "2013-07", "部分", Decimal(5), Decimal(10), "", "缺一期", "王强", DAY, f"{source}2"),
        SiteMark(HALL.key, "2013-07", "", Decimal("7.5"), Decimal(10), "", "", "王强", DAY, f"{source}3"),
    ]


@pytest.mark.parametrize("about", [WEEKLY, HALL])
def test_what_could_not_be_looked_at_has_no_points(about):
    (mark,) = Sent().put(about, 结果="无法查看", **SIGNED).read().marks
    assert (mark.answer, mark.points) == ("无法查看", None)


@pytest.mark.parametrize(
    ("about", "values", "said"),
    [
        (WEEKLY, {"结果": "优"}, "实地检查!J2 不认识的结果“优”"),
        (WEEKLY, {"结果": "是", "得分": 5}, "实地检查!K2 “是”得 10 分，却填了 5 分"),
        (WEEKLY, {"得分": 5}, "实地检查!J2 这一项按答案打分，没有填结果"),
        (HALL, {"结果": "是"}, "实地检查!J2 不认识的结果“是”"),
        (HALL, {"结果": "无法查看", "得分": 0}, "实地检查!K2 结果是“无法查看”，却填了得分 0"),
        (HALL, {"得分": 120}, "实地检查!K2 得分 120，满分 10 分"),
        (HALL, {"得分": "95%"}, "实地检查!K2 “得分”是百分数：95%"),
        (HALL, {"情况": "看过"}, "实地检查!K2 没有填得分"),
        (HALL, {"得分": 5, "事项": "别的"}, "实地检查!D2 这一格与本行编号的“事项”不同，应为“事项A-hall”"),
    ],
)
def test_marks_that_are_none_or_two_at_once_are_refused(about, values, said):
    assert refused(Sent().put(about, **values, **SIGNED)) == said


def test_the_sheets_own_formula_for_a_score_says_nothing():
    score = Cell(Kind.NUMBER, "0", formula=True)
    found = (
        Sent()
        .put(WEEKLY, 得分=score)
        .put(line("B", WEEKLY.matter.answers), 得分=score, **SIGNED)
        .read(line("B", WEEKLY.matter.answers))
    )
    assert (found.said, found.faults) == ([], [])


def test_a_visit_may_be_made_on_the_first_day_of_its_week():
    week = line("W", {}, first=date(2013, 6, 24))
    assert Sent().put(week, 得分=3, 姓名="王强", 日期=date(2013, 6, 30)).read(week).faults == []
    assert "早于" in refused(Sent().put(week, 得分=3, 姓名="王强", 日期=date(2013, 6, 23)), week)


def test_a_mark_that_was_given_before_is_unchanged():
    before = SiteMark(HALL.key, "2013-07", "", Decimal(5), Decimal(10), "", "", "王强", DAY, "x")
    assert Sent().put(HALL, 得分=5, **SIGNED).read(line("A-hall", {}, before)).unchanged == 1
    assert len(Sent().put(HALL, 得分=6, **SIGNED).read(line("A-hall", {}, before)).marks) == 1


# --- Appeals


def test_an_answer_settles_the_appeal_of_that_number():
    open_ = appealed(3, LATE)
    found = Sent().put(open_, 答复="撤销", 理由="已核实", **SIGNED).read(appeals=[open_])
    ((number, ruling),) = found.answers
    assert (number, ruling.decision, ruling.settles, found.rulings) == (3, Decision.REVOKED, True, [])


def test_an_answered_appeal_is_not_answered_otherwise():
    answer = Ruling(LATE.name.key, "0001", Decision.REVOKED, None, "已核实", "王强", DAY, "x", True)
    done = appealed(3, LATE, answer)
    again = Sent().put(done, 答复="撤销", 理由="已核实", **SIGNED).read(appeals=[done])
    (said,) = again.said
    assert (said.where, said.known, said.appeal, again.unchanged) == ("申诉!J2", True, 3, 1)
    assert said.word == replace(answer, source="sha256:0123456789abcdef!申诉!J2")
    assert refused(Sent().put(done, 答复="维持", **SIGNED), appeals=[done]) == "申诉!J2 第 3 号申诉已在 2013-08-06 答复"


def test_an_answer_with_another_number_or_id_is_refused():
    open_ = appealed(3, LATE)
    assert refused(Sent().put(open_, 答复="维持", **SIGNED, 申诉号=4), appeals=[open_]) == "申诉!A2 没有这个申诉号"
    assert (
        refused(Sent().put(open_, 答复="维持", **SIGNED, 编号=str(MISSING.name)), appeals=[open_])
        == "申诉!O2 编号与第 3 号申诉的不同"
    )


def test_all_faults_are_told_at_once():
    found = (
        Sent().put(LATE, 督查员意见="？").put(MISSING, **{**CHANGED, "改为扣分": 3}).put(HALL, 得分=11, **SIGNED).read()
    )
    assert [fault.partition(" ")[0] for fault in complaints(found)] == [
        "检查发现!P2",
        "检查发现!M2",
        "检查发现!N3",
        "实地检查!K2",
    ]
    assert ON_SITE.sheet in found.faults[-1].where


@tries(60)
@given(st.permutations(range(3)), st.permutations(HEADS[FOUND]), st.integers(0, 5))
def test_the_order_of_rows_and_columns_is_nothing(order, heads, above):
    rows = [(LATE, UPHELD), (MISSING, CHANGED), (LATE, {})]
    sent = Sent(heads={**HEADS, FOUND: heads}, above=above)
    for number in order:
        sent.put(rows[number][0], **rows[number][1])
    found = sent.read()
    assert complaints(found) == []
    assert {(each.finding, each.decision, each.points, each.by, each.on) for each in found.rulings} == {
        (LATE.name.key, Decision.UPHELD, None, "王强", DAY),
        (MISSING.name.key, Decision.CHANGED, Decimal(2), "王强", DAY),
    }


@tries(200)
@given(
    st.dictionaries(
        st.sampled_from(FOUND.inputs),
        st.one_of(st.text(max_size=12), st.decimals(-9, 99, places=2), st.dates()),
        min_size=1,
    )
)
def test_whatever_is_typed_is_taken_as_it_reads_or_refused_with_its_cell(values):
    found = Sent().put(LATE, **values).read()
    assert all(fault.where.startswith("检查发现!") for fault in found.faults)
    for each in found.rulings:
        assert not found.faults
        assert each.points is None or 0 <= each.points <= LATE.bound
        assert DAY.replace(month=7, day=1) <= each.on <= TODAY
