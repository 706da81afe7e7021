"""Where the visit of a site stands, as the archive knows it: whoever goes on after a kill starts from this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from crawler.archive import Archive, Known, Visit
from crawler.frontier import Row, State
from crawler.outcome import HOST_FAILS
from crawler.outlinks import lead_by
from crawler.period import Period
from crawler.politeness import Rest
from crawler.scope import parts
from crawler.sealed import seal

ROW = "key, url, label, way, seen_on, depth, promise, around"
LATELY = 6  # captures that tell whether the host has been failing


@dataclass(frozen=True)
class Heard:
    """What a host's robots.txt meant when it was asked: a RobotsState and, for a closed host, why."""

    moment: datetime
    state: str
    reason: str
    note: str


@dataclass(frozen=True)
class Standing:
    """Where the visit of a site stands: what is open, what is met, what last month knows, robots.txt of late.

    `tried` are the keys of what is open and has failed before, `failures` how often the host has failed in a row, `nowhere`
    what it shows for an address that cannot exist, `heard` what robots.txt said since the visit began, `rests` what machines
    have asked for.
    """

    rows: tuple[tuple[Row, State], ...] = ()  # waiting, and to be tried again at the end
    met: frozenset[str] = frozenset()
    turns: tuple[tuple[str, int], ...] = ()  # section and promise of everything that was met
    fetched: int = 0
    landed: tuple[str, ...] = ()  # where the first page was found
    known: tuple[Known, ...] = ()
    robots: Mapping[str, tuple[datetime, bytes]] = field(default_factory=dict)
    tried: frozenset[str] = frozenset()
    failures: int = 0
    nowhere: str = ""
    heard: Mapping[str, Heard] = field(default_factory=dict)
    rests: tuple[Rest, ...] = ()


def standing(archive: Archive, site: str, period: str) -> Standing:
    """Where the visit of a site stands in a month."""
    execute, ours = archive.db.execute, (period, site)
    where, kept = (
        "FROM frontier WHERE period = ? AND site = ?",
        "FROM captures WHERE period = ? AND site = ? AND current",
    )
    visit = archive.visit(site, Period.parse(period))
    waiting = f"{where} AND state IN ({State.OPEN}, {State.LATER}) ORDER BY id"
    done = f"{where} AND state IN ({State.DONE}, {State.LATER})"
    tried = f"{where} AND state = {State.OPEN} AND url IN (SELECT url {kept})"
    return Standing(
        tuple((_row(*row), State(state)) for state, *row in execute(f"SELECT state, {ROW} {waiting}", ours)),
        frozenset(key for (key,) in execute(f"SELECT key {where}", ours)),
        tuple(execute(f"SELECT around, promise {where} AND state != {State.NOTED}", ours)),
        execute(f"SELECT count(*) {done}", ours).fetchone()[0],
        tuple(url for (url,) in execute(f"SELECT final_url {kept} AND depth = 0 AND reason = ''", ours)),
        tuple(archive.known(site, Period.parse(period))),
        _last_good(archive, visit),
        frozenset(key for (key,) in execute(f"SELECT key {tried}", ours * 2)),
        _failures(archive, ours),
        "".join(said for (said,) in execute("SELECT said FROM nowhere WHERE period = ? AND site = ?", ours)),
        _heard(archive, visit),
        tuple(
            Rest(machine, datetime.fromisoformat(said), seconds)
            for machine, said, seconds in execute("SELECT machine, said, seconds FROM rests")
        ),
    )


def _origin(visit: Visit | None) -> str:
    home = parts(visit.home) if visit else None
    return home.origin if home else ""


def _last_good(archive: Archive, visit: Visit | None) -> dict[str, tuple[datetime, bytes]]:
    found = archive.db.execute("SELECT origin, fetched, body, seal FROM robots WHERE origin = ?", (_origin(visit),))
    return {
        origin: (datetime.fromisoformat(fetched), bytes(body))
        for origin, fetched, body, kept in found
        if kept == seal({"origin": origin, "fetched": fetched, "body": body})
    }


def _heard(archive: Archive, visit: Visit | None) -> dict[str, Heard]:
    """Of this month only: each keeps its own answer as evidence."""
    ours = (visit.period, _origin(visit)) if visit else ("", "")
    sql = "SELECT origin, asked, state, reason, note FROM hosts WHERE period = ? AND origin = ?"
    return {
        origin: Heard(datetime.fromisoformat(asked), *said) for origin, asked, *said in archive.db.execute(sql, ours)
    }


def _failures(archive: Archive, ours: tuple[str, str]) -> int:
    """How many of the last answers in a row were failures of the host; what was recorded without being asked for is none."""
    asked = "status IS NOT NULL OR reason IN (SELECT value FROM json_each(?))"
    lately = f"SELECT reason FROM captures WHERE period = ? AND site = ? AND ({asked}) ORDER BY id DESC LIMIT {LATELY}"  # noqa: S608
    fails = '["' + '", "'.join(HOST_FAILS) + '"]'
    reasons = (reason for (reason,) in archive.db.execute(lately, (*ours, fails)))
    return sum(1 for _ in takewhile(lambda reason: reason in HOST_FAILS, reasons))


def _row(key: str, url: str, label: str, letters: str, seen_on: str, depth: int, promise: int, around: str) -> Row:
    return Row(key, lead_by(url, label, letters), seen_on, depth, promise, around)
