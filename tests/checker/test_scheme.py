"""Schemes: a rulebook that does not fit the rules is refused, with every fault and its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from checker.scheme import built_in_schemes, open_scheme, read_scheme
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
    for old, new, _ in CHANGES.values():
        text = text.replace(old, new, 1)
    assert len(refusal(text).faults) >= 10


def test_broken_toml_is_refused():
    assert "line 1" in refusal("title = \n").faults[0].values["error"]
