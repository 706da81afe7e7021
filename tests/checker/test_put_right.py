"""Of every rule: what is put right is seen so, and neither what is hidden, nor what is past, nor what was taken away."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from checker.grounds import Shown
from checker.ledger.events import Kind, Matter
from checker.ledger.looks import look
from crawler.snapshot import Place, Reason, Unreached
from rules.finding import Finding, Outcome
from rules.rule import catalogue
from tests.checker.ledger.told import cited
from tests.rules.cases import cases

RULES = list(catalogue().values())
CASES = {rule.id: [case for case in cases() if case.rule is rule] for rule in RULES}
REMOVED = {  # what is put right by taking it away, or where another page of many is not missed
    "air-quality-daily": ("doubled-day", "future-day"),
    "dead-links": ("home", "own", "shared", "foreign"),
    "empty-columns": ("empty", "dead"),
    "foreign-content": ("hijacked", "foreign-link"),
    "page-labels": ("wrong-label",),
    "power-flowchart": ("orphan-chart",),
    "readable-pages": ("no-title", "no-date"),
    "site-footer": ("broken",),
}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def told(case):
    """What must be found of a case, with evidence for each."""
    return [
        Finding(Outcome(outcome), problem, (cited(),), "", {}, subject) for outcome, problem, subject in case.expected()
    ]


def failures(rule):
    """Of each case of a rule what fails in it, beside all that is found there."""
    found = [(told(case), each) for case in CASES[rule.id] for each in told(case)]
    return [(beside, each) for beside, each in found if each.outcome is Outcome.FAILED]


def matter(rule, finding, place=Place.OWN):
    return Matter("unit", rule.id, place, finding.problem, finding.subject)


@every_rule
def test_a_rule_names_only_problems_of_its_own(rule):
    named = rule.hiding | rule.stops | rule.lasting | rule.spans | rule.anchored
    assert named <= set(rule.problems)
    assert not (rule.hiding | rule.stops) & rule.lasting - {"missing-day"}  # a forecast cannot be made afterwards


@every_rule
def test_what_is_gone_where_all_is_in_order_was_put_right_unless_it_is_past(rule):
    passed = [told(case) for case in CASES[rule.id] if {outcome for outcome, _, _ in case.expected()} == {"passed"}]
    assert passed
    for _, failure in failures(rule):
        closes = Kind.UNSEEN if failure.problem in rule.lasting else Kind.RECTIFIED
        assert {look(matter(rule, failure), rule, found).kind for found in passed} == {closes}, failure


@every_rule
def test_what_leaves_nothing_to_be_seen_closes_nothing(rule):
    nothing = [each for _, each in failures(rule) if _hides_all(rule, each)]
    for _, failure in failures(rule):
        for hiding in nothing:
            assert look(matter(rule, failure), rule, [hiding]).kind in (Kind.FOUND, Kind.UNSEEN)


def _hides_all(rule, finding):
    return finding.problem in rule.stops or (finding.problem in rule.hiding and not finding.subject)


@every_rule
def test_what_is_put_right_beside_others_that_are_not_is_seen_so(rule):
    for beside, failure in failures(rule):
        rest = [each for each in beside if (each.problem, each.subject) != (failure.problem, failure.subject)]
        is_open = failure.problem in rule.lasting or any(_hides_all(rule, each) for each in rest)
        if rest and not is_open and all(each.outcome in (Outcome.PASSED, Outcome.FAILED) for each in rest):
            assert look(matter(rule, failure), rule, rest).kind is Kind.RECTIFIED, (failure, rest)


@pytest.mark.proof
@every_rule
def test_who_takes_away_that_in_which_it_was_found_has_put_nothing_right(rule):
    """Every failing case again without the pages that hold what it cites first."""
    for case in (case for case in CASES[rule.id] if case.outcome == "failed"):
        place = Place(case.told.get("place", "own"))
        for failure in (each for each in case.find() if each.outcome is Outcome.FAILED):
            if failure.problem in REMOVED.get(rule.id, ()):
                continue
            left = without(case.snapshot, failure.evidence[0].url)
            about = matter(rule, failure, place)
            grounds = Shown(left).grounds(SimpleNamespace(matter=about, seen=failure))
            found = look(about, rule, replace_snapshot(case, left).find(), grounds)
            if found.kind is Kind.RECTIFIED and failure.problem in rule.beside:  # then the other place is asked, too
                other = Place.PORTAL if place is Place.OWN else Place.OWN
                beside = rule(left.at(other), **case.told.get("dials", {}))
                found = look(matter(rule, failure, other), rule, beside)
            assert found.kind is not Kind.RECTIFIED, (case.folder, failure)


def without(snapshot, url):
    """A snapshot in which nothing is at an address any more, as the pages that lead to it show; with a file its page is gone, too."""

    def keep(pages):
        addresses = ((page, {page.url, *(each.url for each in (*page.documents, *page.dead))}) for page in pages)
        return tuple(page for page, held in addresses if url not in held)

    left = keep(snapshot.pages)
    leading = ((page, each) for page in left for each in page.reading.links if each.url == url)
    gone = [Unreached(url, page.place, Reason.GONE, each.text, page.columns, 404, page.url) for page, each in leading]
    lost = (*(each for each in snapshot.unreached if each.url != url), *gone[:1])
    whole = snapshot.whole and replace(snapshot.whole, pages=keep(snapshot.whole.pages))
    return replace(snapshot, pages=left, unreached=lost, whole=whole)


def replace_snapshot(case, snapshot):
    again = replace(case)
    again.__dict__["snapshot"] = snapshot
    return again
