"""Which rows of a sheet that came back are read: where its header stands, what is merged, what it is called."""

from datetime import date

import pytest

from checker.returns import Returned, stamps
from checker.returns_form import APPEALS, DOUBTS, FOUND, ON_SITE
from checker.returns_grid import disguised, form_of, grid, has_head
from checker.returns_words import Words
from crawler.reading.office.workbook import Cell, Kind, Merged, Sheet, Workbook
from tests.checker.sent_back import (
    DAY,
    HEADS,
    LATE,
    UPHELD,
    Sent,
    complaints,
    typed,
)

NEEDED = ("督查员意见", "改为扣分", "理由", "姓名", "日期", "编号")


def sheet(*rows, name="检查发现", merged=()):
    """A sheet of rows: pairs of a row's number and its values."""
    return Sheet(name, {(y, x): typed(value) for y, row in rows for x, value in enumerate(row)}, merged)


def faults(*rows, merged=()):
    """What is wrong with a sheet of findings, each with its cell."""
    return [(each.where, each.what) for each in grid(sheet(*rows, merged=merged), FOUND, Words()).faults]


# --- The header


def test_three_of_the_needed_headings_make_a_header_and_two_do_not():
    assert faults((0, ("姓名", "日期", "单位", "指标"))) == [("检查发现", "找不到表头")]
    assert faults((0, ("姓名", "日期", "编号"))) == [("检查发现", "缺少列：{columns}")]
    assert grid(Sheet("检查发现"), FOUND, Words()).faults == []


def test_the_header_is_looked_for_in_the_first_hundred_rows_that_hold_anything():
    notes = [(y * 2, ("备注",)) for y in range(99)]
    lines = grid(sheet(*notes, (300, NEEDED), (301, ("维持",)), (299, ("x",))), FOUND, Words())
    assert [each.what for each in lines.faults] == ["找不到表头"]
    found = grid(sheet((301, ("维持",)), *notes, (300, NEEDED)), FOUND, Words())
    assert (found.faults, [(each.row, each.where("编号"), sorted(each.cells)) for each in found.lines]) == (
        [],
        [(301, "检查发现!F302", ["督查员意见"])],
    )


def test_rows_come_in_their_order_and_without_the_header():
    found = grid(sheet((3, ("维持",)), (1, NEEDED), (2, ("撤销",))), FOUND, Words())
    assert [(each.sheet, each.row, each.cell("督查员意见").text) for each in found.lines] == [
        ("检查发现", 2, "撤销"),
        ("检查发现", 3, "维持"),
    ]
    assert [found.lines[0].cell("单位"), found.lines[0].where("单位")] == [Cell(Kind.TEXT, ""), "检查发现!A3"]


def test_the_first_of_two_columns_is_named_by_the_second_and_those_missing_in_their_order():
    twice = ("姓名", "督查员意见", "姓名", "日期")
    found = grid(sheet((4, twice)), FOUND, Words())
    assert [(each.what, each.where, dict(each.values)) for each in found.faults] == [
        ("有两列“{heading}”（另一列在 {first}）", "检查发现!C5", {"heading": "姓名", "first": "A5"}),
        ("缺少列：{columns}", "检查发现", {"columns": ["改为扣分", "理由", "编号"]}),
    ]
    assert found.lines == []


def test_three_filled_cells_over_the_header_are_a_title_and_four_are_a_row():
    row = ("维持", "", "", "王强", "2013-08-06")
    assert faults((0, row), (1, NEEDED)) == []
    assert faults((0, (*row, "x")), (1, NEEDED)) == [("检查发现!A1", "表头上面还有内容行，不会读到")]
    assert faults((0, ("", "2", *row[2:], "x")), (1, NEEDED)) == [("检查发现!B1", "表头上面还有内容行，不会读到")]
    assert faults((0, ("", "2", "x", *row[3:])), (1, NEEDED)) == []
    assert faults((0, ("", "2", "x", "王强", "x", "y")), (1, ("维持", "2", "x", "王强")), (2, NEEDED)) == [
        ("检查发现!B1", "表头上面还有内容行，不会读到")
    ]
    assert faults((0, ("说明", "")), (1, (*row, "x")), (2, NEEDED)) == [("检查发现!A2", "表头上面还有内容行，不会读到")]


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ((1, 1), (2, 1), True),
        ((1, 1), (1, 2), True),
        ((1, 1), (1, 1), False),
        ((0, 1), (2, 1), False),
        ((1, 0), (2, 1), False),
        ((1, 6), (1, 7), False),
        ((1, 2), (2, 2), False),
        ((3, 1), (4, 1), False),
    ],
)
def test_only_cells_of_read_columns_that_hold_something_must_not_be_merged(first, last, wrong):
    rows = (0, ("单位", *NEEDED, "备注")), (1, ("x", "维持", "", "看过", "王强", DAY, "id", "x"))
    found = faults(*rows, merged=(Merged(first, last),))
    assert bool(found) is wrong
    assert all(what == "合并了单元格（到 {last}），看不出各行怎样填" for _, what in found)


def test_a_sheet_is_known_by_its_name_and_one_under_another_by_its_head():
    assert [form_of(Sheet(each), Words()) for each in ("检查发现", "申 诉", "排名")] == [FOUND, APPEALS, None]
    assert has_head(sheet((99, ("x", "编号"))), Words())
    assert not has_head(sheet((100, ("编号",)), (0, ("姓名", "单位"))), Words())
    assert all(has_head(sheet((0, (each.decides,))), Words()) for each in (FOUND, DOUBTS, ON_SITE, APPEALS))


def test_what_is_decided_under_another_name_is_found_where_it_first_stands():
    rows = (2, NEEDED), (3, ("",)), (4, NEEDED), (5, ("", "2")), (6, ("维持",)), (7, ("撤销",))
    assert disguised(sheet(*rows), Words()) == (FOUND, (6, 0))
    assert disguised(sheet(*rows[:4]), Words()) is None
    assert disguised(sheet((0, ("备注",)), (1, ("维持",))), Words()) is None


def test_a_row_repeats_the_header_only_when_both_its_columns_say_so():
    heading = dict(zip(HEADS[FOUND], HEADS[FOUND], strict=True))
    assert complaints(Sent().put(LATE, **{**UPHELD, "督查员意见": "督查员意见"}).read()) == [
        "检查发现!M2 不认识的意见“督查员意见”"
    ]
    assert complaints(Sent().add(FOUND, **{**heading, **UPHELD}).read()) == ["检查发现!R2 没有编号 编号"]
    assert Sent().add(FOUND, **heading).read() == Returned()


# --- What the workbook says of itself


def about(*rows):
    """The sheet that says what a workbook is."""
    return Workbook("x", (sheet(*enumerate(rows), name="版本"), sheet((0, ("城市", "x")))))


def test_stamps_are_the_cells_beside_their_labels_the_first_of_each():
    book = about(("城市", " 伊春市 "), ("期别", date(2013, 7, 1)), ("城市", "别市"), ("备注", "x"))
    assert stamps(book, Words()) == {"城市": "伊春市", "期别": "2013-07"}
    beside = Workbook("x", (sheet((3, ("x", "City", "伊春市")), (4, ("考核方案",)), name="About"),))
    words = Words({"版本": frozenset(("About",)), "城市": frozenset(("City",))})
    assert (stamps(beside, words), stamps(beside, Words())) == ({"城市": "伊春市"}, {})
    assert stamps(Workbook("x", about(("城市", "x")).sheets * 2), Words()) == {}
