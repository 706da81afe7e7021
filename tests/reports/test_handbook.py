"""The handbook in the terminal: a chapter has duty, basis, places in schemes, and each problem with its price and an example."""

from io import StringIO

import pytest
from rich.console import Console

from checker.scheme import built_in_schemes, open_scheme
from reports.handbook import explain_rule, rules_by_area
from reports.wording import Wording
from rules.rule import catalogue


def screen(what):
    console = Console(file=StringIO(), width=400, color_system=None)
    console.print(what)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def schemes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    return [open_scheme(name, folder, catalogue()) for name in built_in_schemes()]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", list(catalogue()))
def test_a_chapter_has_everything(rule, language, schemes):
    wording, each = Wording(language), catalogue()[rule]
    shown = screen(explain_rule(each, schemes, wording))
    for part in (rule, wording.rule_title(rule), *each.problems):
        assert part in shown
    assert shown.count(wording.say("例：").strip()) >= len(each.problems)
    for scheme in schemes:
        assert all(used.id in shown for used in scheme.indicators if used.rule == rule)


def test_all_rules_are_listed_by_area_with_their_indicators(schemes):
    shown = screen(rules_by_area(schemes, Wording("zh")))
    assert all(rule in shown for rule in catalogue())
    assert all(each.id in shown for scheme in schemes for each in scheme.indicators)
    assert all(rule.area[0] in shown for rule in catalogue().values())


def test_without_a_scheme_no_price_is_shown():
    shown = screen(explain_rule(catalogue()["power-list"], (), Wording("zh")))
    assert "扣" not in shown
