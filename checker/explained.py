"""What a posted explanation (情况说明) makes of findings: the scheme says of which problems, and what is lost all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from checker.indicator import Indicator
from crawler.snapshot import Snapshot
from rules.explanations.posted import Posted, explanation
from rules.explanations.statements import Statement, statements
from rules.finding import Finding, Outcome
from rules.rule import Rule

SATISFIES = "已登载情况说明“{posted}”，视为合规：{found}"
COSTS_LESS = "已登载情况说明“{posted}”，按有说明的情形扣分：{found}"
WOULD_COST_LESS = "已登载情况说明“{posted}”，核实有问题的，按有说明的情形扣分：{found}"
MAY_EXPLAIN = "“{posted}”可能是对此的情况说明，请人工核实：{found}"


def settle(site: Snapshot, rule: Rule, indicator: Indicator, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of a place with what it explains itself: none of them graver than before.

    What satisfies makes them passed, what costs less all the same stays failed, or in doubt, at the price of the explained; what
    only may be an explanation leaves them to a person. Where a rule took the explanation itself for what is owed, and finds
    fault with it, that is told once, as what is missing; not at all where the same fault is found with other pages, too, for
    what costs no more however often it is found would then cost more than before.
    """
    told = cache(lambda: statements(site))
    pairs = [(finding, _posted(site, rule, indicator, finding, told)) for finding in findings]
    others = {finding.problem for finding, posted in pairs if posted is None and finding.outcome is Outcome.FAILED}
    is_told = False
    for finding, posted in pairs:
        if posted is None:
            yield finding
        elif finding.problem in indicator.explained:
            yield _settled(rule, indicator, finding, posted)
        else:
            is_other = finding.problem in others
            yield _of_itself(rule, indicator, finding, posted, is_told=is_told or is_other)
            is_told = is_told or (posted.is_sure and not is_other)


def _posted(
    site: Snapshot, rule: Rule, indicator: Indicator, finding: Finding, told: Callable[[], Sequence[Statement]]
) -> Posted | None:
    """What a place says itself of a finding: of what is missing, or where the finding rests on an explanation alone."""
    is_priced = finding.problem in indicator.explained
    is_open = finding.outcome in (Outcome.FAILED, Outcome.CANT_TELL) and bool(is_priced or finding.evidence)
    if not (indicator.explained and is_open):
        return None
    asked = finding if is_priced else replace(finding, subject="")
    known = told() if is_priced else _themselves(told(), finding)
    return explanation(site, rule, asked, indicator.dials, known) if known else None


def _themselves(told: Sequence[Statement], finding: Finding) -> list[Statement]:
    """The statements on which a finding rests, when it rests on nothing else."""
    cited = {each.url for each in finding.evidence}
    found = [each for each in told if each.document is not None and each.document.url in cited]
    return found if cited == {each.document.url for each in found if each.document is not None} else []


def _settled(rule: Rule, indicator: Indicator, finding: Finding, posted: Posted) -> Finding:
    is_failed = finding.outcome is Outcome.FAILED
    if not posted.is_sure:
        return _told(rule, finding, posted, Outcome.CANT_TELL, MAY_EXPLAIN) if is_failed else finding
    if not indicator.explained[finding.problem]:
        return _satisfied(rule, finding, posted)
    note = COSTS_LESS if is_failed else WOULD_COST_LESS
    return replace(_told(rule, finding, posted, finding.outcome, note), explained=True)


def _of_itself(rule: Rule, indicator: Indicator, finding: Finding, posted: Posted, *, is_told: bool) -> Finding:
    """What becomes of a fault found with an explanation that was taken for contents."""
    is_failed = finding.outcome is Outcome.FAILED
    if not posted.is_sure:
        return _told(rule, finding, posted, Outcome.CANT_TELL, MAY_EXPLAIN) if is_failed else finding
    missed = max(indicator.explained, key=lambda name: (indicator.explained[name], name))
    price = indicator.explained[missed]
    if is_told or not price:
        return _satisfied(rule, finding, posted)
    before = indicator.deduct.get(finding.problem)
    if not is_failed or before is None or before.each < price:
        return finding
    return replace(_told(rule, finding, posted, Outcome.FAILED, COSTS_LESS), problem=missed, explained=True)


def _satisfied(rule: Rule, finding: Finding, posted: Posted) -> Finding:
    found = _told(rule, finding, posted, Outcome.PASSED, SATISFIES)
    evidence = tuple(dict.fromkeys((posted.cited, *found.evidence)))
    return replace(found, problem="", evidence=evidence, explained=True)


def _told(rule: Rule, finding: Finding, posted: Posted, outcome: Outcome, note: str) -> Finding:
    """The finding with the explanation as further evidence, and named in its note."""
    found = str(finding) or rule.problems.get(finding.problem, "")
    evidence = tuple(dict.fromkeys((*finding.evidence, posted.cited)))
    values = {**finding.values, "posted": posted.title, "found": found}
    return replace(finding, outcome=outcome, note=note, values=values, evidence=evidence)
