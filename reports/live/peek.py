"""Looks into the archive of a crawl that goes on elsewhere: read-only, a few milliseconds at a time, so that whoever writes never waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from crawler.frontier import State
from crawler.period import Period
from reports.live.tally import Answer, Stage, Tally

PATIENCE = 0.2  # seconds that a look waits for a transaction to end
AT_ONCE = 2000  # rows of one look
TURN = 0.05  # seconds of a look that go to counting what is still to be fetched
ROWS = "SELECT id, site, url, reason, size, fetched FROM captures WHERE"


class Peek:
    """The archive of a workspace as it is now. Raises sqlite3.Error when it cannot be read, which another look may mend."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=PATIENCE, isolation_level=None
        )
        self._last: int | None = None
        self._visits: dict[str, str] = {}
        self._counted: dict[str, float] = {}

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def newest(self) -> Period | None:
        """The month to which anything was added last; None for an empty archive."""
        row = self._db.execute("SELECT period FROM captures ORDER BY id DESC LIMIT 1").fetchone()
        begun = self._db.execute("SELECT period FROM visits ORDER BY started DESC LIMIT 1").fetchone()
        return Period.parse((row or begun)[0]) if row or begun else None

    def bring_up(self, tally: Tally) -> None:
        """Tells a tally what has been added since the last look."""
        period = str(tally.period)
        top = self._db.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()[0]
        since = top if self._last is None else self._last
        self._look_at_visits(tally, since)
        while found := self._added(period, since, top):
            tally.add(map(_answer, found))
            since = found[-1][0]
        self._last = top
        self._count(tally)

    def _added(self, period: str, since: int, top: int) -> list[tuple[int, str, str, str, int, str]]:
        sql = f"{ROWS} id > ? AND id <= ? AND +period = ? AND current ORDER BY id LIMIT ?"
        return self._db.execute(sql, (since, top, period, AT_ONCE)).fetchall()

    def _look_at_visits(self, tally: Tally, until: int) -> None:
        """Where each site stands; one that began, or began again, is read from its beginning."""
        sql = "SELECT site, started, finished FROM visits WHERE period = ?"
        for site, started, finished in self._db.execute(sql, (str(tally.period),)).fetchall():
            if self._visits.get(site) != started:
                tally.anew(site)
                tally.add(self._before(site, str(tally.period), until))
                self._visits[site] = started
            tally.stand(site, Stage.DONE if finished else Stage.AT_WORK)

    def _before(self, site: str, period: str, until: int) -> Iterator[Answer]:
        """What was kept of a site up to a row, in several looks."""
        since = 0
        sql = f"{ROWS} period = ? AND site = ? AND current AND id > ? AND id <= ? ORDER BY id LIMIT ?"
        while rows := self._db.execute(sql, (period, site, since, until, AT_ONCE)).fetchall():
            yield from map(_answer, rows)
            since = rows[-1][0]

    def _count(self, tally: Tally) -> None:
        """How many addresses wait: of a few sites each time, those first that were counted longest ago."""
        began = monotonic()
        sql = "SELECT count(*) FROM frontier WHERE period = ? AND site = ? AND state = ?"
        for site in sorted(tally.at(Stage.AT_WORK), key=lambda site: self._counted.get(site.key, 0.0)):
            waiting = (str(tally.period), site.key, int(State.OPEN))
            tally.stand(site.key, Stage.AT_WORK, self._db.execute(sql, waiting).fetchone()[0])
            self._counted[site.key] = monotonic()
            if self._counted[site.key] - began > TURN:
                return


def _answer(row: tuple[int, str, str, str, int, str]) -> Answer:
    _, site, url, reason, size, fetched = row
    return site, url, reason, size, datetime.fromisoformat(fetched)
