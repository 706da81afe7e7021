"""What people decide on findings (裁定): a ruling outweighs the machine and never erases it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Decision(StrEnum):
    """What a person says of a finding.

    UPHELD (维持) lets it stand, a doubt as a doubt; REVOKED (撤销) makes it cost nothing; CHANGED (改为) gives it another
    price; CONFIRMED (属实) makes of a doubt the problem that it might have been.
    """

    UPHELD = "upheld"
    REVOKED = "revoked"
    CHANGED = "changed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Ruling:
    """One person's decision on one finding: who, when, why, and where it is written.

    `finding` and `seen` are what `checker.identity` names it by; `points` is the price of a changed one, of the scale of its
    place; `source` names the file by its digest and the cell, or the appeal. One that `settles` ends a conflict of others.
    """

    finding: str
    seen: str
    decision: Decision
    points: Decimal | None
    reason: str
    by: str
    on: date
    source: str
    settles: bool = False

    @property
    def says(self) -> tuple[Decision, Decimal | None]:
        """What counts when two rulings are compared."""
        return self.decision, self.points


@dataclass(frozen=True)
class Conflict:
    """Rulings of several people on one finding that say different things: none of them counts until one settles it."""

    rulings: tuple[Ruling, ...]


def effective(rulings: Iterable[Ruling], seen: str = "", *, is_fault: bool = False) -> Ruling | Conflict | None:
    """The ruling that counts, of all on one finding in the order in which they came; None when there is none.

    Of each person the last word counts, and nobody's from before a ruling that settles. People who disagree are a conflict;
    of people who agree, whoever saw the evidence as it is now (`seen`) is named, so that their order is nothing. Of what is a
    fault by now (`is_fault`) who confirmed the doubt that it was says the same as who upholds it.
    """
    words: dict[str, Ruling] = {}
    for each in rulings:
        if each.settles:
            words.clear()
        words.pop(each.by, None)
        words[each.by] = each
    last = tuple(words.values())
    alike = {Decision.CONFIRMED: Decision.UPHELD} if is_fault else {}
    if len({(alike.get(each.decision, each.decision), each.points) for each in last}) > 1:
        return Conflict(last)
    fresh = [each for each in last if each.seen == seen]
    if fresh:
        return fresh[-1]
    return last[-1] if last else None
