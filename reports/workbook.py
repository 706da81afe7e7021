"""The inspectors' workbook: findings out, with room for their decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from checker.scheme import Scheme
from checker.scoring import Assessment
from crawler.period import Period
from reports.sheets import doubts, findings, onsite, preface, ranking
from reports.styles import Styles
from reports.whole import whole
from reports.wording import Wording

VERSION = "1"  # of the workbook's form, by which an import knows what it reads


def write_workbook(
    path: Path, assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, period: Period
) -> None:
    """Writes the workbook whole or not at all.

    Text is always written as text, never as a formula. Raises OSError.
    """
    with whole(path) as temporary:
        _write(temporary, assessments, scheme, wording, period)


def _write(path: Path, assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, period: Period) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties(
            {"title": f"{scheme.title} {period}", "comments": f"gongkai {VERSION} {scheme.id} {period}"}
        )
        styles = Styles(book)
        sheets = {
            name: book.add_worksheet(wording.say(name)) for name in ("说明", "排名", "检查发现", "无法检测", "实地检查")
        }
        count = findings(sheets["检查发现"], assessments, wording, styles)
        preface(sheets["说明"], assessments, scheme, wording, styles, f"{VERSION} {scheme.id} {period}")
        ranking(sheets["排名"], assessments, wording, styles, count)
        doubts(sheets["无法检测"], assessments, wording, styles)
        onsite(sheets["实地检查"], assessments, wording, styles)
        for sheet in sheets.values():
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)
            sheet.set_footer(f"&L{period} {scheme.id}&C&P / &N")
