"""“三公”经费预算 — what a year's budget gives for travel abroad, receptions and cars.

A budget unit publishes the figures by head, with their unit, on its own site and
in its column on the portal; one that spends nothing declares so.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.accounts.judging.judgement import EXPENSES, expenses_judged
from rules.accounts.judging.presence import HIDING, Wanted
from rules.dates import MonthDay
from rules.finding import Finding
from rules.rule import rule

TOPICS = ("three-public-budget", "department-budget")


@rule(
    title="“三公”经费预算公开",
    theme="three-public",
    duty="每年应公开的月份起，当年“三公”经费预算在两处公开，四项齐全，没有的也写明，合计相符，增减有说明，与上年和另一处一致。",
    basis="《政府信息公开条例》（2008）第十条第四项；国办发〔2013〕73号（二）；《预算法》（2014）第十四条；财预〔2016〕143号",
    reads=list(TOPICS),
    problems=EXPENSES,
    hiding=HIDING,
    spans=True,
    beside=("places-differ",),
)
def three_public_budget(site: Snapshot, *, owed_from: int, publish_by: MonthDay, clicks: int) -> Iterator[Finding]:
    """From the month in which it is owed, the year's budget names every head, with unit, sums that add up and reasons."""
    wanted = Wanted.of("budget", site, owed_from, TOPICS)
    yield from expenses_judged(site, wanted, publish_by=publish_by, clicks=clicks)
