"""The form of people's figures as a spreadsheet: written, filled in, taken back; what LibreOffice works out is what the program says."""

import datetime
import shutil
import subprocess
from contextlib import closing
from decimal import Decimal

import openpyxl
import pytest

from checker.figures_form import Spot, form_for
from checker.figures_kept import Figures
from reports.annual_form import Blank, write_form
from reports.wording import Wording
from tests.reports.annual_made import SEED, values
from tests.reports.judged import city
from tests.reports.recalculated import SOFFICE, formulas, printed, recalculated

WHEN = "2014-02-10"
OTHER = {**SEED, "work": {**SEED["work"], "visits": {"all": 2661}, "visits-other": {"all": 1}}}


@pytest.fixture
def folder(tmp_path):
    return city(tmp_path / "city")


@pytest.fixture
def call(folder, capsys):
    from reports.cli import main

    def calling(*words, code=0, on=WHEN, language="zh"):
        base = ["statistics", "--year", "2013", "--workspace", str(folder), "--as-of", on, "--lang", language]
        assert main([*base, *words]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return calling


@pytest.fixture
def blank(call, tmp_path):
    call("--form", "-o", str(tmp_path / "form.xlsx"))
    return tmp_path / "form.xlsx"


def fill(path, out, told=SEED, by="王小明", on=datetime.date(2014, 2, 8)):
    """Writes figures into a form, as people do: by the words of its rows and columns, wherever they stand."""
    book = openpyxl.load_workbook(path)
    for block in form_for(2013).blocks:
        sheet = book[block.title]
        rows = {sheet.cell(at, 1).value: at for at in range(1, sheet.max_row + 1)}
        columns = {sheet.cell(3, at).value: at for at in range(1, sheet.max_column + 1)}
        for row, columns_ in told.get(block.id, {}).items():
            for column, value in columns_.items():
                sheet.cell(rows[row], columns[column]).value = value
    cover = book.worksheets[0]
    cover["C4"], cover["C5"] = by, on
    book.save(out)
    return out


def kept(folder):
    with closing(Figures(folder / "var/gongkai.sqlite")) as figures:
        return figures.of(2013)


def test_a_form_filled_in_is_taken_once_and_a_later_one_counts(folder, call, blank, tmp_path):
    first = fill(blank, tmp_path / "first.xlsx")
    assert "28 个数字，填报人 王小明" in call("--figures", str(first))
    assert kept(folder)[-1].values == values(SEED)
    assert "已经读入过" in call("--figures", str(first))
    assert len(kept(folder)) == 1
    said = call("--figures", str(fill(blank, tmp_path / "second.xlsx", OTHER)))
    assert "2660" in said
    assert "2661" in said
    assert [len(each.values) for each in kept(folder)] == [28, 29]
    assert "现在采用的是" in call("--figures", str(first))
    assert kept(folder)[-1].values[Spot("work", "visits", "all")] == 2661


def test_a_form_that_does_not_add_up_changes_nothing_and_names_every_cell(folder, call, blank, tmp_path):
    wrong = {**SEED, "work": {**SEED["work"], "visits": {"all": 2000}, "radio-issues": {"all": "二十"}}}
    said = call("--figures", str(fill(blank, tmp_path / "x.xlsx", wrong, by=None)), code=4)
    assert "有 3 处错误，什么也没有改变" in said
    for where in ("填报说明!C4", "其他工作!D6", "其他工作!D17"):
        assert where in said
    assert "785＋1875＋未填＝2660" in said
    assert kept(folder) == []


@pytest.mark.parametrize("name", ["nothing.xlsx", "page.xlsx", "other.xlsx"])
def test_what_is_no_form_is_refused(call, tmp_path, name):
    (tmp_path / "page.xlsx").write_text("<html><body>404</body></html>")
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    call("--figures", str(tmp_path / name), code=4)


def test_a_form_of_another_year_is_refused_by_its_stamp(call, blank, tmp_path):
    said = call("--figures", str(fill(blank, tmp_path / "x.xlsx")), "--year", "2014", code=4)
    assert "2013 年的" in said


def test_the_form_is_written_with_what_was_stated_already(call, blank, tmp_path):
    call("--figures", str(fill(blank, tmp_path / "x.xlsx")))
    call("--form", "-o", str(tmp_path / "again.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "again.xlsx", data_only=True)
    assert (book["其他工作"]["D6"].value, book["统计表"]["I6"].value) == (2660, "✓")
    assert book.worksheets[0]["C6"].value == "✓ 已填的都相符"


def test_only_yellow_cells_can_be_written_in_and_only_counts_from_0_on(blank):
    book = openpyxl.load_workbook(blank)
    sheet = book["统计表"]
    assert sheet.protection.sheet
    assert not sheet["D6"].protection.locked
    assert sheet["B6"].protection.locked
    kinds = {(each.type, each.operator, each.formula1) for each in sheet.data_validations.dataValidation}
    assert kinds == {("whole", "greaterThanOrEqual", "0"), ("decimal", "greaterThanOrEqual", "0")}
    assert sheet.column_dimensions["A"].hidden


def test_wrong_words_are_wrong_usage(call):
    for words in (("--kind", "final"), ("--sort", "total"), ("--form", "--figures", "x"), ("--year", "1999", "--form")):
        call(*words, code=2)
    for words in (("--form",), ("--figures", "x"), ("--format", "docx")):
        call("--topic", "three-public", *words, code=2)


REQUESTS = {
    "requests": {
        "new": {"person": 3, "company": 1, "all": 4},
        "old": {"person": 2, "all": 2},
        "open": {"person": 4, "all": 4},
        "refused-1": {"all": 3},
        "done": {"person": 4, "all": 6},
        "left": {"person": 1, "all": 1},
    },
    "disputes": {"reviews": {"upheld": 1, "corrected": 1, "other": 0, "pending": 0, "all": 3}},
    "published": {"documents": {"made": 4, "repealed": 1, "in-force": 9}},
}
CASES = {
    "blank": {},
    "sound": SEED,
    "wrong, form of 2021": REQUESTS,
    "wrong": {
        "statistics": {
            "published": {"city": 3, "all": 2},
            "asked": {"all": 3},
            "asked-net": {"all": 4},
            "staff": {"all": 3},
            "staff-full": {"all": 1},
            "staff-part": {"all": 1},
            "fees": {"all": Decimal("0.1")},
            "documents": {"all": 3},
        },
        "work": {
            "documents-made": {"all": 2},
            "calls": {"all": 9},
            "calls-answered": {"all": 4},
            "calls-later": {"all": 4},
            "calls-rate": {"all": 90},
            "tv-issues": {"all": 0},
            "tv-minutes": {"all": 5},
            "documents-in-force": {"all": 5},
            "documents-repealed": {"all": 1},
            "charged": {"all": 0},
        },
    },
}


@pytest.mark.proof
@pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_the_form_works_out_what_the_program_says(tmp_path, case, language):
    last = {
        Spot("work", "documents-in-force", "all"): Decimal(3),
        Spot("published", "documents", "in-force"): Decimal(3),
    }
    path, told = tmp_path / "form.xlsx", values(CASES[case])
    write_form(path, Blank(form_for(2021 if "2021" in case else 2013), "示例市", told, last), Wording(language))
    ours, theirs = openpyxl.load_workbook(path, data_only=True), recalculated(path, tmp_path)
    compared = 0
    for sheet in ours.sheetnames:
        for cell in formulas(path, sheet):
            assert printed(ours[sheet][cell].value) == printed(theirs[sheet][cell].value), (sheet, cell)
            compared += 1
    assert compared > 50
    said = [str(cell.value) for sheet in ours.worksheets[1:-1] for row in sheet.iter_rows() for cell in row]
    assert any("≠" in each for each in said) is ("wrong" in case)


@pytest.mark.proof
@pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_form_saved_in_another_format_is_taken_too(folder, call, blank, tmp_path, kind):
    path = fill(blank, tmp_path / "filled.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    shutil.copy(tmp_path / "out" / f"filled.{kind}", tmp_path / f"sent.{kind}")
    call("--figures", str(tmp_path / f"sent.{kind}"))
    assert kept(folder)[-1].values == values(SEED)
