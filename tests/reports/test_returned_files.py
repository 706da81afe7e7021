"""Files that cannot be taken in, each in its own words."""

import re

import pytest

from crawler.reading import doubts, limits, sniff
from crawler.reading.office.workbook import Sheet, Workbook
from crawler.refusal import Fault
from reports.returned_files import misread, unreadable
from reports.wording import Wording

SAVE = "请用 Excel、WPS 或 LibreOffice 打开原表格，另存为 .xlsx"


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        (doubts.LOCKED, "a.xlsx：有打开密码，无法读取。请去掉密码后再读入。"),
        (doubts.LIMIT, "a.xlsx：太大，读取超出限制。请删除有格式而没有内容的行和列，或重新导出再填。"),
        (doubts.DAMAGED, "a.xlsx：已损坏，或者没有传完。请重新传送，或打开后另存。"),
        (doubts.UNSAFE, f"a.xlsx：无法读取：{Wording().reason(doubts.UNSAFE)}。{SAVE}。"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_reason(doubt, said):
    found = misread(Workbook("x", (Sheet("检查发现"),), doubt), "a.xlsx", Wording())
    assert Wording().fault(found) == said
    english = misread(Workbook("x", (), doubt), "a.xlsx", Wording("en"))
    assert not re.search("[一-鿿]", Wording("en").fault(english))


@pytest.mark.parametrize(
    ("kind", "what", "remedy"),
    [
        (sniff.CSV, "是 .csv 文件，存不下整个表格", SAVE),
        (sniff.PLAIN, "是文字文件，不是表格", SAVE),
        (sniff.HTML, "是网页，不是表格", SAVE),
        (sniff.SHEET_XML, "是 Excel 2003 的 XML 表格", SAVE),
        (sniff.XLSB, "是 .xlsb 二进制表格", SAVE),
        (sniff.ZIP, "是压缩包，或者没有传完", "请解压后逐个读入；没有传完的请重新传送"),
        (sniff.PDF, "是 PDF，不是表格", SAVE),
        ("image/png", "不是表格，或者已损坏", SAVE),
    ],
)
def test_a_file_of_another_kind_is_told_with_what_to_make_of_it(kind, what, remedy):
    assert misread(Workbook(kind), "a", Wording()) == Fault(what, remedy, "a")
    assert misread(Workbook(kind, (Sheet("x"),)), "a", Wording()) is None
    assert Wording("en").say(what) != what


def test_a_file_that_cannot_be_had_is_told_by_its_name(tmp_path):
    lock, empty, huge = (tmp_path / name for name in ("~$a.xlsx", "empty.xlsx", "huge.xlsx"))
    for each in (lock, empty, huge):
        each.write_bytes(b"")
    with huge.open("r+b") as file:
        file.truncate(limits.FILE_BYTES + 1)
    assert [Wording().fault(unreadable(each)) for each in (lock, empty, huge, tmp_path, tmp_path / "no.xlsx")] == [
        "~$a.xlsx：是打开表格时的临时文件，不是表格。请关闭表格，读入同名而没有“~$”的文件。",
        "empty.xlsx：文件是空的（0 字节）。请重新传送，或打开后另存。",
        "huge.xlsx：文件太大。表格不应超过 256 MB。",
        f"{tmp_path}：没有这个文件。请核对文件名和目录。",
        f"{tmp_path / 'no.xlsx'}：没有这个文件。请核对文件名和目录。",
    ]
    with huge.open("r+b") as file:
        file.truncate(limits.FILE_BYTES)
    assert unreadable(huge) is None
    assert all(
        Wording("en").say(text) != text
        for each in (lock, empty, tmp_path)
        for text in (unreadable(each).what, unreadable(each).remedy)
    )
