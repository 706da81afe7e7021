"""A month from end to end, as cron calls it: visit, judge, write out."""

from __future__ import annotations

from checker.scheme import Scheme
from crawler.roster import Department
from reports.exported import export
from reports.monthly import PROBLEMS, judge, ready, visit
from reports.session import Session
from reports.stored import results_of
from reports.workspace import Workspace


def run_month(session: Session) -> int:
    """A month, as cron calls it."""
    workspace, _ = session.workspace(), session.period
    departments, scheme = ready(workspace)
    with workspace.lock():
        return month(session, workspace, departments, scheme)


def month(session: Session, workspace: Workspace, departments: tuple[Department, ...], scheme: Scheme) -> int:
    """Visits, judges and writes out; problems count before gaps, gaps before nothing."""
    visited = visit(session, workspace, departments)
    judged = judge(session, workspace, departments, scheme)
    export(session, workspace, results_of(workspace, session.period))
    return PROBLEMS if judged == PROBLEMS else max(visited, judged)
