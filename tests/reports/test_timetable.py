"""A timetable starts this very program in this very workspace at China's hour, and its installation touches nothing else."""

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.period import CHINA
from crawler.refusal import Refusal
from reports import timetable_cron as cron
from reports import timetable_plan, timetable_times
from reports import timetable_units as systemd
from reports.session import Usage
from reports.timetable_plan import Plan, clock, label, nameable, program
from reports.timetable_times import DAYS, entries
from reports.wording import Wording
from tests.reports.judged import SETTINGS, caller
from tests.tries import tries

ZONE = ZoneInfo("Asia/Shanghai")
PLAN = Plan(Path("/srv/公开 检查"), "示例市", "/opt/gongkai/bin/gongkai", time(20), ZONE, "Asia/Shanghai", 2026)
ODD = st.text(
    st.sampled_from("a 中%\\$\"'`!;&|<>*?#~=(){}[]\t") | st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    min_size=1,
)


def taken_by_cron(text, keeps_pairs):
    """A command as cron hands it to the shell: up to the first bare %, \\% without its backslash; some halve \\\\, too."""
    out, chars = "", iter(text)
    for char in chars:
        if char == "%":
            break
        if char == "\\":
            after = next(chars, "")
            out += after if after == "%" or (after == "\\" and not keeps_pairs) else char + after
        else:
            out += char
    return out


def taken_by_systemd(text, variables=True):
    """The words of an ExecStart line: quotes and backslashes undone, %% and $$ halved; a bare one of these is a mistake."""
    words = []
    for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"(?=\s|$)|(\S+)', text):
        word = re.sub(r"\\(.)", r"\1", quoted) if quoted or not bare else bare
        for sign in "%$" if variables else "%":
            assert sign not in word.replace(sign * 2, "")
            word = word.replace(sign * 2, sign)
        words.append(word)
    return words


@tries(150)
@given(path=ODD, keeps_pairs=st.booleans())
def test_every_path_reaches_the_shell_as_it_is(path, keeps_pairs):
    assert shlex.split(taken_by_cron(cron.word(path), keeps_pairs)) == [path]
    assert shlex.split(cron.word(path)) == [path]  # a cron (busybox) that leaves % alone


@tries(150)
@given(path=ODD)
def test_every_path_reaches_what_systemd_starts_as_it_is(path):
    assert taken_by_systemd(systemd.argument(path)) == [path]
    assert taken_by_systemd(systemd.quoted(path), variables=False) == [path]
    assert (
        taken_by_systemd(systemd.command(f"/{path}"), variables="/bin/sh" in systemd.command(f"/{path}"))[-1]
        == f"/{path}"
    )


@pytest.mark.parametrize("name", ["a b", 'o\'clock "中" 100%h $HOME \\t', "100%\\%d", "=x;#&"])
def test_the_line_of_cron_runs_the_program_in_the_workspace(tmp_path, name):
    folder, told = tmp_path / name, tmp_path / "told"
    folder.mkdir()
    script = folder / "gongkai"
    script.write_text(f'#!/bin/sh\numask >{told}\nprintf "%s\\n" "$@" >>{told}\n', "utf-8")
    script.chmod(0o755)
    (line,) = cron.lines(replace(PLAN, folder=folder, program=str(script)))
    command = taken_by_cron(line.split(maxsplit=5)[5], keeps_pairs=True)
    done = subprocess.run(["/bin/sh", "-c", command], env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert told.read_text("utf-8").splitlines() == ["0027", "run", "--quiet", "--workspace", str(folder)]
    assert (folder / "var/log/cron.log").is_file()


def test_a_workspace_that_is_not_there_is_told_to_whoever_gets_the_mail(tmp_path):
    (line,) = cron.lines(replace(PLAN, folder=tmp_path / "gone"))
    done = subprocess.run(["/bin/sh", "-c", line.split(maxsplit=5)[5]], capture_output=True, check=False)
    assert done.returncode != 0
    assert b"gone" in done.stderr


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "UTC", "Asia/Kolkata", "America/New_York", "Pacific/Auckland", "Pacific/Kiritimati"]
)
@pytest.mark.parametrize("at", [time(20), time(6, 30), time(0)])
def test_each_of_the_first_ten_days_in_china_is_met_in_any_zone(zone, at):
    found = entries(at, ZoneInfo(zone), 2027)
    for year in (2027, 2028, 2031):
        for month in range(1, 13):
            for day in DAYS:
                local = datetime(year, month, day, at.hour, at.minute, tzinfo=CHINA).astimezone(ZoneInfo(zone))
                hits = [e for e in found if (e.hour, e.minute) == (local.hour, local.minute)]
                assert any(local.month in each.months and local.day in each.days for each in hits), local


@pytest.mark.parametrize(
    ("zone", "at", "said"),
    [
        ("Asia/Shanghai", time(20), ["0 20 1-10 * *"]),
        ("UTC", time(20), ["0 12 1-10 * *"]),
        ("Asia/Kolkata", time(20), ["30 17 1-10 * *"]),
        ("Asia/Tokyo", time(23, 30), ["30 0 2-11 * *"]),
        ("America/Phoenix", time(20), ["0 5 1-10 * *"]),
        (
            "America/Phoenix",
            time(8),
            ["0 17 1-9,31 1,3,5,7-8,10,12 *", "0 17 1-9,28-29 2 *", "0 17 1-9,30 4,6,9,11 *"],
        ),
        ("Europe/Berlin", time(20), ["0 13 1-10 1-3,11-12 *", "0 14 1-10 4-10 *"]),
    ],
)
def test_the_lines_of_some_zones(zone, at, said):
    assert sorted(map(str, entries(at, ZoneInfo(zone), 2026))) == sorted(said)


def test_a_machine_elsewhere_is_told_so_and_one_in_china_is_not():
    assert "时区" not in cron.block(PLAN, Wording()).decode()
    there = cron.block(replace(PLAN, zone=UTC, zone_name="UTC"), Wording()).decode()
    assert "UTC" in there
    assert "\n0 12 1-10 * * " in there


def test_the_machines_zone_is_the_one_that_cron_goes_by(tmp_path, monkeypatch):
    (tmp_path / "zoneinfo").mkdir()
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setattr(timetable_times, "LOCALTIME", tmp_path / "localtime")
    assert timetable_times.machine_zone() == (UTC, "UTC")
    (tmp_path / "localtime").write_bytes(b"TZif")
    assert timetable_times.machine_zone() == (UTC, "UTC")


def test_what_no_line_can_hold_is_refused(tmp_path):
    for name in ("a\nb", "a\x1bb", "a\udcffb", "a\x7f"):
        with pytest.raises(Refusal):
            nameable(tmp_path / name)
    with pytest.raises(Refusal):
        cron.lines(replace(PLAN, folder=Path("/" + "长" * 200)))
    assert nameable(tmp_path / "　全角 %$\"'\\").name == "　全角 %$\"'\\"


def test_a_time_is_hours_and_minutes():
    assert [clock("6:05"), clock("23:59")] == [time(6, 5), time(23, 59)]
    for text in ("24:00", "8", "20:60", "２0:00", "20:00:00", ""):
        with pytest.raises(Usage):
            clock(text)


def test_the_program_is_the_one_that_was_started_links_not_followed(tmp_path, monkeypatch):
    real, link = tmp_path / "lib" / "gongkai", tmp_path / "gongkai"
    real.parent.mkdir()
    real.write_text("#!/bin/sh\n")
    real.chmod(0o755)
    link.symlink_to(real)
    monkeypatch.chdir(tmp_path)
    assert program("./gongkai") == link
    monkeypatch.setattr(timetable_plan.sys, "executable", str(tmp_path / "lib" / "python"))
    assert program("-c") == real
    real.unlink()
    with pytest.raises(Refusal):
        program("-c")


def test_units_are_called_by_a_word_and_a_digest_of_the_path():
    names = {label(Path(path)) for path in ("/a/yi chun", "/b/yi chun", "/a/伊春", "/a/伊春/")}
    assert len(names) == 3
    assert all(re.fullmatch(r"gongkai(-yi-chun)?-[0-9a-f]{8}", name) for name in names)


def test_what_needs_sendmail_is_not_hindered():
    service = next(iter(systemd.units(replace(PLAN, has_sendmail=True), Wording()).values()))
    assert "NoNewPrivileges" not in service
    assert "ProtectSystem" not in service


def test_a_password_lies_in_no_file_that_can_be_read(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    plan, line = (
        replace(PLAN, has_password=True),
        "LoadCredentialEncrypted=smtp-password:%h/.config/gongkai/smtp-password.cred",
    )
    assert cron.lines(plan) == cron.lines(PLAN)
    service = next(iter(systemd.units(plan, Wording()).values()))
    assert f"\n#{line}\n" in service  # what is not there would keep the unit from starting
    path = tmp_path / ".config/gongkai/smtp-password.cred"
    path.parent.mkdir(parents=True)
    path.touch()
    assert f"\n{line}\n" in next(iter(systemd.units(plan, Wording()).values()))
    assert f"\n#{line}\n" in next(iter(systemd.units(PLAN, Wording()).values()))


def test_programs_that_lie_elsewhere_are_found_by_cron_and_by_systemd():
    near, far = (replace(PLAN, needs=frozenset(each)) for each in (["/usr/local/bin"], ["/opt/a b%/bin"]))
    assert "PATH=" in cron.lines(near)[0]
    assert "PATH=" not in "".join(systemd.units(near, Wording()).values())
    assert r":/opt/a b'\%'/bin" in cron.lines(far)[0]
    assert ':/opt/a b%%/bin"' in "".join(systemd.units(far, Wording()).values())
    assert "PATH=" not in cron.lines(PLAN)[0]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("name", ["plain", "a b'中\"%h$HOME\\x"])
def test_systemd_takes_the_units(tmp_path, name):
    folder, units, run = tmp_path / name, tmp_path / "units", tmp_path / "run"
    for path in (folder, units, run):
        path.mkdir(0o700)
    started = folder / "gongkai"
    started.write_text("#!/bin/sh\n")
    started.chmod(0o755)
    for sendmail in (False, True):
        plan = replace(PLAN, folder=folder, program=str(started), city="市%h", has_sendmail=sendmail)
        for file, text in systemd.units(plan, Wording("en")).items():
            (units / file).write_text(text, "utf-8")
        words = ["systemd-analyze", "--user", "verify", *(f"./{path.name}" for path in units.iterdir())]
        done = subprocess.run(
            words, cwd=units, env={**os.environ, "XDG_RUNTIME_DIR": str(run)}, capture_output=True, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


# Installing and removing, with programs that note what they are told.


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of which `crontab` and `systemctl` keep their words in files."""
    bin, kept = tmp_path / "bin", tmp_path / "kept"
    for path in (bin, kept):
        path.mkdir()
    crontab = (
        f'cd {kept}; echo "$*" >>crontab.calls\n'
        'case "$1" in -l) [ -f table ] && exec cat table; [ -f broken ] && { echo "crontab: disk on fire" >&2; exit 1; }\n'
        'echo "no crontab for clerk" >&2; exit 1;; -) [ -f broken ] && { echo "no space left" >&2; exit 1; }; exec cat >table;;'
        " *) exit 1;; esac\n"
    )
    systemctl = f'cd {kept}; echo "$*" >>systemctl.calls\n[ -f broken ] && {{ echo "Failed to connect to bus" >&2; exit 1; }}; exit 0\n'
    for name, text in (("crontab", crontab), ("systemctl", systemctl)):
        (bin / name).write_text(f"#!/bin/sh\n{text}")
        (bin / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(timetable_times, "LOCALTIME", tmp_path / "none")
    return kept


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "工作 区%"
    folder.mkdir()
    (folder / "gongkai.toml").write_text(SETTINGS, "utf-8")
    return folder


@pytest.fixture
def call(workspace, capsys):
    return caller(workspace, capsys)


def calls(kept, name):
    path = kept / f"{name}.calls"
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def test_without_arguments_it_only_says_what_to_do(machine, workspace, call):
    code, out, _ = call("schedule", period=None)
    assert code == 0
    assert {"crontab -V"} >= {f"crontab {each}" for each in calls(machine, "crontab")}
    assert not calls(machine, "systemctl")
    assert [path.name for path in workspace.iterdir()] == ["gongkai.toml"]
    for words in (
        "0 12 1-10 * * ",
        "OnCalendar=*-*-01..10 20:00:00 Asia/Shanghai",
        "loginctl enable-linger",
        "MAILTO",
        "UTC",
    ):
        assert words in out
    assert not any(line.endswith(" ") for line in out.splitlines())


TABLE = b"MAILTO=a@b.example\n# mine\xff\n5 4 * * * echo 'a\\%b'\n"


def test_cron_is_installed_and_removed_and_nothing_else_is_touched(machine, workspace, call):
    (machine / "table").write_bytes(TABLE)
    assert call("schedule", "--install", "cron", period=None)[0] == 0
    first = (machine / "table").read_bytes()
    assert first.endswith(TABLE)
    assert first.startswith(b"# >>> gongkai " + str(workspace).encode())
    assert b"\n0 12 1-10 * * umask 027; cd " in first
    assert call("schedule", "--install", "cron", period=None)[0] == 0
    assert calls(machine, "crontab") == ["-l", "-", "-l"]
    assert call("schedule", "--install", "cron", "--at", "6:30", period=None)[0] == 0
    moved = (machine / "table").read_bytes()
    assert moved.count(b" run --quiet ") == 3  # at that hour it is another day there
    assert b"\n30 22 1-9,31 " in moved
    assert call("schedule", "--remove", period=None)[0] == 0
    assert (machine / "table").read_bytes() == TABLE
    assert not calls(machine, "systemctl")
    assert "没有" in call("schedule", "--remove", period=None)[2]


def test_two_workspaces_keep_out_of_each_others_way(machine, tmp_path, workspace, call, capsys):
    other = tmp_path / "工作 区%2"
    shutil.copytree(workspace, other)
    assert call("schedule", "--install", "cron", period=None)[0] == 0
    alone = (machine / "table").read_bytes()
    assert caller(other, capsys)("schedule", "--install", "cron", period=None)[0] == 0
    assert (machine / "table").read_bytes().count(b"# >>> gongkai ") == 2
    assert caller(other, capsys)("schedule", "--remove", period=None)[0] == 0
    assert (machine / "table").read_bytes() == alone


@tries(60)
@given(
    before=st.lists(
        st.sampled_from([b"x\n", b"# >>> gongkai /b >>>\n", b"# <<< gongkai /b <<<\n", b"\n", b"\r\n"])
    ).map(b"".join)
)
def test_any_table_is_given_back_byte_for_byte(before):
    marks = cron.Marks.of(Path("/a"))
    ours = marks.first + b"0 20 * * * x\n" + marks.last
    once = cron.with_block(before, marks, ours)
    assert cron.with_block(once, marks, ours) == once
    assert cron.without(once, marks) == before


def test_marks_that_are_not_in_pairs_are_left_alone(machine, workspace, call):
    marks = cron.Marks.of(workspace)
    for table in (marks.first, marks.last, marks.last + marks.first, marks.first * 2 + marks.last):
        (machine / "table").write_bytes(table)
        assert call("schedule", "--install", "cron", period=None)[0] == 4
        code, _, said = call("schedule", "--remove", period=None)
        assert (code, "成对" in said) == (4, True)
        assert (machine / "table").read_bytes() == table


def test_a_table_that_cannot_be_read_is_not_replaced(machine, call):
    (machine / "broken").touch()
    code, _, said = call("schedule", "--install", "cron", period=None)
    assert (code, "disk on fire" in said) == (6, True)
    assert calls(machine, "crontab") == ["-l"]


def test_units_are_installed_and_removed(machine, tmp_path, workspace, call):
    code, _, said = call("schedule", "--install", "systemd", period=None)
    assert (code, "enable-linger" in said) == (0, True)
    units = tmp_path / "config/systemd/user"
    name = label(workspace)
    assert {path.name for path in units.iterdir()} == {f"{name}.service", f"{name}.timer"}
    assert calls(machine, "systemctl") == ["--user daemon-reload", f"--user enable --now {name}.timer"]
    assert (workspace / "var").is_dir()
    assert str(workspace).replace("%", "%%") in (units / f"{name}.service").read_text("utf-8")
    (units / "other.timer").touch()
    assert call("schedule", "--install", "systemd", "--at", "21:15", period=None)[0] == 0
    assert "21:15:00 Asia/Shanghai" in (units / f"{name}.timer").read_text("utf-8")
    assert "没有改动" in call("schedule", "--install", "systemd", "--at", "21:15", period=None)[2]
    assert call("schedule", "--remove", period=None)[0] == 0
    assert [path.name for path in units.iterdir()] == ["other.timer"]
    assert calls(machine, "systemctl")[-2:] == [f"--user disable --now {name}.timer", "--user daemon-reload"]


def test_what_the_tools_fail_at_is_said_and_can_be_done_again(machine, tmp_path, call):
    (machine / "broken").touch()
    code, _, said = call("schedule", "--install", "systemd", period=None)
    assert (code, "Failed to connect to bus" in said) == (6, True)
    assert call("schedule", "--remove", period=None)[0] == 6
    assert len(list((tmp_path / "config/systemd/user").iterdir())) == 2
    (machine / "broken").unlink()
    assert call("schedule", "--remove", period=None)[0] == 0
    assert not list((tmp_path / "config/systemd/user").iterdir())


def test_a_machine_without_the_tools(machine, tmp_path, monkeypatch, call):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    for where in ("cron", "systemd"):
        code, _, said = call("schedule", "--install", where, period=None)
        assert (code, "本机没有" in said) == (6, True)


def test_words_that_do_not_go_together(machine, workspace, call):
    assert call("schedule", "--remove", "--install", "cron", period=None)[0] == 2
    assert call("schedule", "--at", "25:00", period=None)[0] == 2
    (workspace / "gongkai.toml").write_text(SETTINGS + 'hours = "19:30-06:00"\n', "utf-8")
    assert "19:30:00 Asia/Shanghai" in call("schedule", period=None)[1]
    assert "hours" in call("schedule", "--at", "12:00", period=None)[2]
    mail = '[mail]\nto = ["a@b.example"]\nfrom = "a@b.example"\nby = "smtp"\nserver = "b.example"\nuser = "a"\n'
    (workspace / "gongkai.toml").write_text(SETTINGS + mail, "utf-8")
    assert "口令不写进文件" in call("schedule", period=None)[1]


def test_a_broken_workspace_can_be_taken_off_the_timetable(machine, workspace, call):
    assert call("schedule", "--install", "cron", period=None)[0] == 0
    (workspace / "gongkai.toml").write_text("city = ", "utf-8")
    assert call("schedule", "--remove", period=None)[0] == 0
    assert (machine / "table").read_bytes() == b""
