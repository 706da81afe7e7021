"""docs/duties.md: every duty of the handbook of 2013 stands there once, with a rule, an on-site matter or a reason."""

import re
from pathlib import Path

import pytest

from checker.scheme import built_in_schemes, open_scheme
from rules.rule import catalogue

TEXT = (Path(__file__).parents[1] / "docs" / "duties.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")]
DUTIES = [row for row in ROWS if re.fullmatch(r"S\d\d", row[0])]
INDICATORS = [row for row in ROWS if len(row) == 4 and row[0] != "Indicator"]
NAMED = re.compile(r"`([a-zA-Z0-9-]+)`")


def test_every_duty_stands_there_once():
    assert [row[0] for row in DUTIES] == [f"S{number:02}" for number in range(1, 35)]


@pytest.mark.parametrize(("rules", "on_site", "reason"), [row[-3:] for row in DUTIES + INDICATORS])
def test_a_duty_has_a_rule_a_matter_or_a_reason(rules, on_site, reason):
    assert rules or on_site or reason


def test_every_name_is_a_rule_or_a_matter_and_every_rule_is_named(tmp_path):
    schemes = [open_scheme(name, tmp_path, catalogue()) for name in built_in_schemes()]
    matters = {matter.id for scheme in schemes for matter in scheme.on_site}
    rules = {name for row in DUTIES + INDICATORS for name in NAMED.findall(row[-3])}
    assert rules <= set(catalogue())
    assert {name for row in DUTIES + INDICATORS for name in NAMED.findall(row[-2])} == matters
    assert set(catalogue()) <= set(NAMED.findall(TEXT))


def test_every_rule_has_its_place_in_a_scheme(tmp_path):
    schemes = [open_scheme(name, tmp_path, catalogue()) for name in built_in_schemes()]
    used = {indicator.rule for scheme in schemes for indicator in scheme.indicators}
    assert set(catalogue()) - used == {"air-forecast"}  # owed from 2026 on; docs/air.md
