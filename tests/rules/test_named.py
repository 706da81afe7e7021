"""What rules are called is written down, as the rules have it."""

import pytest

from rules import named as names
from rules.__main__ import NAMES
from rules.named import as_written, named
from rules.rule import catalogue


def test_every_rule_is_called_what_it_calls_itself():
    assert NAMES.read_text("utf-8") == as_written(catalogue().values()), "run `make handbook`"
    for id, rule in catalogue().items():
        found = named(id)
        assert (found.title, found.problems, found.lasting, found.theme, found.duty, found.basis) == (
            rule.title,
            dict(rule.problems),
            rule.lasting,
            rule.theme,
            rule.duty,
            rule.basis,
        )
    assert named("no-such-rule") is None


def test_a_rule_is_found_alone_by_the_file_of_its_name():
    assert {id: catalogue()[id] for id in catalogue()} == dict(catalogue())
    assert len(catalogue()) == len(list(catalogue())) > 50
    for word in ("no-such-rule", "财政局", "", "../rule", "__init__", "air_quality_daily"):
        assert word not in catalogue()
        assert catalogue().get(word) is None


@pytest.fixture
def unwritten(monkeypatch):
    """As if no rule were written down."""
    monkeypatch.setattr(names, "_written", dict)
    named.cache_clear()
    yield
    named.cache_clear()


def test_a_rule_that_was_dropped_in_since_is_asked_itself(unwritten):
    assert named("air-quality-daily").title == catalogue()["air-quality-daily"].title
