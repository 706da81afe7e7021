"""What a crawl brought so far, site by site, for whoever watches it: counted from what is kept, while it is kept."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime

from crawler.snapshot import Reason

LATELY = 21  # answers by which the pace of a site is told
UNASKED = frozenset(
    {
        Reason.BUDGET,
        Reason.TRAP,
        Reason.NOT_VISITED,
        Reason.OFFSITE,
        Reason.ROBOTS,
        Reason.BLOCKED_ADDRESS,
        Reason.NEEDS_JS,
    }
)  # what may be said of an address without asking for it


@dataclass
class Brought:
    """Of one site: how many addresses ended with which reason ("" for good pages), and the bytes of their answers."""

    reasons: Counter[str] = field(default_factory=Counter)
    size: int = 0
    moments: deque[datetime] = field(default_factory=lambda: deque(maxlen=LATELY))
    _failed: dict[str, str] = field(default_factory=dict)

    def add(self, url: str, reason: str, size: int, fetched: datetime) -> None:
        """Counts one address; a second attempt takes the place of the first."""
        before = self._failed.pop(url, None)
        if before is not None:
            self.reasons[before] -= 1
        if reason:
            self._failed[url] = reason
        self.reasons[reason] += 1
        self.size += size
        if reason not in UNASKED:
            self.moments.append(fetched)

    @property
    def ended(self) -> int:
        """How many addresses were dealt with."""
        return self.reasons.total()

    @property
    def pace(self) -> float | None:
        """Seconds from one answer to the next, of late; None while there are too few."""
        if len(self.moments) < LATELY // 4:
            return None
        return max((self.moments[-1] - self.moments[0]).total_seconds(), 0.0) / (len(self.moments) - 1)
