"""The clerk's list of all letters of a month (清单.xlsx): number, to whom, how much, until when, which file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.letters.words import LIST
from reports.notices_files import CIRCULAR, Letter
from reports.styles import Column, Styles, header, write_row
from reports.whole import workbook
from reports.wording import Wording, plain

COLUMNS = (
    ("文号", 34),
    ("日期", 11),
    ("单位编号", 10),
    ("单位", 26),
    ("标题", 30),
    ("新通知（条）", 8),
    ("催办（条）", 8),
    ("最早的期限", 13),
    ("抄送", 20),
    ("文件", 20),
)
NEW, AGAIN = 5, 6


def write_list(folder: Path, letters: Sequence[Letter], wording: Wording) -> Path:
    """Writes the list, with their number at its end, and returns where. Raises OSError."""
    path = folder / LIST
    with workbook(path, {}) as book:
        sheet, styles = book.add_worksheet(wording.say("发文清单")), Styles(book)
        shown = [Column(wording.say(words), wide) for words, wide in COLUMNS]
        header(sheet, styles, shown, len(letters))
        for row, letter in enumerate(letters, 1):
            write_row(sheet, row, _cells(letter), shown, styles.text)
            sheet.write_number(row, NEW, letter.count("fresh", "lasting"), styles.middle)
            sheet.write_number(row, AGAIN, letter.count("again", "overdue"), styles.middle)
        told = wording.say("共 {count} 份", count=str(len(letters)))
        sheet.write_string(len(letters) + 1, 0, told, styles.plain)
    return path


def _cells(letter: Letter) -> list[str]:
    fields = letter.fields
    to = ["", ""] if letter.kind == CIRCULAR else [letter.department, plain(fields["department"])]
    told = [letter.number, str(letter.on), *to, fields["title"], "", "", fields.get("earliest", "")]
    return [*told, fields.get("copies", ""), letter.file]
