"""The inspectors' workbook: findings, marks and the form of the inspection on site out, with room for people's decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports import form
from reports.about_sheet import about, digest
from reports.air_sheet import air_sheet, one_page, sheet_names
from reports.appeals_sheet import appeals
from reports.book import Book
from reports.findings_sheet import doubts, findings
from reports.ledger_sheet import ledger
from reports.onsite_sheet import onsite
from reports.preface_sheet import Preface
from reports.ranking_sheet import Ranking
from reports.scores_sheet import Scores
from reports.styles import Styles, cut
from reports.whole import workbook
from reports.wording import Wording, plain

VERSION = form.VERSION
Write = Callable[[Worksheet, Book, Wording, Styles], None]
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(path: Path, book: Book, wording: Wording) -> None:
    """Writes the workbook whole or not at all.

    Text is always written as text, never as a formula. Raises OSError.
    """
    with workbook(path, OPTIONS) as file:
        _describe(file, book, wording)
        styles = Styles(file)
        for name, write in _sheets(book):
            write(file.add_worksheet(wording.say(name)), book, wording, styles)
            if name == form.LEDGER:
                for title, each in zip(sheet_names(book.air, wording), book.air, strict=True):
                    air_sheet(file, file.add_worksheet(title), each, wording)
        for sheet in file.worksheets():
            _set_page(sheet, book, wording)
        for title in sheet_names(book.air, wording) if book.air and not book.year_end else ():
            one_page(file.get_worksheet_by_name(title))


def _sheets(book: Book) -> list[tuple[str, Write]]:
    """The sheets in their order; the year-end inspection has only its form."""
    month: list[tuple[str, Write]] = [
        (form.RANKING, partial(_write, Ranking)),
        (form.FOUND, findings),
        (form.DOUBTS, doubts),
    ]
    rest: list[tuple[str, Write]] = [
        (form.APPEALS, appeals),
        (form.LEDGER, ledger),
        (form.SCORES, partial(_write, Scores)),
    ]
    preface: tuple[str, Write] = (form.PREFACE, partial(_write, Preface))
    visit: tuple[str, Write] = (form.ON_SITE, onsite)
    ends: tuple[str, Write] = (form.ABOUT, about)
    return [preface, visit, ends] if book.year_end else [preface, *month, visit, *rest, ends]


def _write(
    writer: type[Ranking] | type[Scores] | type[Preface], sheet: Worksheet, book: Book, wording: Wording, styles: Styles
) -> None:
    writer(sheet, book, wording, styles).write()


def _describe(file: xlsxwriter.Workbook, book: Book, wording: Wording) -> None:
    """The document's properties, and that a program that opens it works out its formulas."""
    stamp = f"gongkai {form.VERSION} {book.scheme.id} {digest(book.scheme)} {book.stage}"
    file.set_properties(
        {
            "title": cut(plain(f"{book.scheme.title} {book.stage}")),
            "subject": cut(plain(book.scope)),
            "author": "gongkai",
            "comments": stamp,
            "created": datetime(book.on.year, book.on.month, book.on.day),
        }
    )
    file.set_calc_mode("auto")
    file.set_size(2400, 1400)


def _set_page(sheet: Worksheet, book: Book, wording: Wording) -> None:
    """A4, landscape, as wide as the page, with the period, the sheet and the number of the page on each."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    city = plain(book.city)[:60].replace("&", "&&")
    sheet.set_header(f"&L&9{city}　{book.stage}&R&9&A")
    sheet.set_footer(f"&L&8{book.scheme.id[:60]}　{book.on}&R&9&P / &N")
    if sheet.get_name() == wording.say(form.PREFACE):
        sheet.fit_to_pages(1, 1)
