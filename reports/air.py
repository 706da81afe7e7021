"""`gongkai show DEPARTMENT --air`: the month of air day by day, read and judged anew from the evidence."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from checker.assess import assess
from checker.scheme import Scheme
from crawler.assembly import Month
from crawler.roster import Department
from reports.air_rows import air_rows
from reports.air_seen import air_of, only_air, owed
from reports.air_table import air_table
from reports.monthly import kept
from reports.results import write
from reports.session import Session, Usage
from reports.workspace import Workspace
from rules.air.daily.day import LOST
from rules.recalled import SHARED, recalled
from rules.rule import catalogue

DONE, GAPS = 0, 3


def show_air(
    session: Session, workspace: Workspace, departments: Sequence[Department], scheme: Scheme, chosen: Department
) -> int:
    """Shows the calendar of a department; 3 where a day could not be looked at.

    Raises Usage for a department that does not owe the air, Refusal for a month not visited.
    """
    indicator = owed(scheme, chosen)
    if indicator is None:
        raise Usage("{name}没有发布空气质量日报的职责，没有空气日历", name=chosen.name)
    period = session.period
    with (
        kept(workspace, period) as archive,
        Month(archive, departments, period, workspace.portal, recall=recalled(), shared=SHARED) as month,
    ):
        snapshot = month.snapshot(chosen)
        judged = assess(snapshot, only_air(scheme), catalogue())
    found = air_of(snapshot, judged, indicator)
    if session.options.format == "text":
        session.out.print(air_table(found, session.wording))
    else:
        write(air_rows(found, session.wording), session.options.format, sys.stdout)
    return GAPS if any(column.of(LOST) for column in found.columns) else DONE
