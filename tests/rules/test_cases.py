"""Three generic tests that serve every rule: cases are kept, problems are raised, words are needed."""

import importlib
import sys
from functools import lru_cache

import pytest

from rules.rule import catalogue
from rules.topics import _topics_of
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


def words() -> list[tuple[str, str, int]]:
    """(module, name, position) of every word in a tuple of Chinese words that rules look for."""
    modules = {rule.check.__module__ for rule in catalogue().values()} | {
        module for module in sys.modules if module.startswith(("rules.facts.", "rules.accounts.", "rules.typed."))
    }
    found = []
    for module in sorted(modules):
        for variable, value in vars(importlib.import_module(module)).items():
            chosen = isinstance(value, tuple) and variable.isupper() and all(isinstance(word, str) for word in value)
            if chosen and any("一" <= letter <= "龥" for word in value for letter in word):
                found += [(module, variable, position) for position in range(len(value))]
    return found


@lru_cache(maxsize=1)
def kept() -> dict[str, list[tuple[str, str, str]]]:
    return {name(case): case.expected() for case in CASES}


@pytest.mark.parametrize(("module", "variable", "position"), words())
def test_every_word_is_needed(module, variable, position, monkeypatch):
    value = getattr(importlib.import_module(module), variable)
    less = value[:position] + value[position + 1 :]
    for loaded in list(sys.modules.values()):
        if getattr(loaded, variable, None) is value and loaded.__name__.startswith("rules"):
            monkeypatch.setattr(loaded, variable, less)
    _topics_of.cache_clear()
    assert any(case.found() != case.expected() for case in CASES), f"no case needs {value[position]!r} in {variable}"
