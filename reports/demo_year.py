"""A year of the sample city: month after month visited, judged and told to the ledger, with letters, replies and closings between."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlsplit

from rich.table import Table
from rich.text import Text

from checker.casebook import Casebook
from checker.ledger.cases import Case, State, What
from checker.ledger.events import LOOKS, Event, Kind, Matter
from crawler.period import Period
from reports.docket_story import story
from reports.docket_text import head
from reports.docket_view import docket_of
from reports.keeping import Ledger, ledger_of
from reports.monthly import ready
from reports.notices import write_all
from reports.samplecity.answers import reply
from reports.samplecity.city import City
from reports.samplecity.course import is_right_after
from reports.samplecity.server import serve
from reports.samplecity.sight import Fault
from reports.samplecity.upkeep import LINKS
from reports.session import Session
from reports.whole_month import month
from reports.workspace import Workspace, read
from reports.yearly import show_year

YEAR = 2013
MONTHS = tuple(Period(YEAR, number) for number in range(1, 13))
FOURTH = 4  # the day of the month after on which a month is looked at
OFFICE = "政务公开办公室"
ACCEPTED = "说明可以接受"


@dataclass(frozen=True)
class Round:
    """One month of the year, as the office goes about it."""

    city: City
    workspace: Workspace
    period: Period
    session: Session

    @classmethod
    def of(cls, session: Session, city: City, workspace: Workspace, period: Period) -> Round:
        """The round of a month: a call of its own, that says nothing, on the day on which the month is looked at."""
        options = argparse.Namespace(**vars(session.options))
        options.period, options.as_of, options.quiet = period, looked_at(period), True
        options.strict, options.output, options.again = False, None, False
        return cls(city, workspace, period, replace(session, options=options))

    def go(self) -> None:
        """Visits, judges and tells; then letters go out, departments reply, and what was explained is closed."""
        departments, scheme = ready(self.workspace)
        with self.workspace.lock():
            month(self.session, self.workspace, departments, scheme)
        self.session.options.as_of = self._workday()
        self._close()
        write_all(self.session, self.workspace)
        self._add(list(self._replies()))

    def _workday(self) -> date:
        """The first workday on which letters can go out."""
        day, calendar = self.session.today, ledger_of(self.workspace).calendar
        while not calendar.is_workday(day):
            day += timedelta(days=1)
        return day

    def _close(self) -> None:
        """Closes what nothing can put right once it was explained."""
        told = [case for case in self._cases() if case.lasting and case.state is State.REPLIED]
        events = [self._event(case, Kind.CLOSED, self.session.today, OFFICE, ACCEPTED) for case in told]
        self._add(events)

    def _replies(self) -> Iterator[Event]:
        for case in self._cases():
            if case.is_open and case.notified is not None and case.notified.on == self.session.today:
                fault = fault_of(case.matter)
                is_done = is_right_after(self.city, fault, self.period)
                said = reply(self.city.seed, fault, self.period, is_done=is_done)
                if said is not None:
                    day = self.session.today + timedelta(days=said.days)
                    yield self._event(case, Kind.REPLIED, day, case.matter.department, said.says)

    def _cases(self) -> list[Case]:
        return ledger_of(self.workspace).cases(self.session.today)

    def _event(self, case: Case, kind: Kind, day: date, by: str, says: str) -> Event:
        return Event(0, case.number, kind, self.period, day, by=by, says=says)

    def _add(self, events: Sequence[Event]) -> None:
        with closing(Casebook(self.workspace.var / "gongkai.sqlite")) as book:
            book.add(events)


def looked_at(period: Period) -> date:
    """The day on which a month is looked at."""
    return period.shift(1).first.replace(day=FOURTH)


def fault_of(matter: Matter) -> Fault:
    """The city's name for what a case is about: a dead link by its address."""
    subject = matter.subject
    if matter.rule == LINKS:
        found = urlsplit("http://" + subject.rpartition("http://")[2])
        subject = unquote(found.path + (f"?{found.query}" if found.query else ""))
    return Fault(matter.department, matter.rule, str(matter.place or ""), matter.problem, subject)


def demonstrate_year(session: Session, city: City, folder: Path) -> int:
    """Goes through the year under the same addresses, and shows what became of it."""
    started = monotonic()
    with serve(city.content(MONTHS[0]), latency=session.options.latency / 1000) as served:
        city.write_workspace(folder, served.bases)
        workspace = read(folder)
        for number, period in enumerate(MONTHS, 1):
            served.replace(city.content(period))
            _round(session, Round.of(session, city, workspace, period), number)
    _show(session, workspace)
    values = {"seconds": str(round(monotonic() - started)), "folder": str(folder)}
    session.say("用时 {seconds} 秒。工作区在 {folder}，可以继续试：", **values)
    session.say("gongkai ledger --workspace {folder} --as-of {day}", day=str(looked_at(MONTHS[-1])), **values)
    return 0


def _round(session: Session, this: Round, number: int) -> None:
    """Goes through one month, which a terminal shows, and says what the ledger heard of it."""
    began = monotonic()
    words = session.wording.say(
        "{period}（{number}/12）：访问、检查、记入台账、通知", period=str(this.period), number=str(number)
    )
    shown = session.err.is_terminal and not session.options.quiet
    with session.err.status(Text(words)) if shown else nullcontext():
        this.go()
    told = Year(ledger_of(this.workspace)).month(this.period)
    session.say(
        "{period}：新发现 {new}，仍存在 {seen}，已整改 {right}，反复 {back}，逾期 {late}，未能检测 {unknown}（{seconds} 秒）",
        period=str(this.period),
        seconds=str(round(monotonic() - began)),
        **{name: str(count) for name, count in told.items()},
    )


@dataclass(frozen=True)
class Year:
    """What the ledger tells of a year."""

    ledger: Ledger

    def month(self, period: Period) -> dict[str, int]:
        """How many cases were opened, seen again, put right, opened again, how many stood overdue, how many could not be looked at."""
        cases = self.ledger.cases(looked_at(period), period)
        last = Counter(str(what) for case in cases for what in _told(case, period)[-1:])
        return {
            "new": last[What.OPENED],
            "seen": last[What.SEEN],
            "right": last[Kind.RECTIFIED],
            "back": last[What.REOPENED],
            "late": sum(case.state is State.OVERDUE for case in cases),
            "unknown": last[Kind.UNKNOWN] + last[Kind.UNSEEN],
        }

    def telling(self) -> Case | None:
        """The case with the most to tell: found, notified, overdue, put right and returned; the first of those with most."""
        cases = self.ledger.cases(date.max)
        return max(cases, key=lambda case: (_worth(case), -case.number), default=None)


def _told(case: Case, period: Period) -> list[str]:
    return [what for event, what in case.history if event.kind in LOOKS and event.period == period]


def _worth(case: Case) -> int:
    """How much of what can happen to a case has happened to it."""
    whats = [what for _, what in case.history]
    late = case.times > 1 and any(
        event.kind is Kind.FOUND and first.due is not None and event.on > first.due and event.period < case.since
        for first in (each for each, _ in case.history if each.kind is Kind.NOTIFIED)
        for event, _ in case.history
    )
    kinds = (What.REOPENED, Kind.RECTIFIED, Kind.NOTIFIED, Kind.REPLIED)
    return 4 * late + sum(kind in whats for kind in kinds)


def _show(session: Session, workspace: Workspace) -> None:
    day = looked_at(MONTHS[-1])
    docket, year = docket_of(workspace, day), Year(ledger_of(workspace))
    for part in head(docket, session.wording):
        session.out.print(part)
    session.out.print(_table(session, year))
    if (case := year.telling()) is not None:
        session.out.print(story(case, docket_of(workspace, date.max), workspace.var / "replies", session.wording))
    options = argparse.Namespace(**vars(session.options))
    options.year, options.explain, options.format, options.workspace = YEAR, None, "text", str(workspace.folder)
    options.as_of, options.period = day, None
    show_year(replace(session, options=options))


def _table(session: Session, year: Year) -> Table:
    """What happened month by month."""
    say = session.wording.say
    found = Table(title=Text(say("{year} 年逐月", year=str(YEAR))), title_justify="left")
    found.add_column(say("月份"))
    for name in ("新发现", "仍存在", "已整改", "反复", "逾期", "未能检测"):
        found.add_column(say(name), justify="right")
    for period in MONTHS:
        found.add_row(str(period), *(str(count) for count in year.month(period).values()))
    return found
