"""Who stands where: the ranking as values, for the terminal, the workbook and other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.groups import ORDER, group_of, ranks
from checker.marks import Mark, grade, mark
from checker.scheme import Grade, Scheme
from checker.scoring import Assessment, Score
from checker.year_months import Reason, open_items


@dataclass(frozen=True)
class Standing:
    """A department's place, and its mark and grade of the month; `rank` counts within its group."""

    assessment: Assessment
    group: str
    mark: Mark
    rank: int | None
    grade: Grade | None = None

    @property
    def online(self) -> Score:
        """Its score out of the year's 70 online points."""
        return self.mark.online

    @property
    def rate(self) -> Decimal | None:
        """The mark as a share of the full one."""
        return self.mark.rate

    @property
    def is_rankable(self) -> bool:
        """Whether enough could be assessed for a place among the others."""
        return self.mark.is_enough

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the mark is provisional."""
        return tuple(open_items(self.assessment))

    @property
    def problems(self) -> int:
        """How many problems there are, after rulings."""
        return sum(len(verdict.problems) for verdict in self.assessment.verdicts)

    @property
    def unassessed(self) -> Decimal | None:
        """The share of the possible points that could not be assessed; None when nothing is owed."""
        return 1 - self.online.assessable / self.online.possible if self.online.possible else None


def standings(assessments: Iterable[Assessment], scheme: Scheme) -> list[Standing]:
    """Everyone, group by group, best mark first; equal marks share a rank, and who could hardly be assessed has none."""
    groups: dict[str, list[Standing]] = {name: [] for name in ORDER}
    for assessment in assessments:
        one = standing(assessment, scheme)
        groups[one.group].append(one)
    return [standing for members in groups.values() for standing in _ranked(members)]


def standing(assessment: Assessment, scheme: Scheme) -> Standing:
    """One department's mark and grade, without a rank; no grade where too little could be assessed."""
    marked = mark(assessment, scheme)
    given = grade(marked.total, scheme, vetoed=bool(marked.vetoes)) if marked.is_enough else None
    return Standing(assessment, group_of(assessment.department), marked, None, given)


def _ranked(members: list[Standing]) -> Iterable[Standing]:
    ordered = sorted(members, key=_merit)
    placed = ranks([each.mark.total or Decimal(0) for each in ordered if each.is_rankable])
    yield from (replace(each, rank=rank) for each, rank in zip(ordered, placed, strict=False))
    yield from ordered[len(placed) :]


def _merit(each: Standing) -> tuple[bool, Decimal, Decimal, str]:
    return (
        not each.is_rankable,
        -(each.mark.total or Decimal(0)),
        -each.online.assessable,
        each.assessment.department.id,
    )


def shown(members: Sequence[Standing]) -> list[tuple[str, list[Standing]]]:
    """The standings by group, empty groups left out."""
    grouped = ((name, [each for each in members if each.group == name]) for name in ORDER)
    return [(name, found) for name, found in grouped if found]
