"""Files that are written whole or not at all."""

import errno
import os

import pytest

from reports.whole import whole, workbook


def write(path):
    with workbook(path, {}) as book:
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


def test_what_a_run_that_was_killed_has_left_is_written_over(tmp_path):
    (tmp_path / ".x.txt.new").write_text("half of what was to be")
    with whole(tmp_path / "x.txt") as path:
        path.write_text("new")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("x.txt", "new")]


def test_two_at_the_same_time_do_not_write_into_one_file(tmp_path):
    with whole(tmp_path / "x.txt") as first:
        first.write_text("first")
        with whole(tmp_path / "x.txt") as second:
            second.write_text("second")
        assert (tmp_path / "x.txt").read_text() == "second"
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("x.txt", "first")]


def test_an_error_says_which_file_it_is_about(tmp_path):
    with pytest.raises(OSError, match=r"x\.txt"), whole(tmp_path / "x.txt"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_error_about_the_temporary_file_is_told_of_the_path(tmp_path):
    with pytest.raises(OSError) as failed, whole(tmp_path / "x.txt") as path:  # noqa: PT011
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    assert failed.value.filename == str(tmp_path / "x.txt")
    with pytest.raises(FileNotFoundError) as missing, whole(tmp_path / "x.txt"):
        (tmp_path / "other.txt").read_text()
    assert missing.value.filename == str(tmp_path / "other.txt")


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}])
def test_a_workbook_leaves_nothing_beside_it(tmp_path, monkeypatch, options):
    (scratch := tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with workbook(tmp_path / "x.xlsx", options) as book:
        book.add_worksheet().write_string(0, 0, "a")
    with pytest.raises(KeyError), workbook(tmp_path / "y.xlsx", options) as book:
        raise KeyError
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["scratch", "x.xlsx"]
