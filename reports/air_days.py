"""A month of air as values: what each place shows of each day, and what was found wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.air.bulletin import Bulletin, Elsewhere
from rules.air.daily.day import DOUBTED, LOST, MISSING, PARTLY, THERE, Diary
from rules.air.daily.era import candidates, usual_kind
from rules.air.period.value import Report
from rules.air.standards import Grade, Standard
from rules.finding import Finding, Outcome

RULE, PERIOD_RULE = "air-quality-daily", "air-quality-period"
SOUND = (Outcome.PASSED, Outcome.INAPPLICABLE)
UNSAID = "unsaid"  # nothing was found, and nothing is said of it
ABSENT = "missing-day"  # the problem by which a day is said not to be there
ALL_ABSENT = ("", "missing", "broken")  # those by which a whole month is, or could not be looked at
APART = "places-differ"  # the problem that concerns both places


STATES: Mapping[Outcome, str] = {
    Outcome.FAILED: MISSING,
    Outcome.CANT_TELL: DOUBTED,
    Outcome.UNTESTED: LOST,
}  # what a finding of each outcome says of a day that may be missing


@dataclass(frozen=True)
class Cell:
    """What a place shows of one day, and the findings about it. `state` is one of rules.air.daily.day's, or UNSAID.

    `standard` is the one that the bulletin most likely follows.
    """

    day: date
    state: str
    bulletin: Bulletin | None = None
    findings: tuple[Finding, ...] = ()
    standard: Standard | None = None

    @property
    def rated(self) -> tuple[Standard, Grade] | None:
        """The standard, and its range in which the stated index lies; None without either."""
        if self.standard is None or self.bulletin is None or self.bulletin.index is None:
            return None
        return self.standard, self.standard.grade(self.bulletin.index)


@dataclass(frozen=True)
class Column:
    """A place's month: its days in order, the findings about none of them, and the ways to its air that cannot be read.

    `area` is "" where the bulletins speak for the city, else the area that stands for it; `reports` those on a week, a month
    or more.
    """

    place: Place
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    area: str = ""
    reports: tuple[Report, ...] = ()

    def of(self, state: str) -> list[date]:
        """The days in that state."""
        return [each.day for each in self.cells if each.state == state]


@dataclass(frozen=True)
class Calendar:
    """A department's month of air, place by place; a place where the duty does not bind is left out.

    `periods` are the findings about its weekly, monthly and quarterly reports.
    """

    department: Department
    period: Period
    columns: tuple[Column, ...]
    periods: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What was read at one place; without a diary where it could not be judged or is no longer at hand."""

    diary: Diary | None = None
    reports: tuple[Report, ...] = ()


def calendar(
    department: Department,
    period: Period,
    seen: Mapping[Place, Seen],
    findings: Sequence[Finding],
    periods: Sequence[Finding] = (),
) -> Calendar:
    """The month of what was read and of what is found, as judged.

    A diary says which bulletins there are. What is wrong, missing or doubtful is what the findings say, to which more was
    put than to the diary: how well the place could be read, and whether words were recognised in pictures.
    """
    told = {place: [each for each in findings if each.place is place] for place in Place}
    bound = [place for place in Place if any(each.outcome is not Outcome.INAPPLICABLE for each in told[place])]
    columns = tuple(_column(place, period, seen.get(place, Seen()), told[place]) for place in bound)
    kept = tuple(each for each in periods if each.outcome is not Outcome.INAPPLICABLE)
    return Calendar(department, period, columns, kept)


def _column(place: Place, period: Period, seen: Seen, findings: Sequence[Finding]) -> Column:
    by_day: dict[date | None, list[Finding]] = {}
    for finding in findings:
        day = day_of(finding)
        by_day.setdefault(day if day is not None and day in period else None, []).append(finding)
    others = by_day.pop(None, [])
    whole = next((state for each in others if (state := _whole(each))), "")
    usual = usual_kind(each for day in (seen.diary.days.values() if seen.diary else ()) for each in day.bulletins)
    cells = tuple(_cell(day, seen.diary, by_day.get(day, []), whole, usual) for day in period.days())
    if seen.diary is None:
        return Column(place, cells, tuple(others), reports=seen.reports)
    return Column(place, cells, tuple(others), seen.diary.elsewhere, seen.diary.area, seen.reports)


def _cell(day: date, diary: Diary | None, found: Sequence[Finding], whole: str, usual: str) -> Cell:
    known = diary.days.get(day) if diary else None
    bulletin, about = known.bulletin if known else None, tuple(found)
    if bulletin is not None:
        return Cell(day, PARTLY if bulletin.index is None else THERE, bulletin, about, _standard(bulletin, usual))
    said = next((STATES.get(each.outcome, "") for each in found if each.problem == ABSENT), "") or whole
    if known is not None and known.state not in (MISSING, THERE, PARTLY):
        return Cell(day, known.state, None, about)
    return Cell(day, said or UNSAID, None, about)


def _standard(bulletin: Bulletin, usual: str) -> Standard | None:
    """The likeliest standard; in the years of two, one whose words the bulletin uses goes first."""
    known = candidates(bulletin, usual)
    index = bulletin.index
    fitting = [each for each in known if index is not None and bulletin.grade in _words(each.grade(index))]
    return next(iter(fitting or known), None)


def _words(grade: Grade) -> tuple[str, ...]:
    return (*grade.words, *grade.loose)


def day_of(finding: Finding) -> date | None:
    """The day with which the subject of a finding begins; None when it is about no day."""
    try:
        return date.fromisoformat(finding.subject[:10])
    except ValueError:
        return None


def rest_of(finding: Finding) -> str:
    """What the subject of a finding says beside its day."""
    return finding.subject[10:].strip() if day_of(finding) else finding.subject


def _whole(finding: Finding) -> str:
    """What a finding says of all days of which nothing else is said; "" when it says nothing of them."""
    return STATES.get(finding.outcome, "") if finding.problem in ALL_ABSENT else ""
