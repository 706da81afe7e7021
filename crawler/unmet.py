"""Which leads of a page no page of the site had before: most links of a page stand on every page."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.families import Kind, Lead
from crawler.frontier import Frontier
from crawler.outlinks import Outlinks, lead
from crawler.promise import Order
from crawler.scope import address_key
from crawler.snapshot import MOST_ALIKE


class Unmet:
    """Remembers, by hash, the leads of all pages of one site."""

    def __init__(self, frontier: Frontier, order: Order) -> None:
        self._frontier, self._order = frontier, order
        self._known: set[int] = set()

    def leads(self, outlinks: Outlinks, promising: bool) -> Iterator[Lead]:
        """The leads that no page had before; pictures of promising pages, and such as are promising themselves."""
        known, aside = self._known, self._frontier.has_aside
        if not aside and known.issuperset(map(hash, outlinks.lines)):
            return
        for line in [each for each in outlinks.lines if aside or hash(each) not in known]:
            if hash(line) in known and not self._frontier.is_aside(address_key(line.partition(" ")[0])):
                continue
            found = lead(line)
            if found.kind is Kind.PICTURE and not promising and not self._order.strength(found.label):
                continue
            known.add(hash(line))
            yield found

    def place(self, barred: Lead) -> str:
        """The key under which what is barred is noted once: its address, and the words that a script opens at few places only."""
        if barred.pager:
            return barred.url
        keys = [f"#{barred.label} {number}" for number in range(MOST_ALIKE)]
        return next((key for key in keys if not self._frontier.has(key)), keys[-1])
