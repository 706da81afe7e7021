"""The course of each fault of a sample city over its months: what a ledger that is right must tell, and how each case stands.

The office goes about it as `gongkai demo --year` does: each month is looked at on the 4th of the next, letters go out on the first
workday from then on, some reply, and what was explained is closed. Workdays are counted here anew, by the announcements of the State
Council (国办发明电〔2012〕33号、国办发明电〔2013〕28号).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from crawler.period import Period
from reports.samplecity.answers import reply
from reports.samplecity.city import City
from reports.samplecity.sight import FOUND, PAST, RIGHT, Fault, Sight

OPENED, SEEN, REOPENED = "opened", "seen", "reopened"
NOTIFIED, REPLIED, DUE, OVERDUE, CLOSED = "notified", "replied", "due", "overdue", "closed"
FOURTH = 4
ONE = timedelta(days=1)
FREE = {  # what of the year's weekdays is no workday
    (2013, 1): (1, 2, 3), (2013, 2): (11, 12, 13, 14, 15), (2013, 4): (4, 5, 29, 30), (2013, 5): (1,), (2013, 6): (10, 11, 12),
    (2013, 9): (19, 20), (2013, 10): (1, 2, 3, 4, 7), (2014, 1): (1, 31), (2014, 2): (3, 4, 5, 6),
}  # fmt: skip
WORKED = {  # and which weekend days are
    (2013, 1): (5, 6), (2013, 2): (16, 17), (2013, 4): (7, 27, 28), (2013, 6): (8, 9), (2013, 9): (22, 29), (2013, 10): (12,),
    (2014, 1): (26,), (2014, 2): (8,),
}  # fmt: skip
Within = Callable[[Fault], int]


def is_worked(day: date) -> bool:
    """Whether a day from 2013 to February 2014 is a workday."""
    if day.weekday() < 5:
        return day.day not in FREE.get((day.year, day.month), ())
    return day.day in WORKED.get((day.year, day.month), ())


def after(day: date, count: int) -> date:
    """The last of so many workdays that follow a day."""
    while count:
        day += ONE
        count -= is_worked(day)
    return day


def looked_at(period: Period) -> date:
    """The day on which a month is looked at."""
    return period.shift(1).first.replace(day=FOURTH)


def letters_on(period: Period) -> date:
    """The day on which its letters go out."""
    day = looked_at(period)
    while not is_worked(day):
        day += ONE
    return day


@dataclass
class Course:
    """What happened to one fault.

    `told` is what each month says of it, `stood` how its case stood on the day of that month's letters. `months` are those in
    which it stood since it was opened last.
    """

    told: dict[Period, str] = field(default_factory=dict)
    stood: dict[Period, str] = field(default_factory=dict)
    months: list[Period] = field(default_factory=list)
    is_open: bool = False
    ended: str = ""
    seen: date = date.min
    due: date | None = None
    replied: date | None = None

    def take(self, fault: Fault, period: Period, look: str, *, stands: bool = False) -> None:
        """What a month shows."""
        what = look
        if look == FOUND:
            settled = (
                fault.problem in PAST
                and self.ended == CLOSED
                and self.told.get(period.shift(-1)) in (OPENED, SEEN, REOPENED)
            )
            what = SEEN if self.is_open or settled else REOPENED if self.told else OPENED
            self.seen = looked_at(period)
        if what in (OPENED, REOPENED):
            self.is_open, self.ended, self.months, self.due, self.replied = True, "", [], None, None
        if stands:
            self.months.append(period)
        if look == RIGHT:
            self.is_open, self.ended = False, RIGHT
        self.told[period] = what

    def state(self, fault: Fault, day: date) -> str:
        """How the case stands on a day."""
        if not self.is_open:
            return self.ended
        if self.replied is not None and self.replied <= day and (fault.problem in PAST or self.seen <= self.replied):
            return REPLIED
        if self.due is None:
            return OPENED
        return NOTIFIED if day <= self.due else OVERDUE if self.seen > self.due else DUE


def courses(city: City, months: Sequence[Period], within: Within | None) -> Mapping[Fault, Course]:
    """The course of every fault that stands in one of the months, of which each follows the one before.

    `within` tells how many workdays a body has to put a fault right; None where no letters go out.
    """
    found: dict[Fault, Course] = {}
    for period in months:
        sight = Sight(city, period)
        waiting = [fault for fault, course in found.items() if course.is_open and fault not in sight.standing]
        for fault in sight.standing:
            found.setdefault(fault, Course()).take(fault, sight.period, FOUND, stands=True)
        for fault in waiting:
            found[fault].take(fault, sight.period, sight.look(fault, found[fault].months))
        for fault, course in found.items():
            if within is not None:
                _go_about(fault, course, sight, within(fault))
            course.stood[sight.period] = course.state(fault, letters_on(sight.period))
    return found


@lru_cache(maxsize=16)
def _after(city: City, period: Period) -> Sight:
    return Sight(city, period.shift(1))


def is_right_after(city: City, fault: Fault, period: Period) -> bool:
    """Whether a fault that stood in a month does not any more in the next."""
    return _after(city, period).look(fault, (period,)) != FOUND


def _go_about(fault: Fault, course: Course, sight: Sight, within: int) -> None:
    """What the office and the body do about a fault in a month."""
    day = letters_on(sight.period)
    if course.is_open and fault.problem in PAST and course.state(fault, day) == REPLIED:
        course.is_open, course.ended = False, CLOSED
    if course.is_open and course.due is None and course.told.get(sight.period) in (OPENED, REOPENED, SEEN):
        course.due = after(day, within)
        is_done = is_right_after(sight.city, fault, sight.period)
        said = reply(sight.city.seed, fault, sight.period, is_done=is_done)
        course.replied = day + timedelta(days=said.days) if said else None
