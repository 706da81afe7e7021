"""Workbooks for all, for each inspector, for each department, and for the year-end inspection, as the command line writes them."""

import sqlite3
from argparse import Namespace
from datetime import date

import openpyxl
import pytest

from checker.store import Store
from crawler.period import Period
from crawler.refusal import Refusal
from crawler.roster import Department
from reports.cli import main
from reports.inspectors import Inspector, read_inspectors
from reports.keeping import bring_up
from reports.workspace import read
from rules.finding import failed, passed
from tests.checker.disclosed import SCHEME, assessed

ROSTER = """编号,单位名称,别名,类别,主管单位,网址,门户栏目
czj,示例市财政局,,department;budget-unit,,http://czj.example.gov.cn/,
hbj,示例市环境保护局,,department;budget-unit;ecology,,http://hbj.example.gov.cn/,
zjz,示例市质监站,,subordinate;budget-unit,czj,,
"""
SETTINGS = """city = "示例市"
scheme = "yichun-2013"
language = "zh"
[portal]
home = "http://www.example.gov.cn/"
[crawl]
contact = "a@example.gov.cn"
"""
PERIOD = Period(2013, 7)
BODIES = tuple(Department(id, id, home="http://x/") for id in ("czj", "hbj", "zjz"))


@pytest.fixture
def folder(tmp_path):
    """A workspace in which July has been judged."""
    (tmp_path / "gongkai.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "departments.csv").write_text(ROSTER, "utf-8")
    store = Store(tmp_path / "var" / "gongkai.sqlite")
    for period in (PERIOD.shift(-1), PERIOD):
        found = [failed("missing"), passed()] if period == PERIOD else [failed("missing")]
        bodies = (Department("czj", "示例市财政局", kinds=frozenset(("department", "budget-unit"))),)
        bodies += (Department("hbj", "示例市环境保护局", kinds=frozenset(("department", "ecology"))),)
        bodies += (Department("zjz", "示例市质监站", kinds=frozenset(("subordinate", "budget-unit"))),)
        store.save(period, [assessed(each, *found, period=period) for each in bodies], SCHEME)
    store.close()
    tell(tmp_path, PERIOD.shift(-1))
    return tmp_path


def tell(folder, since):
    """Tells the ledger of the months, as a check does."""
    bring_up(Namespace(today=date(2013, 8, 4)), read(folder), since)


def export(folder, *words):
    return main(
        ["export", "--workspace", str(folder), "--period", "2013-07", "--as-of", "2013-08-05", "--quiet", *words]
    )


def scopes(files):
    return {file.name: openpyxl.load_workbook(file)["版本"]["B7"].value for file in sorted(files)}


def test_one_workbook_for_all_is_the_default(folder):
    assert export(folder) == 0
    assert scopes((folder / "var/export").iterdir()) == {"gongkai-2013-07.xlsx": "全部"}


def test_each_department_has_its_own(folder):
    assert export(folder, "--per", "department", "-o", str(folder / "out")) == 0
    told = scopes((folder / "out").iterdir())
    assert told == {f"gongkai-2013-07-{id}.xlsx": id for id in ("czj", "hbj", "zjz")}
    book = openpyxl.load_workbook(folder / "out/gongkai-2013-07-hbj.xlsx")
    assert {row[0].value for row in book["检查发现"].iter_rows(min_row=2)} == {"hbj"}
    assert {row[1].value for row in book["计分"].iter_rows(min_row=2)} == {"hbj"}


def test_each_inspector_has_what_is_theirs_under_a_name_that_no_file_system_misreads(folder, capsys):
    (folder / "inspectors.csv").write_text("督查员,单位编号\n张三,czj\n../=李\x07四,hbj\n张三,hbj\n", "utf-8")
    assert export(folder, "--per", "inspector") == 0
    files = list((folder / "var/export/gongkai-2013-07-inspector").iterdir())
    assert scopes(files) == {
        "gongkai-2013-07-inspector-01-张三.xlsx": "张三",
        "gongkai-2013-07-inspector-02-李四.xlsx": "../=李 四",
    }
    assert "没有督查员的单位：zjz" in capsys.readouterr().err


def test_several_workbooks_are_not_written_over_a_file(folder):
    (folder / "out").write_text("x", "utf-8")
    assert export(folder, "--per", "department", "-o", str(folder / "out")) == 2
    assert (folder / "out").read_text("utf-8") == "x"


def test_without_a_file_of_inspectors_nothing_is_written(folder):
    assert export(folder, "--per", "inspector") == 2
    assert not (folder / "var/export").exists()


def test_a_file_of_inspectors_is_refused_with_every_fault(folder):
    (folder / "inspectors.csv").write_text("督查员,单位编号\n,czj\n张三,xyz\n", "gb18030")
    with pytest.raises(Refusal) as refused:
        read_inspectors(folder / "inspectors.csv", BODIES)
    assert [(fault.line, fault.what) for fault in refused.value.faults] == [
        (2, "督查员的姓名为空"),
        (3, "名册中没有编号“{id}”"),
    ]
    assert export(folder, "--per", "inspector") == 4


def test_inspectors_keep_their_order_and_count_a_department_once(folder):
    path = folder / "inspectors.csv"
    path.write_text("department,inspector\nhbj,李四\nczj,张三\nhbj,李四\n", "utf-8")
    assert read_inspectors(path, BODIES) == (Inspector("李四", ("hbj",)), Inspector("张三", ("czj",)))
    assert read_inspectors(folder / "none.csv", BODIES) == ()


def test_the_year_end_form_has_the_matters_of_the_year(folder):
    assert export(folder, "--year-end") == 0
    book = openpyxl.load_workbook(folder / "var/export/gongkai-2013-year-end.xlsx")
    assert book.sheetnames == ["说明", "实地检查", "版本"]
    assert book["版本"]["B3"].value == "2013"
    keys = [row[-1].value for row in book["实地检查"].iter_rows(min_row=2)]
    assert keys
    assert all(key.startswith("onsite/") and key.endswith("/2013-01-01") for key in keys)


def test_the_ledger_tells_since_when_a_problem_stands_and_that_nobody_was_notified(folder):
    assert export(folder) == 0
    sheet = openpyxl.load_workbook(folder / "var/export/gongkai-2013-07.xlsx")["整改台账"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[0], row[1], row[6], row[7], row[9], row[10], row[11], row[12]) for row in rows] == [
        (number, id, "待通知", "尚未通知", "2013-06", "2013-07", 2, 1)
        for number, id in enumerate(("czj", "hbj", "zjz"), 1)
    ]


def test_the_ledger_of_a_month_tells_nothing_of_later_ones_and_a_department_sees_its_own(folder):
    words = ["--workspace", str(folder), "--as-of", "2013-08-05", "--quiet"]
    assert main(["export", "--period", "2013-06", "--per", "department", *words]) == 0
    path = folder / "var/export/gongkai-2013-06-department/gongkai-2013-06-hbj.xlsx"
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["整改台账"].iter_rows(min_row=2)]
    assert [(row[1], row[10], row[11]) for row in rows] == [("hbj", "2013-06", 1)]


def test_a_ruling_stands_in_the_next_workbook(folder):
    """What was taken in before is filled in, with the live mark that it leads to."""
    from checker.decisions import Decisions
    from checker.rulings import Decision, Ruling

    assert export(folder) == 0
    path = folder / "var/export/gongkai-2013-07.xlsx"
    id = openpyxl.load_workbook(path)["检查发现"]["R2"].value
    decisions = Decisions(folder / "var/gongkai.sqlite")
    key, seen = id.split("~")
    decisions.receive([], [Ruling(key, seen, Decision.REVOKED, None, "已公开", "张三", date(2013, 8, 3), "x")], [])
    decisions.close()
    tell(folder, PERIOD)
    assert export(folder) == 0
    row = [cell.value for cell in openpyxl.load_workbook(path)["检查发现"][2]]
    assert row[12:16] == ["撤销", None, "已公开", "张三"]
    values = openpyxl.load_workbook(path, data_only=True)
    marks = {row[2].value: row[4].value for row in values["排名"].iter_rows(min_row=2)}
    assert marks["czj"] == 100
    assert [row[6].value for row in values["整改台账"].iter_rows(min_row=2)] == ["待通知", "待通知", "已撤销"]


def test_nothing_else_in_the_workspace_is_touched(folder):
    before = sqlite3.connect(folder / "var/gongkai.sqlite").execute("select count(*) from findings").fetchone()
    assert export(folder) == 0
    assert sqlite3.connect(folder / "var/gongkai.sqlite").execute("select count(*) from findings").fetchone() == before
