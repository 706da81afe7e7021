"""Evidence goes only when a person says so, beyond its time, with nothing resting on it; what was decided stays for ever."""

import fcntl
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.casebook import Casebook
from checker.decisions import Decisions
from checker.ledger.events import Event, Kind, Matter
from checker.removals import Removals
from checker.rulings import Decision, Ruling
from checker.store import Store
from crawler.period import Period
from crawler.snapshot import Citation, Place
from crawler.verify import verify
from reports.cli import main
from reports.retained_months import bytes_beyond, sizes, until
from rules.finding import failed
from tests.crawler.months_kept import all_bodies, keep_months, moment
from tests.reports.judged import SETTINGS, caller, city, finding_names, judge

MAY, JULY = Period(2003, 5), Period(2013, 7)
OLD = [
    {"czj": {"a": 1, "b": 1}, "hbj": {"x": 1}},
    {"czj": {"a": 1, "b": 2}, "hbj": {"x": 2}},
    {"czj": {"a": 2, "b": 3}, "hbj": {"x": 3}},
]
NEW = [{"czj": {"c": 1}, "hbj": {"7": 1}}]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three months of 2003, one of 2013, and results of that one."""
    folder = city(tmp_path_factory.mktemp("made") / "市")
    keep_months(folder / "var/archive", MAY, OLD)
    keep_months(folder / "var/archive", JULY, NEW)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made, tmp_path / "市")
    return tmp_path / "市"


@pytest.fixture
def call(folder, capsys):
    def asking(*words, as_of="2013-12-01", command="retention"):
        place = ("--workspace", str(folder), "--as-of", as_of, "--lang", "zh")
        code = main([command, *words, *place])
        said = capsys.readouterr()
        return code, said.out, said.err

    return asking


def listed(call, **named):
    code, out, _ = call("--format", "json", **named)
    assert code == 0
    return {row["period"]: row for row in json.loads(out)}


def files(folder):
    return {path.relative_to(folder / "var/archive").as_posix() for path in folder.rglob("*.warc.gz")}


def removals(folder):
    with closing(Removals(folder / "var/gongkai.sqlite")) as found:
        return found.all()


def kept(folder):
    """All that a refusal must leave as it was."""
    with closing(Store(folder / "var/gongkai.sqlite")) as store:
        judged = store.periods()
    files = {path: path.read_bytes() for path in (folder / "var/archive").rglob("*") if path.is_file()}
    return files, removals(folder), judged


def open_case(folder, period, cited, kinds=(Kind.FOUND,)):
    matter = Matter("czj", "r", Place.OWN, "p", "")
    with closing(Casebook(folder / "var/gongkai.sqlite")) as book:
        (number,) = book.reconcile(period, date(2013, 8, 5), "", [(matter, event(0, Kind.FOUND, period, cited))], [])
        for each in kinds[1:]:
            book.add([event(number, each, period, ())])


def event(case, kind, period, cited):
    return Event(0, case, kind, period, date(2013, 8, 5), evidence=cited)


def cite(month, page="a", number=0):
    return Citation(f"http://czj.example/{page}", moment(month, number), "0" * 64, "…", Place.OWN)


def test_each_month_is_listed_with_what_rests_on_it(call, folder):
    found = listed(call)
    assert list(found) == ["2003-05", "2003-06", "2003-07", "2013-07"]
    on_disk = sizes(folder / "var/archive")
    assert {Period.parse(period): row["bytes"] for period, row in found.items()} == on_disk
    assert [row["captures"] for row in found.values()] == [3, 3, 3, 2]
    assert [row["beyond"] for row in found.values()] == [True, True, True, False]
    assert [row["keep_until"] for row in found.values()] == ["2013-05-31", "2013-06-30", "2013-07-31", "2023-07-31"]
    assert found["2003-05"]["needed_by"] == ["2003-06"]
    assert found["2003-05"]["removable_bytes"] == (folder / "var/archive/warc/2003-05/hbj.warc.gz").stat().st_size
    assert found["2013-07"]["removable_bytes"] == 0


def test_the_list_says_it_in_words(call):
    code, out, _ = call()
    assert code == 0
    for words in ("2003-05", "可以移走", "后来 1", "从不自行删除", "120"):
        assert words in out


def test_a_month_goes_and_what_others_need_stays(call, folder):
    before, was = all_bodies(folder / "var/archive"), kept(folder)
    code, _, said = call("--remove", "2003-05", "--by", " 张\t三 ")
    assert (code, "已移走" in said, "没有动" in said) == (0, True, True)
    assert "warc/2003-05/hbj.warc.gz" not in files(folder)
    assert list(verify(folder / "var/archive")) == []
    after = all_bodies(folder / "var/archive")
    assert after.items() <= before.items()
    assert set(before) - set(after) == {("2003-05", "hbj", "http://hbj.example/x")}
    (line,) = removals(folder)
    assert (line.period, line.by, line.captures) == (MAY, "张 三", 1)
    (gone,) = line.files
    lost = was[0][folder / "var/archive" / gone.path]
    assert (gone.bytes, gone.sha256) == (len(lost), hashlib.sha256(lost).hexdigest())
    row = listed(call)["2003-05"]
    assert (row["removed"][0]["by"], row["removable_bytes"], row["captures"]) == ("张 三", 0, 2)


def test_months_go_in_any_order_and_the_last_takes_all_along(call, folder):
    for period in ("2003-07", "2003-05", "2003-06"):
        assert call("--remove", period, "--by", "张三")[0] == 0
        assert list(verify(folder / "var/archive")) == []
    assert {path.split("/")[1] for path in files(folder)} == {"2013-07"}
    assert sum(len(each.files) for each in removals(folder)) == 6
    assert all(row["removed"] and not row["bytes"] for period, row in listed(call).items() if period < "2013")
    assert call("--remove", "2003-05", "--by", "李四")[0] == 0  # there is nothing left: nothing is told
    assert len(removals(folder)) == 3


def test_what_was_told_once_is_not_told_again_after_a_break(call, folder, monkeypatch):
    from reports import retained_removal

    def broken(*words):
        raise OSError("disk")

    with monkeypatch.context() as patch:
        patch.setattr(retained_removal, "take_away", broken)
        assert call("--remove", "2003-05", "--by", "张三")[0] == 6
    assert list(verify(folder / "var/archive")) == []
    assert listed(call)["2003-05"]["removable_bytes"] > 0
    assert call("--remove", "2003-05", "--by", "张三")[0] == 0
    assert len(removals(folder)) == 1


def refused(call, folder, period, *words, as_of="2013-12-01"):
    before = kept(folder)
    code, _, said = call("--remove", period, "--by", "张三", as_of=as_of)
    assert code == 4
    assert kept(folder) == before
    for word in words:
        assert word in said
    return said


def test_a_month_within_its_time_is_refused(call, folder):
    refused(call, folder, "2013-07", "2023-07-31", "[keep] months")
    refused(call, folder, "2003-07", "2013-07-31", as_of="2013-07-31")
    assert call("--remove", "2003-07", "--by", "张三", as_of="2013-08-01")[0] == 0


def test_no_day_to_come_makes_a_month_older(call, folder):
    (folder / "gongkai.toml").write_text(SETTINGS + "[keep]\nmonths = 1200\n", "utf-8")
    refused(call, folder, "2003-05", "2103-05-31", as_of="2199-01-01")


def test_every_reason_is_told(call, folder):
    (folder / "gongkai.toml").write_text(SETTINGS + "[keep]\nmonths = 125\n", "utf-8")
    open_case(folder, MAY, (cite(MAY),))
    said = refused(call, folder, "2003-05", "2013-10-31", "条目引用它：1", "原件在它的文件里：2003-06", as_of="2013-10-01")  # fmt: skip
    assert said.count("\n") >= 3


def test_an_open_case_keeps_what_it_cites_wherever_that_was_fetched(call, folder):
    open_case(folder, Period(2003, 6), (cite(MAY, "b", 1),))
    refused(call, folder, "2003-05", "条目")
    refused(call, folder, "2003-06", "条目")
    assert call("--remove", "2003-07", "--by", "张三")[0] == 0


def test_a_closed_case_keeps_nothing(call, folder):
    open_case(folder, MAY, (cite(MAY),), (Kind.FOUND, Kind.CLOSED))
    assert listed(call)["2003-05"]["open_cases"] == []
    assert call("--remove", "2003-05", "--by", "张三")[0] == 0


def test_an_appeal_keeps_its_month_until_it_is_answered(call, folder):
    name = finding_names()[0]
    old = replace(name, key=name.key.replace("2013-07", "2003-05"))
    with closing(Decisions(folder / "var/gongkai.sqlite")) as decisions:
        appeal = decisions.appeal(old.key, old.seen, "不对", "财政局", date(2013, 8, 5), [])
    refused(call, folder, "2003-05", "申诉针对它：1")
    ruling = Ruling(old.key, old.seen, Decision.UPHELD, None, "查过", "主任", date(2013, 8, 6), "appeal 1")
    with closing(Decisions(folder / "var/gongkai.sqlite")) as decisions:
        decisions.answer(appeal, ruling)
    assert listed(call)["2003-05"]["rulings"] == [old.key]
    assert call("--remove", "2003-05", "--by", "张三")[0] == 0


def test_a_month_with_which_one_within_its_time_is_compared_stays(call, folder):
    (folder / "gongkai.toml").write_text(SETTINGS + "[keep]\nmonths = 1\n", "utf-8")
    refused(call, folder, "2003-06", "检查时要与它对照：2003-07", as_of="2003-08-20")
    assert call("--remove", "2003-06", "--by", "张三", as_of="2003-09-01")[0] == 0


def test_a_month_that_a_later_finding_cites_stays(call, folder):
    early = Citation("http://czj.example/b", moment(MAY, 1), "0" * 64, "上次的", Place.OWN)
    judge(folder, (failed("missing-day", early, subject="2013-07-09"),))
    refused(call, folder, "2003-05", "检查时要与它对照：2013-07")
    assert call("--remove", "2003-06", "--by", "张三")[0] == 0


def test_what_was_taken_away_is_neither_judged_nor_visited_again(call, folder):
    (folder / "gongkai.toml").write_text(SETTINGS.replace('"s"', '"yichun-2013"'), "utf-8")
    assert call("--remove", "2003-05", "--by", "张三")[0] == 0
    before = kept(folder)
    for command in ("check", "crawl", "run"):
        code, _, said = call("--period", "2003-05", command=command)
        assert (code, "张三" in said) == (4, True)
    assert kept(folder) == before


def test_the_lines_about_it_are_for_ever(call, folder):
    assert call("--remove", "2003-05", "--by", "张三")[0] == 0
    with closing(sqlite3.connect(folder / "var/gongkai.sqlite")) as db:
        for sql in (
            "DELETE FROM removals",
            "UPDATE removals SET by = ''",
            "INSERT OR REPLACE INTO removals SELECT * FROM removals",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                db.execute(sql)


def test_another_run_keeps_it_out(call, folder):
    with (folder / "var/lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert call("--remove", "2003-05", "--by", "张三")[0] == 5
    assert removals(folder) == []


def test_words_that_do_not_go_together_and_months_of_nothing(call, folder):
    assert call("--remove", "2003-05")[0] == 2
    assert call("--remove", "2003-05", "--by", " ")[0] == 2
    assert call("--by", "张三")[0] == 2
    refused(call, folder, "1999-01", "没有保存")
    for months in (0, 1201):
        (folder / "gongkai.toml").write_text(SETTINGS + f"[keep]\nmonths = {months}\n", "utf-8")
        assert call()[0] == 4


def test_a_workspace_that_keeps_nothing(tmp_path, capsys):
    (tmp_path / "gongkai.toml").write_text(SETTINGS, "utf-8")
    calling = caller(tmp_path, capsys)
    assert calling("retention", period=None)[:2] == (0, "还没有保存任何证据\n")
    assert calling("retention", "--format", "json", period=None)[1] == "[]\n"
    assert calling("retention", "--remove", "2003-05", "--by", "张三", period=None)[0] == 4
    assert [path.name for path in tmp_path.iterdir()] == ["gongkai.toml"]


@given(
    period=st.builds(Period, st.integers(1990, 2030), st.integers(1, 12)),
    keep=st.integers(1, 240),
    days=st.integers(-400, 400),
)
def test_a_month_is_kept_for_so_many_whole_months_after_it(period, keep, days):
    last = until(period, keep)
    assert (last + timedelta(1)).day == 1
    assert (last.year * 12 + last.month) - (period.year * 12 + period.month) == keep
    count, size = bytes_beyond({period: 7, period.shift(1): 0}, last + timedelta(days), keep)
    assert (count, size) == ((1, 7) if days > 0 else (0, 0))
