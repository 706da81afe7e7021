"""A month from end to end, as cron calls it: visit, judge, write out."""

from __future__ import annotations

from checker.scheme import Scheme
from crawler.roster import Department
from reports.exported import export
from reports.monthly import PROBLEMS, judge, results_of, visit
from reports.session import Session
from reports.workspace import Workspace


def month(session: Session, workspace: Workspace, departments: tuple[Department, ...], scheme: Scheme) -> int:
    """Visits, judges and writes out; problems count before gaps, gaps before nothing."""
    visited = visit(session, workspace, departments)
    judged = judge(session, workspace, departments, scheme)
    export(session, workspace, results_of(workspace, session.period))
    return PROBLEMS if judged == PROBLEMS else max(visited, judged)
