"""The ledger as a spreadsheet of its own: the cases, and everything that happened to them with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from checker.ledger.cases import Case
from crawler.snapshot import Citation
from reports.docket_view import Docket
from reports.docket_words import details, happened, what_is_it
from reports.ledger_sheet import write_cases
from reports.styles import Column, Styles, cut, header, write_day, write_row
from reports.whole import workbook
from reports.wording import Wording, plain

COLUMNS = (
    ("号数", 5),
    ("单位", 18),
    ("问题", 30),
    ("检查月份", 8),
    ("日期", 10),
    ("经过", 16),
    ("内容", 30),
    ("文件", 18),
    ("网址", 32),
    ("取得时间", 15),
    ("原文", 28),
    ("SHA-256", 20),
)
DAY = 4
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Line = tuple[Case, int, Citation | None]


def write_book(path: Path, docket: Docket, wording: Wording) -> None:
    """Writes the spreadsheet whole or not at all; text is always written as text, never as a formula. Raises OSError."""
    with workbook(path, OPTIONS) as file:
        title = wording.say("{city}整改台账", city=plain(docket.city))
        day = datetime(docket.as_of.year, docket.as_of.month, docket.as_of.day)
        file.set_properties({"title": cut(title), "author": "gongkai", "created": day})
        styles = Styles(file)
        cases, events = (file.add_worksheet(wording.say(name)) for name in ("整改台账", "经过"))
        write_cases(cases, docket, wording, styles)
        _write_events(events, docket, wording, styles)
        for sheet in (cases, events):
            _set_page(sheet, title, docket, wording)


def _write_events(sheet: Worksheet, docket: Docket, wording: Wording, styles: Styles) -> None:
    """A line for each event and each page that it cites, in the order in which things happened to each case."""
    lines = list(_lines(docket.cases))
    shown = [Column(wording.say(words), wide) for words, wide in COLUMNS]
    header(sheet, styles, shown, len(lines), frozen=2)
    for row, line in enumerate(lines, 1):
        write_row(sheet, row, _cells(line, docket, wording), shown, styles.text)
        sheet.write_number(row, 0, line[0].number, styles.middle)
        write_day(sheet, row, DAY, line[0].history[line[1]][0].on, styles.day)


def _lines(cases: Sequence[Case]) -> Iterator[Line]:
    for case in cases:
        for at, (event, _) in enumerate(case.history):
            yield from ((case, at, cited) for cited in event.evidence or (None,))


def _cells(line: Line, docket: Docket, wording: Wording) -> list[str]:
    case, at, cited = line
    event = case.history[at][0]
    told = "\n".join(words for words in details(event, docket, wording) if words)
    handed = "\n".join(f"{plain(each.name)}\nSHA-256 {each.sha256}" for each in event.handed)
    about = ["", plain(docket.name(case.matter.department)), what_is_it(case, wording), str(event.period), ""]
    said = [happened(case, at, wording), told, handed]
    if cited is None:
        return [*about, *said, "", "", "", ""]
    return [*about, *said, plain(cited.url), wording.day(cited.fetched), plain(cited.quote), plain(cited.sha256)]


def _set_page(sheet: Worksheet, title: str, docket: Docket, wording: Wording) -> None:
    """A4, landscape, as wide as the page, with the day, the sheet and the number of the page on each."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    values = {"day": wording.day(docket.as_of), "period": str(docket.until or "")}
    told = wording.say("截至 {day}，检查到 {period}", **values)
    sheet.set_header(f"&L&9{title[:60].replace('&', '&&')}　{told}&R&9&A")
    sheet.set_footer("&R&9&P / &N")
