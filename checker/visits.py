"""What inspectors marked on site (实地检查): the marks of visits, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class SiteMark:
    """One person's mark for one matter on one visit.

    `key` is `OnSite.key`; `stage` the month "2013-07" that the line was owed in, or the year "2013" of the year-end
    inspection. `points` is None for what could not be looked at. `seen` is what was looked at (日期、版面或地点),
    `source` the file by its digest, and the cell.
    """

    key: str
    stage: str
    answer: str
    points: Decimal | None
    possible: Decimal
    seen: str
    note: str
    by: str
    on: date
    source: str
    settles: bool = False

    @property
    def department(self) -> str:
        """The id of the department."""
        return self.key.split("/")[1]

    @property
    def matter(self) -> str:
        """The id of the matter in the scheme."""
        return self.key.split("/")[2]


@dataclass(frozen=True)
class Disagreement:
    """Marks of several people for one line that are not the same: the line is unmarked until one settles it."""

    marks: tuple[SiteMark, ...]


def standing_marks(marks: Iterable[SiteMark]) -> Mapping[str, SiteMark | Disagreement]:
    """The mark that counts for each line, of all in the order in which they came.

    Of each person the last word counts, and nobody's from before a mark that settles. People who disagree are a disagreement.
    """
    lines: dict[str, dict[str, SiteMark]] = {}
    for each in marks:
        words = lines.setdefault(each.key, {})
        if each.settles:
            words.clear()
        words.pop(each.by, None)
        words[each.by] = each
    return {key: _agreed(tuple(words.values())) for key, words in lines.items()}


def _agreed(last: tuple[SiteMark, ...]) -> SiteMark | Disagreement:
    return last[-1] if len({(each.answer, each.points) for each in last}) == 1 else Disagreement(last)
