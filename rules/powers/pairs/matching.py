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
class _Search:
    """Items and charts, and the pairs and ties found so far, by their numbers.

    `special` are charts that are not for a whole class, `exact` those that were taken by name before others are compared.
    """

    items: Sequence[Item]
    charts: Sequence[Chart]
    names: Sequence[str] = ()
    special: Sequence[int] = ()
    exact: frozenset[int] = frozenset()
    pairs: dict[int, dict[int, str]] = field(default_factory=dict)
    perhaps: dict[int, dict[int, None]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def add(self, item: int, chart: int, how: str) -> None:
        self.pairs.setdefault(item, {}).setdefault(chart, how)
        self.taken.add(chart)

    def doubt(self, item: int, charts: Iterable[int]) -> None:
        if numbers := dict.fromkeys(charts):
            self.perhaps.setdefault(item, {}).update(numbers)

    @property
    def left(self) -> list[int]:
        """The items without a pair."""
        return [number for number in range(len(self.items)) if number not in self.pairs]


def matched(items: Sequence[Item], charts: Sequence[Chart]) -> Matching:
    """Every item with the charts that serve it: by row, name, code, containment, likeness, and by class where none does.

    Neither changes what the order of the other's is: equal names always go before alike ones.
    """
    names = [chart.name for chart in charts]
    special = [number for number, name in enumerate(names) if not classes_of(name) or branch_of(name)]
    search = _Search(items, charts, names, special)
    for by in (_by_row, _by_name, _by_letters, _by_code):
        by(search)
    search.exact = frozenset(search.taken)
    for by in (_by_containment, _by_likeness, _by_class, _left_over):
        by(search)
    return _matching(search)


def _by_row(search: _Search) -> None:
    """Charts that the list itself links from an item's row."""
    rows = defaultdict(list)
    for number, chart in enumerate(search.charts):
        if chart.row:
            rows[bare(chart.row)].append(number)
    for place, item in enumerate(search.items):
        for number in rows.get(bare(item.name), ()):
            search.add(place, number, "row")


def _by_name(search: _Search) -> None:
    """Charts whose name is the item's: with its brackets, else without, else without what every office adds."""
    known: dict[str, dict[int, str]] = defaultdict(dict)
    for number, name in enumerate(search.names):
        for key in (bare(name), spelt(name), flat(name), core(name), essence(name)):
            known[key].setdefault(number, name)
    several: dict[str, dict[int, str]] = defaultdict(dict)
    for number, name in enumerate(search.names):
        for one in alternatives(name):
            for key in (core(one), essence(one)):
                several[key].setdefault(number, one)
    for place, item in enumerate(search.items):
        whole = bare(item.name)
        for form, how in ((known, "name"), (several, "contained")):
            for key in (
                (whole, flat(item.name), core(item.name), essence(item.name)) if place not in search.pairs else ()
            ):
                for number, name in form.get(key, {}).items() if key and place not in search.pairs else ():
                    is_one = not apart(item.name, name) and not is_of_other_thing(item.name, name)
                    if is_one or whole in (bare(name), spelt(name)):
                        search.add(place, number, how)
                if place in search.pairs:
                    break


def _by_letters(search: _Search) -> None:
    """Charts whose name says the same in another order (城市道路占用挖掘, 占用、挖掘城市道路)."""
    known: dict[str, dict[int, str]] = defaultdict(dict)
    for number in search.special:
        for name in (search.names[number], *alternatives(search.names[number])):
            known[letters(name)].setdefault(number, name)
    for place, item in enumerate(search.items):
        key = letters(item.name) if place not in search.pairs else ""
        for number, name in known.get(key, {}).items() if len(key) >= SHORT else ():
            if apart(item.name, name) is Apart.NOT:
                search.add(place, number, "alike" if name == search.names[number] else "contained")


def _by_code(search: _Search) -> None:
    """Charts that carry the item's code, where no other item has the same."""
    carried = defaultdict(list)
    for number in search.special:
        for code in tokens(search.charts[number].name) | tokens(search.charts[number].where):
            carried[code].append(number)
    owners = defaultdict(list)
    for place, item in enumerate(search.items):
        for code in tokens(item.code) if item.code else ():
            owners[code].append(place)
    for code, places in owners.items():
        for number in carried[code] if len(places) == 1 and places[0] not in search.pairs else ():
            if apart(search.items[places[0]].name, search.charts[number].name) is Apart.OPPOSED:
                search.doubt(places[0], (number,))
            else:
                search.add(places[0], number, "code")


def _by_containment(search: _Search) -> None:
    """Charts whose name holds the item's, or is held by it, and is not much longer or shorter."""
    single = Single([item.name for item in search.items], search.names)
    holders = Holders([(number, essence(search.names[number])) for number in search.special])
    for place in search.left:
        own = essence(search.items[place].name)
        sure: list[tuple[float, int]] = []
        for number, text in holders.near(own):
            share = min(len(own), len(text)) / max(len(own), len(text))
            far = apart(search.items[place].name, search.names[number])
            is_others = number in search.exact and is_of_other(search.items[place].name, search.names[number])
            if far is Apart.OPPOSED or share < PERHAPS or is_others:
                continue
            fits = not is_of_other_thing(search.items[place].name, search.names[number]) and (
                far is Apart.NOT
                or only_sets_up(search.items[place].name, search.names[number])
                or single.may_be_one(search.items[place].name, search.names[number])
            )
            least = HELD if len(text) > len(own) else CONTAINED if len(text) >= SHORT else IN_SHORT
            if fits and share >= least and number not in search.exact:
                sure.append((share, number))
            else:
                search.doubt(place, (number,))
        _settle(place, sure, "contained", search)


def _by_likeness(search: _Search) -> None:
    """Charts whose name is the item's but for words that change nothing, where each is the other's best."""
    open_to = [number for number in search.special if number not in search.exact]
    free = [
        (number, name) for number in open_to for name in (search.names[number], *alternatives(search.names[number]))
    ]
    index = Index([name for _, name in free])
    single = Single([item.name for item in search.items], search.names)
    alike: dict[int, list[tuple[float, int]]] = {}
    best: dict[int, float] = {}
    for place in search.left:
        for score, at in index.near(search.items[place].name):
            number, name = free[at]
            if is_alike(search.items[place].name, name) or (
                score >= ALIKE and single.may_be_one(search.items[place].name, name)
            ):
                alike.setdefault(place, []).append((score, number))
                best[number] = max(best.get(number, 0.0), score)
            elif score >= DOUBTFUL and apart(search.items[place].name, name) is not Apart.OPPOSED:
                search.doubt(place, (number,))
    for place, near in alike.items():
        rivals = [number for score, number in near if score < best[number]]
        search.doubt(place, rivals)
        _settle(place, [pair for pair in near if pair[1] not in rivals], "alike", search)


def _settle(place: int, near: Sequence[tuple[float, int]], how: str, search: _Search) -> None:
    """Pair an item with the best of several, or leave it to a person where two names are as good."""
    if not near:
        return
    most = max(score for score, _ in near)
    good = [number for score, number in near if score > most - CLEAR]
    if len({bare(search.names[number]) for number in good}) > 1:
        search.doubt(place, good)
        return
    for number in good:
        search.add(place, number, how)


def _by_class(search: _Search) -> None:
    """Charts for the whole class of an item that has none of its own; for a person where they may be of another branch."""
    wide = Wide(search.names, search.exact, frozenset(search.taken))
    for place, item in enumerate(search.items):
        kind = kind_of(item) if place not in search.pairs else ""
        for number in (near := wide.surely(item.name, kind)):
            search.add(place, number, "class")
        if not near:
            search.doubt(place, wide.perhaps(item.name, kind))


def _left_over(search: _Search) -> None:
    """Charts that serve nobody beside items without one of their own that speak of nearly the same."""
    owned = {place for place, held in search.pairs.items() if set(held.values()) != {"class"}}
    served = search.taken.union(*search.perhaps.values())
    free = [
        (number, chart.name)
        for number, chart in enumerate(search.charts)
        if number not in served and (names_a_power(chart.name) or is_deed(chart.name))
    ]
    for place, number in perhaps([(n, item.name) for n, item in enumerate(search.items) if n not in owned], free):
        search.doubt(place, (number,))
    for place, number in parts([(n, item.name) for n, item in enumerate(search.items) if n in owned], free):
        search.doubt(place, (number,))


def _matching(search: _Search) -> Matching:
    pairs = [
        Pair(search.items[place], search.charts[number], how)
        for place in range(len(search.items))
        for number, how in search.pairs.get(place, {}).items()
    ]
    ties = {place: numbers for place, numbers in sorted(search.perhaps.items()) if place not in search.pairs}
    kinds = {kind_of(item) for item in search.items}
    orphans: list[Chart] = []
    strays: list[Chart] = []
    served = search.taken.union(*search.perhaps.values())
    for number, chart in enumerate(search.charts):
        if chart.source is None or number in served or not names_a_power(chart.name):
            continue
        kind = kind_of(Item(chart.name, "", "", chart.source))
        (orphans if not kind or kind in kinds or "" in kinds else strays).append(chart)
    return Matching(
        tuple(pairs),
        tuple(
            Tie(search.items[place], tuple(search.charts[number] for number in sorted(numbers)))
            for place, numbers in ties.items()
        ),
        tuple(item for place, item in enumerate(search.items) if place not in search.pairs and place not in ties),
        tuple(orphans),
        tuple(strays),
    )
