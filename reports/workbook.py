"""The inspectors' workbook: findings out, with room for their decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from checker.scheme import Scheme
from checker.scoring import Assessment
from crawler.period import Period
from reports.air_days import Calendar
from reports.air_sheet import air_sheet, one_page, sheet_names
from reports.onsite_sheet import onsite_matters
from reports.sheets import doubts, findings, onsite, preface, ranking
from reports.styles import Styles
from reports.whole import whole
from reports.wording import Wording

VERSION = "1"  # of the workbook's form, by which an import knows what it reads


def write_workbook(
    path: Path,
    assessments: Sequence[Assessment],
    scheme: Scheme,
    wording: Wording,
    period: Period,
    air: Sequence[Calendar] = (),
) -> None:
    """Writes the workbook whole or not at all, with a sheet for each calendar of air.

    Text is always written as text, never as a formula. Raises OSError.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with whole(path) as temporary, xlsxwriter.Workbook(str(temporary), options) as book:
        book.set_properties(
            {"title": f"{scheme.title} {period}", "comments": f"gongkai {VERSION} {scheme.id} {period}"}
        )
        _write(book, assessments, scheme, wording, period, air)


def _write(
    book: xlsxwriter.Workbook,
    assessments: Sequence[Assessment],
    scheme: Scheme,
    wording: Wording,
    period: Period,
    air: Sequence[Calendar],
) -> None:
    styles, say = Styles(book), wording.say
    names = ("说明", "排名", "检查发现", "无法检测")
    sheets = {name: book.add_worksheet(say(name)) for name in names}
    count = findings(sheets["检查发现"], assessments, wording, styles)
    preface(sheets["说明"], assessments, scheme, wording, styles, f"{VERSION} {scheme.id} {period}")
    ranking(sheets["排名"], assessments, scheme, wording, styles, count)
    doubts(sheets["无法检测"], assessments, wording, styles)
    for name, each in zip(sheet_names(air, wording), air, strict=True):
        air_sheet(book, book.add_worksheet(name), each, wording)
    if scheme.on_site:
        onsite_matters(book.add_worksheet(say("实地事项")), assessments, scheme, wording, styles)
    onsite(book.add_worksheet(say("实地检查")), assessments, scheme, wording, styles)
    for sheet in book.worksheets():
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{period} {scheme.id}&C&P / &N")
    for name in sheet_names(air, wording):
        one_page(book.get_worksheet_by_name(name))
