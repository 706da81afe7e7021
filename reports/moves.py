"""How each department stands against the month before: by how many points, by how many places, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.scheme import Scheme
from checker.year_months import weighs_alike
from crawler.period import Period
from reports.history import Past, change
from reports.standing import Standing


class Missing(StrEnum):
    """Why a mark is not compared with that of the month before."""

    NOT_CHECKED = "not-checked"
    OTHER_SCHEME = "other-scheme"
    NOT_LISTED = "not-on-roster"
    TOO_LITTLE = "too-little-assessable"


UNCOMPARED: Mapping[Missing, str] = {
    Missing.NOT_CHECKED: "{since} 没有检查，不能与上月比较",
    Missing.OTHER_SCHEME: "{since} 按另一套考核方案评定，成绩不能相比",
    Missing.NOT_LISTED: "{since} 不在名册中，没有成绩可比",
    Missing.TOO_LITTLE: "与 {since} 不能比：两月之一可评的分不足一半",
}


@dataclass(frozen=True)
class Move:
    """A department's step from the month before: `points` of its mark, `places` that it rose (fell, where negative) in its group.

    `points` is None where the marks are not compared, `missing` says why; `places` also where the group is another one.
    `provisional` says that one of the marks is. `before` is where it stood, whether or not that is compared.
    """

    before: Standing | None = None
    points: Decimal | None = None
    places: int | None = None
    provisional: bool = False
    missing: Missing | None = None


@dataclass(frozen=True)
class Moves:
    """The steps of all departments, by id; `missing` where nobody is compared. `since` is the month before, checked or not."""

    since: Period
    by_id: Mapping[str, Move]
    missing: Missing | None = None

    def __getitem__(self, id: str) -> Move:
        return self.by_id[id]


def moves(found: Iterable[Standing], scheme: Scheme, before: Past | None, period: Period) -> Moves:
    """How everyone who stands somewhere in `period` stood in the month before; None stands for a month that was not checked."""
    missing = None
    if before is None:
        missing = Missing.NOT_CHECKED
    elif not weighs_alike(before.results.scheme, scheme):
        missing = Missing.OTHER_SCHEME
    earlier = before.standings if before is not None else {}
    told = {each.assessment.department.id: move(each, earlier_of(each, earlier), missing) for each in found}
    return Moves(period.shift(-1), told, missing)


def earlier_of(now: Standing, earlier: Mapping[str, Standing]) -> Standing | None:
    """Where a department stood, under an id that it had before, too; None where several were merged into it."""
    department = now.assessment.department
    if department.id in earlier:
        return earlier[department.id]
    known = [earlier[id] for id in department.former if id in earlier]
    return known[0] if len(known) == 1 else None


def move(now: Standing, before: Standing | None, missing: Missing | None = None) -> Move:
    """The step from one standing to another; `missing` is why nobody is compared."""
    if missing is None and before is None:
        missing = Missing.NOT_LISTED
    elif missing is None and before is not None and not (now.is_rankable and before.is_rankable):
        missing = Missing.TOO_LITTLE
    if missing is not None or before is None:
        return Move(before, missing=missing)
    places = before.rank - now.rank if now.rank and before.rank and now.group == before.group else None
    provisional = now.assessment.provisional or before.assessment.provisional
    return Move(before, change(now, before), places, provisional)
