"""A month in one line, for the mail that cron sends, and the exit code that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from crawler.period import Period
from reports.wording import Wording

DONE, PROBLEMS, GAPS = 0, 1, 3


@dataclass(frozen=True)
class Facts:
    """What a month came to: sites and those that were read, departments, the average mark of those that have a rank, findings, the ledger.

    `lost` counts addresses that could not be read. `new` are cases that this month opened or reopened, `rectified` those that it
    saw put right; `overdue` and `waiting` (for a notice) are all cases that stand so on the day of the run.
    """

    sites: int
    read: int
    lost: int
    departments: int
    average: str | None
    failed: int
    doubtful: int
    untested: int
    new: int
    rectified: int
    overdue: int
    waiting: int

    def code(self, *, strict: bool) -> int:
        """The exit code: problems, where they are asked for, before gaps, gaps before nothing."""
        if strict and self.failed:
            return PROBLEMS
        return GAPS if self.lost or self.doubtful or self.untested or self.read < self.sites else DONE

    def row(self) -> dict[str, Any]:
        """As the journal keeps them."""
        return asdict(self)


def kept(row: Mapping[str, Any]) -> Facts | None:
    """The facts that a journal kept; None for those of another version."""
    return Facts(**row) if row.keys() == {each.name for each in fields(Facts)} else None


def line(facts: Facts, period: Period, seconds: float, code: int, wording: Wording) -> str:
    """The line of a month that is done."""
    words = {name: str(value) for name, value in facts.row().items()}
    words["average"] = wording.mark(None if facts.average is None else Decimal(facts.average))
    return wording.say(
        "{period} 完成：网站 {read}/{sites}，单位 {departments}，平均 {average}，不合规 {failed}，待核实 {doubtful}，"
        "未能检测 {untested}；台账：新 {new}，已整改 {rectified}，逾期 {overdue}，待通知 {waiting}；"
        "用时 {seconds} 秒；退出码 {code}",
        **words,
        period=str(period),
        seconds=str(round(seconds)),
        code=str(code),
    )
