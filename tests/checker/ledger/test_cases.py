"""A case as it stands: what opens and closes it, whose turn it is, and when it is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.ledger.cases import State, What, fold
from checker.ledger.events import LOOKS, Kind
from tests.checker.ledger.told import CALENDAR, MATTER, case, cited, day, event, found, look, month, story
from tests.tries import tries

NOTICE = look(Kind.NOTIFIED, 7, date(2013, 8, 5), paper="1号", within=15, due=date(2013, 8, 26))
REPLY = look(Kind.REPLIED, 7, date(2013, 8, 20), by="甲", says="已补发")


def whats(of):
    return [what for _, what in of.history]


def test_it_opens_with_its_first_finding():
    opened = case(found(7))
    assert (opened.state, opened.first, opened.months, opened.times) == (State.OPENED, month(7), 1, 1)
    assert whats(opened) == [What.OPENED]


def test_it_is_seen_again_month_after_month():
    assert case(found(7), found(8), found(9)).months == 3


@pytest.mark.parametrize("kind", [Kind.UNSEEN, Kind.UNKNOWN])
def test_what_is_not_seen_or_not_known_closes_nothing(kind):
    still = case(found(7), look(kind, 8))
    assert still.is_open
    assert (still.look.kind, still.months, still.last) == (kind, 1, month(7))


@pytest.mark.parametrize(
    ("kind", "state"),
    [(Kind.RECTIFIED, State.RECTIFIED), (Kind.WITHDRAWN, State.WITHDRAWN), (Kind.CLOSED, State.CLOSED)],
)
def test_it_is_closed_by_what_sees_it_put_right_by_a_ruling_or_by_a_person(kind, state):
    assert case(found(7), look(kind, 8)).state is state


def test_it_is_reopened_with_its_history_and_without_the_notice_of_before():
    again = case(found(7), NOTICE, look(Kind.RECTIFIED, 8), found(10))
    assert (again.state, again.times, again.since, again.first) == (State.OPENED, 2, month(10), month(7))
    assert whats(again) == [What.OPENED, "notified", "rectified", What.REOPENED]
    assert again.due is None


def test_time_runs_from_the_notice_and_not_before():
    assert case(found(7), as_of=date(2014, 6, 1)).state is State.OPENED
    assert case(found(7), NOTICE, as_of=date(2013, 8, 26)).state is State.NOTIFIED


def test_a_time_that_is_over_is_no_proof_until_somebody_has_looked():
    assert case(found(7), NOTICE, as_of=date(2013, 8, 27)).state is State.DUE
    assert case(found(7), NOTICE, found(8), as_of=date(2013, 9, 30)).state is State.OVERDUE
    assert case(found(7), NOTICE, look(Kind.UNKNOWN, 8), as_of=date(2013, 9, 30)).state is State.DUE


def test_a_look_before_the_time_was_over_proves_nothing_either():
    early = look(Kind.FOUND, 7, date(2013, 8, 20))
    assert case(found(7), NOTICE, early, as_of=date(2013, 9, 3)).state is State.DUE


def test_who_has_replied_waits_for_the_next_look_and_is_not_late():
    assert case(found(7), NOTICE, REPLY, as_of=date(2013, 9, 3)).state is State.REPLIED
    assert case(found(7), NOTICE, REPLY, look(Kind.RECTIFIED, 8)).state is State.RECTIFIED
    assert case(found(7), NOTICE, REPLY, found(8)).state is State.OVERDUE


def test_a_second_notice_gives_no_more_time():
    later = look(Kind.NOTIFIED, 8, date(2013, 9, 5), paper="2号", within=15, due=date(2013, 9, 27))
    assert case(found(7), NOTICE, found(8), later).due == date(2013, 8, 26)


def test_where_the_notice_could_not_tell_the_day_it_is_counted_once_the_holidays_are_known():
    untold = look(Kind.NOTIFIED, 7, date(2013, 8, 5), within=15)
    assert case(found(7), untold).due == CALENDAR.after(date(2013, 8, 5), 15) == date(2013, 8, 26)
    assert case(found(7), look(Kind.NOTIFIED, 7, date(2013, 8, 5))).due is None


def test_what_is_disputed_is_not_late():
    appealed = look(Kind.FOUND, 8, open=("appeal",))
    assert case(found(7), NOTICE, appealed).state is State.DISPUTED
    assert case(found(7), NOTICE, appealed, found(8)).state is State.OVERDUE


APPEAL = look(Kind.FOUND, 7, date(2013, 8, 12), open=("appeal",))


def test_an_appeal_of_july_stands_though_august_sees_the_same():
    waiting = case(found(7), NOTICE, APPEAL, found(8))
    assert (waiting.state, waiting.open) == (State.DISPUTED, ("appeal",))


@pytest.mark.parametrize(
    ("answered", "due", "state"),
    [
        (date(2013, 8, 13), date(2013, 8, 27), State.OVERDUE),
        (date(2013, 8, 14), date(2013, 8, 28), State.OVERDUE),
        (date(2013, 9, 9), date(2013, 9, 24), State.DUE),  # the time ran on after August's pages had been seen
    ],
)
def test_the_time_in_which_an_appeal_waited_is_given_back(answered, due, state):
    """Ten of 15 workdays were left on 12 August. Moon festival was from 19 to 21 September, the 22nd a workday."""
    rejected = look(Kind.FOUND, 7, answered)
    told = case(found(7), NOTICE, APPEAL, found(8), rejected, as_of=date(2013, 9, 30))
    assert (told.due, told.state) == (due, state)


def test_an_odd_number_of_days_that_were_left_is_given_back_whole():
    """Nine of 15 workdays were left on 13 August."""
    later = look(Kind.FOUND, 7, date(2013, 8, 13), open=("appeal",))
    assert case(found(7), NOTICE, later, look(Kind.FOUND, 7, date(2013, 8, 15))).due == date(2013, 8, 28)


def test_days_in_which_two_appeals_waited_are_given_back_once():
    both = APPEAL, look(Kind.FOUND, 8, date(2013, 8, 13), open=("appeal",))
    answered = look(Kind.FOUND, 7, date(2013, 8, 14)), look(Kind.FOUND, 8, date(2013, 8, 15))
    assert case(found(7), NOTICE, *both, *answered).due == date(2013, 8, 29)


def test_an_appeal_after_the_time_was_over_gives_none_back():
    late = look(Kind.FOUND, 7, date(2013, 9, 10), open=("appeal",))
    told = case(found(7), NOTICE, found(8), late, look(Kind.FOUND, 7, date(2013, 9, 20)))
    assert (told.due, told.state) == (NOTICE.due, State.OVERDUE)


def test_what_a_person_closed_is_not_reopened_by_the_same_months_results():
    closed = found(7), look(Kind.CLOSED, 7, date(2013, 8, 10), by="乙", says="核实")
    assert case(*closed, look(Kind.FOUND, 7, date(2013, 8, 12), open=("appeal",))).state is State.CLOSED
    assert case(*closed, found(8)).state is State.OPENED


def test_what_takes_back_a_closing_opens_what_was_there_before():
    """A gap of July stays one of July, and is looked for in July's bulletins."""
    undone = case(found(7), found(8), look(Kind.CLOSED, 8), look(Kind.REOPENED, 8))
    assert (undone.since, undone.times, undone.months) == (month(7), 2, 2)
    assert case(found(7), look(Kind.RECTIFIED, 8), found(8)).since == month(7)
    assert case(found(7), look(Kind.RECTIFIED, 8), found(9)).since == month(9)


def test_what_nothing_can_put_right_waits_for_words_and_for_a_person():
    lasting = {"lasting": True}
    assert case(found(7), NOTICE, REPLY, found(8), found(9), **lasting).state is State.REPLIED
    assert case(found(7), NOTICE, found(8), **lasting).state is State.OVERDUE
    closed = look(Kind.CLOSED, 8, by="乙", says="已说明")
    assert case(found(7), NOTICE, REPLY, found(8), closed, found(9), **lasting).state is State.CLOSED
    assert case(found(7), closed, look(Kind.UNSEEN, 9), found(10), **lasting).state is State.OPENED
    assert case(found(7), look(Kind.CLOSED, 7), found(8)).state is State.OPENED  # what can be put right was not


def test_what_was_ruled_to_be_no_problem_stays_so_on_the_same_pages():
    ruled = look(Kind.WITHDRAWN, 7, evidence=(cited(),))
    assert case(found(7, evidence=(cited(),)), ruled, found(8, evidence=(cited(),))).state is State.WITHDRAWN
    assert case(found(7), ruled, found(8, evidence=(cited("http://hbj.example/2.htm"),))).state is State.OPENED
    assert case(found(7), look(Kind.WITHDRAWN, 7), found(8)).state is State.OPENED  # nothing shows that it is the same


def test_a_person_can_take_a_closing_back():
    assert case(found(7), look(Kind.CLOSED, 7), look(Kind.REOPENED, 7)).state is State.OPENED


def test_steps_are_of_the_time_since_it_was_opened():
    step = look(Kind.ESCALATED, 8, paper="督办")
    assert case(found(7), NOTICE, found(8), step).step == "督办"
    assert case(found(7), NOTICE, found(8), step, look(Kind.RECTIFIED, 9), found(10)).step == ""


def test_it_passes_to_the_body_that_took_its_departments_place():
    assert case(found(7), look(Kind.TRANSFERRED, 8, paper="sthj")).matter.department == "sthj"


def test_an_earlier_month_that_is_checked_later_comes_first():
    events = story(found(7), look(Kind.RECTIFIED, 8), found(5))
    assert [each.period for each, _ in case(*events).history] == [month(5), month(7), month(8)]
    assert case(*events).state is State.RECTIFIED
    assert (case(*events).first, case(*events).months) == (month(5), 2)


def test_it_is_told_as_of_a_day_and_up_to_a_month():
    events = found(7), look(Kind.RECTIFIED, 8)
    assert case(*events, as_of=day(7)).state is State.OPENED
    assert case(*events, until=month(7)).state is State.OPENED
    assert fold({1: MATTER}, story(*events), day(7) - timedelta(days=1)) == []


KINDS = st.sampled_from(list(Kind))
EVENTS = st.lists(st.tuples(KINDS, st.integers(1, 12), st.integers(1, 28)), max_size=14)


@given(EVENTS)
@tries(200)
def test_whatever_happens_the_fold_holds(told):
    """It is open or ended and never both; only what closes has closed it; months and days hold together."""
    events = story(*(look(kind, of, day(of, on), within=5) for kind, of, on in told))
    cases = fold({1: MATTER}, events, date(2014, 12, 31), due=CALENDAR.after)
    assert bool(cases) == any(each.kind is Kind.FOUND for each in events)
    for each in cases:
        assert each.is_open == (each.ended is None)
        assert each.first <= each.since or any(k is Kind.REOPENED for k, _, _ in told)
        assert 0 <= each.months <= len({of for kind, of, _ in told if kind is Kind.FOUND})
        assert len(each.history) == len(events)
        assert each.look.kind in LOOKS
        if each.ended:
            assert each.ended.kind in (Kind.RECTIFIED, Kind.WITHDRAWN, Kind.CLOSED)
        if each.state is State.OVERDUE:
            assert each.seen.on > each.due
            assert each.notified is not None


@given(EVENTS, st.randoms())
@tries(100)
def test_the_order_in_which_rows_are_read_is_nothing(told, random):
    events = story(*(look(kind, of, day(of, on)) for kind, of, on in told))
    shuffled = random.sample(events, len(events))
    assert fold({1: MATTER}, events, date.max) == fold({1: MATTER}, shuffled, date.max)


def test_numbers_tell_the_order_within_a_month():
    first, then = event(1, Kind.FOUND, 7), event(2, Kind.RECTIFIED, 7)
    assert fold({1: MATTER}, [then, first], date.max)[0].state is State.RECTIFIED
