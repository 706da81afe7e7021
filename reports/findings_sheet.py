"""The workbook's sheets of what was found (检查发现) and of what could not be checked (无法检测), a finding on each line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from checker.rulings import Decision
from crawler.grid import is_web_address
from reports import form
from reports.book import TOP, Book, Line
from reports.decision_cells import bound_decisions, said, tell_open, write_decision, write_formulas
from reports.formulas import BOUND, HIDDEN, RowFormulas, Ruled, doubts_sheet, found_sheet
from reports.styles import Styles, header, write_mark, write_row, write_text
from reports.wording import Wording, plain

MOST_LINKS = 65_530  # of one sheet, and then Excel takes the file for damaged
LONGEST_LINK = 2_000
NO_XML = re.compile("[\ufffe\uffff]")  # characters with which no program opens the file that a link stands in


def findings(sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
    """Every problem on a line, with cells for the inspector's decision."""
    ruled = found_sheet(book)
    _write(sheet, book, ruled, book.found, wording, styles)
    rows = range(1, len(book.found) + 1)
    _bound(sheet, book, ruled, {tuple(form.DECISIONS.values()): rows}, wording)


def doubts(sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
    """What could not be checked or needs a look, and why: the inspectors' list of places to go."""
    ruled, lines = doubts_sheet(book), book.doubts
    _write(sheet, book, ruled, lines, wording, styles)
    words = tuple(form.CHECKED.values())
    named = [row for row, line in enumerate(lines, 1) if line.machine.finding.problem]
    others = [row for row, line in enumerate(lines, 1) if not line.machine.finding.problem]
    rest = tuple(word for decision, word in form.CHECKED.items() if decision is not Decision.CONFIRMED)
    choices = (
        {words: named, rest: others} if named and others else {words if named or not others else rest: named or others}
    )
    _bound(sheet, book, ruled, choices, wording)


def _bound(
    sheet: Worksheet, book: Book, ruled: Ruled, choices: Mapping[tuple[str, ...], Sequence[int]], wording: Wording
) -> None:
    column = form.at(ruled.columns, ruled.decision)
    bound_decisions(sheet, column, choices, ruled.hidden(BOUND), book, wording)


def _write(sheet: Worksheet, book: Book, ruled: Ruled, lines: Sequence[Line], wording: Wording, styles: Styles) -> None:
    shown = form.columns(ruled.columns, wording)
    header(sheet, styles, shown, len(lines), hidden=len(HIDDEN), printed=len(shown) - 1)
    for number, words in enumerate(HIDDEN, len(shown)):
        write_text(sheet, 0, number, wording.say(words), styles.hidden)
    decision, key = form.at(ruled.columns, ruled.decision), form.at(ruled.columns, form.KEY)
    for row, line in enumerate(lines, 1):
        write_row(sheet, row, _cells(line, wording), shown, styles.text)
        if row <= MOST_LINKS:
            _link(sheet, row, form.at(ruled.columns, "证据网址"), line, styles)
        write_mark(sheet, row, form.at(ruled.columns, "单价"), line.each, styles.mark)
        taken = line.machine.doubted if line.doubtful else line.machine.deducted
        write_mark(sheet, row, decision - 1, taken, styles.mark)
        write_decision(sheet, row, decision, said(line, wording), line.item.ruling, styles)
        write_text(sheet, row, key, str(line.name), styles.key)
        formulas = RowFormulas(ruled, row - 1 + TOP, line, len(book.appeals), wording)
        write_formulas(sheet, row, ruled, formulas, styles)
        tell_open(sheet, row, decision, line, wording)


def _link(sheet: Worksheet, row: int, column: int, line: Line, styles: Styles) -> None:
    """Makes the address one to click, where it is a whole web address."""
    cited = line.machine.finding.evidence
    url = plain(cited[0].url) if cited else ""
    if len(url) <= LONGEST_LINK and is_web_address(url) and not NO_XML.search(url):
        sheet.write_url(row, column, url, styles.link, url)


def _cells(line: Line, wording: Wording) -> list[str]:
    """The texts of a line up to its price."""
    finding, verdict = line.machine.finding, line.verdict
    cited = finding.evidence[0] if finding.evidence else None
    problem = wording.problem(verdict.rule, finding.problem) if finding.problem else ""
    about = [line.department.id, plain(line.department.name), verdict.indicator, wording.place(finding.place)]
    told = [plain(finding.subject), wording.finding(finding), plain(cited.url) if cited else ""]
    if line.doubtful:
        return [*about, wording.outcome(finding.outcome), problem or wording.rule_title(verdict.rule), *told]
    seen = [wording.day(cited.fetched), plain(cited.quote)] if cited else ["", ""]
    return [*about, problem, *told, *seen]
