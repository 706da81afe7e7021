"""The workbook's sheet of appeals (申诉) that wait for an answer."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from checker.appeals import Appeal
from checker.identity import Named
from reports import form
from reports.book import Book, Line
from reports.decision_cells import bound_decisions, write_decision
from reports.styles import Styles, header, write_row, write_text
from reports.wording import Wording, plain

COLUMNS = form.APPEAL_COLUMNS


def appeals(sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
    """Each open appeal on a line, with cells for the answer, which ends the dispute on its finding."""
    shown = form.columns(COLUMNS, wording)
    header(sheet, styles, shown, len(book.appeals), hidden=1, printed=len(shown) - 1)
    write_text(sheet, 0, len(COLUMNS), wording.say("上限"), styles.hidden)
    lines = {line.name.key: line for line in book.lines}
    names = {owner.department.id: owner.department.name for owner in book.owners}
    answer = form.at(COLUMNS, "答复")
    for row, appeal in enumerate(book.appeals, 1):
        named, line = Named(appeal.finding, appeal.seen), lines.get(appeal.finding)
        cells = ["", named.department, plain(names.get(named.department, "")), named.indicator]
        write_row(sheet, row, [*cells, *_cells(appeal, line, wording)], shown, styles.text)
        sheet.write_number(row, 0, appeal.number, styles.text)
        write_decision(sheet, row, answer, "", None, styles)
        write_text(sheet, row, form.at(COLUMNS, form.KEY), str(line.name if line else named), styles.key)
        sheet.write_number(row, len(COLUMNS), float(line.bound) if line else 0, styles.hidden)
    rows = range(1, len(book.appeals) + 1)
    bound_decisions(sheet, answer, {tuple(form.DECISIONS.values()): rows}, xl_col_to_name(len(COLUMNS)), book, wording)


def _cells(appeal: Appeal, line: Line | None, wording: Wording) -> list[str]:
    """The problem, the subject, what the department says, its evidence and the day."""
    if line is None:
        about = [wording.say("现在没有这项检查发现"), ""]
    else:
        problem, rule = line.machine.finding.problem, line.verdict.rule
        words = wording.problem(rule, problem) if problem else wording.rule_title(rule)
        about = [words, plain(line.machine.finding.subject)]
    handed = "\n".join(plain(each.name) for each in appeal.evidence)
    return [*about, plain(appeal.says), handed, wording.day(appeal.on)]
