"""`gongkai lake`: writes into a lake, merges it, or answers questions of it."""

from __future__ import annotations

from reports.lake.engine import must_be_there
from reports.lake.places import Lake, lake_at
from reports.session import Session, Usage

DONE = 0


def show_lake(session: Session) -> int:
    """Writes, merges or asks. Raises Usage, NoWorkspace, Refusal and OSError."""
    options = session.options
    asked = [
        name for name, value in (("--ask", options.ask), ("--sql", options.sql), ("--list", options.list)) if value
    ]
    if len(asked) > 1 or (asked and (options.workspaces or options.merge)):
        raise Usage("写出和提问分两次做：{options} 不与工作区、--merge 或别的提问同用", options=asked)
    if options.list:
        from reports.lake.shown import listing

        session.out.print(listing(session.wording))
        return DONE
    must_be_there()
    lake = _lake(session)
    if asked:
        from reports.lake.asked import ask, run_sql

        return ask(session, lake, options.ask) if options.ask else run_sql(session, lake, options.sql)
    from reports.lake.exported import write_out

    return write_out(session, lake)


def _lake(session: Session) -> Lake:
    word = session.options.lake
    return lake_at(word) if word else lake_at(str(session.workspace().var / "lake"))
