"""Which of a place's charts for a class serve an item: surely, by its class and branch, or perhaps, as only a person can say."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.powers.naming.branches import is_whole, speaks_of_branch
from rules.powers.naming.classwide import branch_of, classes_of, is_of_requests, perhaps_of, serves
from rules.powers.naming.names import bare


class Wide:
    """The charts of a place that stand for a class. `exact` are those that are some item's own by name, `taken` those of any item."""

    def __init__(self, names: Sequence[str], exact: Collection[int], taken: Collection[int]) -> None:
        self._exact = exact
        self._told = [(number, kinds) for number, name in enumerate(names) if (kinds := classes_of(name))]
        self._branches = {number: branch for number, _ in self._told if (branch := branch_of(names[number]))}
        unknown = [(number, *perhaps_of(name)) for number, name in enumerate(names) if number not in taken]
        self._unknown = [(number, (kind,), branch) for number, kind, branch in unknown if kind]

    def surely(self, item: str, kind: str) -> list[int]:
        """The charts of the item's class of no branch or of its own; where there are none, those of the department's only branch."""
        wide = self._of(kind)
        near = [n for n in wide if n not in self._branches or (n not in self._exact and self._is_near(n, item))]
        told = {self._branches[n] for n in wide if n in self._branches}
        if near or len(told) > 1 or not all(map(is_whole, told)):
            return near
        return [n for n in wide if n not in self._exact]

    def perhaps(self, item: str, kind: str) -> list[int]:
        """The charts of other branches, or of what may be one, of which only a person can say that they do not serve an item.

        Powers on request are called so themselves (植物检疫行政许可): there the item must speak of the same.
        """
        told = [n for n in self._of(kind) if n in self._exact or self._may_serve(n)]
        return told + [
            n
            for n, kinds, branch in self._unknown
            if serves(kinds, kind) and (not is_of_requests(kinds) or speaks_of_branch(bare(item), branch))
        ]

    def _of(self, kind: str) -> list[int]:
        serving = [(number, kinds) for number, kinds in self._told if serves(kinds, kind)]
        return [number for number, kinds in serving if kind in kinds] or [number for number, _ in serving]

    def _is_near(self, number: int, item: str) -> bool:
        return speaks_of_branch(bare(item), self._branches[number])

    def _may_serve(self, number: int) -> bool:
        kinds = next(kinds for each, kinds in self._told if each == number)
        return not is_of_requests(kinds) or is_whole(self._branches.get(number, ""))
