"""The cases of the ledger as they stand on a day: a fold over what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from checker.ledger.events import LOOKS, Event, Kind, Matter
from crawler.period import CHINA, Period

VISIT = timedelta(days=7)  # what was fetched so long before the rest of its finding was kept of an earlier visit


class State(StrEnum):
    """How a case stands. The first six are open, the last three are not.

    OPENED, no notice yet; NOTIFIED, within the time set; DISPUTED, an appeal or a conflict of rulings is open; REPLIED, the
    department says that it is done, and no check has looked since; DUE, the time is over without a reply, and no check has
    looked since; OVERDUE, a check found it after the time was over.
    """

    OPENED = "opened"
    NOTIFIED = "notified"
    DISPUTED = "disputed"
    REPLIED = "replied"
    DUE = "due"
    OVERDUE = "overdue"
    RECTIFIED = "rectified"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self not in (State.RECTIFIED, State.WITHDRAWN, State.CLOSED)


class What(StrEnum):
    """What an event was to the case, beside its kind: the first finding opens it, one after it was closed reopens it."""

    OPENED = "opened"
    SEEN = "seen"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Case:
    """One problem of one department in one place, as it stands on a day.

    `history` holds all events in the order of their months, each with what it was. `first` and `last` are the months in
    which it was found first and last, `since` the first of those since it was opened last, `months` how many there are of
    these. `notified`, `replied` and `step` are of that time, too, `due` the last day of the time set; `ended` is what closed
    it. `look` is the last look, `open` what is not final in it, or in a month before it. `times` says how often it was opened.
    What is `lasting` cannot be put right any more: it waits for a written explanation, and for a person to close it.
    """

    number: int
    matter: Matter
    history: tuple[tuple[Event, str], ...]
    state: State
    indicator: str
    first: Period
    last: Period
    since: Period
    months: int
    times: int
    look: Event
    lasting: bool = False
    notified: Event | None = None
    replied: Event | None = None
    due: date | None = None
    step: str = ""
    ended: Event | None = None
    open: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state.is_open

    @property
    def seen(self) -> Event:
        """The last look that found it."""
        return next(event for event, _ in reversed(self.history) if event.kind is Kind.FOUND)


Due = Callable[[date, int], date | None]


def fold(
    matters: Mapping[int, Matter],
    events: Iterable[Event],
    as_of: date,
    *,
    due: Due = lambda day, within: None,
    is_lasting: Callable[[Matter], bool] = lambda matter: False,
    until: Period | None = None,
) -> list[Case]:
    """The cases as they stand on a day, by number; those of which nothing is told up to the month `until` are left out.

    `due(day, within)` is the day on which so many workdays have passed, asked where a notice could not tell; `is_lasting`
    says of what nothing can put it right.
    """
    told: dict[int, list[Event]] = {}
    for event in events:
        if event.on <= as_of and (until is None or event.period <= until):
            told.setdefault(event.case, []).append(event)
    found = []
    for number in sorted(told):
        inner = _Course(matters[number], is_lasting(matters[number]))
        for event in sorted(told[number], key=lambda each: (each.period, each.number)):
            inner.take(event)
        if inner.look is not None and inner.times:
            found.append(inner.case(number, as_of, due, inner.look))
    return found


def seen_on(event: Event) -> date:
    """The day as of which a look is: of a visit of several nights that of its first page, for it may be otherwise since.

    Pages that were kept of an earlier visit to compare with say nothing of when the others were read.
    """
    fetched = [each.fetched for each in event.evidence if each.fetched is not None]
    fresh = [each for each in fetched if max(fetched) - each < VISIT]
    return min([event.on, *(each.astimezone(CHINA).date() for each in fresh)])


@dataclass
class _Course:
    """A case while its events are taken one after another."""

    matter: Matter
    lasting: bool
    history: list[tuple[Event, str]] = field(default_factory=list)
    is_open: bool = False
    found: list[Period] = field(default_factory=list)
    since: Period | None = None
    times: int = 0
    look: Event | None = None
    seen: Event | None = None
    seen_on: date = date.min
    notified: Event | None = None
    replied: Event | None = None
    step: str = ""
    ended: Event | None = None
    indicator: str = ""
    disputed: dict[Period, Event] = field(default_factory=dict)  # by the month whose look is not final, since when
    pauses: list[tuple[date, date]] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """One more event."""
        what = str(event.kind)
        if event.kind is Kind.FOUND:
            what = self._found(event)
        elif event.kind is Kind.REOPENED and self.found and not self.is_open:
            self._open(event)
        elif event.kind in (Kind.RECTIFIED, Kind.WITHDRAWN, Kind.CLOSED) and self.is_open:
            self.is_open, self.ended = False, event
        elif event.kind is Kind.NOTIFIED and self.is_open:
            self.notified = self.notified or event
        elif event.kind is Kind.REPLIED and self.is_open:
            self.replied = event
        elif event.kind is Kind.ESCALATED and self.is_open:
            self.step = event.paper
        elif event.kind is Kind.TRANSFERRED:
            self.matter = replace(self.matter, department=event.paper)
        if event.kind in LOOKS:
            self.look = event
            self._dispute(event)
        self.history.append((event, what))

    def _found(self, event: Event) -> str:
        """Opens it, unless it is open, or people have decided: closed it knowing this month's results, closed what nothing can put
        right and was there ever since, or ruled that these very pages are no problem.
        """
        self.indicator = event.indicator or self.indicator
        self._see(event)
        was_there = self.look is not None and self.look.kind is Kind.FOUND
        is_closed = self.ended is not None and self.ended.kind is Kind.CLOSED
        is_known = self.ended is not None and self.ended.period == event.period
        is_settled = (is_closed and (is_known or (self.lasting and was_there))) or self._is_ruled_on(event)
        self.found.append(event.period)
        if self.is_open or is_settled:
            return What.SEEN
        self._open(event)
        return What.OPENED if self.times == 1 else What.REOPENED

    def _is_ruled_on(self, event: Event) -> bool:
        """Whether it was withdrawn by a ruling on the same pages, byte for byte."""
        if self.ended is None or self.ended.kind is not Kind.WITHDRAWN or not event.evidence:
            return False
        shown, ruled = ({(each.url, each.sha256) for each in told.evidence} for told in (event, self.ended))
        return shown == ruled

    def _dispute(self, event: Event) -> None:
        """Notes whether the look of a month is final: while that of any is not, no time runs."""
        if event.open:
            self.disputed.setdefault(event.period, event)
        elif event.period in self.disputed:
            self.pauses.append((self.disputed.pop(event.period).on, event.on))

    def _see(self, event: Event) -> None:
        """Notes the day of the look, from when its pages are: a check may be made days after them, and what it found told anew.

        What was found before the time was over, or before the reply, speaks against neither, whenever it is told.
        """
        before, self.seen = self.seen, event
        if before is not None and (before.period, before.evidence) == (event.period, event.evidence):
            return
        self.seen_on = seen_on(event)

    def _open(self, event: Event) -> None:
        """Opens it; what takes back a closing, or overrules it in the same month, opens what was there before."""
        is_undone = self.ended is not None and (event.kind is Kind.REOPENED or event.period == self.ended.period)
        self.since = self.since if is_undone else event.period
        self.is_open, self.times = True, self.times + 1
        self.disputed, self.pauses = {}, []
        self.notified = self.replied = self.ended = None
        self.step = ""

    def case(self, number: int, as_of: date, due: Due, look: Event) -> Case:
        """The case as it stands on a day."""
        since, told = self.found[0] if self.since is None else self.since, self.notified
        day = None if told is None else self._due(told, due)
        open = tuple(dict.fromkeys(reason for event in self.disputed.values() for reason in event.open))
        return Case(
            number,
            self.matter,
            tuple(self.history),
            self._state(as_of, day),
            self.indicator,
            min(self.found),
            max(self.found),
            since,
            len({period for period in self.found if period >= since}),
            self.times,
            look,
            self.lasting,
            told,
            self.replied,
            day,
            self.step,
            self.ended,
            open,
        )

    def _due(self, told: Event, due: Due) -> date | None:
        """The last day of the time that a notice set, without the days on which something was in dispute."""
        day = told.due or (due(told.on, told.within) if told.within else None)
        reached = told.on
        for start, end in sorted(self.pauses):
            start = max(start, reached)
            if day is None or not start <= day or end <= start:
                continue
            left = 0
            while (next_day := due(start, left + 1)) is not None and next_day <= day:
                left += 1
            day, reached = due(end, left), end
        return day

    def _state(self, as_of: date, due: date | None) -> State:
        if not self.is_open and self.ended is not None:
            return State(self.ended.kind)
        if self.disputed:
            return State.DISPUTED
        if self.replied is not None and (self.lasting or self.seen_on <= self.replied.on):
            return State.REPLIED
        if self.notified is None:
            return State.OPENED
        if due is None or as_of <= due:
            return State.NOTIFIED
        return State.OVERDUE if self.seen_on > due else State.DUE
