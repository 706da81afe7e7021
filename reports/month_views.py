"""What `rank` and `show` print, made anew at each call from what is stored: once for a print, again and again for a watch."""

from __future__ import annotations

from shlex import quote

from rich.console import RenderableType

from reports.docket_view import docket_of
from reports.history import Past, month_before
from reports.moves import moves
from reports.ranking import ranking
from reports.scorecard import Around, scorecard
from reports.session import Session
from reports.stored import results_of
from reports.wording import plain


def rank_view(session: Session) -> RenderableType:
    """The ranking of the month that the call asks for, beside the month before. Raises Refusal when it has not been checked."""
    workspace = session.workspace()
    found = results_of(workspace, session.period, cited=False)
    before = month_before(workspace, session.period)
    return ranking(found.assessments, found.scheme, session.wording, before, workspace.city)


def card_view(session: Session) -> RenderableType:
    """The scorecard of the department that the call asks for, or its comparison with the month of --diff.

    Raises Refusal when a month has not been checked, Usage where it cannot be compared.
    """
    if session.options.diff is not None:
        from reports.difference_asked import compared
        from reports.difference_view import difference_view

        return difference_view(compared(session), session.wording)
    workspace = session.workspace()
    month = Past(results_of(workspace, session.period))
    departments = [each.department for each in month.results.assessments]
    one = month.standings[session.department(departments, session.options.department).id]
    before = month_before(workspace, session.period)
    stepped = moves([one], month.results.scheme, before, session.period)
    around = Around(
        one,
        sum(each.group == one.group and each.rank is not None for each in month.standings.values()),
        stepped[one.assessment.department.id],
        stepped.since,
        docket_of(workspace, session.today, only=one.assessment.department.id),
        f" --period {session.period}" if session.options.period else "",
        f" --workspace {quote(plain(session.options.workspace))}" if session.options.workspace else "",
    )
    return scorecard(one.assessment, month.results.scheme, session.wording, around)
