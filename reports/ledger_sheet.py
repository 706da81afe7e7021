"""The ledger (整改台账) as a sheet: a line for each case, those that are open first. Text is only ever written as text."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from checker.ledger.cases import Case, State
from reports.book import Book
from reports.docket_view import Docket
from reports.docket_words import STATES, limit, notes, what_is_it
from reports.styles import Column, Styles, header, write_day, write_row
from reports.wording import Wording, plain

COLUMNS = (
    ("号数", 5),
    ("单位编号", 8),
    ("单位", 18),
    ("指标", 7),
    ("位置", 11),
    ("问题", 36),
    ("状态", 15),
    ("整改期限", 11),
    ("步骤", 8),
    ("首次发现", 8),
    ("最近发现", 8),
    ("连续月数", 5),
    ("第几次", 5),
    ("通知书", 14),
    ("通知日期", 10),
    ("回复日期", 10),
    ("说明", 34),
)
NUMBER, STATE, LIMIT, MONTHS, TIMES, NOTIFIED, REPLIED = 0, 6, 7, 11, 12, 14, 15
COLOURS: Mapping[State, tuple[str, str]] = {
    State.OPENED: ("#595959", "#F2F2F2"),
    State.NOTIFIED: ("#1F4E79", "#DDEBF7"),
    State.DISPUTED: ("#7F6000", "#FFF2CC"),
    State.REPLIED: ("#1F4E79", "#DDEBF7"),
    State.DUE: ("#9C5700", "#FFEB9C"),
    State.OVERDUE: ("#FFFFFF", "#C00000"),
    State.RECTIFIED: ("#006100", "#C6EFCE"),
    State.WITHDRAWN: ("#006100", "#E2EFDA"),
    State.CLOSED: ("#006100", "#E2EFDA"),
}


def ledger(sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
    """The ledger of a workbook, as of its day and up to its month."""
    write_cases(sheet, book.docket, wording, styles)


def write_cases(sheet: Worksheet, docket: Docket | None, wording: Wording, styles: Styles) -> None:
    """A line for each case, department by department, with colours that follow the state."""
    cases = _ordered(docket) if docket is not None else []
    shown = [Column(wording.say(words), wide) for words, wide in COLUMNS]
    header(sheet, styles, shown, len(cases), frozen=3)
    for row, case in enumerate(cases, 1):
        write_row(sheet, row, _cells(case, docket, wording) if docket else [], shown, styles.text)
        for column, number in ((NUMBER, case.number), (MONTHS, case.months), (TIMES, case.times)):
            sheet.write_number(row, column, number, styles.middle)
        if case.due is not None:
            write_day(sheet, row, LIMIT, case.due, styles.day)
        for column, event in ((NOTIFIED, case.notified), (REPLIED, case.replied)):
            write_day(sheet, row, column, event.on if event else None, styles.day)
    last = max(len(cases), 1)
    for state, (ink, ground) in COLOURS.items():
        told = {"type": "cell", "criteria": "==", "value": f'"{wording.say(STATES[state])}"'}
        sheet.conditional_format(1, STATE, last, STATE, {**told, "format": styles.add(font_color=ink, bg_color=ground)})


def _ordered(docket: Docket) -> list[Case]:
    cases = [case for _, found in docket.by_department() for case in found]
    return sorted(cases, key=lambda case: not case.is_open)


def _cells(case: Case, docket: Docket, wording: Wording) -> list[str]:
    matter, id = case.matter, case.matter.department
    about = ["", id, plain(docket.name(id)), plain(case.indicator), wording.place(matter.place)]
    stand = [
        what_is_it(case, wording),
        wording.say(STATES[case.state]),
        limit(case, docket, wording),
        wording.say(plain(case.step)),
    ]
    found = [str(case.first), str(case.last), "", "", plain(case.notified.paper) if case.notified else "", "", ""]
    return [*about, *stand, *found, "\n".join(notes(case, docket, wording))]
