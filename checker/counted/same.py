"""Which items are one piece of information: by address, by words, by document number; and what only a title and a day can tell.

Nothing is joined for a title alone. A series — 空气质量日报 of every day, 招标公告 of every lot — bears one title and different words,
days or numbers. Two bodies that say the same of themselves, word by word, say two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from checker.counted.groups import Groups, buckets, linked
from checker.counted.value import Item, Same
from checker.counted.words import LONG, SHORT, core
from crawler.scope import address_key
from crawler.snapshot import Place

BARE = 10  # letters without which there are no words to be the same
SURE = 400  # letters that bodies which have nothing to do with each other share only where one took them from the other
TITLE = 8  # letters of a title that belongs to nothing else
SERIES = 6  # of one that a site bears once a day
NAME = 4  # letters of one that stands over the same long words
MOST_TITLES = 40  # titles over one text, from which on it is what a site puts everywhere
MOST_A_DAY = 400  # titles of one day that are compared
LIKE = 3, 4  # of four sentences compared, how many are the same
FEWEST = 2
_OTHER = re.compile(r"\d|解读|问答|图解|起草|说明|修[订改正]|废止|补充|更正|征求|失效|第[一二三四五六七八九十]+")
_FIGURE = re.compile(r"\d")
Site = tuple[Place, str]


def site_of(item: Item) -> Site:
    """The site on which an item stands; the portal is one for all."""
    return item.place, item.department if item.place is Place.OWN else ""


def joined(items: Sequence[Item]) -> Groups:
    """The items, by their places in the sequence, joined where they are one piece of information."""
    groups = Groups(len(items))
    cores = [core(item.title) for item in items]
    _by_address(items, groups)
    _by_words(items, cores, groups)
    _by_number(items, cores, groups)
    _by_title(items, cores, groups)
    return groups


def _by_address(items: Sequence[Item], groups: Groups) -> None:
    """One address is one piece on one day, or as long as its words are the same; another day is another bulletin."""
    keys = [address_key(item.url) for item in items]
    every = range(len(items))
    for same in buckets(every, lambda n: (keys[n], items[n].day)):
        groups.join_all(same, Same.ADDRESS)
    for same in buckets(every, lambda n: (keys[n], items[n].text) if items[n].length >= BARE else None):
        groups.join_all(same, Same.ADDRESS)
    for same in buckets(every, keys.__getitem__):
        if len({items[n].day for n in same} - {None}) < 2:
            groups.join_all(same, Same.ADDRESS)


def _by_words(items: Sequence[Item], cores: Sequence[str], groups: Groups) -> None:
    """The same words under titles that agree: on any day where they tell by themselves what they are about, else on one day."""
    worded = [n for n, item in enumerate(items) if item.length >= BARE or item.is_file]
    for text in buckets(worded, lambda n: items[n].text):
        for titled in _agreeing(text, cores, shortest=NAME if items[text[0]].length >= LONG else TITLE):
            alone = [n for n in titled if items[n].stands_alone]
            for same in (alone, *buckets(titled, lambda n: items[n].day)):
                for numbered in _numbered(same, items):
                    for kin in _kin(numbered, items):
                        groups.join_all(kin, Same.TEXT)


def _by_number(items: Sequence[Item], cores: Sequence[str], groups: Groups) -> None:
    """One document number under titles that agree."""
    for number in buckets(range(len(items)), lambda n: items[n].number or None):
        for titled in _agreeing(number, cores):
            groups.join_all(titled, Same.NUMBER)


def _agreeing(
    numbers: Sequence[int], cores: Sequence[str], *, most: int = MOST_TITLES, shortest: int = TITLE
) -> Iterator[list[int]]:
    """Those whose titles agree: the same, or one with a body's or a site's name before the other; of too many titles only the same."""
    titles: dict[str, list[int]] = {}
    for number in numbers:
        titles.setdefault(cores[number], []).append(number)
    names = sorted(titles, key=lambda title: (len(title), title))
    groups = Groups(len(names))
    if len(names) <= most:
        for (one, short), (other, long) in combinations(enumerate(names), 2):
            if len(short) >= shortest and long.endswith(short) and not _OTHER.search(long[: -len(short)]):
                groups.join(one, other, "")
    return ([n for place in places for n in titles[names[place]]] for places in groups.all().values())


def _numbered(numbers: Sequence[int], items: Sequence[Item]) -> Iterable[list[int]]:
    """Those of one document number; those without any go with the others where these have but one."""
    found: dict[str, list[int]] = {}
    for n in numbers:
        found.setdefault(items[n].number, []).append(n)
    return [list(numbers)] if len(found.keys() - {""}) < 2 else [found[number] for number in sorted(found)]


def _kin(numbers: Sequence[int], items: Sequence[Item]) -> Iterator[list[int]]:
    """Those that may be one body's: of one issuer, of one site, or long enough that one took them from the other."""
    ordered = sorted(numbers, key=lambda n: first_published(items[n]))
    if ordered and items[ordered[0]].length >= SURE:
        return iter([ordered])
    return linked(ordered, lambda n: _ties(items[n]))


def _ties(item: Item) -> frozenset[str]:
    """Whose an item may be."""
    issuer = item.body or (f"={item.issuer}" if item.issuer else "")
    return frozenset(filter(None, (issuer, item.department)))


def first_published(item: Item) -> tuple[bool, str, bool, str, str]:
    """The first published first, that of a body's own site before the portal's."""
    return item.day is None, str(item.day or ""), item.place is not Place.OWN, item.department, item.url


def _by_title(items: Sequence[Item], cores: Sequence[str], groups: Groups) -> None:
    """One title, day and body on two sites of which neither has both: nearly the same words, or none that could be read on one."""
    every = groups.all()
    roots = {n: root for root, numbers in every.items() for n in numbers}
    titled = (n for n in range(len(items)) if len(cores[n]) >= SERIES and items[n].day is not None)
    pairs: list[tuple[Same, int, int, int]] = []
    classes: list[list[int]] = []
    for day in buckets(titled, lambda n: items[n].day):
        for same in _agreeing(day, cores, most=MOST_A_DAY):
            if 1 < len(found := {roots[n] for n in same}) <= MOST_TITLES:
                pairs += _pairs(found, every, items)
                classes += linked(same, lambda n: _ties(items[n]))
    sites = {root: {site_of(items[n]) for n in numbers} for root, numbers in every.items()}
    for why, _, one, other in sorted(set(pairs), key=lambda pair: (pair[0] is Same.UNREAD, *pair[1:])):
        first, second = groups.root(one), groups.root(other)
        if first != second and not sites[first] & sites[second]:
            groups.join(first, second, why)
            sites[min(first, second)] = sites[first] | sites[second]
    for same in classes:
        found = {groups.root(n) for n in same}
        if len(found) == 2 and _is_one(same, cores, items) and not set.intersection(*(sites[root] for root in found)):
            groups.join_all(same, Same.TITLE)


def _is_one(numbers: Sequence[int], cores: Sequence[str], items: Sequence[Item]) -> bool:
    """Whether the only ones of a title, a day and a body are one: the title says of when it is, or some of the words are the same."""
    shared = any(
        {*items[a].sketch} & {*items[b].sketch}
        for a, b in combinations(numbers, 2)
        if site_of(items[a]) != site_of(items[b])
    )
    return len({items[n].number for n in numbers} - {""}) < 2 and (
        shared or all(_FIGURE.search(cores[n]) for n in numbers)
    )


def _pairs(
    roots: Iterable[int], members: Mapping[int, list[int]], items: Sequence[Item]
) -> Iterator[tuple[Same, int, int, int]]:
    """The groups that may be one, the most alike first."""
    ordered = sorted(roots, key=lambda root: min(first_published(items[n]) for n in members[root]))
    for one, other in combinations(ordered, 2):
        found = [_alike(items[a], items[b]) for a in members[one] for b in members[other]]
        likest = min(
            (each for each in found if each is not None),
            default=None,
            key=lambda each: (each[0] is Same.UNREAD, each[1]),
        )
        if likest is not None:
            yield *likest, one, other


def _alike(one: Item, other: Item) -> tuple[Same, int] | None:
    """Why two items of one title may be one, and how unlike they are; None when nothing speaks for it."""
    if site_of(one) == site_of(other) or one.day != other.day or not _ties(one) & _ties(other):
        return None
    if one.number and other.number and one.number != other.number:
        return None
    shared, fewest = len({*one.sketch} & {*other.sketch}), min(len(one.sketch), len(other.sketch))
    is_like = shared >= FEWEST and shared * LIKE[1] >= fewest * LIKE[0]
    if is_like and (one.figures == other.figures or shared >= FEWEST * 2):
        return Same.NEARLY, -shared
    if min(one.length, other.length) < SHORT and (
        one.is_file is not other.is_file or min(one.length, other.length) < BARE
    ):
        return Same.UNREAD, 0
    return None
