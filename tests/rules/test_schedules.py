"""Names, forms and declarations of schedules as officials write them, rebuilt from real pages with their structure and figures."""

from hashlib import sha256

import pytest

from crawler.reading.value import Reading, Table
from crawler.snapshot import Document, Place
from rules.accounts.schedules import schedule as named
from rules.accounts.schedules.balance import imbalances
from rules.accounts.schedules.recounted import recounted
from rules.accounts.schedules.roles import attached, schedules
from rules.accounts.schedules.titles import listed, roles_of
from rules.accounts.standards import standard
from tests.rules.accounts_made import FAMILY_A, FAMILY_B, FETCHED, FORMS, Made, budget, final_accounts

NAMES = """
balance: 一、收入支出决算总表 | 表 1:收入支出决算总表 | 六、部门收支总表 | 1.预算 01 表 部门收支总表
balance: 一、部门财务收支总体情况表 | 宁和市国有资产监督管理委员会2013年部门预算收支总表 | 宁和市会议中心收支总表
balance: 宁和市机构编制委员会办公室2014年度收入支出决算总表 | 宁和市政府采购中心2013年部门收支总表
balance: 一、部门财务收支预算总表 | 表1 2019年部门综合预算收支总表 | 一、收支总体情况表 | 一 2016 年收支预算总表 ( 功能分类科目 )
balance: 市教育局2015年收支预算总表 | Z01 收入支出决算总表(财决01表) | 一、收支决算总表 | 单位收支总表.xls | 部门收支总体情况表(空表)
balance: 一、 收入支出决算表 | 收入支出决算总表 | ||||||||| | 收支总体情况表 单位：万元 | 1、收入支出决算总表……………………3
income: 二、收入决算表 | (三)收入决算表(分科目).......................(2) | 表1-1  部门收入总表
income: 二、部门收入总体情况表 | 2. 2021年部门收入预算总表
expenditure: 三、支出决算表 | 三、出决算表 PAGEREF _Toc6022 h 22 | (五)支出决算表(分科目) | 部门支出总表（分功能科目）
appropriation: 四、政拨款收入支出决算总表 PAGEREF _Toc7791 h 22 | 表2  财政拨款收支预算总表 | 四、部门财政拨款收支总体情况表
appropriation: 四、财政拨款收支决算总表 | 四、财政拨款收支总体表 | 四、财政拨款收入支出决算表
appropriated: 市教育局2015年财政拨款支出预算表 | 二、财政拨款支出总表 | 五、财政拨款支出决算表
general: 六、般公共预算财政拨款支出决算表 PAGEREF _Toc13285 h 22 | 五、一般公共预算财政拨款收入支出决算表
general: 5.预算 05 表 一般公共预算支出表(按功能分类) | 五、部门一般公共预算本级财力安排支出情况表 | 公共财政预算财政拨款支出决算表
general: 5.2021年部门一般公共预算支出功能分类预算表 | 表五:一般公共预算支出决算表 | 五、一般公共预算财政拨款支出决算表(一)
basic: 六、一般公共预算财政拨款基本支出决算明细表 | 六、部门基本支出情况表 | 七、部门基本支出预算表(人员类、运转类公用经费项目)
basic: 7.2021年部门一般公共预算基本支出部门预算经济分类预算表 | 七、财政拨款基本支出决算表(经济分类)
three-public: 八、“三公”经费、行政参公单位机关运行经费情况表 | 七、财政拨款安排的行政经费及“三公”经费预算表
three-public: 七、表7 财政拨款“三公”经费、会议费和培训费 | 因公出国(境)费、公务接待费、公务用车购置及运行费支出预算表
fund: 表八:政府性基金收入支出决算表 | 9.预算 9 表政府性基金预算支出基本支出表(按经济分类) | 表9 2019年部门综合预算政府性基金收支表
state-capital: 九、国有资本经营预算支出情况表 | 9. 2021年部门国有资本经营预算支出功能分类预算表
project: 表3-2  一般公共预算项目支出预算表 | 十二、部门预算项目支出及其他支出预算表 | 五、项目收入支出决算表
performance: 表6.部门整体支出绩效目标表 | 预算绩效自评情况表
procurement: 表十三:政府采购表 | 政府购买服务支出情况表
other: 机构人员情况统计表 | 培训费支出预算表 | 宁和市会议中心2013年会议费支出表
other: 八、财政专户管理资金收入支出决算表 | 九、国有资产占用情况表 | 表4-1  政府性基金预算“三公”经费支出预算表
other: 表2-1  财政拨款支出预算表(部门经济分类科目) | 表十:政府预算支出经济分类预算表 | 十四、对下转移支付预算表
: 二、收支预算总表说明(表1) | 第二部分 2016年度部门决算表 | 二、2022年度部门决算公开表 | 一、收入支出决算总体情况说明
: 详见附表。 | 公开03表 | 部门预算表 | 附件2:2019年部门综合预算公开报表 | 本表反映部门本年度的总收支和年末结转结余情况
"""
CALLED = [
    (name, role)
    for line in NAMES.strip().splitlines()
    for role, _, names in [line.partition(":")]
    for name in names.split(" | ")
]


@pytest.mark.parametrize(("name", "role"), CALLED)
def test_a_schedule_is_known_by_its_part(name, role):
    assert ",".join(roles_of(name)) == role or set(name.strip()) <= {"|"}


def test_two_parts_in_one_name():
    assert roles_of("政府性基金预算和国有资本经营预算支出表") == ("fund", "state-capital")


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (
            "第二部分 2017 年部门预算表 一 收支预算总表二 收入预算表三 支出预算表四 财政拨款收支预算表五 一般公共预算支出表 第三部分",
            5,
        ),
        ("表一:收入支出决算总表表二:收入决算表表三:支出决算表表四:财政拨款收入支出决算总表", 4),
        ("三、支出决算表................................82四、财政拨款收入支出决算总表..............82", 2),
        ("七、一般公共预算财政拨款“三公”经费支出决算 表", 1),
        ("本单位收入支出情况见附表，支出决算情况详见附表，其他见下表。", 0),
    ],
)
def test_names_that_run_together(line, count):
    assert len(list(listed(line))) == count


def document(text: str, title: str = "示例县图书馆2016年度部门决算", tables: tuple[Table, ...] = ()) -> Document:
    digest = sha256(repr((text, tables)).encode()).hexdigest()
    reading = Reading("text/plain", title=title, text=text, tables=tables)
    return Document("http://own/", Place.OWN, FETCHED, digest, title, reading)


def only(found, role):
    [one] = [each for each in found if each.role == role]
    return one


def figures(one):
    return {key: str(figure.amount.value) for key, figure in one.figures.items() if figure.amount is not None}


@pytest.mark.parametrize(
    "sheets", [final_accounts, lambda made: budget(made, FAMILY_A), lambda made: budget(made, FAMILY_B)]
)
@pytest.mark.parametrize("form", FORMS)
def test_all_eight_are_there_in_every_form(form, sheets):
    made = Made(1_000_000_00, 2_000_000_00, 3_000_000_00, 0, 4_000_00, 0, 5_000_00, 6_000_00, 7_000_00)
    found = schedules(FORMS[form](sheets(made), "示例市水务局2018年度部门决算"))
    shown = [each.role for each in found if each.shown]
    assert sorted(shown) == sorted(standard("final", 2018).schedules)
    assert not [each.name for each in found if each.is_hollow]
    fund = only(found, "fund")
    assert fund.is_empty
    assert "本表无数据" in fund.declared


BARS = """2017年示例市源潭中学部门预算
表1 | ||||||
收支总体情况表 | ||||||
单位名称:示例市源潭中学 | 单位:万元 | |||||
收   入 | 支    出 | |||||
项目 | 2017年预算数 | 项目 | 2017年预算数 | |||
一、财政拨款 | 1,446.00 | 一、基本支出 | 1,656.04 | |||
二、财政专户拨款 | 0.00 | 二、项目支出 | 0.00 | |||
三、其他资金 | 210.04 | 三、事业单位经营支出 | 0.00 | |||
本年收入合计 | 1,656.04 | 本年支出合计 | 1,656.04 | |||
四、上级补助收入 | 3.00 | 四、对附属单位补助支出 | 1.00 | |||
五、附属单位上缴收入 | 0.00 | 五、上缴上级支出 | 2.00 | |||
六、用事业基金弥补收支差额 | 0.00 | 六、结转下年 | 0.00 | |||
收入总计 | 1,659.04 | 支出总计 | 1,659.04 | |||
"""
ONE_CELL_A_LINE = """第二部分 2016年度部门决算报表

收入支出决算总表

公开01表
部门：示例市东方小学
金额单位：万元
收入
支出
项目
行次
决算数
项目
行次
决算数
栏次

1
栏次

2
一、财政拨款收入
1
479.01
一、一般公共服务支出
9

其中：政府性基金预算财政拨款
2

二、外交支出
10

二、上级补助收入
3

三、教育支出
11
470.52

4

本年收入合计
5
479.01
本年支出合计
13
470.52
用事业基金弥补收支差额
6

结余分配
14

年初结转和结余
7
1.51
年末结转和结余
15
10.00
总计
8
480.52
总计
16
480.52
注：本表反映部门本年度的总收支和年末结转结余情况。
"""
CELL_AND_BAR = """市教育局2015年财政拨款支出预算表
单位:万元
科目编码 |
科目名称 |
预算数 |
其 中 |
|
基本支出 |
项目支出 |
|||
合计 |
28193.85 |
23195.50 |
4998.35 |
|
20501 |
一、行政运行 |
2326.43 |
455.23 |
1871.20 |
20501 |
二、一般行政管理事务 |
14.49 |
14.49 |
|
市教育局2015年收支预算总表
单位:万元
收入 |
支出 |
||
项目 |
预算数 |
项目 |
预算数 |
财政拨款收入 |
18859.38 |
一、行政运行 |
2326.43 |
行政事业性收费收入 |
9334.47 |
二、一般行政管理事务 |
25867.42 |
收入总计 |
28193.85 |
支出总计 |
28193.85 |
"""
THREE_GROUPS = """收入支出决算总表
财决01表 |
编制单位：示例县司法局|2019年度|金额单位：万元 |
收入|支出 |||||||||
项目|行次|年初预算数|调整预算数|决算数|项目(按功能分类)|行次|年初预算数|调整预算数|决算数|项目(按支出性质)|行次|年初预算数|调整预算数|决算数
栏次|| 1|2|3|栏次|| 4|5|6|栏次|| 7|8|9
一、财政拨款收入|1|500.00|615.00|615.00|一、公共安全支出|6|500.00|620.00|620.00|一、基本支出|11|450.00|545.00|545.00
二、上级补助收入|2|0.00|0.00|0.00|二、外交支出|7|0.00|0.00|0.00|二、项目支出|12|50.00|75.00|75.00
本年收入合计|3|500.00|615.00|615.00|本年支出合计|8|500.00|620.00|620.00|本年支出合计|13|500.00|620.00|620.00
年初结转和结余|4|0.00|12.00|12.00|年末结转和结余|9|0.00|7.00|7.00|年末结转和结余|14|0.00|7.00|7.00
总计|5|500.00|627.00|627.00|总计|10|500.00|627.00|627.00|总计|15|500.00|627.00|627.00
"""
CELLS = "\n".join(cell for line in THREE_GROUPS.splitlines() for cell in map(str.strip, line.split("|")) if cell)
BALANCES = {
    "rows with bars behind them": (
        BARS,
        {"income": "1656.04", "income_total": "1659.04", "expenditure_total": "1659.04"},
    ),
    "one cell a line": (
        ONE_CELL_A_LINE,
        {"income": "479.01", "opening": "1.51", "closing": "10.00", "income_total": "480.52"},
    ),
    "a cell and a bar a line": (CELL_AND_BAR, {"income_total": "28193.85", "expenditure_total": "28193.85"}),
    "three groups of three columns": (
        THREE_GROUPS,
        {"expenditure": "620.00", "basic": "545.00", "project": "75.00"},
    ),
    "three groups, one cell a line": (
        CELLS,
        {"expenditure": "620.00", "opening": "12.00", "closing": "7.00"},
    ),
}


@pytest.mark.parametrize(("text", "stated"), BALANCES.values(), ids=BALANCES)
def test_the_balance_is_read_from_text(text, stated):
    year = "2015年部门预算" if "2015年" in text else "2017年部门预算" if "2017年" in text else "2016年度部门决算"
    found = schedules(document(text, "示例市教育局" + year))
    read = figures(only(found, "balance"))
    assert {key: read[key] for key in stated} == stated
    assert list(imbalances(found)) == []


@pytest.mark.parametrize(("text", "old", "new", "kind"), [
    (BARS, "收入总计 | 1,659.04", "收入总计 | 1,695.04", "B3"),
    (BARS, "一、基本支出 | 1,656.04", "一、基本支出 | 1,566.04", "B5"),
    (ONE_CELL_A_LINE, "1.51", "15.1", "B4"),
    (CELL_AND_BAR, "支出总计 |\n28193.85", "支出总计 |\n28139.85", "B3"),
    (CELL_AND_BAR, "4998.35", "4988.35", "B5"),
    (CELLS, "年末结转和结余\n9\n0.00\n7.00\n7.00", "年末结转和结余\n9\n0.00\n7.00\n7000.00", "B4"),
])  # fmt: skip
def test_what_does_not_add_up_in_text_is_found(text, old, new, kind):
    assert old in text
    year = "2015年部门预算" if "2015年" in text else "2017年部门预算" if "2017年" in text else "2016年度部门决算"
    broken = list(imbalances(schedules(document(text.replace(old, new), "示例市教育局" + year))))
    assert kind in {each.kind for each in broken if not each.doubtful}


LAYOUTS = {
    "one balance carried over in two rows": (
        ("收入", "收入", "支出", "支出"), ("项目", "预算数", "项目", "预算数"),
        ("一、财政拨款", "100.00", "一、公共安全", "105.00"), ("本年收入合计", "100.00", "本年支出合计", "105.00"),
        ("上年结转（一般公共预算）", "3.00", "结转下年", "0.00"), ("上年结转（政府性基金）", "2.00", "", ""),
        ("收入总计", "105.00", "支出总计", "105.00"),
    ),
    "what was carried over is part of this year's sum": (
        ("收入", "收入", "支出", "支出"), ("项目", "预算数", "项目", "预算数"),
        ("财政拨款", "100.00", "公共安全", "105.00"), ("上年结转", "5.00", "", ""),
        ("本年收入合计", "105.00", "本年支出合计", "105.00"), ("收入总计", "105.00", "支出总计", "105.00"),
    ),
    "basic and project expenditure under each function": (
        ("收入", "收入", "支出", "支出"), ("项目", "预算数", "项目", "预算数"),
        ("财政拨款", "100.00", "一、公共安全", "60.00"), ("", "", "基本支出", "50.00"), ("", "", "项目支出", "10.00"),
        ("", "", "二、住房保障", "40.00"), ("", "", "基本支出", "40.00"), ("", "", "项目支出", ""),
        ("本年收入合计", "100.00", "本年支出合计", "100.00"), ("收入总计", "100.00", "支出总计", "100.00"),
    ),
    "last year beside this year": (
        ("收入", "收入", "收入", "支出", "支出", "支出"),
        ("项目", "2017年预算数", "2018年预算数", "项目", "2017年预算数", "2018年预算数"),
        ("财政拨款", "90.00", "100.00", "公共安全", "80.00", "100.00"),
        ("本年收入合计", "90.00", "100.00", "本年支出合计", "80.00", "100.00"),
        ("收入总计", "90.00", "100.00", "支出总计", "80.00", "100.00"),
    ),
    "lines are numbered and no header says so": (
        ("一、财政拨款收入", "1", "97.97", "一、教育支出", "5", "97.00"), ("本年收入合计", "2", "97.97", "本年支出合计", "6", "97.00"),
        ("年初结转和结余", "3", "", "年末结转和结余", "7", "0.97"), ("总计", "4", "97.97", "总计", "8", "97.97"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
def test_no_layout_of_a_balance_is_accused(rows):
    table = Table(rows, "部门收支总表 单位：万元")
    found = schedules(document("部门收支总表", "示例市公安局2018年部门预算", (table,)))
    assert only(found, "balance").shown
    assert list(imbalances(found)) == []


LISTS = {
    "basic expenditure in three parts, as in 2013": (
        "部门支出总表",
        (("科目", "合计", "基本支出", "基本支出", "基本支出", "基本支出", "项目支出"),
         ("科目", "合计", "小计", "人员支出", "公用支出", "对个人和家庭的补助", "项目支出"),
         ("合计", "100.00", "80.00", "50.00", "20.00", "10.00", "20.00")),
    ),
    "what was carried over has columns of its own": (
        "一般公共预算支出表",
        (("科目编码", "科目名称", "合计", "本年拨款", "本年拨款", "上年结转", "上年结转"),
         ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "基本支出", "项目支出"),
         ("合计", "合计", "100.00", "60.00", "30.00", "4.00", "6.00")),
    ),
    "last year's execution and the change beside it": (
        "一般公共预算支出表",
        (("科目名称", "2017年执行数", "2018年预算数", "2018年预算数", "2018年预算数", "2018年预算数比2017年执行数"),
         ("科目名称", "2017年执行数", "小计", "基本支出", "项目支出", "增减额"),
         ("合计", "90.00", "100.00", "60.00", "40.00", "10.00")),
    ),
    "income, expenditure and balances in one": (
        "一般公共预算财政拨款收入支出决算表",
        (("项目", "年初结转和结余", "年初结转和结余", "本年收入", "本年支出", "本年支出", "本年支出", "年末结转和结余"),
         ("科目名称", "合计", "基本支出结转", "合计", "合计", "基本支出", "项目支出", "合计"),
         ("合计", "5.00", "5.00", "100.00", "98.00", "60.00", "38.00", "7.00")),
    ),
    "a header that does not stand above its figures": (
        "部门支出总表",
        (("项目", "合计", "基本支出", "项目支出", "备注", ""), ("合计", "", "", "100.00", "60.00", "40.00")),
    ),
    "a title over all columns that names basic expenditure": (
        "一般公共预算基本支出表",
        (("一般公共预算基本支出表",) * 4, ("", "", "", "单位：万元"), ("科目名称", "合计", "人员经费", "公用经费"),
         ("合计", "100.00", "60.00", "40.00")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "rows"), LISTS.values(), ids=LISTS)
def test_no_layout_of_a_list_is_accused(name, rows):
    found = schedules(document(name, "示例市公安局2018年部门预算", (Table(rows, f"{name} 单位：万元"),)))
    assert list(imbalances(found)) == []
    assert figures(found[0]).get("total") in ("100.00", "98.00", None)


CONTENTS = """环县党校2015年部门决算公开
目 录
第二部分 部门决算和 “三公”经费决算表
一、收支决算总表
二、收入决算表
三、支出决算表
四、财政拨款收支决算总表
五、财政拨款支出决算表
六、财政拨款基本支出决算表（功能分类）
七、财政拨款基本支出决算表（经济分类）
八、“三公”经费支出决算表
九、政府性基金预算财政拨款收入支出决算表
（上述报表详见附件）
第三部分 2015年部门决算情况说明
八、关于政府性基金预算支出情况说明
2015年度没有使用政府性基金预算拨款安排的支出。
"""


def test_a_list_of_contents_names_what_stands_elsewhere():
    page = document(CONTENTS)
    found = schedules(page)
    assert not any(each.shown for each in found)
    named = {each.role for each in found} | {"general"}  # for which the older table of all appropriations stands in
    assert not set(standard("final", 2016).schedules) - named
    assert set(standard("final", 2020).schedules) - named == {"state-capital"}
    assert "没有使用" in only(found, "fund").declared
    assert attached(page) == "（上述报表详见附件）"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("第二部分 2017年部门预算表（见后附件）", True),
        ("（8张公开表附后）", True),
        ("二、2019年度部门决算公开表 详见附表。", True),
        ("报表详见附件。", True),
        ("第二部分 2016年部门决算表（请点击打开）", True),
        ("附件：示例市民政局2018年部门预算公开表.xls", True),
        ("附属单位上缴收入：指事业单位附属独立核算单位按照有关规定上缴的收入。", False),
        ("附近居民表示满意。", False),
    ],
)
def test_schedules_may_be_said_to_be_attached(line, said):
    assert bool(attached(document(line))) is said


def test_a_table_of_contents_says_which_tables_are_empty():
    names = ("部门综合预算收支总表", "部门综合预算收入总表", "部门综合预算支出总表", "部门综合预算政府性基金收支表")
    rows = (
        ("报表", "报表名称", "是否空表"),
        *[(f"表{n}", name, "是" if "基金" in name else "否") for n, name in enumerate(names, 1)],
    )
    found = schedules(document("", "示例市司法局2019年部门综合预算公开报表", (Table(rows),)))
    assert [(each.role, bool(each.declared)) for each in found] == [
        ("balance", False), ("income", False), ("expenditure", False), ("fund", True)]  # fmt: skip


FORM = (("科目编码", "科目名称", "合计", "基本支出", "项目支出"), ("", "", "", "", ""), ("", "", "", "", ""))
EMPTY = {
    "nothing is said": ("", FORM, True),
    "a note says so": ("注：本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。", FORM, False),
    "the name says so": ("（空表）", FORM, False),
    "the text says so": ("本部门2018年无政府性基金预算，以空表列示。", FORM, False),
    "zeros are printed": ("", (*FORM[:1], ("", "合计", "0.00", "0.00", "0.00")), False),
    "dashes are printed": ("", (*FORM[:1], ("", "合计", "—", "—", "—")), False),
    "a figure is printed that is no plain amount": ("", (*FORM[:1], ("", "合计", "约12.50万", "", "")), False),
    "a note below has figures": ("", (*FORM, ("注：2018年一般公共预算1,204.50万元。", "", "", "", "")), True),
    "whoever filled it in is named below": ("", (*FORM, ("填表人：", "张某", "联系电话：", "3321456", "")), True),
    "the day stands above": (
        "",
        (("填表日期：2018.01.20", "单位：万元"), *FORM, ("合计", "2.50", "2.50", "", "")),
        False,
    ),
    "another fund is spoken of": ("住房公积金缴存基数没有调整。", FORM, True),
}


@pytest.mark.parametrize(("said", "rows", "hollow"), EMPTY.values(), ids=EMPTY)
def test_an_empty_table_must_say_so(said, rows, hollow):
    name = "政府性基金预算支出表" + (said if said == "（空表）" else "")
    text = "\n".join([name, *("\t".join(row).rstrip("\t") for row in rows), said])
    [fund] = schedules(document(text, "示例市水务局2018年部门预算", (Table(rows, name),)))
    assert fund.is_hollow is hollow


HEADER = "科目编码\n科目名称\n本年支出\n小计\n基本支出\n项目支出\n"
BARE = {
    "a header and nothing below": (HEADER + "合计\n第三部分 情况说明\n", True, True),
    "a header and a note": (HEADER + "合计\n注：本表无数据。\n", True, False),
    "the next part follows": (HEADER + "第三部分 情况说明\n", True, True),
    "a header where the text ends": (HEADER, False, False),
    "a frame around a picture": ("公开08表\n部门：示例市水务局\n单位：万元\n第三部分 情况说明\n", False, False),
    "figures without a header": ("单位：万元\n水库\n12.50\n河道\n7.50\n", True, False),
}


@pytest.mark.parametrize(("body", "shown", "hollow"), BARE.values(), ids=BARE)
def test_a_table_in_text_has_a_header_or_figures(body, shown, hollow):
    text = "第二部分 报表\n政府性基金预算财政拨款收入支出决算表\n" + body
    [fund] = schedules(document(text, "示例市水务局2018年度部门决算"))
    assert (fund.shown, fund.is_hollow) == (shown, hollow)


def test_units_differ_between_schedules():
    general = Table(
        (("科目名称", "合计", "基本支出", "项目支出"), ("合计", "1234500", "1000000", "234500")),
        "一般公共预算支出表 单位：元",
    )
    basic = Table(
        (("科目名称", "合计", "人员经费", "公用经费"), ("合计", "100.00", "60.00", "40.00")),
        "一般公共预算基本支出表 单位：万元",
    )
    page = document("", "示例市水务局2018年部门预算", (general, basic))
    assert [each.unit for each in schedules(page)] == ["元", "万元"]
    assert list(imbalances(schedules(page))) == []
    wrong = Table(basic.rows, "一般公共预算基本支出表 单位：元")
    [slip] = imbalances(schedules(document("", page.title, (general, wrong))))
    assert slip.slip
    assert slip.doubtful


SENTENCES = {
    "2023年度收入总计434.72万元，其中：本年收入合计434.16万元，使用非财政拨款结余0.00万元，年初结转和结余0.55万元。": [],
    "2023年度收入总计434.72万元，其中：本年收入合计414.16万元，使用非财政拨款结余0.00万元，年初结转和结余0.55万元。": [
        ("B4", False)
    ],
    "本年支出合计525.54万元，其中：基本支出445.80万元，占84.83%；项目支出79.63万元，占15.17%。": [("B5", False)],
    "本年支出合计525.54万元，其中：基本支出445.80万元，占80.83%；项目支出59.63万元，占11.17%。": [("B5", True)],
    "2021年支出预算298.64万元，其中基本支出163.64万元（人员经费142.03万元，公用经费19.61万元），项目支出135万元。": [
        ("B5", False)
    ],
    "2016年度基本支出265.73万元，其中：人员经费221.01万元，主要包括基本工资；公用经费44.72万元，主要包括办公费。": [],
    "2013年基本支出265.73万元，其中人员支出200万元，公用支出40万元，对个人和家庭的补助25.73万元。": [],
    "教育支出100万元，其中：基本支出60万元，项目支出30万元。": [],
    "2018年支出总计1000.5万元，其中：基本支出600.5万元，项目支出300万元，年末结转和结余100万元。": [],
    "2018年度支出12.5万元，比上年减少3万元，其中基本支出10万元，比上年减少1万元，项目支出2.5万元，比上年减少2万元。": [],
    "幼儿园2018年收入总计901万元，支出总计901万元，与2017年相比，收、支总计各增加12万元，增长1.3%。": [],
    "2018年度收入总计901.5万元，支出总计910.5万元，与2017年相比各增加12万元。": [("B3", False)],
    "2017年总收入6628.72万元，比上年减少。2017年总支出7778.55万元，比上年增加。": [],
    "2017年度财政拨款收入总计1516.64万元。一般公共预算财政拨款支出总计1741.75万元。": [],
}


@pytest.mark.parametrize(("sentence", "broken"), SENTENCES.items())
def test_sums_in_sentences(sentence, broken):
    assert [(each.kind, each.doubtful) for each in imbalances(recounted(document(sentence)))] == broken


@pytest.mark.parametrize(
    ("sentence", "income"),
    [
        ("2019年度本年收入合计797.71万元。其中：财政拨款收入778.18万元，其他收入1.53万元。", ["797.71"]),
        ("2019年度一般公共预算财政拨款本年收入合计797.71万元，其中：教育778.18万元，其他1.53万元。", []),
        ("2019年度本年收入797.71万元，其中：财政拨款收入778.18万元，其他收入1.53万元。", []),
    ],
)
def test_this_year_s_income_is_told_where_it_is_said_to_be_the_sum(sentence, income):
    assert [str(each.figures[named.INCOME].amount.value) for each in recounted(document(sentence))] == income


def test_standards_have_their_years():
    assert standard("budget", 2012).schedules == ()
    assert standard("budget", 2013).schedules == ("balance", "three-public")
    assert not standard("budget", 2013).split_vehicles
    assert standard("final", 2014).split_vehicles
    assert standard("budget", 2014).explained == "increases"
    assert standard("budget", 2016).doubtful
    assert "balance" not in standard("budget", 2016).unsettled
    assert (standard("budget", 2017).doubtful, standard("final", 2016).doubtful) == (False, False)
    assert (standard("budget", 2017).counts, standard("final", 2016).counts) == (False, True)
    assert len(standard("final", 2019).schedules) == 8
    assert standard("final", 2020).schedules[-1] == "state-capital"
    assert "143号" in standard("budget", 2018).sources["explained"]
