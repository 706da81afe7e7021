"""An importer as it must not be: matches rows by their position, takes numbers as they come, and guesses. The control of the bench."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

import python_calamine

from bench.import_mutations_book import Book
from bench.import_mutations_reader import FORM, UNSEEN, WORDS, Said, inputs


class Sloppy:
    """Knows which line stood in which row when the workbook was exported, and nothing else."""

    def __init__(self, book: Book) -> None:
        self.rows: dict[str, list[str]] = {}
        for sheet in book.sheets:
            if sheet.role in FORM:
                self.rows[sheet.role] = [row.cells[sheet.at("编号") or 0].text for row in sheet.lines]

    def take(self, body: bytes) -> list[Said] | None:
        """What it takes from a file; None when it can't open it."""
        try:
            file = python_calamine.load_workbook(io.BytesIO(body))
            return [said for name in self.rows if name in file.sheet_names for said in self._sheet(file, name)]
        except (python_calamine.CalamineError, ValueError, IndexError, OSError):
            return None

    def _sheet(self, file: python_calamine.CalamineWorkbook, name: str) -> Iterator[Said]:
        form = FORM[name]
        first = form.index(inputs(name)[0])
        for id, row in zip(self.rows[name], file.get_sheet_by_name(name).to_python()[1:], strict=False):
            cells = [*row, *[""] * len(form)]
            word, *rest = cells[first : first + len(inputs(name))]
            number = rest[0]
            if str(word) or str(number):
                yield self._said(name, id, _guess(name, str(word)), _number(number), rest)

    def _said(self, name: str, id: str, word: str, points: Decimal | None, rest: list[object]) -> Said:
        by, on = str(rest[-2]), _day(rest[-1])
        if name == "实地检查":
            return Said(name, id, word, None if word == UNSEEN else points, str(rest[2]), by, on, str(rest[1]))
        return Said(name, id, word, points if word == "改为" else None, str(rest[1]), by, on)


def _guess(sheet: str, word: str) -> str:
    allowed = (*WORDS[sheet][1], "") if sheet in WORDS else ("是", "否", UNSEEN, "")
    return next((each for each in allowed if word and each and (each in word or word[:1] in each[:1])), word)


def _number(value: object) -> Decimal | None:
    with suppress(ValueError, ArithmeticError):
        return Decimal(str(float(str(value).replace(",", ".").strip("分%"))))
    return None


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        with suppress(OverflowError):
            return date(1899, 12, 30) + timedelta(value)
    found = re.findall(r"\d+", str(value))
    with suppress(ValueError, IndexError):
        return date(int(found[0]) % 2000 + 2000, int(found[1]), int(found[2]))
    return date(2013, 10, 8)
