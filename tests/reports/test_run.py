"""A month as cron calls it: killed anywhere it goes on, what is done is not done again, and two never run at once."""

import multiprocessing
import re
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from checker.casebook import Casebook
from checker.decisions import Decisions
from checker.rulings import Decision, Ruling
from checker.store import Store
from reports import run_steps, whole_month
from reports.cli import main
from reports.run_journal import Journal, opened
from tests.reports.run_made import JULY, WHEN, City, copied

one_city = pytest.mark.xdist_group("tiny city")
pytestmark = one_city


@pytest.fixture
def city(tiny):
    return tiny


class Killed(BaseException):
    pass


def test_a_month_is_told_in_one_line_with_its_exit_code(city, capsys):
    before = city.asked()
    code = city.run("--quiet")
    said = capsys.readouterr()
    line = (
        "2013-07 完成：网站 3/3，单位 2，平均 50.00，不合规 2，待核实 0，未能检测 0；"
        "台账：新 2，已整改 0，逾期 0，待通知 2；用时 N 秒；退出码 0\n"
    )
    assert (code, re.sub(r"用时 \d+", "用时 N", said.out), said.err) == (0, line, "")
    assert city.asked() == before  # all was visited before
    assert city.book.is_file()


def test_problems_are_told_by_the_exit_code_where_they_are_asked_for_and_the_same_is_said_in_english(city, capsys):
    assert city.run("--strict", "--quiet", "--lang", "en") == 1
    assert "2013-07 " in capsys.readouterr().out
    assert city.run("--strict", "--quiet", "--lang", "en") == 1
    assert city.run("--quiet", "--lang", "en") == 0


def test_a_month_that_is_done_is_not_done_again(city, capsys, monkeypatch):
    city.run("--quiet")
    before, journal = city.stored(), sorted((city.var / "journal").iterdir())
    capsys.readouterr()
    monkeypatch.setattr(whole_month, "_steps", None)  # nothing of this is even begun
    assert city.run("--quiet", today="2013-08-05") == 0
    assert capsys.readouterr() == ("", "")
    assert city.run(today="2013-08-05") == 0
    said = capsys.readouterr()
    assert said.out + said.err == "2013-07 已经做完（2013-08-01），此后没有变化，不再重做；退出码 0\n"
    assert (city.stored(), sorted((city.var / "journal").iterdir())) == (before, journal)


def steps_of(city, monkeypatch):
    """What a run does anew, by the names of its steps."""
    done = []
    note = Journal.note

    def noting(self, step, *words, **facts):
        done.append(step)
        note(self, step, *words, **facts)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "note", noting)
        city.run("--quiet")
    return [step for step in done if step not in ("start", "whole")]


@pytest.mark.parametrize("command", ["run", "check"])
def test_the_first_month_of_a_workspace_without_a_ledger_is_judged_as_any_later_time(city, command):
    """As older programs left it: June's cases are looked at in July's first check already, and a second one tells nothing new."""
    city.run("--quiet")
    june, path = replace(JULY, month=6), city.var / "gongkai.sqlite"
    with closing(Store(path)) as store:
        store.save(june, [replace(each, period=june) for each in store.assessments(JULY)], store.scheme(JULY))
        for table in ("cases", "events", "reconciled", "papers"):
            store._kept.conn.execute(f"DROP TABLE {table}")
    found = []
    for _ in range(2):
        main([command, "--workspace", str(city.folder), *WHEN, "--quiet"])
        with closing(Store(path)) as store, closing(Casebook(path)) as book:
            found.append(
                (
                    book.events(),
                    len(store._kept.conn.execute("SELECT * FROM reconciled").fetchall()),
                    store.relooks(JULY),
                )
            )
    assert found[0] == found[1]
    assert (len(found[0][0]), found[0][1], len(found[0][2])) == (4, 2, 2)


def test_what_was_changed_is_done_again_and_what_hangs_on_it(city, monkeypatch):
    everything = ["check", "ledger", "tables", "pages", "summary"]
    assert steps_of(city, monkeypatch) == everything
    assert steps_of(city, monkeypatch) == []
    (city.folder / "readme.csv").write_text("x", "utf-8")  # touches nothing that anything hangs on
    assert steps_of(city, monkeypatch) == []
    city.roster({"hbj": "示例市环保局", "czj": "示例市财政局"})
    assert steps_of(city, monkeypatch) == everything
    finding = "2013-07/hbj/A1-2/own/missing//1"
    with closing(Decisions(city.var / "gongkai.sqlite")) as decisions:
        decisions.receive([], [Ruling(finding, "", Decision.REVOKED, None, "看过", "张三", date(2013, 8, 1), "x")], [])
    assert steps_of(city, monkeypatch) == everything[1:]
    city.book.unlink()
    assert steps_of(city, monkeypatch) == ["tables"]


def test_a_check_by_hand_with_another_roster_is_not_taken_for_the_runs_own(city, monkeypatch):
    city.run("--quiet")
    before = city.stored()[0]
    city.roster({"hbj": "示例市环境保护局"})
    from reports.cli import main

    main(["check", "--workspace", str(city.folder), "--period", "2013-07", "--as-of", "2013-08-01", "--quiet"])
    assert len(city.stored()[0]) == 1
    city.roster()
    city.run("--quiet")
    assert city.stored()[0] == before


@pytest.fixture(scope="module")
def undisturbed(made, tmp_path_factory):
    """What a run comes to that nobody disturbs."""
    quiet = copied(made, tmp_path_factory.mktemp("quiet") / "w")
    quiet.run("--quiet")
    return quiet.stored()


@pytest.mark.parametrize("step", ["weigh_month", "bring_up", "write_tables", "write_pages", "facts_of"])
@pytest.mark.parametrize("when", ["before", pytest.param("after", marks=pytest.mark.proof)])
def test_killed_at_any_step_the_next_start_comes_to_the_same(city, undisturbed, monkeypatch, step, when):
    real = getattr(run_steps, step)

    def killed(*words, **named):
        if when == "after":
            real(*words, **named)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(run_steps, step, killed)
        assert city.run("--quiet") == 70
    assert city.run("--quiet") == 0
    assert city.stored() == undisturbed
    assert [path.name for path in city.book.parent.iterdir()] == [city.book.name]  # nothing was taken for people's work


def test_a_run_that_is_killed_says_so_in_the_log(city, monkeypatch):
    def killed(*words):
        raise Killed("一\n2013-08-01 09:00:00 [1] 2013-07 一切正常")

    monkeypatch.setattr(run_steps, "bring_up", killed)
    city.run("--quiet")
    lines = (city.var / "log" / "run.log").read_text("utf-8").splitlines()
    assert [line for line in lines if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[\d+\] 2013-07 ", line)] == lines
    assert "没有做完：Killed: 一 2013-08-01" in lines[-1]


def test_again_does_all_of_it_again_and_the_ledger_hears_nothing_new(city):
    city.run("--quiet")
    before, asked = city.stored(), city.asked()
    assert city.run("--quiet", "--again") == 0
    assert all(city.asked()[key] > asked[key] for key in asked)
    assert city.stored()[2] == before[2]
    assert [event.kind for event in city.stored()[3]] == [event.kind for event in before[3]]


def test_a_table_that_somebody_has_filled_in_is_put_aside(city, capsys):
    city.run("--quiet")
    city.book.write_bytes(b"what people wrote")
    city.roster({"hbj": "示例市环保局", "czj": "示例市财政局"})
    assert city.run("--quiet") == 0
    assert (city.book.parent / "gongkai-2013-07.kept-1.xlsx").read_bytes() == b"what people wrote"
    assert "kept-1.xlsx" in capsys.readouterr().err
    assert city.book.read_bytes() != b"what people wrote"


@pytest.mark.parametrize("today", ["2013-07-31", "2013-07-01"])
def test_a_month_that_is_not_over_is_not_judged(city, capsys, today):
    noted = [path.read_bytes() for path in sorted((city.var / "journal").glob("*"))]
    assert city.run(today=today) == 2
    said = capsys.readouterr().err
    assert "还没有过完" in said
    assert "2013-08-01" in said
    assert [path.read_bytes() for path in sorted((city.var / "journal").glob("*"))] == noted


def test_a_clock_that_has_gone_back_is_told_and_nothing_is_done(city, capsys):
    city.run("--quiet", today="2013-08-05")
    before = city.stored()
    for words in ((), ("--again",)):
        assert city.run("--quiet", *words, today="2013-08-04") == 4
        said = capsys.readouterr().err
        assert "2013-08-04" in said
        assert "2013-08-05" in said
        assert "时钟" in said
    assert city.stored() == before
    shutil.rmtree(city.var / "journal")  # the ledger remembers, too
    assert city.run("--quiet", today="2013-08-04") == 4


@pytest.mark.parametrize(
    "spoilt", ["", "{", "[]", '{"check": 1}', '{"check": {"inputs": 1, "on": "x", "facts": 3}}', "\udcff"]
)
def test_a_journal_that_cannot_be_read_tells_of_nothing(tmp_path, spoilt):
    path = tmp_path / "2013-07.json"
    path.write_bytes(spoilt.encode("utf-8", "surrogateescape"))
    assert opened(path).steps == {}


def test_the_journal_may_be_lost_or_spoilt(city):
    city.run("--quiet")
    before = city.stored()
    (city.var / "journal" / "2013-07.json").write_bytes(b"{")
    assert city.run("--quiet") == 0
    assert city.stored() == before
    shutil.rmtree(city.var / "journal")
    (city.var / "gongkai.sqlite").unlink()
    assert city.run("--quiet") == 0
    assert city.stored()[2:4] == before[2:4]


def _run(folder, go, codes):
    go.wait(60)
    codes.put(City(folder, {}).run("--quiet"))


def _held(folder, ready, done):
    from reports.workspace import read

    with read(folder).lock("crawl"):
        ready.set()
        done.wait(60)


@pytest.fixture
def held(city):
    context = multiprocessing.get_context("fork")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_held, args=(city.folder, ready, done))
    other.start()
    assert ready.wait(60)
    yield other, done
    done.set()
    other.join()


def test_the_second_says_who_runs_and_since_when(city, held, capsys):
    assert city.run("--quiet") == 5
    said = capsys.readouterr().err
    assert re.search(rf"gongkai crawl，进程 {held[0].pid}，\d{{4}}-\d\d-\d\d \d\d:\d\d 开始", said)
    assert "没有开始" in (city.var / "log" / "run.log").read_text("utf-8")


def test_who_waits_goes_on_when_the_other_is_done(city, held, capsys, monkeypatch):
    other, done = held
    naps = []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 2:
            done.set()
            other.join()

    monkeypatch.setattr(whole_month.time, "sleep", nap)
    assert city.run("--wait", "1") == 0
    assert len(naps) == 2
    assert "最多等 1 分钟" in capsys.readouterr().err


def test_who_waits_in_vain_says_so_in_the_end(city, held, monkeypatch):
    naps = []
    monkeypatch.setattr(whole_month.time, "sleep", naps.append)
    assert city.run("--quiet", "--wait", "1") == 5
    assert sum(naps) == 60


@pytest.mark.proof
def test_of_fifty_starts_at_once_one_runs(city):
    context = multiprocessing.get_context("fork")
    go, codes = context.Event(), context.Queue()
    others = [context.Process(target=_run, args=(city.folder, go, codes)) for _ in range(50)]
    for other in others:
        other.start()
    go.set()
    found = [codes.get(timeout=120) for _ in others]
    for other in others:
        other.join()
    assert set(found) <= {0, 5}  # those that came after it was done say that it is
    assert 0 in found
    assert len(city.stored()[2]) == 2
    assert len(city.stored()[3]) == 2


def test_results_from_before_a_check_are_not_taken_for_its_own(city, tmp_path, capsys):
    check = ["check", "--workspace", str(city.folder), *WHEN]
    assert main(check) == 0
    shutil.copy(city.var / "gongkai.sqlite", tmp_path / "older")
    scheme = city.folder / "schemes" / "s.toml"
    scheme.write_text(scheme.read_text("utf-8").replace("points = 6", "points = 8"), "utf-8")
    assert main(check) == 0
    after = city.stored_marks()
    shutil.copy(tmp_path / "older", city.var / "gongkai.sqlite")  # and the journal is of later
    capsys.readouterr()
    assert main(check) == 0
    assert "都没有变" not in capsys.readouterr().err
    assert city.stored_marks() == after
    city.run("--quiet")
    shutil.copy(tmp_path / "older", city.var / "gongkai.sqlite")
    city.run("--quiet")
    assert city.stored_marks() == after
    assert main(check) == 0
    assert "都没有变" in capsys.readouterr().err


def test_a_month_whose_pages_are_gone_is_not_whole(city):
    city.run("--quiet")
    shutil.rmtree(city.var / "report")
    city.run("--quiet")
    assert (city.var / "report" / "index.html").is_file()
