"""What people decide: each decision on failures and doubts, who counts, what waits, and that nothing stored is changed."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.appeals import Appeal
from checker.decided import decided, most, named, scale
from checker.indicator import Deduction, Indicator, Veto
from checker.marks import mark
from checker.matrix import Matrix
from checker.rulings import Conflict, Decision, Ruling, effective
from checker.scheme import Grade, Scheme
from checker.scoring import Assessment, weigh
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from rules.finding import Finding, Outcome, cant_tell, failed, inapplicable, passed, untested
from tests.tries import tries

PERIOD, DAY = Period(2013, 7), date(2013, 8, 9)
BODY = Department("hbj", "示例市环境保护局", kinds=frozenset({"department"}), home="http://x/")
SEEN = datetime(2013, 8, 1, 2, 10, tzinfo=CHINA)
PAID = Indicator(
    id="C1-1",
    title="空气质量日报",
    rule="air-quality-daily",
    points=Decimal(20),
    places=(Place.OWN, Place.PORTAL),
    applies_to=frozenset({"department"}),
    deduct={
        "missing": Deduction(Decimal(10), Decimal(10)),
        "small": Deduction(Decimal(1), Decimal(3)),
        "half": Deduction(Decimal("0.5"), Decimal("0.5")),
    },
)
OTHER = replace(PAID, id="C1-2", points=Decimal(5), places=(Place.OWN,))
SCHEME = Scheme("s", "S", 2013, "", Matrix.product(), (PAID, OTHER), grades=(Grade("合格", Decimal(0)),))
PASSED = (passed(),)


def shown(words="1", digest="0"):
    return Citation("http://x/", SEEN, digest * 64, words, Place.OWN)


def month(*own, portal=PASSED, other=PASSED, indicator=PAID):
    """A department's month in which these things were found on its own site and on the portal."""
    found = {Place.OWN: own, Place.PORTAL: portal}
    first = weigh(indicator, {place: tuple(replace(each, place=place) for each in found[place]) for place in found})
    second = weigh(OTHER, {Place.OWN: tuple(replace(each, place=Place.OWN) for each in other)})
    return Assessment(BODY, PERIOD, "s", (first, second))


def name(assessment, number=0):
    return [name for name, _ in named(assessment, assessment.verdicts[0])][number]


def ruling(finding, decision, points=None, by="甲", *, seen=None, settles=False, reason="核实"):
    points = None if points is None else Decimal(points)
    seen = finding.seen if seen is None else seen
    return Ruling(finding.key, seen, decision, points, reason, by, DAY, "file!D4", settles)


def after(assessment, *rulings, appeals=(), scheme=SCHEME):
    said = {}
    for each in rulings:
        said.setdefault(each.finding, []).append(each)
    return decided([assessment], scheme, said, appeals)


def items(result):
    return result.assessments[0].verdicts[0].weighed


def score(result):
    found = result.assessments[0].verdicts[0].score
    return found.earned, found.assessable, found.possible


FAILURE, DOUBT = failed("small", shown()), untested("small", shown(), note="服务器出错")
DECISIONS = {
    "upheld lets a failure stand": (FAILURE, Decision.UPHELD, None, (19, 20), Outcome.FAILED),
    "upheld leaves a doubt a doubt": (DOUBT, Decision.UPHELD, None, (19, 19), Outcome.UNTESTED),
    "revoked: a failure costs nothing": (FAILURE, Decision.REVOKED, None, (20, 20), Outcome.PASSED),
    "revoked: a doubt is none": (DOUBT, Decision.REVOKED, None, (20, 20), Outcome.PASSED),
    "changed: a failure costs what is written": (
        FAILURE,
        Decision.CHANGED,
        "2.5",
        (Decimal("17.5"), 20),
        Outcome.FAILED,
    ),
    "changed to nothing": (FAILURE, Decision.CHANGED, "0", (20, 20), Outcome.PASSED),
    "changed: a doubt becomes a failure at that price": (DOUBT, Decision.CHANGED, "2", (18, 20), Outcome.FAILED),
    "changed: no more than the cap": (FAILURE, Decision.CHANGED, "9", (17, 20), Outcome.FAILED),
    "confirmed: a doubt is the problem": (DOUBT, Decision.CONFIRMED, None, (19, 20), Outcome.FAILED),
}


@pytest.mark.parametrize(("finding", "said", "points", "marks", "outcome"), DECISIONS.values(), ids=DECISIONS)
def test_each_decision(finding, said, points, marks, outcome):
    before = month(finding)
    result = after(before, ruling(name(before), said, points))
    (item, *_) = items(result)
    assert score(result) == (*marks, 20)
    assert item.outcome is outcome
    assert (item.found, item.open) == (1, ())
    assert item.finding == before.verdicts[0].weighed[0].finding
    assert result.assessments[0].provisional is (outcome is Outcome.UNTESTED)


def test_a_doubt_about_everything_can_be_revoked_or_given_a_price():
    before = month(untested("", shown(), note="服务器出错"))
    assert score(after(before)) == (10, 10, 20)
    assert score(after(before, ruling(name(before), Decision.REVOKED))) == (20, 20, 20)
    assert score(after(before, ruling(name(before), Decision.CHANGED, "4"))) == (16, 20, 20)


def test_without_a_word_everything_is_as_it_was():
    before = month(FAILURE, DOUBT)
    assert after(before).assessments == (before,)


def test_the_prices_of_the_others_are_worked_out_anew_under_the_cap():
    before = month(*(failed("small", shown(), subject=str(number)) for number in range(5)))
    assert [item.deducted for item in items(after(before))][:5] == [1, 1, 1, 0, 0]
    result = after(before, ruling(name(before, 0), Decision.REVOKED))
    assert [item.deducted for item in items(result)][:5] == [0, 1, 1, 1, 0]
    assert score(result) == (17, 20, 20)
    both = after(before, *(ruling(name(before, number), Decision.REVOKED) for number in (0, 1, 2)))
    assert score(both) == (18, 20, 20)


def test_a_ruling_reaches_no_other_place_and_no_other_indicator():
    before = month(FAILURE, portal=(FAILURE,), other=(failed("half", shown()),))
    result = after(before, ruling(name(before, 0), Decision.REVOKED))
    assert [item.deducted for item in items(result)] == [0, 1]
    assert result.assessments[0].verdicts[1] == before.verdicts[1]


def test_alike_findings_are_told_apart_by_their_number():
    before = month(FAILURE, FAILURE)
    first, second = name(before, 0), name(before, 1)
    assert first.key != second.key
    result = after(before, ruling(second, Decision.REVOKED))
    assert [item.ruling is None for item in items(result)][:2] == [True, False]


def test_the_most_a_finding_can_cost_is_its_cap_on_the_scale_of_its_place():
    (verdict, _) = month(FAILURE).verdicts
    assert (scale(PAID, verdict), most(PAID, verdict, verdict.weighed[0])) == (1, 3)
    (verdict, _) = month(FAILURE, portal=(inapplicable("没有网站"),)).verdicts
    assert (scale(PAID, verdict), most(PAID, verdict, verdict.weighed[0])) == (2, 6)
    (verdict, _) = month(untested("", shown(), note="")).verdicts
    assert most(PAID, verdict, verdict.weighed[0]) == 10
    (verdict, _) = month(inapplicable("一"), portal=(inapplicable("二"),)).verdicts
    assert (scale(PAID, verdict), most(PAID, verdict, verdict.weighed[0])) == (0, 0)


def test_the_scale_is_the_one_by_which_findings_are_priced():
    for own, portal in (
        ((FAILURE,), PASSED),
        ((FAILURE,), (inapplicable(""),)),
        ((inapplicable(""), FAILURE), (FAILURE,)),
    ):
        (verdict, _) = month(*own, portal=portal).verdicts
        priced = next(item for item in verdict.weighed if item.deducted)
        assert priced.deducted == PAID.deduct["small"].each * scale(PAID, verdict)


def test_the_most_is_what_a_changed_price_reaches_and_does_not_exceed():
    for portal in (PASSED, (inapplicable("没有网站"),)):
        before = month(FAILURE, portal=portal)
        verdict = before.verdicts[0]
        bound = most(PAID, verdict, verdict.weighed[0])
        for asked in (bound, bound + 1):
            result = after(before, ruling(name(before), Decision.CHANGED, asked))
            assert items(result)[0].deducted == bound


def test_what_was_said_of_a_duty_that_does_not_bind_any_more_is_listed_and_accuses_nobody():
    before = month(untested("", shown(), note="没有打开"), portal=PASSED)
    about = name(before)
    appeal = Appeal(1, about.key, about.seen, "已经公开", "单位", DAY)
    for own in ((inapplicable("没有网站"),), (inapplicable("不适用"), passed(subject="七月"))):
        now = month(*own)
        assert name(now).key == about.key
        result = after(now, ruling(about, Decision.CHANGED, 3), appeals=[appeal])
        assert result.assessments == (now,)
        assert [each.finding for each in result.orphans] == [about.key]


def test_what_was_said_of_a_doubt_costs_nothing_once_the_duty_is_met():
    before = month(untested("", shown(), note="没有打开"), portal=PASSED)
    now = month(passed(shown()), portal=PASSED)
    about = name(before)
    assert name(now).key == about.key
    result = after(
        now, ruling(about, Decision.CHANGED, 3), appeals=[Appeal(1, about.key, about.seen, "已公开", "某局", DAY)]
    )
    assert result.assessments == (now,)
    assert [each.finding for each in result.orphans] == [about.key]


def test_who_confirmed_a_doubt_agrees_with_who_upholds_the_fault_that_it_became():
    doubt = month(cant_tell("small", shown(), note="看不清", subject="七月"))
    fault = month(failed("small", shown(), subject="七月"))
    assert name(doubt).key == name(fault).key
    words = ruling(name(doubt), Decision.CONFIRMED), ruling(name(fault), Decision.UPHELD, by="乙")
    for said in (words, words[::-1]):
        result = after(fault, *said)
        assert (result.conflicts, items(result)[0].ruling, items(result)[0].open) == ((), words[1], ())
    assert after(doubt, *words).conflicts


def test_of_one_person_the_last_word_counts():
    before = month(FAILURE)
    words = ruling(name(before), Decision.REVOKED), ruling(name(before), Decision.UPHELD)
    result = after(before, *words)
    assert score(result) == (19, 20, 20)
    assert items(result)[0].ruling == words[1]
    assert not result.conflicts


def test_people_who_differ_leave_it_as_the_machine_has_it_and_the_mark_provisional():
    before = month(FAILURE)
    words = ruling(name(before), Decision.REVOKED), ruling(name(before), Decision.UPHELD, by="乙")
    result = after(before, *words)
    assert score(result) == (19, 20, 20)
    assert (items(result)[0].ruling, items(result)[0].open) == (None, ("conflict",))
    assert result.conflicts == (Conflict(words),)
    assert result.assessments[0].provisional


def test_a_word_that_settles_ends_a_conflict_and_a_later_one_opens_it_again():
    before = month(FAILURE)
    finding = name(before)
    words = [ruling(finding, Decision.REVOKED), ruling(finding, Decision.UPHELD, by="乙")]
    words.append(ruling(finding, Decision.CHANGED, "2", by="丙", settles=True))
    result = after(before, *words)
    assert score(result) == (18, 20, 20)
    assert not result.conflicts
    assert not result.assessments[0].provisional
    again = after(before, *words, ruling(finding, Decision.UPHELD, by="乙"))
    assert items(again)[0].open == ("conflict",)


def test_people_who_agree_are_no_conflict_however_they_write_a_number():
    before = month(FAILURE)
    words = ruling(name(before), Decision.CHANGED, "2"), ruling(name(before), Decision.CHANGED, "2.0", by="乙")
    assert score(after(before, *words)) == (18, 20, 20)


def test_a_ruling_on_evidence_that_has_changed_counts_and_is_provisional():
    before = month(FAILURE)
    old = ruling(name(before), Decision.REVOKED)
    now = month(failed("small", shown(digest="1")))
    result = after(now, old)
    assert score(result) == (20, 20, 20)
    assert items(result)[0].open == ("changed",)
    assert result.assessments[0].provisional
    fresh = ruling(name(now), Decision.REVOKED, by="乙")
    for words in ((old, fresh), (fresh, old)):
        assert items(after(now, *words))[0].open == ()


def test_a_doubt_that_became_a_failure_is_ruled_on_and_provisional():
    before = month(DOUBT)
    result = after(month(FAILURE), ruling(name(before), Decision.CONFIRMED))
    assert score(result) == (19, 20, 20)
    assert items(result)[0].open == ("changed",)


def test_a_ruling_on_a_finding_that_is_gone_is_an_orphan_and_waits_for_nobody():
    before = month(FAILURE)
    words = ruling(name(before), Decision.REVOKED), ruling(name(before), Decision.UPHELD, by="乙")
    gone = after(month(passed()), words[0])
    assert (gone.orphans, gone.conflicts) == ((words[0],), ())
    assert gone.assessments == (month(passed()),)
    both = after(month(passed()), *words)
    assert (both.orphans, both.conflicts) == (words, ())


def test_an_appeal_without_answer_makes_a_mark_provisional_and_changes_nothing_else():
    before = month(FAILURE)
    finding = name(before)
    appeal = Appeal(1, finding.key, finding.seen, "已公开", "某局", DAY)
    result = after(before, appeals=(appeal,))
    assert items(result)[0].open == ("appeal",)
    assert result.assessments[0].provisional
    assert score(result) == score(after(before))
    answer = ruling(finding, Decision.REVOKED, by="乙", settles=True)
    answered = after(before, answer, appeals=(replace(appeal, answer=answer),))
    assert items(answered)[0].open == ()
    assert not answered.assessments[0].provisional


def test_a_veto_falls_with_its_finding_and_stands_with_a_confirmed_doubt():
    vetoing = replace(PAID, veto=(Veto(frozenset({"small"}), 1),))
    scheme = replace(SCHEME, indicators=(vetoing, OTHER))
    before = month(FAILURE, indicator=vetoing)
    assert mark(before, scheme).total == 0
    free = after(before, ruling(name(before), Decision.REVOKED), scheme=scheme).assessments[0]
    assert mark(free, scheme).total == 100
    doubtful = month(DOUBT, indicator=vetoing)
    assert mark(doubtful, scheme).may_veto == ("C1-1",)
    bad = after(doubtful, ruling(name(doubtful), Decision.CONFIRMED), scheme=scheme).assessments[0]
    assert mark(bad, scheme).total == 0


PROBLEMS = ("missing", "small", "half")
found = st.lists(
    st.builds(
        lambda outcome, problem, subject: Finding(outcome, problem, (shown(),), subject=subject),
        st.sampled_from([Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED]),
        st.sampled_from(PROBLEMS),
        st.sampled_from("abc"),
    ),
    min_size=1,
    max_size=7,
)
months = st.builds(
    lambda own, portal: month(*own, portal=tuple(portal)),
    found,
    st.one_of(found, st.just(PASSED), st.just((inapplicable(""),))),
)
words = st.sampled_from(
    [(Decision.UPHELD, None), (Decision.REVOKED, None), (Decision.CHANGED, "1"), (Decision.CHANGED, "0")]
)


def ruled(data, before):
    """Some of the findings with a word on each, by one person."""
    finding = st.sampled_from([name for name, _ in named(before, before.verdicts[0])])
    pairs = data.draw(st.lists(st.tuples(finding, words), max_size=5))
    return [ruling(finding, *said) for finding, said in pairs]


def marked(result):
    total = mark(result.assessments[0], SCHEME).total
    return -1 if total is None else total


@tries(60)
@given(months, st.data())
def test_revoking_one_more_never_lowers_a_mark(before, data):
    said = ruled(data, before)
    one = data.draw(st.sampled_from([name for name, _ in named(before, before.verdicts[0])]))
    assert marked(after(before, *said, ruling(one, Decision.REVOKED))) >= marked(
        after(before, *said, ruling(one, Decision.UPHELD))
    )


@tries(60)
@given(months, st.data())
def test_confirming_a_doubt_never_raises_a_mark(before, data):
    said = ruled(data, before)
    one = data.draw(st.sampled_from([name for name, _ in named(before, before.verdicts[0])]))
    upheld = after(before, *said, ruling(one, Decision.UPHELD))
    if marked(upheld) >= 0:
        assert marked(after(before, *said, ruling(one, Decision.CONFIRMED))) <= marked(upheld)


@tries(60)
@given(months, st.data())
def test_marks_stay_in_bounds_whatever_is_ruled(before, data):
    for verdict in after(before, *ruled(data, before)).assessments[0].verdicts:
        assert 0 <= verdict.score.earned <= verdict.score.assessable <= verdict.score.possible
        lost = sum(item.deducted for item in verdict.weighed)
        assert verdict.score.earned == verdict.score.assessable - lost


@tries(60)
@given(months, st.data())
def test_the_order_of_rulings_by_different_people_is_nothing(before, data):
    finding = name(before)
    said = data.draw(st.lists(words, min_size=2, max_size=4))
    seen = st.sampled_from([finding.seen, "0000"])
    rulings = [ruling(finding, *each, by=str(number), seen=data.draw(seen)) for number, each in enumerate(said)]
    shuffled = data.draw(st.permutations(rulings))
    one, two = after(before, *rulings), after(before, *shuffled)
    assert score(one) == score(two)
    assert [item.open for item in items(one)] == [item.open for item in items(two)]
    assert [item.outcome for item in items(one)] == [item.outcome for item in items(two)]


def test_where_one_settles_the_order_is_something():
    finding = name(month(FAILURE))
    last = ruling(finding, Decision.REVOKED, by="乙", settles=True)
    first = ruling(finding, Decision.UPHELD)
    assert effective((first, last)) == last
    assert effective((last, first)) == Conflict((last, first))
    assert effective(()) is None


def test_a_doubt_that_only_a_person_can_tell_is_confirmed_like_an_untested_one():
    before = month(cant_tell("small", shown(), note="请看图"))
    assert score(after(before, ruling(name(before), Decision.CONFIRMED))) == (19, 20, 20)
