"""Months whose evidence was taken away: they are neither visited nor judged again, what was found of them stays as it is."""

from __future__ import annotations

from contextlib import closing

from checker.removals import Removals
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from reports.workspace import Workspace


def must_be_kept(workspace: Workspace, period: Period) -> None:
    """Raises Refusal when the evidence of a month was taken away."""
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        return
    with closing(Removals(path)) as removals:
        last = next((each for each in reversed(removals.all()) if each.period == period), None)
    if last is not None:
        values = {"period": str(period), "by": last.by, "day": f"{last.at:%Y-%m-%d}"}
        told = "{period} 的证据已由{by}于 {day} 移走，不能再访问或检查"
        raise Refusal(Fault(told, "当时的结果和台账都还在", "", None, values))
