"""What a perfect checker would find in a month about the air: its days, and reports on weeks and months."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.period import Period
from reports.samplecity.air.cycles import Report, differing, reports
from reports.samplecity.air.days import subject
from reports.samplecity.air.manner import Manner
from reports.samplecity.air.periods import misgraded
from reports.samplecity.air.plan import ABSENT, ELSEWHERE, NO_PRIMARY, SLIPPED, plan, settled

Said = tuple[str, str, str]  # outcome, problem, subject
SAID = {
    "gone": ("failed", "missing-day"),
    "blank": ("failed", "no-index"),
    "stuck": ("untested", "missing-day"),
    "late": ("failed", "late"),
    "future": ("cantTell", "future-day"),
    "doubled": ("failed", "doubled-day"),
    "slip": ("failed", "unit-slip"),
    "differ": ("failed", "places-differ"),
    "frozen": ("cantTell", "frozen"),
    "wrong-index": ("failed", "wrong-index"),
    "wrong-partial": ("failed", "wrong-partial"),
    "wrong-primary": ("failed", "wrong-primary"),
    "wrong-grade": ("failed", "wrong-grade"),
}
WHOLE = {
    ABSENT: ("failed", "missing", ""),
    ELSEWHERE: ("cantTell", "missing", ""),
    NO_PRIMARY: ("failed", "no-field", "首要污染物"),
    SLIPPED: ("failed", "unit-slip", ""),
}

NAMED = {
    "days": "wrong-days",
    "rate": "wrong-rate",
    "month-rate": "wrong-rate",
    "places": "places-differ",
    "change": "wrong-change",
}


def daily(seed: int, body: str, place: str, period: Period) -> Iterator[Said]:
    """What is wrong with a place's bulletins of a month."""
    this = plan(seed, body, place, period)
    if this.whole:
        yield WHOLE[this.whole]
    if this.is_silent:
        return
    other = plan(seed, body, "own" if place == "portal" else "portal", period)
    for day, kind in sorted(this.faults.items()):
        bare = this.whole == NO_PRIMARY
        if kind == "differ" and (other.is_silent or other.faults.get(day) == "gone"):
            continue
        if _shows(this.manner, kind, this.days[day].index or 0, bare=bare):
            yield (*SAID[kind], subject(kind, this.days[day]))


def _shows(how: Manner, kind: str, index: int, *, bare: bool) -> bool:
    """Whether a fault can be told from what a place prints."""
    if kind == "wrong-index":
        return how.valued
    if kind == "wrong-partial":
        return how.is_parted
    if kind == "wrong-primary":
        return not bare and (how.valued or index <= 50)
    return True


def periodical(seed: int, body: str, place: str, period: Period) -> Iterator[Said]:
    """What is wrong with a place's reports on weeks and months."""
    for report in reports(seed, body, place, period):
        if report.fault == "dailies":
            day = differing(seed, body, place, report)
            yield from [("failed", "dailies-differ", str(day.day))] if day is not None else []
        elif report.fault == "grade":
            yield "failed", "wrong-grade", str(misgraded(report).day)
        elif report.fault:
            if report.fault == "places" and _is_told(seed, body, place, report, period):
                yield "cantTell", "dailies-differ", report.name  # the bulletins of all its days are still there
            yield "failed", NAMED[report.fault], report.name


def _is_told(seed: int, body: str, place: str, report: Report, period: Period) -> bool:
    """Whether each day of a report has an index, and a bulletin that is still there and tells it."""
    month = Period.containing(report.first)
    shown = plan(seed, body, place, month) if month == period else settled(seed, body, place, month, period)
    gaps = shown.is_silent or any(kind in ("gone", "blank") for kind in shown.faults.values())
    return len(report.valid) == len(report.days) and not gaps
