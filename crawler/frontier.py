"""What is still to be fetched, the most promising first; in the archive's SQLite, so that a kill loses nothing.

Promise is a small whole number, made of what is known before fetching:

* 8 when the link's own words hold a word that the rules look for;
* 4 when the page on which it stands (its title, or the words that led to it) does;
* 2 for a file, since a page without its files is no evidence;
* 1 for a further page of the same list.

A hop (a frame, a redirection) stands for the page that names it and goes before
everything else. Among equals the shallower address is first, then the earlier seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crawler.archive import Keeper
from crawler.families import Kind, Lead
from crawler.scope import address_key

HOP = 64
FILE = 2
PAGER = 1


@dataclass(frozen=True)
class Row:
    """One address to fetch, and how it was met."""

    key: str
    url: str
    label: str
    seen_on: str
    depth: int
    promise: int
    kind: Kind


def has_word(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds one of the words."""
    return any(word in text for word in words)


def promise(lead: Lead, context: str, words: Sequence[str]) -> int:
    """How soon an address should be fetched, from its words and those of the page on which it stands."""
    if lead.hop:
        return HOP
    label = 8 if has_word(lead.label, words) else 0
    around = 4 if has_word(context, words) else 0
    return label + around + (FILE if lead.kind is not Kind.PAGE else 0) + (PAGER if lead.pager else 0)


class Frontier:
    """The queue and the seen-set of one site in one month."""

    def __init__(self, keeper: Keeper, site: str) -> None:
        self._keeper, self._site = keeper, site
        sql = "SELECT key, promise FROM frontier WHERE period = ? AND site = ?"
        self._promises: dict[str, int] = dict(self._select(sql))
        self._open = self._select("SELECT count(*) FROM frontier WHERE period = ? AND site = ? AND open")[0][0]

    def _select(self, sql: str) -> list[tuple]:  # type: ignore[type-arg]
        return self._keeper.archive.db.execute(sql, (self._keeper.period, self._site)).fetchall()

    def __len__(self) -> int:
        return int(self._open)

    @property
    def fetched(self) -> int:
        """How many addresses have been dealt with."""
        return len(self._promises) - len(self)

    def add(self, rows: Iterable[Row]) -> None:
        """Adds the addresses that are new, and raises the promise of those that are better known now."""
        fresh: list[Row] = []
        for row in rows:
            known = self._promises.get(row.key)
            if known is None:
                fresh.append(row)
            elif row.promise > known:
                self._raise(row)
            else:
                continue
            self._promises[row.key] = row.promise
        self._insert(fresh)

    def _insert(self, rows: Sequence[Row]) -> None:
        values = [
            (self._keeper.period, self._site, r.key, r.url, r.label, r.seen_on, r.depth, r.promise, str(r.kind))
            for r in rows
        ]
        if values:
            columns = "period, site, key, url, label, seen_on, depth, promise, kind"
            self._keeper.write(f"INSERT INTO frontier ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *values)  # noqa: S608
            self._open += len(values)

    def _raise(self, row: Row) -> None:
        sql = """UPDATE frontier SET promise = ?, label = CASE WHEN ? = '' THEN label ELSE ? END
                 WHERE period = ? AND site = ? AND key = ? AND open"""
        self._keeper.write(sql, (row.promise, row.label, row.label, self._keeper.period, self._site, row.key))

    def next(self) -> Row | None:
        """The most promising address that is still open; it stays open until `done`."""
        found = self._rows("LIMIT 1")
        return found[0] if found else None

    def rest(self) -> list[Row]:
        """Everything that is still open."""
        return self._rows("")

    def _rows(self, limit: str) -> list[Row]:
        columns = "key, url, label, seen_on, depth, promise, kind"
        order = f"ORDER BY promise DESC, depth, id {limit}"
        rows = self._select(f"SELECT {columns} FROM frontier WHERE period = ? AND site = ? AND open {order}")  # noqa: S608
        return [replace(Row(*row), kind=Kind(row[-1])) for row in rows]

    def done(self, row: Row) -> None:
        """Notes that an address has been dealt with."""
        sql = "UPDATE frontier SET open = 0 WHERE period = ? AND site = ? AND key = ?"
        self._keeper.write(sql, (self._keeper.period, self._site, row.key))
        self._open -= 1

    def know(self, key: str) -> bool:
        """Whether an address was seen before; from now on it was. For what is recorded without being fetched."""
        if key in self._promises:
            return True
        self._promises[key] = 0
        sql = """INSERT INTO frontier (period, site, key, url, label, seen_on, depth, promise, kind, open)
                 VALUES (?, ?, ?, '', '', '', 0, 0, 'page', 0)"""
        self._keeper.write(sql, (self._keeper.period, self._site, key))
        return False


def row_for(lead: Lead, page_url: str, depth: int, context: str, words: Sequence[str]) -> Row:
    """The frontier's row for a lead. A hop from a page to what seems its own address keeps the full address as key."""
    key = address_key(lead.url)
    if lead.hop and key == address_key(page_url):
        key = lead.url
    return Row(key, lead.url, lead.label[:300], page_url, depth, promise(lead, context, words), lead.kind)
