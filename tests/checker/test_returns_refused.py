"""What is complained of in sheets, workbooks and several of them that came back, word for word."""

from dataclasses import replace
from datetime import date

import pytest

from checker.returns import disagreements, returned
from checker.returns_form import APPEALS, DOUBTS, FOUND, ON_SITE
from crawler.reading.office.workbook import Cell, Kind, Sheet, Workbook
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
    STAMPS,
    UPHELD,
    VAGUE,
    WEEKLY,
    Sent,
    appealed,
    complaint,
    known,
    sentences,
)

RESTORE = "请导入这里导出的表格；方案改过的，请重新检查、导出"
OPEN = appealed(3, LATE)


def without_head(sent, name):
    """The workbook with the first row of a sheet deleted."""
    sheets = [
        replace(each, cells={at: cell for at, cell in each.cells.items() if at[0] or each.name != name})
        for each in sent.book().sheets
    ]
    return returned(Workbook("x", tuple(sheets)), known(), "sha256:0123456789abcdef")


# --- What is wrong with a sheet


def test_what_is_wrong_with_a_header_is_told_with_what_belongs_there():
    heads = {**HEADS, FOUND: ("单位", "姓名", "日期")}
    needed = "督查员意见、改为扣分、理由、姓名、日期、编号"
    assert complaint(Sent(heads=heads).add(FOUND, 单位="x")) == f"检查发现：找不到表头。表头应有：{needed}。"
    heads = {**HEADS, FOUND: ("姓名", "日期", "编号")}
    assert (
        complaint(Sent(heads=heads))
        == "检查发现：缺少列：督查员意见、改为扣分、理由。请从原表格恢复这些列的表头和内容，或重新导出。"
    )
    heads = {**HEADS, APPEALS: HEADS[APPEALS][1:]}
    assert complaint(Sent(heads=heads)) == "申诉：缺少列：申诉号。请从原表格恢复这些列的表头和内容，或重新导出。"
    heads = {**HEADS, FOUND: (*HEADS[FOUND], "单位", "证据网址")}
    assert sentences(Sent(heads=heads).read()) == [
        "检查发现!S1：有两列“单位”（另一列在 B1）。请删除多出的一列。",
        "检查发现!T1：有两列“证据网址”（另一列在 H1）。请删除多出的一列。",
    ]


def test_rows_over_the_header_are_told_by_the_first_of_their_cells():
    again = dict(zip(HEADS[FOUND], HEADS[FOUND], strict=True))
    found = without_head(Sent().put(LATE, **UPHELD).put(MISSING, **UPHELD).add(FOUND, **again), "检查发现")
    assert sentences(found) == ["检查发现!A2：表头上面还有内容行，不会读到。请把表头放在所有行的上面，或重新导出。"]


def test_merged_cells_are_told_from_the_first_to_the_last():
    sent = Sent(merged={FOUND: [((1, 12), (2, 12))]}).put(LATE, **UPHELD).put(MISSING)
    assert sentences(sent.read()) == ["检查发现!M2：合并了单元格（到 M3），看不出各行怎样填。请取消合并，逐行填写。"]


def test_a_sheet_under_another_name_is_told_with_its_own():
    sent = Sent(names={ON_SITE: "实地检查 (2)"}).put(HALL).put(WEEKLY, 结果="是", **SIGNED)
    remedy = "请把工作表改回原名“实地检查”；多出的副本请删除"
    assert complaint(sent) == f"实地检查 (2)!J3：工作表名不对，其中有意见。{remedy}。"
    sent = Sent(names={DOUBTS: "抄件"}).put(DOUBT).put(VAGUE)
    assert sentences(without_head(sent, "抄件")) == [
        "抄件!Q2：工作表名不对，也没有表头，其中有编号。请恢复表头和工作表的原名；多出的副本请删除。"
    ]


def test_two_rows_that_say_different_things_of_one_line_are_told_by_the_second():
    found = Sent().put(LATE, **UPHELD).put(LATE, **CHANGED).put(MISSING, **UPHELD).put(LATE, **UPHELD).read()
    assert sentences(found) == ["检查发现!M3：同一个编号填了两次，与 检查发现!M2 说的不同。请只留一行。"]
    assert [each.where for each in found.said] == ["检查发现!M2", "检查发现!M4"]


# --- What is wrong with a workbook


def test_a_workbook_that_is_none_of_ours_is_told_in_one_sentence():
    nobody = "版本：没有“版本”这张表，不是本程序导出的表格。请用 gongkai export 导出的表格填写。"
    assert complaint(Sent(stamps={}).put(LATE, **UPHELD)) == nobody
    book = Sent().put(LATE, **UPHELD).book()
    twice = replace(book, sheets=(*book.sheets, book.sheets[-1]))
    assert sentences(returned(twice, known(), "x")) == [nobody]
    nameless = replace(book, sheets=(*book.sheets[:-1], Sheet("版本", {(0, 0): Cell(Kind.TEXT, "城市")})))
    assert sentences(returned(nameless, known(), "x")) == [nobody]


@pytest.mark.parametrize(("given", "shown"), [("1", "1"), (None, "")])
def test_another_version_of_the_form_is_told_with_the_one_that_is_read(given, shown):
    sent = Sent().put(LATE, **UPHELD)
    sent.stamps.pop("格式版本")
    sent.stamps |= {} if given is None else {"格式版本": given}
    assert complaint(sent) == f"版本：表格的格式版本是“{shown}”，本程序读 2。请用现在的程序重新导出。"


def test_every_stamp_that_is_another_is_told_with_what_is_here():
    sent = Sent().put(LATE, **UPHELD)
    sent.stamps |= {"期别": date(2013, 6, 1), "方案摘要": "ffff"}
    sent.stamps.pop("城市")
    assert sentences(sent.read()) == [
        f"版本：“城市”是“”，这里是“{STAMPS['城市']}”。{RESTORE}。",
        f"版本：“期别”是“2013-06”，这里是“2013-07”。{RESTORE}。",
        f"版本：“方案摘要”是“ffff”，这里是“{STAMPS['方案摘要']}”。{RESTORE}。",
    ]


# --- Several workbooks


def several(*found, settles=False):
    """What is wrong with workbooks a, b, c that come together, in both languages."""
    faults = list(disagreements(list(zip("abc", found, strict=False)), settles=settles))
    assert all(
        Wording("en").say(each.what, **each.values) != Wording().say(each.what, **each.values) for each in faults
    )
    assert all(Wording("en").say(each.remedy) != Wording().say(each.remedy) for each in faults)
    return [Wording().fault(each) for each in faults]


def test_who_says_two_things_in_two_workbooks_is_told_where():
    upheld, changed = Sent().put(LATE, **UPHELD).read(), Sent().put(LATE, **CHANGED).read()
    other = Sent().put(LATE, **{**CHANGED, "姓名": "李莉"}).read()
    differs = "与 a 检查发现!M2 说的不同，不知以哪个为准。请只留一个，或分两次导入。"
    assert several(upheld, changed, Sent().put(MISSING, **UPHELD).read()) == [f"b 检查发现!M2：{differs}"]
    assert several(upheld, other) == []
    assert several(upheld, Sent().put(LATE, **{**UPHELD, "理由": "看过"}).read()) == []
    assert several(upheld, upheld, changed) == [f"c 检查发现!M2：{differs}"]
    assert several(upheld, other, settles=True) == [f"b 检查发现!M2：{differs}"]
    assert several(upheld, Sent().put(LATE, **{**UPHELD, "姓名": "李莉"}).read(), settles=True) == []


def test_one_appeal_is_answered_by_one_person_in_one_way():
    def answer(word, by="王强"):
        return Sent().put(OPEN, 答复=word, 理由="看过", 姓名=by, 日期=DAY).read(appeals=[OPEN])

    taken = "这个申诉已在 a 申诉!J2 由 王强 答复。一个申诉只有一个答复，请只留一个。"
    differs = "与 a 申诉!J2 说的不同，不知以哪个为准。请只留一个，或分两次导入。"
    assert several(answer("维持"), answer("维持", "李莉")) == [f"b 申诉!J2：{taken}"]
    assert several(answer("维持"), answer("撤销", "李莉"), settles=True) == [f"b 申诉!J2：{taken}"]
    assert several(answer("维持"), answer("撤销")) == [f"b 申诉!J2：{differs}"]
    assert several(answer("维持"), answer("维持")) == []
    assert several(answer("维持"), Sent().put(LATE, **CHANGED).read()) == []
