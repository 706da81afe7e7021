"""Problems over the months (整改台账): found first and last, for how long, put right by when, and how they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from checker.scheme import Scheme
from checker.scoring import DOUBTFUL, Assessment, Verdict, Weighed
from crawler.period import Period
from crawler.snapshot import Place
from rules.finding import Outcome
from rules.workdays import overdue, weekdays


class State(StrEnum):
    """How a case stands in the month that is looked at."""

    NEW = "本月新发现"
    OPEN = "仍未整改"
    DUE = "仍未整改，期限已到（未扣除节假日）"
    OVERDUE = "逾期未整改"
    UNKNOWN = "本月未能核实"
    REVOKED = "已撤销"
    RECTIFIED = "已不再发现"


# Whether a case that is not new is late; None where only holidays could decide that.
LATE = {False: State.OPEN, None: State.DUE, True: State.OVERDUE}


@dataclass(frozen=True)
class Case:
    """One problem of one department in one place. `months` counts those in a row in which it was found, up to the last.

    `rectify_by` is counted in workdays from the end of the first of these months, as far as weekends tell; None where the
    scheme sets no time.
    """

    department: str
    indicator: str
    rule: str
    place: Place | None
    problem: str
    subject: str
    first: Period
    last: Period
    since: Period
    months: int
    state: State = State.NEW
    rectify_by: date | None = None


Key = tuple[str, str, Place | None, str, str]
Month = tuple[Period, Sequence[Assessment]]


def cases(months: Iterable[Month], scheme: Scheme) -> list[Case]:
    """All cases of some months, given oldest first as people decided on them, as they stand in the last of them.

    What was in doubt in a month was neither found nor gone in it. Cases that are open come first.
    """
    found: dict[Key, Case] = {}
    standing: set[Key] = set()  # found when last looked for
    seen: dict[Key, Outcome] = {}
    for period, assessments in months:
        seen = dict(_seen(assessments))
        looked = _Looked(assessments)
        for key, outcome in seen.items():
            if outcome is Outcome.FAILED:
                found[key] = _again(found.get(key), key, period, looked.rules[key[:2]], key in standing)
        standing = {
            key for key in found if seen.get(key) is Outcome.FAILED or (key in standing and looked.doubts(key, seen))
        }
        last = period, looked
    if not found:
        return []
    ended = [_stated(case, key, last[0], last[1], seen, scheme) for key, case in found.items()]
    return sorted(ended, key=lambda case: list(State).index(case.state) > list(State).index(State.UNKNOWN))


def _again(case: Case | None, key: Key, period: Period, rule: str, in_a_row: bool) -> Case:
    if case is None:
        department, indicator, place, problem, subject = key
        return Case(department, indicator, rule, place, problem, subject, period, period, period, 1)
    if in_a_row:
        return replace(case, last=period, months=case.months + 1)
    return replace(case, last=period, since=period, months=1)


def _seen(assessments: Iterable[Assessment]) -> Iterator[tuple[Key, Outcome]]:
    """The outcome of each finding that names a problem; where several are alike, the gravest."""
    for outcome in (Outcome.PASSED, *DOUBTFUL, Outcome.FAILED):
        for assessment, verdict, item in _findings(assessments):
            if item.outcome is outcome and item.finding.problem:
                yield _key(assessment, verdict, item), outcome


def _findings(assessments: Iterable[Assessment]) -> Iterator[tuple[Assessment, Verdict, Weighed]]:
    for assessment in assessments:
        for verdict in assessment.verdicts:
            for item in verdict.weighed:
                yield assessment, verdict, item


def _key(assessment: Assessment, verdict: Verdict, item: Weighed) -> Key:
    finding = item.finding
    return assessment.department.id, verdict.indicator, finding.place, finding.problem, finding.subject


class _Looked:
    """What a month looked at: the rule of each indicator, and the places where all or one problem of it is in doubt."""

    def __init__(self, assessments: Iterable[Assessment]) -> None:
        self.rules: dict[tuple[str, str], str] = {}
        self._doubts: set[tuple[str, str, Place | None, str]] = set()
        for assessment, verdict, item in _findings(assessments):
            about = assessment.department.id, verdict.indicator
            self.rules[about] = verdict.rule
            if item.outcome in DOUBTFUL:
                self._doubts.add((*about, item.finding.place, item.finding.problem))

    def doubts(self, key: Key, seen: dict[Key, Outcome]) -> bool:
        """Whether nothing can be said of a case: its indicator was not judged, or the place or the problem is in doubt."""
        department, indicator, place, problem, _ = key
        if (department, indicator) not in self.rules:
            return True
        return bool({(department, indicator, place, ""), (department, indicator, place, problem)} & self._doubts)


def _stated(case: Case, key: Key, period: Period, looked: _Looked, seen: dict[Key, Outcome], scheme: Scheme) -> Case:
    within = next((each.rectify_in for each in scheme.indicators if each.id == case.indicator), 0)
    by = workdays_after(case.since.last, within) if within else None
    return replace(case, state=_state(case, key, period, looked, seen, within), rectify_by=by)


def _state(case: Case, key: Key, period: Period, looked: _Looked, seen: dict[Key, Outcome], within: int) -> State:
    now = seen.get(key)
    if now is Outcome.FAILED:
        if case.since == period:
            return State.NEW
        return LATE[overdue(case.since.last, period.last, within) if within else False]
    if now is Outcome.PASSED:
        return State.REVOKED
    return State.UNKNOWN if looked.doubts(key, seen) else State.RECTIFIED


def workdays_after(day: date, count: int) -> date:
    """The day on which so many workdays have passed, as far as weekends tell: holidays make it later."""
    found = day + timedelta(days=count)
    while weekdays(day, found) < count:
        found += timedelta(days=1)
    return found
