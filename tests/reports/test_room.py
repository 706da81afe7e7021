"""Room is set aside while there is any, given back when the disk is full, and what is said then names the place and what is left."""

import errno
import sqlite3
from pathlib import Path

import pytest

from reports import room
from reports.results import safe_cell
from reports.wording import Wording
from reports.workspace import create, read


@pytest.fixture
def workspace(tmp_path):
    create(tmp_path)
    return read(tmp_path)


def test_a_run_sets_room_aside_and_leaves_it(workspace):
    with workspace.lock("crawl"):
        assert (workspace.var / room.NAME).stat().st_size > 0
    assert (workspace.var / room.NAME).is_file()


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), sqlite3.OperationalError("database or disk is full")]
)
def test_a_full_disk_gets_it_back(workspace, error):
    with pytest.raises(type(error)), workspace.lock("crawl"):
        raise error
    assert not (workspace.var / room.NAME).exists()


def test_any_other_error_leaves_it(workspace):
    with pytest.raises(OSError, match="broken"), workspace.lock("crawl"):
        raise OSError(errno.EIO, "broken")
    assert (workspace.var / room.NAME).exists()


def test_what_is_full_is_named(tmp_path):
    place, free = room.full(OSError(errno.ENOSPC, "no", str(tmp_path / "a" / "b.xlsx")), Path("/"))
    assert place == str(tmp_path / "a" / "b.xlsx")
    assert free.endswith("iB")
    assert room.size(1536) == "1.5 KiB"


def test_a_cell_of_csv_is_no_formula_whatever_hides_its_beginning():
    assert [safe_cell(text)[0] for text in ("=1", "\u200b=1", "\ufeff@SUM(1)", " -x", "\x1b=1")] == ["'"] * 5
    assert [safe_cell(text) for text in ("-1.5", "甲=1", "")] == ["-1.5", "甲=1", ""]


def test_titles_of_others_are_no_templates():
    assert Wording("zh").say("}} {{7*7}} {x}") == "}} {{7*7}} {x}"
    assert Wording("zh").say("请写成 explained = {{ empty = 0 }}") == "请写成 explained = { empty = 0 }"
