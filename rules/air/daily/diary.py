"""The month of a place day by day, with everything that can be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from crawler.snapshot import Place, Snapshot
from rules.air.bulletin import Bulletin
from rules.air.daily.absence import absent
from rules.air.daily.agreement import places_differ
from rules.air.daily.day import PARTLY, THERE, Day, Diary
from rules.air.daily.era import usual_kind
from rules.air.daily.fields import lacking, without_index
from rules.air.daily.gaps import gap
from rules.air.daily.gathered import Gathered, gathered, says
from rules.air.daily.numbers import habitual_rounding, is_recomputed
from rules.air.daily.repeats import doubled, frozen
from rules.air.daily.statement import Statement, statement
from rules.air.daily.timing import future, late
from rules.air.daily.units import unit_slips
from rules.air.index import CLEAN
from rules.finding import Finding, Outcome

FEW = 3  # days by which it is known which unit a place means
NUMBERS, MANY = (
    ("wrong-index", "wrong-partial", "wrong-grade"),
    5,
)  # wrong on so many days, and on most: perhaps misread


def diary(site: Snapshot, *, publish_within: int = 1) -> Diary:
    """What one place (`snapshot.at(place)`, with its `elsewhere` set to compare with) shows of each day of its period, judged.

    A bulletin is owed `publish_within` days after its day, unless the standard of that day names an hour.
    """
    here = gathered(site, publish_within)
    other = site.elsewhere if site.place is Place.PORTAL else None  # said of the portal only
    there = gathered(other, publish_within) if other is not None else None
    return judged(here, there)


def judged(here: Gathered, there: Gathered | None = None) -> Diary:
    """The same from what was gathered of the place, and of the other one to compare with."""
    site = here.site
    if not here.month and not here.pictured:
        state, finding = absent(here)
        days = {day: Day(day, state) for day in site.period.days()}
        found = (finding, *(_sure(each) for each in future(here)))
        return Diary(site, days, tuple(found), area=here.area, elsewhere=here.ways)
    days, gaps = _days(here)
    statements = _statements(here, here.month)
    findings = _once([*gaps, *(_read(here, _sure(each)) for each in _said(here, there, statements))])
    told = {
        day: replace(each, findings=tuple(f for f in findings if f.subject[:10] == str(day)))
        for day, each in days.items()
    }
    recomputed = frozenset(each.bulletin.day for each in statements if is_recomputed(each.bulletin, each.standard))
    return Diary(site, told, findings, recomputed, here.area, here.ways)


def _days(here: Gathered) -> tuple[dict[date, Day], list[Finding]]:
    """Every day with its state, and a finding for each that is not there."""
    days, findings = {}, []
    numbered = any(each.index is not None for each in here.month)
    for day in here.site.period.days():
        bulletins = here.by_day.get(day, ())
        if not bulletins:
            state, finding = gap(here, day)
        elif any(each.index is not None for each in bulletins):
            state, finding = THERE, None
        else:
            state = PARTLY
            finding = without_index(here, bulletins) if numbered or not any(map(says, bulletins)) else None
        days[day] = Day(day, state, bulletins)
        findings += [_sure(finding)] if finding is not None else []
    return days, findings


def _said(here: Gathered, there: Gathered | None, statements: Sequence[Statement]) -> Iterator[Finding]:
    """What is wrong with what is said: fields, numbers and words, times, repetitions, the other place."""
    parts = [each for each in here.others if each.day in here.site.period]
    yield from lacking(here, statements)
    yield from unit_slips([each.settled for each in statements])
    habits, told = habitual_rounding([(each.bulletin, each.standard) for each in statements])
    yield from habits
    single = [
        each for statement_ in statements for each in statement_.findings if (each.problem, each.subject) not in told
    ]
    yield from _believed(single, len({each.bulletin.day for each in statements if each.bulletin.index is not None}))
    of_parts = _statements(here, parts, filled=False)
    single = [each for statement_ in of_parts for each in statement_.findings]
    yield from _believed(single, len({each.bulletin.day for each in of_parts if each.bulletin.index is not None}))
    yield from doubled(here)
    yield from late(here)
    yield from future(here)
    yield from frozen(here)
    if there is not None:
        yield from places_differ(here, there)


def _believed(findings: Sequence[Finding], days: int) -> Iterator[Finding]:
    """The findings on single days; doubts where most days are wrong alike: it may be us who take the columns for others."""
    wrong = {problem: {each.subject[:10] for each in findings if each.problem == problem} for problem in NUMBERS}
    for each in findings:
        many = len(wrong.get(each.problem, ()))
        unlikely = many >= MANY and many * 2 > days
        yield replace(each, outcome=Outcome.CANT_TELL) if unlikely and not each.values.get("former") else each


def _statements(here: Gathered, bulletins: Sequence[Bulletin], filled: bool = True) -> list[Statement]:
    """The bulletins judged; a blank primary pollutant is a gap only where others are `filled`, and not those of stations."""
    usual = usual_kind(here.chosen)
    filled = filled and any(each.primary and (each.index or 0) > CLEAN for each in bulletins)
    found = [each for bulletin in bulletins if (each := statement(bulletin, usual, filled)) is not None]
    moved = [each.settled for each in found if each.settled.moved]
    if len(moved) < FEW or sum(each.sure for each in moved) * 2 <= len(moved):
        return found
    return [each for bulletin in bulletins if (each := statement(bulletin, usual, filled, known=True)) is not None]


def _sure(finding: Finding) -> Finding:
    """A failure that rests on words recognised in a picture is a doubt."""
    recognised = any(citation.read_by == "ocr" for citation in finding.evidence)
    return replace(finding, outcome=Outcome.CANT_TELL) if recognised and finding.outcome is Outcome.FAILED else finding


def _read(here: Gathered, finding: Finding) -> Finding:
    """A failure that rests on a source of which most days were not understood is a doubt."""
    shaky = any(citation.url in here.half_read for citation in finding.evidence)
    return replace(finding, outcome=Outcome.CANT_TELL) if shaky and finding.outcome is Outcome.FAILED else finding


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """One finding for each problem and subject: a failure before a doubt, else the first."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in sorted(findings, key=lambda each: each.outcome is not Outcome.FAILED):
        found.setdefault((finding.problem, finding.subject), finding)
    return tuple(finding for finding in findings if found[finding.problem, finding.subject] is finding)
