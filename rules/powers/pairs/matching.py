"""Which chart belongs to which item: as an inspector would say, by equality, by containment, then by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rules.powers.charts.chart import Chart
from rules.powers.item import Item
from rules.powers.naming.apart import Apart, apart, is_of_other, is_of_other_thing, only_sets_up
from rules.powers.naming.classwide import branch_of, classes_of, kind_of, names_a_power
from rules.powers.naming.likeness import ALIKE, DOUBTFUL, Holders, Index, Single, is_alike
from rules.powers.naming.names import alternatives, bare, core, essence, flat, letters, spelt, tokens
from rules.powers.pairs.leftover import is_deed, parts, perhaps
from rules.powers.pairs.wide import Wide

CONTAINED, IN_SHORT = 0.5, 0.6  # of the longer name is the shorter one; of a shorter one than this
HELD = 0.7  # and where the chart is the narrower
SHORT = 4
PERHAPS = 0.3  # from which a person would look twice
CLEAR = 0.08  # by which the better of two must be more alike


@dataclass(frozen=True)
class Pair:
    """An item and a chart that serves it; `how` is "row", "name", "code", "contained", "alike" or "class"."""

    item: Item
    chart: Chart
    how: str


@dataclass(frozen=True)
class Tie:
    """An item for which only a person can say which of these charts, if any, is its own."""

    item: Item
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class Matching:
    """Items and charts of one place, put together.

    An item has pairs with its own charts, or with the charts of its class where it has none of its own. `unmatched` are items
    with neither pair nor tie, `orphans` charts that open, are about a power, and serve no item; `strays` are such charts of a
    class of which the list has no item, so that it may not be the whole list.
    """

    pairs: tuple[Pair, ...] = ()
    ties: tuple[Tie, ...] = ()
    unmatched: tuple[Item, ...] = ()
    orphans: tuple[Chart, ...] = ()
    strays: tuple[Chart, ...] = ()

    @property
    def own(self) -> int:
        """How many items have a chart of their own."""
        return len({id(pair.item) for pair in self.pairs if pair.how != "class"})

    @property
    def shared(self) -> int:
        """How many items have the chart of their class only."""
        return len({id(pair.item) for pair in self.pairs if pair.how == "class"})


@dataclass
class _Found:
    """The pairs and ties so far, by the items' and charts' numbers."""

    pairs: dict[int, dict[int, str]] = field(default_factory=dict)
    perhaps: dict[int, dict[int, None]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def add(self, item: int, chart: int, how: str) -> None:
        self.pairs.setdefault(item, {}).setdefault(chart, how)
        self.taken.add(chart)

    def doubt(self, item: int, charts: Iterable[int]) -> None:
        if numbers := dict.fromkeys(charts):
            self.perhaps.setdefault(item, {}).update(numbers)


def matched(items: Sequence[Item], charts: Sequence[Chart]) -> Matching:
    """Every item with the charts that serve it: by row, name, code, containment, likeness, and by class where none does.

    Neither changes what the order of the other's is: equal names always go before alike ones.
    """
    found = _Found()
    names = [chart.name for chart in charts]
    special = [number for number, name in enumerate(names) if not classes_of(name) or branch_of(name)]
    _by_row(items, charts, found)
    _by_name(items, names, found)
    _by_letters(items, names, special, found)
    _by_code(items, charts, special, found)
    exact = frozenset(found.taken)
    left = [number for number in range(len(items)) if number not in found.pairs]
    _by_containment(items, left, names, special, exact, found)
    _by_likeness(items, [n for n in left if n not in found.pairs], names, special, exact, found)
    _by_class(items, names, exact, found)
    _left_over(items, charts, found)
    return _matching(items, charts, found)


def _by_row(items: Sequence[Item], charts: Sequence[Chart], found: _Found) -> None:
    """Charts that the list itself links from an item's row."""
    rows = defaultdict(list)
    for number, chart in enumerate(charts):
        if chart.row:
            rows[bare(chart.row)].append(number)
    for place, item in enumerate(items):
        for number in rows.get(bare(item.name), ()):
            found.add(place, number, "row")


def _by_name(items: Sequence[Item], names: Sequence[str], found: _Found) -> None:
    """Charts whose name is the item's: with its brackets, else without, else without what every office adds."""
    known: dict[str, dict[int, str]] = defaultdict(dict)
    for number, name in enumerate(names):
        for key in (bare(name), spelt(name), flat(name), core(name), essence(name)):
            known[key].setdefault(number, name)
    several: dict[str, dict[int, str]] = defaultdict(dict)
    for number, name in enumerate(names):
        for one in alternatives(name):
            for key in (core(one), essence(one)):
                several[key].setdefault(number, one)
    for place, item in enumerate(items):
        whole = bare(item.name)
        for form, how in ((known, "name"), (several, "contained")):
            for key in (
                (whole, flat(item.name), core(item.name), essence(item.name)) if place not in found.pairs else ()
            ):
                for number, name in form.get(key, {}).items() if key and place not in found.pairs else ():
                    is_one = not apart(item.name, name) and not is_of_other_thing(item.name, name)
                    if is_one or whole in (bare(name), spelt(name)):
                        found.add(place, number, how)
                if place in found.pairs:
                    break


def _by_letters(items: Sequence[Item], names: Sequence[str], special: Sequence[int], found: _Found) -> None:
    """Charts whose name says the same in another order (城市道路占用挖掘, 占用、挖掘城市道路)."""
    known: dict[str, dict[int, str]] = defaultdict(dict)
    for number in special:
        for name in (names[number], *alternatives(names[number])):
            known[letters(name)].setdefault(number, name)
    for place, item in enumerate(items):
        key = letters(item.name) if place not in found.pairs else ""
        for number, name in known.get(key, {}).items() if len(key) >= SHORT else ():
            if apart(item.name, name) is Apart.NOT:
                found.add(place, number, "alike" if name == names[number] else "contained")


def _by_code(items: Sequence[Item], charts: Sequence[Chart], special: Sequence[int], found: _Found) -> None:
    """Charts that carry the item's code, where no other item has the same."""
    carried = defaultdict(list)
    for number in special:
        for code in tokens(charts[number].name) | tokens(charts[number].where):
            carried[code].append(number)
    owners = defaultdict(list)
    for place, item in enumerate(items):
        for code in tokens(item.code) if item.code else ():
            owners[code].append(place)
    for code, places in owners.items():
        for number in carried[code] if len(places) == 1 and places[0] not in found.pairs else ():
            if apart(items[places[0]].name, charts[number].name) is Apart.OPPOSED:
                found.doubt(places[0], (number,))
            else:
                found.add(places[0], number, "code")


def _by_containment(
    items: Sequence[Item],
    left: Sequence[int],
    names: Sequence[str],
    special: Sequence[int],
    exact: frozenset[int],
    found: _Found,
) -> None:
    """Charts whose name holds the item's, or is held by it, and is not much longer or shorter."""
    single = Single([item.name for item in items], names)
    holders = Holders([(number, essence(names[number])) for number in special])
    for place in left:
        own = essence(items[place].name)
        sure: list[tuple[float, int]] = []
        for number, text in holders.near(own):
            share = min(len(own), len(text)) / max(len(own), len(text))
            far = apart(items[place].name, names[number])
            is_others = number in exact and is_of_other(items[place].name, names[number])
            if far is Apart.OPPOSED or share < PERHAPS or is_others:
                continue
            fits = not is_of_other_thing(items[place].name, names[number]) and (
                far is Apart.NOT
                or only_sets_up(items[place].name, names[number])
                or single.may_be_one(items[place].name, names[number])
            )
            least = HELD if len(text) > len(own) else CONTAINED if len(text) >= SHORT else IN_SHORT
            if fits and share >= least and number not in exact:
                sure.append((share, number))
            else:
                found.doubt(place, (number,))
        _settle(place, sure, names, "contained", found)


def _by_likeness(
    items: Sequence[Item],
    left: Sequence[int],
    names: Sequence[str],
    special: Sequence[int],
    exact: frozenset[int],
    found: _Found,
) -> None:
    """Charts whose name is the item's but for words that change nothing, where each is the other's best."""
    open_to = [number for number in special if number not in exact]
    free = [(number, name) for number in open_to for name in (names[number], *alternatives(names[number]))]
    index = Index([name for _, name in free])
    single = Single([item.name for item in items], names)
    alike: dict[int, list[tuple[float, int]]] = {}
    best: dict[int, float] = {}
    for place in left:
        for score, at in index.near(items[place].name):
            number, name = free[at]
            if is_alike(items[place].name, name) or (score >= ALIKE and single.may_be_one(items[place].name, name)):
                alike.setdefault(place, []).append((score, number))
                best[number] = max(best.get(number, 0.0), score)
            elif score >= DOUBTFUL and apart(items[place].name, name) is not Apart.OPPOSED:
                found.doubt(place, (number,))
    for place, near in alike.items():
        rivals = [number for score, number in near if score < best[number]]
        found.doubt(place, rivals)
        _settle(place, [pair for pair in near if pair[1] not in rivals], names, "alike", found)


def _settle(place: int, near: Sequence[tuple[float, int]], names: Sequence[str], how: str, found: _Found) -> None:
    """Pair an item with the best of several, or leave it to a person where two names are as good."""
    if not near:
        return
    most = max(score for score, _ in near)
    good = [number for score, number in near if score > most - CLEAR]
    if len({bare(names[number]) for number in good}) > 1:
        found.doubt(place, good)
        return
    for number in good:
        found.add(place, number, how)


def _by_class(items: Sequence[Item], names: Sequence[str], exact: frozenset[int], found: _Found) -> None:
    """Charts for the whole class of an item that has none of its own; for a person where they may be of another branch."""
    wide = Wide(names, exact, frozenset(found.taken))
    for place, item in enumerate(items):
        kind = kind_of(item) if place not in found.pairs else ""
        for number in (near := wide.surely(item.name, kind)):
            found.add(place, number, "class")
        if not near:
            found.doubt(place, wide.perhaps(item.name, kind))


def _left_over(items: Sequence[Item], charts: Sequence[Chart], found: _Found) -> None:
    """Charts that serve nobody beside items without one of their own that speak of nearly the same."""
    owned = {place for place, held in found.pairs.items() if set(held.values()) != {"class"}}
    served = found.taken.union(*found.perhaps.values())
    free = [
        (number, chart.name)
        for number, chart in enumerate(charts)
        if number not in served and (names_a_power(chart.name) or is_deed(chart.name))
    ]
    for place, number in perhaps([(n, item.name) for n, item in enumerate(items) if n not in owned], free):
        found.doubt(place, (number,))
    for place, number in parts([(n, item.name) for n, item in enumerate(items) if n in owned], free):
        found.doubt(place, (number,))


def _matching(items: Sequence[Item], charts: Sequence[Chart], found: _Found) -> Matching:
    pairs = [
        Pair(items[place], charts[number], how)
        for place in range(len(items))
        for number, how in found.pairs.get(place, {}).items()
    ]
    ties = {place: numbers for place, numbers in sorted(found.perhaps.items()) if place not in found.pairs}
    kinds = {kind_of(item) for item in items}
    orphans: list[Chart] = []
    strays: list[Chart] = []
    served = found.taken.union(*found.perhaps.values())
    for number, chart in enumerate(charts):
        if chart.source is None or number in served or not names_a_power(chart.name):
            continue
        kind = kind_of(Item(chart.name, "", "", chart.source))
        (orphans if not kind or kind in kinds or "" in kinds else strays).append(chart)
    return Matching(
        tuple(pairs),
        tuple(
            Tie(items[place], tuple(charts[number] for number in sorted(numbers))) for place, numbers in ties.items()
        ),
        tuple(item for place, item in enumerate(items) if place not in found.pairs and place not in ties),
        tuple(orphans),
        tuple(strays),
    )
