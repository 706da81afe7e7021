"""部门决算 — what a body really took in and spent in a year, with the bodies below it.

A department publishes last year's in the schedules that their year asks for: income
and expenditure until 2014, eight from the accounts of 2016, nine from those of 2020.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.accounts.judging.presence import HIDING, Wanted
from rules.accounts.judging.whole import WHOLE, whole_judged
from rules.dates import MonthDay
from rules.finding import Finding
from rules.rule import rule

TOPICS = ("department-final-accounts", "three-public-final")


@rule(
    title="部门决算公开",
    theme="budgets",
    duty="每年应公开的月份起，上一年部门决算在两处公开，当年要求的各张表齐全，打得开，合计相符，文字与表格一致，空表有说明。",
    basis="《政府信息公开条例》（2008）第十条第四项；财预〔2013〕309号；《预算法》（2014）第十四条；财预〔2016〕143号",
    reads=list(TOPICS),
    problems=WHOLE,
    hiding=HIDING,
    spans=True,
)
def department_final_accounts(
    site: Snapshot, *, owed_from: int, publish_by: MonthDay, clicks: int
) -> Iterator[Finding]:
    """From the month in which they are owed, last year's accounts show every schedule of their year, and their sums hold."""
    wanted = Wanted.of("final", site, owed_from, TOPICS)
    yield from whole_judged(site, wanted, publish_by=publish_by, clicks=clicks)
