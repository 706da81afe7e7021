"""Files that are written whole or not at all."""

import pytest
import xlsxwriter

from reports.whole import whole


def write(path):
    with whole(path) as temporary, xlsxwriter.Workbook(str(temporary)) as book:
        book.add_worksheet()


def break_off(path):
    with whole(path) as temporary:
        temporary.write_text("new")
        raise KeyError


def test_a_workbook_in_a_folder_that_is_not_there_is_an_ordinary_error_and_leaves_nothing(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write(tmp_path / "no" / "x.xlsx")
    assert not list(tmp_path.iterdir())


def test_what_was_there_stays_when_writing_breaks_off(tmp_path):
    old = tmp_path / "x.txt"
    old.write_text("old")
    with pytest.raises(KeyError):
        break_off(old)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]


def test_what_is_written_takes_the_name(tmp_path):
    with whole(tmp_path / "x.txt") as path:
        path.write_text("new")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("x.txt", "new")]
