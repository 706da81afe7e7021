"""What the commands do by which people decide, see problems put right and account for a year."""

from __future__ import annotations

from reports.session import Session, Usage


def ledger(session: Session) -> int:
    """The rectification ledger."""
    from reports.docket import show_ledger

    return show_ledger(session)


def notice(session: Session) -> int:
    """Letters to departments about what is to be put right, or the circular to all."""
    from reports.notices import write_notices

    return write_notices(session)


def reply(session: Session) -> int:
    """What a department answers to a notice."""
    from reports.docket_acts import take_reply

    return take_reply(session)


def close(session: Session) -> int:
    """Cases closed by a person."""
    from reports.docket_acts import close_cases

    return close_cases(session)


def reopen(session: Session) -> int:
    """Cases that a person closed, opened again."""
    from reports.docket_acts import reopen_cases

    return reopen_cases(session)


def statistics(session: Session) -> int:
    """What the annual report counts, or the city's table of the three public expenses."""
    if session.options.topic == "three-public":
        from reports import statistics as city

        return city.show(session)
    from reports.annual import show_annual

    return show_annual(session)


def report(session: Session) -> int:
    """The web report."""
    from reports.served import serve_report
    from reports.site.written import write_report

    if session.options.open:
        return serve_report(session)
    if session.options.port:
        raise Usage("--port 只与 --open 同用")
    return write_report(session)


def explore(session: Session) -> int:
    """The results in Datasette."""
    from reports.explored.started import explore as explore_results

    return explore_results(session)


def lake(session: Session) -> int:
    """Many cities' results as Parquet, and questions to them."""
    from reports.lake.called import show_lake

    return show_lake(session)


def schedule(session: Session) -> int:
    """What makes the machine run it every month."""
    from reports.timetable import show_schedule

    return show_schedule(session)


def retention(session: Session) -> int:
    """How long evidence is kept."""
    from reports.retained import show_retention

    return show_retention(session)


def backup(session: Session) -> int:
    """A copy of the workspace on another disk."""
    from reports.backup.called import back_up

    return back_up(session)


def restore(session: Session) -> int:
    """A workspace from its backup."""
    from reports.backup.called import restore as bring_back

    return bring_back(session)


def schemes(session: Session) -> int:
    """The rulebooks: what they ask, how two differ, what would change under another."""
    from reports.rulebooks import show_schemes

    return show_schemes(session)


def year(session: Session) -> int:
    """A year's marks, with the arithmetic of one department."""
    from reports.yearly import show_year

    return show_year(session)


def import_(session: Session) -> int:
    """What inspectors decided and marked, from their workbooks."""
    from reports.returned import take_in

    return take_in(session)


def appeal(session: Session) -> int:
    """A department's appeal against a finding."""
    from reports.disputes import file_appeal

    return file_appeal(session)


def appeals(session: Session) -> int:
    """The appeals and their answers."""
    from reports.disputes import show_appeals

    return show_appeals(session)


def answer(session: Session) -> int:
    """The answer to an appeal."""
    from reports.disputes import answer_appeal

    return answer_appeal(session)
