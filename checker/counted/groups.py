"""Items in groups: which are one piece of information, in whatever order they come."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence


class Groups:
    """Numbers from 0 on, joined into groups; each join says why."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))
        self._why: dict[int, set[str]] = {}

    def root(self, number: int) -> int:
        """The number that stands for the group of another."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int, why: str) -> None:
        """Makes one group of two."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._above[second] = first
            self._why.setdefault(first, set()).update({why}, self._why.pop(second, set()))

    def join_all(self, numbers: Iterable[int], why: str) -> None:
        """Makes one group of several."""
        first: int | None = None
        for number in numbers:
            if first is None:
                first = number
            else:
                self.join(first, number, why)

    def why(self, number: int) -> frozenset[str]:
        """Why those of a group are one."""
        return frozenset(self._why.get(self.root(number), ()))

    def all(self) -> dict[int, list[int]]:
        """The groups by the number that stands for each."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            found.setdefault(self.root(number), []).append(number)
        return found


def buckets(numbers: Iterable[int], key: Callable[[int], Hashable | None]) -> Iterator[list[int]]:
    """Those that have something in common, where at least two have; None is nothing in common."""
    found: dict[Hashable, list[int]] = {}
    for number in numbers:
        if (common := key(number)) is not None:
            found.setdefault(common, []).append(number)
    return (each for each in found.values() if len(each) > 1)


def linked(numbers: Sequence[int], ties: Callable[[int], frozenset[str]]) -> Iterator[list[int]]:
    """Those that are tied together, each tie a name that several share; those without any go to the first."""
    groups, places = Groups(len(numbers)), dict[str, int]()
    loose: list[int] = []
    for place, number in enumerate(numbers):
        names = ties(number)
        if not names:
            loose.append(place)
        for name in names:
            groups.join(places.setdefault(name, place), place, "")
    firmly = [place for place in range(len(numbers)) if place not in set(loose)]
    groups.join_all([*firmly[:1], *loose], "")
    return ([numbers[place] for place in each] for each in groups.all().values())
