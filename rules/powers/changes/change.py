"""One change of a department's powers, as a decision tells it or as two lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crawler.snapshot import Citation


class What(StrEnum):
    """What became of an item (取消、下放、调整、新增、承接)."""

    CANCELLED = "cancelled"
    DEVOLVED = "devolved"
    ADJUSTED = "adjusted"
    ADDED = "added"
    TAKEN_OVER = "taken over"


GONE = (What.CANCELLED, What.DEVOLVED)


@dataclass(frozen=True)
class Change:
    """A change of one item.

    `what` is None where the source does not say which, `day` that of the decision or None where only two lists show the
    change, `since` the day from which it surely holds, `number` the decision's (文号), `title` the decision's, each "" where not
    stated.
    """

    name: str
    what: What | None
    day: date | None
    number: str = ""
    title: str = ""
    cited: tuple[Citation, ...] = ()
    since: date | None = None

    @property
    def decided(self) -> date | None:
        """The day by which it was decided at the latest, when that is known."""
        return self.day or self.since

    @property
    def holds(self) -> date | None:
        """The day from which lists and charts should follow it, when that is known."""
        return self.since or self.day
