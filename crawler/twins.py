"""Spellings of one address (http or https, www. or not, / or /index.html): one is asked for, another when that fails."""

from __future__ import annotations

from crawler.families import Lead
from crawler.frontier import Frontier, Row
from crawler.scope import PATH_SESSION, QUERY_SESSION


class Twins:
    """The other spellings that one site's links have, and what failed under the first."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._failed: dict[str, Row] = {}
        self._others: dict[str, tuple[Lead, str]] = {}

    def meet(self, key: str, lead: Lead, seen_on: str) -> None:
        """Learns of a link to an address that was met before."""
        failed = self._failed.get(key)
        first = failed or self._frontier.waiting(key)
        if first is None or _spelling(first.url) == _spelling(lead.url):
            return
        self._others.setdefault(key, (lead, seen_on))
        if failed:
            self._ask(failed)

    def failed(self, row: Row) -> None:
        """Learns that an address was not to be had as it was spelled."""
        self._failed[row.key] = row
        self._ask(row)

    def _ask(self, row: Row) -> None:
        lead, seen_on = self._others.get(row.key, (row.lead, ""))
        if lead is not row.lead and not self._frontier.has(lead.url):
            self._frontier.add(Row(lead.url, lead, seen_on, row.depth, row.promise, row.around))


def _spelling(url: str) -> str:
    return QUERY_SESSION.sub("", PATH_SESSION.sub("", url)).rstrip("?&")
