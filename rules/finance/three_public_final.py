"""“三公”经费决算 — what a year really cost in travel abroad, receptions and cars.

A budget unit publishes last year's figures by head, from the accounts of 2016 on with
the number of groups, persons, cars, batches and guests, and says why they changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.accounts.judging.judgement import SPENT, expenses_judged
from rules.accounts.judging.presence import HIDING, Wanted
from rules.dates import MonthDay
from rules.finding import Finding
from rules.rule import rule

TOPICS = ("three-public-final", "department-final-accounts")


@rule(
    title="“三公”经费决算公开",
    theme="three-public",
    duty="每年应公开的月份起，上一年“三公”经费决算在两处公开，各项齐全，写明团组、人数、车辆和接待批次，合计相符，增减有说明。",
    basis="《政府信息公开条例》（2008）第十条第四项；国办发〔2013〕73号（二）；《预算法》（2014）第十四条；财预〔2016〕143号",
    reads=list(TOPICS),
    problems=SPENT,
    hiding=HIDING,
    spans=True,
    beside=("places-differ",),
)
def three_public_final(site: Snapshot, *, owed_from: int, publish_by: MonthDay, clicks: int) -> Iterator[Finding]:
    """From the month in which they are owed, last year's accounts name every head, with sums that add up and counts."""
    wanted = Wanted.of("final", site, owed_from, TOPICS)
    yield from expenses_judged(site, wanted, publish_by=publish_by, clicks=clicks)
