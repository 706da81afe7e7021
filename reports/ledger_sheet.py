"""The workbook's ledger (整改台账): every problem over the months, to be read only."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from reports.book import Book
from reports.cases import Case, State
from reports.styles import Column, Styles, header, write_day, write_row
from reports.wording import Wording, plain

COLUMNS = (
    ("单位编号", 9),
    ("单位", 20),
    ("指标", 7),
    ("位置", 12),
    ("问题", 28),
    ("对象", 24),
    ("首次发现", 9),
    ("最近发现", 9),
    ("连续月数", 8),
    ("应整改到", 11),
    ("状态", 18),
)
STATE = 10
COLOURS = {
    State.NEW: ("#9C5700", "#FFEB9C"),
    State.OPEN: ("#9C0006", "#FFC7CE"),
    State.DUE: ("#9C0006", "#FFC7CE"),
    State.OVERDUE: ("#FFFFFF", "#C00000"),
    State.RECTIFIED: ("#006100", "#C6EFCE"),
}


def ledger(sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
    """A line for each case; those that are open come first."""
    shown = [Column(wording.say(words), wide) for words, wide in COLUMNS]
    header(sheet, styles, shown, len(book.cases))
    names = {owner.department.id: owner.department.name for owner in book.owners}
    for row, case in enumerate(book.cases, 1):
        write_row(sheet, row, _cells(case, names.get(case.department, ""), wording), shown, styles.text)
        sheet.write_number(row, 8, case.months, styles.middle)
        write_day(sheet, row, 9, case.rectify_by, styles.day)
    last = max(len(book.cases), 1)
    for state, (ink, ground) in COLOURS.items():
        told = {"type": "cell", "criteria": "==", "value": f'"{wording.say(state)}"'}
        sheet.conditional_format(1, STATE, last, STATE, {**told, "format": styles.add(font_color=ink, bg_color=ground)})


def _cells(case: Case, name: str, wording: Wording) -> list[str]:
    about = [case.department, plain(name), case.indicator, wording.place(case.place)]
    found = [wording.problem(case.rule, case.problem), plain(case.subject), str(case.first), str(case.last)]
    return [*about, *found, "", "", wording.say(case.state)]
