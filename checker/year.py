"""A year's result: daily and year-end, online and on site, from the months and the visits (日常80/年终20, 网上70/实地30).

Each of the four cells has a mark out of 100: the mean of the months online, the
mean of the months on site, the year-end check, the year-end inspection. A cell
is worth its weight in the scheme's matrix. A cell of which nothing is owed, or
nothing is marked yet, leaves its weight to the others in proportion: the mark
so far is 100 times what was earned by what the marked cells weigh. It is the
year's total only once every cell that is owed is marked: points out of 70 are
never shown as points out of 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from checker.groups import ORDER, group_of, ranks
from checker.marks import ENOUGH, grade, rounded
from checker.scheme import FULL, Grade, Scheme
from checker.scoring import ZERO, Score
from checker.visits import Disagreement, SiteMark, standing_marks
from checker.year_months import Judged, Left, MonthMark, Reason, Why, carried, left_out, mean
from checker.year_site import Stage, Standing, month_stage, year_end_stage
from crawler.period import Period
from crawler.roster import Department


class CellName(StrEnum):
    """The four cells, by the names that a scheme's matrix has for them."""

    DAILY_ONLINE = "daily_online"
    DAILY_ON_SITE = "daily_on_site"
    YEAR_END_ONLINE = "year_end_online"
    YEAR_END_ON_SITE = "year_end_on_site"


ONLINE = CellName.DAILY_ONLINE, CellName.YEAR_END_ONLINE
ON_SITE = CellName.DAILY_ON_SITE, CellName.YEAR_END_ON_SITE
DAILY = CellName.DAILY_ONLINE, CellName.DAILY_ON_SITE
YEAR_END = CellName.YEAR_END_ONLINE, CellName.YEAR_END_ON_SITE


@dataclass(frozen=True)
class Cell:
    """A cell of a department's year: its weight, its mark out of 100, and whether anything of it is owed."""

    name: CellName
    weight: Decimal
    mark: Decimal | None
    is_owed: bool

    @property
    def points(self) -> Decimal | None:
        """The weight times the mark, to six places; None when there is no mark."""
        return None if self.mark is None else carried(self.weight * self.mark / FULL)


@dataclass(frozen=True)
class Seen:
    """What is known of a year: the months that were judged, why the others were not, marks on site, and how far it has come.

    `judged` has the departments by id. `past` is the last month that is over.
    """

    judged: Mapping[Period, Mapping[str, Judged]]
    past: Period
    left: Mapping[Period, Left] = field(default_factory=dict)
    marks: tuple[SiteMark, ...] = ()

    def month(self, period: Period, department: str, scheme: Scheme) -> MonthMark:
        """A department's part in a month."""
        is_over = period <= self.past
        if period in self.judged:
            one = self.judged[period].get(department)
            return MonthMark(period, left_out(one, scheme), one, is_over)
        if self.knows(department) and self.entry(period, department) is None:
            return MonthMark(period, Left.NOT_LISTED)
        left = self.left.get(period, Left.NOT_CRAWLED if is_over else Left.TO_COME)
        return MonthMark(period, left, is_over=is_over)

    def knows(self, department: str) -> bool:
        """Whether the department was judged in any month."""
        return any(department in found for found in self.judged.values())

    def entry(self, period: Period, department: str) -> Department | None:
        """A department's line in the roster of a month: the one judged last up to then, else the first one; None when not in it."""
        known = sorted(self.judged)
        near = [each for each in known if each <= period][-1:] or known[:1]
        found = self.judged[near[0]].get(department) if near else None
        return found.department if found else None


@dataclass(frozen=True)
class Year:
    """A department's year. `stages` are its months on site, `strays` marks on site for what it did not owe: they count for nothing.

    `rank` compares the cells of `basket` alone, which most of its group have marked.
    """

    scheme: Scheme
    department: Department
    months: tuple[MonthMark, ...]
    year_end: MonthMark
    stages: tuple[Stage, ...]
    inspection: Stage
    cells: tuple[Cell, ...]
    reasons: tuple[Reason, ...]
    strays: tuple[SiteMark | Disagreement, ...] = ()
    basket: tuple[CellName, ...] = tuple(CellName)
    rank: int | None = None

    @property
    def group(self) -> str:
        """The group in which it competes."""
        return group_of(self.department)

    @property
    def score(self) -> Score:
        """What was earned, of the weight of what is marked, of the weight of what is owed."""
        return self.part(tuple(CellName))

    def part(self, names: tuple[CellName, ...]) -> Score:
        """The same of some of the cells."""
        chosen = [cell for cell in self.cells if cell.name in names and cell.is_owed]
        marked = [cell for cell in chosen if cell.mark is not None]
        earned = sum((cell.points or ZERO for cell in marked), ZERO)
        return Score(earned, sum((cell.weight for cell in marked), ZERO), sum((cell.weight for cell in chosen), ZERO))

    @property
    def mark(self) -> Decimal | None:
        """The mark so far (得分率), 100 times earned by marked, to two places; None when nothing that weighs is marked."""
        rate = self.score.rate
        return None if rate is None else rounded(rate * FULL)

    @property
    def compared(self) -> Decimal | None:
        """The same of the cells by which its group is compared: what ranks, and the total once all is marked."""
        rate = self.part(self.basket).rate
        return None if rate is None else rounded(rate * FULL)

    @property
    def is_comparable(self) -> bool:
        """Whether every cell by which its group is compared, and which it owes, is marked."""
        return self.compared is not None and all(
            cell.mark is not None for cell in self.cells if cell.name in self.basket and cell.is_owed and cell.weight
        )

    def owes(self, name: CellName) -> bool:
        """Whether anything of a cell is owed."""
        return any(cell.name is name and cell.is_owed for cell in self.cells)

    def has(self, name: CellName) -> bool:
        """Whether a cell is marked."""
        return any(cell.name is name and cell.is_owed and cell.mark is not None for cell in self.cells)

    @property
    def is_whole(self) -> bool:
        """Whether every cell that is owed and weighs anything has a mark."""
        return all(cell.mark is not None for cell in self.cells if cell.is_owed and cell.weight)

    @property
    def total(self) -> Decimal | None:
        """The year's total out of 100, to two places; None as long as any cell is not marked."""
        return self.mark if self.is_whole else None

    @property
    def grade(self) -> Grade | None:
        """The grade that the total earns; none as long as there is no total."""
        return grade(self.total, self.scheme)

    @property
    def provisional(self) -> bool:
        """Whether anything of it may still change (暂定)."""
        return bool(self.reasons)

    @property
    def is_rankable(self) -> bool:
        """Whether cells of enough weight are marked for a place among the others."""
        score = self.score
        return score.assessable > 0 and score.possible * ENOUGH <= score.assessable


def years(scheme: Scheme, seen: Seen, roster: Iterable[Department] = ()) -> list[Year]:
    """The year of everyone who was judged in it, and of `roster`, group by group, best first; equal marks share a rank."""
    standing = standing_marks(seen.marks)
    listed = {each.id: each for each in roster}
    for period in sorted(seen.judged):
        listed |= {id: one.department for id, one in seen.judged[period].items()}
    found = [_year(scheme, seen, standing, department) for department in listed.values()]
    return [year for group in ORDER for year in _ranked([each for each in found if each.group == group])]


def _ranked(members: list[Year]) -> Iterator[Year]:
    """A group, compared by the cells that most who owe them have marked: whoever is inspected first is not put last."""
    enough = [each for each in members if each.is_rankable]
    basket = tuple(
        name for name in CellName if 2 * sum(e.has(name) for e in enough) > sum(e.owes(name) for e in enough)
    )
    members = [replace(each, basket=basket) for each in members]
    able = [each for each in members if each.is_rankable and each.is_comparable]
    placed = ranks([each.compared or ZERO for each in able])
    best = sorted(zip(placed, able, strict=True), key=lambda pair: (pair[0], pair[1].department.id))
    yield from (replace(each, rank=rank) for rank, each in best)
    yield from sorted((each for each in members if each not in able), key=lambda each: each.department.id)


def _year(scheme: Scheme, seen: Seen, standing: Standing, department: Department) -> Year:
    id = department.id
    periods = [Period(scheme.year, month) for month in range(1, 13)]
    months = tuple(seen.month(period, id, scheme) for period in periods)
    year_end = seen.month(scheme.year_end_period, id, scheme)
    entries = {period: seen.entry(period, id) if seen.knows(id) else department for period in periods}
    stages = tuple(
        month_stage(scheme, entry, period, standing, is_due=period <= seen.past)
        for period, entry in entries.items()
        if entry is not None
    )
    last = entries[periods[-1]]
    final = Stage(f"{scheme.year:04}")
    if last is not None:
        final = year_end_stage(scheme, last, standing, is_due=periods[-1] <= seen.past)
    cells = _cells(scheme, months, year_end, stages, final, is_listed=last is not None)
    lines = {line.matter.key(id, line.span) for stage in (*stages, final) for line in stage.lines}
    strays = tuple(said for key, said in standing.items() if key.split("/")[1] == id and key not in lines)
    reasons = tuple(dict.fromkeys(_reasons(cells, months, year_end, stages, final)))
    return Year(scheme, department, months, year_end, stages, final, cells, reasons, strays)


def _cells(
    scheme: Scheme,
    months: tuple[MonthMark, ...],
    year_end: MonthMark,
    stages: tuple[Stage, ...],
    final: Stage,
    *,
    is_listed: bool,
) -> tuple[Cell, ...]:
    daily = [each.mark for each in months if each.mark is not None]
    on_site = [stage.mark for stage in stages if stage.mark is not None]
    lefts = {each.left for each in months}
    is_bound = lefts != {Left.NOT_LISTED} and (Left.NOTHING_OWED not in lefts or bool(lefts & {None, Left.TOO_LITTLE}))
    is_ending = is_listed if year_end.judged is None else year_end.left is not Left.NOTHING_OWED
    if year_end.left is Left.NOT_LISTED:
        is_ending = False
    marks = {
        CellName.DAILY_ONLINE: (mean(daily), is_bound),
        CellName.DAILY_ON_SITE: (mean(on_site), any(stage.lines for stage in stages)),
        CellName.YEAR_END_ONLINE: (year_end.mark, is_ending),
        CellName.YEAR_END_ON_SITE: (final.mark, bool(final.lines)),
    }
    return tuple(Cell(name, getattr(scheme.matrix, name), mark, owed) for name, (mark, owed) in marks.items())


def _reasons(
    cells: tuple[Cell, ...], months: tuple[MonthMark, ...], year_end: MonthMark, stages: tuple[Stage, ...], final: Stage
) -> Iterator[Reason]:
    weighing = {cell.name for cell in cells if cell.weight and cell.is_owed}
    sources: dict[CellName, Iterable[Reason]] = {
        CellName.DAILY_ONLINE: (reason for month in months for reason in month.reasons),
        CellName.YEAR_END_ONLINE: year_end.reasons,
        CellName.DAILY_ON_SITE: (reason for stage in stages for reason in stage.reasons),
        CellName.YEAR_END_ON_SITE: final.reasons,
    }
    for name, reasons in sources.items():
        if name in weighing:
            yield from reasons
    yield from (Reason(Why.NO_MARK, cell.name) for cell in cells if cell.name in weighing and cell.mark is None)
