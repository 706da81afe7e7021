"""`gongkai doctor`: whatever needs care is named with what to do, and harmless things are no faults."""

import concurrent.futures
import errno
import fcntl
import json
import resource
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from crawler.period import CHINA, Period
from crawler.schema import FORMAT
from reports import cli
from reports.doctor import clock, disk, machine, network, readers, releases, space
from reports.run_journal import SUMMARY, journal_of
from reports.workspace import create, read

AS_OF = ("--as-of", "2026-11-20")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "w"
    create(made)
    (made / "var").mkdir()
    return made


@pytest.fixture
def examined(folder, capsys, monkeypatch):
    """Examines the workspace, as JSON: the exit code, and what is said by its subject, the unfit apart.

    As of a year whose holidays are known, and those of the next one not yet asked for.
    """
    monkeypatch.setattr(readers, "apart", lambda: readers.good("isolation", "文件在没有网络的子进程中读取"))

    def examine(*words, where=folder):
        code = cli.main(["doctor", "--workspace", str(where), "--format", "json", "--lang", "zh", *AS_OF, *words])
        told = json.loads(capsys.readouterr().out)
        unfit = [(line["subject"], line["said"]) for line in told["lines"] if not line["fit"]]
        assert told["fit"] is (code == 0) is (not unfit)
        return unfit, "\n".join(line["said"] for line in told["lines"] if line["fit"])

    return examine


def at(monkeypatch, *moment):
    class Clock(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime(*moment, tzinfo=CHINA)

    monkeypatch.setattr(cli, "datetime", Clock)


def test_a_good_machine_and_workspace_are_fit(examined):
    unfit, fit = examined()
    assert unfit == []
    for said in (
        "Python 3",
        "SQLite",
        "scrapy",
        "内存",
        "磁盘剩余",
        "加锁",
        "北京时间",
        "没有任务在运行",
        "节假日",
        "定时任务",
    ):
        assert said in fit


def test_outside_of_a_workspace_the_machine_is_examined(examined, tmp_path):
    unfit, fit = examined(where=tmp_path)
    assert unfit == []
    assert "这里没有工作区" in fit


def test_people_read_lines_and_english_is_english(folder, capsys):
    cli.main(["doctor", "--workspace", str(folder), "--lang", "zh"])
    assert all(line[:2] in ("✓ ", "! ") for line in capsys.readouterr().out.splitlines())


def unfit(examined, subject):
    """What is said of the one thing that is not fit."""
    found, _ = examined()
    assert [name for name, _ in found] == [subject], found
    return found[0][1]


def test_a_python_that_is_too_old(examined, monkeypatch):
    monkeypatch.setattr(releases, "OLDEST", (99, 0))
    assert "请安装 Python 99.0 以上" in unfit(examined, "python")


@pytest.mark.parametrize(
    ("name", "version", "said"),
    [
        ("lxml", "5.4.0", "lxml 5.4.0 太旧，要 6.1 以上"),
        ("lxml", "", "缺少 lxml"),
        ("twisted", "26.9.9", "twisted 26.9.9 有已公布的安全漏洞（CVE-"),
        ("twisted", "26.9.9", "请更新到 26.10.0 以上"),
        ("aiohttp", "3.14.0", "aiohttp 3.14.0 有已公布的安全漏洞"),
        ("lxml", "6.1.0rc1", "lxml 6.1.0rc1 太旧"),
    ],
)
def test_a_library_that_is_too_old_or_has_holes(examined, monkeypatch, name, version, said):
    usual = releases.installed
    monkeypatch.setattr(releases, "installed", lambda each: version if each == name else usual(each))
    assert said in unfit(examined, "libraries")


def test_what_is_asked_for_is_what_is_always_needed():
    asked = releases.asked()
    assert {"lxml", "scrapy", "pillow"} <= set(asked)
    assert not {"duckdb", "pytest"} & set(asked)
    assert asked["lxml"] >= releases.Version("6.1")


def test_the_bug_of_sqlite_is_told_and_no_fault(examined, monkeypatch):
    for release, told in (
        ((3, 40, 1), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 44, 5), True),
    ):
        monkeypatch.setattr(releases.sqlite3, "sqlite_version_info", release)
        assert ("WAL" in releases.sqlite().found.what) is told


def test_a_disk_without_room(examined, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=10 << 20)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda path: usage)
    found, _ = examined()
    assert [name for name, _ in found] == ["disk", "temporary"]
    assert all("只剩 0 GiB。请腾出空间" in said for _, said in found)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "tmpfs"])
def test_a_workspace_on_a_disk_that_is_none(folder, examined, monkeypatch, tmp_path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/sda / ext4 rw 0 0\nserver:/x {tmp_path}/w {kind} rw 0 0\n/dev/sdb {tmp_path}/w2 xfs rw 0 0\n"
    )
    monkeypatch.setattr(disk, "MOUNTS", mounts)
    assert kind in unfit(examined, "disk")
    mounts.write_text(
        f"/dev/sda / ext4 rw 0 0\nserver:/x {tmp_path}/w {kind} rw 0 0\n/dev/sdb {tmp_path}/w ext4 rw 0 0\n"
    )
    assert examined()[0] == []  # what was mounted last counts


def test_a_folder_that_cannot_be_written(examined, monkeypatch, folder):
    usual = disk.os.access
    monkeypatch.setattr(disk.os, "access", lambda path, mode: path != folder / "var" and usual(path, mode))
    assert "不能写。请检查权限" in unfit(examined, "disk")


def test_several_looks_at_one_time_do_not_meet(tmp_path):
    with concurrent.futures.ThreadPoolExecutor(8) as several:
        found = list(several.map(lambda _: [line.fit for line in disk.writing("disk", tmp_path)], range(200)))
    assert found == [[True]] * 200
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("what", "said"),
    [("fsync", "不能落盘（fsync）"), ("replace", "不能改名"), ("flock", "不能加锁"), ("open", "不能写文件")],
)
def test_a_disk_that_does_not_keep_what_it_is_told(examined, monkeypatch, folder, what, said):
    def refuse(path=None, *_):
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    place = {"fsync": disk.os, "flock": disk.fcntl, "replace": disk.Path, "open": disk.Path}[what]
    usual = getattr(place, what)

    def here(*words):
        if what in ("replace", "open") and not words[0].is_relative_to(folder):
            return usual(*words)
        return refuse()

    monkeypatch.setattr(disk, "room", lambda *_: disk.good("disk", "加锁"))
    monkeypatch.setattr(disk.tempfile, "gettempdir", lambda: str(folder / "var"))
    monkeypatch.setattr(place, what, here)
    found = list(disk.writing("disk", folder / "var"))
    monkeypatch.undo()
    assert [line.fit for line in found] == [False]
    assert said in found[0].found.what
    assert not list((folder / "var").glob(".doctor*"))


def test_locks_that_hold_nobody(monkeypatch, folder):
    monkeypatch.setattr(disk.fcntl, "flock", lambda *_: None)
    found = list(disk.writing("disk", folder / "var"))
    assert [(line.fit, line.found.what) for line in found] == [(False, "{path} 上的锁不起作用：两个任务可能同时写")]
    assert fcntl.LOCK_EX


def test_too_little_memory(examined, monkeypatch, tmp_path):
    (tmp_path / "meminfo").write_text("MemTotal:       32000000 kB\n")
    (tmp_path / "max").write_text("1073741824\n")
    monkeypatch.setattr(machine, "MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr(machine, "CONFINED", (tmp_path / "max",))
    assert "内存只有 1.0 GiB" in unfit(examined, "memory")
    (tmp_path / "max").write_text("max\n")
    assert examined()[0] == []


@pytest.mark.parametrize(
    ("which", "limit", "said"),
    [
        (resource.RLIMIT_NOFILE, 256, "请先运行 ulimit -n 1024"),
        (resource.RLIMIT_NPROC, 100, "请先运行 ulimit -u 512"),
        (resource.RLIMIT_FSIZE, 5 << 20, "文件最大只能有 5 MiB"),
    ],
)
def test_limits_that_are_too_narrow(examined, monkeypatch, which, limit, said):
    usual = resource.getrlimit
    monkeypatch.setattr(machine.resource, "getrlimit", lambda each: (limit, limit) if each == which else usual(each))
    assert said in unfit(examined, "limits")


def test_a_terminal_without_chinese(examined, monkeypatch):
    monkeypatch.setattr(machine.locale, "getpreferredencoding", lambda **_: "ANSI_X3.4-1968")
    assert "export LANG=C.UTF-8" in unfit(examined, "encoding")


def test_a_kernel_that_leaves_the_network_to_children(monkeypatch):
    monkeypatch.setattr(readers.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    assert not readers.apart().fit


def test_what_is_not_installed_is_no_fault(monkeypatch):
    monkeypatch.setattr(readers.ocr, "version", lambda: "")
    monkeypatch.setattr(readers.browser, "program", lambda: "")
    monkeypatch.setattr(readers, "has", lambda name: False)
    monkeypatch.setattr(readers, "INSTEAD", ())
    assert all(line.fit for line in (readers.eyes(), readers.shown(), readers.fonts(), readers.cluster()))


def test_a_clock_that_is_behind(examined, monkeypatch, folder):
    at(monkeypatch, 2001, 1, 1)
    found, _ = examined()
    assert ("clock", True) in [(name, "早于安装程序的时间" in said) for name, said in found]
    monkeypatch.undo()
    journal_of(read(folder).var, Period(2013, 7)).note(SUMMARY, "", date(2999, 1, 1))
    said = list(clock.last_run(session(folder), read(folder)))
    assert [(line.fit, str(line.found.values["last"])[:4]) for line in said] == [(False, "2999")]


def session(folder):
    from reports.session import Session
    from reports.wording import Wording

    options = SimpleNamespace(as_of=None, workspace=str(folder))
    return Session(options, Wording("zh"), None, None, datetime.now(CHINA))


def test_another_zone_is_told_and_no_fault(monkeypatch):
    from datetime import UTC

    monkeypatch.setattr(clock, "machine_zone", lambda: (UTC, "UTC"))
    (line,) = clock.clock(datetime.now(CHINA))
    assert line.fit
    assert "不同" in line.found.what


def test_a_machine_without_a_server_of_names(examined, monkeypatch, tmp_path):
    monkeypatch.setattr(network, "NAMES", tmp_path / "none")
    assert "没有设置域名服务器" in unfit(examined, "network")


def test_proxies_are_told_with_what_they_do_and_not_with_their_passwords(examined, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://user:secret@proxy:3128")
    _, fit = examined()
    assert "设置了代理（https_proxy）" in fit
    assert "secret" not in fit


@pytest.mark.parametrize("wide", ["0.0.0.0/0", "::/0", "8.0.0.0/6"])
def test_a_workspace_that_may_touch_everything(examined, folder, wide):
    path = folder / "gongkai.toml"
    path.write_text(
        path.read_text("utf-8").replace("allow_addresses = []", f'allow_addresses = ["{wide}", "10.1.0.0/16"]'), "utf-8"
    )
    assert f"allow_addresses 太宽：{wide}" in unfit(examined, "network")


def test_settings_and_roster_that_cannot_be_used(examined, folder):
    (folder / "departments.csv").write_text("编号\nx\n", "utf-8")
    found, _ = examined()
    assert {name for name, _ in found} == {"workspace"}
    (folder / "gongkai.toml").write_text("city = 1", "utf-8")
    found, fit = examined()
    assert {name for name, _ in found} == {"workspace"}
    assert "磁盘剩余" in fit


def test_databases_that_cannot_be_read(examined, folder):
    path = folder / "var" / "gongkai.sqlite"
    path.write_bytes(b"no database" * 1000)
    assert "请用 gongkai restore 从备份恢复" in unfit(examined, "stores")
    path.unlink()
    path = folder / "var" / "archive" / "archive.db"
    path.parent.mkdir()
    for number, told in ((FORMAT + 1, "更新的程序写的"), (FORMAT - 1, "")):
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {number}")
        if told:
            assert told in unfit(examined, "stores")
        else:
            assert "自动更新" in examined()[1]


def test_who_is_at_work_is_told(examined, folder):
    with read(folder).lock("crawl"):
        unfit, fit = examined()
    assert unfit == []
    assert "正在运行：gongkai crawl" in fit


def test_holidays_of_the_next_year_are_asked_for_in_its_last_month(examined):
    assert "不知道 2048 年" in dict(examined("--as-of", "2047-12-01")[0])["holidays"]
    unfit, fit = examined("--as-of", "2025-12-01")
    assert unfit == []
    assert "2026 年的节假日安排是知道的" in fit


def test_holidays_that_nobody_told(examined, folder):
    assert "请按国务院办公厅的通知写 holidays.csv" in dict(examined("--as-of", "2048-01-05")[0])["holidays"]
    (folder / "holidays.csv").write_text("日期,类别\n2048-01-01,?\n", "utf-8")
    assert {name for name, _ in examined("--as-of", "2048-01-05")[0]} == {"holidays"}


def test_lines_of_cron_are_found(monkeypatch, folder):
    monkeypatch.setattr(space.systemd, "files", lambda folder: (folder / "none",))
    monkeypatch.setattr(space, "has", lambda name: True)
    monkeypatch.setattr(space.cron, "table", lambda: space.cron.Marks.of(folder).first + b"x\n")
    assert space.starts(read(folder)).found.what == "定时任务：cron"

    def broken():
        raise space.ToolFailed("x")

    monkeypatch.setattr(space.cron, "table", broken)
    assert "没有安装定时任务" in space.starts(read(folder)).found.what


def test_nothing_is_left_behind(examined, folder):
    before = sorted(folder.rglob("*"))
    examined()
    assert sorted(folder.rglob("*")) == before
