"""Where the rows of a workbook that came back begin and end to say something, and what they said before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checker.returns import returned
from checker.returns_form import APPEALS, DOUBTS, FOUND, ON_SITE
from checker.returns_known import KnownAppeal
from checker.returns_row import Said
from checker.rulings import Decision, Ruling
from checker.visits import SiteMark
from crawler.reading.office.workbook import Cell, Kind
from tests.checker.sent_back import (
    DAY,
    DOUBT,
    HALL,
    LATE,
    MISSING,
    SIGNED,
    UPHELD,
    VAGUE,
    WEEKLY,
    Sent,
    appealed,
    complaints,
    finding,
    known,
    line,
    told,
)

SOURCE = "sha256:0123456789abcdef"


# --- Rows


def test_what_a_workbook_says_is_counted_by_its_kinds():
    before = Ruling(MISSING.name.key, "0002", Decision.UPHELD, None, "", "王强", DAY, "x")
    old = finding(2, FOUND, "缺少日报", "7月9日", 2, before)
    open_ = appealed(3, DOUBT)
    sent = Sent().put(LATE, **UPHELD).put(old, **UPHELD).put(HALL, 得分=5, **SIGNED)
    sent.put(open_, 答复="维持", **SIGNED).put(WEEKLY, 姓名="王强").put(VAGUE, 日期=DAY)
    found = sent.read(old, appeals=[open_])
    assert (found.faults, found.unsaid, found.formulas, found.absent, found.unchanged) == ([], 2, 0, [], 1)
    first = Ruling(LATE.name.key, "0001", Decision.UPHELD, None, "", "王强", DAY, f"{SOURCE}!检查发现!M2")
    answer = Ruling(DOUBT.name.key, "0003", Decision.UPHELD, None, "", "王强", DAY, f"{SOURCE}!申诉!J2", True)
    mark = SiteMark(HALL.key, "2013-07", "", Decimal(5), Decimal(10), "", "", "王强", DAY, f"{SOURCE}!实地检查!J2")
    assert found.said == [
        Said("检查发现!M2", first),
        Said("检查发现!M3", replace(before, source=f"{SOURCE}!检查发现!M3"), known=True),
        Said("实地检查!J2", mark),
        Said("申诉!J2", answer, appeal=3),
    ]
    assert [each.about for each in found.said] == [LATE.name.key, MISSING.name.key, HALL.key, "3"]
    assert (found.rulings, found.marks, found.answers) == ([first], [mark], [(3, answer)])


def test_sheets_that_are_not_there_are_named_in_the_order_of_the_form():
    book = Sent().put(LATE, **UPHELD).book()
    found = returned(replace(book, sheets=(book.sheets[2], book.sheets[-1])), known(), SOURCE)
    assert (found.absent, found.faults) == (["检查发现", "无法检测", "申诉"], [])


def test_every_formula_that_was_read_is_counted_and_the_forms_own_is_not():
    made = Cell(Kind.NUMBER, "2", formula=True)
    signed = {"姓名": Cell(Kind.TEXT, "王强", formula=True), "日期": Cell(Kind.DATE, "2013-08-06", formula=True)}
    changed = {"督查员意见": "改为", "理由": "看过", **signed, "改为扣分": made}
    assert (
        Sent()
        .put(LATE, **changed)
        .put(MISSING, **UPHELD, 单位=Cell(Kind.TEXT, "市hbj局", formula=True))
        .read()
        .formulas
        == 3
    )
    assert Sent().put(WEEKLY, 结果="是", 得分=made, **signed).read().formulas == 2
    assert Sent().put(HALL, 得分=made, **SIGNED).read().formulas == 0
    (refused,) = Sent().put(HALL, 得分=Cell(Kind.NUMBER, "11", formula=True), **SIGNED).read().faults
    assert refused.where == "实地检查!K2"


def test_only_the_forms_own_formula_for_an_answer_says_nothing_by_itself():
    made = Cell(Kind.NUMBER, "0", formula=True)
    nothing = Sent().put(WEEKLY, 得分=made).add(ON_SITE, 编号=WEEKLY.key, 得分=made, **SIGNED).read()
    assert (nothing.said, nothing.faults, nothing.unsaid) == ([], [], 0)
    assert complaints(Sent().put(WEEKLY, 得分=made, 情况="看过", **SIGNED).read()) == [
        "实地检查!J2 这一项按答案打分，没有填结果"
    ]
    assert complaints(Sent().put(WEEKLY, 得分=0, **SIGNED).read()) == ["实地检查!J2 这一项按答案打分，没有填结果"]
    assert len(Sent().put(HALL, 得分=made, **SIGNED).read().marks) == 1
    assert complaints(Sent().put(WEEKLY, 编号="x", 得分=made).read()) == ["实地检查!P2 没有编号 x"]


def test_without_an_id_a_row_speaks_by_a_decision_by_points_with_a_name_or_by_a_department():
    ids = [
        ({"督查员意见": "x"}, 1),
        ({"改为扣分": 1, "姓名": "王强"}, 1),
        ({"改为扣分": 1, "日期": DAY}, 0),
        ({"理由": "x", "姓名": "王强"}, 0),
        ({"理由": "x", "单位编号": " ＨＢＪ "}, 1),
        ({"单位编号": "hbj"}, 0),
        ({"理由": "x", "单位编号": "czj"}, 0),
    ]
    assert [len(Sent().add(FOUND, **values).read().faults) for values, _ in ids] == [wrong for _, wrong in ids]


def test_a_row_that_says_two_things_of_one_finding_by_ruling_and_by_answer_is_no_contradiction():
    open_ = appealed(3, LATE)
    sent = Sent().put(LATE, **UPHELD).put(open_, 答复="撤销", 理由="看过", **SIGNED)
    found = sent.put(open_, 答复="撤销", 理由="看过", **SIGNED).read(appeals=[open_])
    assert (len(found.said), found.faults) == (2, [])


def test_a_name_is_kept_as_it_was_first_written():
    before = SiteMark(HALL.key, "2013-07", "", Decimal(5), Decimal(10), "", "", "Ｌi  Wei", DAY, "x")
    hall = line("A-hall", {}, before)
    found = (
        Sent()
        .put(LATE, 督查员意见="维持", 姓名="Li Wei", 日期=DAY)
        .put(hall, 得分=6, 姓名="Li　Wei", 日期=date(2013, 8, 7))
        .read(hall)
    )
    assert ([each.by for each in found.rulings], [each.by for each in found.marks]) == (["Ｌi  Wei"], ["Ｌi  Wei"])


def test_a_long_text_may_have_been_cut_beyond_ten_thousand_signs():
    whole = "长" * 10_003
    for given, wrong in (
        (whole, 0),
        ("长" * 10_001, 0),
        ("长" * 10_001 + "….", 0),
        ("长" * 10_000, 1),
        ("长" * 10_001 + "短", 1),
    ):
        long = finding(1, FOUND, whole, "7月3日")
        found = Sent().put(LATE, **UPHELD, 问题=given).read(long)
        assert len(found.faults) == wrong
        assert all(fault.values["right"] == "长" * 60 for fault in found.faults)


def test_words_of_the_row_are_compared_without_spaces_and_any_of_several_will_do():
    either = replace(LATE, tells={**LATE.tells, "问题": frozenset(("逾期公布", "Published late"))})
    for given in ("Published\nlate", "逾期 公布", "Ｐublishedｌate"):
        assert len(Sent().put(LATE, **UPHELD, 问题=given).read(either).rulings) == 1
    (fault,) = Sent().put(LATE, **UPHELD, 问题="late").read(either).faults
    assert fault.values["right"] == "逾期公布"
    assert Sent().put(LATE, **UPHELD, 位置="", 问题="  ").read().faults == []


@pytest.mark.parametrize(
    ("form", "about", "heading"), [(FOUND, LATE, "原文"), (FOUND, LATE, "说明"), (DOUBTS, DOUBT, "原因")]
)
def test_evidence_of_another_row_of_the_same_sheet_is_refused_wherever_it_stands(form, about, heading):
    mine = replace(about, tells={**about.tells, **told(**{heading: "甲 文"})})
    other = finding(8, form, "别的", "x")
    other = replace(other, tells={**other.tells, **told(**{heading: "乙文"})})
    said = UPHELD if form is FOUND else {"核实结果": "属实", **SIGNED}
    (fault,) = Sent().put(mine, **{**said, heading: "乙 文"}).read(mine, other).faults
    assert fault.values == {"heading": heading, "right": "甲 文"}
    assert Sent().put(mine, **{**said, heading: "丙文"}).read(mine, other).faults == []
    elsewhere = replace(other, form=DOUBTS if form is FOUND else FOUND)
    assert Sent().put(mine, **{**said, heading: "乙文"}).read(mine, elsewhere).faults == []


def test_what_another_line_asks_is_not_to_stand_in_this_one():
    asks = [
        replace(each, tells={**each.tells, "查什么": frozenset((text,))})
        for each, text in ((HALL, "甲"), (WEEKLY, "乙"))
    ]
    assert [len(Sent().put(asks[0], 得分=5, **SIGNED, 查什么=text).read(*asks).faults) for text in "甲乙丙"] == [
        0,
        1,
        0,
    ]


# --- Ids


def near(id, *more, **cells):
    """The id that a row without one of ours is told."""
    (fault,) = Sent().add(FOUND, **UPHELD, 编号=id, **cells).read(*more).faults
    assert fault.what == "没有编号 {id}"
    return fault.values.get("near", "")


def test_a_damaged_id_is_guessed_by_its_looks_by_its_part_or_by_what_its_row_tells():
    key = str(LATE.name)
    assert near(key.replace("0", "o").replace("1", "L").upper()) == key
    assert near(key.replace("1", "i")) == key
    assert near(f"{key}x") == key
    assert near(key[-12:]) == key
    assert near(key[-11:]) == ""
    assert near(key[:12]) == ""
    tells = {heading: min(texts) for heading, texts in LATE.tells.items()}
    assert near("x", **tells) == key
    assert near("x", **{**tells, "对象": "7 月 3 日", "问题": "别的", "单位": "x"}) == key
    for heading in ("单位编号", "指标", "位置", "对象"):
        assert near("x", **{**tells, heading: "别的"}) == ""
    twin = finding(9, FOUND, "另一个问题", "7月3日")
    assert near("x", twin, **tells) == ""
    assert near(key[:-4], replace(twin, name=replace(LATE.name, key=LATE.name.key[:-1] + "2"))) == key
    for cells, id in (({}, HALL.key), ({"应查日期": "x"}, ""), ({"事项": "x"}, "")):
        row = {"单位编号": "hbj", "事项": "事项A-hall", "得分": 5, "编号": "x", **SIGNED, **cells}
        assert Sent().add(ON_SITE, **row).read().faults[0].values.get("near", "") == id


def test_a_damaged_id_is_guessed_by_what_its_row_tells_in_the_language_of_the_workbook():
    both = replace(LATE, tells={**LATE.tells, "位置": frozenset(("本单位网站", "Own site"))})
    for place, id in (("本单位网站", str(LATE.name)), ("own site", ""), ("Own site", str(LATE.name))):
        assert near("x", both, 单位编号="hbj", 指标="C1-1", 对象="7月3日", 位置=place) == id


def test_an_appeal_is_named_by_a_whole_number_and_the_key_of_its_finding():
    open_ = appealed(3, LATE)
    for given in (3, "３"):
        assert len(Sent().put(open_, 答复="维持", **SIGNED, 申诉号=given).read(appeals=[open_]).answers) == 1
    words = {**UPHELD, "答复": "维持", "申诉号": 3}
    assert complaints(Sent().add(APPEALS, **words, 编号=f"{LATE.name.key}~ffff").read(appeals=[open_])) == [
        "申诉!O2 这条检查发现在导出之后重新检查过，证据已变"
    ]
    known_ = KnownAppeal(open_.appeal, open_.name, Decimal("2.5"), open_.tells)
    changed = {"答复": "改为", "理由": "看过", **SIGNED}
    (fault,) = Sent().put(open_, **changed, 改为扣分=3).read(appeals=[known_]).faults
    assert fault.values == {"points": "3", "most": "2.5"}
    assert len(Sent().put(open_, **changed, 改为扣分="2.5").read(appeals=[known_]).answers) == 1


# --- What was said before


def before(*decisions, reason=""):
    words = (Ruling(LATE.name.key, "0001", each, None, reason, "王强", on, "x") for each, on in decisions)
    return finding(1, FOUND, "逾期公布", "7月3日", 8, *words)


def test_only_the_last_word_of_a_person_is_the_one_that_a_row_repeats():
    sixth, seventh = DAY, date(2013, 8, 7)
    twice = before((Decision.UPHELD, sixth), (Decision.REVOKED, sixth))
    assert complaints(Sent().put(LATE, **UPHELD).read(twice)) == ["检查发现!M2 王强在 2013-08-06 已有新的意见"]
    assert len(Sent().put(LATE, **{**UPHELD, "日期": seventh}).read(twice).rulings) == 1
    assert len(Sent().put(LATE, **{**UPHELD, "理由": "看过"}).read(twice).rulings) == 1
    other = replace(twice, words=(*twice.words, replace(twice.words[0], by="李莉", on=seventh)))
    assert len(Sent().put(LATE, **{**UPHELD, "理由": "看过"}).read(other).rulings) == 1
    spaced = before((Decision.UPHELD, sixth), reason="看过  两次")
    assert Sent().put(LATE, **{**UPHELD, "理由": "看过 两次"}).read(spaced).unchanged == 1
    doubt = replace(spaced, form=DOUBTS, words=(replace(spaced.words[0], decision=Decision.CONFIRMED, reason=""),))
    assert Sent().put(doubt, 核实结果="属实", **SIGNED).read(doubt).unchanged == 1


def test_a_mark_is_said_again_only_with_all_its_words():
    mark = SiteMark(HALL.key, "2013-07", "", Decimal(5), Decimal(10), "三  楼", "看 过", "王强", DAY, "x")
    hall = line("A-hall", {}, mark)
    same = {"得分": "5.0", "日期、版面或地点": "三 楼", "情况": "看\n过", **SIGNED}
    assert Sent().put(hall, **same).read(hall).unchanged == 1
    for other in (
        {"得分": 6},
        {"日期、版面或地点": "二楼"},
        {"情况": ""},
        {"日期": date(2013, 8, 7)},
        {"姓名": "李莉"},
    ):
        assert len(Sent().put(hall, **{**same, **other}).read(hall).marks) == 1
    changed = line("A-hall", {}, mark, replace(mark, points=Decimal(6)))
    assert complaints(Sent().put(hall, **same).read(changed)) == ["实地检查!J2 王强在 2013-08-06 已有新的意见"]
    assert complaints(Sent().put(hall, **{**same, "得分": 7, "日期": date(2013, 8, 5)}).read(hall)) == [
        "实地检查!J2 王强在 2013-08-06 已有新的意见"
    ]
    assert len(Sent().put(hall, **{**same, "得分": 7}).read(changed).marks) == 1


# --- Bounds of what may be said


def test_the_first_and_the_last_of_everything_may_be_said():
    change = {"督查员意见": "改为", "理由": "看" * 2000, "姓名": "王" * 40}
    for points in (0, 8, "7.99"):
        for on in ("2013-07-01", "2013-08-20"):
            assert len(Sent().put(LATE, **change, 改为扣分=points, 日期=on).read().rulings) == 1
    for points in (0, 10, "9.99"):
        seen = {"日期、版面或地点": "看" * 300, "情况": "看" * 2000}
        (mark,) = Sent().put(HALL, 得分=points, **seen, 姓名="王强", 日期="2013-07-01").read().marks
        assert (mark.seen, mark.note, mark.points) == ("看" * 300, "看" * 2000, Decimal(points))
    assert len(Sent().put(WEEKLY, 结果="是", 得分="10.00", **SIGNED).read().marks) == 1
    open_ = appealed(3, LATE)
    assert len(Sent().put(open_, 答复="维持", 姓名="王强", 日期="2013-08-02").read(appeals=[open_]).answers) == 1
