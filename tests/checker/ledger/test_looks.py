"""What one look says of a case: only what sees the rest sees that it was put right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.ledger.events import Kind
from checker.ledger.looks import Look, look, worst
from rules.finding import Outcome, cant_tell, failed, passed, untested
from rules.rule import rule
from tests.checker.ledger.told import FAILED, GONE, MATTER, NOT_OWED, OTHER, PASSED, UNREAD, cited
from tests.tries import tries

PROBLEMS = {"missing": "没有", "wrong": "不对", "late": "晚了", "short": "太短"}


@rule(title="T", basis="B", reads=[], problems=PROBLEMS)
def r(site):
    yield from ()


def kind(*findings, matter=MATTER, by=r):
    return look(matter, by, findings).kind


def test_what_is_there_still_was_found():
    assert look(MATTER, r, [OTHER, FAILED]) == Look(Kind.FOUND, FAILED.evidence)


def test_what_is_not_there_while_the_rest_is_right_or_otherwise_wrong_was_put_right():
    assert kind(PASSED) is Kind.RECTIFIED
    assert kind(OTHER) is Kind.RECTIFIED
    assert look(MATTER, r, [OTHER, PASSED]).evidence == PASSED.evidence


def test_who_takes_the_page_away_corrects_nothing():
    assert kind(GONE) is Kind.UNSEEN
    assert kind(GONE, PASSED) is Kind.UNSEEN


def test_what_is_gone_of_another_thing_hides_nothing():
    gone = replace(GONE, subject="六月")
    assert kind(gone) is Kind.RECTIFIED
    assert kind(replace(GONE, subject="七月")) is Kind.UNSEEN
    assert kind(replace(GONE, subject="七月"), matter=replace(MATTER, subject="七月：项目名称")) is Kind.UNSEEN
    assert kind(gone, matter=replace(MATTER, subject="")) is Kind.UNSEEN


def test_a_rule_may_say_that_nothing_hides_anything():
    @rule(title="T", basis="B", reads=[], problems=PROBLEMS, hiding=())
    def plain(site):
        yield from ()

    assert kind(GONE, by=plain) is Kind.RECTIFIED


@pytest.mark.parametrize(
    "doubt",
    [
        UNREAD,
        cant_tell("wrong", cited(), note="n", subject="七月"),
        untested("missing", cited(), note="n"),
        cant_tell("wrong", cited(), note="n"),
    ],
)
def test_what_is_in_doubt_is_not_known(doubt):
    assert kind(doubt, PASSED) is Kind.UNKNOWN
    assert kind(doubt, GONE) is Kind.UNKNOWN


def test_a_doubt_about_something_else_leaves_it_put_right():
    assert kind(cant_tell("short", cited(), note="n"), PASSED) is Kind.RECTIFIED
    assert kind(cant_tell("wrong", cited(), note="n", subject="六月"), PASSED) is Kind.RECTIFIED


def test_what_was_not_judged_or_does_not_bind_any_more_is_not_known():
    assert kind() is Kind.UNKNOWN
    assert kind(NOT_OWED) is Kind.UNKNOWN


def test_a_pass_without_any_evidence_closes_nothing():
    assert kind(passed(note="没有看到")) is Kind.UNSEEN


def test_of_several_looks_the_one_counts_that_leaves_most_to_do():
    looks = [Look(Kind.RECTIFIED), Look(Kind.UNSEEN), Look(Kind.UNKNOWN), Look(Kind.FOUND)]
    assert worst(looks).kind is Kind.FOUND
    assert worst(looks[:3]).kind is Kind.UNKNOWN
    assert worst([]) is None


FINDINGS = st.builds(
    lambda outcome, problem, subject: replace(
        failed(problem, cited(), subject=subject), outcome=outcome, problem="" if outcome is Outcome.PASSED else problem
    ),
    st.sampled_from(list(Outcome)),
    st.sampled_from([*PROBLEMS, ""]),
    st.sampled_from(["", "七月", "六月"]),
)


@given(st.lists(FINDINGS, max_size=5), st.randoms())
@tries(200)
def test_more_doubt_or_a_greater_gap_never_closes_a_case(findings, random):
    said = kind(*findings)
    assert kind(*random.sample(findings, len(findings))) is said
    assert kind(*findings, UNREAD) in (Kind.FOUND, Kind.UNKNOWN)
    if said is not Kind.RECTIFIED:
        assert kind(*findings, GONE) is not Kind.RECTIFIED
    assert kind(*findings, FAILED) is Kind.FOUND
