"""The live view of a crawl, of this process and of another, and views that stay on the terminal."""

import fcntl
import os
import sqlite3
import threading
from contextlib import closing
from datetime import datetime, timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from crawler.archive import Archive
from crawler.brought import Brought
from crawler.families import Lead
from crawler.frontier import Changes, Row
from crawler.frontier import State as Standing
from crawler.keeping import Finished, Keeper, Kept, Step
from crawler.period import CHINA, Period
from crawler.politeness import Hours
from crawler.settings import CrawlSettings
from reports.cli import main
from reports.live import holder
from reports.live import screen as screens
from reports.live.crawl_view import CrawlView, line
from reports.live.forecast import forecast
from reports.live.holder import holder_of
from reports.live.peek import Peek
from reports.live.screen import Screen, painting
from reports.live.tally import Stage, tally_of
from reports.wording import Wording, width
from reports.workspace import read
from tests.crawler.little_site import page, serve
from tests.reports.dockets import told
from tests.reports.judged import FOUND, judge
from tests.reports.terminals import OnTerminal, called
from tests.tries import tries

JULY = Period(2013, 7)
NOW = datetime(2013, 8, 2, 23, 12, tzinfo=CHINA)
ZH = Wording("zh")
NAMES = {"portal": "政府门户网站", "czj": "示例市财政局", "hbj": "示例市环境保护局[bold]\x1b[31m"}


def begun(**settings):
    """A crawl of three sites that began ten minutes ago."""
    return tally_of("示例市", JULY, CrawlSettings(**settings), list(NAMES), NAMES, NOW - timedelta(minutes=10))


def answers(tally, key, count, seconds=4.0, reason="", size=1000, ago=0.0):
    tally.add(
        (key, f"http://{key}/{reason}{n}", reason, size, NOW - timedelta(seconds=ago + seconds * (count - n - 1)))
        for n in range(count)
    )


def shown(tally, columns=100, rows=40, language="zh", **more):
    console = Console(file=StringIO(), width=columns, height=rows, color_system=None, highlight=False, **more)
    console.print(CrawlView(tally, NOW, Wording(language)))
    return console.file.getvalue()


def test_sites_done_at_work_and_waiting_are_told_apart():
    tally = begun()
    answers(tally, "portal", 30)
    answers(tally, "czj", 20, reason="robots_disallowed")
    tally.stand("portal", Stage.DONE)
    tally.stand("czj", Stage.AT_WORK, 12)
    text = shown(tally)
    for words in ("网站 1/3 个访问完", "正在访问 1", "还没开始 1", "读到 30 个地址", "拒绝 20", "示例市财政局"):
        assert words in text
    assert "示例市环境保护局" not in text
    assert "1/3 个访问完，读到 30 个地址" in line(tally, NOW, ZH)


def test_a_second_attempt_takes_the_place_of_the_first():
    brought = Brought()
    brought.add("http://a/", "timeout", 0, NOW)
    brought.add("http://a/", "", 10, NOW)
    assert (brought.reasons["timeout"], brought.reasons[""], brought.ended) == (0, 1, 1)


def test_what_is_left_to_the_budget_is_no_answer():
    tally = begun()
    answers(tally, "portal", 500, seconds=0, reason="budget")
    assert tally.rate(NOW) == (0.0, 0.0)
    assert "未访问 500" in shown(tally)
    assert "出错" not in shown(tally)


def test_the_end_is_told_as_a_span_and_not_before_anything_is_known():
    tally = begun()
    assert forecast(tally) is None
    assert "还看不出" in shown(tally)
    answers(tally, "portal", 30)
    tally.stand("portal", Stage.AT_WORK, 100)
    tally.stand("czj", Stage.DONE)
    tally.stand("hbj", Stage.DONE)
    found = forecast(tally)
    assert found.least == pytest.approx(400)
    assert found.most == pytest.approx(4 * (3000 - 30))
    assert "6 分 40 秒" in shown(tally)


@given(st.integers(0, 60_000), st.integers(20, 4000), st.integers(0, 30))
@tries(60)
def test_the_end_is_never_told_to_be_later_at_least_than_at_most(queued, read, pace):
    tally = begun()
    answers(tally, "portal", read, seconds=pace)
    tally.stand("portal", Stage.AT_WORK, queued)
    found = forecast(tally)
    assert 0 <= found.least <= found.most
    assert found.most <= max(3000 * pace, 240 * 60, 3000 * 3)


def test_outside_of_the_hours_it_says_until_when_it_waits():
    text = shown(begun(hours=Hours.parse("01:00-06:00")))
    assert "不访问任何网站，等到 01:00" in text
    assert "至少等 3 秒" not in text
    assert "只在 20:00-06:00 访问" in shown(begun(hours=Hours.parse("20:00-06:00")))


def test_a_site_that_is_silent_or_slow_says_so():
    tally = begun()
    answers(tally, "portal", 30, ago=75)
    answers(tally, "czj", 30, seconds=9)
    for key in ("portal", "czj"):
        tally.stand(key, Stage.AT_WORK, 5)
    text = shown(tally)
    assert "1 分 15 秒没有新页面" in text
    assert "应答慢" in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (40, 10), (60, 24), (80, 24), (120, 24), (200, 60)])
def test_it_fits_every_terminal_and_obeys_no_name(columns, rows, language):
    tally = begun()
    for key in NAMES:
        answers(tally, key, 30)
        tally.stand(key, Stage.AT_WORK, 50)
    lines = shown(tally, columns, rows, language).splitlines()
    assert max(map(width, lines)) <= columns
    assert "\x1b" not in "".join(lines)
    if columns > 60:
        assert "环境保护局[bold]" in "".join(lines)


def test_more_sites_than_lines_are_counted():
    keys = [f"s{n}" for n in range(60)]
    tally = tally_of("市", JULY, CrawlSettings(), keys, {}, NOW - timedelta(minutes=1))
    for key in keys:
        tally.stand(key, Stage.AT_WORK, 5)
    lines = shown(tally, rows=24).splitlines()
    assert len(lines) <= 24
    assert any("另有" in each for each in lines)


class Broken(StringIO):
    """A terminal that hangs up after the first picture."""

    def isatty(self):
        return True

    def write(self, text):
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().write(text)


def test_a_terminal_that_breaks_stops_nobody(monkeypatch):
    monkeypatch.setattr(screens, "EVERY", 0.001)
    console = Console(file=Broken(), force_terminal=True, width=60, height=10)
    painted = []
    with painting(console, lambda: painted.append(1) or "x"):
        screen = Screen(console)
        screen.paint("一")
        screen.paint("二")
        assert screen.is_broken
        screen.close()


def test_a_change_of_size_paints_everything_anew():
    console = Console(file=StringIO(), force_terminal=True, width=60, height=10, color_system=None)
    screen = Screen(console, whole=True)
    screen.paint("一")
    console.size = (40, 8)
    screen.paint("二")
    screen.close()
    said = console.file.getvalue()
    assert said.startswith("\x1b[?25l\x1b[?1049h")
    assert said.count("\x1b[2J") == 2
    assert said.endswith("\x1b[?1049l\x1b[?25h")


def keep(archive, *steps):
    keeper = Keeper(archive, JULY, "test")
    keeper.begin("czj", "http://czj.example/", NOW)
    for step in steps:
        keeper.apply(step)
    keeper.close()


def kept(url, reason=""):
    """What the archive keeps of an address."""
    columns = {
        "url": url, "final_url": url, "label": "", "seen_on": "", "depth": 0, "kind": "page", "status": 200, "reason": reason,
        "note": "", "media_type": "text/html", "sha256": "", "size": 7, "fetched": NOW.isoformat(), "last_modified": "", "etag": "",
        "stored": NOW.isoformat(),
    }  # fmt: skip
    return Kept(columns)


def waits(*urls):
    return Changes(added=tuple((Row(url, Lead(url), "", 1), Standing.OPEN) for url in urls))


def test_what_is_kept_elsewhere_is_seen_and_nothing_is_locked(tmp_path):
    tally = begun()
    with Archive(tmp_path) as archive:
        keep(
            archive, Step("czj", (kept("http://czj.example/"),), waits("http://czj.example/1", "http://czj.example/2"))
        )
        with closing(Peek(tmp_path / "archive.db")) as peek:
            assert peek.newest() == JULY
            peek.bring_up(tally)
            assert (tally.read, tally.sites["czj"].queued, tally.sites["czj"].stage) == (1, 2, Stage.AT_WORK)
            archive.db.execute("BEGIN EXCLUSIVE")  # whoever looks holds nothing between two looks
            with pytest.raises(sqlite3.OperationalError):
                peek.bring_up(tally)
            archive.db.execute("COMMIT")
            end = Finished(NOW, 2, "free", "", 1.0)
            keep(archive, Step("czj", (kept("http://czj.example/1", "timeout"),), finished=end))
            peek.bring_up(tally)
            assert (tally.read, tally.failed, tally.sites["czj"].stage) == (1, 1, Stage.DONE)
            with pytest.raises(sqlite3.OperationalError):
                peek._db.execute("DELETE FROM captures")


def test_a_visit_that_begins_again_is_counted_from_its_beginning(tmp_path):
    tally = begun()
    with Archive(tmp_path) as archive, closing(Peek(tmp_path / "archive.db")) as peek:
        keep(archive, Step("czj", (kept("http://czj.example/"), kept("http://czj.example/1"))))
        peek.bring_up(tally)
        keeper = Keeper(archive, JULY, "test")
        keeper.begin("czj", "http://czj.example/", NOW + timedelta(hours=1), again=True)
        keeper.apply(Step("czj", (kept("http://czj.example/"),)))
        keeper.close()
        peek.bring_up(tally)
        assert tally.read == 1


@pytest.fixture
def folder(tmp_path):
    made = told(tmp_path / "w")
    judge(made, FOUND)
    return made


def test_who_holds_the_workspace_is_found_without_touching_the_lock(folder):
    workspace = read(folder)
    assert holder_of(workspace.var) is None
    with workspace.lock("crawl"):
        found = holder_of(workspace.var)
        assert (found.process, found.command) == (os.getpid(), "crawl")
    assert holder_of(workspace.var) is None
    (workspace.var / "lock").write_text(f"{os.getpid()} crawl")  # a process of that number that holds nothing
    assert holder_of(workspace.var) is None
    with (folder / "another").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert holder_of(workspace.var) is None  # it holds something, but not this
    for number in ("999999999", "9" * 30):
        (workspace.var / "lock").write_text(f"{number} crawl")
        assert holder_of(workspace.var) is None


def test_where_open_files_of_others_may_not_be_seen_the_list_of_locks_tells(folder, monkeypatch):
    workspace = read(folder)
    monkeypatch.setattr(holder, "PROCESSES", folder / "no-such-place")
    with workspace.lock("crawl"):
        assert holder_of(workspace.var).process == os.getpid()


def test_where_no_crawl_runs_it_says_so(folder, capsys):
    where = ["crawl", "--watch", "--workspace", str(folder), "--lang", "zh"]
    assert main(where) == 0
    assert "没有访问在进行" in capsys.readouterr().err
    with read(folder).lock("check"):
        assert main(where) == 0
    assert "正在运行的是 gongkai check" in capsys.readouterr().err


def test_a_crawl_elsewhere_is_shown_until_it_ends_and_a_lock_can_be_taken_meanwhile(folder):
    workspace = read(folder)
    with Archive(workspace.var / "archive") as archive:
        with workspace.lock("crawl"):
            keep(archive, Step("czj", (kept("http://czj.example/"),), waits("http://czj.example/1")))
            calling = OnTerminal("crawl", "--watch", "--workspace", folder, "--lang", "zh", columns=100)
            assert calling.until("示例市财政局")
            assert "gongkai crawl，进程" in calling.text
        with (workspace.var / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            assert calling.ended() == 0
    assert "访问停下了" in calling.text
    assert calling.text.rstrip().count("\x1b[?1049l\x1b[?25h") == 1


@pytest.mark.parametrize(
    "words", [("rank", "--period", "2013-07"), ("show", "hbj", "--period", "2013-07"), ("ledger",)]
)
def test_watch_needs_a_terminal_and_text(folder, capsys, words):
    assert main([*words, "--watch", "--workspace", str(folder), "--as-of", "2013-09-20", "--lang", "zh"]) == 2
    assert "需要一个终端" in capsys.readouterr().err
    assert main([*words, "--watch", "--format", "json", "--workspace", str(folder), "--lang", "zh"]) == 2
    assert "--format" in capsys.readouterr().err


def test_a_view_is_shown_again_when_the_results_change_and_q_ends_it(folder):
    calling = OnTerminal(
        "ledger", "czj", "--watch", "--workspace", folder, "--as-of", "2013-09-20", "--lang", "zh", rows=12
    )
    assert calling.until("q 结束")
    calling.press("G")
    assert calling.until("gongkai ledger 号数")
    close = ("close", "5", "--reason", "已核实", "--by", "张三", "--workspace", folder, "--as-of", "2013-09-20")
    assert called(*close).returncode == 0
    before = len(calling.said)
    calling.press("g")
    assert calling.until("2013 年销号 3")
    assert len(calling.said) > before
    calling.press("q")
    assert calling.ended() == 0
    assert calling.text.endswith("\x1b[?1049l\x1b[?25h")


def test_ctrl_c_ends_a_view_with_success_and_gives_the_terminal_back(folder):
    calling = OnTerminal(
        "rank", "--period", "2013-07", "--watch", "--workspace", folder, "--as-of", "2013-09-20", "--lang", "en"
    )
    assert calling.until("q ends")
    calling.resize(10, 40)
    calling.press("\x03")
    assert calling.ended() == 0
    assert calling.text.rstrip().endswith("\x1b[?1049l\x1b[?25h")


def test_a_month_that_is_not_there_is_refused_at_once(folder):
    calling = OnTerminal(
        "rank", "--period", "2013-05", "--watch", "--workspace", folder, "--as-of", "2013-09-20", "--lang", "zh"
    )
    assert calling.ended() == 4
    assert "还没有检查" in calling.text
    assert "\x1b[?1049h" not in calling.text


@pytest.fixture
def slow(tmp_path):
    """A workspace whose only site has fifty pages and takes its time."""

    def sluggish(handler):
        waited.wait(0.15)
        return page(*((f"/{n}.htm", f"通知{n}") for n in range(50)))

    waited = threading.Event()
    with serve({"/": sluggish, **{f"/{n}.htm": sluggish for n in range(50)}}) as site:
        folder = tmp_path / "w"
        folder.mkdir()
        (folder / "gongkai.toml").write_text(
            f'city = "示例市"\nscheme = "yichun-2013"\n[portal]\nhome = "{site.home}"\n'
            '[crawl]\ncontact = "a@b.example"\ndelay = 0.1\nbrowser = false\nallow_addresses = ["127.0.0.0/8"]\n',
            "utf-8",
        )
        roster = "编号,单位名称,别名,类别,主管单位,网址,门户栏目\nczj,示例市财政局,,department,,,\n"
        (folder / "departments.csv").write_text(roster, "utf-8")
        yield folder
        waited.set()


@pytest.mark.proof
def test_a_crawl_on_a_terminal_is_seen_stopped_watched_and_taken_up_again(slow):
    where = ("--workspace", slow, "--period", "2013-07", "--as-of", "2013-08-02", "--lang", "zh")
    crawling = OnTerminal("crawl", *where, columns=100)
    assert crawling.until("正在访问的网站")
    watching = OnTerminal("crawl", "--watch", "--workspace", slow, "--lang", "zh", columns=100)
    assert watching.until("gongkai crawl，进程")
    assert watching.until("2013-07")
    crawling.press("\x03")
    assert crawling.ended() == 3
    assert crawling.text.count("\x1b[?25h") == 1  # the cursor is given back
    assert "再次运行会从停下的地方继续" in crawling.text
    assert watching.ended() == 0
    assert "访问停下了" in watching.text
    again = called("crawl", *where)
    assert again.returncode == 0
    assert "\x1b" not in again.stderr.decode()
    assert "访问完毕：读到 51 个地址" in again.stderr.decode()
