"""The register of a department's powers: every item with its chart, its guide and its limits, in both places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.health import hindrance
from crawler.snapshot import Place, Snapshot, Unreached
from rules.guides.guide import guides
from rules.guides.serving import Served, needing, served
from rules.powers.charts.chart import Chart, charts
from rules.powers.item import Item
from rules.powers.limits import Limits, first_of, listed_limits
from rules.powers.lists.listed import identity, items
from rules.powers.naming.names import bare
from rules.powers.pairs.matching import Matching, matched


class Held(StrEnum):
    """What a place holds for an item."""

    OWN = "own"  # a chart or guide of its own
    CLASS = "class"  # the chart of its class
    PERHAPS = "perhaps"  # only a person can say
    LOST = "lost"  # its link did not open
    NONE = "none"
    UNASKED = "unasked"  # no guide is asked of items of its class
    UNKNOWN = "unknown"  # the place could not be judged


@dataclass(frozen=True)
class Row:
    """One item: where it is listed, and by place what is held for it and which limits are said.

    `listed` and `drawn` are the limits of the lists and of the charts, None for one that is not stated or is stated twice
    and differently.
    """

    item: Item
    places: frozenset[Place]
    charts: Mapping[Place, Held]
    guides: Mapping[Place, Held]
    listed: Limits = field(default_factory=Limits)
    drawn: Limits = field(default_factory=Limits)

    @property
    def kind(self) -> str:
        """Its class without the word 行政, which says nothing in a list of such; "" when the list does not give it."""
        return self.item.kind.removeprefix("行政")


@dataclass(frozen=True)
class Register:
    """The items, and why a place could not be judged."""

    rows: tuple[Row, ...]
    unseen: Mapping[Place, Unreached] = field(default_factory=dict)


@dataclass(frozen=True)
class _Seen:
    """What one place shows."""

    listed: Mapping[tuple[str, str], Item]
    matching: Matching
    guides: Mapping[tuple[str, str], Held]


def register(snapshot: Snapshot) -> Register:
    """The items that the department lists in either place, in the order of the lists, the own site's first.

    A department without a site of its own is judged by the portal alone.
    """
    sites = {place: snapshot.at(place) for place in Place if place is Place.PORTAL or snapshot.department.home}
    unseen = {place: lost for place, site in sites.items() if (lost := hindrance(site)) is not None}
    listed = {place: {_key(item): item for item in items(site)} for place, site in sites.items() if place not in unseen}
    known = {key: item for found in reversed(listed.values()) for key, item in found.items()}
    order = dict.fromkeys(key for found in listed.values() for key in found)
    seen = {place: _seen(sites[place], found, [known[key] for key in order]) for place, found in listed.items()}
    return Register(tuple(_row(key, known[key], seen) for key in order), unseen)


def _key(item: Item) -> tuple[str, str]:
    """What an item of one place has in common with the same item of the other: its bare name and its parent's."""
    return bare(item.name), bare(item.parent)


def _seen(site: Snapshot, listed: Mapping[tuple[str, str], Item], known: Sequence[Item]) -> _Seen:
    matching = matched(known, list(charts(site)))
    asked = needing(known, site.period.last)
    held = {_key(each.item): _held(each) for each in served(asked, guides(site))}
    return _Seen(listed, matching, held)


def _held(each: Served) -> Held:
    return Held.OWN if each.guides else Held.PERHAPS if each.perhaps else Held.NONE


def _row(key: tuple[str, str], item: Item, seen: Mapping[Place, _Seen]) -> Row:
    own = {place: _charts(item, each.matching) for place, each in seen.items()}
    drawn = [Limits(chart.legal, chart.promised) for held in own.values() for chart, how in held if how != "class"]
    listed = [each.listed[key] for each in seen.values() if key in each.listed]
    return Row(
        item,
        frozenset(place for place, each in seen.items() if key in each.listed),
        {place: _chart_held(item, seen.get(place), own.get(place, [])) for place in Place},
        {place: seen[place].guides.get(key, Held.UNASKED) if place in seen else Held.UNKNOWN for place in Place},
        first_of(listed_limits(each.fields) for each in listed),
        first_of(drawn),
    )


def _charts(item: Item, matching: Matching) -> list[tuple[Chart, str]]:
    wanted = identity(item)
    return [(pair.chart, pair.how) for pair in matching.pairs if identity(pair.item) == wanted]


def _chart_held(item: Item, seen: _Seen | None, own: Sequence[tuple[Chart, str]]) -> Held:
    if seen is None:
        return Held.UNKNOWN
    live = [how for chart, how in own if chart.source is not None]
    if any(how != "class" for how in live):
        return Held.OWN
    if live:
        return Held.CLASS
    if own:
        return Held.LOST
    return Held.PERHAPS if any(identity(tie.item) == identity(item) for tie in seen.matching.ties) else Held.NONE
