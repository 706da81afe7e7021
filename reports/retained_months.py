"""What is kept of each month, what speaks for keeping it, and whether it is beyond the time that the settings set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from checker.appeals import Appeal
from checker.decisions import Decisions
from checker.ledger.cases import Case
from checker.removals import Removal, Removals
from checker.store import Store
from crawler.archive import Archive
from crawler.period import Period
from crawler.recall import Recall
from crawler.refusal import Fault, Refusal
from crawler.retention import Holding, Holdings, holdings, later, needless, periods_of
from crawler.snapshot import Citation
from reports.disputes_named import Disputed, findings_by_key
from reports.keeping import ledger_of
from reports.stored import results_of
from reports.workspace import FILE, Workspace
from rules.recalled import recalled

MONTHS = 120  # the shorter of the two limited terms for which offices keep files, ten years and thirty
MOST = 1200
RECALLED = 24  # months after which a month is not compared with one before any more
Moment = tuple[str, datetime]


@dataclass(frozen=True)
class Month:
    """What is kept of a month, and who rests on it.

    `until` is the last day for which it is kept. `rests` are later months whose pages lie in its files, `compared` those that
    are judged by comparison with it, or were and cite it; of both only what is still kept. `cases` are open, `appeals` without an answer,
    `rulings` the findings of that month on which people ruled. `going` are the holdings that would go with it.
    """

    period: Period
    until: date
    bytes: int = 0
    captures: int = 0
    rests: tuple[Period, ...] = ()
    compared: tuple[Period, ...] = ()
    cases: tuple[int, ...] = ()
    appeals: tuple[int, ...] = ()
    rulings: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()
    going: tuple[Holding, ...] = ()

    def is_beyond(self, today: date) -> bool:
        """Whether its time is over."""
        return today > self.until


@dataclass(frozen=True)
class Kept:
    """All months, with what they hold and how long that is kept."""

    months: tuple[Month, ...]
    holdings: Holdings = field(default_factory=dict)
    keep: int = MONTHS

    def size(self, gone: Iterable[Holding]) -> int:
        """The size of holdings in bytes."""
        return sum(self.holdings[each].size for each in gone)

    def within(self, periods: Iterable[Period], today: date) -> tuple[Period, ...]:
        """Those of some months whose time is not over."""
        return tuple(each for each in periods if today <= until(each, self.keep))

    def all_going(self, today: date) -> set[Holding]:
        """What would go in all, were every month taken away that can be."""
        free = {each.period for each in self.months if each.removals or not reasons(each, today, self.keep)}
        return needless(self.holdings, free)


def keep_of(workspace: Workspace) -> int:
    """How many months evidence is kept after its own. Raises Refusal for none or too many."""
    months: int = workspace.sections.get("keep", {}).get("months", MONTHS)
    if not 1 <= months <= MOST:
        values = {"value": str(months), "most": str(MOST)}
        raise Refusal(Fault("[keep] months 不能是 {value}", "请写 1 至 {most} 的整数，120 即十年", FILE, None, values))
    return months


def until(period: Period, keep: int) -> date:
    """The last day on which a month's evidence is kept: so many whole months after it."""
    return period.shift(keep).last


def bytes_beyond(sizes: Mapping[Period, int], today: date, keep: int) -> tuple[int, int]:
    """How many months are beyond their time, and how many bytes they hold."""
    over = [size for period, size in sizes.items() if size and today > until(period, keep)]
    return len(over), sum(over)


def sizes(archive: Path) -> dict[Period, int]:
    """The bytes of each month's WARC files on the disk, with no look into any database."""
    return {
        Period.parse(folder.name): sum(path.stat().st_size for path in folder.glob("*.warc.gz"))
        for folder in sorted(archive.glob("warc/[0-9][0-9][0-9][0-9]-[01][0-9]"))
    }


def reasons(month: Month, today: date, keep: int) -> list[Fault]:
    """Every reason for which a month may not be taken away."""
    return list(_reasons(month, today, keep))


def _reasons(month: Month, today: date, keep: int) -> Iterator[Fault]:
    period = str(month.period)
    if not month.is_beyond(today):
        values: dict[str, Sequence[str]] = {"period": period, "until": f"{month.until:%Y-%m-%d}"}
        yield Fault(
            "{period} 的证据要保存到 {until}", "保存期由 gongkai.toml 的 [keep] months 规定", period, None, values
        )
    if month.cases:
        values = {"cases": [str(each) for each in month.cases]}
        yield Fault("没有销号的条目引用它：{cases}", "请等整改销号，见 gongkai ledger", period, None, values)
    if month.appeals:
        values = {"appeals": [str(each) for each in month.appeals]}
        yield Fault("没有答复的申诉针对它：{appeals}", "请先用 gongkai answer 答复", period, None, values)
    for template, months in (("保存期内的月份有网页没有变化，原件在它的文件里：{months}", month.rests),
                             ("保存期内的月份检查时要与它对照：{months}", month.compared)):  # fmt: skip
        within = [each for each in months if today <= until(each, keep)]
        if within:
            values = {"months": [str(each) for each in within]}
            yield Fault(template, "请等这些月份也过了保存期", period, None, values)


def kept_in(workspace: Workspace, archive: Archive, today: date) -> Kept:
    """What a workspace keeps on a day, oldest month first. Raises Refusal, sqlite3.Error and OSError."""
    keep, found, removals = keep_of(workspace), holdings(archive), _removals(workspace)
    resting, removed = later(found), {each.period for each in removals}
    visited = archive.periods()
    cited, appealed, rulings = _cited(workspace, archive)
    comparing = _comparing([each for each in visited if each not in removed], recalled())
    for other, found_in in _citing(workspace, archive).items():
        comparing.setdefault(other, set()).update(found_in - removed)
    periods = sorted({each.period for each in found} | removed)
    months = []
    for period in periods:
        mine = [each for each in found if each.period == period]
        months.append(
            Month(
                period,
                until(period, keep),
                sum(found[each].size for each in mine),
                sum(found[each].captures for each in mine),
                tuple(sorted(resting.get(period, set()) - removed)),
                tuple(sorted(comparing.get(period, ()))),
                tuple(sorted(cited.get(period, ()))),
                tuple(sorted(appealed.get(period, ()))),
                tuple(rulings.get(period, ())),
                tuple(each for each in removals if each.period == period),
                tuple(sorted(needless(found, removed | {period}))) if today > until(period, keep) else (),
            )
        )
    return Kept(tuple(months), found, keep)


def _removals(workspace: Workspace) -> list[Removal]:
    with closing(Removals(workspace.var / "gongkai.sqlite")) as removals:
        return removals.all()


def _comparing(visited: list[Period], recall: Recall) -> dict[Period, set[Period]]:
    """By month, those that are judged by comparison with it."""
    found: dict[Period, set[Period]] = {}
    for each in visited:
        for asked in (recall.year_before(each, visited), recall.month_before(each, visited)):
            if asked is not None and each <= asked.shift(RECALLED):
                found.setdefault(asked, set()).add(each)
    return found


def _citing(workspace: Workspace, archive: Archive) -> dict[Period, set[Period]]:
    """By month, the others of which something that was found, or a figure, cites what was fetched in it."""
    with closing(Store(workspace.var / "gongkai.sqlite")) as store:
        cited = {period: store.fetched(period) for period in store.periods()}
    where, found = periods_of(archive, set[Moment]().union(*cited.values())), dict[Period, set[Period]]()
    for period, moments in cited.items():
        for other in set[Period]().union(*(where.get(moment, ()) for moment in moments)) - {period}:
            found.setdefault(other, set()).add(period)
    return found


Numbers = dict[Period, set[int]]


def _cited(workspace: Workspace, archive: Archive) -> tuple[Numbers, Numbers, dict[Period, list[str]]]:
    """By month, the open cases and the unanswered appeals that cite it, and the findings of it on which people ruled."""
    cases = [each for each in ledger_of(workspace).cases(date.max) if each.is_open]
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        appeals = [each for each in decisions.appeals() if each.answer is None]
        rulings = {period: sorted(decisions.rulings(period)) for period in archive.periods()}
    told = [(each.number, *_by_case(each)) for each in cases]
    asked = [(each.number, *_by_appeal(workspace, each)) for each in appeals]
    moments = {moment for _, _, found in (*told, *asked) for moment in found}
    where = periods_of(archive, moments)
    return _numbers(told, where), _numbers(asked, where), rulings


def _by_case(case: Case) -> tuple[set[Period], set[Moment]]:
    """The months of whose evidence a case speaks, and what it cites."""
    events = [event for event, _ in case.history if event.evidence]
    return {event.period for event in events}, _moments(cite for event in events for cite in event.evidence)


def _by_appeal(workspace: Workspace, appeal: Appeal) -> tuple[set[Period], set[Moment]]:
    period = Period.parse(appeal.finding.split("/")[0])
    about = _findings(workspace, period).get(appeal.finding)
    return {period}, _moments(about.item.finding.evidence if about else ())


def _findings(workspace: Workspace, period: Period) -> Mapping[str, Disputed]:
    try:
        return findings_by_key(results_of(workspace, period))
    except Refusal:
        return {}


def _moments(cited: Iterable[Citation]) -> set[Moment]:
    return {(each.url, each.fetched) for each in cited if each.fetched}


def _numbers(told: Iterable[tuple[int, set[Period], set[Moment]]], where: Mapping[Moment, set[Period]]) -> Numbers:
    found: Numbers = {}
    for number, periods, moments in told:
        for period in periods.union(*(where.get(moment, ()) for moment in moments)):
            found.setdefault(period, set()).add(number)
    return found
