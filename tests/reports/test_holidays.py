"""Holidays that a workspace adds: all forms in which an office keeps them, and every fault at once."""

from datetime import date, datetime

import pytest
import xlsxwriter

from crawler.refusal import Refusal
from reports.holidays import calendar_in, read_holidays
from reports.wording import Wording
from rules.workdays import Calendar

HEAD = "日期,类别,名称\n"
OFF_2033 = [date(2033, 1, 3), *(date(2033, 1, 31 - n) for n in range(5)), *(date(2033, 10, n) for n in range(3, 8))]
YEAR_2033 = "".join(f"{day},休,假日\n" for day in OFF_2033) + "2033-10-08,班,\n"


def written(folder, text, encoding="utf-8"):
    (folder / "holidays.csv").write_bytes(text.encode(encoding))
    return folder


def faults(folder, text):
    with pytest.raises(Refusal) as refused:
        calendar_in(written(folder, text))
    return [(fault.line, Wording().say(fault.what, **fault.values)) for fault in refused.value.faults]


def test_without_a_file_the_announced_days_hold(tmp_path):
    assert calendar_in(tmp_path) == Calendar()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_extends_the_calendar_to_a_year_that_is_not_announced(tmp_path, encoding):
    calendar = calendar_in(written(tmp_path, HEAD + YEAR_2033, encoding))
    assert calendar.after(date(2033, 9, 30), 1) == date(2033, 10, 8)
    assert calendar.after(date(2033, 12, 30), 1) is None


def test_english_headers_without_names_and_kinds_in_any_case_are_as_good(tmp_path):
    rows = "".join(f"{day},OFF\n" for day in OFF_2033)
    assert calendar_in(written(tmp_path, "date,kind\n" + rows)).is_workday(date(2033, 10, 3)) is False


@pytest.mark.parametrize("text", ["2013-08-09", "2013/8/9", "2013.8.9", "2013年8月9日", "2013-08-09 00:00:00"])
def test_a_day_is_read_as_offices_write_it_and_overrules_what_was_announced(tmp_path, text):
    calendar = calendar_in(written(tmp_path, HEAD + f"{text},休,防汛停工\n"))
    assert calendar.after(date(2013, 8, 8), 1) == date(2013, 8, 12)


def test_a_spreadsheet_is_as_good_and_its_cells_may_be_days(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "holidays.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["日期", "类别", "名称"])
        sheet.write_datetime(1, 0, datetime(2013, 8, 9), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(1, 1, ["休", ""])
        sheet.write_row(2, 0, ["2013-08-10", "班", ""])
    assert read_holidays(tmp_path / "holidays.xlsx") == {date(2013, 8, 9): False, date(2013, 8, 10): True}
    assert calendar_in(tmp_path).after(date(2013, 8, 8), 1) == date(2013, 8, 10)


def test_every_fault_is_told_at_once(tmp_path):
    text = HEAD + "2013-02-30,休,\n国庆,假,\n2013-10-08,休,\n2013/10/8,班,\n"
    assert faults(tmp_path, text) == [
        (2, "日期“2013-02-30”不合规"),
        (3, "日期“国庆”不合规"),
        (3, "类别“假”不合规"),
        (5, "日期 2013-10-08 与第 4 行重复"),
    ]


def test_a_year_half_told_is_refused_as_its_times_would_be_too_short(tmp_path):
    assert faults(tmp_path, HEAD + "2033-01-03,休,元旦\n2034-01-07,班,\n") == [
        (None, "2033 年只写了 1 天放假，安排没有写全"),
        (None, "2034 年只写了 0 天放假，安排没有写全"),
    ]


def test_a_file_without_its_columns_is_refused(tmp_path):
    assert faults(tmp_path, "日期,名称\n2013-10-08,国庆\n") == [(1, "缺少列：类别（kind）")]
