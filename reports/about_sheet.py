"""The workbook's last sheet (版本): what it is, for the program that reads it back, and the lists that its cells choose from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from checker.onsite import OnSite
from checker.scheme import Scheme
from reports import form
from reports.book import TOP, Book
from reports.formulas import tab
from reports.styles import Styles, write_mark, write_text
from reports.wording import Wording, plain

MATTER, ANSWER, WORTH, GRADE, LEAST = 3, 4, 5, 7, 8  # columns
DIGEST = 12


def digest(scheme: Scheme) -> str:
    """What tells one text of a scheme from another."""
    return hashlib.sha256(scheme.text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]


def labels(book: Book) -> Iterator[tuple[str, str]]:
    """What the sheet says, label by label."""
    yield "格式版本", form.VERSION
    yield "城市", book.city
    yield "期别", book.stage
    yield "考核方案", book.scheme.id
    yield "方案摘要", digest(book.scheme)
    yield "导出日期", str(book.on)
    yield "范围", book.scope


@dataclass(frozen=True)
class Answers:
    """The answers that a matter on site may have, and where they stand on the sheet, as formulas write it."""

    matter: OnSite
    row: int

    @property
    def words(self) -> tuple[tuple[str, Decimal | None], ...]:
        """Each answer and its worth; the last is for what could not be looked at."""
        return (*self.matter.answers.items(), (form.UNSEEN, None))

    def choices(self, wording: Wording) -> str:
        """The cells of the answers, as a list to choose from."""
        return f"={self._span('E', wording, len(self.words))}"

    def worth(self, cell: str, wording: Wording) -> str:
        """The formula of what the answer in a cell is worth; letter by letter, as no answer is a pattern."""
        given = self._span("E", wording, len(self.matter.answers))
        worth = self._span("F", wording, len(self.matter.answers))
        return f'=IF(SUMPRODUCT(--EXACT({cell},{given}))=0,"",SUMPRODUCT(EXACT({cell},{given})*{worth}))'

    def _span(self, column: str, wording: Wording, count: int) -> str:
        return f"{tab(wording.say(form.ABOUT))}${column}${self.row}:${column}${self.row + count - 1}"


def answers(book: Book) -> dict[str, Answers]:
    """The answers of each matter that has some, by its id, one list below the other."""
    row, found = TOP, {}
    for matter in {task.matter.id: task.matter for task in book.tasks}.values():
        if matter.answers:
            found[matter.id] = Answers(matter, row)
            row += len(found[matter.id].words)
    return found


def about(sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
    """Writes labels and values in the first two columns, lists to the right of them."""
    for column, wide in ((0, 14), (1, 34), (MATTER, 14), (ANSWER, 24), (WORTH, 8), (GRADE, 12), (LEAST, 8)):
        sheet.set_column(column, column, wide)
    for row, (label, value) in enumerate(labels(book)):
        write_text(sheet, row, 0, wording.say(label), styles.head)
        write_text(sheet, row, 1, plain(value), styles.text)
    lists = answers(book)
    if lists:
        for column, words in ((MATTER, "事项"), (ANSWER, "可选的答案"), (WORTH, "得分")):
            write_text(sheet, 0, column, wording.say(words), styles.head)
    for each in lists.values():
        for row, (answer, worth) in enumerate(each.words, each.row - 1):
            write_text(sheet, row, MATTER, each.matter.id, styles.text)
            write_text(sheet, row, ANSWER, wording.say(answer), styles.text)
            write_mark(sheet, row, WORTH, worth, styles.mark)
    for column, words in ((GRADE, "等次"), (LEAST, "至少")):
        write_text(sheet, 0, column, wording.say(words), styles.head)
    for row, grade in enumerate(book.scheme.grades, 1):
        write_text(sheet, row, GRADE, wording.say(grade.name), styles.text)
        write_mark(sheet, row, LEAST, grade.at_least, styles.mark)
    sheet.protect("", {"format_columns": True, "format_rows": True})
