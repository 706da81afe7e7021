"""The workspace's ledger is told of every check, ruling and appeal, once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.casebook import Casebook
from checker.ledger.cases import State
from crawler.period import Period
from reports import workspace
from reports.cli import main
from reports.keeping import bring_up, catch_up, ledger_of, open_before
from rules.finding import passed
from tests.reports.judged import FOUND, JULY, city, finding_names, judge

AUGUST = JULY.shift(1)


class Call:
    """What keeping asks of a session: the day."""

    def __init__(self, today):
        self.today = date.fromisoformat(today)


@pytest.fixture
def space(tmp_path):
    city(tmp_path / "w")
    found = workspace.read(tmp_path / "w")
    bring_up(Call("2013-08-04"), found, JULY)
    return found


def cases(space, as_of="2014-12-31", until=None):
    return ledger_of(space).cases(date.fromisoformat(as_of), until)


def test_every_problem_is_a_case_and_what_was_not_tested_is_none(space):
    assert [(each.number, each.matter.subject, each.state) for each in cases(space)] == [
        (1, "2013-07-09", State.OPENED),
        (2, "2013-07-10", State.OPENED),
        (3, "2013-07-11", State.OPENED),
        (4, "2013-07-12", State.OPENED),
        (5, "7月2日", State.OPENED),
    ]


def test_telling_it_again_adds_nothing(space):
    before = ledger_of(space).events
    bring_up(Call("2013-08-20"), space, JULY)
    assert ledger_of(space).events == before


def test_an_earlier_month_that_is_checked_later_is_told_with_all_that_follow(space):
    june = JULY.shift(-1)
    judge(space.folder, FOUND[-2:], june)
    bring_up(Call("2013-08-20"), space, june)
    assert {each.matter.subject: str(each.first) for each in cases(space)}["7月2日"] == "2013-06"
    assert [len(each.history) for each in cases(space)] == [1, 1, 1, 1, 2]


def test_what_was_open_before_a_month_is_known_by_department(space):
    judge(space.folder, (passed(),), AUGUST)
    bring_up(Call("2013-09-04"), space, AUGUST)
    assert open_before(space, JULY) == {}
    assert [each.number for each in open_before(space, AUGUST)["hbj"]] == [1, 2, 3, 4, 5]


def test_before_a_month_is_judged_the_ledger_hears_of_those_before_it_and_of_no_other(tmp_path):
    """On what was open hangs how it is judged; a workspace of an older program has no ledger, and a check may have been killed."""
    city(tmp_path / "w")
    space = workspace.read(tmp_path / "w")
    judge(space.folder, FOUND, AUGUST)
    catch_up(Call("2013-09-04"), space, JULY)
    assert cases(space) == []
    catch_up(Call("2013-09-04"), space, AUGUST)
    assert [each.number for each in open_before(space, AUGUST)["hbj"]] == [1, 2, 3, 4, 5]
    assert {each.last for each in cases(space)} == {JULY}
    before = ledger_of(space).events
    catch_up(Call("2013-09-05"), space, AUGUST)
    assert ledger_of(space).events == before


def test_a_body_that_took_the_place_of_another_has_its_open_cases(space):
    roster = Path(space.folder / "departments.csv")
    text = roster.read_text("utf-8").replace("门户栏目", "门户栏目,原编号").replace("hbj,", "sthj,", 1)
    lines = [line + ",hbj" if line.startswith("sthj") else line for line in text.splitlines()]
    roster.write_text("\n".join(lines), "utf-8")
    assert {each.matter.department for each in open_before(space, AUGUST)["sthj"]} == {"sthj"}


def run(space, *words):
    return main([*words, "--workspace", str(space.folder), "--period", "2013-07", "--as-of", "2013-08-20", "--quiet"])


def test_an_appeal_and_its_answer_are_told(space):
    name = str(finding_names()[0])
    assert run(space, "appeal", "hbj", name, "--reason", "已公开", "--by", "甲") == 0
    assert cases(space)[0].state is State.DISPUTED
    assert run(space, "answer", "1", "--decision", "upheld", "--reason", "没有", "--by", "乙") == 0
    assert cases(space)[0].state is State.OPENED
    name = str(finding_names()[1])
    assert run(space, "appeal", "hbj", name, "--reason", "已公开", "--by", "甲") == 0
    assert run(space, "answer", "2", "--decision", "revoked", "--reason", "属实", "--by", "乙") == 0
    assert [each.state for each in cases(space)[:3]] == [State.OPENED, State.WITHDRAWN, State.OPENED]
    assert [event.kind for event, _ in cases(space)[0].history] == ["found", "found", "found"]


def test_a_workspace_without_results_has_no_cases(tmp_path):
    city(tmp_path / "w")
    (tmp_path / "w" / "var" / "gongkai.sqlite").unlink()
    assert cases(workspace.read(tmp_path / "w")) == []
    assert not (tmp_path / "w" / "var" / "gongkai.sqlite").exists()


def test_months_that_the_ledger_never_heard_of_are_told_with_any_other(space):
    judge(space.folder, FOUND, Period(2013, 9))
    judge(space.folder, FOUND, Period(2013, 10))
    bring_up(Call("2013-11-04"), space, Period(2013, 10))
    assert cases(space)[0].months == 3


def test_a_check_that_was_killed_before_it_could_tell_is_told_with_any_other(space):
    judge(space.folder, FOUND[1:], JULY)
    judge(space.folder, FOUND, AUGUST)
    bring_up(Call("2013-09-04"), space, AUGUST)
    kinds = [event.kind for event, _ in cases(space)[0].history]
    assert kinds == ["found", "unknown", "found"]


def test_an_unknown_look_names_nothing_put_right(space):
    """A pass without evidence of what was seen leaves every case open."""
    judge(space.folder, tuple(replace(each, evidence=()) for each in FOUND[-1:]), AUGUST)
    bring_up(Call("2013-09-04"), space, AUGUST)
    assert all(each.is_open for each in cases(space))


def test_the_ledger_can_be_read_while_a_run_adds_to_it(space, monkeypatch):
    """What is added between two of its queries is all there, or not at all."""
    read, added = Casebook.matters, []

    def while_a_run_adds(book):
        found = read(book)
        if not added:
            added.append(judge(space.folder, (*FOUND, replace(FOUND[0], subject="2013-07-13"))))
            bring_up(Call("2013-08-05"), space, JULY)
        return found

    monkeypatch.setattr(Casebook, "matters", while_a_run_adds)
    assert len(cases(space)) == 5
    assert len(cases(space)) == 6


def test_an_appeal_of_july_that_is_answered_late_costs_nobody_anything_in_august(space):
    """July's gap is seen again in August while the appeal waits."""
    judge(space.folder, FOUND, AUGUST)
    name = str(finding_names()[0])
    assert run(space, "appeal", "hbj", name, "--reason", "已公开", "--by", "甲") == 0
    bring_up(Call("2013-09-04"), space, AUGUST)
    assert cases(space)[0].state is State.DISPUTED
