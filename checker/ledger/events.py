"""What a case of the ledger is about, and what can happen to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker.appeals import Handed
from crawler.period import Period
from crawler.snapshot import Citation, Place


class Kind(StrEnum):
    """What happened. The first five are what a month's check says of a case, the others what people and papers do.

    FOUND, the problem was there; UNSEEN, it was not found, and nothing shows that it was put right; UNKNOWN, it could not be
    looked at; RECTIFIED, it was seen put right; WITHDRAWN, people decided that it was none.
    """

    FOUND = "found"
    UNSEEN = "unseen"
    UNKNOWN = "unknown"
    RECTIFIED = "rectified"
    WITHDRAWN = "withdrawn"
    NOTIFIED = "notified"
    REMINDED = "reminded"
    REPLIED = "replied"
    ESCALATED = "escalated"
    CLOSED = "closed"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"


LOOKS = (Kind.FOUND, Kind.UNSEEN, Kind.UNKNOWN, Kind.RECTIFIED, Kind.WITHDRAWN)


@dataclass(frozen=True, order=True)
class Matter:
    """What a case is about: whose, by which rule, where, which problem, of what. No indicator: schemes renumber them."""

    department: str
    rule: str
    place: Place | None
    problem: str
    subject: str


@dataclass(frozen=True)
class Event:
    """One thing that happened to one case; never changed, never erased.

    `period` is the month whose check or notice it belongs to, `on` the day on which it happened, `by` the person, "" for the
    program, `says` their words. `paper` is the number of a notice, the step of an escalation or the id of the new
    department. `within` workdays and `due`, the last of them, are set by a notice; `due` is None where no time is set, or where
    it reaches a year whose holidays were not known. `indicator` is the one under which a check looked, `evidence` what it
    saw, `handed` the files that came with a reply, `open` why what it says is not final ("appeal", "conflict", "changed").
    `of` is the earlier month of which a look was asked, None for a look at its own month.
    """

    number: int
    case: int
    kind: Kind
    period: Period
    on: date
    by: str = ""
    says: str = ""
    paper: str = ""
    within: int = 0
    due: date | None = None
    indicator: str = ""
    evidence: tuple[Citation, ...] = ()
    handed: tuple[Handed, ...] = ()
    open: tuple[str, ...] = ()
    of: Period | None = None
