"""Whatever stands where a value should, a scheme is refused or fits: it never breaks the program, and what fits can be weighed."""

import copy
import datetime
import tomllib
from collections.abc import Iterator
from decimal import Decimal

import pytest

from checker.fit import faults
from checker.scheme import kept_scheme, read_scheme
from checker.scoring import weigh
from reports.wording import Wording
from rules.finding import Finding, Outcome
from rules.rule import Rule

TEXT = """
title = "考核"
year = 2013
source = "方案"
inapplicable = "spread"
bonus_above = 80
at_most = 110
year_end_crawl = "2014-01"
stated = ["matrix"]
unverified = ["grades"]
grades = { "合格" = 60, "不合格" = 0 }
matrix = { daily_online = 56, daily_on_site = 24, year_end_online = 14, year_end_on_site = 6 }

[[indicator]]
id = "A"
title = "甲"
rule = "first"
group = "一"
points = 10
places = ["own", "portal"]
applies_to = ["department"]
dials = { count = 1, word = "x", share = 1.5 }
deduct = { late = 1, short = { each = 1, at_most = 3 } }
explained = { late = 0 }
rectify_in = 5
source = "方案"
stated = ["points"]
unverified = ["deduct.late"]

[[indicator]]
id = "V"
title = "乙"
rule = "second"
sort = "veto"
whole = true
places = ["portal"]
applies_to = ["department"]
veto = [{ problems = ["late"], count = 2 }]

[[on_site]]
id = "O"
title = "丙"
where = "办公楼"
asks = "有没有"
cycle = "weekly"
applies_to = ["department"]
points = 5
answers = { "有" = 5, "无" = 0 }
source = "方案"
stated = ["points"]
unverified = ["answers.有"]
"""
STRANGE = [
    *(Decimal(each) for each in ("nan", "inf", "1e400", "1e-400", "-0.5")),
    *(-1, 0, True, 10**30, "", "x", "甲/乙", "{x}", [], {}, [[]], [{}], [1], {"a": 1}),
    *(datetime.date(2013, 1, 1), datetime.time(1)),
]


def first(site, *, count: "int", word: "str", share: "Decimal"):
    yield


def second(site):
    yield


CATALOGUE = {
    "first": Rule("first", "甲", "", (), {"late": "晚", "short": "短"}, first),
    "second": Rule("second", "乙", "", (), {"late": "晚"}, second),
}
GIVEN = tomllib.loads(TEXT, parse_float=Decimal)


def paths(value, here=()) -> Iterator[tuple]:
    """Where there are values, at any depth."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*here, key)
        yield from paths(each, (*here, key))


def complaints(data: dict) -> list[str]:
    """All faults in words: the words must take their values."""
    found = list(faults(TEXT, data, "x.toml", CATALOGUE))
    return [f"{Wording().say(each.what, **each.values)}；{Wording().say(each.remedy, **each.values)}" for each in found]


def test_as_it_is_it_fits():
    assert read_scheme(TEXT, "x.toml", CATALOGUE).indicators


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_a_strange_value_is_refused_or_can_be_weighed(strange, monkeypatch):
    for path in paths(GIVEN):
        data = copy.deepcopy(GIVEN)
        table = data
        for key in path[:-1]:
            table = table[key]
        table[path[-1]] = strange
        if not complaints(data):
            monkeypatch.setattr("checker.scheme.tomllib.loads", lambda *_, data=data, **__: data)
            weigh_all(kept_scheme("", "x"))


def test_what_is_missing_is_told_or_not_needed(monkeypatch):
    for path in paths(GIVEN):
        data = copy.deepcopy(GIVEN)
        table = data
        for key in path[:-1]:
            table = table[key]
        del table[path[-1]]
        if not complaints(data):
            monkeypatch.setattr("checker.scheme.tomllib.loads", lambda *_, data=data, **__: data)
            weigh_all(kept_scheme("", "x"))


def weigh_all(scheme) -> None:
    for indicator in scheme.indicators:
        found = [Finding(Outcome.FAILED, name) for name in indicator.deduct] or [Finding(Outcome.PASSED)]
        score = weigh(indicator, dict.fromkeys(indicator.places, found)).score
        assert 0 <= score.earned <= score.assessable <= score.possible


NEVER = {
    "a number that is none": ("points = 10", "points = nan"),
    "points without end": ("points = 10", "points = inf"),
    "a cap that is none": ("at_most = 3", "at_most = nan"),
    "a grade that is none": ('"合格" = 60', '"合格" = nan'),
    "a cell of the matrix that is none": ("daily_online = 56", "daily_online = nan"),
    "an id that no spreadsheet could send back": ('id = "A"', 'id = "甲/乙"'),
    "an id that is no text": ('id = "A"', "id = 1"),
    "less than no days to put it right": ("rectify_in = 5", "rectify_in = -5"),
    "a number that is both stated and unverified": ('unverified = ["grades"]', 'unverified = ["grades", "matrix"]'),
    "a year that is none": ("year = 2013", "year = 0"),
    "a source that is no text": ('source = "方案"', "source = 7"),
    "a place that is a list": ('places = ["portal"]', 'places = [["portal"]]'),
    "a kind that is a table": ('applies_to = ["department"]', "applies_to = [{ a = 1 }]"),
}


@pytest.mark.parametrize("change", NEVER)
def test_it_is_refused(change):
    old, new = NEVER[change]
    assert old in TEXT
    assert complaints(tomllib.loads(TEXT.replace(old, new), parse_float=Decimal))


def test_a_scheme_without_any_indicator_is_refused():
    assert complaints({**GIVEN, "indicator": []})
