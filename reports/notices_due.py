"""Who must be told what: the cases that a letter to their department is due for, and those that it sets apart.

Nothing is asked for what the last look did not find, what is under appeal or in dispute, or what a later ruling took back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from checker.ledger.cases import Case, State
from checker.ledger.events import Event, Kind
from checker.scheme import Scheme
from checker.scoring import Verdict, Weighed
from crawler.period import Period
from rules.finding import Outcome


class Sort(StrEnum):
    """What a letter says of a case.

    FRESH and LASTING are notified: to be put right, or to be explained since nothing can put it right. AGAIN, found after a reply,
    and OVERDUE are reminded of. DISPUTED and UNCHECKED are only told of.
    """

    FRESH = "fresh"
    LASTING = "lasting"
    AGAIN = "again"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    UNCHECKED = "unchecked"


NOTIFIED = (Sort.FRESH, Sort.LASTING)
REMINDED = (Sort.AGAIN, Sort.OVERDUE)
ASKED = (*NOTIFIED, *REMINDED)


@dataclass(frozen=True)
class Judgement:
    """What a month's check says of what a case is about, as people decided on it; under which scheme."""

    verdict: Verdict
    item: Weighed
    scheme: Scheme


Judgements = Callable[[Case, Period], Judgement | None]


@dataclass(frozen=True)
class Told:
    """A case in a letter: what is said of it, and the check that found it, None where it was looked at again by itself."""

    case: Case
    sort: Sort
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Due:
    """The letter that is due to a department."""

    department: str
    told: tuple[Told, ...] = ()
    steps: Mapping[int, str] = field(default_factory=dict)

    def of(self, *sorts: Sort) -> list[Told]:
        """What is told of these sorts, by the numbers of the cases."""
        return [each for each in self.told if each.sort in sorts]


def due(
    today: Iterable[Case],
    known: Iterable[Case],
    period: Period,
    judgements: Judgements,
    steps: Mapping[int, str],
) -> list[Due]:
    """The letters due for a month, by department: those that ask for something, in the order of the first case.

    `today` are the cases as they stand on the day of the letter, `known` the same with all that was ever told, so that a letter of a
    later day is not written again; `steps` are those reached by now, by case.
    """
    ever = {each.number: each for each in known}
    found: dict[str, list[Told]] = {}
    for case in today:
        told = _told(case, ever[case.number], period, judgements, steps) if case.since <= period else None
        if told is not None:
            found.setdefault(case.matter.department, []).append(told)
    letters = [Due(id, tuple(told), _steps(told, steps)) for id, told in found.items()]
    return [each for each in letters if each.of(*ASKED)]


def _steps(told: Sequence[Told], steps: Mapping[int, str]) -> Mapping[int, str]:
    return {each.case.number: steps[each.case.number] for each in told if each.case.number in steps}


def _told(case: Case, ever: Case, period: Period, judgements: Judgements, steps: Mapping[int, str]) -> Told | None:
    if not case.is_open or not ever.is_open:
        return None
    judged = [judgements(case, each) for each in dict.fromkeys((case.seen.period, case.since))]
    items = [each.item for each in judged if each is not None]
    if any(each.outcome is not Outcome.FAILED for each in items) or is_satisfied(judged[0]):
        return None
    about = Told(case, Sort.FRESH, judged[0])
    if case.state is State.DISPUTED or any(each.open for each in items):
        return replace(about, sort=Sort.DISPUTED)
    if ever.notified is None and case.state is State.OPENED:
        if case.look.kind is not Kind.FOUND:
            return replace(about, sort=Sort.UNCHECKED)
        return replace(about, sort=Sort.LASTING if case.lasting else Sort.FRESH)
    sort = _reminded(case) if case.seen.period <= period else None
    return replace(about, sort=sort) if sort and not _was_reminded(case, ever, steps) else None


def is_satisfied(judged: Judgement | None) -> bool:
    """Whether a posted explanation stands in for what is missing, and by the scheme nothing more is asked."""
    if judged is None or not judged.item.finding.explained or judged.item.ruling is not None:
        return False
    known = {each.id: each for each in judged.scheme.indicators}
    indicator = known.get(judged.verdict.indicator)
    return indicator is not None and indicator.explained.get(judged.item.finding.problem) == 0


def _reminded(case: Case) -> Sort | None:
    """Whether a case is one to be reminded of: found after its time was over, or after the department said that it was done."""
    if case.look.kind is not Kind.FOUND or case.notified is None:
        return None
    if case.state is State.OVERDUE:
        return Sort.OVERDUE
    is_again = case.replied is not None and not case.lasting and case.state in (State.NOTIFIED, State.DUE)
    return Sort.AGAIN if is_again else None


def _was_reminded(case: Case, ever: Case, steps: Mapping[int, str]) -> bool:
    """Whether a reminder followed the last look, or the step reached since."""
    letters = [event.number for event in _of(ever, Kind.REMINDED, Kind.NOTIFIED)]
    reasons = [case.seen.number, *(event.number for event in _of(case, Kind.ESCALATED))]
    return case.number not in steps and max(letters) > max(reasons)


def _of(case: Case, *kinds: Kind) -> list[Event]:
    return [event for event, _ in case.history if event.kind in kinds]
