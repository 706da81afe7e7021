"""All that is counted of a month, taken from its snapshots one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.assess import answered
from checker.counted.collecting import Collector, Portion
from checker.counted.telling import looked_for, told
from checker.counted.told import Line, What
from checker.counted.value import Looked
from checker.counted.whole import MonthCounted
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place, Snapshot

ERROR = "error"  # why a site could not be counted where our own program failed


@dataclass(frozen=True)
class Share:
    """What one snapshot adds to a month's count."""

    portion: Portion = field(default_factory=Portion)
    failed: tuple[Looked, ...] = ()
    lines: tuple[Line, ...] = ()
    looked_for: tuple[tuple[What, str, Place], ...] = ()


class MonthCounter:
    """Takes the snapshots of a month. What ends in an error of ours is as if the site could not be read.

    What a snapshot adds hangs on it alone, and on whether it is the first: shares may be counted apart and taken in their order.
    """

    def __init__(self, departments: Sequence[Department]) -> None:
        self._collector = Collector(departments)
        self._failed: list[Looked] = []
        self._lines: list[Line] = []
        self._looked_for: list[tuple[What, str, Place]] = []
        self._is_begun = False

    def add(self, snapshot: Snapshot) -> None:
        """Takes what is counted of a snapshot."""
        self.take(self.share(snapshot, is_first=not self._is_begun))

    def share(self, snapshot: Snapshot, *, is_first: bool) -> Share:
        """What is counted of a snapshot."""
        portion, failed = Portion(), tuple[Looked, ...]()
        fault = answered(
            lambda: self._collector.fill(portion, snapshot, is_first=is_first), "collecting items", snapshot
        )
        if isinstance(fault, Exception):
            failed = uncounted(snapshot.department, snapshot.period).failed
        lines = answered(lambda: list(told(snapshot)), "collecting talks, letters and charts", snapshot)
        if isinstance(lines, Exception):
            return Share(portion, failed)
        return Share(portion, failed, tuple(lines), tuple(looked_for(snapshot)))

    def take(self, share: Share) -> None:
        """Takes what was counted of a snapshot."""
        self._is_begun = True
        self._collector.take(share.portion)
        self._failed += share.failed
        self._lines += share.lines
        self._looked_for += share.looked_for

    @property
    def counted(self) -> MonthCounted:
        """All that was taken."""
        found, failed = self._collector.collected, {(each.department, each.place) for each in self._failed}
        looked = [each for each in found.looked if (each.department, each.place) not in failed]
        return MonthCounted(found.items, (*looked, *self._failed), tuple(self._lines), tuple(self._looked_for))


def uncounted(department: Department, period: Period) -> Share:
    """The share of a body that could not be counted for an error of ours."""
    return Share(failed=(Looked(period, department.id, Place.OWN, ERROR), Looked(period, "", Place.PORTAL, ERROR)))
