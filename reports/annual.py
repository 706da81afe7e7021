"""What the annual report needs (`gongkai statistics`): people's figures out and in, and the year's statistics in the form asked for."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console

from reports.annual_figures import take_figures, write_blank
from reports.annual_year import Annual, annual_of
from reports.session import Session, Usage
from reports.workspace import Workspace

DONE, GAPS = 0, 3
WIDE = 120  # columns of a text file


def show_annual(session: Session) -> int:
    """Writes the form, takes figures in, or shows the year; 3 when something of it could not be counted. Raises Usage and Refusal."""
    options = session.options
    if options.kind or options.sort:
        raise Usage("--kind 和 --sort 只用于“三公”经费汇总表（--topic three-public）")
    workspace = session.workspace()
    year = options.year or session.period.year
    if options.form and options.figures:
        raise Usage("--form 和 --figures 只能选一个")
    if options.form:
        return write_blank(session, workspace, year)
    if options.figures:
        return take_figures(session, workspace, year)
    annual = annual_of(session, workspace, year)
    _show(session, workspace, annual)
    if annual.has_gaps:
        session.say("有的网站或月份没有读到，见输出中的说明")
    return GAPS if annual.has_gaps else DONE


def _show(session: Session, workspace: Workspace, annual: Annual) -> None:
    form, output = session.options.format, session.options.output
    if form in ("xlsx", "docx"):
        default = workspace.var / "export" / f"annual-{annual.year}.{form}"
        _write(session, annual, Path(output) if output else default)
    elif output:
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        encoding = "utf-8-sig" if form == "csv" else "utf-8"  # without the mark Excel takes Chinese for something else
        Path(output).write_text(_text(session, annual, form), encoding, newline="")
        session.say("已写出 {path}", path=output)
    elif form == "text":
        from reports.annual_text import AnnualTables

        session.out.print(AnnualTables(annual, session.wording))
    else:
        sys.stdout.write(_text(session, annual, form))


def _write(session: Session, annual: Annual, path: Path) -> None:
    """The workbook, and with it the draft whose numbers refer to it."""
    from reports.annual_book import plan, write_book

    made, book = plan(annual, session.wording), path.with_suffix(".xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_book(book, made, session.wording)
    session.say("已写出 {path}", path=str(book))
    if session.options.format == "docx":
        from reports.draft.report import draft
        from reports.draft.written import write_docx

        write_docx(path, made, draft(made, session.wording), book.name)
        session.say("已写出 {path}，数字的出处见 {book}", path=str(path), book=str(book))


def _text(session: Session, annual: Annual, form: str) -> str:
    out = io.StringIO(newline="")
    if form == "text":
        from reports.annual_text import AnnualTables

        Console(file=out, width=WIDE, highlight=False, color_system=None).print(AnnualTables(annual, session.wording))
    else:
        from reports.annual_results import write

        write(annual, form, out, session.wording)
    return out.getvalue()
