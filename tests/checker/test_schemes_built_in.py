"""The built-in schemes: every number says how sure it is and whence, the sums hold, and every body is looked at."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from checker.indicator import Sort, Standing, numbers
from checker.marks import grade, mark
from checker.onsite import YEAR_END
from checker.scheme import Sharing, built_in_schemes, read_scheme
from checker.scoring import Assessment, weigh
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import cant_tell, failed, passed, untested
from rules.rule import catalogue

FOLDER = Path(__file__).parents[2] / "checker" / "schemes"
RANKED = ("department", "subordinate", "county", "enterprise")
QUIET = {"missing", "outdated", "empty"}


@cache
def scheme(name):
    return read_scheme(
        (FOLDER / f"{name}.toml").read_text("utf-8"), f"{name}.toml", catalogue()
    )  # which looks whether it fits


def tables(name):
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)
    return [*data["indicator"], *data["on_site"]]


def named(name):
    """Every number of a scheme by the id of its table and its own name, with how sure it is."""
    opened = {each.id: each for each in (*scheme(name).indicators, *scheme(name).on_site)}
    return {(each["id"], key): opened[each["id"]].standing(key) for each in tables(name) for key in numbers(each)}


@pytest.mark.parametrize("name", built_in_schemes())
def test_what_follows_a_problem_that_stays_is_our_proposal(name):
    found = scheme(name)
    assert [(each.name, each.after) for each in found.escalation] == [("督办", 5), ("通报", 15), ("约谈", 30)]
    assert "escalation" not in {*found.stated, *found.unverified}
    assert "逾期后的步骤" in found.source


@pytest.mark.parametrize("name", built_in_schemes())
def test_every_number_says_whence_it_is(name):
    for each in tables(name):
        assert each["source"].strip(), each["id"]
        sure = [*each.get("stated", ()), *each.get("unverified", ())]
        assert not sure or any(sign in each["source"] for sign in ("报告", "号", "条例")), each["id"]
        ours = [key for key in numbers(each) if key not in sure and key not in ("rectify_in", "veto")]
        assert not ours or "建议" in each["source"] or each.get("sort") == "veto", each["id"]


@pytest.mark.parametrize("name", built_in_schemes())
def test_every_indicator_has_its_group(name):
    assert all(each.group for each in scheme(name).indicators)
    assert len({each.group for each in scheme(name).indicators}) <= 8


def test_of_2013_only_what_the_report_states_is_stated():
    sure = {key: how for key, how in named("yichun-2013").items() if how is not Standing.PROPOSED}
    assert sure == {
        ("F1-3", "dials.per_year"): Standing.STATED,
        ("A1-7", "dials.systems"): Standing.STATED,
        ("C1-week", "cycle"): Standing.STATED,
    }
    assert scheme("yichun-2013").stated == {"marginals"}


def test_of_2019_no_point_and_no_threshold_that_nobody_read_is_stated():
    found = named("national-2019")
    points = {how for (id, key), how in found.items() if key == "points" and id[:2] in ("N2", "N3")}
    assert points == {Standing.UNVERIFIED}
    unread = [("N1-6", "veto"), ("N1-6", "dials.yearly_months"), ("N1-9", "veto"), ("N2-11", "deduct.home")]
    assert {found[key] for key in unread} == {Standing.UNVERIFIED}
    vetoing = {each.id.removesuffix("p") for each in scheme("national-2019").indicators if each.vetoes}
    assert vetoing == {f"N1-{number}" for number in (1, 2, 3, 4, 5, 7, 8)}


@pytest.mark.parametrize("kind", RANKED)
def test_every_body_that_is_ranked_is_visited_in_the_year_and_at_its_end(kind):
    owed = [each for each in scheme("yichun-2013").on_site if kind in each.applies_to]
    assert {each.cycle for each in owed} >= {"quarterly", YEAR_END}
    assert sum(each.cycle == YEAR_END for each in owed) >= 3


@pytest.mark.parametrize("name", built_in_schemes())
def test_a_matter_is_answered_from_a_list_or_marked_by_degree(name):
    for each in scheme(name).on_site:
        degree = "打分" in each.asks
        assert bool(each.answers) != degree, each.id
        assert not each.answers or min(each.answers.values()) == 0


@pytest.mark.parametrize("name", built_in_schemes())
def test_an_explanation_stands_in_only_where_nothing_need_happen(name):
    explained = [each for each in scheme(name).indicators if each.explained]
    assert explained
    for each in explained:
        assert set(each.explained) <= QUIET
        assert not each.rule.startswith(("three-public", "department-", "air-", "annual-", "power-"))
        assert "owed_from" not in each.dials or each.rule == "fee-relief"


def points(name, kinds, sort=Sort.DEDUCT):
    owed = (each for each in scheme(name).indicators if each.binds(frozenset(kinds)) and each.sort is sort)
    return sum((each.points for each in owed), Decimal(0))


def test_the_points_of_2013_add_up_by_group():
    groups = scheme("yichun-2013").group_points()
    assert sum(groups.values()) == sum(each.points for each in scheme("yichun-2013").indicators)
    assert min(groups.values()) > 0
    assert scheme("yichun-2013").grades[0].at_least == 90


def test_the_points_of_2019_are_a_hundred_or_seventy_five_without_services():
    assert points("national-2019", ["department", "approving"]) == 100
    assert points("national-2019", ["department"]) == 75
    assert (
        points("national-2019", ["county"]) == points("national-2019", ["portal"]) == 60
    )  # what else they show a person looks at
    for kinds in (["department"], ["county"], ["portal"], ["department", "portal"]):
        assert points("national-2019", kinds, Sort.BONUS) <= 30
    assert scheme("national-2019").sharing is Sharing.SCALE
    assert (scheme("national-2019").bonus_above, scheme("national-2019").at_most) == (80, 130)


def month(kinds, wrong):
    """A month under the scheme of 2019 in which all passes but what is said to be wrong, by indicator."""
    rulebook = scheme("national-2019")
    body = Department("x", "示例市某局", kinds=frozenset(kinds), home="http://x/")
    owed = [each for each in rulebook.indicators if each.binds(body.kinds)]
    verdicts = [
        weigh(each, {place: [_at(found, place) for found in wrong.get(each.id, [passed()])] for place in each.places})
        for each in owed
    ]
    return Assessment(body, Period(2019, 6), rulebook.id, tuple(verdicts))


def _at(finding, place):
    return replace(finding, place=place)


def total(kinds, **wrong):
    found = month(kinds, {key.replace("_", "-"): each for key, each in wrong.items()})
    return mark(found, scheme("national-2019"))


def test_without_services_what_is_lost_counts_four_thirds():
    wrong = [failed("stale", subject=str(n)) for n in range(4)]
    assert total(
        ["department"], N2_2=wrong, N3_2=[failed("missing", subject=str(n)) for n in range(5)]
    ).score.earned == (Decimal(65) * 4 / 3)
    assert total(["department", "approving"], N2_2=wrong).score.earned == 90


def test_a_bonus_counts_above_eighty_and_not_at_eighty():
    at_eighty = {
        "N2_2": [failed("stale", subject=str(n)) for n in range(4)],
        "N2_4": [failed("empty"), failed("empty")],
    }
    assert total(["department", "approving"], **at_eighty).total == 80
    above = {**at_eighty, "N2_4": [failed("empty"), failed("dead")]}
    assert total(["department", "approving"], **above).total == Decimal(83) + 10


def test_below_sixty_is_unfit_and_a_veto_is_nothing():
    rulebook = scheme("national-2019")
    assert grade(Decimal("59.99"), rulebook).name == "不合格"
    assert grade(Decimal(60), rulebook).name == "合格"
    vetoed = total(["department"], N1_4=[failed("stale")])
    assert (vetoed.total, vetoed.vetoes) == (0, ("N1-4",))


def vetoes(id, *findings):
    rulebook = scheme("national-2019").indicator(id)
    verdict = weigh(rulebook, {Place(rulebook.places[0]): [_at(each, rulebook.places[0]) for each in findings]})
    return "yes" if verdict.vetoes else "perhaps" if verdict.may_veto else "no"


def many(problem, number, make=failed):
    return [make(problem, note="", subject=str(n)) for n in range(number)]


@pytest.mark.parametrize(
    ("id", "findings", "said"),
    [
        ("N1-1", many("hijacked", 1), "yes"),
        ("N1-1", many("foreign-link", 1, cant_tell), "perhaps"),
        ("N1-2", many("future-date", 9), "no"),  # a slip of the pen is no forgery
        ("N1-2", many("before-its-time", 1, cant_tell), "perhaps"),
        ("N1-3", many("often-down", 1), "no"),  # an hour is no week
        ("N1-3", many("unreachable", 1, cant_tell), "perhaps"),
        ("N1-4", many("undated", 1), "no"),
        ("N1-5", many("stale", 4), "no"),
        ("N1-5", many("stale", 5), "yes"),
        ("N1-5", [*many("stale", 4), untested("stale", note="")], "perhaps"),
        ("N1-6", many("stale", 30), "no"),  # nobody has read how long a year's column may wait
        ("N1-7", many("empty", 5), "yes"),
        ("N1-7", many("dead", 9), "no"),
        ("N1-8", many("unanswered", 1), "yes"),
        ("N1-8", many("late", 9), "no"),
        ("N1-9", many("no-element", 30), "no"),
        ("N1-4p", [untested("", note="")], "perhaps"),
    ],
)
def test_what_vetoes(id, findings, said):
    assert vetoes(id, *findings) == said
