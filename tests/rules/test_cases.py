"""Generic tests that serve every rule: cases are kept, problems are raised and have an example, every outcome has its case."""

import re

import pytest

from rules.examples import examples
from rules.rule import catalogue
from tests.rules.cases import FOLDER, Case, cases
from tests.rules.examples import example

CASES = cases()
EXAMPLES = examples()


def name(case: Case) -> str:
    return str(case.folder.relative_to(FOLDER))


@pytest.mark.parametrize("case", CASES, ids=name)
def test_every_case_is_kept(case):
    findings = case.find()
    assert case.found(findings) == case.expected()
    kept, name = [example(case, finding) for finding in findings], "/".join(case.folder.parts[-2:])
    stale = [e for (rule, _), e in EXAMPLES.items() if rule == case.rule.id and e.case == name and e not in kept]
    assert not stale, "the handbook's examples are stale: make handbook"
    for finding in findings:
        assert str(finding) or finding.outcome == "passed"  # every note's fields are filled
        assert finding.evidence or finding.outcome == "inapplicable", "a finding without evidence"


def raised() -> set[tuple[str, str]]:
    told = ("failed", "cantTell")  # of some problems a page alone gives no more than a doubt
    return {(case.rule.id, problem) for case in CASES for outcome, problem, _ in case.expected() if outcome in told}


def test_every_problem_is_raised_by_some_case():
    assert {(rule.id, problem) for rule in catalogue().values() for problem in rule.problems} - raised() == set()


def test_every_problem_has_an_example_and_every_example_its_case():
    problems = {(rule.id, problem) for rule in catalogue().values() for problem in rule.problems}
    assert problems == set(EXAMPLES), "make handbook"
    assert not [each.case for (rule, _), each in EXAMPLES.items() if not (FOLDER / rule / each.case).is_dir()]


def test_every_rule_has_a_case_that_passes_and_one_that_could_not_be_tested():
    wanted = {(rule, outcome) for rule in catalogue() for outcome in ("passed", "failed", "untested")}
    assert wanted - {(case.rule.id, case.outcome) for case in CASES} == set()


@pytest.mark.parametrize("rule", list(catalogue().values()), ids=lambda rule: rule.id)
def test_every_rule_says_its_duty_in_both_languages(rule):
    assert re.search("[一-龥]", rule.duty)
    assert re.search("[a-z]", rule.statement)
    assert all(rule.area)
