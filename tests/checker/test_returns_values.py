"""What single cells say, to the last digit that is read and the first that is not."""

from decimal import Decimal

import pytest

from checker.returns_values import Unclear, check_name, check_remark, day, is_exact, name, number, remark, word
from checker.returns_words import Words, alike, folded, narrow, one_line, person
from crawler.reading.office.workbook import Cell, Kind
from tests.checker.sent_back import (
    DAY,
    typed,
)


def unclear(parse, cell):
    """What is unclear about a cell; None when nothing is."""
    try:
        parse(typed(cell), "理由")
    except Unclear as fault:
        return fault.what.replace("“{heading}”", ""), str(fault) == fault.what, fault.values["heading"]
    return None


def test_single_cells_are_read_to_their_bounds():
    assert [number(typed(each), "x") for each in ("", "  ", "1" * 15, f"1.{'2' * 15}")] == [
        None,
        None,
        Decimal("1" * 15),
        Decimal(f"1.{'2' * 15}"),
    ]
    assert [number(Cell(Kind.NUMBER, text, shown), "x") for text, shown in (("2.50", "2.5分"), ("2", "二"))] == [
        Decimal("2.5"),
        Decimal(2),
    ]
    for text in ("1" * 16, f"1.{'2' * 16}", ".5", "1."):
        assert unclear(number, text) == ("不是数：{text}", True, "理由")
    assert unclear(number, Cell(Kind.NUMBER, "200", "2")) == ("显示为 {text}，实际是 {value}", True, "理由")
    assert [is_exact(Decimal(each)) for each in ("1.23", "1.230", "1.231", "1")] == [True, True, False, True]
    days = ["2013年8月6号", "2013-08-06 9:30", "2013.8.6 09:30:15", "20130806", Cell(Kind.NUMBER, "20130806")]
    assert {day(typed(each), "x") for each in (*days, Cell(Kind.DATE, "2013-08-06T09:30"))} == {DAY}
    assert [day(typed(each), "x") for each in ("", "　")] == [None, None]
    for text in ("2013-8/6", Cell(Kind.NUMBER, "13-08-06"), Cell(Kind.NUMBER, "2013-08-06"), "2013-08-06 9"):
        assert unclear(day, text) == ("不是日期：{text}", True, "理由")
    assert unclear(day, "13年8月6日") == ("只有两位数的年份：{text}", True, "理由")
    assert [name(typed("　Li  Wei "), "x"), remark(typed(" 一\n二 "), "x"), word(typed(" Ａ b "), "x")] == [
        "Li Wei",
        "一 二",
        "A b",
    ]
    assert remark(typed(3), "x") == "3"
    assert unclear(word, 3) == ("应是文字：{text}", True, "理由")
    for parse in (number, day, name, remark, word):
        assert unclear(parse, Cell(Kind.UNCOMPUTED, "")) == ("是公式，没有保存结果", True, "理由")
        assert unclear(parse, Cell(Kind.ERROR, "#N/A")) == ("是错误值 {text}", True, "理由")
        assert unclear(parse, "#ＲＥＦ！A1") == ("是错误值 {text}", True, "理由")


def test_names_and_remarks_say_something_by_themselves():
    for text in ("王强", "Li", "王1强"):
        check_name(text, "姓名")
    for text in ("王", "同上", "〃", "12", "王_1"):
        with pytest.raises(Unclear, match="不是姓名"):
            check_name(text, "姓名")
    for text in ("", "看", "3"):
        check_remark(text, "理由")
    for text in ("同左", "″", "……", "、"):
        with pytest.raises(Unclear, match="没有写明"):
            check_remark(text, "理由")


# --- Words


def test_what_is_forgiven_of_typed_words_and_what_is_not():
    assert [
        narrow("　Ａｂ１～！ "),
        folded(" Ａ b\n"),
        alike("① Ａ\n"),
        one_line(" 一\n\n二 "),
        person("王　强"),
        person("Ｌi  Wei"),
    ] == [
        "Ab1~!",
        "ab",
        "1A",
        "一 二",
        "王强",
        "Li Wei",
    ]
    words = Words({"编号": frozenset(("Key", "ID")), "改为": frozenset(("Change",)), "维持": frozenset(("change",))})
    assert words.of("编号") == {"编号", "Key", "ID"}
    assert words.of("姓名") == {"姓名"}
    assert [words.meant(text, ("维持", "编号", "姓名")) for text in ("KEY", "i d", "姓 名", "日期", "编号")] == [
        "编号",
        "编号",
        "姓名",
        None,
        "编号",
    ]
    assert [words.meant("change", among) for among in (("改为", "维持"), ("维持", "改为"), ("编号",))] == [
        "改为",
        "维持",
        None,
    ]
    assert [
        words.heading(text, ("编号",)) for text in ("编号（原样）", "Key (as it is)", "编号(a)(b)", "(编号)", "编号)")
    ] == [
        "编号",
        "编号",
        None,
        None,
        None,
    ]
