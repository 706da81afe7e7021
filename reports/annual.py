"""What the annual report needs (`gongkai statistics`): people's figures out and in, and the year's statistics in the form asked for."""

from __future__ import annotations

from reports.annual_figures import take_figures, write_blank
from reports.session import Session, Usage

OTHERS = (("kind", "--kind"), ("sort", "--sort"))  # options of the other topic


def show_annual(session: Session) -> int:
    """Writes the form, takes figures in, or shows the year. Raises Usage and Refusal."""
    options, workspace = session.options, session.workspace()
    year = options.year or session.period.year
    if options.form and options.figures:
        raise Usage("--form 和 --figures 只能选一个")
    if options.form:
        return write_blank(session, workspace, year)
    if options.figures:
        return take_figures(session, workspace, year)
    raise NotImplementedError
