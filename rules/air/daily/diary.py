"""The month of a place day by day, with everything that can be said of it."""

from __future__ import annotations

from crawler.snapshot import Snapshot
from rules.air.daily.day import Diary


def diary(site: Snapshot, *, publish_within: int = 1) -> Diary:
    """What one place (`snapshot.at(place)`, with its `elsewhere` set to compare with) shows of each day of its period, judged.

    A bulletin is owed `publish_within` days after its day, unless the standard of that day names an hour.
    """
    raise NotImplementedError
