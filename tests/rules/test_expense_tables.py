"""Ruled tables of the three public expenses: which number is which head's, of which year, and what is no such table."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crawler.reading.value import Table
from rules.accounts.heads import count_of, head_of, other_of
from rules.accounts.tables.expense_tables import expenses
from rules.accounts.value import Change, Figure
from rules.amounts import amount, in_wan, stated_unit

TABLES = tomllib.loads((Path(__file__).parent / "ruled_tables.toml").read_text("utf-8"))["table"]


def table(text: str, caption: str = "", where: str = "") -> Table:
    rows = tuple(tuple(cell.strip() for cell in line.split("|")) for line in text.strip().split("\n"))
    return Table(rows, caption, where)


def printed(figures: dict[str, Figure]) -> dict[str, str]:
    return {head: "" if figure.amount is None else str(figure.amount.value) for head, figure in figures.items()}


def changes(found: dict[str, Change]) -> dict[str, str]:
    stated = {head: str(change.amount.value) for head, change in found.items() if change.amount is not None}
    return stated | {f"{head}_percent": str(each.percent) for head, each in found.items() if each.percent is not None}


@pytest.mark.parametrize("case", TABLES, ids=[case["name"] for case in TABLES])
def test_ruled_tables(case: dict[str, Any]):
    read = expenses(table(case["text"], case["caption"]), case.get("year", 2013), tuple(case.get("names", ())))
    if case.get("nothing"):
        assert read is None
        return
    assert read is not None
    for what in ("figures", "last", "planned", "counts", "others"):
        assert printed(getattr(read, what)) == case.get(what, {}), what
    assert changes(read.changes) == case.get("changes", {})
    assert read.unit == case.get("unit", "万元")


def test_a_figure_says_where_it_stands():
    read = expenses(table("项目|2012年|2013年\n公务接待费|3|2\n公务用车费|5|4", "三公经费 单位：万元", "表2"), 2013, ())
    assert read is not None
    assert read.figures["reception"].where == "表2 第2行 公务接待费 2013年"
    assert read.figures["reception"].quote == "公务接待费 | 3 | 2"


def test_two_numbers_that_nothing_tells_apart_are_neither():
    read = expenses(table("项目|甲组|乙组\n公务接待费|3|2\n公务用车费|5|5", "三公经费"), 2013, ())
    assert read is not None
    assert printed(read.figures) == {"reception": "", "vehicles": "5"}


@pytest.mark.parametrize(
    ("label", "head"),
    [
        ("一、支出合计", "total"),
        ("“三公”经费财政拨款支出合计", "total"),
        ("三公经费（1+2+3）", "total"),
        ("合计（万元）", "total"),
        ("2014年三公经费预算表", ""),
        ("三、“三公”经费增减变化原因等说明", ""),
        ("1、因公出（境）国费用", "abroad"),
        ("其中：出国（境）培训费", ""),
        ("（三）公务接待费支出", "reception"),
        ("（2）国（境）外接待费", ""),
        ("其中：外事接待费", ""),
        ("市接待办公室", ""),
        ("3、公务用车费", "vehicles"),
        ("公车购置及运行维护费", "vehicles"),
        ("公务用车及运行维护费用", "vehicles"),
        ("其中:(1)公务用车运行维护费", "vehicle_operation"),
        ("运行维护费", "vehicle_operation"),
        ("公车运行及维护", "vehicle_operation"),
        ("机关运行经费", ""),
        ("其中：购置费", "vehicle_purchase"),
        ("办公设备购置", ""),
        ("公务用车购置数（辆）", ""),
        ("公务用车保有量", ""),
        ("公务接待批次（批）", ""),
        ("因公出国（境）人次数", ""),
        ("公务用车改革补贴", ""),
        ("其他交通费用", ""),
        ("车辆数合计（辆）", ""),
    ],
)
def test_labels_name_heads(label: str, head: str):
    assert head_of(label) == head


@pytest.mark.parametrize(
    ("labels", "count"),
    [
        (("1．因公出国（境）团组数（个）",), "groups"),
        (("因公出国（境）费", "人次（人）"), "persons"),
        (("3．公务用车购置数（辆）",), "bought"),
        (("公务用车", "保有量（辆）"), "held"),
        (("国内公务接待批次（个）",), "batches"),
        (("公务接待", "人数"), "guests"),
        (("国（境）外公务接待批次（个）",), ""),
        (("公务用车购置费",), ""),
        (("因公出国（境）费", "金额"), ""),
    ],
)
def test_labels_name_counts(labels: tuple[str, ...], count: str):
    assert count_of(labels) == count
    assert other_of(("二、会议费",)) == "meetings"
    assert other_of(("（三）培训费支出",)) == "training"


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("3, 402.11", "3402.11", ""),
        ("１２，３４５．６", "12345.6", ""),
        ("（12.5）", "-12.5", ""),
        ("－5", "-5", ""),
        ("+5", "5", ""),
        ("约12.5万元", "12.5", "万元"),
        ("38万", "38", "万元"),
        ("12.5（万元）", "12.5", "万元"),
        ("三万元", "3", "万元"),
        ("十二点五万元", "12.5", "万元"),
        ("叁佰贰拾元整", "320", "元"),
        ("零元", "0", "元"),
        ("——", "0", ""),
        ("本年无支出", "0", ""),
        ("-0.00", "0.00", ""),
        (".5", "0.5", ""),
        ("1.50", "1.50", ""),
    ],
)
def test_amounts_as_officials_write_them(cell: str, value: str, unit: str):
    found = amount(cell)
    assert found is not None
    assert (str(found.value), found.unit) == (value, unit)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        "5%",
        "①",
        "½",
        "12 5",
        "1,23",
        "1.2.3",
        "O",
        "五",
        "百元",
        "万元",
        "(12.5",
        "12.5)",
        "未",
        "单位不需填列",
        "二三十万元",
    ],
)
def test_what_is_no_amount(cell: str):
    assert amount(cell) is None


def test_units():
    assert [in_wan(found, "元") for found in map(amount, ("15000", "1.5万元", "0.5亿元")) if found] == [
        Decimal("1.5"),
        Decimal("1.5"),
        Decimal("5000"),
    ]
    assert stated_unit("单位名称:某县科技局单位:万元") == "万元"
    assert stated_unit("单位：个、人、元") == "元"
    assert stated_unit("本单位支出万元") == ""


def test_a_row_of_nothing_is_no_title():
    read = expenses(table("合计|因公出国|公务接待费|公务用车费\n0|0|0|0", "三公经费"), 2013, ())
    assert read is not None
    assert printed(read.figures) == {"total": "0", "abroad": "0", "reception": "0", "vehicles": "0"}


def test_single_payments_are_no_figures():
    text = "日期|事项|金额\n3月2日|公务接待费|520\n3月9日|公务接待费|310\n4月1日|公务用车运行费|900"
    read = expenses(table(text, "三公经费支出明细 单位：元"), 2013, ())
    assert read is None or printed(read.figures)["reception"] == ""


def test_less_than_nothing_is_no_figure():
    read = expenses(table("合计|-0.5\n公务接待费|-0.3\n公务用车费|-0.2", "三公经费增减情况"), 2013, ())
    assert read is not None
    assert set(printed(read.figures).values()) == {""}
