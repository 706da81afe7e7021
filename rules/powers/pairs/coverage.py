"""What the items and charts of one place come to: who has a chart, who has none, and what of the charts could be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from crawler.snapshot import Citation, Snapshot
from rules.powers.charts.chart import Chart, charts
from rules.powers.item import Item
from rules.powers.lists.listed import items
from rules.powers.naming.classwide import classes_of, tells
from rules.powers.pairs.matching import Matching, Pair, matched

OWN, SHARED = "own", "shared"


@dataclass(frozen=True)
class Coverage:
    """The items of the list, the charts that open and those that were lost, and how they belong together."""

    site: Snapshot
    items: Sequence[Item]
    live: Sequence[Chart]
    lost: Sequence[Chart]

    @cached_property
    def matching(self) -> Matching:
        """The items with the charts that open."""
        return matched(self.items, self.live)

    @cached_property
    def missed(self) -> Matching:
        """The items that these leave without a chart, with the charts that were lost."""
        return matched(self.matching.unmatched, self.lost)

    @cached_property
    def unread(self) -> Sequence[Chart]:
        """The charts that serve an item and whose content was not read."""
        serving = {id(pair.chart): pair.chart for pair in self.matching.pairs}
        return [chart for chart in serving.values() if not chart.read_by]

    @cached_property
    def perhaps(self) -> Chart | None:
        """A chart that names no power, one that was not read before others: it may be that of any item, or hold it."""
        general = [chart for chart in self.live if not chart.row and not tells(chart.name)]
        return min(general, key=lambda chart: bool(chart.read_by), default=None)

    @cached_property
    def values(self) -> dict[str, str]:
        """The two figures of coverage, and how many charts were not read, for a note."""
        found = {
            "items": len(self.items),
            OWN: self.matching.own,
            SHARED: self.matching.shared,
            "unread": len(self.unread),
        }
        return {name: str(count) for name, count in found.items()}

    def own(self) -> dict[int, list[Pair]]:
        """The pairs of each item with charts of its own, by its number in the list."""
        places = {id(item): place for place, item in enumerate(self.items)}
        found: dict[int, list[Pair]] = {}
        for pair in self.matching.pairs:
            if pair.how != "class":
                found.setdefault(places[id(pair.item)], []).append(pair)
        return found

    def shared(self) -> dict[str, list[Chart]]:
        """The charts that serve items by their class, by that class."""
        found: dict[str, dict[int, Chart]] = {}
        for pair in self.matching.pairs:
            for kind in classes_of(pair.chart.name) if pair.how == "class" else ():
                found.setdefault(kind, {})[id(pair.chart)] = pair.chart
        return {kind: list(held.values()) for kind, held in found.items()}


class _Same:
    """A place with the one to compare with; the same as another of the same pages of the same body."""

    def __init__(self, site: Snapshot) -> None:
        self.site = site
        sites = (site,) if site.elsewhere is None else (site, site.elsewhere)
        seen = ((each.place, *map(id, (*each.pages, *each.commons, *each.unreached))) for each in sites)
        self._ids = (site.department.id, site.period, *seen)

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._ids == other._ids


def coverage(site: Snapshot) -> Coverage:
    """The coverage of one place; all who ask for it share one."""
    return _coverage(_Same(site))


@lru_cache(maxsize=4)
def _coverage(same: _Same) -> Coverage:
    site = same.site
    shown = list(charts(site))
    live = [chart for chart in shown if chart.source is not None]
    return Coverage(site, items(site), live, [chart for chart in shown if chart.source is None])


def cite(shown: Sequence[Chart], most: int = 3) -> tuple[Citation, ...]:
    """Citations of charts, of those that open and of links that led nowhere."""
    found = (
        chart.source.cite(chart.name, chart.where) if chart.source else chart.lost and chart.lost.cite()
        for chart in shown[:most]
    )
    return tuple(citation for citation in found if citation)
