"""`gongkai retention`: how long evidence is kept, what is beyond that, and the only way in which any of it is ever deleted."""

from __future__ import annotations

import sys

from crawler.archive import Archive
from crawler.refusal import Refusal
from reports.results import write
from reports.retained_months import Kept, keep_of, kept_in
from reports.retained_removal import nothing_kept, remove
from reports.retained_words import listing, rows
from reports.session import Session, Usage
from reports.workspace import Workspace

DONE = 0


def show_retention(session: Session) -> int:
    """Lists what is kept, or takes a month away. Raises Usage, NoWorkspace, Busy and Refusal."""
    options, workspace = session.options, session.workspace()
    by = " ".join((options.by or "").split())
    keep_of(workspace)
    if options.remove is None:
        if by:
            raise Usage("--by 只与 --remove 同用")
        return _list(session, workspace)
    if not by:
        raise Usage("请用 --by 写明是谁决定移走的")
    if not (workspace.var / "archive").is_dir():
        raise Refusal(nothing_kept(options.remove))
    return remove(session, workspace, options.remove, by)


def _list(session: Session, workspace: Workspace) -> int:
    kept = Kept(())
    if (workspace.var / "archive").is_dir():
        with Archive(workspace.var / "archive") as archive:
            kept = kept_in(workspace, archive, session.today)
    if session.options.format != "text":
        write(rows(kept, session.today, session.wording), session.options.format, sys.stdout)
    elif kept.months:
        session.out.print(listing(kept, session.today, session.wording))
    else:
        session.out.print(session.wording.say("还没有保存任何证据"))
    return DONE
