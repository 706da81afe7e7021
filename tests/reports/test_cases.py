"""The ledger's cases: months in a row, what doubt leaves open, and when a case is late."""

from dataclasses import replace
from datetime import date

import pytest

from checker.rulings import Decision, Ruling
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from reports.cases import State, cases, workdays_after
from rules.finding import cant_tell, failed, passed, untested
from tests.checker.disclosed import SCHEME, assessed

BODY = Department("czj", "示例市财政局", home="http://x/")
FAULT = failed("missing", subject="甲")
ABSENT = passed()
LOST = untested("", note="打不开")


def stated(*findings):
    """The case of months that follow each other from 2013-01 on, each with one finding, or with none where the site was not judged."""
    months = [
        (
            Period(2013, number),
            [assessed(BODY, replace(each, place=Place.OWN), period=Period(2013, number))] if each else [],
        )
        for number, each in enumerate(findings, 1)
    ]
    (case,) = cases(months, SCHEME)
    return case


def test_a_problem_is_new_in_its_first_month():
    case = stated(FAULT)
    assert (case.state, case.months, case.first, case.last) == (State.NEW, 1, Period(2013, 1), Period(2013, 1))
    assert case.rectify_by == date(2013, 2, 21)  # 15 workdays after January, as far as weekends tell


def test_it_is_late_only_once_holidays_cannot_excuse_it():
    assert stated(FAULT, FAULT).state is State.DUE
    assert stated(FAULT, FAULT, FAULT).state is State.OVERDUE


def test_what_is_no_longer_found_is_rectified_and_what_comes_back_counts_anew():
    assert stated(FAULT, ABSENT).state is State.RECTIFIED
    case = stated(FAULT, ABSENT, FAULT)
    assert (case.state, case.months, case.first, case.since) == (State.NEW, 1, Period(2013, 1), Period(2013, 3))


@pytest.mark.parametrize("doubt", [LOST, cant_tell("missing", note="看不清", subject="乙"), None])
def test_doubt_neither_ends_a_case_nor_counts_as_a_month_of_it(doubt):
    assert stated(FAULT, doubt).state is State.UNKNOWN
    case = stated(FAULT, doubt, FAULT)
    assert (case.months, case.since) == (2, Period(2013, 1))


def test_a_doubt_of_another_problem_does_not_hide_that_it_is_gone():
    assert stated(FAULT, cant_tell("late", note="看不清", subject="甲")).state is State.RECTIFIED


def test_what_was_revoked_is_no_fault_of_its_month():
    ruling = Ruling("", "", Decision.REVOKED, None, "已公开", "张三", date(2013, 3, 1), "x")
    month = assessed(BODY, replace(FAULT, place=Place.OWN), period=Period(2013, 2))
    verdict = month.verdicts[0]
    revoked = replace(verdict, weighed=tuple(replace(item, ruling=ruling) for item in verdict.weighed))
    before = assessed(BODY, replace(FAULT, place=Place.OWN), period=Period(2013, 1))
    (case,) = cases([(Period(2013, 1), [before]), (Period(2013, 2), [replace(month, verdicts=(revoked,))])], SCHEME)
    assert (case.state, case.last) == (State.REVOKED, Period(2013, 1))


def test_workdays_leave_out_weekends():
    assert workdays_after(date(2013, 6, 30), 15) == date(2013, 7, 19)
    assert workdays_after(date(2013, 7, 5), 1) == date(2013, 7, 8)
