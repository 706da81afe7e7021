"""Which parts of a text belong to one guide, where a text holds the guides of several items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rules.guides.sections import Part
from rules.guides.wording import CORE

FEWEST = 3  # of the elements that tell a guide from other texts
MOST = 5000  # parts of a text that are looked at
_FIRST = {"basis", "conditions", "materials"}  # which of them a guide has once


@dataclass
class Group:
    """The parts of one guide, with the telling elements that say something, the headings seen and the names stated."""

    parts: list[Part] = field(default_factory=list)
    core: set[str] = field(default_factory=set)
    headings: set[tuple[int, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, part: Part) -> None:
        """Takes a part in."""
        self.parts.append(part)
        if "name" in part.roles:
            self.names.add(part.content)
        if part.content:
            self.core |= set(part.roles) & set(CORE)
            self.headings.add((part.level, part.heading))

    def ends_before(self, part: Part) -> bool:
        """Whether a part begins another guide: it states another name, or comes again under the same heading."""
        if "name" in part.roles:
            return bool(self.names - {part.content}) and len(self.core) >= 2
        repeated = bool(set(part.roles) & _FIRST) and (part.level, part.heading) in self.headings
        return repeated and len(self.core) >= FEWEST


def groups(parts: Iterable[Part]) -> list[list[Part]]:
    """The parts by guide; pieces that tell too little for a guide go to the one before them."""
    found = [Group()]
    for number, part in enumerate(parts):
        if number >= MOST:
            break
        if found[-1].ends_before(part):
            found.append(Group())
        found[-1].add(part)
    whole: list[Group] = []
    for group in found:
        if whole and min(len(group.core), len(whole[-1].core)) < FEWEST:
            whole[-1].parts += group.parts
            whole[-1].core |= group.core
        else:
            whole.append(group)
    return [group.parts for group in whole if group.parts]
