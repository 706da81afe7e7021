"""Backups: what was is there again, byte for byte; what is damaged is named before anything is brought back; nothing is written over."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reports.backup import called, made, restoring
from reports.cli import main
from reports.workspace import create, read
from tests.reports.run_made import City, copied


def files(folder):
    """All files of a workspace that a backup has, with their bytes."""
    apart = {"var/lock", "var/reserve", "var/restored.json"}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if name not in apart and not name.startswith(("var/report/", "var/explore/"))
    }


@pytest.fixture
def space(tmp_path):
    """A small workspace with all sorts of files."""
    folder = tmp_path / "w"
    create(folder)
    for name, data in {
        "holidays.csv": b"a,b\n",
        "schemes/s.toml": b"x = 1\n",
        "templates/通知书.docx": b"PK",
        "var/appeals/" + "0" * 64: b"scan" * 1000,
        "var/archive/warc/2013-07/czj.warc.gz": os.urandom(3_000_000),
        "var/export/督查 1.xlsx": b"filled in",
        "var/log/run.log": b"",
        "var/journal/2013-07.json": b"{}",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for name, table in (("var/archive/archive.db", "u"), ("var/gongkai.sqlite", "t")):
        with closing(sqlite3.connect(folder / name)) as db, db:
            db.execute(f"CREATE TABLE {table} (a)")
            db.execute(f"INSERT INTO {table} VALUES (1)")
    return folder


def back_up(space, to, *words):
    return main(["backup", str(to), "--workspace", str(space), *words])


def test_a_backup_brings_everything_back(space, tmp_path, capsys):
    before = files(space)
    assert back_up(space, tmp_path / "b") == 0
    assert "12 个文件" in capsys.readouterr().out
    shutil.rmtree(space)
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 0
    assert files(tmp_path / "back") == before
    times = [(tmp_path / "back" / name).stat().st_mtime_ns for name in before]
    assert [entry.changed for entry in newest(tmp_path / "b").entries] == [
        time for _, time in sorted(zip(before, times, strict=True))
    ]


def newest(backup):
    return restoring.listing(backup, restoring.names(backup)[-1])[0]


def test_without_the_program_python_alone_brings_it_back(space, tmp_path):
    back_up(space, tmp_path / "b")
    tool = [sys.executable, "-I", "-S", str(tmp_path / "b" / "restore.py"), str(tmp_path / "back")]
    assert subprocess.run(tool, check=False, cwd=tmp_path).returncode == 0
    assert files(tmp_path / "back") == files(space)
    (tmp_path / "b" / newest(tmp_path / "b").entries[0].name).unlink()
    tool[-1] = str(tmp_path / "other")
    done = subprocess.run(tool, check=False, capture_output=True, text=True)
    assert (done.returncode, "missing" in done.stdout, (tmp_path / "other").exists()) == (6, True, False)
    assert subprocess.run([*tool, "--damaged"], check=False, capture_output=True).returncode == 3


def test_a_second_backup_writes_only_what_is_new_and_the_first_stays(space, tmp_path, capsys):
    back_up(space, tmp_path / "b")
    before, first = files(tmp_path / "b"), files(space)
    (space / "holidays.csv").write_bytes(b"another\n")
    capsys.readouterr()
    assert back_up(space, tmp_path / "b") == 0
    assert "新写入 1 个" in capsys.readouterr().out
    after = files(tmp_path / "b")
    assert {name: after[name] for name in before} == before
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "1"), "--number", "1"]) == 0
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "2")]) == 0
    assert (files(tmp_path / "1"), files(tmp_path / "2")) == (first, files(space))


def test_nothing_is_ever_written_over(space, tmp_path, capsys):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    assert back_up(space, tmp_path / "full") == 4
    assert back_up(space, tmp_path / "no" / "such") == 4
    assert back_up(space, space / "b") == back_up(space, space) == 2
    back_up(space, tmp_path / "b")
    before = files(space)
    assert main(["restore", str(tmp_path / "b"), str(space)]) == 4
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "full")]) == 4
    assert main(["restore", str(tmp_path / "full"), str(tmp_path / "x")]) == 4
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "x"), "--number", "9"]) == 2
    assert main(["restore", str(tmp_path / "b")]) == 2
    assert (files(space), files(tmp_path / "full"), (tmp_path / "x").exists()) == (
        before,
        {"letter.txt": b"mine"},
        False,
    )
    assert "Traceback" not in capsys.readouterr().err


def test_another_citys_backups_are_left_alone(space, tmp_path):
    back_up(space, tmp_path / "b")
    settings = (space / "gongkai.toml").read_text("utf-8")
    (space / "gongkai.toml").write_text(settings.replace('"示例市"', '"新名市"'), "utf-8")
    assert back_up(space, tmp_path / "b") == 0  # renamed: its portal is the same
    other = settings.replace('"示例市"', '"他市"').replace("www.example", "www.other")
    (space / "gongkai.toml").write_text(other, "utf-8")
    assert back_up(space, tmp_path / "b") == 4


def test_who_holds_the_workspace_is_told(space, tmp_path, capsys):
    with read(space).lock("check"):
        assert back_up(space, tmp_path / "b") == 5
    assert "gongkai check" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


def test_a_disk_that_has_become_read_only_is_saved(space, tmp_path, monkeypatch, capsys):
    def refuse(self, command=""):
        raise OSError(30, "Read-only file system", "lock")

    monkeypatch.setattr(type(read(space)), "lock", refuse)
    assert back_up(space, tmp_path / "b") == 0
    assert "只能读" in capsys.readouterr().err
    main(["restore", str(tmp_path / "b"), str(tmp_path / "back")])
    assert files(tmp_path / "back") == files(space)


def test_what_is_half_written_in_a_database_is_undone_first(space, tmp_path):
    path = space / "var" / "gongkai.sqlite"
    script = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('PRAGMA cache_size=1')\n"
        "db.executemany('INSERT INTO t VALUES (?)', [(b'x' * 3000,)] * 500); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert Path(f"{path}-journal").exists()
    assert back_up(space, tmp_path / "b") == 0
    main(["restore", str(tmp_path / "b"), str(tmp_path / "back")])
    with closing(sqlite3.connect(tmp_path / "back" / "var" / "gongkai.sqlite")) as db:
        assert db.execute("SELECT * FROM t").fetchall() == [(1,)]
    assert not list((tmp_path / "back").rglob("*-journal"))


def test_no_other_program_can_write_while_a_database_is_copied(space, tmp_path, monkeypatch):
    refused = []
    put = made.Shelf.put

    def intrusive(self, file, entry, heard):
        put(self, file, entry, heard)
        with closing(sqlite3.connect(space / "var" / "gongkai.sqlite", timeout=0)) as db:
            with pytest.raises(sqlite3.OperationalError, match="locked"), db:
                db.execute("INSERT INTO t VALUES (2)")
            refused.append(entry.path)

    monkeypatch.setattr(made.Shelf, "put", intrusive)
    assert back_up(space, tmp_path / "b") == 0
    assert len(refused) == len(files(space))


def test_evidence_on_another_disk_is_followed_and_a_circle_is_not(space, tmp_path, capsys):
    (space / "var" / "archive").rename(tmp_path / "big")
    (space / "var" / "archive").symlink_to(tmp_path / "big")
    assert back_up(space, tmp_path / "b") == 0
    main(["restore", str(tmp_path / "b"), str(tmp_path / "back")])
    assert (tmp_path / "back/var/archive/warc/2013-07/czj.warc.gz").is_file()
    (space / "var" / "again").symlink_to(space)
    (space / "broken").symlink_to(space / "gone")
    os.mkfifo(space / "pipe")
    capsys.readouterr()
    assert back_up(space, tmp_path / "b") == 3
    said = capsys.readouterr().err
    assert all(f"{name} 没有备份" in said for name in ("broken", "pipe", "var/again"))


def test_what_cannot_be_read_is_named_and_the_rest_is_there(space, tmp_path, capsys, monkeypatch):
    look = made.hashed

    def poor(file, heard):
        if file.file.name == str(space / "var/export/督查 1.xlsx"):
            raise made.Unread("Input/output error")
        return look(file, heard)

    monkeypatch.setattr(made, "hashed", poor)
    assert back_up(space, tmp_path / "b") == 3
    assert "督查 1.xlsx 没有备份：Input/output error" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 3
    assert "督查 1.xlsx" in capsys.readouterr().err
    expected = files(space)
    del expected["var/export/督查 1.xlsx"]
    assert files(tmp_path / "back") == expected


def test_a_damaged_database_is_copied_as_it_is_and_that_is_told(space, tmp_path, capsys):
    (space / "var" / "gongkai.sqlite").write_bytes(b"no database" * 100)
    assert back_up(space, tmp_path / "b") == 3
    assert "数据库损坏" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 0
    assert files(tmp_path / "back") == files(space)


def test_a_file_that_somebody_changes_meanwhile_is_copied_as_it_became(space, tmp_path, monkeypatch):
    put, path = made.Shelf.put, space / "holidays.csv"

    def changed(self, file, entry, heard):
        if entry.path == "holidays.csv" and path.read_bytes() != b"new\n":
            path.write_bytes(b"new\n")
        put(self, file, entry, heard)

    monkeypatch.setattr(made.Shelf, "put", changed)
    assert back_up(space, tmp_path / "b") == 0
    main(["restore", str(tmp_path / "b"), str(tmp_path / "back")])
    assert (tmp_path / "back" / "holidays.csv").read_bytes() == b"new\n"


@pytest.mark.parametrize("again", [(), ("--again",)])
def test_what_the_backup_lost_is_written_anew(space, tmp_path, again):
    back_up(space, tmp_path / "b")
    path = tmp_path / "b" / newest(tmp_path / "b").entries[0].name
    spoilt = bytearray(path.read_bytes())
    spoilt[0] ^= 1
    path.write_bytes(spoilt if again else spoilt[:-1])
    assert main(["restore", str(tmp_path / "b"), "--dry-run"]) == 6
    assert back_up(space, tmp_path / "b", *again) == 0
    assert main(["restore", str(tmp_path / "b"), "--dry-run"]) == 0


def test_of_the_two_lists_one_is_enough_and_it_is_made_two_again(space, tmp_path, capsys):
    back_up(space, tmp_path / "b")
    path = next((tmp_path / "b" / "backups").iterdir())
    path.unlink()
    assert main(["restore", str(tmp_path / "b"), "--dry-run"]) == 6
    assert f"backups/{path.name}：丢失" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 0
    assert f"backups/{path.name}：丢失" in capsys.readouterr().out
    back_up(space, tmp_path / "b")
    assert main(["restore", str(tmp_path / "b"), "--dry-run"]) == 0


def test_when_the_newest_list_is_damaged_no_older_one_takes_its_place(space, tmp_path, capsys):
    back_up(space, tmp_path / "b")
    back_up(space, tmp_path / "b")
    for folder in restoring.LISTS:
        path = tmp_path / "b" / folder / restoring.names(tmp_path / "b")[-1]
        path.write_bytes(path.read_bytes()[:-3])
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 6
    assert "清单已损坏" in capsys.readouterr().err
    assert not (tmp_path / "back").exists()
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back"), "--number", "1"]) == 0


def forged(backup, change):
    """Writes the newest list anew, with digests that are right."""
    name = restoring.names(backup)[-1]
    lines = (backup / "backups" / name).read_bytes().splitlines()[:-1]
    told = [json.loads(line) for line in lines]
    change(told)
    data = b"".join(json.dumps(each).encode() + b"\n" for each in told)
    data += json.dumps({"sha256": restoring.hashlib.sha256(data).hexdigest()}).encode() + b"\n"
    for folder in restoring.LISTS:
        (backup / folder / name).write_bytes(data)


@pytest.mark.parametrize("path", ["../out", "/etc/out", "a/../../out", "", "a//b", "a\0b", "./a"])
def test_no_path_leads_out_of_the_folder(space, tmp_path, path, capsys):
    back_up(space, tmp_path / "b")
    forged(tmp_path / "b", lambda told: told[1].__setitem__(0, path))
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 4
    forged_name = [sys.executable, str(tmp_path / "b" / "restore.py"), str(tmp_path / "back")]
    assert subprocess.run(forged_name, check=False, capture_output=True).returncode == 4
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    "change", [lambda told: told[0].pop("city"), lambda told: told.append([1]), lambda told: told.append({})]
)
def test_a_list_that_is_none_of_ours_is_damaged(space, tmp_path, change):
    back_up(space, tmp_path / "b")
    forged(tmp_path / "b", change)
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 6


@pytest.mark.parametrize("key", ["format", "archive"])
def test_what_a_newer_program_wrote_is_refused(space, tmp_path, key, capsys):
    back_up(space, tmp_path / "b")
    forged(tmp_path / "b", lambda told: told[0].__setitem__(key, 99))
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 4
    assert "更新的程序" in capsys.readouterr().err
    assert not (tmp_path / "back").exists()


def test_a_disk_without_room_is_refused_before_anything_is_written(space, tmp_path, monkeypatch, capsys):
    full = shutil.disk_usage(tmp_path)._replace(free=20 << 20)
    monkeypatch.setattr(made, "disk_usage", lambda path: full)
    (space / "var" / "big").write_bytes(bytes(8 << 20))
    assert back_up(space, tmp_path / "b") == 4
    assert not (tmp_path / "b" / "files").exists()
    monkeypatch.undo()
    back_up(space, tmp_path / "b")
    monkeypatch.setattr(called, "disk_usage", lambda path: full)
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 4
    assert "空间不够" in capsys.readouterr().err
    assert not (tmp_path / "back").exists()


def test_a_restoring_that_was_stopped_goes_on_and_is_no_workspace_before(space, tmp_path, monkeypatch):
    back_up(space, tmp_path / "b")
    bring, count = restoring._bring, []

    def killed(backup, folder, entry, heard):
        count.append(entry)
        if len(count) == 5:
            (folder / ".left.1.part").write_bytes(b"half")
            raise OSError(5, "Input/output error")
        bring(backup, folder, entry, heard)

    monkeypatch.setattr(restoring, "_bring", killed)
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 6
    assert not (tmp_path / "back" / "gongkai.toml").exists()
    monkeypatch.undo()
    (space / "holidays.csv").write_bytes(b"another\n")
    back_up(space, tmp_path / "b")
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 4  # of another backup
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back"), "--number", "1"]) == 0
    assert files(tmp_path / "back") == files(space) | {"holidays.csv": b"a,b\n"}
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back"), "--number", "1"]) == 0


one_city = pytest.mark.xdist_group("tiny city")


@one_city
def test_a_month_comes_back_and_nothing_is_done_twice(tiny, tmp_path, capsys):
    tiny.run("--quiet")
    before = tiny.stored()
    assert back_up(tiny.folder, tmp_path / "b") == 0
    shutil.rmtree(tiny.folder)
    assert main(["restore", str(tmp_path / "b"), str(tmp_path / "back")]) == 0
    back = City(tmp_path / "back", tiny.sites)
    assert back.stored() == before
    assert main(["verify", "--workspace", str(back.folder)]) == 0
    capsys.readouterr()
    asked = back.asked()
    assert back.run() == 0
    assert "export" not in capsys.readouterr().err
    assert (back.var / "report" / "index.html").is_file()  # which no backup has
    assert (back.stored(), back.asked()) == (before, asked)


@one_city
def test_a_copy_is_as_good_as_a_backup(tiny, tmp_path):
    tiny.run("--quiet")
    other = copied(tiny, tmp_path / "by hand")
    assert other.run("--quiet") == 0
    assert other.stored() == tiny.stored()
