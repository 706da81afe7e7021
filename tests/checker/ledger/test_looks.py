"""What one look says of a case: only what sees the rest sees that it was put right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.ledger.events import Kind
from checker.ledger.looks import Grounds, Look, look, worst
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


def test_a_look_shows_what_hid_it_or_left_it_in_doubt():
    hidden = replace(GONE, evidence=(cited("http://hbj.example/gone.htm"),))
    unread = replace(UNREAD, evidence=(cited("http://hbj.example/unread.htm"),))
    assert look(MATTER, r, [PASSED, hidden]) == Look(Kind.UNSEEN, hidden.evidence)
    assert look(MATTER, r, [PASSED, hidden, unread]) == Look(Kind.UNKNOWN, unread.evidence)


def test_at_most_three_citations_show_what_was_looked_at_each_once_and_what_is_right_first():
    pages = [cited(f"http://hbj.example/{number}.htm") for number in range(5)]
    rights = [replace(PASSED, evidence=(page,)) for page in (*pages[:3], *pages)]
    assert look(MATTER, r, [replace(OTHER, evidence=(pages[4],)), *rights]).evidence == tuple(pages[:3])
    same = replace(PASSED, subject=MATTER.subject, evidence=(pages[4],))
    assert look(MATTER, r, [*rights, same]).evidence == (pages[4], *pages[:2])


def test_a_doubt_that_names_no_problem_or_is_no_doubt_of_a_person_shows_nothing_to_be_there():
    missing = replace(MATTER, problem="missing", subject="")
    beside = replace(GONE, outcome=Outcome.UNTESTED, subject="六月")
    assert kind(cant_tell("", cited(), note="n"), matter=missing) is Kind.UNKNOWN
    assert look(missing, r, [beside]) == Look(Kind.UNKNOWN)


def test_what_is_gone_of_another_thing_hides_nothing():
    gone = replace(GONE, subject="六月")
    assert kind(gone) is Kind.RECTIFIED
    assert kind(replace(GONE, subject="七月")) is Kind.UNSEEN
    assert kind(replace(GONE, subject="七月"), matter=replace(MATTER, subject="七月：项目名称")) is Kind.UNSEEN
    assert kind(gone, matter=replace(MATTER, subject="七月二日")) is Kind.RECTIFIED
    assert kind(replace(GONE, subject="七"), matter=replace(MATTER, subject="七月")) is Kind.RECTIFIED


def test_what_one_thing_lacks_says_nothing_of_what_is_said_of_the_whole_place():
    whole = replace(MATTER, subject="")
    assert kind(replace(GONE, subject="六月"), matter=whole) is Kind.RECTIFIED
    assert kind(replace(GONE, subject="六月"), matter=replace(whole, problem="missing")) is Kind.RECTIFIED
    assert kind(GONE, matter=whole) is Kind.UNSEEN
    assert kind(cant_tell("wrong", cited(), note="n", subject="六月"), PASSED, matter=whole) is Kind.UNKNOWN


def test_what_stops_a_rule_hides_everything_whatever_it_is_found_of():
    @rule(title="T", basis="B", reads=[], problems=PROBLEMS, stops=("short",))
    def stopped(site):
        yield from ()

    short = failed("short", cited(), subject="六月")
    assert kind(short, by=stopped) is Kind.UNSEEN
    assert kind(short) is Kind.RECTIFIED
    assert kind(replace(short, outcome=Outcome.UNTESTED), PASSED, by=stopped) is Kind.UNKNOWN


@pytest.mark.parametrize("left", ["七月：项目", "七月 项目"])
def test_a_part_that_is_still_wrong_leaves_the_whole_open_and_the_whole_the_part(left):
    assert kind(replace(FAILED, subject=left)) is Kind.UNSEEN
    assert kind(FAILED, matter=replace(MATTER, subject=left)) is Kind.UNSEEN
    assert kind(replace(FAILED, outcome=Outcome.CANT_TELL, subject=left), PASSED) is Kind.UNKNOWN


def test_what_is_past_is_never_seen_put_right():
    late = replace(MATTER, problem="late", subject="")
    assert kind(PASSED, matter=late) is Kind.UNSEEN
    assert kind(PASSED, failed("late", cited()), matter=late) is Kind.FOUND


@rule(title="T", basis="B", reads=[], problems={**PROBLEMS, "broken": "打不开"}, anchored=("wrong",))
def held(site):
    yield from ()


def test_what_was_found_in_a_page_that_is_gone_was_not_put_right_though_others_are_in_order():
    gone = Grounds(gone=(cited(),))
    assert look(MATTER, held, [PASSED], gone).kind is Kind.UNSEEN
    assert look(MATTER, r, [PASSED], gone).kind is Kind.RECTIFIED
    assert look(MATTER, held, [PASSED], Grounds(frozenset([cited().url]))).kind is Kind.RECTIFIED


def test_a_file_that_does_not_open_hides_what_was_found_in_its_page_and_one_that_was_not_read_leaves_it_unknown():
    file = replace(cited(), url="http://hbj.example/1.xls")
    there, other = Grounds(frozenset([file.url])), Grounds(frozenset([cited().url]))
    broken = failed("broken", file, subject="另一份")
    assert look(MATTER, held, [broken, PASSED], there).kind is Kind.UNSEEN
    assert look(MATTER, held, [broken, PASSED], other).kind is Kind.RECTIFIED
    assert look(MATTER, held, [replace(broken, outcome=Outcome.UNTESTED), PASSED], there).kind is Kind.UNKNOWN


def test_a_doubt_about_what_is_there_shows_that_it_is_not_missing_any_more():
    missing, doubt = (
        replace(MATTER, problem="missing", subject=""),
        cant_tell("wrong", cited(), note="n", subject="六月"),
    )
    assert kind(doubt, matter=missing) is Kind.RECTIFIED
    assert kind(replace(doubt, problem="missing"), matter=missing) is Kind.RECTIFIED  # of a part: the rest is there
    assert kind(doubt, matter=replace(missing, problem="short")) is Kind.UNKNOWN
    assert kind(replace(doubt, outcome=Outcome.UNTESTED), matter=missing) is Kind.UNKNOWN
    assert kind(replace(doubt, problem="missing", subject=""), matter=missing) is Kind.UNKNOWN


def test_what_was_compared_with_an_earlier_visit_that_is_not_at_hand_was_not_compared_again():
    assert look(MATTER, r, [PASSED], Grounds(kept=(cited(),))).kind is Kind.UNSEEN


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
