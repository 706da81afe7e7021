"""robots.txt (stand-in)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from protego import Protego

from crawler.settings import AGENT
from crawler.snapshot import Reason

MOST_ROBOTS = 500 * 1024
LONGEST_DELAY = 30.0


class RobotsState(StrEnum):
    RULES = "rules"
    FREE = "free"
    CLOSED = "closed"


@dataclass(frozen=True)
class Robots:
    state: RobotsState
    rules: Protego | None = None
    reason: Reason = Reason.ROBOTS
    note: str = ""

    def allows(self, url: str) -> bool:
        if self.rules is None:
            return self.state is RobotsState.FREE
        return bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        asked = self.rules.crawl_delay(AGENT) if self.rules else None
        return min(float(asked or 0), LONGEST_DELAY)


def decide(status: int | None, body: bytes, last_good: tuple[datetime, bytes] | None, now: datetime) -> Robots:
    if status is None or status == 429 or status >= 500:
        return Robots(RobotsState.CLOSED)
    if not 200 <= status < 300:
        return Robots(RobotsState.FREE)
    return Robots(RobotsState.RULES, Protego.parse(body[:MOST_ROBOTS].decode("utf-8-sig", "replace")))
