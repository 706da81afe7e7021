"""The register of a department's powers: every item with its chart, its guide and its limits, in both places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.health import hindrance
from crawler.snapshot import Place, Snapshot
from rules.guides.guide import guides
from rules.guides.serving import Served, needing, served
from rules.powers.chart import Chart, charts
from rules.powers.item import Item
from rules.powers.limits import Limits, first_of, listed_limits
from rules.powers.listed import identity, items
from rules.powers.matching import Matching, matched
from rules.powers.names import bare


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


@dataclass(frozen=True)
class _Seen:
    """What one place shows."""

    listed: Mapping[tuple[str, str], Item]
    matching: Matching
    guides: Mapping[tuple[str, str], Held]


def register(snapshot: Snapshot) -> tuple[Row, ...]:
    """The items that the department lists in either place, in the order of the lists, the own site's first."""
    sites = {place: snapshot.at(place) for place in Place}
    open_ = {place: site for place, site in sites.items() if hindrance(site) is None}
    known = {_key(item): item for site in open_.values() for item in items(site)}
    seen = {place: _seen(site, list(known.values())) for place, site in open_.items()}
    return tuple(_row(key, item, seen) for key, item in known.items())


def _key(item: Item) -> tuple[str, str]:
    """What an item of one place has in common with the same item of the other: its bare name and its parent's."""
    return bare(item.name), bare(item.parent)


def _seen(site: Snapshot, known: Sequence[Item]) -> _Seen:
    matching = matched(known, list(charts(site)))
    asked = needing(known, site.period.last)
    held = {_key(each.item): _held(each) for each in served(asked, guides(site))}
    return _Seen({_key(item): item for item in items(site)}, matching, held)


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
