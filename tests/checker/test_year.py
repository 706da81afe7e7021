"""A year: an example reckoned on paper, why it is provisional, what is left out, and what always holds."""

from datetime import date
from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from checker.indicator import Sort
from checker.scoring import Weighed
from checker.year import DAILY, ON_SITE, ONLINE, YEAR_END, years
from checker.year_months import Left, Why, mean
from crawler.period import Period
from crawler.roster import Department
from rules.finding import cant_tell, failed, untested
from tests.checker.year_made import (
    DECEMBER,
    HBJ,
    JULY,
    cells,
    indicator,
    matter,
    month,
    scheme,
    seen,
    visit,
    year_of,
)
from tests.tries import tries

SCHEME = scheme(matter(), matter("Y", "year-end"))
MONTHS = (  # 87.50, 90, too little, 80, 95: the mean of the four that count is 88.125
    month(HBJ, Period(2013, 7), 70, 80),
    month(HBJ, Period(2013, 8), 90),
    month(HBJ, Period(2013, 10), 49, 49),
    month(HBJ, Period(2013, 11), 80),
    month(HBJ, DECEMBER, 95),
)
VISITS = (  # 80, 100 and 60 in three months: the mean is 80; 70 at the year's end
    visit(Period(2013, 7), 8),
    visit(Period(2013, 8), 10),
    visit(Period(2013, 11), 6),
    visit(2013, 7, "Y"),
)


def whole(used=SCHEME, **how):
    return year_of(used, *MONTHS, marks=VISITS, **how)


def test_the_year_is_the_sum_of_four_products():
    year = whole()
    assert [cell.mark for cell in year.cells] == [Decimal(each) for each in ("88.125", "80", "95", "70")]
    assert [cell.points for cell in year.cells] == [Decimal(each) for each in ("49.35", "19.2", "13.3", "4.2")]
    parts = [year.part(names).earned for names in (ONLINE, ON_SITE, DAILY, YEAR_END)]
    assert parts == [Decimal(each) for each in ("62.65", "23.4", "68.55", "17.5")]
    assert (year.total, year.grade.name, year.rank) == (Decimal("86.05"), "良好", 1)


def test_with_all_monthly_checks_online_and_the_annual_one_on_the_spot():
    used = scheme(matter(), matter("Y", "year-end"), matrix=cells(70, 10, 0, 20))
    year = whole(used)  # 61.6875 + 8 + 0 + 14 = 83.6875
    assert [cell.points for cell in year.cells] == [Decimal(each) for each in ("61.6875", "8", "0", "14")]
    assert year.total == Decimal("83.69")


def reasons(year):
    return {(each.why, each.of, each.count) for each in year.reasons}


def only(assessment, *marks, used=None, **how):
    """The reasons of a year of which nothing else is open: every month is this one's, and there is nothing on site."""
    others = [month(HBJ, Period(2013, number), 90) for number in range(1, 13) if number != assessment.period.month]
    return reasons(year_of(used or scheme(), assessment, *others, marks=marks, **how))


def test_a_month_without_a_good_crawl_is_left_out_and_named():
    year = whole(left={Period(2013, 9): Left.NOT_CHECKED})
    named = {each.period.month: each.left for each in year.months if each.left}
    never = dict.fromkeys(range(1, 7), Left.NOT_CRAWLED)
    assert named == {**never, 9: Left.NOT_CHECKED, 10: Left.TOO_LITTLE}
    assert year.total == whole().total
    assert (Why.TO_CHECK, "2013-09", 1) in reasons(year)  # a check would bring it in


def test_a_month_judged_under_another_scheme_is_left_out():
    year = year_of(scheme(), month(HBJ, JULY, 10), kept=scheme(id="city-2012"))
    assert (year.months[6].left, year.months[6].mark, year.total) == (Left.OTHER_SCHEME, None, None)
    assert (Why.TO_CHECK, "2013-07", 1) in reasons(year)


def test_a_month_judged_before_the_scheme_was_edited_counts_and_is_provisional():
    cheaper = scheme(indicators=(indicator(points=Decimal(50)),))
    assert only(month(HBJ, JULY, 90), kept=cheaper) >= {(Why.EDITED, "2013-07", 1)}
    reworded = scheme(indicators=(indicator(source="说明"),))
    assert only(month(HBJ, JULY, 90), kept=reworded) == set()


def test_a_year_of_which_all_is_checked_and_nothing_in_doubt_is_final():
    assert only(month(HBJ, JULY, 90)) == set()


def test_each_doubt_of_a_counted_month_makes_the_year_provisional():
    doubts = (untested("missing", note=""), cant_tell("late", note=""), cant_tell("late", note=""))
    assert only(month(HBJ, JULY, 90, findings=doubts)) == {
        (Why.UNTESTED, "2013-07", 1),
        (Why.CANT_TELL, "2013-07", 2),
    }
    for name in ("conflict", "changed", "appeal"):
        item = Weighed(failed("missing"), open=(name,))
        assert only(month(HBJ, JULY, 90, findings=(item,))) == {(Why(name), "2013-07", 1)}
        assert only(month(HBJ, JULY, 10, 10, findings=(item, *doubts))) == {(Why(name), "2013-07", 1)}
    assert only(month(HBJ, JULY, 90, may_veto=True)) == {(Why.MAY_VETO, "2013-07", 1)}
    assert only(month(HBJ, JULY, 10, 10, findings=doubts)) == set()  # left out, and so are its doubts


def test_months_still_to_come_make_the_year_provisional():
    year = year_of(scheme(), month(HBJ, JULY, 90), month(HBJ, Period(2013, 11), 90), past=Period(2013, 10))
    assert {each.of for each in year.reasons if each.why is Why.TO_COME} == {"2013-11", "2013-12"}
    assert year.months[10].mark == 90  # checked before it is over, it counts and may change
    assert (Why.NO_MARK, "year_end_online", 1) in reasons(year)


def test_what_is_unmarked_or_disputed_on_site_makes_the_year_provisional():
    marks = [visit(Period(2013, number), 9) for number in range(1, 11)]
    marks += [visit(Period(2013, 11), 4, by="李某"), visit(Period(2013, 11), 5, by="王某")]
    found = only(month(HBJ, JULY, 90), *marks, used=scheme(matter()))
    assert found == {(Why.DISAGREEMENT, "2013-11", 1), (Why.UNMARKED, "2013-12", 1)}
    found = only(month(HBJ, JULY, 90), used=scheme(matter("Y", "year-end")))
    assert found == {(Why.UNMARKED, "2013", 1), (Why.NO_MARK, "year_end_on_site", 1)}


def test_a_line_that_could_not_be_looked_at_counts_nowhere():
    used = scheme(matter(), matter("N"))
    marks = [visit(JULY, 8), visit(JULY, None, "N")]
    stage = year_of(used, *MONTHS, marks=marks).stages[6]
    assert (stage.mark, stage.points, stage.possible, list(stage.reasons)) == (80, 8, 10, [])


def test_a_months_mark_on_site_is_by_points_and_each_visit_is_listed():
    used = scheme(matter(points=30), matter("N"))
    marks = [visit(JULY, 30, possible=30), visit(JULY, 0, "N", by="李某", on=date(2013, 7, 29))]
    stage = year_of(used, *MONTHS, marks=marks).stages[6]
    assert stage.mark == 75
    assert [(each.day.day, each.by, each.lines, each.points) for each in stage.visits] == [
        (29, "李某", 1, 0),
        (30, "王某", 1, 30),
    ]


def test_a_weightless_cell_is_no_reason():
    used = scheme(matter("Y", "year-end"), matrix=cells(50, 30, 20, 0))
    assert only(month(HBJ, JULY, 90), used=used) == set()


def test_a_cell_of_which_nothing_is_owed_leaves_its_weight_to_the_others():
    used = scheme(matter(kinds=("county",)))  # nothing on site for a department
    year = year_of(used, *MONTHS)
    assert [cell.is_owed for cell in year.cells] == [True, False, True, False]
    assert year.score.possible == 70
    assert year.total == Decimal("89.50")  # (49.35 + 13.3) / 70
    nothing = month(HBJ, JULY, 0, 0, 0)
    on_site = year_of(scheme(matter()), nothing, marks=[visit(JULY, 8)])
    assert (on_site.months[6].left, on_site.cells[0].is_owed, on_site.mark) == (Left.NOTHING_OWED, False, 80)


def test_what_is_not_marked_yet_neither_costs_nor_earns():
    year = year_of(SCHEME, month(HBJ, JULY, 90), past=JULY)
    assert (year.mark, year.total, year.grade, year.provisional, year.score.assessable) == (90, None, None, True, 56)
    assert year.part(ON_SITE).assessable == 0


def test_a_year_without_any_marks_has_no_total():
    year = year_of(scheme(matter()), month(HBJ, JULY, 0, 0))
    assert (year.months[6].left, year.total, year.grade, year.rank, year.provisional) == (
        Left.TOO_LITTLE,
        None,
        None,
        None,
        True,
    )
    late = Department("late", "新设局")
    listed = year_of(scheme(), month(HBJ, JULY, 90), department="late", roster=(late,))
    assert (listed.total, listed.rank) == (None, None)


def test_a_vetoed_month_counts_as_nothing_earned():
    year = year_of(scheme(), month(HBJ, JULY, 90, vetoes=True), month(HBJ, DECEMBER, 90))
    assert year.cells[0].mark == 45


def test_bonuses_raise_a_month_to_the_full_mark_at_most():
    bonus = month(HBJ, JULY, 20, 20, 20, sort=Sort.BONUS).verdicts[0]
    base = month(HBJ, JULY, 95)
    more = type(base)(base.department, base.period, base.scheme, (*base.verdicts, bonus))
    assert year_of(scheme(at_most=Decimal(120)), more).months[6].mark == 100


def test_the_year_end_check_may_be_of_a_month_of_its_own():
    used = scheme(year_end_crawl=Period(2014, 1))
    year = year_of(used, month(HBJ, DECEMBER, 80), month(HBJ, Period(2014, 1), 60), past=Period(2014, 1))
    assert [cell.mark for cell in year.cells if cell.mark] == [80, 60]


def test_who_joined_owes_nothing_before_and_who_left_nothing_after():
    other = Department("other", "另一局", kinds=frozenset(("department",)))
    everyone = [month(other, Period(2013, number), 90) for number in (5, 9)]
    used = scheme(matter())
    joined = year_of(used, month(HBJ, Period(2013, 9), 90), *everyone)
    assert [each.name for each in joined.stages] == ["2013-09", "2013-10", "2013-11", "2013-12"]
    assert joined.months[4].left is Left.NOT_LISTED
    left = year_of(used, month(HBJ, Period(2013, 5), 90), *everyone, past=Period(2013, 9))
    assert [each.name for each in left.stages][-1] == "2013-08"
    assert {each.left for each in left.months[8:]} == {Left.NOT_LISTED}  # nothing is to come for it
    assert [cell.is_owed for cell in left.cells] == [True, True, False, False]


def test_who_joined_for_the_year_end_check_alone_is_not_for_ever_without_a_total():
    used, january = scheme(year_end_crawl=Period(2014, 1)), Period(2014, 1)
    others = [
        month(Department("other", "另一局", kinds=HBJ.kinds), Period(2013, number), 90) for number in range(1, 13)
    ]
    year = year_of(used, month(HBJ, january, 80), *others, past=january)
    assert [cell.is_owed for cell in year.cells] == [False, False, True, False]
    assert (year.total, year.provisional) == (80, False)


def test_a_changed_kind_changes_what_is_owed_on_site_and_the_group():
    county = Department("hbj", "示例县", kinds=frozenset(("county",)))
    year = year_of(scheme(matter()), month(HBJ, JULY, 90), month(county, DECEMBER, 90))
    assert (year.group, len(year.stages[6].lines), len(year.stages[11].lines)) == ("县（市）区", 1, 0)


def test_a_mark_for_what_is_not_owed_is_named_and_counts_nowhere():
    year = year_of(scheme(matter()), *MONTHS, marks=[visit(JULY, 0, "gone")])
    assert (len(year.strays), year.cells[1].mark) == (1, None)


def test_equal_totals_share_a_rank_within_their_group():
    bodies = [
        Department(id, id, kinds=frozenset(kinds)) for id, kinds in zip("abcd", ((), (), (), ("county",)), strict=True)
    ]
    months = [month(body, JULY, earned) for body, earned in zip(bodies, (80, 80, 70, 60), strict=True)]
    months += [month(body, DECEMBER, 80) for body in bodies]
    used = scheme()
    found = years(used, seen(used, *months))
    assert [(each.department.id, each.rank) for each in found] == [("a", 1), ("b", 1), ("c", 3), ("d", 1)]


def test_who_has_hardly_a_mark_has_no_rank():
    used = scheme(matter())
    year = year_of(used, month(HBJ, JULY, 0, 0), month(HBJ, DECEMBER, 0, 0), marks=[visit(JULY, 10)])
    assert (year.mark, year.total, year.rank) == (100, None, None)  # 24 of 94


def test_the_order_of_months_and_departments_is_nothing():
    other = Department("other", "另一局", kinds=frozenset(("department", "ecology")))
    months = [*MONTHS[:3], month(other, JULY, 80)]
    results = {
        tuple((each.department.id, each.mark, each.rank) for each in years(SCHEME, seen(SCHEME, *some)))
        for some in permutations(months)
    }
    assert len(results) == 1


hundredths = st.integers(0, 10_000).map(lambda value: Decimal(value) / 100)
owed = st.lists(st.one_of(st.none(), hundredths), min_size=12, max_size=12)
tens = st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=13, max_size=13)
daily = st.integers(50, 70).map(lambda x: cells(x, 80 - x, 70 - x, x - 50))


def built(matrix, online, on_site):
    used = scheme(matter(), matter("Y", "year-end"), matrix=matrix)
    months = [month(HBJ, Period(2013, number), mark) for number, mark in enumerate(online, 1) if mark is not None]
    marks = [visit(Period(2013, number), worth) for number, worth in enumerate(on_site[:12], 1) if worth is not None]
    marks += [visit(2013, on_site[12], "Y")] if on_site[12] is not None else []
    return used, months or [month(HBJ, JULY, 0, 0)], marks


@given(daily, owed, tens)
@tries(12)
def test_a_total_is_within_bounds_and_its_two_ways_of_adding_up_are_one(matrix, online, on_site):
    used, months, marks = built(matrix, online, on_site)
    year = year_of(used, *months, marks=marks)
    assert year.mark is None or 0 <= year.mark <= 100
    assert year.total == (year.mark if year.score.assessable == 100 else None)
    assert year.part(ONLINE) + year.part(ON_SITE) == year.part(DAILY) + year.part(YEAR_END) == year.score
    assert year.score.earned <= year.score.assessable <= year.score.possible == 100


@given(daily, owed, tens, st.data())
@tries(12)
def test_raising_any_mark_never_lowers_the_total(matrix, online, on_site, data):
    used, months, marks = built(matrix, online, on_site)
    before = year_of(used, *months, marks=marks).mark
    raised, places = [*online, *on_site], [n for n, mark in enumerate([*online, *on_site]) if mark is not None]
    if not places:
        assert before is None
        return
    place = data.draw(st.sampled_from(places))
    most = 100 if place < 12 else 10
    raised[place] = data.draw(st.sampled_from([most, min(raised[place] + 1, most)]))
    used, months, marks = built(matrix, raised[:12], raised[12:])
    after = year_of(used, *months, marks=marks).mark
    assert (before is None) == (after is None)
    assert before is None or after >= before


def test_a_mean_that_lies_in_the_middle_is_rounded_up_at_the_sixth_place():
    marks = [Decimal(each) for each in ("0", "0", "14.285714", "28.571429", "57.142857", "71.428571")]
    assert mean(marks) == Decimal("28.571429")  # 28.5714285


def three(*marks, used=SCHEME):
    bodies = [Department(id, id, kinds=frozenset(("department", "ecology"))) for id in "abc"]
    months = [month(each, JULY, mark) for each, mark in zip(bodies, (90, 80, 70), strict=True)]
    return {each.department.id: each for each in years(used, seen(used, *months, marks=marks, past=JULY))}


def test_whoever_is_inspected_first_is_not_put_last():
    found = three(visit(JULY, 0, department="a"))
    assert (found["a"].mark, found["b"].mark) == (Decimal("63.00"), Decimal("80.00"))
    assert [found[id].rank for id in "abc"] == [1, 2, 3]  # by what all have: online
    assert found["a"].compared == 90


def test_whoever_lacks_what_most_have_marked_has_no_rank():
    found = three(visit(JULY, 10, department="a"), visit(JULY, 10, department="b"))
    assert [found[id].rank for id in "abc"] == [1, 2, None]
    assert found["c"].is_rankable
    assert not found["c"].is_comparable


def test_a_cell_that_few_owe_counts_for_them_once_it_is_marked():
    bodies = [
        Department(id, id, kinds=frozenset(("department", *more)))
        for id, more in (("a", ("food",)), ("b", ()), ("c", ()))
    ]
    used = scheme(matter(kinds=("food",)))
    found = years(
        used, seen(used, *(month(each, JULY, 90) for each in bodies), marks=[visit(JULY, 0, department="a")], past=JULY)
    )
    assert {each.department.id: (each.rank, each.compared) for each in found} == {
        "a": (3, 63),
        "b": (1, 90),
        "c": (1, 90),
    }
