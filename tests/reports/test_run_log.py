"""The log of the runs: a line a step, nothing forged, nothing lost, no file too long; and what is said when the disk refuses."""

import errno
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.period import CHINA
from crawler.refusal import Fault, Refusal
from reports import run_log, run_steps
from reports.run_log import RunLog
from reports.wording import Wording
from tests.reports.run_made import copied
from tests.tries import tries

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"2013-08-0\d \d\d:\d\d:\d\d \[\d+\] 2013-07 .*")


def log_in(folder, day=1):
    session = SimpleNamespace(now=datetime(2013, 8, day, 20, 0, tzinfo=CHINA), wording=Wording())
    return RunLog(session, folder, "2013-07")


@tries(5)
@given(st.text())
def test_whatever_a_site_calls_itself_it_is_one_line(tmp_path_factory, words):
    folder = tmp_path_factory.mktemp("log")
    log = log_in(folder)
    log.add("网站 {name} 没有读到", name=words)
    log.add("完")
    lines = (folder / "run.log").read_bytes().decode("utf-8").splitlines()
    assert len(lines) == 2
    assert all(LINE.fullmatch(line) for line in lines)


def test_a_file_of_an_earlier_month_or_too_long_is_put_aside_and_stays(tmp_path, monkeypatch):
    (tmp_path / "run.log").write_text("2013-07-02 20:00:00 [1] 2013-06 旧\n", "utf-8")
    log = log_in(tmp_path)
    log.turn()
    log.add("新")
    log.turn()
    monkeypatch.setattr(run_log, "LONGEST", 10)
    for _ in range(2):
        log.turn()
        log.add("更新")
    names = {path.name: path.read_text("utf-8").split()[-1] for path in tmp_path.iterdir()}
    assert names == {"run-2013-07.log": "旧", "run-2013-08.log": "新", "run-2013-08-2.log": "更新", "run.log": "更新"}


def test_what_ends_a_run_is_in_the_log_and_goes_on_its_way(tmp_path):
    with pytest.raises(Refusal), log_in(tmp_path):
        raise Refusal(Fault("名册{x}", "改", "departments.csv", 3, {"x": "\n坏"}))
    with pytest.raises(KeyboardInterrupt), log_in(tmp_path):
        raise KeyboardInterrupt
    lines = (tmp_path / "run.log").read_text("utf-8").splitlines()
    assert lines[0].endswith("不能继续：departments.csv 第 3 行：名册坏。改。")
    assert lines[1].endswith("中途停止，下次启动接着做")


def test_a_log_that_cannot_be_written_hides_no_other_error(tmp_path):
    (tmp_path / "run.log").mkdir()
    with pytest.raises(ZeroDivisionError), log_in(tmp_path):
        raise ZeroDivisionError


@pytest.mark.xdist_group("tiny city")
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "var/export/x.xlsx"), "磁盘满了：.*x.xlsx.*请腾出空间"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了：/.*/var，剩余 .*请腾出空间"),
        (sqlite3.OperationalError("database or disk is full"), "磁盘满了：/.*/var，剩余 .*请腾出空间"),
        (sqlite3.OperationalError("database is locked"), "被别的程序占用"),
        (PermissionError(errno.EACCES, "Permission denied", "x.xlsx"), "写不进去：.*x.xlsx.*关闭打开着这个文件的程序"),
        (OSError(errno.EBUSY, "Device or resource busy", "x.xlsx"), "写不进去"),
        (OSError(errno.EIO, "Input/output error", "x"), "磁盘读写出错"),
    ],
)
def test_when_the_disk_refuses_it_says_what_to_do_and_the_next_start_completes(tiny, monkeypatch, capsys, error, told):
    def refused(*words):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(run_steps, "write_tables", refused)
        assert tiny.run("--quiet") == 6
    assert re.search(told, capsys.readouterr().err)
    assert "没有做完" in (tiny.var / "log" / "run.log").read_text("utf-8")
    assert tiny.run("--quiet") == 0
    assert tiny.book.is_file()


def start(city, environment, *words):
    call = "import sys; from crawler.reading.pictures import ocr; ocr.available = lambda: False; from reports.cli import main; "
    call += "sys.exit(main(sys.argv[1:]))"
    given = ["run", "--workspace", str(city.folder), "--period", "2013-07", "--as-of", "2013-08-01", *words]
    return subprocess.Popen(
        [sys.executable, "-c", call, *given], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/"
    )


@pytest.mark.proof
@pytest.mark.xdist_group("tiny city")
def test_as_cron_starts_it_the_same_bytes_come_out(tiny, made):
    """No terminal, no home, no locale, no path: the workspace's own language, and the same tables."""
    tiny.run("--quiet")
    mine = tiny.book.read_bytes()
    shutil.rmtree(tiny.var)
    shutil.copytree(made.var, tiny.var)
    bare = {"PYTHONPATH": str(ROOT), "LANG": "C"}
    out, err = start(tiny, bare, "--quiet").communicate(timeout=120)
    assert (out.decode("utf-8").startswith("2013-07 完成：网站 3/3"), err) == (True, b"")
    assert out.count(b"\n") == 1
    assert tiny.book.read_bytes() == mine


@pytest.mark.proof
@pytest.mark.xdist_group("tiny city")
def test_ended_by_a_signal_it_says_so_and_goes_on_later(tiny):
    shutil.rmtree(tiny.var)
    tiny.settings(delay=1)
    run = start(tiny, {**os.environ, "PYTHONPATH": str(ROOT)})
    log = tiny.var / "log" / "run.log"
    before = sum(tiny.asked().values())
    while run.poll() is None and sum(tiny.asked().values()) < before + 4:
        with suppress(subprocess.TimeoutExpired):
            run.wait(0.1)
    run.send_signal(signal.SIGTERM)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 3
    assert "再次运行会从停下的地方继续" in err.decode("utf-8")
    assert "中途停止" in log.read_text("utf-8")
    tiny.settings()
    assert tiny.run("--quiet") == 0


@pytest.mark.proof
@pytest.mark.xdist_group("tiny city")
def test_killed_at_any_moment_the_last_start_comes_to_the_same(tiny, made, tmp_path):
    other = copied(made, tmp_path / "other")
    other.run("--quiet")
    bare = {"PYTHONPATH": str(ROOT), "LANG": "C"}
    for moment in (2.0, 2.4, 2.8, 3.2, 3.6, 4.0, 5.0, 6.0):
        run = start(tiny, bare, "--quiet")
        with suppress(subprocess.TimeoutExpired):
            run.wait(moment)
        run.kill()
        run.communicate()
    assert tiny.run("--quiet") == 0
    assert tiny.stored() == other.stored()
    assert [path.name for path in tiny.book.parent.iterdir() if not path.name.startswith(".")] == [tiny.book.name]
