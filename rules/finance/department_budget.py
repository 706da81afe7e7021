"""部门预算 — what a body takes in and spends in a year, with the bodies below it.

A department publishes it in the schedules that its year asks for: income and
expenditure until 2014, eight by law from 2017 on; an empty one says that it is empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.accounts.judging.presence import HIDING, Wanted
from rules.accounts.judging.whole import WHOLE, whole_judged
from rules.dates import MonthDay
from rules.finding import Finding
from rules.rule import rule

TOPICS = ("department-budget", "three-public-budget")


@rule(
    title="部门预算公开",
    theme="budgets",
    duty="每年应公开的月份起，当年部门预算在两处公开，当年要求的各张表齐全，打得开，合计相符，文字与表格一致，空表有说明。",
    basis="《政府信息公开条例》（2008）第十条第四项；财预〔2013〕309号；《预算法》（2014）第十四条；财预〔2016〕143号",
    reads=list(TOPICS),
    problems=WHOLE,
    hiding=HIDING,
    spans=True,
)
def department_budget(site: Snapshot, *, owed_from: int, publish_by: MonthDay, clicks: int) -> Iterator[Finding]:
    """From the month in which it is owed, the year's budget shows every schedule of its year, and its sums hold."""
    wanted = Wanted.of("budget", site, owed_from, TOPICS)
    yield from whole_judged(site, wanted, publish_by=publish_by, clicks=clicks)
