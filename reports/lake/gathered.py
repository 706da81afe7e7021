"""What a workspace knows of a month, gathered for the lake: results, ledger, visits and the year's statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta

from checker.store import Store
from crawler.archive import Archive
from crawler.period import CHINA, Period
from crawler.refusal import Fault, Refusal
from crawler.scope import Target
from crawler.snapshot import Reason
from reports.annual_results import number_rows
from reports.annual_year import annual_of
from reports.docket_view import docket_of
from reports.history import Past
from reports.lake.rows import Month
from reports.lake.tables import Row
from reports.run_health import health_of
from reports.session import Session, Usage
from reports.stored import results_of
from reports.wording import Wording
from reports.workspace import Workspace


def periods_of(workspace: Workspace, only: Period | None) -> dict[Period, str]:
    """The months of a workspace that can be exported, oldest first, each with the digest of its results. Raises Refusal for none."""
    path = workspace.var / "gongkai.sqlite"
    found: dict[Period, str] = {}
    if path.is_file():
        with closing(Store(path)) as store:
            found = store.digests()
    chosen = {period: digest for period, digest in found.items() if only in (None, period)}
    if not chosen:
        what = "{period} 还没有检查" if only else "还没有检查过任何月份"
        remedy = "请先运行 gongkai run，或 gongkai crawl 和 gongkai check"
        raise Refusal(Fault(what, remedy, str(workspace.folder), None, {"period": str(only)}))
    return chosen


def month_of(session: Session, workspace: Workspace, period: Period, digest: str) -> Month:
    """One month. Raises Refusal where a file of the workspace has faults."""
    past = Past(results_of(workspace, period))
    as_of = min(session.today, _last_day(period.shift(1)))
    docket = docket_of(workspace, max(as_of, _last_day(period)), period)
    counted = tuple(_statistics(session, workspace, period)) if _is_newest(workspace, period) else ()
    return Month(workspace, past, docket, tuple(_visits(workspace, period)), counted, digest, session.today)


def _last_day(period: Period) -> date:
    after = period.shift(1)
    return date(after.year, after.month, 1) - timedelta(days=1)


def _is_newest(workspace: Workspace, period: Period) -> bool:
    """Whether no later month of its year was checked: a year's counts lie with the last of its months alone."""
    with closing(Store(workspace.var / "gongkai.sqlite")) as store:
        return period == max(each for each in store.periods() if each.year == period.year)


def _statistics(session: Session, workspace: Workspace, period: Period) -> Iterator[Row]:
    try:
        annual = annual_of(session, workspace, period.year)
    except Usage:  # no annual report was owed for the year
        return
    for table, row, column, value, unit, source in number_rows(annual, Wording()):
        yield annual.year, table, row, column, value or None, unit, annual.has_gaps, source


def _visits(workspace: Workspace, period: Period) -> Iterator[Row]:
    """How each site was read; nothing where the evidence lies elsewhere."""
    if not (workspace.var / "archive" / "archive.db").is_file():
        return
    with Archive(workspace.var / "archive") as archive:
        for site, home, *_ in archive.marks(period):
            yield _visit(archive, Target(str(site), str(home), ()), period)


def _visit(archive: Archive, target: Target, period: Period) -> Row:
    health = health_of(archive, [target], period)
    state, reason = "unfinished", ""
    if health.read:
        state = "whole" if health.whole else "part"
    elif health.unread:
        state, reason = "unread", next(iter(health.unread.values()))
    brought, visit = archive.brought(target.key, period), archive.visit(target.key, period)
    reasons = archive.reasons(target.key, period)
    gone, lost = _split(reasons)
    times = (
        (visit.seconds, brought.size, _moment(visit.started), _moment(visit.finished)) if visit else (0, 0, None, None)
    )
    return (target.key, state, reason, reasons.get("", 0), gone.total(), lost.total(), dict(lost), *times)


def _moment(value: datetime | None) -> datetime | None:
    return value.astimezone(CHINA).replace(tzinfo=None) if value is not None and value.tzinfo is not None else value


def _split(reasons: dict[str, int]) -> tuple[Counter[str], Counter[str]]:
    """The addresses of which the site itself said that nothing is there, and those that were not read for another reason."""
    gone, lost = Counter[str](), Counter[str]()
    for reason, number in reasons.items():
        if reason:
            (gone if Reason(reason).proves_absence else lost)[reason] += number
    return gone, lost
