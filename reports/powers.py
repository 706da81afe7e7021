"""`gongkai show DEPARTMENT --powers`: what a department's lists, charts and guides say, read anew from the evidence."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from crawler.assembly import Month
from crawler.roster import Department
from reports.monthly import kept
from reports.powers_table import powers_results, powers_table
from reports.results import write
from reports.session import Session
from reports.workspace import Workspace
from rules.recalled import SHARED
from rules.register import register

DONE, GAPS = 0, 3


def show_powers(session: Session, workspace: Workspace, departments: Sequence[Department], chosen: Department) -> int:
    """Shows the items of the period; 3 where a place could not be judged. Raises Refusal for a month not visited."""
    period = session.period
    with (
        kept(workspace, period) as archive,
        Month(archive, departments, period, workspace.portal, shared=SHARED) as month,
    ):
        held = register(month.snapshot(chosen))
    if session.options.format == "text":
        session.out.print(powers_table(chosen, period, held, session.wording))
    else:
        write(powers_results(held), session.options.format, sys.stdout)
    return GAPS if held.unseen else DONE
