"""Schemes: a rulebook that does not fit the rules is refused, with every fault and its line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from checker.onsite import OnSite, Span
from checker.scheme import built_in_schemes, open_scheme, read_scheme
from crawler.period import Period
from crawler.refusal import Refusal
from rules.rule import catalogue

BUILT_IN = Path(__file__).parents[2] / "checker" / "schemes" / "yichun-2013.toml"


def refusal(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_scheme(text, "own.toml", catalogue())
    return caught.value


@pytest.mark.parametrize("name", built_in_schemes())
def test_every_built_in_scheme_fits(name, tmp_path):
    scheme = open_scheme(name, tmp_path, catalogue())
    assert scheme.indicators
    assert all(isinstance(indicator.points, Decimal) for indicator in scheme.indicators)


def test_an_own_scheme_goes_before_a_built_in_one(tmp_path):
    (tmp_path / "yichun-2013.toml").write_text(
        BUILT_IN.read_text("utf-8").replace("points     = 20", "points     = 40")
    )
    assert open_scheme("yichun-2013", tmp_path, catalogue()).indicators[0].points == 40


def test_an_unknown_scheme_is_refused_with_the_known_names(tmp_path):
    with pytest.raises(Refusal) as caught:
        open_scheme("yichun-1999", tmp_path, catalogue())
    assert "yichun-2013" in caught.value.faults[0].values["known"]


@pytest.mark.parametrize("name", ["../secret", "a/b", "", "x.toml"])
def test_a_name_is_never_a_path(name, tmp_path):
    with pytest.raises(Refusal):
        open_scheme(name, tmp_path, catalogue())


CHANGES = {
    "a matrix off its marginals": ("daily_online     = 56", "daily_online     = 57", 2),
    "an unknown rule": ('rule       = "power-flowchart"', 'rule       = "power-flow"', 1),
    "a problem without a price": ("no-unit           = 2\n", "", 1),
    "a price for no problem": ("no-unit           = 2", "no-unit           = 2\nlater = 1", 1),
    "a price above the share": ("no-unit           = 2", "no-unit           = 16", 1),
    "a cap below the price": ("{ each = 4, at_most = 8 }", "{ each = 4, at_most = 3 }", 1),
    "an unset dial": ('dials      = { owed_from = 4, publish_by = "", clicks = 3 }\n', "", 1),
    "an unknown dial": ("clicks = 3 }", "clicks = 3, more = 1 }", 1),
    "a dial of the wrong type": ("clicks = 3", 'clicks = "3"', 1),
    "a dial that is no day": ('publish_by = ""', 'publish_by = "31.3."', 1),
    "an unknown kind": ('applies_to = ["ecology"]', 'applies_to = ["ecologist"]', 1),
    "an unknown place": ('places     = ["own", "portal"]', 'places     = ["home"]', 3),
    "a double id": ('id         = "B1-2"', 'id         = "B2-1"', 1),
    "points that are none": ("points     = 20", "points     = 0", 8),
    "a misspelt key": ("rectify_in = 5", "rectify_im = 5", 1),
    "an on-site cycle that is none": ('cycle      = "weekly"', 'cycle      = "daily"', 1),
    "an on-site matter that asks nothing": ("asks       = ", "ask        = ", 2),
    "an on-site matter nowhere": ('where      = "《伊春日报》"', 'where      = " "', 1),
    "an on-site kind that is none": (
        'applies_to = ["ecology"]\nsource     = "报告',
        'applies_to = ["paper"]\nsource     = "报告',
        1,
    ),
    "an on-site source that is no text": ('source     = "报告（每周，《伊春日报》）；分值为建议"', "source     = 7", 1),
    "an on-site id that an indicator has": ('id         = "C1-week"', 'id         = "C1-1"', 1),
    "an on-site id with a slash": ('id         = "C1-week"', 'id         = "C1/week"', 1),
    "on-site matters that are no tables": ("[[on_site]]", "[[on_site.matter]]", 1),
    "a whole portal that is an own site": (
        'places     = ["portal"]\napplies_to = ["portal"]',
        'places     = ["own"]\napplies_to = ["portal"]',
        1,
    ),
    "a whole portal that is a number": ("whole      = true", "whole      = 1", 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_fit_is_refused(change):
    old, new, count = CHANGES[change]
    text = BUILT_IN.read_text("utf-8")
    assert old in text
    faults = refusal(text.replace(old, new)).faults
    assert len(faults) >= min(count, 1)
    assert all(fault.where.startswith("own.toml") and fault.line and fault.remedy for fault in faults)


def test_every_fault_is_told_at_once():
    text = BUILT_IN.read_text("utf-8")
    for name, (old, new, _) in CHANGES.items():
        text = text.replace(old, new, 1) if name != "on-site matters that are no tables" else text  # breaks the file
    assert len(refusal(text).faults) >= 10


def test_broken_toml_is_refused():
    assert "line 1" in refusal("title = \n").faults[0].values["error"]


@pytest.mark.parametrize("value", ["[" * 3_000, "9" * 5_000, "1e999999999999999999999"])
def test_toml_that_no_reader_takes_is_refused(value):
    with pytest.raises(Refusal):
        read_scheme(f"title = {value}", "own.toml", catalogue())


def test_a_fault_stands_at_its_own_table():
    text = BUILT_IN.read_text("utf-8").replace('cycle      = "weekly"', 'cycle      = "daily"')
    (fault,) = refusal(text).faults
    assert 'id         = "C1-week"' in text.splitlines()[fault.line - 1]


def test_a_double_id_is_told_where_it_stands_again():
    text = BUILT_IN.read_text("utf-8").replace('id         = "C1-week"', 'id         = "C1-1"')
    lines = [number for number, line in enumerate(text.splitlines(), 1) if '"C1-1"' in line]
    assert [fault.line for fault in refusal(text).faults] == lines[1:]


def test_what_is_no_table_is_refused_and_breaks_nothing():
    assert refusal("indicator = [1]\non_site = [2]\n").faults


def matter(cycle: str) -> OnSite:
    return OnSite("P-1", "周报", "《日报》", "是否刊登", cycle, frozenset(("ecology",)))


@pytest.mark.parametrize(
    ("cycle", "period", "spans"),
    [
        ("weekly", (2013, 7), [(1, 7), (8, 14), (15, 21), (22, 28)]),
        ("monthly", (2024, 2), [(1, 29)]),
        ("quarterly", (2013, 7), []),
        ("yearly", (2013, 11), []),
    ],
)
def test_a_cycle_is_due_in_the_month_in_which_it_ends(cycle, period, spans):
    year, month = period
    expected = [Span(date(year, month, first), date(year, month, last)) for first, last in spans]
    assert list(matter(cycle).spans(Period(year, month))) == expected


def test_quarters_and_years_end_with_their_last_month():
    assert list(matter("quarterly").spans(Period(2013, 9))) == [Span(date(2013, 7, 1), date(2013, 9, 30))]
    assert list(matter("yearly").spans(Period(2013, 12))) == [Span(date(2013, 1, 1), date(2013, 12, 31))]


def test_every_week_of_a_year_belongs_to_one_month():
    spans = [span for month in range(1, 13) for span in matter("weekly").spans(Period(2013, month))]
    assert [(span.last - span.first).days for span in spans] == [6] * 52
    assert spans == sorted(set(spans), key=lambda span: span.first)
    assert spans[0] == Span(date(2012, 12, 31), date(2013, 1, 6))


def test_the_weekly_report_in_the_paper_is_looked_for_by_a_person(tmp_path):
    weekly = next(each for each in open_scheme("yichun-2013", tmp_path, catalogue()).on_site if each.id == "C1-week")
    assert (weekly.cycle, weekly.where) == ("weekly", "《伊春日报》")
    assert weekly.binds(frozenset(("ecology",)))
    assert not weekly.binds(frozenset(("housing",)))
    assert weekly.key("hbj", Span(date(2013, 7, 8), date(2013, 7, 14))) == "onsite/hbj/C1-week/2013-07-08"


def test_no_rule_has_a_name_of_thousands_of_letters():
    assert "a" * 5_000 not in catalogue()
