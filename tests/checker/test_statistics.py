"""The city's table: nothing is counted twice, nothing that was not read is a nil, and doubt is in no sum."""

from decimal import Decimal

import pytest

from checker.statistics import CITY, DEPARTMENTS, HELD, READ, UNITS, percent, tabulate
from crawler.reading import doubts
from crawler.snapshot import Place
from rules.finding import cant_tell, failed, inapplicable, untested
from tests.checker.disclosed import PERIOD, assessed, body, figure, shown, whole

HOME, EDU = body("home"), body("edu", "education")
SCHOOL = body("school", "subordinate", parent="edu")


def table(bodies, figures, before=None, kind="budget", year=2013, **how):
    given = [each if hasattr(each, "verdicts") else assessed(each) for each in bodies]
    return tabulate(given, figures, before or {}, kind, year, **how)


def sums(found):
    return {each.name: each for each in found.sums}


def row(found, id):
    return next(each for each in found.rows if each.department.id == id)


def test_only_who_owes_it_has_a_row_in_the_order_of_the_roster_units_below_their_department():
    county = body("county")
    county = type(county)("county", "县", kinds=frozenset(("county",)))
    found = table([SCHOOL, HOME, county, EDU], {})
    assert [(each.department.id, each.depth) for each in found.rows] == [("home", 0), ("edu", 0), ("school", 1)]


def test_by_total_the_largest_comes_first_and_who_has_none_last():
    found = table([HOME, EDU, SCHOOL, body("rich")], {"edu": shown("5"), "rich": shown("50")}, by_total=True)
    assert [each.department.id for each in found.rows] == ["rich", "edu", "school", "home"]


def test_amounts_are_in_wan_whatever_unit_was_printed():
    found = table([HOME], {"home": whole("0", "213600", "0", "620300", unit="元")})
    assert row(found, "home").shown.total == Decimal("83.39")
    assert sums(found)[CITY].heads["reception"] == (Decimal("21.36"), 1)


def test_a_unit_whose_department_has_figures_is_not_added_again():
    found = table([HOME, EDU, SCHOOL], {"home": shown("10"), "edu": shown("7"), "school": shown("3")})
    assert sums(found)[CITY].heads["total"] == (Decimal(17), 2)
    assert (sums(found)[UNITS].bodies, sums(found)[HELD].heads["total"]) == (0, (Decimal(3), 1))
    assert (row(found, "school").held_by, row(found, "school").counted) == ("edu", False)


def test_a_unit_whose_department_has_none_counts_by_itself():
    found = table([HOME, EDU, SCHOOL], {"home": shown("10"), "school": shown("3")})
    city = sums(found)[CITY]
    assert (city.heads["total"], city.bodies) == ((Decimal(13), 2), 3)
    assert (sums(found)[DEPARTMENTS].read, sums(found)[DEPARTMENTS].bodies) == (1, 2)


def test_a_department_that_leaves_its_units_out_holds_none():
    found = table([EDU, SCHOOL], {"edu": shown("7", alone=True), "school": shown("3")})
    assert sums(found)[CITY].heads["total"] == (Decimal(10), 2)


def test_a_unit_of_a_unit_is_held_by_the_nearest_that_has_figures():
    found = table([EDU, SCHOOL, body("canteen", parent="school")], {"edu": shown("7"), "canteen": shown("1")})
    assert row(found, "canteen").held_by == "edu"
    assert [each.department.id for each in found.rows] == ["edu", "school", "canteen"]


def test_parents_in_a_circle_or_outside_the_table_hold_nothing():
    found = table(
        [body("a", parent="b"), body("b", parent="a"), body("c", parent="gone")], {"a": shown("1"), "c": shown("2")}
    )
    assert {each.department.id for each in found.rows} == {"a", "b", "c"}


def test_a_total_less_than_that_of_the_units_is_marked():
    found = table([EDU, SCHOOL], {"edu": shown("2"), "school": shown("3")})
    assert row(found, "edu").smaller == Decimal(3)
    assert row(table([EDU, SCHOOL], {"edu": shown("3"), "school": shown("3.01")}), "edu").smaller is None


def test_what_is_not_stated_is_no_nil():
    found = table([HOME, EDU], {"home": (*shown("10"), figure("reception", "4")), "edu": whole("0", "1", "0", "2")})
    assert "abroad" not in row(found, "home").shown.entries
    assert sums(found)[CITY].heads["abroad"] == (Decimal(0), 1)
    assert sums(found)[CITY].heads["reception"] == (Decimal(5), 2)


def test_a_total_that_is_printed_nowhere_is_added_up_and_says_so():
    parts = tuple(each for each in whole("1", "2", "3", "4") if each.head not in ("total", "vehicles"))
    entry = row(table([HOME], {"home": parts}), "home").shown.entries["total"]
    assert (entry.value, entry.is_computed) == (Decimal(10), True)
    assert "total" not in row(table([HOME], {"home": parts[1:]}), "home").shown.entries


def test_without_a_unit_nothing_is_counted():
    found = table([HOME], {"home": shown("82.23", unit="")})
    assert row(found, "home").status == READ
    assert (row(found, "home").counted, sums(found)[CITY].heads["total"]) == (False, (Decimal(0), 0))


def test_the_own_site_counts_and_a_difference_is_kept():
    found = table(
        [HOME],
        {"home": (*shown("12.5", place=Place.PORTAL), *shown("12.8"), figure("abroad", "1", place=Place.PORTAL))},
    )
    disclosed = row(found, "home").shown
    assert disclosed.total == Decimal("12.8")
    assert [(one.value, other.value) for one, other in disclosed.differing] == [(Decimal("12.8"), Decimal("12.5"))]
    assert disclosed.entries["abroad"].value == 1
    assert disclosed.places == {Place.OWN, Place.PORTAL}


@pytest.mark.parametrize(("own", "portal"), [("12.5", "12.46"), ("12.50", "12.5"), ("0", "0.00")])
def test_rounding_is_no_difference(own, portal):
    found = table([HOME], {"home": (*shown(own), *shown(portal, place=Place.PORTAL))})
    assert row(found, "home").shown.differing == ()


def test_words_on_the_portal_go_before_what_was_recognised_in_a_picture():
    found = table([HOME], {"home": (*shown("128", read_by="ocr"), *shown("12.8", place=Place.PORTAL))})
    assert row(found, "home").shown.total == Decimal("12.8")


def test_last_year_is_what_was_read_then_else_what_the_page_lists():
    listed = figure("total", "9", year=2012, told_in=2013)
    found = table([HOME], {"home": (*shown("10"), listed)}, {"home": shown("8", year=2012)})
    assert (row(found, "home").last, row(found, "home").shown.last_from) == (Decimal(8), "archive")
    found = table([HOME], {"home": (*shown("10"), listed)})
    assert (row(found, "home").last, row(found, "home").shown.last_from) == (Decimal(9), "page")
    assert (row(found, "home").change, percent(row(found, "home").change, Decimal(9)).quantize(Decimal("0.01"))) == (
        Decimal(1),
        Decimal("11.11"),
    )


def test_final_accounts_and_budgets_are_kept_apart():
    both = (*shown("10"), *shown("7", kind="final", year=2012), *shown("8", year=2012))
    assert row(table([HOME], {"home": both}, kind="final", year=2012), "home").shown.total == 7
    assert row(table([HOME], {"home": both}), "home").last == 8


def test_only_bodies_of_both_years_are_compared():
    found = table([HOME, EDU], {"home": shown("10"), "edu": shown("7")}, {"home": shown("8", year=2012)})
    city = sums(found)[CITY]
    assert (city.compared, city.this, city.last) == (1, Decimal(10), Decimal(8))


def test_a_slip_is_in_no_sum_and_holds_no_unit():
    others = [body(f"d{n}") for n in range(6)]
    figures = {each.id: shown("30") for each in others}
    found = table([*others, EDU, SCHOOL], {**figures, "edu": shown("300000"), "school": shown("5")})
    assert row(found, "edu").is_slip
    assert sums(found)[CITY].heads["total"] == (Decimal(185), 7)


LOST = untested("missing", note="未能打开")
NONE = failed("missing", note="没有找到")


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        ([NONE, NONE], "not-published"),
        ([NONE, inapplicable("本单位没有自己的网站")], "not-published"),
        ([NONE, LOST], "unchecked"),
        ([failed("outdated"), NONE], "outdated"),
        ([failed("broken"), NONE], "broken"),
        ([failed("empty"), LOST], "empty"),
        ([cant_tell("incomplete", note="此项是空白")], "unchecked"),
        ([untested("missing", note="附件无法读取（{doubt}）", doubt=doubts.NO_TEXT), NONE], "picture"),
        ([failed("picture"), LOST], "picture"),
        ([untested("missing", note="附件无法读取（{doubt}）", doubt=doubts.DAMAGED)], "unchecked"),
        ([inapplicable("未到公开时限")], "not-due"),
    ],
)
def test_why_there_are_no_figures(findings, status):
    assert table([assessed(HOME, *findings)], {}).rows[0].status == status


def test_of_a_year_that_the_month_does_not_judge_nothing_is_said():
    assert table([assessed(HOME, NONE)], {}, year=2012).rows[0].status == "unseen"
    assert table([assessed(HOME, NONE, rule="power-flowchart")], {}).rows[0].status == "unseen"
    assert table([assessed(HOME, NONE, rule="three-public-final")], {}, kind="final", year=2012).rows[0].status == (
        "not-published"
    )
    assert table([assessed(HOME, NONE)], {}).period == PERIOD
