"""A site that turns its visitor away midway, with the same words or with 404 for everything, is not taken at its word."""

from __future__ import annotations

from crawler.frontier import Row
from crawler.outcome import Answer, Verdict, by_status
from crawler.snapshot import Reason

IN_A_ROW = 10  # pages that are gone, or that say the same, after which one that was good is asked for again
GONE = "gone"
TURNED_AWAY = Verdict(Reason.CHALLENGE, "the site turned us away")
CLOSED = (Reason.GONE, Reason.HTTP_ERROR, Reason.CHALLENGE, Reason.LOGIN)


class Witness:
    """Remembers the last pages that were all alike, and `url`: a good page from before them."""

    def __init__(self) -> None:
        self._sign = ""
        self.rows: list[Row] = []
        self.url = ""

    def learn(self, row: Row, verdict: Verdict, likeness: str) -> bool:
        """Learns of a page; returns whether there are so many alike that the good one should be asked for again."""
        absent = verdict.reason is not None and verdict.reason.proves_absence
        sign = GONE if absent else likeness if verdict.is_good else ""
        if not sign:
            return False
        if sign != self._sign:
            if self.rows and self._sign != GONE:
                self.url = self.rows[-1].url
            self._sign, self.rows = sign, []
        self.rows.append(row)
        return bool(self.url) and len(self.rows) >= IN_A_ROW

    def heard(self, answer: Answer, likeness: str) -> bool:
        """Whether the answer for the good page says that we were turned away; if not, counting starts anew."""
        now = by_status(answer)
        away = now.reason in CLOSED or (now.is_good and likeness == self._sign)
        if not away:
            self.rows = [] if self._sign == GONE else self.rows[-1:]
        return away
