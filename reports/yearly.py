"""A year's marks (年度成绩): the city's table, one department's arithmetic, or rows for other programs."""

from __future__ import annotations

import sys

from checker.year import years
from reports.results import write
from reports.session import Session
from reports.yearly_explain import arithmetic
from reports.yearly_rows import rows
from reports.yearly_seen import scheme_of, seen_of, unjudged
from reports.yearly_table import table

DONE, GAPS = 0, 3


def show_year(session: Session) -> int:
    """Everyone's year, or one department's line by line; 3 when anything of it is provisional.

    Raises Refusal when nothing of the year has been checked, Usage for an unknown department.
    """
    options, workspace = session.options, session.workspace()
    scheme = scheme_of(workspace, options.year)
    seen = seen_of(session, workspace, scheme)
    found = years(scheme, seen, unjudged(workspace, scheme, seen))
    if options.explain:
        chosen = session.department([each.department for each in found], options.explain)
        found = [each for each in found if each.department.id == chosen.id]
    if options.format != "text":
        write(rows(found, session.wording, in_full=bool(options.explain)), options.format, sys.stdout)
    elif options.explain:
        session.out.print(arithmetic(found[0], session.wording))
    else:
        session.out.print(table(found, session.wording))
    return GAPS if any(each.provisional for each in found) else DONE
