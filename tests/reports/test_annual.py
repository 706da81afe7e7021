"""The year's statistics as people and programs get them: terminal, json, csv, a workbook that counts itself, a traceable draft."""

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pytest
from rich.console import Console

from checker.counted.value import Level
from reports import annual as command
from reports.annual_book import plan, write_book
from reports.annual_text import AnnualTables
from reports.annual_year import add_up
from reports.draft.report import draft
from reports.draft.sentences import Paragraph
from reports.wording import Wording, width
from tests.reports.annual_made import EVIL, GAPS, SEED, annual, counts, share
from tests.reports.judged import city
from tests.reports.recalculated import SOFFICE, formulas, printed, recalculated

ZH = Wording("zh")
MARK = re.compile(r"\[([^\[\]]+)-([A-Z]+\d+)(:[A-Z]+\d+)?\]")


@pytest.fixture
def call(tmp_path, capsys, monkeypatch):
    from reports.cli import main

    folder = city(tmp_path / "city")

    def calling(*words, made=None, code=0, language="zh"):
        monkeypatch.setattr(command, "annual_of", lambda *_: made or annual())
        base = ["statistics", "--year", "2013", "--workspace", str(folder), "--as-of", "2014-02-10", "--lang", language]
        assert main([*base, *words]) == code
        return capsys.readouterr().out

    return calling


def shown(made, columns=120, language="zh"):
    out = io.StringIO()
    Console(file=out, width=columns, highlight=False, color_system=None).print(AnnualTables(made, Wording(language)))
    return out.getvalue()


def told(made):
    """The draft in one text, with its marks."""
    parts = [each for each in draft(plan(made, ZH), ZH) if isinstance(each, Paragraph)]
    return "\n".join("".join(f"{p.words}[{p.at}]" if p.at else p.words for p in each.pieces) for each in parts)


def bare(text):
    """The draft as it is read, without its marks."""
    return MARK.sub("", text)


def test_the_terminal_tells_items_by_level_and_month_shares_and_people_s_figures():
    said = shown(annual(full=False))
    for words in ("全年", "市级公共企事业单位", "96.55", "95.45", "填报", "2660", "785", "王小明"):
        assert words in said
    lines = [line.split() for line in said.splitlines()]
    assert ["全年", "14", "30", "25", "3", "72"] in lines
    assert any(line[-7:] == ["59", "56", "56", "56", "2", "1", "96.55"] for line in lines)


@pytest.mark.parametrize("columns", [80, 120])
def test_the_terminal_tables_fit(columns):
    lines = shown(annual(full=False), columns).splitlines()
    assert max(map(width, lines)) <= columns
    assert "…" not in "".join(lines).replace("“达…以上”", "")
    assert any(line.split()[-7:] == ["90", "84", "84", "84", "4", "2", "95.45"] for line in lines)
    assert re.search(r"2118\D+39660\D+35179\D+4579\D+81536", "\n".join(lines))


def test_what_nobody_stated_and_what_could_not_be_read_is_said():
    said = shown(annual(people=None, gaps=GAPS, months=7))
    assert "未填报" in said
    assert "8、9、10、11、12 月没有检查过" in said
    assert "3 月有 1 个网站没有读全（超时 1），其中 0 个在本年以后的月份也没有读到" in said
    assert "至少" in said


def test_where_nobody_could_look_there_is_no_number_and_never_0(tmp_path):
    made = annual(people=None)
    unseen = {what: replace(each, lines=(), looked=0) for what, each in made.counts.tallies.items()}
    made = replace(made, counts=replace(made.counts, tallies=unseen))
    assert "在线访谈：没有一个网站能看，不知道有多少" in shown(made)
    assert "举办在线访谈＿＿（待填：在线访谈期数）期" in bare(told(made))
    assert "来信的答复" not in told(made)
    write_book(tmp_path / "x.xlsx", plan(made, ZH), ZH)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx", data_only=True)["汇总"]
    assert {
        row[1].value for row in sheet.iter_rows() if str(row[0].value).startswith(("在线访谈：举办", "来信答复：已"))
    } == {"—"}


def test_what_could_not_be_checked_lowers_no_rate(tmp_path):
    made = annual(people=None)
    unseen = share("department-budget", 2013, 3, 1, unchecked=1)
    made = replace(made, counts=replace(made.counts, shares=(unseen,)))
    lines = [line.split() for line in shown(made).splitlines()]
    assert any(line[-7:] == ["3", "2", "2", "2", "0", "1", "100"] for line in lines)
    assert any(line[-7:] == ["1", "0", "0", "0", "0", "1", "—"] for line in lines)


def test_gaps_are_an_exit_code(call):
    call("--format", "json")
    call("--format", "json", made=annual(gaps=GAPS), code=3)
    call("--format", "json", made=annual(full=False), code=3)


def test_json_has_every_number_and_its_evidence(call):
    found = json.loads(call("--format", "json"))
    assert (found["topic"], found["year"], found["items"]["total"]) == ("annual-report", 2013, 72)
    assert found["items"]["levels"] == {"city": 14, "departments": 30, "counties": 25, "enterprises": 3}
    assert sum(month["total"] for month in found["items"]["months"]) == 72
    assert found["shares"][0]["owed"] == 90
    assert found["shares"][0]["bodies"][0]["evidence"][0]["url"].startswith("http")
    assert found["tallies"]["reply"]["met"] == 40
    assert found["stated"]["figures"]["work.visits.all"] == "2660"
    assert json.loads(call("--format", "json", made=annual(people=None)))["stated"] is None


def test_csv_has_a_number_a_line(call):
    rows = list(csv.DictReader(io.StringIO(call("--format", "csv"))))
    found = {(row["table"], row["row"], row["column"]): row["value"] for row in rows}
    assert found["items", "departments", "all"] == "30"
    assert found["share", "three-public-budget/all", "published"] == "90"
    assert found["statistics", "published", "all"] == "81536"


def test_the_draft_tells_the_seed_s_numbers():
    said = bare(told(annual()))
    for words in (
        "主动公开政府信息81536条。其中，市政府本级2118条，市政府各部门39660条，县（市）区局35179条，市级公共企事业单位4579条",
        "应公开的部门59个、所属单位31个；已公开的部门59个、所属单位31个，共90个",
        "接待查阅2660人次，其中市档案馆785人次、市图书馆1875人次",
        "申请10件，其中市政府各部门8件、县（市）区局2件",
        "电视节目48期，共720分钟，平均每期15分钟",
        "接听群众电话332个，现场解答250个，会后办理并反馈50个，解决率达90%以上（按所列各数为90.36%）",
        "在线访谈6期，网民1532人参与，回答问题121个",
        "没有收取费用",
    ):
        assert words in said


def test_a_zero_of_reviews_says_nothing_of_lawsuits():
    said = bare(told(annual()))
    assert "没有发生因政府信息公开引起的行政复议" in said
    assert "没有发生因政府信息公开引起的行政诉讼" not in said
    assert "行政诉讼＿＿（待填" in said


def test_what_is_not_known_is_left_to_be_filled_in():
    said = bare(told(annual(people=None)))
    for words in ("主动公开政府信息＿＿（待填", "公开申请＿＿（待填", "收取费用＿＿（待填", "接待查阅＿＿（待填"):
        assert words in said
    assert not re.search(r"(?<![\d年月第])\d+件，其中", said)


@pytest.mark.parametrize("year", [2013, 2016, 2019, 2021])
def test_the_draft_has_the_parts_of_its_year(year):
    said = told(annual(people=None, year=year))
    heads = (
        ("一、概述", "六、政府信息公开工作存在的主要问题")
        if year < 2019
        else ("一、总体情况", "六、其他需要报告的事项")
    )
    assert all(head in said for head in heads)


@pytest.mark.parametrize(
    "made", [annual(), annual(people=None, gaps=GAPS, full=False, months=7), annual(year=2021, people={})]
)
def test_every_number_of_the_draft_stands_in_the_cell_that_it_names(made, tmp_path):
    path = tmp_path / "x.xlsx"
    write_book(path, plan(made, ZH), ZH)
    book = openpyxl.load_workbook(path, data_only=True)
    quoted = re.findall(r"([\d.]+)%?\[([^\[\]]+)-([A-Z]+\d+)\]", told(made))
    assert len(quoted) > 20
    for number, sheet, cell in quoted:
        assert Decimal(str(book[sheet][cell].value)) == Decimal(number), (sheet, cell)


def test_the_draft_and_its_workbook_are_written_together(call, tmp_path):
    path = tmp_path / "out" / "report.docx"
    call("--format", "docx", "-o", str(path))
    document = docx.Document(str(path))
    book = openpyxl.load_workbook(path.with_suffix(".xlsx"), data_only=True)
    head = document.sections[0].header.paragraphs[0].text
    batch = next(row[1].value for row in book["口径"].iter_rows() if row[0].value == "批次")
    assert batch.split("（")[0] in head
    assert "report.xlsx" in head
    text = "\n".join(each.text for each in document.paragraphs)
    assert "81536[人工填报-G6]" in text
    assert [row.cells[2].text for row in document.tables[0].rows][2] == "81536"


def test_the_workbook_bears_the_day_of_the_report_and_not_of_the_clock(tmp_path):
    made = annual(full=False)
    write_book(tmp_path / "x.xlsx", plan(made, ZH), ZH)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").properties.created.date() == made.on


def test_the_workbook_has_every_line_and_no_text_of_it_is_a_formula(tmp_path):
    path, made = tmp_path / "x.xlsx", annual(full=False, gaps=GAPS)
    write_book(path, plan(made, ZH), ZH)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "汇总",
        "明细",
        "预决算",
        "访谈",
        "来信答复",
        "职权事项",
        "流程图",
        "未读到",
        "人工填报",
        "口径",
    ]
    assert book["明细"].max_row == 73
    assert book["预决算"].max_row == 1 + 2 * 180
    assert book["未读到"].max_row == 3
    titles = [cell for cell in book["明细"]["G"] if cell.value == EVIL]
    assert len(titles) == 4
    assert {cell.data_type for cell in titles} == {"s"}
    assert not [
        cell for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]


def test_numbers_that_do_not_add_up_are_never_written():
    made = annual()
    wrong = replace(made.counts.count, pieces=made.counts.count.pieces[:-1])
    wrong.__dict__["numbers"] = made.counts.count.numbers
    with pytest.raises(ArithmeticError):
        add_up(replace(made, counts=replace(made.counts, count=wrong)))
    add_up(made)


@pytest.mark.proof
@pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_counts_what_the_program_says(tmp_path, language):
    path, made = tmp_path / "x.xlsx", annual(full=False, gaps=GAPS)
    write_book(path, plan(made, Wording(language)), Wording(language))
    ours, theirs = openpyxl.load_workbook(path, data_only=True), recalculated(path, tmp_path)
    sheet = ours.sheetnames[0]
    cells = formulas(path, sheet)
    assert len(cells) > 100
    for cell in cells:
        assert printed(ours[sheet][cell].value) == printed(theirs[sheet][cell].value), cell


@pytest.mark.proof
def test_the_seed_s_own_numbers_come_out_when_so_many_are_counted(tmp_path):
    seen = {Level.CITY: 2118, Level.DEPARTMENTS: 39660, Level.COUNTIES: 35179, Level.ENTERPRISES: 4579}
    made = replace(annual(people=SEED), counts=counts(seen))
    add_up(made)
    assert "据网上核查，全市政府网站本年公开信息81536条" in bare(told(made))
    assert "多于网上核查" not in told(made)
    path = tmp_path / "x.xlsx"
    write_book(path, plan(made, ZH), ZH)
    assert openpyxl.load_workbook(path, read_only=True)["明细"].max_row == 81537


def test_the_stored_year_is_told_and_one_that_was_never_checked_is_refused(tmp_path, capsys):
    from reports.cli import main

    folder = city(tmp_path / "city")
    base = ["statistics", "--workspace", str(folder), "--as-of", "2014-02-10", "--lang", "zh", "--format", "json"]
    assert main([*base, "--year", "2013"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert (found["checked"], len(found["items"]["missing"])) == (["2013-07"], 12)
    assert {each["met"] for each in found["tallies"].values()} == {None}
    assert main([*base[:-2], "--year", "2013"]) == 3
    assert "7 月检查时没有作统计" in capsys.readouterr().out
    assert main([*base, "--year", "2012"]) == 4
    assert "还没有一个月检查过" in capsys.readouterr().err
