"""Labelled pages about money: no figure is read wrongly, nobody is accused wrongly, no look-alike is a disclosure.

What is not read, or found, is measured by bench/accuracy_finance.py; that may be mended, these three never happen.
"""

from decimal import Decimal

import pytest

from rules.accounts.heads import NAMES
from rules.facts import facts_of
from rules.finding import Outcome
from rules.topics import ENOUGH, topics_of
from tests.money.labelled import MONEY, labelled

QUICK = labelled()[::8]


def name(page):
    return page.name


def is_kept(page):
    if not page.is_disclosure:
        assert not any(topic in MONEY and sure >= ENOUGH for topic, sure in topics_of(page.page)) or page.also
        return
    facts = facts_of(page.page).get("three_public") or {}
    said = {head: Decimal(str(facts[head])) for head in NAMES if facts.get(head) is not None}
    assert {head: value for head, value in said.items() if page.figures.get(head, value) != value} == {}
    known = {fault["problem"] for fault in page.fault}
    known |= {"missing"} if "incomplete" in known else set()  # a whole budget without them is no disclosure of them
    failed = {finding.problem: str(finding) for finding in page.findings() if finding.outcome is Outcome.FAILED}
    assert {problem: note for problem, note in failed.items() if problem not in known} == {}


@pytest.mark.parametrize("page", QUICK, ids=name)
def test_a_labelled_page_accuses_nobody_wrongly(page):
    is_kept(page)


@pytest.mark.proof
@pytest.mark.parametrize("page", [page for page in labelled() if page not in QUICK], ids=name)
def test_every_labelled_page_accuses_nobody_wrongly(page):
    is_kept(page)
