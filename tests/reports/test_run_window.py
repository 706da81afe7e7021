"""The hours in which sites may be visited, and the nights of a month: what a start does in them, outside of them, after the last."""

import shutil
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from checker.casebook import Casebook
from checker.store import Store, findings_of
from crawler import run as crawling
from crawler.period import CHINA
from rules.finding import Outcome
from tests.reports.run_made import JULY

pytestmark = pytest.mark.xdist_group("tiny city")
NOON = datetime(2013, 8, 2, 12, 0, tzinfo=CHINA)


@pytest.fixture
def city(tiny):
    return tiny


@pytest.fixture
def unfinished(city):
    """A city of which one site is not yet visited to the end."""
    city.settings(hours="20:00-06:00")
    city.spoil("UPDATE visits SET finished = NULL WHERE site = 'hbj'")
    return city


def judged(city):
    with closing(Store(city.var / "gongkai.sqlite")) as store:
        found = findings_of(store.assessments(JULY))
        return {(each.department.id, item.finding.outcome) for each, _, item in found}


def test_outside_of_the_hours_no_site_is_touched_and_it_is_said(unfinished, at, capsys):
    at(NOON)
    before = unfinished.asked()
    assert unfinished.run("--quiet", today="2013-08-02") == 3
    said = capsys.readouterr().out
    assert said.startswith("2013-07 没有做完：现在不在访问时间（20:00-06:00）内")
    assert "1/3 个网站" in said
    assert said.endswith("；退出码 3\n")
    assert unfinished.asked() == before
    assert not (unfinished.var / "gongkai.sqlite").exists() or judged(unfinished) == set()


def test_outside_of_the_hours_the_later_steps_are_done_when_all_was_visited(city, at):
    city.settings(hours="20:00-06:00")
    at(NOON)
    before = city.asked()
    assert city.run("--quiet", today="2013-08-02") == 0
    assert city.asked() == before


def test_after_the_last_night_what_was_not_visited_to_the_end_is_untested_and_nobody_is_accused_by_it(unfinished, at):
    at(NOON)
    assert unfinished.run("--quiet", today="2013-08-10") == 3  # the night is still to come
    assert judged(unfinished) == set()
    assert unfinished.run("--quiet", today="2013-08-11") == 3
    assert judged(unfinished) == {("hbj", Outcome.UNTESTED), ("czj", Outcome.FAILED)}
    with closing(Casebook(unfinished.var / "gongkai.sqlite")) as book:
        assert {each.department for each in book.matters().values()} == {"czj"}
    unfinished.settings()  # whoever starts it in time goes on all the same
    assert unfinished.run("--quiet", today="2013-08-12") == 0
    assert judged(unfinished) == {("hbj", Outcome.FAILED), ("czj", Outcome.FAILED)}


def test_in_the_next_night_it_goes_on_and_comes_to_its_end(unfinished, at):
    at(NOON)
    unfinished.run("--quiet", today="2013-08-02")
    unfinished.settings()
    assert unfinished.run("--quiet", today="2013-08-02") == 0
    assert judged(unfinished) == {("hbj", Outcome.FAILED), ("czj", Outcome.FAILED)}


def test_nothing_is_judged_of_a_month_in_which_no_site_was_ever_visited(city, at, capsys):
    shutil.rmtree(city.var)
    city.settings(hours="20:00-06:00")
    at(NOON)
    assert city.run("--quiet", today="2013-08-20") == 3
    assert "3/3 个网站" in capsys.readouterr().out


def test_doing_it_again_outside_of_the_hours_leaves_what_there_is(city, at, capsys):
    city.run("--quiet")
    before = city.stored()
    city.settings(hours="20:00-06:00")
    at(NOON)
    capsys.readouterr()
    assert city.run("--quiet", "--again", today="2013-08-02") == 3
    assert "不在访问时间" in capsys.readouterr().out
    assert city.stored() == before
    assert city.run("--quiet", today="2013-08-02") == 0


@pytest.mark.parametrize("today", ["2013-08-03", pytest.param("2013-08-10", marks=pytest.mark.proof)])
def test_when_the_hours_are_over_the_run_ends_and_judges_only_in_the_last_night(city, monkeypatch, capsys, today):
    shutil.rmtree(city.var)
    here = datetime.now(CHINA)
    city.settings(hours=f"{here - timedelta(hours=2):%H:%M}-{here + timedelta(hours=2):%H:%M}", delay=0.1)

    def now():
        is_over = sum(city.asked().values()) - before >= 9
        return here + timedelta(hours=3 * is_over)

    before = sum(city.asked().values())
    monkeypatch.setattr(crawling, "now", now)
    assert city.run("--quiet", today=today) == 3
    said = capsys.readouterr().out
    if today == "2013-08-03":
        assert "到了，还有 3/3 个网站没有访问完，已有的都保存了，下次启动接着做；退出码 3" in said
        monkeypatch.undo()
        assert city.run("--quiet", today="2013-08-04") == 0
    else:
        assert "3/3 个网站" in said  # of none anything can be said


def test_a_site_of_which_another_column_is_told_is_visited_again(city):
    city.run("--quiet")
    before = city.asked()
    hint = f"单位,栏目,网址\nhbj,公开指南,{city.sites['hbj'].home}hidden.html\n"
    (city.folder / "columns.csv").write_text(hint, "utf-8")
    city.run("--quiet")
    asked = city.asked()
    assert asked["hbj"] > before["hbj"]
    assert (asked["czj"], asked["portal"]) == (before["czj"], before["portal"])
    assert city.sites["hbj"].asked("/hidden.html") == 1
    city.run("--quiet")
    assert city.asked() == asked
