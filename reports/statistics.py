"""The city's statistics: read from the store, tabulated, and shown in the form that was asked for."""

from __future__ import annotations

import io
import sys
from contextlib import closing
from pathlib import Path

from rich.console import Console

from checker.statistics import Statistics, tabulate
from checker.store import Store
from checker.unread import year_judged
from reports.session import Session, Usage
from reports.stored import results_of
from reports.workspace import Workspace

DONE = 0
WIDE = 120  # columns of a text file


def city_table(session: Session, workspace: Workspace) -> Statistics:
    """The table that the call asks for. Raises Refusal when the month has not been checked."""
    options, period = session.options, session.period
    assessments = results_of(workspace, period).assessments
    kind = options.kind or "budget"
    year = options.year or year_judged(kind, period.year)
    with closing(Store(workspace.var / "gongkai.sqlite")) as store:
        figures, before = store.figures(period), store.disclosed(kind, year - 1, period)
    if not figures:
        session.say("{period} 没有保存数字，请重新运行 gongkai check", period=str(period))
    return tabulate(assessments, figures, before, kind, year, by_total=options.sort == "total")


def show(session: Session) -> int:
    """Prints the table, or writes it to a file. Raises Usage for what only the annual report has."""
    options = session.options
    if options.format == "docx" or options.form or options.figures:
        raise Usage("--form、--figures 和 --format docx 只用于年度报告（--topic annual-report）")
    workspace = session.workspace()
    table = city_table(session, workspace)
    form, output = session.options.format, session.options.output
    if form == "xlsx":
        default = workspace.var / "export" / f"three-public-{table.kind}-{table.year}.xlsx"
        _write_book(session, table, Path(output) if output else default)
    elif output:
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        encoding = "utf-8-sig" if form == "csv" else "utf-8"  # without the mark Excel takes Chinese for something else
        Path(output).write_text(_text(session, table, form), encoding, newline="")
        session.say("已写出 {path}", path=output)
    elif form == "text":
        from reports.statistics_table import CityTable

        session.out.print(CityTable(table, session.wording))
    else:
        sys.stdout.write(_text(session, table, form))
    return DONE


def _write_book(session: Session, table: Statistics, path: Path) -> None:
    from reports.statistics_book import write_book

    path.parent.mkdir(parents=True, exist_ok=True)
    write_book(path, table, session.wording)
    session.say("已写出 {path}", path=str(path))


def _text(session: Session, table: Statistics, form: str) -> str:
    out = io.StringIO(newline="")
    if form == "text":
        from reports.statistics_table import CityTable

        Console(file=out, width=WIDE, highlight=False, color_system=None).print(CityTable(table, session.wording))
    else:
        from reports.statistics_results import write

        write(table, form, out)
    return out.getvalue()
