"""Three generic tests that serve every rule: cases are kept, problems are raised, every outcome has its case."""

import pytest

from rules.rule import catalogue
from tests.rules.cases import FOLDER, Case, cases

CASES = cases()


def name(case: Case) -> str:
    return str(case.folder.relative_to(FOLDER))


@pytest.mark.parametrize("case", CASES, ids=name)
def test_every_case_is_kept(case):
    assert case.found() == case.expected()
    for finding in case.find():
        assert str(finding) or finding.outcome == "passed"  # every note's fields are filled
        assert finding.evidence or finding.outcome == "inapplicable", "a finding without evidence"


def raised() -> set[tuple[str, str]]:
    told = ("failed", "cantTell")  # of some problems a page alone gives no more than a doubt
    return {(case.rule.id, problem) for case in CASES for outcome, problem, _ in case.expected() if outcome in told}


@pytest.mark.parametrize(
    ("rule", "problem"), [(rule.id, problem) for rule in catalogue().values() for problem in rule.problems]
)
def test_every_problem_is_raised_by_some_case(rule, problem):
    assert (rule, problem) in raised()


@pytest.mark.parametrize("rule", list(catalogue()))
def test_every_rule_has_a_case_that_passes_and_one_that_could_not_be_tested(rule):
    outcomes = {case.outcome for case in CASES if case.rule.id == rule}
    assert {"passed", "failed", "untested"} <= outcomes
