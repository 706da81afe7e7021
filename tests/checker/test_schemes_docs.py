"""docs/schemes.md: its example is a scheme that fits, names every key that there is, and its sums hold."""

import re
from pathlib import Path

import pytest

from checker.fit import SCHEME_KEYS
from checker.fit_indicator import KEYS
from checker.marks import mark
from checker.onsite import KEYS as ON_SITE_KEYS
from checker.scheme import read_scheme
from checker.scoring import Assessment, weigh
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import failed, passed
from rules.rule import catalogue

TEXT = (Path(__file__).parents[2] / "docs" / "schemes.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


def test_the_example_fits():
    scheme = read_scheme(EXAMPLE, "example.toml", catalogue())
    assert [each.sort for each in scheme.indicators] == ["deduct", "veto", "bonus"]


@pytest.mark.parametrize("key", sorted(SCHEME_KEYS | KEYS | ON_SITE_KEYS))
def test_every_key_has_its_example(key):
    assert re.search(rf"^\[*(?:indicator\.)?{key}\b", EXAMPLE, re.MULTILINE)


INDICATOR = """
[[indicator]]
id = "{id}"
title = "{id}"
group = "{group}"
rule = "site-search"
points = {points}
places = ["own"]
applies_to = ["{kind}"]
deduct = {{ missing = {lost} }}
"""


@pytest.mark.parametrize(("sharing", "total"), [("scale", "86.25"), ("spread", "84.00")])
def test_the_sums_of_sharing_hold(sharing, total):
    rows = (("A", "甲", 20, "department", 5), ("B", "甲", 20, "approving", 1), ("C", "乙", 30, "department", 6))
    text = f'title = "例"\nyear = 2014\ninapplicable = "{sharing}"\n'
    for id, group, points, kind, lost in (*rows, ("D", "丙", 30, "department", 0)):
        text += INDICATOR.format(id=id, group=group, points=points, kind=kind, lost=lost)
    scheme = read_scheme(text, "x.toml", catalogue())
    body = Department("x", "示例市某局", kinds=frozenset(("department",)), home="http://x/")
    wrong = {"A": failed("missing"), "C": failed("missing"), "D": passed()}
    verdicts = (weigh(each, {Place.OWN: [wrong[each.id]]}) for each in scheme.indicators if each.binds(body.kinds))
    assert str(mark(Assessment(body, Period(2014, 3), scheme.id, tuple(verdicts)), scheme).total) == total
    assert f"**{total}**" in TEXT
