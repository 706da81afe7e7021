"""Rosters: read whole, or refused with every fault, file and line."""

import openpyxl
import pytest
import xlsxwriter

from crawler.refusal import Refusal
from crawler.roster import read_roster

CHINESE = "编号,单位名称,别名,类别,主管单位,网址,门户栏目"
ENGLISH = "id,name,aliases,kinds,parent,home,portal"
GOOD = "czj,示例市财政局,市财政局;财政局,department;budget-unit,,http://czj.example.gov.cn/,\nzx,示例市支付中心,,subordinate,czj,,"


def written(tmp_path, text, encoding="utf-8", name="departments.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("header", [CHINESE, ENGLISH])
def test_a_good_roster_in_every_encoding_and_language(tmp_path, header, encoding):
    first, second = read_roster(written(tmp_path, f"{header}\n{GOOD}\n", encoding))
    assert (first.id, first.name, first.aliases) == ("czj", "示例市财政局", ("市财政局", "财政局"))
    assert first.kinds == {"department", "budget-unit"}
    assert (second.parent, second.home) == ("czj", "")


def test_a_spreadsheet_is_as_good(tmp_path):
    book = openpyxl.Workbook()
    for line in [CHINESE, *GOOD.splitlines()]:
        book.active.append(line.split(","))
    book.save(tmp_path / "departments.xlsx")
    assert [each.id for each in read_roster(tmp_path / "departments.xlsx")] == ["czj", "zx"]


BAD = {
    "duplicate id": (f"{CHINESE}\n{GOOD}\nczj,又一个,,,,,", 4),
    "malformed id": (f"{CHINESE}\n财政,财政局,,,,,", 2),
    "empty name": (f"{CHINESE}\nczj,,,,,,", 2),
    "unknown kind": (f"{CHINESE}\nczj,财政局,,departement,,,", 2),
    "malformed URL": (f"{CHINESE}\nczj,财政局,,,,czj.example.gov.cn,", 2),
    "URL with a user": (f"{CHINESE}\nczj,财政局,,,,http://a@b.gov.cn/,", 2),
    "unknown parent": (f"{CHINESE}\nczj,财政局,,,zf,,", 2),
    "own parent": (f"{CHINESE}\nczj,财政局,,,czj,,", 2),
    "missing column": ("编号,单位名称,别名,主管单位,网址,门户栏目\nczj,财政局,,,,", 1),
    "no department": (f"{CHINESE}\n", 2),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_fault_is_told_with_its_line(tmp_path, fault):
    text, line = BAD[fault]
    with pytest.raises(Refusal) as caught:
        read_roster(written(tmp_path, text))
    (told,) = caught.value.faults
    assert (told.where, told.line) == ("departments.csv", line)
    assert told.what
    assert told.remedy


def test_all_faults_are_told_at_once(tmp_path):
    text = f"{CHINESE}\nczj,,,nonsense,,,\nczj,财政局,,,,ftp://x/,\n"
    with pytest.raises(Refusal) as caught:
        read_roster(written(tmp_path, text))
    assert len(caught.value.faults) == 4


@pytest.mark.parametrize("content", [b"", b"\xff\xff\x00\x81", b"PK\x03\x04 not a workbook"])
def test_a_file_that_is_none_is_refused(tmp_path, content):
    for name in ("departments.csv", "departments.xlsx"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refusal):
            read_roster(tmp_path / name)


def test_a_stray_cell_in_the_last_corner_of_a_spreadsheet_costs_nothing(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "departments.xlsx") as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([CHINESE, *GOOD.split("\n")]):
            sheet.write_row(number, 0, line.split(","))
        sheet.write(1_048_575, 16_383, " ")
    assert [each.id for each in read_roster(tmp_path / "departments.xlsx")] == ["czj", "zx"]


def test_a_number_in_a_spreadsheet_is_read_as_it_is_shown(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "departments.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, CHINESE.split(","))
        sheet.write_row(2, 0, [12, "市财政局"])
    assert [each.id for each in read_roster(tmp_path / "departments.xlsx")] == ["12"]


def test_a_cell_longer_than_any_is_refused(tmp_path):
    with pytest.raises(Refusal):
        read_roster(written(tmp_path, f"{CHINESE}\n{'长' * 200_000}\n"))
