"""What a posted explanation (情况说明) makes of findings: the scheme says of which problems, and what is lost all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
    only may be an explanation leaves them to a person.
    """
    told: Sequence[Statement] | None = None
    for finding in findings:
        if finding.outcome not in (Outcome.FAILED, Outcome.CANT_TELL) or finding.problem not in indicator.explained:
            yield finding
            continue
        told = statements(site) if told is None else told
        posted = explanation(site, rule, finding, indicator.dials, told)
        yield finding if posted is None else _settled(rule, indicator, finding, posted)


def _settled(rule: Rule, indicator: Indicator, finding: Finding, posted: Posted) -> Finding:
    is_failed = finding.outcome is Outcome.FAILED
    if not posted.is_sure:
        return _told(rule, finding, posted, Outcome.CANT_TELL, MAY_EXPLAIN) if is_failed else finding
    if not indicator.explained[finding.problem]:
        return replace(_told(rule, finding, posted, Outcome.PASSED, SATISFIES), problem="", explained=True)
    note = COSTS_LESS if is_failed else WOULD_COST_LESS
    return replace(_told(rule, finding, posted, finding.outcome, note), explained=True)


def _told(rule: Rule, finding: Finding, posted: Posted, outcome: Outcome, note: str) -> Finding:
    """The finding with the explanation cited first where it satisfies, else last, and named in its note."""
    found = str(finding) or rule.problems.get(finding.problem, "")
    cited = (
        (posted.cited, *finding.evidence)
        if outcome is Outcome.PASSED
        else tuple(dict.fromkeys((*finding.evidence, posted.cited)))
    )
    values = {**finding.values, "posted": posted.title, "found": found}
    return replace(finding, outcome=outcome, note=note, values=values, evidence=tuple(dict.fromkeys(cited)))
