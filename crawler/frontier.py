"""What is still to be fetched at one site, the most promising first, and what was met before.

It lives in memory; every change is noted and kept in the archive together with
the page that caused it, so that a kill loses nothing and a resumed visit goes on
where it stood.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from crawler.families import Kind, Lead
from crawler.promise import REST, Move

MOST_OPEN = 50_000  # addresses of one site that wait at a time; beyond, only what promises something is taken in
MOST_MET = 1_000_000  # addresses of one site that are remembered


@dataclass(frozen=True, slots=True)
class Row:
    """One address to fetch, and how it was met."""

    key: str
    lead: Lead
    seen_on: str
    depth: int
    promise: int = 0
    around: str = ""  # the section in which it stands (crawler.promise.Order.section)

    @property
    def url(self) -> str:
        """Its address."""
        return self.lead.url

    @property
    def label(self) -> str:
        """The words that led to it."""
        return self.lead.label

    @property
    def kind(self) -> Kind:
        """What it seems to be."""
        return self.lead.kind


class State(IntEnum):
    """What became of an address."""

    DONE = 0
    OPEN = 1
    NOTED = 2  # recorded without being fetched
    LATER = 3  # it failed, and is tried once more at the end


@dataclass(frozen=True)
class Changes:
    """What changed in a frontier, in the order in which it is to be kept.

    Sections that moved, rows added and rows raised (as they stand after all moves), keys that came to another state.
    """

    moved: tuple[tuple[str, Move], ...] = ()
    added: tuple[tuple[Row, State], ...] = ()
    raised: tuple[Row, ...] = ()
    ended: tuple[tuple[str, State], ...] = ()


@dataclass
class _Noted:
    added: list[tuple[Row, State]] = field(default_factory=list)
    raised: list[Row] = field(default_factory=list)
    ended: list[tuple[str, State]] = field(default_factory=list)
    moved: list[tuple[str, Move]] = field(default_factory=list)


class Frontier:
    """The queue and the seen-set of one site in one month."""

    def __init__(self, rows: Iterable[tuple[Row, State]] = (), met: Iterable[str] = (), fetched: int = 0) -> None:
        self._met = set(met)
        self._heap: list[tuple[int, int, int, Row]] = []
        self._count = 0
        self._open: dict[str, Row] = {}
        self._in: dict[str, list[str]] = {}
        self._noted = _Noted()
        self._later: list[Row] = []
        self._shelf: dict[str, Row] = {}
        self.left_out: Row | None = None
        self.unmet = 0
        self.fetched = fetched
        for row, state in rows:
            if state is State.OPEN:
                self._push(row)
            else:
                self._later.append(row)

    def __len__(self) -> int:
        return len(self._open)

    def _push(self, row: Row) -> None:
        if row.key not in self._open:
            self._in.setdefault(row.around, []).append(row.key)
        self._count += 1
        self._open[row.key] = row
        heapq.heappush(self._heap, (-row.promise, row.depth, self._count, row))

    @property
    def has_later(self) -> bool:
        """Whether anything is to be tried again."""
        return bool(self._later)

    def has(self, key: str) -> bool:
        """Whether an address was met before."""
        return key in self._met

    def waiting(self, key: str) -> Row | None:
        """How an address that is still open stands."""
        return self._open.get(key)

    @property
    def has_aside(self) -> bool:
        """Whether anything was put aside."""
        return bool(self._shelf)

    def is_aside(self, key: str) -> bool:
        """Whether an address was put aside."""
        return key in self._shelf

    def add(self, row: Row) -> None:
        """Adds an address that is new or was put aside, or raises one that is better known now."""
        if row.key not in self._met:
            if not self._has_room(row):
                self.left_out = row if self.left_out is None or row.promise > self.left_out.promise else self.left_out
                self.unmet += 1
                return
            self._met.add(row.key)
            self._noted.added.append((row, State.OPEN))
        elif self._shelf.pop(row.key, None) is None:
            self._noted.raised.append(row)
        self._push(row)

    def _has_room(self, row: Row) -> bool:
        promising = row.lead.pager or not row.label or row.promise > REST
        return len(self._open) < MOST_OPEN * (2 if promising else 1) and len(self._met) < MOST_MET

    def move(self, around: str, move: Move) -> None:
        """Raises or lowers what is still open in a section."""
        self._noted.moved.append((around, move))
        keys = self._in[around] = [key for key in self._in.get(around, ()) if key in self._open]
        for key in keys:
            row = self._open[key]
            if row.around == around and move.low < row.promise <= move.high:
                self._push(replace(row, promise=row.promise + move.by))

    def next(self) -> Row | None:
        """The most promising address that is still open; it stays open until `done`."""
        while self._heap:
            row = self._heap[0][-1]
            if self._open.get(row.key) is row:
                return row
            heapq.heappop(self._heap)
        return None

    def rest(self) -> list[Row]:
        """Everything that is still open, the most promising first."""
        return [row for *_, row in sorted(self._heap) if self._open.get(row.key) is row]

    def shelve(self, row: Row) -> None:
        """Puts an address aside, to be fetched only if it is met again."""
        del self._open[row.key]
        self._shelf[row.key] = row

    def unshelve(self) -> list[Row]:
        """Everything that is still aside, open again."""
        rows, self._shelf = list(self._shelf.values()), {}
        for row in rows:
            self._open[row.key] = row
        return rows

    def done(self, row: Row, later: bool = False) -> None:
        """Notes that an address has been dealt with, or is to be tried again at the end."""
        del self._open[row.key]
        self._noted.ended.append((row.key, State.LATER if later else State.DONE))
        self.fetched += 1
        if later:
            self._later.append(row)

    def reopen(self) -> list[Row]:
        """Opens again what was put off, and returns it."""
        rows, self._later = self._later, []
        for row in rows:
            self._push(row)
            self._noted.ended.append((row.key, State.OPEN))
            self.fetched -= 1
        return rows

    def know(self, row: Row) -> bool:
        """Whether an address was met before; from now on it was. For what is recorded without being fetched."""
        if row.key in self._met:
            return True
        self._met.add(row.key)
        self._noted.added.append((row, State.NOTED))
        return False

    def take(self) -> Changes:
        """What changed since this was last asked."""
        noted, self._noted = self._noted, _Noted()
        added = tuple((self._open.get(row.key, row), state) for row, state in noted.added)
        raised = tuple(self._open.get(row.key, row) for row in noted.raised)
        return Changes(tuple(noted.moved), added, raised, tuple(noted.ended))
