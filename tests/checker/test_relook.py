"""Open cases looked at again: as of the month in which they were found where a rule judges a span of time."""

from dataclasses import replace
from datetime import date

import pytest

from checker.ledger.cases import fold
from checker.ledger.events import Kind
from checker.relook import relooks
from checker.scheme import kept_scheme
from crawler.snapshot import Place, Reason, Snapshot, Unreached
from rules.finding import failed, inapplicable, passed, untested
from rules.rule import rule
from tests.checker.ledger.told import HBJ, MATTER, cited, found, look, month, story

SCHEME = kept_scheme(
    """
title = "S"
year = 2013
[[indicator]]
id = "C1"
title = "T"
rule = "gap"
points = 10
places = ["own"]
applies_to = ["department"]
deduct = { wrong = 1 }
""",
    "s",
)
MAY = replace(MATTER, rule="gap", subject="2013-05")


def gap(*missing, spans):
    """A rule that finds the month of its snapshot wrong when it is one of these."""

    def check(site):
        is_missing = site.period in [month(each) for each in missing]
        yield failed("wrong", cited(), subject=str(site.period)) if is_missing else passed(cited())

    check.__name__ = "gap"
    return {"gap": rule(title="T", basis="B", reads=[], problems={"wrong": "不对"}, spans=spans)(check)}


def said(catalogue, *events, lost=(), department=HBJ, matter=MAY):
    """What July's pages say of a case of May."""
    cases = fold({1: matter}, story(*(events or (found(5, evidence=(cited(),)),))), date.max)
    snapshot = Snapshot(department, month(7), (), tuple(lost))
    return {key: each.kind for key, each in relooks(snapshot, SCHEME, catalogue, cases).items()}


def test_a_gap_of_may_is_asked_of_julys_pages_as_of_may():
    assert said(gap(5, spans=True)) == {MAY: Kind.FOUND}
    assert said(gap(spans=True)) == {MAY: Kind.RECTIFIED}


def test_a_rule_that_judges_how_things_are_is_asked_as_of_now():
    assert said(gap(5, spans=False)) == {MAY: Kind.RECTIFIED}
    assert said(gap(7, spans=False), matter=replace(MAY, subject="2013-07")) == {
        replace(MAY, subject="2013-07"): Kind.FOUND
    }


def test_of_the_problems_of_a_rule_those_are_asked_of_their_month_that_span_one():
    assert said(gap(5, spans=("wrong",))) == {MAY: Kind.FOUND}
    assert said(gap(5, spans=())) == {MAY: Kind.RECTIFIED}


def test_what_stood_for_months_must_be_right_for_the_first_of_them():
    two = found(5, evidence=(cited(),)), found(6, evidence=(cited(),))
    assert said(gap(5, spans=True), *two) == {MAY: Kind.FOUND}


def test_every_month_in_whose_check_it_was_found_must_be_right():
    """In June and July it was only found that May's still stood; the last of its own months is asked as well as the first."""
    still = [replace(found(each, evidence=(cited(),)), of=month(4)) for each in (5, 6)]
    whole = replace(MAY, subject="")
    own = found(4, evidence=(cited(),)), *still[:1], found(6, evidence=(cited(),))

    def said_of(*gone):
        return said(_whole(*gone), *own, matter=whole)[whole]

    assert said_of(6) is Kind.FOUND
    assert said_of(4) is Kind.FOUND
    assert said_of(5) is Kind.RECTIFIED
    assert said(_whole(6), own[0], *still, matter=whole)[whole] is Kind.RECTIFIED


def _whole(*missing):
    """The rule of months, which finds of them all that they are wrong."""
    known = gap(*missing, spans=True)["gap"]
    return {"gap": replace(known, check=lambda site: (replace(each, subject="") for each in known.check(site)))}


def test_a_look_of_an_earlier_month_says_of_which():
    cases = fold({1: MAY}, story(found(5, evidence=(cited(),))), date.max)
    assert relooks(Snapshot(HBJ, month(7), ()), SCHEME, gap(5, spans=True), cases)[MAY].of == month(5)


def test_a_month_in_which_nothing_was_owed_yet_says_nothing_beside_one_in_which_it_was():
    """A paper that was put up early, and in which something was wrong, is gone by now."""

    def check(site):
        yield inapplicable("未到期限") if site.period == month(5) else failed("missing", cited())

    check.__name__ = "gap"
    owed = rule(title="T", basis="B", reads=[], problems={"wrong": "不对", "missing": "没有"}, spans=True)(check)
    two = found(5, evidence=(cited(),)), found(6, evidence=(cited(),))
    assert said({"gap": owed}, *two) == {MAY: Kind.UNSEEN}
    assert said({"gap": owed}, two[0]) == {MAY: Kind.UNSEEN}

    def never(site):
        yield inapplicable("未到期限") if site.period == month(5) else passed(cited())

    never.__name__ = "gap"
    next_year = rule(title="T", basis="B", reads=[], problems={"wrong": "不对"}, spans=True)(never)
    assert said({"gap": next_year}, two[0]) == {MAY: Kind.UNKNOWN}


def test_a_gap_of_a_month_that_the_place_shows_no_more_is_not_said_to_stand():
    """Nothing of April is there either, in which nothing was missing then; but of June."""
    whole = replace(MAY, subject="", problem="missing")

    def said_of(*gone):
        known = gap(*gone, spans=True)["gap"]
        all_of = rule(title="T", basis="B", reads=[], problems={"missing": "没有"}, spans=True)(known.check)

        def check(site):
            yield from (replace(each, subject="", problem=each.problem and "missing") for each in known.check(site))

        return said({"gap": replace(all_of, check=check)}, found(5, evidence=(cited(),)), matter=whole)[whole]

    assert said_of(4, 5) is Kind.UNSEEN
    assert said_of(5) is Kind.FOUND
    assert said_of(4, 5, 6) is Kind.FOUND


def test_what_differed_between_two_places_is_put_right_where_the_rule_can_judge_both():
    both = kept_scheme(SCHEME.text.replace('["own"]', '["own", "portal"]'), "s")

    def said_with(*on_portal):
        def check(site):
            yield from on_portal if site.place is Place.PORTAL else (passed(cited()),)

        check.__name__ = "gap"
        words = {"wrong": "不对", "missing": "没有", "other": "另一个"}
        catalogue = {"gap": rule(title="T", basis="B", reads=[], problems=words, beside=("wrong",))(check)}
        cases = fold({1: MAY}, story(found(5, evidence=(cited(),))), date.max)
        return relooks(Snapshot(HBJ, month(7), ()), both, catalogue, cases)[MAY].kind

    assert said_with(passed(cited())) is Kind.RECTIFIED
    assert said_with(failed("other", cited())) is Kind.RECTIFIED
    assert said_with(failed("missing", cited())) is Kind.UNSEEN
    assert said_with(inapplicable("n")) is Kind.UNKNOWN


def test_what_was_found_beside_another_place_is_not_known_while_that_cannot_be_read():
    beside = replace(cited("http://portal.example/1.htm"), place=Place.PORTAL)
    two = found(5, evidence=(cited(), beside))
    lost = Unreached("http://portal.example/", Place.PORTAL, Reason.TIMEOUT, depth=0)
    assert said(gap(spans=True), two) == {MAY: Kind.RECTIFIED}
    assert said(gap(spans=True), two, lost=[lost]) == {MAY: Kind.UNKNOWN}
    assert said(gap(5, spans=True), two, lost=[lost]) == {MAY: Kind.FOUND}


def test_an_address_that_was_cited_and_cannot_be_read_now_leaves_it_open():
    lost = Unreached(cited().url, Place.OWN, Reason.TIMEOUT, depth=2)
    assert said(gap(spans=True), lost=[lost]) == {MAY: Kind.UNKNOWN}
    gone = replace(lost, reason=Reason.GONE)
    assert said(gap(spans=True), lost=[gone]) == {MAY: Kind.RECTIFIED}


def test_a_site_that_could_not_be_read_leaves_it_open():
    home = Unreached(HBJ.home, Place.OWN, Reason.TIMEOUT, depth=0)
    assert said(gap(spans=True), lost=[home]) == {MAY: Kind.UNKNOWN}


def test_a_rule_that_is_not_asked_of_the_department_any_more_says_nothing():
    assert said(gap(spans=True), department=replace(HBJ, kinds=frozenset({"county"}))) == {}
    assert said({}) == {}


def test_a_case_that_passed_to_another_body_is_looked_at_on_that_bodys_site():
    moved = look(Kind.TRANSFERRED, 6, paper="sthj")
    heir = replace(HBJ, id="sthj")
    assert said(gap(spans=True), found(5, evidence=(cited(),)), moved, department=heir) == {
        replace(MAY, department="sthj"): Kind.RECTIFIED
    }


def test_what_only_adds_to_a_mark_by_now_is_no_problem_any_more():
    """This year's scheme rewards what last year's asked for: of its cases a person decides."""
    rewarding = kept_scheme(SCHEME.text.replace("deduct = { wrong = 1 }", 'sort = "bonus"'), "s")
    cases = fold({1: MAY}, story(found(5, evidence=(cited(),))), date.max)
    catalogue = gap(5, spans=True)
    assert relooks(Snapshot(HBJ, month(7), ()), SCHEME, catalogue, cases)
    assert relooks(Snapshot(HBJ, month(7), ()), rewarding, catalogue, cases) == {}


def test_of_two_cases_of_merged_bodies_the_look_that_leaves_more_to_do_counts_for_both():
    here, gone = found(5, evidence=(cited(),)), found(5, evidence=(cited("http://hbj.example/2.htm"),))
    lost = Unreached("http://hbj.example/2.htm", Place.OWN, Reason.TIMEOUT, depth=2)
    matters = {1: MAY, 2: MAY}
    for events in ((here, gone), (gone, here)):
        told = [replace(each, number=number, case=number) for number, each in enumerate(events, 1)]
        cases = fold(matters, told, date.max)
        again = relooks(Snapshot(HBJ, month(7), (), (lost,)), SCHEME, gap(spans=True), cases)
        assert again[MAY].kind is Kind.UNKNOWN


def listing(says):
    """A rule of lists that says this."""

    def listed(site):
        yield says

    return rule(title="L", basis="B", reads=[], problems={"missing": "没有", "wrong": "不对"})(listed)


BOTH = kept_scheme(
    """
title = "S"
year = 2013
[[indicator]]
id = "C1"
title = "T"
rule = "gap"
points = 10
places = ["own"]
applies_to = ["department"]
deduct = { wrong = 1 }
[[indicator]]
id = "C2"
title = "T"
rule = "listed"
points = 10
places = ["own"]
applies_to = ["department"]
deduct = { missing = 1, wrong = 1 }
""",
    "s",
)


@pytest.mark.parametrize(
    ("said_of_the_list", "kind"),
    [
        (passed(cited()), Kind.RECTIFIED),
        (failed("wrong", cited()), Kind.RECTIFIED),
        (failed("missing", cited()), Kind.UNSEEN),
        (untested("missing", cited(), note="n"), Kind.UNKNOWN),
        (failed("missing", cited(), subject="另一项"), Kind.RECTIFIED),
    ],
)
def test_what_was_found_against_a_list_is_put_right_only_where_the_list_can_be_seen(said_of_the_list, kind):
    plain, listed = gap(spans=False)["gap"], listing(said_of_the_list)
    compared = replace(plain, against={"wrong": "listed"})
    cases = fold({1: MAY}, story(found(5, evidence=(cited(),))), date.max)
    seen = Snapshot(HBJ, month(7), ())
    looks = relooks(seen, BOTH, {"gap": compared, "listed": listed}, cases)
    assert looks[MAY].kind is kind
    assert relooks(seen, BOTH, {"gap": plain, "listed": listed}, cases)[MAY].kind is Kind.RECTIFIED
