"""What gongkai import says of files that it refuses, whole and in both languages: every fault of every file, and nothing taken in."""

import shutil

import pytest

import reports.returned
from tests.reports.sent_back import (
    Filled,
    digest,
    disputed,
    read_here,
    signed,
    told,
)


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    return disputed(tmp_path_factory.mktemp("month") / "city")


@pytest.fixture
def city(sent, tmp_path):
    return shutil.copytree(sent, tmp_path / "city")


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """Workbooks are read in this process, and their tables are as wide as they are."""
    monkeypatch.setattr(reports.returned, "opened", read_here)
    monkeypatch.setenv("COLUMNS", "200")


WRONG = {
    "zh": """\
list.csv：是 .csv 文件，存不下整个表格。请用 Excel、WPS 或 LibreOffice 打开原表格，另存为 .xlsx。
bad.xlsx 检查发现!M2：不认识的意见“？”。请从中选择：维持、撤销、改为。
bad.xlsx 检查发现!N3：意见是“维持”，却填了扣分 2。要改扣分请选“改为”，否则请清空。
bad.xlsx 检查发现!E5：这一格与本行编号的“问题”不同，应为“超过公开时限”。可能只排序或移动了一部分列；请恢复原表格，整行排序。
bad.xlsx 实地检查!J2：不认识的结果“优”。请从中选择：是、否、无法查看。
worse.xlsx 检查发现：缺少列：理由。请从原表格恢复这些列的表头和内容，或重新导出。
worse.xlsx 实地检查!J2：不认识的结果“优”。请从中选择：是、否、无法查看。""",
    "en": """\
list.csv: is a .csv file, which cannot hold the whole workbook. To do: open the original workbook in \
Excel, WPS or LibreOffice and save it as .xlsx.
bad.xlsx 检查发现!M2: unknown decision “？”. To do: choose one of: uphold, revoke, change.
bad.xlsx 检查发现!N3: the decision is “uphold”, and yet 2 points are given. To do: choose to change it, or clear the points.
bad.xlsx 检查发现!E5: this cell is not the “problem” of this row's id, which is “Published late”. To do: perhaps only some of the \
columns were sorted or moved; restore the original and sort whole rows.
bad.xlsx 实地检查!J2: unknown result “优”. To do: choose one of: 是, 否, could not look.
worse.xlsx 检查发现: Missing columns: reason. To do: restore these columns with their headings from the original workbook, \
or export it again.
worse.xlsx 实地检查!J2: unknown result “优”. To do: choose one of: 是, 否, could not look.""",
}
COUNTED = {
    "zh": (
        "有 8 处错误，什么也没有改变",
        "有 2 处错误，什么也没有改变",
        "absent.xlsx：没有这个文件。请核对文件名和目录。",
    ),
    "en": (
        "8 faults; nothing was changed",
        "2 faults; nothing was changed",
        "absent.xlsx: no such file. To do: check the name and the folder.",
    ),
}


def test_a_workbook_of_a_city_that_was_never_checked_is_refused(city, capsys):
    (city / "var/gongkai.sqlite").unlink()
    assert told(capsys, city, "one.xlsx") == (
        4,
        [],
        ["有 1 处错误，什么也没有改变", "one.xlsx：2013-09 还没有检查。请先运行 gongkai crawl 和 gongkai check。"],
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_wrong_in_several_files_is_said_by_file_and_cell_in_the_words_of_the_reader(city, capsys, language):
    upheld, changed = {"督查员意见": "？"}, {"改为扣分": 2, "督查员意见": "维持"}
    bad = signed(
        city,
        "王强",
        {"检查发现": {2: upheld, 3: changed, 5: {"督查员意见": "维持", "问题": "x"}}, "实地检查": {2: {"结果": "优"}}},
    )
    bad.save(city / "bad.xlsx")
    (city / "list.csv").write_text("编号,意见\n1,维持\n", "gb18030")
    bad.book["检查发现"].cell(1, bad.columns("检查发现")["理由"]).value = "x"
    bad.save(city / "worse.xlsx")
    lines, (all_, two, absent) = WRONG[language].splitlines(), COUNTED[language]
    before, files = digest(city), ("list.csv", "bad.xlsx", "absent.xlsx", "one.xlsx", "worse.xlsx")
    absent = absent.replace("absent.xlsx", str(city / "absent.xlsx"), 1)
    assert told(capsys, city, *files, language=language) == (4, [], [all_, absent, *lines])
    alone = [lines[-2], lines[-1].removeprefix("worse.xlsx ")]
    assert told(capsys, city, "worse.xlsx", language=language) == (4, [], [two, *alone])
    assert digest(city) == before


def test_a_workbook_of_another_month_or_of_none_is_told_by_its_file(city, capsys):
    both = ["one.xlsx", "two.xlsx"]
    wrong = "版本：表格是 2013-09 的，要读入的是 2014-09。请核对 --period，或换一个表格。"
    assert told(capsys, city, *both, more=["--period", "2014-09"]) == (
        4,
        [],
        ["有 2 处错误，什么也没有改变", *(f"{each} {wrong}" for each in both)],
    )
    code, _, err = told(capsys, city, "one.xlsx", more=["--period", "2014-09"], language="en")
    asked = "the workbook is of 2013-09, and 2014-09 was asked for. To do: check --period, or give another workbook."
    assert (code, err[1:]) == (4, [f"one.xlsx 版本: {asked}"])
    assert told(capsys, city, "one.xlsx", more=["--period", "2013-09", "--dry-run", "-q"])[0] == 0
    for given, said in (
        ("2013-13", "期别“2013-13”既不是月份也不是年份。请从原表格恢复“版本”这张表，或重新导出。"),
        ("20133", "期别“20133”既不是月份也不是年份。请从原表格恢复“版本”这张表，或重新导出。"),
    ):
        book = Filled(city / "one.xlsx")
        next(row for row in book.book["版本"].iter_rows() if row[0].value == "期别")[1].value = given
        book.save(city / "other.xlsx")
        assert told(capsys, city, "other.xlsx") == (4, [], ["有 1 处错误，什么也没有改变", f"other.xlsx 版本：{said}"])
    about = next(row for row in book.book["版本"].iter_rows() if row[0].value == "期别")
    about[1].value = None
    book.save(city / "other.xlsx")
    nameless = "期别“”既不是月份也不是年份。请从原表格恢复“版本”这张表，或重新导出。"
    wrong = ["有 1 处错误，什么也没有改变", f"other.xlsx 版本：{nameless}"]
    assert told(capsys, city, "other.xlsx") == (4, [], wrong)
    assert told(capsys, city, "other.xlsx", more=["--period", "2013-09"]) == (4, [], wrong)
    del book.book["版本"]
    book.save(city / "other.xlsx")
    none = "other.xlsx：没有“版本”这张表，不是本程序导出的表格。请用 gongkai export 导出的表格填写。"
    assert told(capsys, city, "other.xlsx") == (4, [], ["有 1 处错误，什么也没有改变", none])
