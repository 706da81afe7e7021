"""All that is counted of a month, taken from its snapshots one by one."""

from __future__ import annotations

from collections.abc import Sequence

from checker.assess import answered
from checker.counted.collecting import Collector
from checker.counted.telling import looked_for, told
from checker.counted.told import Line, What
from checker.counted.value import Looked
from checker.counted.whole import MonthCounted
from crawler.roster import Department
from crawler.snapshot import Place, Snapshot

ERROR = "error"  # why a site could not be counted where our own program failed


class MonthCounter:
    """Takes the snapshots of a month. What ends in an error of ours is as if the site could not be read."""

    def __init__(self, departments: Sequence[Department]) -> None:
        self._collector = Collector(departments)
        self._failed: list[Looked] = []
        self._lines: list[Line] = []
        self._looked_for: list[tuple[What, str, Place]] = []

    def add(self, snapshot: Snapshot) -> None:
        """Takes what is counted of a snapshot."""
        id, period = snapshot.department.id, snapshot.period
        if isinstance(answered(lambda: self._collector.add(snapshot), "collecting items", snapshot), Exception):
            self._failed += [Looked(period, id, Place.OWN, ERROR), Looked(period, "", Place.PORTAL, ERROR)]
        lines = answered(lambda: list(told(snapshot)), "collecting talks, letters and charts", snapshot)
        if not isinstance(lines, Exception):
            self._lines += lines
            self._looked_for += looked_for(snapshot)

    @property
    def counted(self) -> MonthCounted:
        """All that was taken."""
        found, failed = self._collector.collected, {(each.department, each.place) for each in self._failed}
        looked = [each for each in found.looked if (each.department, each.place) not in failed]
        return MonthCounted(found.items, (*looked, *self._failed), tuple(self._lines), tuple(self._looked_for))
